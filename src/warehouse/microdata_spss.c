#include "core/file.h"
#include "core/list.h"
#include "core/text.h"
#include "warehouse/microdata_inner.h"

#include <readstat.h>
#include <string.h>

typedef struct Reading
{
    Arena *arena;
    const MicrodataAsk *asks;
    size_t count;
    MicrodataNames names;
    size_t *variable_of; /* by ask: the variable that answers it */
    bool *asked;         /* by variable: does any ask want it? */
    size_t wanted;       /* variables that some ask wants */
    MicrodataMaker *maker;
    size_t values; /* of the present row, among those wanted */
    Error *err;
    ErrorKind kind;
} Reading;

static int
note_variable(int index, readstat_variable_t *variable, const char *labels, void *context)
{
    Reading *reading = context;
    (void)index;
    (void)labels;
    const char *name = readstat_variable_get_name(variable); /* a damaged file can have none */
    *LIST_ADD(reading->arena, &reading->names) =
        arena_copy_text(reading->arena, name == NULL ? "" : name);
    return READSTAT_HANDLER_OK;
}

/* ReadStat hands out values only of variables that a handler has seen: it crashes where there is
 * none. */
static int
skip_unasked(int index, readstat_variable_t *variable, const char *labels, void *context)
{
    const Reading *reading = context;
    (void)variable;
    (void)labels;
    return (size_t)index < reading->names.count && reading->asked[index]
               ? READSTAT_HANDLER_OK
               : READSTAT_HANDLER_SKIP_VARIABLE;
}

static ErrorKind
put_value(Reading *reading, size_t column, readstat_variable_t *variable, readstat_value_t value)
{
    if (readstat_value_is_missing(value, variable))
    {
        microdata_put_missing(reading->maker, column);
        return ERROR_NONE;
    }
    if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING)
    {
        const char *text = readstat_string_value(value);
        return microdata_put_text(reading->maker, column, text == NULL ? "" : text,
                                  text == NULL ? 0 : strlen(text), reading->err);
    }
    return microdata_put_real(reading->maker, column, readstat_double_value(value), reading->err);
}

static int
note_value(int row, readstat_variable_t *variable, readstat_value_t value, void *context)
{
    Reading *reading = context;
    (void)row;
    size_t at = (size_t)readstat_variable_get_index(variable);
    for (size_t ask = 0; ask < reading->count && reading->kind == ERROR_NONE; ask++)
        if (reading->variable_of[ask] == at)
            reading->kind = put_value(reading, ask, variable, value);
    if (reading->kind == ERROR_NONE && ++reading->values == reading->wanted)
    {
        reading->values = 0;
        reading->kind = microdata_end_row(reading->maker, reading->err);
    }
    return reading->kind == ERROR_NONE ? READSTAT_HANDLER_OK : READSTAT_HANDLER_ABORT;
}

static ErrorKind
parse(const char *path, Reading *reading, bool values, Error *err)
{
    CLOSES_FILE int fd = -1; /* only to tell a file that cannot be opened from a damaged one */
    TRY(microdata_open(path, &fd, err));
    readstat_parser_t *parser = readstat_parser_init();
    if (parser == NULL)
        error_out_of_memory();
    readstat_set_variable_handler(parser, values ? skip_unasked : note_variable);
    if (values)
        readstat_set_value_handler(parser, note_value);
    readstat_error_t fault = text_ends(path, ".por") ? readstat_parse_por(parser, path, reading)
                                                     : readstat_parse_sav(parser, path, reading);
    readstat_parser_free(parser);
    if (reading->kind != ERROR_NONE)
        return reading->kind;
    if (fault != READSTAT_OK)
        return error_set(err, ERROR_DATA, "'%s': not an SPSS file, or a damaged one", path);
    return ERROR_NONE;
}

ErrorKind
microdata_names_spss(Arena *arena, const char *path, const char ***ret_names, size_t *ret_count,
                     Error *err)
{
    Reading reading = {.arena = arena, .err = err};
    TRY(parse(path, &reading, false, err));
    *ret_names = reading.names.items;
    *ret_count = reading.names.count;
    return ERROR_NONE;
}

static ErrorKind
match_columns(Reading *reading, Error *err)
{
    reading->variable_of =
        arena_take_array(reading->arena, reading->count, sizeof *reading->variable_of);
    reading->asked = arena_take_array(reading->arena, reading->names.count, sizeof(bool));
    for (size_t ask = 0; ask < reading->count; ask++)
    {
        size_t at = 0;
        TRY(microdata_find(&reading->names, true, reading->asks[ask].name, &at, err));
        reading->variable_of[ask] = at;
        reading->wanted += !reading->asked[at];
        reading->asked[at] = true;
    }
    return ERROR_NONE;
}

ErrorKind
microdata_read_spss(Arena *arena, const char *path, const MicrodataAsk *asks, size_t count,
                    Progress *progress, Microdata *ret_data, Error *err)
{
    Reading reading = {.arena = arena, .asks = asks, .count = count, .err = err};
    TRY(parse(path, &reading, false, err));
    TRY(match_columns(&reading, err));
    if (progress != NULL)
        progress_begin(progress, "reading %s", file_name(path));
    reading.maker = microdata_begin(arena, asks, count);
    TRY(parse(path, &reading, true, err));
    *ret_data = microdata_end(reading.maker);
    if (progress != NULL)
        progress_end(progress, "%zu rows", ret_data->rows);
    return ERROR_NONE;
}
