#include "release/until.h"

#define LAST_YEAR 9999 /* of date.h */

bool
until_is_past(const ManifestRetention *retention, Date today)
{
    return retention->dated && date_compare(today, retention->destroy_by) > 0;
}

Date
until_not_before(const ManifestAfter *after, Date made)
{
    int left = LAST_YEAR - date_year(made);
    return after->years <= left ? date_add_years(made, (int)after->years)
                                : date_of(LAST_YEAR, 12, 31);
}

bool
until_may_be_past(const ManifestRetention *retention, Date made, Date today)
{
    for (size_t at = 0; at < retention->after.count; at++)
        if (date_compare(today, until_not_before(&retention->after.items[at], made)) > 0)
            return true;
    return false;
}

size_t
until_count_past(const Manifest *manifest, Date today)
{
    size_t count = 0;
    for (size_t at = 0; at < manifest->retention.count; at++)
        count += until_is_past(&manifest->retention.items[at], today);
    return count;
}
