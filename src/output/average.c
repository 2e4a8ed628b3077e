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
#include "output/judged.h"

#include "core/text.h"

#define AVERAGE_MOST 3.0
#define NAMED 4 /* tables in a finding */
#define SEEN_SLOTS ((size_t)1 << 10)

typedef struct Measure
{
    uint64_t key;
    int64_t persons;
    bool exact;
    double precision; /* where not exact */
    struct LIST_OF(CellOf) at;
    struct LIST_OF(uint64_t) lines; /* that were counted, by the keys on them */
} Measure;

/* All sets that the first `views` tables show, exactly or perturbed. */
typedef struct Averages
{
    const Judged *judged;
    Arena *arena;
    size_t views;
    struct LIST_OF(Measure) measures;
    size_t *slot; /* number of the measure and 1, by hash of the key */
    size_t mask;
} Averages;

/* A few persons: a cell, or what one cell has more than another. */
typedef struct Few
{
    uint64_t key;
    int64_t persons;
    CellOf whole;
    CellOf part; /* view SIZE_MAX: nothing is taken off */
} Few;

typedef struct Fews LIST_OF(Few) Fews;

static uint64_t
mixed(uint64_t key)
{
    key = (key ^ key >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    key = (key ^ key >> 27) * UINT64_C(0x94d049bb133111eb);
    return key ^ key >> 31;
}

static size_t *
slot_of(const Averages *averages, uint64_t key)
{
    size_t at = mixed(key) & averages->mask;
    while (averages->slot[at] != 0 && averages->measures.items[averages->slot[at] - 1].key != key)
        at = (at + 1) & averages->mask;
    return &averages->slot[at];
}

static const Measure *
measure_of(const Averages *averages, uint64_t key)
{
    size_t number = *slot_of(averages, key);
    return number == 0 ? NULL : &averages->measures.items[number - 1];
}

static const Count *
count_of_view(const Judged *judged, size_t view)
{
    return judged->views[view].table->count;
}

/* Is there a number in the cell, and persons behind it? A 0 has no noise. */
static bool
is_measured(const Judged *judged, CellOf of)
{
    const HistoryView *view = &judged->views[of.view];
    return view->table->count->persons[of.cell] > 0 &&
           (view->table->perturbed || view->shown[of.cell]);
}

static void
add_measures(Averages *averages, size_t view)
{
    const Count *count = count_of_view(averages->judged, view);
    bool perturbed = averages->judged->views[view].table->perturbed;
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        if (!is_measured(averages->judged, (CellOf){view, cell}))
            continue;
        size_t *slot = slot_of(averages, count->key[cell]);
        if (*slot == 0)
        {
            *LIST_ADD(averages->arena, &averages->measures) =
                (Measure){.key = count->key[cell], .persons = count->persons[cell], .precision = 1};
            *slot = averages->measures.count;
        }
        Measure *measure = &averages->measures.items[*slot - 1];
        measure->exact = measure->exact || !perturbed;
        *LIST_ADD(averages->arena, &measure->at) = (CellOf){view, cell};
    }
}

/* The cells of the line that carry noise, and a number that stands for their sets. */
static size_t
noisy_on_line(const Averages *averages, CellOf of, size_t axis, uint64_t *sets)
{
    const Count *count = count_of_view(averages->judged, of.view);
    size_t stride = 1;
    size_t noisy = 0;
    for (size_t later = axis + 1; later < count->axes; later++)
        stride *= count->places[later];
    size_t base = of.cell - count_place(count, of.cell, axis) * stride;
    for (size_t place = 0; place < count->places[axis]; place++)
    {
        size_t cell = base + place * stride;
        const Measure *measure = measure_of(averages, count->key[cell]);
        bool margin = place + 1 == count->places[axis];
        if (measure == NULL || measure->exact)
            continue;
        noisy += !margin;
        *sets += mixed(count->key[cell] ^ (margin ? UINT64_MAX : 0));
    }
    return noisy;
}

/* What the table has of this set beside the cell itself. */
static double
gain_in_table(const Averages *averages, CellOf of, uint64_t *ret_sets)
{
    double product = 1;
    *ret_sets = 0;
    for (size_t axis = 0; axis < count_of_view(averages->judged, of.view)->axes; axis++)
    {
        size_t noisy = noisy_on_line(averages, of, axis, ret_sets);
        if (noisy > 1)
            product *= ((double)noisy + 1) / (double)noisy;
    }
    return product - 1;
}

static void
add_lines(Averages *averages, Measure *measure)
{
    for (size_t at = 0; at < measure->at.count; at++)
    {
        uint64_t sets = 0;
        bool counted = !averages->judged->views[measure->at.items[at].view].table->perturbed;
        double gain = counted ? 0 : gain_in_table(averages, measure->at.items[at], &sets);
        for (size_t line = 0; line < measure->lines.count; line++)
            counted = counted || measure->lines.items[line] == sets;
        if (counted)
            continue;
        *LIST_ADD(averages->arena, &measure->lines) = sets;
        measure->precision += gain;
    }
}

static void
averages_make(const Judged *judged, Arena *arena, size_t views, Averages *ret_averages)
{
    size_t cells = 0;
    size_t slots = 16;
    *ret_averages = (Averages){.judged = judged, .arena = arena, .views = views};
    for (size_t view = 0; view < views; view++)
        cells += count_of_view(judged, view)->cells;
    while (slots < 2 * cells)
        slots *= 2;
    ret_averages->slot = arena_take_array(arena, slots, sizeof *ret_averages->slot);
    ret_averages->mask = slots - 1;
    for (size_t view = 0; view < views; view++)
        add_measures(ret_averages, view);
    for (size_t at = 0; at < ret_averages->measures.count; at++)
        if (!ret_averages->measures.items[at].exact)
            add_lines(ret_averages, &ret_averages->measures.items[at]);
}

static bool
is_in_view(const Measure *measure, size_t view)
{
    for (size_t at = 0; measure != NULL && at < measure->at.count; at++)
        if (measure->at.items[at].view == view)
            return true;
    return false;
}

/* Does one perturbed table have all three? Then its lines were counted. */
static bool
is_one_line(const Averages *averages, const Measure *few, const Measure *with,
            const Measure *without)
{
    for (size_t at = 0; at < with->at.count; at++)
    {
        size_t view = with->at.items[at].view;
        if (averages->judged->views[view].table->perturbed && is_in_view(without, view) &&
            is_in_view(few, view))
            return true;
    }
    return false;
}

static double
variance_of(const Measure *measure)
{
    return measure->exact ? 0 : 1 / measure->precision;
}

static void
name_views(const Measure *measure, bool *named)
{
    for (size_t at = 0; at < measure->at.count; at++)
        named[measure->at.items[at].view] = true;
}

/* How well the number of these few is known; 0 where it is known exactly, which other rules judge.
 * Marks the tables that it rests on. */
static double
precision_of(const Averages *averages, const Few *few, bool *named)
{
    const Measure *own = measure_of(averages, few->key);
    double precision = own == NULL ? 0 : own->precision;
    if (own != NULL && own->exact)
        return 0;
    if (own != NULL)
        name_views(own, named);
    for (size_t at = 0; at < averages->measures.count; at++)
    {
        const Measure *without = &averages->measures.items[at];
        const Measure *with = measure_of(averages, without->key + few->key);
        if (with == NULL || with->persons != without->persons + few->persons ||
            is_one_line(averages, own, with, without))
            continue;
        if (with->exact && without->exact)
            return 0;
        precision += 1 / (variance_of(with) + variance_of(without));
        name_views(with, named);
        name_views(without, named);
    }
    return precision;
}

/* Twice the slots, and the one for the key in them. */
static size_t *
grown(Averages *seen, uint64_t key)
{
    seen->mask = 2 * seen->mask + 1;
    seen->slot = arena_take_array(seen->arena, seen->mask + 1, sizeof *seen->slot);
    for (size_t at = 0; at < seen->measures.count; at++)
        *slot_of(seen, seen->measures.items[at].key) = at + 1;
    return slot_of(seen, key);
}

static void
add_few(Averages *averages, Fews *fews, Averages *seen, const Few *few)
{
    size_t *slot = slot_of(seen, few->key);
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
    const Count *count = count_of_view(judged, view);
    for (size_t cell = 0; judged->views[view].table->perturbed && cell < count->cells; cell++)
        if (size_is_small(judged->options, count->persons[cell], count->sampled[cell]))
            add_few(averages, fews, seen,
                    &(Few){.key = count->key[cell],
                           .persons = count->persons[cell],
                           .whole = {view, cell},
                           .part = {SIZE_MAX, 0}});
}

/* What the cell `whole` has more than the cell `part`, where that is few. */
static void
add_between(Averages *averages, Fews *fews, Averages *seen, CellOf whole, CellOf part)
{
    const Judged *judged = averages->judged;
    const Count *outer = count_of_view(judged, whole.view);
    const Count *inner = count_of_view(judged, part.view);
    int64_t persons = outer->persons[whole.cell] - inner->persons[part.cell];
    if (size_is_small(judged->options, persons,
                      outer->sampled[whole.cell] - inner->sampled[part.cell]) &&
        is_measured(judged, whole) && is_measured(judged, part) &&
        predicate_implies(&judged->views[part.view].cell[part.cell],
                          &judged->views[whole.view].cell[whole.cell]))
        add_few(averages, fews, seen,
                &(Few){.key = outer->key[whole.cell] - inner->key[part.cell],
                       .persons = persons,
                       .whole = whole,
                       .part = part});
}

static void
add_differences(Averages *averages, Fews *fews, Averages *seen, size_t fresh, size_t view)
{
    for (size_t cell = 0; cell < count_of_view(averages->judged, fresh)->cells; cell++)
        for (size_t other = 0; other < count_of_view(averages->judged, view)->cells; other++)
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
    double precision = precision_of(after, few, named);
    if (precision > AVERAGE_MOST && precision > precision_of(before, few, then))
        found_average(judged, few, named);
}

/* Is there noise to be averaged, and are there keys to know the sets by? */
static bool
is_concerned(const Judged *judged)
{
    bool perturbed = false;
    for (size_t view = 0; view < judged->view_count; view++)
    {
        if (count_of_view(judged, view)->key == NULL)
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
