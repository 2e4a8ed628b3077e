/*
 * Cells of a table with one or two conditions replaced: by what two class sets that were published
 * of the same variable have in common, or by one without the other. Filters that differ, class
 * lists that cut through each other, complements of a filter: each is such a cell.
 */
#include "output/variant.h"

#include <string.h>

/* One or two columns of a view whose conditions are replaced, and where their classes are counted
 * one by one. */
typedef struct Cut
{
    const HistoryView *view;
    size_t view_at;
    size_t count;
    size_t at[2]; /* columns of the view */
    Sets sets[2];
    const Count *source;
    size_t axis[2];   /* of source */
    size_t stride[2]; /* of these axes */
} Cut;

static bool
is_union(const Sets *own, Classes set)
{
    Classes covered = 0;
    for (size_t at = 0; at < own->items.count; at++)
        if ((own->items.items[at] & ~set) == 0)
            covered |= own->items.items[at];
    return covered == set;
}

/* Does the view's own table have all that is needed to size the sets? */
static bool
is_own_enough(Arena *work, const Cut *cut)
{
    for (size_t one = 0; one < cut->count; one++)
    {
        Sets own = {0};
        size_t axis = cut->view->axis[cut->at[one]];
        if (axis == SIZE_MAX)
            return false;
        for (size_t place = 0; place < cut->view->table->file->by[axis].count; place++)
            sets_add(work, &own,
                     cut->view->table->file->by[axis].holds[place] &
                         cut->view->within[cut->at[one]]);
        for (size_t set = 0; set < cut->sets[one].items.count; set++)
            if (!is_union(&own, cut->sets[one].items.items[set]))
                return false;
    }
    return true;
}

static bool
is_cut(const Cut *cut, size_t axis)
{
    for (size_t one = 0; one < cut->count; one++)
        if (cut->view->axis[cut->at[one]] == axis)
            return true;
    return false;
}

static bool
is_cut_condition(const Judged *judged, const Cut *cut, const Attribute *attribute)
{
    for (size_t one = 0; one < cut->count; one++)
    {
        const Attribute *of = &judged->columns.items.items[cut->view->column[cut->at[one]]];
        if (of->year == attribute->year && strcmp(of->variable, attribute->variable) == 0)
            return true;
    }
    return false;
}

/* The view's file with the columns cut into single classes, as its last dimensions. */
static RequestedFile *
finer_file(const Judged *judged, Arena *work, Cut *cut)
{
    const RequestedFile *file = cut->view->table->file;
    RequestedFile *finer = arena_take(work, sizeof *finer);
    *finer = (RequestedFile){.name = file->name, .type = OUTPUT_FREQUENCY};
    for (size_t axis = 0; axis < file->by_count; axis++)
        if (!is_cut(cut, axis))
            finer->by[finer->by_count++] = file->by[axis];
    for (size_t where = 0; where < file->where_count; where++)
        if (!is_cut_condition(judged, cut, &file->where[where].attribute))
            finer->where[finer->where_count++] = file->where[where];
    for (size_t one = 0; one < cut->count; one++)
    {
        cut->axis[one] = finer->by_count;
        Axis *last = &finer->by[finer->by_count++];
        last->attribute = judged->columns.items.items[cut->view->column[cut->at[one]]];
        last->holds = arena_take_array(work, REQUEST_CODES, sizeof *last->holds);
        for (Classes left = last->attribute.all; left != 0; left &= left - 1)
            last->holds[last->count++] = left & (~left + 1);
    }
    return finer;
}

static ErrorKind
find_source(const Judged *judged, Arena *work, Cut *cut, Error *err)
{
    cut->source = cut->view->table->count;
    for (size_t one = 0; one < cut->count; one++)
        cut->axis[one] = cut->view->axis[cut->at[one]];
    if (!is_own_enough(work, cut))
    {
        Count *finer = NULL;
        TRY(count_make(work, judged->options->people, finer_file(judged, work, cut), &finer, err));
        cut->source = finer;
    }
    for (size_t one = 0; one < cut->count; one++)
    {
        cut->stride[one] = 1;
        for (size_t axis = cut->axis[one] + 1; axis < cut->source->axes; axis++)
            cut->stride[one] *= cut->source->places[axis];
    }
    return ERROR_NONE;
}

/* The cell of the view whose other dimensions stand where those of the source's cell do, and the
 * cut ones on all classes. */
static size_t
view_cell(const Cut *cut, size_t cell)
{
    const Count *count = cut->view->table->count;
    size_t found = 0;
    size_t from = 0;
    if (cut->source == count)
        return cell;
    for (size_t axis = 0; axis < count->axes; axis++)
    {
        size_t place =
            is_cut(cut, axis) ? count->places[axis] - 1 : count_place(cut->source, cell, from++);
        found = found * count->places[axis] + place;
    }
    return found;
}

/* Persons and sampled persons of the source whose class on a cut axis is in the set, by place of
 * the other cut axis. */
static void
sum_over(const Cut *cut, size_t one, size_t base, Classes set, int64_t *ret_sums)
{
    const Axis *axis = &cut->source->file->by[cut->axis[one]];
    ret_sums[0] = 0;
    ret_sums[1] = 0;
    for (size_t place = 0; place < axis->count; place++)
        if ((axis->holds[place] & set) != 0)
        {
            ret_sums[0] += cut->source->persons[base + place * cut->stride[one]];
            ret_sums[1] += cut->source->sampled[base + place * cut->stride[one]];
        }
}

/* Of few persons, or perhaps of few households. */
static bool
may_be_few(const Judged *judged, int64_t persons, int64_t sampled, bool *ret_maybe)
{
    bool small = size_is_small(judged->options, persons, sampled);
    *ret_maybe = !small;
    return small || judged_may_be_few_homes(judged, persons);
}

/* One row of cells: the cut axes at their first place. */
static ErrorKind
try_one(Judged *judged, const Cut *cut, size_t base, const Predicate *around, Error *err)
{
    for (size_t set = 0; set < cut->sets[0].items.count; set++)
    {
        int64_t sums[2];
        sum_over(cut, 0, base, cut->sets[0].items.items[set], sums);
        Target target = {.view = cut->view_at, .cell = SIZE_MAX};
        if (!may_be_few(judged, sums[0], sums[1], &target.maybe))
            continue;
        target.predicate = predicate_with(&judged->columns, around, cut->view->column[cut->at[0]],
                                          cut->sets[0].items.items[set]);
        TRY(judged_target(judged, &target, err));
    }
    return ERROR_NONE;
}

static ErrorKind
try_two(Judged *judged, const Cut *cut, size_t base, const Predicate *around, Error *err)
{
    const Axis *second = &cut->source->file->by[cut->axis[1]];
    for (size_t set = 0; set < cut->sets[0].items.count; set++)
    {
        int64_t by_place[REQUEST_CODES][2];
        Predicate outer = predicate_with(&judged->columns, around, cut->view->column[cut->at[0]],
                                         cut->sets[0].items.items[set]);
        for (size_t place = 0; place < second->count; place++)
            sum_over(cut, 0, base + place * cut->stride[1], cut->sets[0].items.items[set],
                     by_place[place]);
        for (size_t other = 0; other < cut->sets[1].items.count; other++)
        {
            int64_t persons = 0;
            int64_t sampled = 0;
            Target target = {.view = cut->view_at, .cell = SIZE_MAX};
            for (size_t place = 0; place < second->count; place++)
                if ((second->holds[place] & cut->sets[1].items.items[other]) != 0)
                {
                    persons += by_place[place][0];
                    sampled += by_place[place][1];
                }
            if (!may_be_few(judged, persons, sampled, &target.maybe))
                continue;
            target.predicate =
                predicate_with(&judged->columns, &outer, cut->view->column[cut->at[1]],
                               cut->sets[1].items.items[other]);
            TRY(judged_target(judged, &target, err));
        }
    }
    return ERROR_NONE;
}

static ErrorKind
try_cut(Judged *judged, Cut *cut, Error *err)
{
    SCRATCH Arena *work = arena_new("cut");
    TRY(find_source(judged, work, cut, err));
    for (size_t cell = 0; cell < cut->source->cells; cell++)
    {
        size_t base = cell;
        bool row = true;
        for (size_t one = 0; one < cut->count; one++)
        {
            size_t place = count_place(cut->source, cell, cut->axis[one]);
            row = row && place == cut->source->places[cut->axis[one]] - 1;
            base -= place * cut->stride[one];
        }
        if (!row)
            continue;
        const Predicate *around = &cut->view->cell[view_cell(cut, cell)];
        TRY(cut->count == 1 ? try_one(judged, cut, base, around, err)
                            : try_two(judged, cut, base, around, err));
    }
    return ERROR_NONE;
}

/* A table needs the other's years only: what is not of the same persons cannot be subtracted. */
static bool
is_concerned(const Judged *judged, const HistoryView *view)
{
    for (size_t fresh = judged->old_count; fresh < judged->view_count; fresh++)
        if ((judged->views[fresh].years & view->years) != 0)
            return true;
    return false;
}

static ErrorKind
try_columns(Judged *judged, size_t view, const Sets *sets, Error *err)
{
    const HistoryView *of = &judged->views[view];
    for (size_t one = 0; one < of->columns; one++)
        for (size_t other = one; other < of->columns; other++)
        {
            Cut cut = {.view = of,
                       .view_at = view,
                       .count = one == other ? 1 : 2,
                       .at = {one, other},
                       .sets = {sets[one], sets[other]}};
            if (sets[one].items.count > 0 && sets[other].items.count > 0)
                TRY(try_cut(judged, &cut, err));
        }
    return ERROR_NONE;
}

ErrorKind
judged_variants(Judged *judged, Error *err)
{
    for (size_t view = 0; view < judged->view_count; view++)
    {
        SCRATCH Arena *work = arena_new("variant");
        Sets sets[PREDICATE_COLUMNS];
        if (judged->views[view].table->perturbed || !is_concerned(judged, &judged->views[view]))
            continue;
        for (size_t at = 0; at < judged->views[view].columns; at++)
            sets[at] = sets_instead(judged, work, view, at);
        TRY(try_columns(judged, view, sets, err));
    }
    return ERROR_NONE;
}
