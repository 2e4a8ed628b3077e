/*
 * Suppressed cells that several tables together close in upon, though none of them can be computed.
 *
 * Each new table is taken with as many of the released ones as a system of INNER_MOST inner cells
 * allows: the combinations of the classes that any of them tells apart. Every published cell is an
 * equation over them, none of them is negative, and what the library proves for each hidden small
 * cell (disclosure_audit: two whole tables that agree with all that is published) must be as wide
 * as within one table. Tables that do not fit, those of other years, and perturbed ones are left
 * out: what they add to an interval is not judged. Sums: interval_total.c.
 */
#include "output/interval.h"

/* What the attacker does not hold himself. */
static int64_t
others(const Judged *judged, const Count *count, size_t cell)
{
    return count->persons[cell] - (judged->options->sample ? count->sampled[cell] : 0);
}

static bool
is_target(const Judged *judged, CellOf of)
{
    const HistoryView *view = &judged->views[of.view];
    return !view->shown[of.cell] && cell_is_small(judged->options, view->table->count, of.cell);
}

static bool
add_equation(Equations *equations, CellOf of, DisclosureError *from)
{
    Group *group = equations->group;
    const Judged *judged = group->judged;
    size_t number = 0;
    size_t count = 0;
    uint32_t *inner = arena_take_array(group->arena, group->inner_count + 1, sizeof *inner);
    bool shown = judged->views[of.view].shown[of.cell];
    if ((shown && of.view >= equations->views) || (!shown && !is_target(judged, of)) ||
        equations_have(equations, of))
        return true;
    for (size_t at = 0; at < group->inner_count; at++)
        if (group_is_inside(group, group->inner[at], &judged->views[of.view].cell[of.cell]))
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
        for (size_t cell = 0; cell < group->judged->views[group->views[at]].table->count->cells;
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
            equations_add_close(&equations, at, close);
    }
    return ERROR_NONE;
}

/* Which the released tables alone tell too closely, for sure: the new one is not to blame, also
 * where it hides a cell that was published before. */
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
            equations_add_close(&equations, at, close);
    }
    return ERROR_NONE;
}

static ErrorKind
judge_group(Judged *judged, Group *group, Error *err)
{
    Targets close = {0};
    Targets before = {0};
    TRY(group_count(group, err));
    TRY(find_unproven(group, &close, err));
    if (close.count > 0)
        TRY(find_known(group, &before, err));
    group_found(judged, group, &close, &before);
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
        Group group = {.judged = judged, .arena = work, .inner_most = INNER_MOST};
        if (judged->views[fresh].table->perturbed)
            continue;
        group_gather(&group, fresh);
        /* One table alone has its certificate. */
        if (group.view_count > 1)
            TRY(judge_group(judged, &group, err));
    }
    return ERROR_NONE;
}
