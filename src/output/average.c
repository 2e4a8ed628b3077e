/*
 * What several perturbed tables together say about a few persons.
 *
 * The noise of the cell key method belongs to a set of persons, so that asking again gives nothing.
 * But a small set can be had from other sets: as what a margin leaves of its row, or as the
 * difference of a set with it and one without it, and the noise of each of these is another. Their
 * mean is as good as their number. Here that number is counted in precision, the reciprocal of the
 * variance, one perturbed cell being 1: at AVERAGE_MOST the new table is refused.
 *
 * Sets are known by the sum of their persons' cell keys, which a difference of sets has as the
 * difference of the sums: so it is found whatever filters and class lists made it. In one table of
 * counts with all margins, least squares give a cell the product over the dimensions of (n + 1) /
 * n, n being the cells of its line that carry noise (two-way analysis of variance; Searle 1971,
 * Linear Models, chapter 7); tables and differences are added as if nothing were shared between
 * them, which counts too much rather than too little. Combinations of three or more tables that
 * none of these pairs are is what it does not see.
 */
#include "output/averages.h"

#include "core/text.h"

#define AVERAGE_MOST 3.0
#define NAMED 4 /* tables in a finding */
#define SEEN_SLOTS ((size_t)1 << 10)

typedef struct Fews LIST_OF(Few) Fews;

/* Twice the slots, and the one for the key in them. */
static size_t *
grown(Averages *seen, uint64_t key)
{
    seen->mask = 2 * seen->mask + 1;
    seen->slot = arena_take_array(seen->arena, seen->mask + 1, sizeof *seen->slot);
    for (size_t at = 0; at < seen->measures.count; at++)
        *averages_slot(seen, seen->measures.items[at].key) = at + 1;
    return averages_slot(seen, key);
}

static void
add_few(Averages *averages, Fews *fews, Averages *seen, const Few *few)
{
    size_t *slot = averages_slot(seen, few->key);
    if (*slot != 0)
        return;
    if (2 * seen->measures.count >= seen->mask)
        slot = grown(seen, few->key);
    LIST_ADD(averages->arena, &seen->measures)->key = few->key;
    *slot = seen->measures.count;
    *LIST_ADD(averages->arena, fews) = *few;
}

/* Small cells of perturbed tables. */
static void
add_cells(Averages *averages, Fews *fews, Averages *seen, size_t view)
{
    const Judged *judged = averages->judged;
    const Count *count = judged_count(judged, view);
    for (size_t cell = 0; judged->views[view].table->perturbed && cell < count->cells; cell++)
        if (cell_is_small(judged->options, count, cell))
            add_few(averages, fews, seen,
                    &(Few){.key = count->key[cell],
                           .persons = count->persons[cell],
                           .whole = {view, cell},
                           .part = {SIZE_MAX, 0}});
}

static const Predicate *
predicate_of(const Judged *judged, CellOf of)
{
    return &judged->views[of.view].cell[of.cell];
}

/* What the cell `whole` has more than the cell `part`, where that is few. */
static void
add_between(Averages *averages, Fews *fews, Averages *seen, CellOf whole, CellOf part)
{
    const Judged *judged = averages->judged;
    const Count *outer = judged_count(judged, whole.view);
    const Count *inner = judged_count(judged, part.view);
    int64_t persons = outer->persons[whole.cell] - inner->persons[part.cell];
    bool small = size_is_small(judged->options, persons,
                               outer->sampled[whole.cell] - inner->sampled[part.cell]);
    if ((small || judged_may_be_few_homes(judged, persons)) &&
        averages_is_measured(judged, whole) && averages_is_measured(judged, part) &&
        predicate_implies(predicate_of(judged, part), predicate_of(judged, whole)))
        add_few(averages, fews, seen,
                &(Few){.key = outer->key[whole.cell] - inner->key[part.cell],
                       .persons = persons,
                       .whole = whole,
                       .part = part,
                       .maybe = !small});
}

static void
add_differences(Averages *averages, Fews *fews, Averages *seen, size_t fresh, size_t view)
{
    for (size_t cell = 0; cell < judged_count(averages->judged, fresh)->cells; cell++)
        for (size_t other = 0; other < judged_count(averages->judged, view)->cells; other++)
        {
            add_between(averages, fews, seen, (CellOf){fresh, cell}, (CellOf){view, other});
            if (view != fresh)
                add_between(averages, fews, seen, (CellOf){view, other}, (CellOf){fresh, cell});
        }
}

static const char *
few_name(const Judged *judged, const Few *few)
{
    const char *whole = judged_cell(judged, &judged->views[few->whole.view], few->whole.cell);
    if (few->part.view == SIZE_MAX)
        return whole;
    return arena_print(judged->arena, "%s less %s", whole,
                       judged_cell(judged, &judged->views[few->part.view], few->part.cell));
}

static void
found_average(Judged *judged, const Few *few, const bool *named)
{
    Text names = text_new(judged->arena);
    size_t count = 0;
    for (size_t view = 0; view < judged->view_count; view++)
        if (named[view] && count++ < NAMED)
            text_print(&names, "%s%s", count == 1 ? "" : "; ", judged->views[view].table->name);
    if (count > NAMED)
        text_print(&names, "; and %zu more", count - NAMED);
    const HistoryView *fresh = few->whole.view >= judged->old_count
                                   ? &judged->views[few->whole.view]
                                   : &judged->views[judged->old_count];
    judged_found(judged, FINDING_AVERAGE, fresh, few_name(judged, few), names.bytes);
}

static void
judge_few(Judged *judged, const Averages *before, const Averages *after, const Few *few)
{
    SCRATCH Arena *work = arena_new("few");
    bool *named = arena_take_array(work, judged->view_count + 1, sizeof *named);
    bool *then = arena_take_array(work, judged->view_count + 1, sizeof *then);
    double precision = averages_precision(after, few, named);
    if (precision > AVERAGE_MOST && precision > averages_precision(before, few, then) &&
        (!few->maybe || judged_few_homes(judged, predicate_of(judged, few->whole),
                                         predicate_of(judged, few->part))))
        found_average(judged, few, named);
}

/* Is there noise to be averaged, and are there keys to know the sets by? */
static bool
is_concerned(const Judged *judged)
{
    bool perturbed = false;
    for (size_t view = 0; view < judged->view_count; view++)
    {
        if (judged_count(judged, view)->key == NULL)
            return false;
        perturbed = perturbed || judged->views[view].table->perturbed;
    }
    return perturbed;
}

void
judged_averages(Judged *judged)
{
    SCRATCH Arena *work = arena_new("averages");
    Averages before;
    Averages after;
    Fews fews = {0};
    if (!is_concerned(judged))
        return;
    averages_make(judged, work, judged->old_count, &before);
    averages_make(judged, work, judged->view_count, &after);
    Averages seen = {.arena = work,
                     .slot = arena_take_array(work, SEEN_SLOTS, sizeof *seen.slot),
                     .mask = SEEN_SLOTS - 1};
    for (size_t view = 0; view < judged->view_count; view++)
        add_cells(&after, &fews, &seen, view);
    for (size_t fresh = judged->old_count; fresh < judged->view_count; fresh++)
        for (size_t view = 0; view <= fresh; view++)
            add_differences(&after, &fews, &seen, fresh, view);
    for (size_t at = 0; at < fews.count; at++)
        judge_few(judged, &before, &after, &fews.items[at]);
}
