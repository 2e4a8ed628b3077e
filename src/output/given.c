#include "output/given.h"

#include "core/text.h"
#include "output/inner.h"

#include <string.h>

#define BEHIND_MOST 9
#define BEFORE_MOST 15

bool
decimal_given(const char *text, int least, int most, Decimal *ret_value)
{
    bool minus = text[0] == '-';
    const char *at = text + minus;
    size_t before = strspn(at, "0123456789");
    if (before == 0 || before > BEFORE_MOST || (before > 1 && at[0] == '0'))
        return false;
    size_t behind = 0;
    if (at[before] == '.')
        behind = strspn(at + before + 1, "0123456789");
    bool point = at[before] == '.';
    if (at[before + point + behind] != '\0' || (point && behind == 0) || behind > BEHIND_MOST ||
        (int)behind < least || (int)behind > most)
        return false;
    Decimal value = {.digits = (int)behind};
    for (; *at != '\0'; at++)
        if (*at != '.' && (__builtin_mul_overflow(value.units, 10, &value.units) ||
                           __builtin_add_overflow(value.units, *at - '0', &value.units)))
            return false;
    if (minus && value.units == 0)
        return false;
    value.units = minus ? -value.units : value.units;
    *ret_value = value;
    return true;
}

typedef struct GivenReader
{
    Arena *arena;
    const RequestedFile *file;
    Given *given;
    Complaints *complaints;
    unsigned line;
    unsigned char *seen; /* models: terms that are there */
} GivenReader;

static bool
refuse(GivenReader *reader, size_t column, const char *words)
{
    complain(reader->complaints, (Place){reader->line, (unsigned)column + 1}, "%s", words);
    return false;
}

/* A line cut into fields, in place. False where it has not as many as wanted, or holds what the
 * dialect has not. */
static bool
cut_line(GivenReader *reader, char *line, size_t size, size_t wanted, const char **ret_fields)
{
    size_t count = 0;
    size_t start = 0;
    for (size_t at = 0; at <= size; at++)
    {
        if (at < size && line[at] != ',')
        {
            if (line[at] <= ' ' || line[at] > '~' || strchr("\"';`\\|", line[at]) != NULL)
                return refuse(reader, at,
                              "expected plain characters without quotes, blanks or semicolons");
            continue;
        }
        if (at - start > GIVEN_FIELD)
            return refuse(reader, start, "a field is too long");
        if (count == wanted)
            return refuse(reader, start, "there are more fields than columns");
        line[at] = '\0';
        ret_fields[count++] = line + start;
        start = at + 1;
    }
    return count == wanted || refuse(reader, size, "there are fewer fields than columns");
}

static const char *
number_column(const RequestedFile *file)
{
    switch (file->type)
    {
    case OUTPUT_FREQUENCY:
        return "count";
    case OUTPUT_MAGNITUDE:
        return "total";
    case OUTPUT_PROPORTIONS:
        return "share";
    case OUTPUT_MEANS:
        return "mean";
    case OUTPUT_MODEL:
    case OUTPUT_FIGURE:
    case OUTPUT_NOTE:
    case OUTPUT_TYPE_COUNT:
        break;
    }
    return "";
}

static bool
read_head(GivenReader *reader, const char *const *fields, size_t columns)
{
    static const char *const model[] = {"term", "estimate", "std_error"};
    for (size_t at = 0; at < columns; at++)
    {
        const char *wanted = reader->file->type == OUTPUT_MODEL ? model[at]
                             : at < reader->file->by_count      ? reader->file->by[at].column
                                                                : number_column(reader->file);
        if (!text_equal(fields[at], wanted))
        {
            complain(reader->complaints, (Place){1, 1}, "column %zu: expected '%s'", at + 1,
                     wanted);
            return false;
        }
    }
    return true;
}

static bool
read_place(const Axis *axis, const char *code, size_t *ret_place)
{
    *ret_place = 0;
    if (text_equal(code, "*"))
        *ret_place = axis->count;
    else
        while (*ret_place < axis->count && !text_equal(axis->code[*ret_place], code))
            (*ret_place)++;
    return *ret_place < axis->count || text_equal(code, "*");
}

static bool
is_above_one(const Decimal *number)
{
    int64_t one = 1;
    for (int digit = 0; digit < number->digits; digit++)
        one *= 10;
    return number->units > one;
}

static bool
read_number(const RequestedFile *file, const char *text, Decimal *ret_number)
{
    bool whole = file->type == OUTPUT_FREQUENCY || file->type == OUTPUT_MAGNITUDE;
    int least = file->type == OUTPUT_PROPORTIONS ? 3 : 2;
    if (!decimal_given(text, whole ? 0 : least, whole ? 0 : BEHIND_MOST, ret_number))
        return false;
    if (file->type == OUTPUT_PROPORTIONS && is_above_one(ret_number))
        return false;
    return ret_number->units >= 0 || file->type == OUTPUT_MAGNITUDE || file->type == OUTPUT_MEANS;
}

static bool
read_cell(GivenReader *reader, const char *const *fields)
{
    const RequestedFile *file = reader->file;
    GivenCell *cell = LIST_ADD(reader->arena, &reader->given->cells);
    cell->line = reader->line;
    for (size_t at = 0; at < file->by_count; at++)
        if (!read_place(&file->by[at], fields[at], &cell->place[at]))
            return refuse(reader, 0, "a code that is no class of its dimension");
    return read_number(file, fields[file->by_count], &cell->number) ||
           refuse(reader, 0, "the number is not in the form of its type");
}

/* "(intercept)" or "COLUMN=CODE". */
static bool
read_term(GivenReader *reader, const char *const *fields)
{
    const RequestedFile *file = reader->file;
    GivenTerm *term = LIST_ADD(reader->arena, &reader->given->terms);
    *term = (GivenTerm){.line = reader->line, .axis = file->by_count};
    const char *equals = strchr(fields[0], '=');
    for (size_t at = 0; equals != NULL && at < file->by_count; at++)
    {
        size_t size = strlen(file->by[at].column);
        if (size == (size_t)(equals - fields[0]) && text_starts(fields[0], file->by[at].column))
            term->axis = at;
    }
    bool known = equals == NULL ? text_equal(fields[0], "(intercept)")
                                : term->axis < file->by_count && !text_equal(equals + 1, "*") &&
                                      read_place(&file->by[term->axis], equals + 1, &term->place);
    if (!known)
        return refuse(reader, 0, "a term that is no class of a factor of the model");
    unsigned char *seen = &reader->seen[term->axis * REQUEST_CODES + term->place];
    if ((*seen)++ != 0)
        return refuse(reader, 0, "a term that is there twice");
    return (decimal_given(fields[1], 1, BEHIND_MOST, &term->estimate) &&
            decimal_given(fields[2], 1, BEHIND_MOST, &term->error) && term->error.units >= 0) ||
           refuse(reader, 0, "the number is not in the form of its type");
}

/* Which combinations are there already; a table of places that fits is bounded by GIVEN_LINES rows.
 */
static bool
cells_are_distinct(GivenReader *reader)
{
    size_t size = 1;
    const RequestedFile *file = reader->file;
    SCRATCH Arena *work = arena_new("given");
    for (size_t at = 0; at < file->by_count; at++)
        if (__builtin_mul_overflow(size, file->by[at].count + 1, &size) || size > ((size_t)1 << 24))
            return refuse(reader, 0, "the table has too many cells");
    bool *seen = arena_take_array(work, size, sizeof *seen);
    for (size_t row = 0; row < reader->given->cells.count; row++)
    {
        const GivenCell *cell = &reader->given->cells.items[row];
        size_t at = 0;
        for (size_t axis = 0; axis < file->by_count; axis++)
            at = at * (file->by[axis].count + 1) + cell->place[axis];
        reader->line = cell->line;
        if (seen[at])
            return refuse(reader, 0, "a combination that is there twice");
        seen[at] = true;
    }
    return true;
}

static bool
read_lines(GivenReader *reader, char *text, size_t size, size_t columns)
{
    const char *fields[GIVEN_COLUMNS];
    for (size_t at = 0; at < size;)
    {
        char *end = memchr(text + at, '\n', size - at);
        reader->line++;
        if (end == NULL)
            return refuse(reader, 0, "the last line does not end");
        if (reader->line > GIVEN_LINES)
            return refuse(reader, 0, "there are too many lines");
        if (!cut_line(reader, text + at, (size_t)(end - text) - at, columns, fields))
            return false;
        bool good = reader->line == 1                    ? read_head(reader, fields, columns)
                    : reader->file->type == OUTPUT_MODEL ? read_term(reader, fields)
                                                         : read_cell(reader, fields);
        if (!good)
            return false;
        at = (size_t)(end - text) + 1;
    }
    return true;
}

bool
given_read(Arena *arena, const RequestedFile *file, const char *bytes, size_t size,
           Given *ret_given, Complaints *complaints)
{
    *ret_given = (Given){0};
    GivenReader reader = {.arena = arena,
                          .file = file,
                          .given = ret_given,
                          .complaints = complaints,
                          .seen = arena_take_array(arena, REQUEST_TERMS + 1, REQUEST_CODES)};
    if (size == 0 || size > GIVEN_BYTES)
        return refuse(&reader, 0, size == 0 ? "the file is empty" : "the file is too large");
    size_t columns = file->type == OUTPUT_MODEL ? 3 : file->by_count + 1;
    if (!read_lines(&reader, arena_copy(arena, bytes, size), size, columns))
        return false;
    if (file->type == OUTPUT_MODEL)
        return ret_given->terms.count > 0 || refuse(&reader, 0, "there is no term");
    return cells_are_distinct(&reader);
}
