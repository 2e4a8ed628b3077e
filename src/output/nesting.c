#include "output/nesting.h"

#include "catalogue/decimal.h"
#include "core/text.h"

#include <string.h>

/* An interval in half steps: a bound that is left out lies half a step inside. */
typedef struct Interval
{
    Nano low;
    Nano high;
} Interval;

static Nano
bound_of(const char *text, Nano absent, Nano inside)
{
    Nano value = 0;
    if (text == NULL || !decimal_parse(text, strlen(text), &value))
        return absent;
    return 2 * value + inside;
}

static Interval
interval_of(const Class *class_)
{
    return (Interval){bound_of(class_->range_low, INT64_MIN, class_->low_included ? 0 : 1),
                      bound_of(class_->range_high, INT64_MAX, class_->high_included ? 0 : -1)};
}

static bool
takes_null(const Class *class_)
{
    return class_->takes_null || class_->cover == COVER_MISSING;
}

/* Does this class name the code, or hold it as a number? Not asked of a rest class. */
static bool
claims(const Class *class_, const char *code)
{
    Nano value = 0;
    if (class_->cover == COVER_CODES)
        for (size_t at = 0; at < class_->codes.count; at++)
            if (text_equal(class_->codes.items[at], code))
                return true;
    if (class_->cover != COVER_RANGE || !decimal_parse(code, strlen(code), &value))
        return false;
    Interval interval = interval_of(class_);
    return interval.low <= 2 * value && 2 * value <= interval.high;
}

static bool
claimed_by_any(const Classification *list, Date date, const char *code)
{
    for (size_t at = 0; at < list->classes.count; at++)
        if (class_valid(&list->classes.items[at], date) && claims(&list->classes.items[at], code))
            return true;
    return false;
}

static bool
codes_within(const Class *fine, const Class *coarse, const Classification *coarse_list, Date date)
{
    for (size_t at = 0; at < fine->codes.count; at++)
    {
        const char *code = fine->codes.items[at];
        bool inside = coarse->cover == COVER_REST ? !claimed_by_any(coarse_list, date, code)
                                                  : claims(coarse, code);
        if (!inside)
            return false;
    }
    return true;
}

/* The rest of fine is inside the rest of coarse where fine names everything that coarse names. */
static bool
rest_within(const Classification *fine_list, const Classification *coarse_list, Date date)
{
    for (size_t at = 0; at < coarse_list->classes.count; at++)
    {
        const Class *named = &coarse_list->classes.items[at];
        if (!class_valid(named, date) || named->cover == COVER_REST ||
            named->cover == COVER_MISSING)
            continue;
        if (named->cover == COVER_RANGE)
            return false;
        for (size_t code = 0; code < named->codes.count; code++)
            if (!claimed_by_any(fine_list, date, named->codes.items[code]))
                return false;
    }
    return true;
}

static bool
class_within(const Classification *fine_list, const Class *fine, const Classification *coarse_list,
             const Class *coarse, Date date)
{
    if (takes_null(fine) && !takes_null(coarse))
        return false;
    switch (fine->cover)
    {
    case COVER_MISSING:
        return true;
    case COVER_CODES:
        return codes_within(fine, coarse, coarse_list, date);
    case COVER_REST:
        return coarse->cover == COVER_REST && rest_within(fine_list, coarse_list, date);
    case COVER_RANGE:
    {
        Interval inner = interval_of(fine);
        Interval outer = interval_of(coarse);
        return coarse->cover == COVER_RANGE && outer.low <= inner.low && inner.high <= outer.high;
    }
    }
    return false;
}

static size_t
home_of(const Classification *fine_list, const Class *fine, const Classification *coarse_list,
        Date date)
{
    for (size_t at = 0; at < coarse_list->classes.count; at++)
    {
        const Class *coarse = &coarse_list->classes.items[at];
        if (class_valid(coarse, date) && class_within(fine_list, fine, coarse_list, coarse, date))
            return at;
    }
    return SIZE_MAX;
}

bool
nesting_find(const Classification *fine, const Classification *coarse, Date date,
             size_t *ret_within)
{
    bool nested = true;
    for (size_t at = 0; at < fine->classes.count; at++)
    {
        const Class *class_ = &fine->classes.items[at];
        ret_within[at] = SIZE_MAX;
        if (!class_valid(class_, date))
            continue;
        ret_within[at] = fine == coarse ? at : home_of(fine, class_, coarse, date);
        nested = nested && ret_within[at] != SIZE_MAX;
    }
    return nested;
}
