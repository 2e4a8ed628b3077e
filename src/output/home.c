/* In how many households those live who are in one set and not in another inside it. */
#include "output/membership.h"

/* Members of a household come one after the other. */
static bool
are_few_in(const PeopleYear *year, const Membership *whole, const Membership *part, int64_t enough)
{
    int64_t homes = 0;
    uint32_t last = UINT32_MAX;
    for (size_t at = 0; at < year->size && homes < enough; at++)
    {
        size_t person = year->by_household[at];
        if (year->household[person] == last || !membership_has(whole, person) ||
            membership_has(part, person))
            continue;
        last = year->household[person];
        homes++;
    }
    return homes < enough;
}

bool
judged_few_homes(Judged *judged, const Predicate *whole, const Predicate *part)
{
    if (judged->exact++ >= JUDGED_EXACT)
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
