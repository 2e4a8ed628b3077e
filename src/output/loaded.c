#include "output/loaded.h"

#include "core/text.h"

#include <string.h>

#define HOUSEHOLDS_MOST (1 << 30)

/* coalesce(list_position(['1', '2'], "age"), 0): the class, counted from 1. */
static ErrorKind
add_class(Arena *arena, Text *sql, const Attribute *attribute, Error *err)
{
    const char **codes = NULL;
    size_t count = 0;
    TRY(scheme_codes(arena, attribute->scheme, &codes, &count, err));
    text_add(sql, ", coalesce(list_position([");
    for (size_t at = 0; at < count; at++)
        text_print(sql, "%s%s", at == 0 ? "" : ", ", engine_literal(arena, codes[at]));
    text_print(sql, "], %s), 0)", engine_identifier(arena, attribute->variable));
    return ERROR_NONE;
}

static bool
pseudonym_parse(const char *text, Pseudonym *ret_pseudonym)
{
    char digits[2 * PEOPLE_PSEUDONYM + 1];
    size_t count = 0;
    for (; *text != '\0'; text++)
        if (*text != '-')
        {
            if (count == 2 * PEOPLE_PSEUDONYM)
                return false;
            digits[count++] = *text;
        }
    digits[count] = '\0';
    return text_hex_parse(digits, ret_pseudonym->bytes, PEOPLE_PSEUDONYM);
}

static ErrorKind
take_row(Arena *arena, Rows *rows, size_t row, const YearNeed *need, LoadedYear *year, Error *err)
{
    size_t at = year->persons.count;
    if (!pseudonym_parse(rows_text(rows, 0, row), LIST_ADD(arena, &year->persons)))
        return error_set(err, ERROR_INTEGRITY, "data set of %d: a pseudonym that is none",
                         need->year);
    for (size_t column = 0; column < need->attributes.count; column++)
    {
        int64_t class_ = rows_integer(rows, column + 1, row);
        if (class_ < 1)
            return error_set(err, ERROR_INTEGRITY,
                             "data set of %d, variable '%s': a code that its class list does not "
                             "have",
                             need->year, need->attributes.items[column].variable);
        year->columns.items[column][at] = (uint8_t)(class_ - 1);
    }
    if (!need->households)
        return ERROR_NONE;
    int64_t household = rows_integer(rows, need->attributes.count + 1, row);
    if (household < 0 || household > HOUSEHOLDS_MOST)
        return error_set(err, ERROR_INTEGRITY, "data set of %d: a household that is none",
                         need->year);
    year->household[at] = (uint32_t)household;
    return ERROR_NONE;
}

static ErrorKind
read_rows(Arena *arena, Engine *engine, const YearNeed *need, LoadedYear *ret_year, Error *err)
{
    SCRATCH Arena *work = arena_new("people");
    Text sql = text_new(work);
    Rows *rows = NULL;
    int64_t count = 0;
    size_t chunk = 0;
    const char *step = arena_print(work, "data set of %d", need->year);
    TRY(engine_count(engine, step,
                     arena_print(work, "SELECT count(*) FROM population_%d", need->year), &count,
                     err));
    text_add(&sql, "SELECT CAST(pseudonym AS VARCHAR)");
    for (size_t at = 0; at < need->attributes.count; at++)
    {
        TRY(add_class(work, &sql, &need->attributes.items[at], err));
        *LIST_ADD(arena, &ret_year->columns) =
            arena_take_array(arena, (size_t)count + 1, sizeof(uint8_t));
    }
    if (need->households)
    {
        ret_year->household = arena_take_array(arena, (size_t)count + 1, sizeof(uint32_t));
        text_print(&sql,
                   ", coalesce(household, 0) FROM population_%d LEFT JOIN household_%d USING "
                   "(pseudonym) ORDER BY pseudonym",
                   need->year, need->year);
    }
    else
        text_print(&sql, " FROM population_%d ORDER BY pseudonym", need->year);
    TRY(engine_select(engine, work, step, sql.bytes, &rows, err));
    TRY(rows_next(rows, &chunk, err));
    while (chunk > 0)
    {
        if (ret_year->persons.count + chunk > (size_t)count)
            return error_set(err, ERROR_INTEGRITY, "%s changed while it was read", step);
        for (size_t row = 0; row < chunk; row++)
            TRY(take_row(arena, rows, row, need, ret_year, err));
        TRY(rows_next(rows, &chunk, err));
    }
    return ERROR_NONE;
}

int
pseudonym_order(const void *one, const void *other)
{
    return memcmp(one, other, PEOPLE_PSEUDONYM);
}

/* Pseudonyms come in the order of their bytes, each once. */
static bool
is_ascending(const LoadedYear *year)
{
    for (size_t at = 1; at < year->persons.count; at++)
        if (pseudonym_order(&year->persons.items[at - 1], &year->persons.items[at]) >= 0)
            return false;
    return true;
}

ErrorKind
loaded_read(Arena *arena, Engine *engine, const YearNeed *need, LoadedYear *ret_year, Error *err)
{
    TRY(read_rows(arena, engine, need, ret_year, err));
    return is_ascending(ret_year)
               ? ERROR_NONE
               : error_set(err, ERROR_INTEGRITY, "data set of %d: a pseudonym is there twice",
                           need->year);
}
