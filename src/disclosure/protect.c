#include "disclosure/protect.h"

#include "disclosure/optimum.h"
#include "disclosure/order.h"
#include "disclosure/pattern.h"
#include "disclosure/repair.h"
#include "disclosure/trim.h"

#define ROUNDS 64     /* of audit and repair: each but the last suppresses at least one cell more */
#define ENTRIES 24000 /* of the matrix: so many are searched again and again, ... */
#define MOST_STARTS 20 /* ... up to so often */
#define SMALL 700      /* entries, up to which the fewest suppressions are sought */

typedef struct Work
{
    Arena *arena;
    Model *model;
    const ProtectOptions *options;
    const char *step;
    Outcome outcome;
} Work;

static void
tell(void *told, double share)
{
    const Work *work = told;
    if (work->options->tell != NULL)
        work->options->tell(work->options->told, work->step, share);
}

static size_t
count_secondary(const Model *model)
{
    size_t count = 0;
    for (size_t cell = 0; cell < model->cells; cell++)
        count += model->cell[cell].status == CELL_SECONDARY;
    return count;
}

/* The best of so many eliminations, or the one in a given order. */
static void
find_pattern(Work *work, const uint32_t *given)
{
    Model *model = work->model;
    SCRATCH Arena *scratch = arena_new("tries");
    CellStatus *before = model_statuses(scratch, model);
    CellStatus *best = NULL;
    size_t fewest = SIZE_MAX;
    int tries = given == NULL ? work->options->tries : 1;
    work->step = "pattern";
    for (int trial = 0; trial < tries; trial++)
    {
        model_set_statuses(model, before);
        size_t exposed;
        PatternOptions options = {.singles = work->options->singles,
                                  .order =
                                      given != NULL ? given : order_of_trial(scratch, model, trial),
                                  .tell = tell,
                                  .told = work};
        pattern_find(model, &options, &exposed);
        if (count_secondary(model) >= fewest)
            continue;
        fewest = count_secondary(model);
        best = model_statuses(scratch, model);
    }
    model_set_statuses(model, best);
}

static size_t
audit(Work *work, Proofs *proofs)
{
    SCRATCH Arena *scratch = arena_new("audit");
    work->step = "audit";
    AttackOptions options = {.solver = work->options->solver,
                             .whole_steps = work->options->whole_steps,
                             .tell = tell,
                             .told = work};
    Attack *attack = attack_new(scratch, work->model, &options);
    size_t open = attack_certify(attack, proofs);
    AttackSize size = attack_size(attack);
    size.programs += work->outcome.size.programs;
    size.searches += work->outcome.size.searches;
    work->outcome.size = size;
    return open;
}

/* Repairs every open cell; returns how many cells were suppressed. *ret_open: needs still without
 * proof. */
static size_t
mend(Work *work, Proofs *proofs, size_t *ret_open)
{
    SCRATCH Arena *scratch = arena_new("mend");
    Repair *repair = repair_new(scratch, work->model, proofs, work->options->solver);
    size_t added = 0;
    *ret_open = 0;
    work->step = "repair";
    for (size_t cell = 0; cell < work->model->cells; cell++)
    {
        if (!cell_is_sensitive(&work->model->cell[cell]) || proofs_meets(proofs, cell))
            continue;
        size_t more;
        if (!repair_cell(repair, cell, &more))
            ++*ret_open;
        added += more;
        tell(work, (double)cell / (double)work->model->cells);
    }
    return added;
}

/* Suppresses the cheapest published cell that shares an inner cell with an open one: the last
 * resort where the program found nothing or nothing whole. False where there is none. */
static bool
suppress_neighbour(Work *work, const Proofs *proofs)
{
    Model *model = work->model;
    SCRATCH Arena *scratch = arena_new("neighbour");
    bool *near = arena_take_array(scratch, model->inner + 1, sizeof *near);
    for (size_t cell = 0; cell < model->cells; cell++)
        if (cell_is_sensitive(&model->cell[cell]) && !proofs_meets(proofs, cell))
            for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
                near[model->row[at]] = true;
    Cell *cheapest = NULL;
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        Cell *other = &model->cell[cell];
        bool touches = false;
        for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
            touches |= near[model->row[at]];
        if (touches && cell_is_shown(other) && !other->forced &&
            (cheapest == NULL || other->cost < cheapest->cost))
            cheapest = other;
    }
    if (cheapest != NULL)
        cheapest->status = CELL_SECONDARY;
    return cheapest != NULL;
}

/* Audit and repair until every need is proven or nothing more can be suppressed. Returns the needs
 * left open. */
static size_t
secure(Work *work, Proofs *proofs)
{
    size_t open = audit(work, proofs);
    for (int round = 0; round < ROUNDS && open > 0; round++)
    {
        size_t left;
        size_t added = mend(work, proofs, &left);
        if (left == 0)
            return 0;
        if (added == 0 && !suppress_neighbour(work, proofs))
            return left;
        open = audit(work, proofs);
    }
    return open;
}

static Proofs *
proofs_again(Arena *arena, const Model *model, const Proofs *old)
{
    Proofs *proofs = proofs_new(arena, model);
    for (size_t at = 0; at < old->points.count; at++)
        (void)proofs_try(proofs, old->points.items[at].row, old->points.items[at].change,
                         old->points.items[at].count, NULL);
    return proofs;
}

/* Starts the elimination again with the repairs' suppressions given: many of its own are then no
 * longer needed. Keeps the result where it suppresses less. */
static bool
begin_again(Work *work, const CellStatus *pattern)
{
    Model *model = work->model;
    SCRATCH Arena *scratch = arena_new("again");
    CellStatus *before = model_statuses(scratch, model);
    size_t count = count_secondary(model);
    for (size_t cell = 0; cell < model->cells; cell++)
        if (pattern[cell] == CELL_SECONDARY && model->cell[cell].status == CELL_SECONDARY)
            model->cell[cell].status = CELL_PUBLISHED;
    size_t exposed;
    work->step = "pattern";
    PatternOptions options = {.singles = work->options->singles, .tell = tell, .told = work};
    pattern_find(model, &options, &exposed);
    Proofs *proofs = proofs_again(work->arena, model, work->outcome.proofs);
    size_t open = secure(work, proofs);
    if (open <= work->outcome.open && count_secondary(model) < count)
    {
        work->outcome.proofs = proofs;
        return true;
    }
    model_set_statuses(model, before);
    return false;
}

static void
count_outcome(Work *work)
{
    for (size_t cell = 0; cell < work->model->cells; cell++)
        work->outcome.primary += work->model->cell[cell].status == CELL_PRIMARY;
    work->outcome.secondary = count_secondary(work->model);
    if (work->options->singles)
        work->outcome.open += pattern_met(work->model);
}

static size_t
judge(const ProtectOptions *options, Outcome *outcome)
{
    return options->judge == NULL || outcome->open > 0 ? 0
                                                       : options->judge(options->judged, outcome);
}

/* From elimination to trimmed pattern once. order: NULL, or that of the elimination. */
static Outcome
protect_once(Arena *arena, Model *model, const ProtectOptions *options, const uint32_t *order)
{
    Work work = {.arena = arena, .model = model, .options = options};
    find_pattern(&work, order);
    CellStatus *pattern = model_statuses(arena, model);
    work.outcome.proofs = proofs_new(arena, model);
    work.outcome.open = secure(&work, work.outcome.proofs);
    for (int round = 0; round < options->trims; round++)
        if (!begin_again(&work, pattern))
            break;
    if (options->trims > 0)
        trim_pattern(model, work.outcome.proofs, options);
    count_outcome(&work);
    work.outcome.open += judge(options, &work.outcome);
    return work.outcome;
}

static int64_t
cost_of(const Model *model)
{
    int64_t cost = 0;
    for (size_t cell = 0; cell < model->cells; cell++)
        if (model->cell[cell].status == CELL_SECONDARY &&
            __builtin_add_overflow(cost, model->cell[cell].cost, &cost))
            return INT64_MAX;
    return cost;
}

static bool
is_better(const Outcome *one, int64_t cost, const Outcome *other, int64_t than)
{
    if (one->open != other->open)
        return one->open < other->open;
    if (one->secondary != other->secondary)
        return one->secondary < other->secondary;
    return cost < than;
}

int
protect_starts(const Model *model, const ProtectOptions *options)
{
    if (options->starts > 0)
        return options->starts;
    size_t affordable = ENTRIES / (model->start[model->cells] + 1);
    return affordable < 1 ? 1 : affordable > MOST_STARTS ? MOST_STARTS : (int)affordable;
}

/* Where the table is small: fewer suppressions than the best has, if there are and a bounded search
 * finds them. Returns the arena that holds the outcome's proofs; the other one is freed. */
static Arena *
take_fewer(Arena *held, Model *model, const ProtectOptions *options, Outcome *best)
{
    Outcome fewer = {0};
    if (options->trims == 0 || best->open > 0 || model->start[model->cells] > SMALL)
        return held;
    Arena *own = arena_new("fewer");
    CellStatus *before = model_statuses(own, model);
    bool found = optimum_fewer(own, model, options, best->secondary, &fewer);
    if (!found || judge(options, &fewer) > 0)
    {
        model_set_statuses(model, before);
        arena_free(own);
        return held;
    }
    fewer.size.programs += best->size.programs;
    fewer.size.searches += best->size.searches;
    *best = fewer;
    arena_free(held);
    return own;
}

Outcome
protect(Arena *arena, Model *model, const ProtectOptions *options)
{
    SCRATCH Arena *work = arena_new("starts");
    CellStatus *before = model_statuses(work, model);
    Arena *held = arena_new("best");
    Outcome best = protect_once(held, model, options, NULL);
    int starts = protect_starts(model, options);
    for (int start = 1; start < starts && best.secondary > 0; start++)
    {
        Arena *own = arena_new("start");
        CellStatus *kept = model_statuses(own, model);
        int64_t cost = cost_of(model);
        const uint32_t *order = order_again(own, model, before, start);
        Outcome next = protect_once(own, model, options, order);
        bool better = is_better(&next, cost_of(model), &best, cost);
        next.size.programs += best.size.programs;
        next.size.searches += best.size.searches;
        if (!better)
            model_set_statuses(model, kept);
        best = better ? next : (best.size = next.size, best);
        arena_free(better ? held : own);
        held = better ? own : held;
    }
    held = take_fewer(held, model, options, &best);
    best.proofs = proofs_again(arena, model, best.proofs);
    arena_free(held);
    return best;
}

Outcome
protect_complete(Arena *arena, Model *model, const ProtectOptions *options)
{
    Work work = {.arena = arena, .model = model, .options = options};
    work.outcome.proofs = proofs_new(arena, model);
    work.outcome.open = secure(&work, work.outcome.proofs);
    trim_pattern(model, work.outcome.proofs, options);
    count_outcome(&work);
    return work.outcome;
}

Outcome
protect_audit(Arena *arena, Model *model, const ProtectOptions *options)
{
    Work work = {.arena = arena, .model = model, .options = options};
    work.outcome.proofs = proofs_new(arena, model);
    work.outcome.open = audit(&work, work.outcome.proofs);
    count_outcome(&work);
    return work.outcome;
}
