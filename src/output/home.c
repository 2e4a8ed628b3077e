/* In how many households those live who are in one set and not in another inside it. */
#include "output/judged.h"

#define EXACT_MOST 2000 /* sets that are counted person by person, of one judging */

/* A predicate with its columns found. */
typedef struct Membership
{
    const bool *present[PREDICATE_YEARS];
    size_t years;
    const uint8_t *class_of[PREDICATE_COLUMNS];
    Classes holds[PREDICATE_COLUMNS];
    size_t columns;
} Membership;

static Membership
membership_of(const Judged *judged, const Predicate *predicate)
{
    Membership membership = {.columns = predicate->count};
    const People *people = judged->options->people;
    for (size_t at = 0; at < judged->columns.years.count; at++)
        if ((predicate->years >> at & 1) != 0)
            membership.present[membership.years++] =
                people_year(people, judged->columns.years.items[at])->present;
    for (size_t at = 0; at < predicate->count; at++)
    {
        const Attribute *attribute = &judged->columns.items.items[predicate->column[at]];
        membership.class_of[at] = people_column(people, attribute)->class_of;
        membership.holds[at] = predicate->holds[at];
    }
    return membership;
}

static bool
is_member(const Membership *membership, size_t person)
{
    for (size_t at = 0; at < membership->years; at++)
        if (!membership->present[at][person])
            return false;
    for (size_t at = 0; at < membership->columns; at++)
    {
        uint8_t class_ = membership->class_of[at][person];
        if (class_ == PEOPLE_ABSENT || (membership->holds[at] >> class_ & 1) == 0)
            return false;
    }
    return true;
}

/* Members of a household come one after the other. */
static bool
are_few_in(const PeopleYear *year, const Membership *whole, const Membership *part, int64_t enough)
{
    int64_t homes = 0;
    uint32_t last = UINT32_MAX;
    for (size_t at = 0; at < year->size && homes < enough; at++)
    {
        size_t person = year->by_household[at];
        if (year->household[person] == last || !is_member(whole, person) || is_member(part, person))
            continue;
        last = year->household[person];
        homes++;
    }
    return homes < enough;
}

bool
judged_few_homes(Judged *judged, const Predicate *whole, const Predicate *part)
{
    if (judged->exact_homes++ >= EXACT_MOST)
        return true;
    Membership outer = membership_of(judged, whole);
    Membership inner = membership_of(judged, part);
    for (size_t at = 0; at < judged->columns.years.count; at++)
    {
        const PeopleYear *year =
            people_year(judged->options->people, judged->columns.years.items[at]);
        if ((whole->years >> at & 1) != 0 && year->household != NULL &&
            are_few_in(year, &outer, &inner, judged->options->threshold))
            return true;
    }
    return false;
}
