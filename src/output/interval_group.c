/* Which tables are judged together for intervals, and what their findings say. */
#include "output/interval.h"

#include "core/text.h"

void
close_system(Disclosure **system)
{
    disclosure_free(*system);
}

/* Cuts the leaves of a column along a set of classes. */
static void
cut_leaves(Group *group, size_t at, Classes set)
{
    size_t before = group->leaves[at].count;
    for (size_t leaf = 0; leaf < before; leaf++)
    {
        Classes whole = group->leaves[at].items[leaf];
        if ((whole & set) == 0 || (whole & ~set) == 0)
            continue;
        group->leaves[at].items[leaf] = whole & set;
        *LIST_ADD(group->arena, &group->leaves[at]) = whole & ~set;
    }
}

/* Its number among the group's; their number where it is not there. */
static size_t
column_at(const Group *group, uint16_t column)
{
    size_t at = 0;
    while (at < group->columns && group->column[at] != column)
        at++;
    return at;
}

/* Takes a table's columns and sets in; false where there are too many columns. */
static bool
take_view(Group *group, size_t number)
{
    const HistoryView *view = &group->judged->views[number];
    for (size_t column = 0; column < view->columns; column++)
    {
        size_t at = column_at(group, view->column[column]);
        if (at == REQUEST_TERMS)
            return false;
        if (at == group->columns)
        {
            group->column[group->columns++] = view->column[column];
            group->leaves[at].count = 0;
            *LIST_ADD(group->arena, &group->leaves[at]) =
                group->judged->columns.items.items[view->column[column]].all;
        }
        cut_leaves(group, at, view->within[column]);
        for (size_t place = 0; view->axis[column] != SIZE_MAX &&
                               place < view->table->file->by[view->axis[column]].count;
             place++)
            cut_leaves(group, at, view->table->file->by[view->axis[column]].holds[place]);
    }
    group->views[group->view_count++] = number;
    return true;
}

static size_t
inner_of(const Group *group)
{
    size_t inner = 1;
    for (size_t at = 0; at < group->columns; at++)
        inner *= group->leaves[at].count; /* 64 leaves each at most, and soon above the bound */
    return inner;
}

static size_t
cells_of(const Group *group)
{
    size_t cells = 0;
    for (size_t at = 0; at < group->view_count; at++)
        cells += group->judged->views[group->views[at]].table->count->cells;
    return cells;
}

/* The same with one more table, where that fits. */
static void
try_view(Group *group, size_t number)
{
    Group wider = *group;
    for (size_t at = 0; at < group->columns; at++)
    {
        wider.leaves[at].items = NULL;
        wider.leaves[at].count = 0;
        wider.leaves[at].capacity = 0;
        for (size_t leaf = 0; leaf < group->leaves[at].count; leaf++)
            *LIST_ADD(group->arena, &wider.leaves[at]) = group->leaves[at].items[leaf];
    }
    if (wider.view_count < sizeof wider.views / sizeof *wider.views && take_view(&wider, number) &&
        inner_of(&wider) <= wider.inner_most && cells_of(&wider) <= CELLS_MOST)
        *group = wider;
}

/* How many columns the table would add; SIZE_MAX where it has nothing to do with the group. */
static size_t
columns_added(const Group *group, size_t number)
{
    const HistoryView *view = &group->judged->views[number];
    const HistoryView *fresh = &group->judged->views[group->views[0]];
    size_t added = 0;
    if (view->table->perturbed || view->years != fresh->years)
        return SIZE_MAX;
    for (size_t column = 0; column < view->columns; column++)
        added += column_at(group, view->column[column]) == group->columns;
    return added < view->columns ? added : SIZE_MAX;
}

/* Those that add least first. */
void
group_gather(Group *group, size_t fresh)
{
    if (!take_view(group, fresh) || inner_of(group) > group->inner_most ||
        cells_of(group) > CELLS_MOST)
    {
        group->view_count = 0;
        return;
    }
    for (size_t added = 0; added < 4; added++)
        for (size_t at = 0; at < group->judged->view_count; at++)
        {
            bool there = false;
            for (size_t view = 0; view < group->view_count; view++)
                there = there || group->views[view] == at;
            if (!there && columns_added(group, at) <= added)
                try_view(group, at);
        }
}

/* Persons by combination of leaves. */
ErrorKind
group_count(Group *group, Error *err)
{
    RequestedFile *file = arena_take(group->arena, sizeof *file);
    Count *count = NULL;
    *file = (RequestedFile){.name = "intervals", .type = OUTPUT_FREQUENCY};
    for (size_t at = 0; at < group->columns; at++)
        file->by[file->by_count++] =
            (Axis){.attribute = group->judged->columns.items.items[group->column[at]],
                   .count = group->leaves[at].count,
                   .holds = group->leaves[at].items};
    if (group->measure != NULL)
    {
        file->type = OUTPUT_MAGNITUDE;
        file->has_measure = true;
        file->measure = *group->measure;
    }
    TRY(count_make(group->arena, group->judged->options->people, file, &count, err));
    group->count = count;
    group->inner = arena_take_array(group->arena, count->cells, sizeof *group->inner);
    for (size_t cell = 0; cell < count->cells; cell++)
        if (!count_is_margin(count, cell))
            group->inner[group->inner_count++] = cell;
    return ERROR_NONE;
}

bool
group_is_inside(const Group *group, size_t cell, const Predicate *predicate)
{
    for (size_t at = 0; at < predicate->count; at++)
    {
        size_t column = column_at(group, predicate->column[at]);
        Classes leaf = group->leaves[column].items[count_place(group->count, cell, column)];
        if ((leaf & ~predicate->holds[at]) != 0)
            return false;
    }
    return true;
}

void
equations_add_close(const Equations *equations, size_t at, Targets *close)
{
    const Group *group = equations->group;
    CellOf of = equations->of.items[at];
    *LIST_ADD(group->arena, close) = (Target){
        .predicate = group->judged->views[of.view].cell[of.cell], .view = of.view, .cell = of.cell};
}

bool
equations_have(const Equations *equations, CellOf of)
{
    const HistoryView *views = equations->group->judged->views;
    for (size_t at = 0; at < equations->of.count; at++)
    {
        CellOf other = equations->of.items[at];
        if (views[other.view].shown[other.cell] == views[of.view].shown[of.cell] &&
            predicate_equal(&views[other.view].cell[other.cell], &views[of.view].cell[of.cell]))
            return true;
    }
    return false;
}

static bool
has_target(const Targets *targets, const Target *target)
{
    for (size_t at = 0; at < targets->count; at++)
        if (predicate_equal(&targets->items[at].predicate, &target->predicate))
            return true;
    return false;
}

static const char *
others_named(const Judged *judged, const Group *group)
{
    Text names = text_new(judged->arena);
    for (size_t at = 1; at < group->view_count; at++)
        text_print(&names, "%s%s", at == 1 ? "" : "; ",
                   judged->views[group->views[at]].table->name);
    return names.bytes;
}

void
group_found(Judged *judged, const Group *group, const Targets *close, const Targets *before)
{
    for (size_t at = 0; at < close->count; at++)
    {
        const Target *target = &close->items[at];
        if (has_target(before, target))
            continue;
        judged_found(judged, FINDING_INTERVAL, &judged->views[group->views[0]],
                     predicate_print(judged->arena, &judged->columns, &target->predicate),
                     others_named(judged, group));
        judged_mark_around(judged, target);
    }
}
