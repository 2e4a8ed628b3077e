#include "deliberation/official.h"

#include "core/text.h"

#include <string.h>

/* No official text has paragraphs beyond this; a longer number is none of a paragraph. */
#define NUMBER_DIGITS 4

/* One line as it stands, without its line break; false at the end. */
static bool
next_line(const char *bytes, size_t size, size_t *at, size_t *ret_begin, size_t *ret_length)
{
    if (*at >= size)
        return false;
    const char *end = memchr(bytes + *at, '\n', size - *at);
    *ret_begin = *at;
    *ret_length = end == NULL ? size - *at : (size_t)(end - (bytes + *at));
    *at += *ret_length + (end == NULL ? 0 : 1);
    if (end != NULL && *ret_length > 0 && end[-1] == '\r')
        *ret_length -= 1;
    return true;
}

/* Complains of the first character of the line that is not to be seen. */
static void
check_line(const char *line, size_t length, unsigned number, Complaints *complaints)
{
    SCRATCH Arena *work = arena_new("line");
    char *copy = arena_copy(work, line, length);
    for (size_t at = 0; at < length; at++)
        if (copy[at] == '\t' || copy[at] == '\f')
            copy[at] = ' ';
    const char *zero = memchr(line, '\0', length);
    const char *seen = text_shown(work, copy);
    size_t at = 0;
    while (copy[at] != '\0' && seen[at] == copy[at])
        at++;
    if (copy[at] == '\0' && zero == NULL)
        return;
    copy[at] = '\0';
    complain(complaints, (Place){.line = number, .column = (unsigned)text_width(copy) + 1},
             "expected a visible text, found a control or direction character in it");
}

static bool
is_blank(const char *bytes, size_t size)
{
    for (size_t at = 0; at < size; at++)
        if (strchr(" \t\r\n\f", bytes[at]) == NULL || bytes[at] == '\0')
            return false;
    return true;
}

bool
official_check(const char *bytes, size_t size, const Deliberation *deliberation,
               Complaints *complaints)
{
    size_t before = complaints->count;
    size_t at = 0;
    size_t begin = 0;
    size_t length = 0;
    if (size > OFFICIAL_BYTES)
        complain(complaints, (Place){0}, "expected at most %zu bytes, found %zu", OFFICIAL_BYTES,
                 size);
    else if (!text_is_utf8(bytes, size))
        complain(complaints, (Place){0}, "expected UTF-8 text, found other bytes");
    else if (is_blank(bytes, size))
        complain(complaints, (Place){0}, "expected the official text, found nothing");
    else
    {
        for (unsigned line = 1; next_line(bytes, size, &at, &begin, &length); line++)
            check_line(bytes + begin, length, line, complaints);
        if (memmem(bytes, size, deliberation->id, strlen(deliberation->id)) == NULL)
            complain(complaints, (Place){0},
                     "expected the official text of '%s', found no such reference in it",
                     deliberation->id);
    }
    return complaints->count == before;
}

/* The number with which the line begins a paragraph; 0: it begins none. */
static int
line_number(const char *line, size_t length)
{
    size_t at = 0;
    size_t first = 0;
    int number = 0;
    while (at < length && (line[at] == ' ' || line[at] == '\t' || line[at] == '\f'))
        at++;
    first = at;
    while (at < length && at - first <= NUMBER_DIGITS && line[at] >= '0' && line[at] <= '9')
        number = number * 10 + (line[at++] - '0');
    if (at == first || at - first > NUMBER_DIGITS || line[first] == '0' || at + 1 >= length ||
        line[at] != '.' || (line[at + 1] != ' ' && line[at + 1] != '\t'))
        return 0;
    return number;
}

/* The text without the white space at its end. */
static const char *
trimmed(Arena *arena, const char *bytes, size_t size)
{
    while (size > 0 && is_blank(bytes + size - 1, 1))
        size--;
    return arena_copy(arena, bytes, size);
}

OfficialParagraphs
official_split(Arena *arena, const char *bytes, size_t size, size_t count)
{
    OfficialParagraphs found = {0};
    size_t at = 0;
    size_t begin = 0;
    size_t length = 0;
    size_t since = 0; /* where the paragraph before begins */
    while (next_line(bytes, size, &at, &begin, &length))
    {
        int number = line_number(bytes + begin, length);
        if (number == 0)
            continue;
        if ((size_t)number != found.count + 1)
            return (OfficialParagraphs){0};
        if (found.count > 0)
            found.items[found.count - 1].text = trimmed(arena, bytes + since, begin - since);
        *LIST_ADD(arena, &found) = (OfficialParagraph){.number = number};
        since = begin;
    }
    if (found.count != count || count == 0)
        return (OfficialParagraphs){0};
    found.items[count - 1].text = trimmed(arena, bytes + since, size - since);
    return found;
}

const char *
official_paragraph(const OfficialParagraphs *paragraphs, int number)
{
    for (size_t at = 0; at < paragraphs->count; at++)
        if (paragraphs->items[at].number == number)
            return paragraphs->items[at].text;
    return NULL;
}
