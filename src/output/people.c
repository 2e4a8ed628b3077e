#include "output/people.h"

#include "core/text.h"
#include "output/inner.h"
#include "output/loaded.h"

#include <stdlib.h>
#include <string.h>

void
people_need_attribute(Arena *arena, PeopleNeed *need, const Attribute *attribute)
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
    for (size_t at = 0; requested_attribute(file, at) != NULL; at++)
        people_need_attribute(arena, need, requested_attribute(file, at));
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
        column->scheme = need->attributes.items[at].scheme;
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

ErrorKind
people_load(Arena *arena, Engine *engine, const PeopleNeed *need, People **ret_people, Error *err)
{
    SCRATCH Arena *work = arena_new("people");
    LoadedYear *loaded = arena_take_array(work, need->years.count + 1, sizeof *loaded);
    YearNeed *parts = arena_take_array(work, need->years.count + 1, sizeof *parts);
    for (size_t at = 0; at < need->years.count; at++)
    {
        parts[at] = need_of_year(work, need, need->years.items[at]);
        TRY(loaded_read(work, engine, &parts[at], &loaded[at], err));
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
