/* Two published cells of which one implies the other, and the few persons between them. */
#include "output/judged.h"

#include "core/text.h"

bool *
judged_known(Judged *judged, const HistoryView *view)
{
    bool *known = arena_take_array(judged->arena, view->table->count->cells, sizeof *known);
    for (size_t at = 0; at < judged->old_count; at++)
    {
        const HistoryView *old = &judged->views[at];
        if (old->years != view->years)
            continue;
        for (size_t cell = 0; cell < view->table->count->cells; cell++)
            for (size_t other = 0; !known[cell] && other < old->table->count->cells; other++)
                known[cell] =
                    old->shown[other] && predicate_equal(&view->cell[cell], &old->cell[other]);
    }
    return known;
}

/* What is between two published cells. */
typedef enum Between
{
    BETWEEN_ENOUGH, /* or nobody; or neither implies the other */
    BETWEEN_FEW_PERSONS,
    BETWEEN_FEW_HOMES
} Between;

static const HistoryView *
view_of(const Judged *judged, CellOf of)
{
    return &judged->views[of.view];
}

static void
found_between(Judged *judged, CellOf whole, CellOf part, Between between)
{
    const HistoryView *fresh = view_of(judged, whole.view >= judged->old_count ? whole : part);
    CellOf own = whole.view >= judged->old_count ? whole : part;
    CellOf other = whole.view >= judged->old_count ? part : whole;
    const HistoryView *against = view_of(judged, other);
    Rule persons = whole.view == part.view ? FINDING_COMPLEMENT : FINDING_DIFFERENCE;
    judged_found(judged, between == BETWEEN_FEW_HOMES ? FINDING_HOUSEHOLDS : persons, fresh,
                 judged_cell(judged, fresh, own.cell),
                 arena_print(judged->arena, "%s: %s", against->table->name,
                             judged_cell(judged, against, other.cell)));
    judged_mark(judged, whole.view, whole.cell);
    judged_mark(judged, part.view, part.cell);
}

/* Of one year the households of the greater set that are not those of the smaller one are between;
 * of several years it depends on which has the fewest. */
static bool
may_be_few_homes(const Judged *judged, const Count *outer, const Count *inner, CellOf whole,
                 CellOf part)
{
    uint32_t years = view_of(judged, whole)->years;
    bool of_one = (years & (years - 1)) == 0 && view_of(judged, part)->years == years;
    return outer->households != NULL && inner->households != NULL &&
           (!of_one || outer->households[whole.cell] - inner->households[part.cell] <
                           judged->options->threshold);
}

/* Is `whole` the greater set, and are there few between? */
static Between
between(Judged *judged, CellOf whole, CellOf part)
{
    const Count *outer = view_of(judged, whole)->table->count;
    const Count *inner = view_of(judged, part)->table->count;
    const Predicate *greater = &view_of(judged, whole)->cell[whole.cell];
    const Predicate *smaller = &view_of(judged, part)->cell[part.cell];
    int64_t persons = outer->persons[whole.cell] - inner->persons[part.cell];
    int64_t sampled = outer->sampled[whole.cell] - inner->sampled[part.cell];
    if (persons <= 0)
        return BETWEEN_ENOUGH;
    if (size_is_small(judged->options, persons, sampled))
        return predicate_implies(smaller, greater) ? BETWEEN_FEW_PERSONS : BETWEEN_ENOUGH;
    return may_be_few_homes(judged, outer, inner, whole, part) &&
                   predicate_implies(smaller, greater) && judged_few_homes(judged, greater, smaller)
               ? BETWEEN_FEW_HOMES
               : BETWEEN_ENOUGH;
}

static bool
is_found(Judged *judged, CellOf whole, CellOf part)
{
    Between found = between(judged, whole, part);
    if (found != BETWEEN_ENOUGH)
        found_between(judged, whole, part, found);
    return found != BETWEEN_ENOUGH;
}

static void
compare_views(Judged *judged, size_t one, size_t other, const bool *known)
{
    size_t ones = judged->views[one].table->count->cells;
    size_t others = judged->views[other].table->count->cells;
    for (size_t at = 0; at < ones; at++)
        for (size_t cell = 0; judged->views[one].shown[at] && !known[at] && cell < others; cell++)
        {
            CellOf first = {one, at};
            CellOf second = {other, cell};
            if (!judged->views[other].shown[cell] || (one == other && at == cell))
                continue;
            if (!is_found(judged, first, second) && one != other)
                (void)is_found(judged, second, first);
        }
}

void
judged_differences(Judged *judged)
{
    for (size_t one = judged->old_count; one < judged->view_count; one++)
    {
        const bool *known = judged_known(judged, &judged->views[one]);
        for (size_t other = 0; other <= one; other++)
            compare_views(judged, one, other, known);
    }
}
