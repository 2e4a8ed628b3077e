/* Two published sums of which one's conditions imply the other's, and one or two persons who make
 * most of what is between them. */
#include "output/counter.h"
#include "output/membership.h"

#include "core/text.h"

/* What is between two cells: of all persons, and of those who are not in the recipient's sample. */
typedef struct Between
{
    int64_t total[2];
    int64_t greatest[2][2];
} Between;

static int64_t
greater(int64_t one, int64_t other)
{
    return one > other ? one : other;
}

/* Could it be that one or two contributions, as great as the class list has them, make most of it?
 */
static bool
may_be_dominated(const HistoryOptions *options, const Count *count, int64_t total)
{
    int64_t most =
        greater(greater(count->most, -count->most), greater(count->least, -count->least));
    return sum_is_dominated(total, (const int64_t[]){most, most}, options->dominance, options->two);
}

static bool
is_candidate(const Judged *judged, CellOf whole, CellOf part)
{
    const Count *outer = judged->views[whole.view].table->count;
    const Count *inner = judged->views[part.view].table->count;
    int64_t persons = outer->persons[whole.cell] - inner->persons[part.cell];
    int64_t sampled = outer->sampled[whole.cell] - inner->sampled[part.cell];
    int64_t total = outer->total[whole.cell] - inner->total[part.cell];
    bool dominated = may_be_dominated(judged->options, outer, total);
    if (outer->other_total != NULL && inner->other_total != NULL)
        dominated = dominated || may_be_dominated(judged->options, outer,
                                                  outer->other_total[whole.cell] -
                                                      inner->other_total[part.cell]);
    /* What is of few is found by its persons. */
    return persons > 0 && dominated && !size_is_small(judged->options, persons, sampled) &&
           predicate_implies(&judged->views[part.view].cell[part.cell],
                             &judged->views[whole.view].cell[whole.cell]);
}

static bool
is_sampled(const Judged *judged, uint32_t years, size_t person)
{
    for (size_t at = 0; at < judged->columns.years.count; at++)
    {
        const PeopleYear *year =
            people_year(judged->options->people, judged->columns.years.items[at]);
        if ((years >> at & 1) != 0 && year->sampled != NULL && year->sampled[person])
            return true;
    }
    return false;
}

static ErrorKind
add_up(const Judged *judged, CellOf whole, CellOf part, Between *ret_between, Error *err)
{
    SCRATCH Arena *work = arena_new("between");
    const HistoryView *view = &judged->views[whole.view];
    const People *people = judged->options->people;
    Counter counter = {.arena = work, .people = people, .file = view->table->file};
    Membership outer = membership_of(judged, &view->cell[whole.cell]);
    Membership inner = membership_of(judged, &judged->views[part.view].cell[part.cell]);
    *ret_between = (Between){0};
    TRY(counter_open(&counter, err));
    for (size_t person = 0; person < people->count; person++)
    {
        uint8_t class_ = counter.measured[person];
        if (class_ == PEOPLE_ABSENT || !counter.counts[class_] || !membership_has(&outer, person) ||
            membership_has(&inner, person))
            continue;
        for (int others = 0; others < 2; others++)
            if (others == 0 || !is_sampled(judged, view->years, person))
            {
                ret_between->total[others] += counter.value[class_];
                keep_greatest(ret_between->greatest[others], counter.value[class_]);
            }
    }
    return ERROR_NONE;
}

static void
found(Judged *judged, CellOf whole, CellOf part)
{
    CellOf own = whole.view >= judged->old_count ? whole : part;
    CellOf other = whole.view >= judged->old_count ? part : whole;
    const HistoryView *against = &judged->views[other.view];
    judged_found(judged, FINDING_DOMINANCE, &judged->views[own.view],
                 judged_cell(judged, &judged->views[own.view], own.cell),
                 arena_print(judged->arena, "%s: %s", against->table->name,
                             judged_cell(judged, against, other.cell)));
    judged_mark(judged, whole.view, whole.cell);
    judged_mark(judged, part.view, part.cell);
}

static ErrorKind
judge_pair(Judged *judged, CellOf whole, CellOf part, Error *err)
{
    const HistoryOptions *options = judged->options;
    Between between;
    bool dominated = true; /* where too many were looked at already */
    if (!is_candidate(judged, whole, part))
        return ERROR_NONE;
    if (judged->exact++ < JUDGED_EXACT)
    {
        TRY(add_up(judged, whole, part, &between, err));
        dominated = false;
        for (int others = 0; others < (options->sample ? 2 : 1); others++)
            dominated =
                dominated || sum_is_dominated(between.total[others], between.greatest[others],
                                              options->dominance, options->two);
    }
    if (dominated)
        found(judged, whole, part);
    return ERROR_NONE;
}

static ErrorKind
judge_views(Judged *judged, size_t one, size_t other, const bool *known, Error *err)
{
    const HistoryView *fresh = &judged->views[one];
    const HistoryView *against = &judged->views[other];
    for (size_t at = 0; at < fresh->table->count->cells; at++)
        for (size_t cell = 0; fresh->shown[at] && !known[at] && cell < against->table->count->cells;
             cell++)
        {
            CellOf first = {one, at};
            CellOf second = {other, cell};
            if (!against->shown[cell] || (one == other && at == cell))
                continue;
            TRY(judge_pair(judged, first, second, err));
            if (one != other)
                TRY(judge_pair(judged, second, first, err));
        }
    return ERROR_NONE;
}

ErrorKind
judged_total_differences(Judged *judged, Error *err)
{
    for (size_t one = judged->old_count; one < judged->view_count; one++)
    {
        const bool *known = judged_known(judged, &judged->views[one]);
        for (size_t other = 0; other <= one; other++)
            if (!judged->views[one].table->perturbed && !judged->views[other].table->perturbed)
                TRY(judge_views(judged, one, other, known, err));
    }
    return ERROR_NONE;
}
