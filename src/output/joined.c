/* Columns of the same persons from another data set: that of the deliberation before an amendment.
 */
#include "core/text.h"
#include "output/inner.h"
#include "output/loaded.h"

#include <string.h>

/* The persons of the loaded year, as people has them; false where they are others. */
static bool
find_persons(const People *people, const LoadedYear *loaded, int year, size_t *person)
{
    const PeopleYear *own = people_year(people, year);
    size_t at = 0;
    size_t present = 0;
    for (size_t one = 0; own != NULL && one < people->count; one++)
        present += own->present[one];
    for (size_t row = 0; row < loaded->persons.count; row++)
    {
        const void *pseudonym = &loaded->persons.items[row];
        while (at < people->count &&
               pseudonym_order(people->pseudonym + at * PEOPLE_PSEUDONYM, pseudonym) < 0)
            at++;
        if (at == people->count || !own->present[at] ||
            pseudonym_order(people->pseudonym + at * PEOPLE_PSEUDONYM, pseudonym) != 0)
            return false;
        person[row] = at;
    }
    return own != NULL && present == loaded->persons.count;
}

/* Which class of the coarse scheme a class of the fine one lies in, both by their numbers. */
static ErrorKind
map_classes(Arena *arena, const Classification *fine, const Classification *coarse, Date date,
            uint8_t *ret_within, Error *err)
{
    const char **codes = NULL;
    size_t count = 0;
    Axis axis = {.attribute = {.scheme = fine}, .list = coarse};
    TRY(axis_fill(arena, date, &axis, err));
    TRY(scheme_codes(arena, coarse, &codes, &count, err));
    memset(ret_within, PEOPLE_ABSENT, REQUEST_CODES);
    for (size_t place = 0; place < axis.count; place++)
        for (size_t code = 0; code < count; code++)
            for (size_t class_ = 0; class_ < REQUEST_CODES; class_++)
                if (text_equal(codes[code], axis.code[place]) &&
                    (axis.holds[place] >> class_ & 1) != 0)
                    ret_within[class_] = (uint8_t)code;
    return ERROR_NONE;
}

static bool
is_within(const uint8_t *coarse, const uint8_t *fine, const uint8_t *within, const size_t *person,
          size_t count)
{
    for (size_t row = 0; row < count; row++)
        if (within[fine[row]] != coarse[person[row]])
            return false;
    return true;
}

typedef struct Joining
{
    People *people;
    Date date;
    const YearNeed *need;
    const LoadedYear *loaded;
    const size_t *person;
} Joining;

static PeopleColumn *
own_column(const Joining *joining, const Attribute *attribute)
{
    PeopleColumn *columns = joining->people->columns.items;
    for (size_t at = 0; at < joining->people->columns.count; at++)
        if (columns[at].year == attribute->year &&
            text_equal(columns[at].variable, attribute->variable))
            return &columns[at];
    return NULL;
}

/* Does what the own data set has of the variable agree with it? */
static ErrorKind
agrees(const Joining *joining, size_t at, bool *ret_same, Error *err)
{
    SCRATCH Arena *work = arena_new("classes");
    uint8_t within[REQUEST_CODES];
    const Attribute *attribute = &joining->need->attributes.items[at];
    const PeopleColumn *own = own_column(joining, attribute);
    if (own == NULL)
        return ERROR_NONE;
    TRY(map_classes(work, attribute->scheme, own->scheme, joining->date, within, err));
    *ret_same = *ret_same && is_within(own->class_of, joining->loaded->columns.items[at], within,
                                       joining->person, joining->loaded->persons.count);
    return ERROR_NONE;
}

static void
take_column(const Joining *joining, size_t at)
{
    People *people = joining->people;
    const Attribute *attribute = &joining->need->attributes.items[at];
    PeopleColumn *own = own_column(joining, attribute);
    if (own == NULL)
        own = LIST_ADD(people->arena, &people->columns);
    own->variable = attribute->variable;
    own->year = attribute->year;
    own->scheme = attribute->scheme;
    own->class_of = arena_take_array(people->arena, people->count + 1, 1);
    memset(own->class_of, PEOPLE_ABSENT, people->count);
    for (size_t row = 0; row < joining->loaded->persons.count; row++)
        own->class_of[joining->person[row]] = joining->loaded->columns.items[at][row];
}

ErrorKind
people_join(People *people, Engine *engine, const PeopleNeed *need, Date date, bool *ret_same,
            Error *err)
{
    SCRATCH Arena *work = arena_new("joined");
    YearNeed part = {.year = need->years.items[0]};
    LoadedYear loaded = {0};
    for (size_t at = 0; at < need->attributes.count; at++)
        *LIST_ADD(work, &part.attributes) = need->attributes.items[at];
    TRY(loaded_read(work, engine, &part, &loaded, err));
    size_t *person = arena_take_array(work, loaded.persons.count + 1, sizeof *person);
    *ret_same = find_persons(people, &loaded, part.year, person);
    Joining joining = {people, date, &part, &loaded, person};
    for (size_t at = 0; *ret_same && at < part.attributes.count; at++)
        TRY(agrees(&joining, at, ret_same, err));
    for (size_t at = 0; *ret_same && at < part.attributes.count; at++)
        take_column(&joining, at);
    return ERROR_NONE;
}
