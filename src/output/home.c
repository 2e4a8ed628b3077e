/* In how many households those live who are in one set and not in another inside it. */
#include "output/membership.h"

#include <stdlib.h>

static int
greatest_first(const void *one, const void *other)
{
    const int64_t *left = one;
    const int64_t *right = other;
    return (*left < *right) - (*left > *right);
}

/* The persons of the greatest households of a year, one fewer than the threshold. */
static int64_t
crowd_of_year(const PeopleYear *year, int64_t threshold)
{
    SCRATCH Arena *work = arena_new("crowd");
    int64_t *size = arena_take_array(work, year->households + 1, sizeof *size);
    int64_t crowd = 0;
    for (size_t at = 0; at < year->size; at++)
        size[year->household[year->by_household[at]]]++;
    qsort(size, year->households, sizeof *size, greatest_first);
    for (size_t at = 0; at < year->households && (int64_t)at + 1 < threshold; at++)
        crowd += size[at];
    return crowd;
}

int64_t
homes_crowd(const HistoryOptions *options)
{
    int64_t most = 0;
    for (size_t at = 0; options->people != NULL && at < options->people->years.count; at++)
    {
        const PeopleYear *year = &options->people->years.items[at];
        int64_t crowd = year->household == NULL ? 0 : crowd_of_year(year, options->threshold);
        most = crowd > most ? crowd : most;
    }
    return most;
}

bool
judged_may_be_few_homes(const Judged *judged, int64_t persons)
{
    return persons > 0 && persons <= judged->crowd;
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
        if (year->household[person] == last || !membership_has(whole, person) ||
            (part != NULL && membership_has(part, person)))
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
    Membership inner = {0};
    if (part != NULL)
        inner = membership_of(judged, part);
    for (size_t at = 0; at < judged->columns.years.count; at++)
    {
        const PeopleYear *year =
            people_year(judged->options->people, judged->columns.years.items[at]);
        if ((whole->years >> at & 1) != 0 && year->household != NULL &&
            are_few_in(year, &outer, part == NULL ? NULL : &inner, judged->options->threshold))
            return true;
    }
    return false;
}
