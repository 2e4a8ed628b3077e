/*
 * Suppressed sums that several tables of one measure together close in upon.
 *
 * As for counts (interval.c), over the sums of the combinations of classes. How many persons each
 * combination has is taken to be known, so each sum lies between so many times the smallest and the
 * greatest value of the class list (protect_total.c): it is measured from the former, and what is
 * left to the latter is a second unknown beside it. An unsafe sum must reach as far and be as wide
 * as within one table. What the recipient holds himself is taken off.
 */
#include "output/interval.h"

#include "output/protect.h"

/* Are there too few behind it, or do one or two make most of it? Then it is to stay unknown. */
static bool
is_target(const Judged *judged, CellOf of)
{
    const HistoryView *view = &judged->views[of.view];
    const Count *count = view->table->count;
    const HistoryOptions *options = judged->options;
    int64_t others =
        count->other_measured == NULL ? count->measured[of.cell] : count->other_measured[of.cell];
    return !view->shown[of.cell] && others > 0 &&
           (others < options->threshold || cell_is_small(options, count, of.cell) ||
            count_is_dominated(count, of.cell, options->dominance, options->two));
}

/* The heights of the inner sums inside: each is followed by what is left above it. */
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
            inner[count++] = (uint32_t)(2 * at);
    *LIST_ADD(group->arena, &equations->of) = of;
    return disclosure_add_cell(equations->system, inner, NULL, count, &number, from);
}

static bool
add_rooms(Equations *equations, DisclosureError *from)
{
    Group *group = equations->group;
    int64_t *values = arena_take_array(group->arena, 2 * group->inner_count + 1, sizeof *values);
    for (size_t at = 0; at < group->inner_count; at++)
    {
        const uint32_t both[] = {(uint32_t)(2 * at), (uint32_t)(2 * at + 1)};
        size_t number = 0;
        int64_t height = total_height(group->count, group->inner[at]);
        values[2 * at] = height;
        values[2 * at + 1] = total_room(group->count, group->inner[at]) - height;
        if (!disclosure_add_cell(equations->system, both, NULL, 2, &number, from))
            return false;
    }
    return disclosure_set_values(equations->system, values, 2 * group->inner_count, from) &&
           disclosure_build(equations->system, from);
}

static bool
add_equations(Equations *equations, DisclosureError *from)
{
    const Group *group = equations->group;
    for (size_t at = 0; at < group->view_count; at++)
        for (size_t cell = 0; cell < group->judged->views[group->views[at]].table->count->cells;
             cell++)
            if (!add_equation(equations, (CellOf){group->views[at], cell}, from))
                return false;
    return add_rooms(equations, from);
}

static DisclosureCell
need_of(const Judged *judged, CellOf of)
{
    DisclosureCell need = {.status = DISCLOSURE_PRIMARY};
    total_need(judged->views[of.view].table->count, of.cell, &need);
    return need;
}

static size_t
set_targets(Equations *equations)
{
    const Judged *judged = equations->group->judged;
    size_t targets = 0;
    for (size_t at = 0; at < disclosure_cells(equations->system); at++)
    {
        DisclosureCell cell = disclosure_cell(equations->system, at);
        if (cell.status == DISCLOSURE_VIRTUAL)
            continue;
        cell.forced = true;
        if (at < equations->of.count && is_target(judged, equations->of.items[at]))
        {
            cell = need_of(judged, equations->of.items[at]);
            if (targets++ >= TARGETS_MOST)
                cell = (DisclosureCell){.status = DISCLOSURE_SECONDARY};
        }
        disclosure_set_cell(equations->system, at, &cell);
    }
    return targets;
}

/* Which unsafe sums are not proven to reach as far as they must. */
static ErrorKind
find_unproven(Equations *equations, Targets *close, Error *err)
{
    DisclosureError from = {{0}};
    DisclosureSummary summary;
    DisclosureOptions options = {.solver = equations->group->judged->options->solver,
                                 .whole_steps = STEPS};
    if (!disclosure_audit(equations->system, &options, &summary, &from))
        return error_set(err, ERROR_INTERNAL, "intervals: %s", from.message);
    for (size_t at = 0; at < equations->of.count; at++)
    {
        DisclosureCell cell = disclosure_cell(equations->system, at);
        if (cell.status == DISCLOSURE_PRIMARY &&
            (cell.most - cell.least < cell.width || cell.most - cell.value < cell.upper ||
             cell.value - cell.least < cell.lower))
            equations_add_close(equations, at, close);
    }
    return ERROR_NONE;
}

/* Which the tables of the system tell too closely, for sure; of the new ones what they hide is
 * looked at, and nothing that they show. */
static ErrorKind
find_known(Equations *equations, Targets *close, Error *err)
{
    const Judged *judged = equations->group->judged;
    DisclosureError from = {{0}};
    DisclosureOptions options = {.solver = judged->options->solver};
    for (size_t at = 0; at < equations->of.count; at++)
    {
        double least = 0;
        double most = 0;
        if (!is_target(judged, equations->of.items[at]))
            continue;
        DisclosureCell need = need_of(judged, equations->of.items[at]);
        double value = (double)disclosure_cell(equations->system, at).value;
        if (!disclosure_intervals(equations->system, &options, &at, 1, &least, &most, &from))
            return error_set(err, ERROR_INTERNAL, "intervals: %s", from.message);
        if (most - least < (double)need.width - 0.5 || most - value < (double)need.upper - 0.5 ||
            value - least < (double)need.lower - 0.5)
            equations_add_close(equations, at, close);
    }
    return ERROR_NONE;
}

typedef ErrorKind (*Find)(Equations *equations, Targets *close, Error *err);

static ErrorKind
judge_system(Group *group, size_t views, Find find, Targets *close, Error *err)
{
    CLOSES_SYSTEM Disclosure *system = disclosure_new();
    DisclosureError from = {{0}};
    Equations equations = {.group = group, .system = system, .views = views};
    if (!add_equations(&equations, &from))
        return error_set(err, ERROR_INTERNAL, "intervals: %s", from.message);
    return set_targets(&equations) == 0 ? ERROR_NONE : find(&equations, close, err);
}

static ErrorKind
judge_group(Judged *judged, Group *group, Error *err)
{
    Targets close = {0};
    Targets before = {0};
    TRY(group_count(group, err));
    TRY(judge_system(group, SIZE_MAX, find_unproven, &close, err));
    if (close.count > 0)
        TRY(judge_system(group, judged->old_count, find_known, &before, err));
    group_found(judged, group, &close, &before);
    return ERROR_NONE;
}

ErrorKind
judged_total_intervals(Judged *judged, const Attribute *measure, Error *err)
{
    if (judged->options->solver == NULL)
        return ERROR_NONE;
    for (size_t fresh = judged->old_count; fresh < judged->view_count; fresh++)
    {
        SCRATCH Arena *work = arena_new("intervals");
        Group group = {
            .judged = judged, .arena = work, .measure = measure, .inner_most = INNER_MOST / 2};
        if (judged->views[fresh].table->perturbed)
            continue;
        group_gather(&group, fresh);
        /* One table alone has its certificate. */
        if (group.view_count > 1)
            TRY(judge_group(judged, &group, err));
    }
    return ERROR_NONE;
}
