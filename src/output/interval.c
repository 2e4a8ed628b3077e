/*
 * Suppressed cells that several tables together close in upon, though none of them can be computed.
 *
 * Each new table is taken with as many of the released ones as a system of INNER_MOST inner cells
 * allows: the combinations of the classes that any of them tells apart. Every published cell is an
 * equation over them, none of them is negative, and what the library proves for each hidden small
 * cell (disclosure_audit: two whole tables that agree with all that is published) must be as wide
 * as within one table. Tables that do not fit, those of other years, and perturbed ones are left
 * out: what they add to an interval is not judged.
 */
#include "output/judged.h"

#include "core/text.h"
#include "disclosure/disclosure.h"

#include <string.h>

#define INNER_MOST 1500
#define CELLS_MOST 900
#define TARGETS_MOST 60
#define STEPS 50 /* of each search in whole numbers */

/* Tables that are judged together, and the classes that they tell apart. */
typedef struct Group
{
    const Judged *judged;
    Arena *arena;
    size_t views[64]; /* the new table first */
    size_t view_count;
    uint16_t column[REQUEST_TERMS];
    size_t columns;
    struct LIST_OF(Classes) leaves[REQUEST_TERMS];
    const Count *count; /* over the leaves */
    size_t *inner;      /* cells of count that are no margins */
    size_t inner_count;
} Group;

static void
close_system(Disclosure **system)
{
    disclosure_free(*system);
}
#define CLOSES_SYSTEM __attribute__((cleanup(close_system)))

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
        inner_of(&wider) <= INNER_MOST && cells_of(&wider) <= CELLS_MOST)
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
static void
gather(Group *group, size_t fresh)
{
    if (!take_view(group, fresh) || inner_of(group) > INNER_MOST || cells_of(group) > CELLS_MOST)
        return;
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
static ErrorKind
count_inner(Group *group, Error *err)
{
    RequestedFile *file = arena_take(group->arena, sizeof *file);
    Count *count = NULL;
    *file = (RequestedFile){.name = "intervals", .type = OUTPUT_FREQUENCY};
    for (size_t at = 0; at < group->columns; at++)
        file->by[file->by_count++] =
            (Axis){.attribute = group->judged->columns.items.items[group->column[at]],
                   .count = group->leaves[at].count,
                   .holds = group->leaves[at].items};
    TRY(count_make(group->arena, group->judged->options->people, file, &count, err));
    group->count = count;
    group->inner = arena_take_array(group->arena, count->cells, sizeof *group->inner);
    for (size_t cell = 0; cell < count->cells; cell++)
        if (!count_is_margin(count, cell))
            group->inner[group->inner_count++] = cell;
    return ERROR_NONE;
}

static bool
is_inside(const Group *group, size_t cell, const Predicate *predicate)
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

/* What the attacker does not hold himself. */
static int64_t
others(const Judged *judged, const Count *count, size_t cell)
{
    return count->persons[cell] - (judged->options->sample ? count->sampled[cell] : 0);
}

/* The cells of a group as the library's. */
typedef struct Equations
{
    Group *group;
    Disclosure *system;
    size_t views; /* only tables with a smaller number */
    struct LIST_OF(CellOf) of;
} Equations;

static bool
is_target(const Judged *judged, CellOf of)
{
    const HistoryView *view = &judged->views[of.view];
    return !view->shown[of.cell] && cell_is_small(judged->options, view->table->count, of.cell);
}

/* Was this very set of persons put in already? */
static bool
is_there(const Equations *equations, CellOf of)
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
add_equation(Equations *equations, CellOf of, DisclosureError *from)
{
    Group *group = equations->group;
    const Judged *judged = group->judged;
    size_t number = 0;
    size_t count = 0;
    uint32_t *inner = arena_take_array(group->arena, group->inner_count + 1, sizeof *inner);
    if ((!judged->views[of.view].shown[of.cell] && !is_target(judged, of)) ||
        is_there(equations, of))
        return true;
    for (size_t at = 0; at < group->inner_count; at++)
        if (is_inside(group, group->inner[at], &judged->views[of.view].cell[of.cell]))
            inner[count++] = (uint32_t)at;
    *LIST_ADD(group->arena, &equations->of) = of;
    return disclosure_add_cell(equations->system, inner, NULL, count, &number, from);
}

static bool
add_equations(Equations *equations, DisclosureError *from)
{
    Group *group = equations->group;
    int64_t *values = arena_take_array(group->arena, group->inner_count + 1, sizeof *values);
    for (size_t at = 0; at < group->view_count; at++)
        for (size_t cell = 0; group->views[at] < equations->views &&
                              cell < group->judged->views[group->views[at]].table->count->cells;
             cell++)
            if (!add_equation(equations, (CellOf){group->views[at], cell}, from))
                return false;
    for (size_t at = 0; at < group->inner_count; at++)
        values[at] = others(group->judged, group->count, group->inner[at]);
    return disclosure_set_values(equations->system, values, group->inner_count, from) &&
           disclosure_build(equations->system, from);
}

static size_t
set_targets(Equations *equations)
{
    const Judged *judged = equations->group->judged;
    size_t targets = 0;
    for (size_t at = 0; at < equations->of.count; at++)
    {
        DisclosureCell cell = disclosure_cell(equations->system, at);
        cell.forced = true;
        if (is_target(judged, equations->of.items[at]))
        {
            cell.forced = false;
            cell.status = targets < TARGETS_MOST ? DISCLOSURE_PRIMARY : DISCLOSURE_SECONDARY;
            cell.width = targets < TARGETS_MOST ? judged->options->range : 0;
            targets++;
        }
        disclosure_set_cell(equations->system, at, &cell);
    }
    return targets;
}

static void
add_close(const Equations *equations, size_t at, Targets *close)
{
    const Group *group = equations->group;
    CellOf of = equations->of.items[at];
    *LIST_ADD(group->arena, close) = (Target){
        .predicate = group->judged->views[of.view].cell[of.cell], .view = of.view, .cell = of.cell};
}

static ErrorKind
make_system(Equations *equations, Error *err)
{
    DisclosureError from = {{0}};
    return add_equations(equations, &from)
               ? ERROR_NONE
               : error_set(err, ERROR_INTERNAL, "intervals: %s", from.message);
}

/* Which hidden cells are not proven to keep their width. */
static ErrorKind
find_unproven(Group *group, Targets *close, Error *err)
{
    CLOSES_SYSTEM Disclosure *system = disclosure_new();
    Equations equations = {.group = group, .system = system, .views = SIZE_MAX};
    TRY(make_system(&equations, err));
    DisclosureError from = {{0}};
    DisclosureSummary summary;
    DisclosureOptions options = {.solver = group->judged->options->solver, .whole_steps = STEPS};
    if (set_targets(&equations) == 0)
        return ERROR_NONE;
    if (!disclosure_audit(system, &options, &summary, &from))
        return error_set(err, ERROR_INTERNAL, "intervals: %s", from.message);
    for (size_t at = 0; at < equations.of.count; at++)
    {
        DisclosureCell cell = disclosure_cell(system, at);
        if (cell.status == DISCLOSURE_PRIMARY && cell.most - cell.least < cell.width)
            add_close(&equations, at, close);
    }
    return ERROR_NONE;
}

/* Which the released tables alone tell too closely, for sure: the new one is not to blame. */
static ErrorKind
find_known(Group *group, Targets *close, Error *err)
{
    CLOSES_SYSTEM Disclosure *system = disclosure_new();
    Equations equations = {.group = group, .system = system, .views = group->judged->old_count};
    TRY(make_system(&equations, err));
    DisclosureError from = {{0}};
    DisclosureOptions options = {.solver = group->judged->options->solver};
    if (set_targets(&equations) == 0)
        return ERROR_NONE;
    for (size_t at = 0; at < equations.of.count; at++)
    {
        double least = 0;
        double most = 0;
        if (!is_target(group->judged, equations.of.items[at]))
            continue;
        if (!disclosure_intervals(system, &options, &at, 1, &least, &most, &from))
            return error_set(err, ERROR_INTERNAL, "intervals: %s", from.message);
        if (most - least < (double)group->judged->options->range - 0.5)
            add_close(&equations, at, close);
    }
    return ERROR_NONE;
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

static ErrorKind
judge_group(Judged *judged, Group *group, Error *err)
{
    Targets close = {0};
    Targets before = {0};
    size_t fresh = group->views[0];
    TRY(count_inner(group, err));
    TRY(find_unproven(group, &close, err));
    if (close.count > 0)
        TRY(find_known(group, &before, err));
    for (size_t at = 0; at < close.count; at++)
    {
        const Target *target = &close.items[at];
        if (has_target(&before, target))
            continue;
        judged_found(judged, FINDING_INTERVAL, &judged->views[fresh],
                     predicate_print(judged->arena, &judged->columns, &target->predicate),
                     others_named(judged, group));
        judged_mark_around(judged, target);
    }
    return ERROR_NONE;
}

ErrorKind
judged_intervals(Judged *judged, Error *err)
{
    if (judged->options->solver == NULL)
        return ERROR_NONE;
    for (size_t fresh = judged->old_count; fresh < judged->view_count; fresh++)
    {
        SCRATCH Arena *work = arena_new("intervals");
        Group group = {.judged = judged, .arena = work};
        if (judged->views[fresh].table->perturbed)
            continue;
        gather(&group, fresh);
        /* One table alone has its certificate. */
        if (group.view_count > 1)
            TRY(judge_group(judged, &group, err));
    }
    return ERROR_NONE;
}
