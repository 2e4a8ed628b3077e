#include "output/people.h"

#include "core/text.h"
#include "output/inner.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define HOUSEHOLDS_MOST (1 << 30)

typedef struct Pseudonym
{
    unsigned char bytes[PEOPLE_PSEUDONYM];
} Pseudonym;

typedef struct PseudonymList LIST_OF(Pseudonym) PseudonymList;

/* A year as it was read, before the persons of all years are one. */
typedef struct LoadedYear
{
    PseudonymList persons;
    struct LIST_OF(uint8_t *) columns;
    uint32_t *household; /* by person; NULL: not kept */
} LoadedYear;

static void
need_attribute(Arena *arena, PeopleNeed *need, const Attribute *attribute)
{
    for (size_t at = 0; at < need->attributes.count; at++)
        if (attribute_equal(&need->attributes.items[at], attribute))
            return;
    *LIST_ADD(arena, &need->attributes) = *attribute;
    if (!years_contain(&need->years, attribute->year))
        *LIST_ADD(arena, &need->years) = attribute->year;
}

void
people_need(Arena *arena, PeopleNeed *need, const RequestedFile *file)
{
    for (size_t at = 0; at < file->by_count; at++)
        need_attribute(arena, need, &file->by[at].attribute);
    for (size_t at = 0; at < file->where_count; at++)
        need_attribute(arena, need, &file->where[at].attribute);
    if (file->has_measure)
        need_attribute(arena, need, &file->measure);
    if (file->type == OUTPUT_MODEL && file->family == MODEL_LOGISTIC)
        need_attribute(arena, need, &file->outcome.attribute);
}

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

typedef struct YearNeed
{
    int year;
    bool households;
    struct LIST_OF(Attribute) attributes;
} YearNeed;

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
load_year(Arena *arena, Engine *engine, const YearNeed *need, LoadedYear *ret_year, Error *err)
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

static int
pseudonym_order(const void *one, const void *other)
{
    return memcmp(one, other, PEOPLE_PSEUDONYM);
}

static Pseudonym *
join_persons(Arena *arena, const LoadedYear *years, size_t year_count, size_t *ret_count)
{
    size_t total = 0;
    for (size_t at = 0; at < year_count; at++)
        total += years[at].persons.count;
    Pseudonym *all = arena_take_array(arena, total + 1, sizeof *all);
    size_t filled = 0;
    for (size_t at = 0; at < year_count; at++)
        for (size_t person = 0; person < years[at].persons.count; person++)
            all[filled++] = years[at].persons.items[person];
    qsort(all, filled, sizeof *all, pseudonym_order);
    size_t count = 0;
    for (size_t at = 0; at < filled; at++)
        if (count == 0 || pseudonym_order(&all[count - 1], &all[at]) != 0)
            all[count++] = all[at];
    *ret_count = count;
    return all;
}

/* Who lives with nobody known gets a number of her own, after all others; then persons by
 * household. */
static void
order_households(People *people, PeopleYear *year)
{
    size_t households = 0;
    for (size_t person = 0; person < people->count; person++)
        if (year->present[person] && year->household[person] > households)
            households = year->household[person];
    for (size_t person = 0; person < people->count; person++)
        if (year->present[person])
            year->household[person] =
                year->household[person] == 0 ? (uint32_t)households++ : year->household[person] - 1;
    SCRATCH Arena *work = arena_new("households");
    size_t *first = arena_take_array(work, households + 1, sizeof *first);
    year->households = households;
    year->by_household =
        arena_take_array(people->arena, people->count + 1, sizeof *year->by_household);
    for (size_t person = 0; person < people->count; person++)
        if (year->present[person])
            first[year->household[person] + 1]++;
    for (size_t at = 0; at < households; at++)
        first[at + 1] += first[at];
    year->size = first[households];
    for (size_t person = 0; person < people->count; person++)
        if (year->present[person])
            year->by_household[first[year->household[person]]++] = (uint32_t)person;
}

/* One year's columns and presence, spread over the persons of all years. */
static void
spread_year(People *people, const Pseudonym *all, const YearNeed *need, const LoadedYear *loaded)
{
    PeopleYear *year = LIST_ADD(people->arena, &people->years);
    year->year = need->year;
    year->present = arena_take_array(people->arena, people->count + 1, sizeof *year->present);
    if (need->households)
        year->household = arena_take_array(people->arena, people->count + 1, sizeof(uint32_t));
    size_t first = people->columns.count;
    for (size_t at = 0; at < need->attributes.count; at++)
    {
        PeopleColumn *column = LIST_ADD(people->arena, &people->columns);
        column->variable = need->attributes.items[at].variable;
        column->year = need->year;
        column->class_of = arena_take_array(people->arena, people->count + 1, 1);
        memset(column->class_of, PEOPLE_ABSENT, people->count);
    }
    size_t person = 0;
    for (size_t row = 0; row < loaded->persons.count; row++)
    {
        while (pseudonym_order(&all[person], &loaded->persons.items[row]) != 0)
            person++;
        year->present[person] = true;
        if (need->households)
            year->household[person] = loaded->household[row];
        for (size_t at = 0; at < need->attributes.count; at++)
            people->columns.items[first + at].class_of[person] = loaded->columns.items[at][row];
    }
    if (need->households)
        order_households(people, year);
}

static YearNeed
need_of_year(Arena *arena, const PeopleNeed *need, int year)
{
    YearNeed part = {.year = year,
                     .households =
                         need->households != NULL && years_contain(need->households, year)};
    for (size_t at = 0; at < need->attributes.count; at++)
        if (need->attributes.items[at].year == year)
            *LIST_ADD(arena, &part.attributes) = need->attributes.items[at];
    return part;
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
people_load(Arena *arena, Engine *engine, const PeopleNeed *need, People **ret_people, Error *err)
{
    SCRATCH Arena *work = arena_new("people");
    LoadedYear *loaded = arena_take_array(work, need->years.count + 1, sizeof *loaded);
    YearNeed *parts = arena_take_array(work, need->years.count + 1, sizeof *parts);
    for (size_t at = 0; at < need->years.count; at++)
    {
        parts[at] = need_of_year(work, need, need->years.items[at]);
        TRY(load_year(work, engine, &parts[at], &loaded[at], err));
        if (!is_ascending(&loaded[at]))
            return error_set(err, ERROR_INTEGRITY, "data set of %d: a pseudonym is there twice",
                             parts[at].year);
    }
    People *people = arena_take(arena, sizeof *people);
    people->arena = arena;
    Pseudonym *all = join_persons(arena, loaded, need->years.count, &people->count);
    people->pseudonym = (unsigned char *)all;
    for (size_t at = 0; at < need->years.count; at++)
        spread_year(people, all, &parts[at], &loaded[at]);
    *ret_people = people;
    return ERROR_NONE;
}

const PeopleColumn *
people_column(const People *people, const Attribute *attribute)
{
    for (size_t at = 0; at < people->columns.count; at++)
        if (people->columns.items[at].year == attribute->year &&
            text_equal(people->columns.items[at].variable, attribute->variable))
            return &people->columns.items[at];
    return NULL;
}

const PeopleYear *
people_year(const People *people, int year)
{
    for (size_t at = 0; at < people->years.count; at++)
        if (people->years.items[at].year == year)
            return &people->years.items[at];
    return NULL;
}

NoiseDesign
people_noise(const unsigned char secret[PEOPLE_NOISE])
{
    return (NoiseDesign){
        .most = 6 + secret[0] % 4, .variance = 4 + secret[1] / 128.0, .barred = 2, .unchanged = -1};
}
