#include "disclosure/protect.h"

#include "disclosure/pattern.h"
#include "disclosure/repair.h"

#include <stdlib.h>
#include <string.h>

#define BROKEN 24 /* proofs that are sought anew for the release of one cell */
#define ROUNDS 64 /* of audit and repair: each but the last suppresses at least one cell more */

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

static CellStatus *
statuses_save(Arena *arena, const Model *model)
{
    CellStatus *saved = arena_take_array(arena, model->cells + 1, sizeof *saved);
    for (size_t cell = 0; cell < model->cells; cell++)
        saved[cell] = model->cell[cell].status;
    return saved;
}

static void
statuses_restore(Model *model, const CellStatus *saved)
{
    for (size_t cell = 0; cell < model->cells; cell++)
        model->cell[cell].status = saved[cell];
}

/* A cell's place in the order, its cost blurred by up to `percent` percent: the same for the same cell number. */
static int64_t
blur(int64_t cost, size_t cell, uint64_t trial, int64_t percent)
{
    uint64_t value = (uint64_t)cell * 0x9E3779B97F4A7C15U + trial * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 31)) * 0x94D049BB133111EBU;
    value ^= value >> 29;
    int64_t part = (int64_t)(value % 1001) * percent;
    int64_t more = cost < (int64_t)1 << 40 ? cost * part / 1000 : cost / 1000 * part;
    int64_t blurred;
    if (__builtin_mul_overflow(cost, 100, &blurred) || __builtin_add_overflow(blurred, more, &blurred))
        return INT64_MAX;
    return blurred;
}

/* The order of trial number `trial`: the first by cost, the others by blurred cost. */
static uint32_t *
order_of_trial(Arena *arena, Model *model, int trial)
{
    static const int64_t percents[] = {0, 5, 20, 10, 30, 50};
    SCRATCH Arena *work = arena_new("order");
    int64_t *costs = arena_take_array(work, model->cells + 1, sizeof *costs);
    int64_t percent = percents[(size_t)trial % (sizeof percents / sizeof *percents)];
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        costs[cell] = model->cell[cell].cost;
        if (trial > 0)
            model->cell[cell].cost = blur(costs[cell], cell, (uint64_t)trial, percent);
    }
    uint32_t *order = pattern_order(arena, model);
    for (size_t cell = 0; cell < model->cells; cell++)
        model->cell[cell].cost = costs[cell];
    return order;
}

static void
find_pattern(Work *work)
{
    Model *model = work->model;
    SCRATCH Arena *scratch = arena_new("tries");
    CellStatus *before = statuses_save(scratch, model);
    CellStatus *best = NULL;
    size_t fewest = SIZE_MAX;
    work->step = "pattern";
    for (int trial = 0; trial < work->options->tries || trial == 0; trial++)
    {
        statuses_restore(model, before);
        size_t exposed;
        PatternOptions options = {.singles = work->options->singles,
                                  .order = order_of_trial(scratch, model, trial),
                                  .tell = tell,
                                  .told = work};
        pattern_find(model, &options, &exposed);
        if (count_secondary(model) >= fewest)
            continue;
        fewest = count_secondary(model);
        best = statuses_save(scratch, model);
    }
    statuses_restore(model, best);
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

/* Repairs every open cell; returns how many cells were suppressed. *ret_open: needs still without proof. */
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

/* Suppresses the cheapest published cell that shares an inner cell with an open one: the last resort where the program found
 * nothing or nothing whole. False where there is none. */
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

/* Audit and repair until every need is proven or nothing more can be suppressed. Returns the needs left open. */
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

typedef struct Suppressed
{
    int64_t cost;
    uint32_t cell;
} Suppressed;

static int
compare_suppressed(const void *one, const void *other)
{
    const Suppressed *first = one;
    const Suppressed *second = other;
    if (first->cost != second->cost)
        return first->cost > second->cost ? -1 : 1;
    return (first->cell > second->cell) - (first->cell < second->cell);
}

/* Publishes each secondary cell that linear algebra allows, dearest first; false where there is none. */
static bool
release(Work *work)
{
    Model *model = work->model;
    SCRATCH Arena *scratch = arena_new("release");
    uint32_t *order = arena_take_array(scratch, model->cells + 1, sizeof *order);
    Suppressed *suppressed = arena_take_array(scratch, model->cells + 1, sizeof *suppressed);
    size_t count = 0;
    size_t shown = 0;
    for (uint32_t cell = 0; cell < model->cells; cell++)
        if (model->cell[cell].status == CELL_SECONDARY)
            suppressed[count++] = (Suppressed){model->cell[cell].cost, cell};
        else
            order[shown++] = cell;
    qsort(suppressed, count, sizeof *suppressed, compare_suppressed);
    for (size_t at = 0; at < count; at++)
    {
        order[shown + at] = suppressed[at].cell;
        model->cell[suppressed[at].cell].status = CELL_PUBLISHED;
    }
    size_t exposed;
    work->step = "release";
    PatternOptions options = {
        .singles = work->options->singles, .order = order, .tell = tell, .told = work};
    pattern_find(model, &options, &exposed);
    return count_secondary(model) < count;
}

/* Publishes one cell and proves the needs that this leaves open anew without any further suppression; false, and all as
 * before, where that fails. */
static bool
release_one(Work *work, Repair *repair, size_t cell)
{
    Model *model = work->model;
    Proofs *proofs = work->outcome.proofs;
    SCRATCH Arena *scratch = arena_new("release one");
    CellStatus *before = statuses_save(scratch, model);
    ProofsState state = proofs_save(scratch, proofs);
    model->cell[cell].status = CELL_PUBLISHED;
    proofs_renew(proofs);
    size_t broken = 0;
    bool whole = true;
    for (size_t other = 0; other < model->cells && whole; other++)
    {
        if (!cell_is_sensitive(&model->cell[other]) || proofs_meets(proofs, other) ||
            state.open[other])
            continue;
        size_t added;
        whole = ++broken <= BROKEN && repair_cell(repair, other, &added) && added == 0;
    }
    if (whole)
        return true;
    statuses_restore(model, before);
    proofs_restore(proofs, &state);
    return false;
}

/* Releases one by one what the proofs do not need. */
static void
trim(Work *work)
{
    SCRATCH Arena *scratch = arena_new("trim");
    CellStatus *before = statuses_save(scratch, work->model);
    bool found = release(work);
    CellStatus *released = statuses_save(scratch, work->model);
    statuses_restore(work->model, before);
    if (!found)
        return;
    Repair *repair = repair_new(scratch, work->model, work->outcome.proofs, work->options->solver);
    for (size_t cell = 0; cell < work->model->cells; cell++)
        if (before[cell] == CELL_SECONDARY && released[cell] == CELL_PUBLISHED)
            (void)release_one(work, repair, cell);
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

/* Starts the elimination again with the repairs' suppressions given: many of its own are then no longer needed. Keeps the
 * result where it suppresses less. */
static bool
begin_again(Work *work, const CellStatus *pattern)
{
    Model *model = work->model;
    SCRATCH Arena *scratch = arena_new("again");
    CellStatus *before = statuses_save(scratch, model);
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
    statuses_restore(model, before);
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

Outcome
protect(Arena *arena, Model *model, const ProtectOptions *options)
{
    Work work = {.arena = arena, .model = model, .options = options};
    find_pattern(&work);
    CellStatus *pattern = statuses_save(arena, model);
    work.outcome.proofs = proofs_new(arena, model);
    work.outcome.open = secure(&work, work.outcome.proofs);
    for (int round = 0; round < options->trims; round++)
        if (!begin_again(&work, pattern))
            break;
    trim(&work);
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
