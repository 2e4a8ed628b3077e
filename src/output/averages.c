/* What tables give of sets of persons, exactly or with noise. */
#include "output/averages.h"

static uint64_t
mixed(uint64_t key)
{
    key = (key ^ key >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    key = (key ^ key >> 27) * UINT64_C(0x94d049bb133111eb);
    return key ^ key >> 31;
}

size_t *
averages_slot(const Averages *averages, uint64_t key)
{
    size_t at = mixed(key) & averages->mask;
    while (averages->slot[at] != 0 && averages->measures.items[averages->slot[at] - 1].key != key)
        at = (at + 1) & averages->mask;
    return &averages->slot[at];
}

static const Measure *
measure_of(const Averages *averages, uint64_t key)
{
    size_t number = *averages_slot(averages, key);
    return number == 0 ? NULL : &averages->measures.items[number - 1];
}

bool
averages_is_measured(const Judged *judged, CellOf of)
{
    const HistoryView *view = &judged->views[of.view];
    return view->table->count->persons[of.cell] > 0 &&
           (view->table->perturbed || view->shown[of.cell]);
}

static void
add_measures(Averages *averages, size_t view)
{
    const Count *count = judged_count(averages->judged, view);
    bool perturbed = averages->judged->views[view].table->perturbed;
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        if (!averages_is_measured(averages->judged, (CellOf){view, cell}))
            continue;
        size_t *slot = averages_slot(averages, count->key[cell]);
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
    const Count *count = judged_count(averages->judged, of.view);
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
    for (size_t axis = 0; axis < judged_count(averages->judged, of.view)->axes; axis++)
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

void
averages_make(const Judged *judged, Arena *arena, size_t views, Averages *ret_averages)
{
    size_t cells = 0;
    size_t slots = 16;
    *ret_averages = (Averages){.judged = judged, .arena = arena, .views = views};
    for (size_t view = 0; view < views; view++)
        cells += judged_count(judged, view)->cells;
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

double
averages_precision(const Averages *averages, const Few *few, bool *named)
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
