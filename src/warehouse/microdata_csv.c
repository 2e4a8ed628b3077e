#include "core/text.h"
#include "warehouse/engine.h"
#include "warehouse/microdata_inner.h"

#include <string.h>
#include <unistd.h>

#define HEAD_MOST ((size_t)1 << 20) /* bytes of a first line; more are an ERROR_DATA */

/* The first bytes of the file, from its beginning. */
static size_t
read_head(int fd, char *bytes)
{
    size_t size = 0;
    while (size < HEAD_MOST)
    {
        ssize_t got = pread(fd, bytes + size, HEAD_MOST - size, (off_t)size);
        if (got <= 0)
            break;
        size += (size_t)got;
    }
    return size;
}

/* Where the first line ends: a line feed or carriage return outside of quotes. */
static size_t
line_end(const char *bytes, size_t size)
{
    bool quoted = false;
    size_t at = 0;
    for (; at < size && (quoted || (bytes[at] != '\n' && bytes[at] != '\r')); at++)
        quoted ^= bytes[at] == '"';
    return at;
}

/* The one of the usual delimiters that the line has most of, outside of quotes. */
static char
find_delimiter(const char *line, size_t size)
{
    static const char usual[] = {',', ';', '\t', '|'};
    size_t most = 0;
    char found = usual[0];
    for (size_t which = 0; which < sizeof usual; which++)
    {
        bool quoted = false;
        size_t count = 0;
        for (size_t at = 0; at < size; at++)
        {
            quoted ^= line[at] == '"';
            count += !quoted && line[at] == usual[which];
        }
        found = count > most ? usual[which] : found;
        most = count > most ? count : most;
    }
    return found;
}

/* One field, without its quotes. */
static const char *
take_field(Arena *arena, const char *from, size_t size)
{
    if (size < 2 || from[0] != '"' || from[size - 1] != '"')
        return arena_copy(arena, from, size);
    char *name = arena_take(arena, size);
    size_t length = 0;
    for (size_t at = 1; at + 1 < size; at++)
    {
        name[length++] = from[at];
        at += from[at] == '"' && from[at + 1] == '"';
    }
    return name;
}

static void
split(Arena *arena, const char *line, size_t size, MicrodataHead *head)
{
    bool quoted = false;
    size_t from = 0;
    for (size_t at = 0; at <= size; at++)
    {
        if (at < size && (quoted || line[at] != head->delimiter))
        {
            quoted ^= line[at] == '"';
            continue;
        }
        *LIST_ADD(arena, &head->names) = take_field(arena, line + from, at - from);
        from = at + 1;
    }
}

ErrorKind
microdata_csv_head(Arena *arena, int fd, MicrodataHead *ret_head, Error *err)
{
    SCRATCH Arena *work = arena_new("first line");
    char *bytes = arena_take(work, HEAD_MOST);
    size_t size = read_head(fd, bytes);
    *ret_head = (MicrodataHead){.delimiter = ','};
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) /* a byte order mark */
    {
        bytes += 3;
        size -= 3;
    }
    size_t end = line_end(bytes, size);
    if (end == size && size >= HEAD_MOST - 3)
        return error_set(err, ERROR_DATA, "line 1: expected at most %zu bytes of names", HEAD_MOST);
    if (end == 0)
        return error_set(err, ERROR_DATA, "line 1: expected the names of the columns");
    if (!text_is_utf8(bytes, end) || memchr(bytes, 0, end) != NULL)
        return error_set(err, ERROR_DATA, "line 1: expected UTF-8 text");
    ret_head->delimiter = find_delimiter(bytes, end);
    split(arena, bytes, end, ret_head);
    return ERROR_NONE;
}

bool
microdata_csv_is_named(const MicrodataHead *head)
{
    for (size_t at = 0; at < head->names.count; at++)
    {
        char first = head->names.items[at][0];
        bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
        if (!letter && first != '_' && (unsigned char)first < 0x80)
            return false;
        for (size_t other = 0; other < at; other++)
            if (text_equal(head->names.items[at], head->names.items[other]))
                return false;
    }
    return true;
}

const char *
microdata_csv_reader(Arena *arena, const char *path, const MicrodataHead *head)
{
    Text sql = text_new(arena);
    text_print(&sql,
               "read_csv(%s, header = true, auto_detect = false, strict_mode = true, quote = '\"', "
               "escape = '\"', delim = '%c', columns = {",
               engine_literal(arena, path), head->delimiter);
    for (size_t at = 0; at < head->names.count; at++)
        text_print(&sql, "%sc%zu: 'VARCHAR'", at > 0 ? ", " : "", at);
    text_add(&sql, "})");
    return sql.bytes;
}
