#include "output/figure.h"

#include "core/json.h"
#include "core/text.h"
#include "output/inner.h"

#include <string.h>

static const char *const marks[] = {"bar", "line", "area", "point", NULL};
static const char *const scales[] = {"nominal", "ordinal", NULL};
static const char *const channels[] = {"x", "y", "color"};

static bool
is_among(const char *const *choices, const json_t *value)
{
    const char *text = json_string_value(value);
    if (text == NULL || strlen(text) != json_string_length(value))
        return false;
    for (; *choices != NULL; choices++)
        if (text_equal(*choices, text))
            return true;
    return false;
}

static bool
is_dimension(const RequestedFile *table, const json_t *field)
{
    const char *columns[REQUEST_TERMS + 1] = {NULL};
    for (size_t at = 0; at < table->by_count; at++)
        columns[at] = table->by[at].column;
    return is_among(columns, field);
}

static bool
is_channel(const RequestedFile *table, const json_t *channel, bool number)
{
    static const char *const numbers[] = {"count", "total", "share", "mean", NULL};
    static const char *const quantitative[] = {"quantitative", NULL};
    size_t wanted = table->type == OUTPUT_FREQUENCY     ? 0
                    : table->type == OUTPUT_MAGNITUDE   ? 1
                    : table->type == OUTPUT_PROPORTIONS ? 2
                                                        : 3;
    const char *const number_column[] = {numbers[wanted], NULL};
    const json_t *field = json_object_get(channel, "field");
    const json_t *type = json_object_get(channel, "type");
    return json_object_size(channel) == 2 &&
           (number ? is_among(number_column, field) && is_among(quantitative, type)
                   : is_dimension(table, field) && is_among(scales, type));
}

static bool
is_figure(const RequestedFile *table, const json_t *root)
{
    const json_t *encoding = json_object_get(root, "encoding");
    const json_t *colour = json_object_get(encoding, channels[2]);
    const json_t *x = json_object_get(encoding, channels[0]);
    return json_object_size(root) == 2 && is_among(marks, json_object_get(root, "mark")) &&
           json_object_size(encoding) == (colour == NULL ? 2U : 3U) &&
           is_channel(table, x, false) &&
           is_channel(table, json_object_get(encoding, channels[1]), true) &&
           (colour == NULL ||
            (is_channel(table, colour, false) &&
             !json_equal(json_object_get(x, "field"), json_object_get(colour, "field"))));
}

char *
figure_canonical(Arena *arena, const RequestedFile *table, const char *bytes, size_t size,
                 Complaints *complaints)
{
    json_t *root = NULL;
    Error err;
    if (size > FIGURE_BYTES ||
        json_read(arena, bytes, size, ERROR_DATA, &root, &err) != ERROR_NONE ||
        !is_figure(table, root))
    {
        complain(complaints, (Place){1, 1},
                 "expected a figure of the closed form: mark, and encoding of x, y and color");
        return NULL;
    }
    json_t *data = json_object();
    json_put_text(data, "url", table->name);
    json_put(root, "data", data);
    json_put_text(root, "$schema", "https://vega.github.io/schema/vega-lite/v5.json");
    return arena_print(arena, "%s\n", json_canonical(arena, root, NULL));
}

typedef struct NoteReader
{
    size_t digits;
    size_t word;
    size_t lines;
    bool begun; /* the line: blanks before it do not stay */
} NoteReader;

static const char *
note_fault(NoteReader *reader, char byte)
{
    bool begins = !reader->begun && byte != ' ' && byte != '\n';
    reader->begun = byte != '\n' && (reader->begun || begins);
    if (byte == '\n')
        reader->lines++;
    else if (byte < ' ' || byte > '~' || byte == '<' || byte == '>')
        return "expected printable ASCII without '<' and '>'";
    if (begins && strchr("=@+-", byte) != NULL)
        return "a line begins as a formula does";
    reader->word = byte == ' ' || byte == '\n' ? 0 : reader->word + 1;
    reader->digits += byte >= '0' && byte <= '9';
    if (reader->word > NOTE_WORD)
        return "a word is too long";
    if (reader->digits > NOTE_DIGITS)
        return "there are too many digits";
    return reader->lines > NOTE_LINES ? "there are too many lines" : NULL;
}

/* Single blanks, none at the ends of lines, no empty lines at the end. */
static char *
note_print(Arena *arena, const char *bytes, size_t size)
{
    Text note = text_new(arena);
    for (size_t at = 0; at < size; at++)
    {
        bool blank = bytes[at] == ' ';
        bool line_ends = at + 1 == size || bytes[at + 1] == '\n' || bytes[at + 1] == ' ';
        bool line_begins = note.size == 0 || note.bytes[note.size - 1] == '\n';
        if (!(blank && (line_ends || line_begins)) && !(bytes[at] == '\n' && line_begins))
            text_add_bytes(&note, &bytes[at], 1);
    }
    if (note.size > 0 && note.bytes[note.size - 1] != '\n')
        text_add(&note, "\n");
    return note.bytes;
}

char *
note_canonical(Arena *arena, const char *bytes, size_t size, Complaints *complaints)
{
    NoteReader reader = {.lines = 1};
    size_t length = size > 0 && bytes[size - 1] == '\n' ? size - 1 : size;
    const char *fault = size == 0                    ? "the note is empty"
                        : length > OUTPUT_NOTE_BYTES ? "the note is too long"
                                                     : NULL;
    size_t at = 0;
    for (; fault == NULL && at < size; at++)
        fault = bytes[at] == '\n' && at + 1 == size ? NULL : note_fault(&reader, bytes[at]);
    char *note = fault == NULL ? note_print(arena, bytes, size) : NULL;
    if (note != NULL && note[0] == '\0')
        fault = "the note is empty";
    if (fault == NULL)
        return note;
    complain(complaints, (Place){(unsigned)reader.lines, 1}, "%s", fault);
    return NULL;
}
