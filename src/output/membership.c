#include "output/membership.h"

Membership
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

bool
membership_has(const Membership *membership, size_t person)
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
