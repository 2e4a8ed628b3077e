#include "disclosure/optimum.h"

#include "core/list.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define ROUNDS 2000
#define FEWER_ROUNDS 80 /* the same where protect looks for fewer suppressions, ... */
#define FEWER_STEPS 100 /* ... and the steps of each of its searches in whole numbers */
/* Entries of all its master programs together: the work of a search in whole numbers grows with
 * them, and the number of its steps says little about it. */
#define FEWER_ENTRIES 60000
/* Patterns that it forbids one by one, which cuts off little at a time. */
#define FEWER_PATTERNS 3
#define NEARLY 1e-7
#define STEPS 1000000

/* least <= sum of factor times s */
typedef struct Cut
{
    uint32_t *cell;
    double *factor;
    size_t count;
    double least;
} Cut;

typedef struct Optimum
{
    Arena *arena;
    Model *model;
    const ProtectOptions *options;
    size_t limit; /* 0: least cost; else fewest cells, and fewer than these */
    int rounds;
    int steps;
    int patterns;   /* that may still be forbidden one by one */
    size_t entries; /* that master programs may still have */
    struct LIST_OF(Cut) cuts;
    /* The attacker's program: a column for each inner cell, a row for each cell. */
    DisclosureProgram program;
    double *row_least;
    double *row_most;
    double *objective;
    double *value;
    double *price;
    double *weight; /* by cell: of the cut in making */
    void *opened;
} Optimum;

static void
load_attacker(Optimum *optimum)
{
    const Model *model = optimum->model;
    ModelRows rows = model_rows(optimum->arena, model);
    size_t entries = model->start[model->cells];
    int *start = arena_take_array(optimum->arena, model->inner + 1, sizeof *start);
    int *row = arena_take_array(optimum->arena, entries + 1, sizeof *row);
    double *factor = arena_take_array(optimum->arena, entries + 1, sizeof *factor);
    double *least = arena_take_array(optimum->arena, model->inner + 1, sizeof *least);
    double *most = arena_take_array(optimum->arena, model->inner + 1, sizeof *most);
    for (size_t at = 0; at < entries; at++)
    {
        row[at] = (int)rows.cell[at];
        factor[at] = rows.factor[at];
    }
    for (size_t at = 0; at < model->inner; at++)
    {
        start[at + 1] = (int)rows.start[at + 1];
        least[at] = model->least[at] > -MODEL_LIMIT ? (double)(model->least[at] - model->value[at])
                                                    : -HUGE_VAL;
        most[at] =
            model->most[at] < MODEL_LIMIT ? (double)(model->most[at] - model->value[at]) : HUGE_VAL;
    }
    optimum->row_least =
        arena_take_array(optimum->arena, model->cells + 1, sizeof *optimum->row_least);
    optimum->row_most =
        arena_take_array(optimum->arena, model->cells + 1, sizeof *optimum->row_most);
    optimum->program = (DisclosureProgram){.columns = (int)model->inner,
                                           .rows = (int)model->cells,
                                           .start = start,
                                           .row = row,
                                           .factor = factor,
                                           .least = least,
                                           .most = most,
                                           .row_least = optimum->row_least,
                                           .row_most = optimum->row_most};
}

static void
bind_rows(Optimum *optimum)
{
    const Model *model = optimum->model;
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        double wide = cell_is_shown(&model->cell[cell]) ? 0 : HUGE_VAL;
        optimum->row_least[cell] = -wide;
        optimum->row_most[cell] = wide;
        if (optimum->opened != NULL)
            optimum->options->solver->bound_row(optimum->opened, (int)cell, -wide, wide);
    }
    if (optimum->opened == NULL)
        optimum->opened =
            optimum->options->solver->open(optimum->options->solver->context, &optimum->program);
}

/* By weak duality with the prices as multipliers: the most that the objective can reach while
 * published cells stay. The sign with which a solver reports prices is found out by which one
 * bounds better. */
static double
dual_bound(const Optimum *optimum, int sign)
{
    const Model *model = optimum->model;
    const DisclosureProgram *program = &optimum->program;
    double bound = 0;
    for (size_t column = 0; column < model->inner; column++)
    {
        double rest = optimum->objective[column];
        for (int at = program->start[column]; at < program->start[column + 1]; at++)
            if (cell_is_shown(&model->cell[program->row[at]]))
                rest -= sign * program->factor[at] * optimum->price[program->row[at]];
        if (rest > NEARLY)
            bound += rest * program->most[column];
        else if (rest < -NEARLY)
            bound += rest * program->least[column];
    }
    return bound;
}

/* How far a published cell could help if it were suppressed: its price times how far it can move
 * that way. */
static double
help_of(const Model *model, size_t number, double price)
{
    double down = 0;
    double up = 0;
    for (size_t at = model->start[number]; at < model->start[number + 1]; at++)
    {
        uint32_t row = model->row[at];
        double fall = model->least[row] > -MODEL_LIMIT
                          ? (double)(model->value[row] - model->least[row])
                          : HUGE_VAL;
        double rise = model->most[row] < MODEL_LIMIT
                          ? (double)(model->most[row] - model->value[row])
                          : HUGE_VAL;
        double factor = fabs((double)model->factor[at]);
        up += factor * (model->factor[at] > 0 ? rise : fall);
        down += factor * (model->factor[at] > 0 ? fall : rise);
    }
    double room = price > 0 ? up : down;
    return room > 0 ? fabs(price) * room : 0;
}

/* One direction of one cell; adds to the cut in making and returns the attacker's reach, or
 * HUGE_VAL where it is enough. */
static double
probe(Optimum *optimum, size_t cell, bool up)
{
    const Model *model = optimum->model;
    memset(optimum->objective, 0, model->inner * sizeof *optimum->objective);
    for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
        optimum->objective[model->row[at]] = model->factor[at] * (up ? 1.0 : -1.0);
    DisclosureAnswer answer = optimum->options->solver->maximise(
        optimum->opened, optimum->objective, optimum->value, optimum->price);
    if (answer != DISCLOSURE_OPTIMAL)
        return HUGE_VAL;
    double plus = dual_bound(optimum, 1);
    double minus = dual_bound(optimum, -1);
    int sign = plus <= minus ? 1 : -1;
    for (size_t other = 0; other < model->cells; other++)
        if (cell_is_shown(&model->cell[other]) && !model->cell[other].forced &&
            fabs(optimum->price[other]) > NEARLY)
            optimum->weight[other] += help_of(model, other, sign * optimum->price[other]);
    return sign > 0 ? plus : minus;
}

static void
add_cut(Optimum *optimum, double gap)
{
    const Model *model = optimum->model;
    Cut cut = {.least = 1};
    cut.cell = arena_take_array(optimum->arena, model->cells + 1, sizeof *cut.cell);
    cut.factor = arena_take_array(optimum->arena, model->cells + 1, sizeof *cut.factor);
    for (uint32_t cell = 0; cell < model->cells; cell++)
        if (optimum->weight[cell] > 0)
        {
            cut.cell[cut.count] = cell;
            cut.factor[cut.count++] = fmin(optimum->weight[cell] / gap, 1);
        }
    *LIST_ADD(optimum->arena, &optimum->cuts) = cut;
}

/* A cut where the attacker's linear interval misses a need of the cell; false where it meets it. */
static bool
cut_linear(Optimum *optimum, size_t cell, double need, bool up, bool down)
{
    memset(optimum->weight, 0, optimum->model->cells * sizeof *optimum->weight);
    if (need <= 0)
        return false;
    double reach = up ? probe(optimum, cell, true) : 0;
    if (down && reach < need)
        reach += probe(optimum, cell, false);
    if (reach >= need * (1 - 1e-9) - 1e-9)
        return false;
    add_cut(optimum, need - reach);
    return true;
}

/* At least one cell that is published now must be suppressed. */
static void
cut_pattern(Optimum *optimum)
{
    for (size_t cell = 0; cell < optimum->model->cells; cell++)
        optimum->weight[cell] =
            cell_is_shown(&optimum->model->cell[cell]) && !optimum->model->cell[cell].forced;
    add_cut(optimum, 1);
    optimum->patterns--;
}

/* Cuts off the present pattern; false where it is safe. */
static bool
separate(Optimum *optimum, Outcome *outcome)
{
    const Model *model = optimum->model;
    bool cut = false;
    bind_rows(optimum);
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        const Cell *need = &model->cell[cell];
        if (!cell_is_sensitive(need))
            continue;
        cut |= cut_linear(optimum, cell, (double)need->upper, true, false);
        cut |= cut_linear(optimum, cell, (double)need->lower, false, true);
        cut |= cut_linear(optimum, cell, (double)need->width, true, true);
    }
    if (cut)
        return true;
    *outcome = protect_audit(optimum->arena, optimum->model, optimum->options);
    if (outcome->open == 0)
        return false;
    cut_pattern(optimum);
    return true;
}

/* The cuts by column, as the master program has them. */
static DisclosureProgram
master_program(const Optimum *optimum, Arena *work, const double *most)
{
    const Model *model = optimum->model;
    size_t rows = optimum->cuts.count;
    int *start = arena_take_array(work, model->cells + 2, sizeof *start);
    for (size_t at = 0; at < rows; at++)
        for (size_t entry = 0; entry < optimum->cuts.items[at].count; entry++)
            start[optimum->cuts.items[at].cell[entry] + 1]++;
    for (size_t cell = 0; cell < model->cells; cell++)
        start[cell + 1] += start[cell];
    int *row = arena_take_array(work, (size_t)start[model->cells] + 1, sizeof *row);
    double *factor = arena_take_array(work, (size_t)start[model->cells] + 1, sizeof *factor);
    int *next = arena_take_array(work, model->cells + 1, sizeof *next);
    memcpy(next, start, model->cells * sizeof *next);
    double *row_least = arena_take_array(work, rows + 1, sizeof *row_least);
    double *row_most = arena_take_array(work, rows + 1, sizeof *row_most);
    for (size_t at = 0; at < rows; at++)
    {
        const Cut *cut = &optimum->cuts.items[at];
        row_least[at] = cut->least;
        row_most[at] = HUGE_VAL;
        for (size_t entry = 0; entry < cut->count; entry++)
        {
            int to = next[cut->cell[entry]]++;
            row[to] = (int)at;
            factor[to] = cut->factor[entry];
        }
    }
    return (DisclosureProgram){.columns = (int)model->cells,
                               .rows = (int)rows,
                               .start = start,
                               .row = row,
                               .factor = factor,
                               .least = arena_take_array(work, model->cells + 1, sizeof(double)),
                               .most = most,
                               .row_least = row_least,
                               .row_most = row_most};
}

/* The pattern of the master's answer; false where it has no fewer cells than asked for: then no
 * safe pattern has. */
static bool
accept(Optimum *optimum, const bool *free, const double *value)
{
    Model *model = optimum->model;
    size_t secondary = 0;
    for (size_t cell = 0; cell < model->cells; cell++)
        secondary += free[cell] && value[cell] > 0.5;
    if (optimum->limit > 0 && secondary >= optimum->limit)
        return false;
    for (size_t cell = 0; cell < model->cells; cell++)
        if (free[cell])
            model->cell[cell].status = value[cell] > 0.5 ? CELL_SECONDARY : CELL_PUBLISHED;
    return true;
}

/* The master's answer; false where it has none, or the entries are used up. */
static bool
solve_master(Optimum *optimum, Arena *work, const double *most, const double *objective,
             double *ret_value)
{
    const DisclosureSolver *solver = optimum->options->solver;
    DisclosureProgram program = master_program(optimum, work, most);
    size_t entries = (size_t)program.start[program.columns];
    if (entries > optimum->entries)
        return false;
    optimum->entries -= entries;
    return solver->maximise_whole(solver->context, &program, objective, optimum->steps,
                                  ret_value) == DISCLOSURE_OPTIMAL;
}

/* The cheapest pattern that all cuts allow; false where there is none. */
static bool
choose(Optimum *optimum, const bool *free)
{
    Model *model = optimum->model;
    SCRATCH Arena *work = arena_new("master");
    double *most = arena_take_array(work, model->cells + 1, sizeof *most);
    double *objective = arena_take_array(work, model->cells + 1, sizeof *objective);
    double *value = arena_take_array(work, model->cells + 1, sizeof *value);
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        most[cell] = free[cell];
        objective[cell] = optimum->limit > 0 ? -1 : -(double)model->cell[cell].cost;
    }
    if (optimum->cuts.count > 0 && !solve_master(optimum, work, most, objective, value))
        return false;
    return accept(optimum, free, value);
}

/* Fewer cells than the limit: where no pattern of so few is left, the master need not look for the
 * best one. */
static void
cut_at_limit(Optimum *optimum, const bool *free)
{
    size_t cells = optimum->model->cells;
    Cut cut = {.least = 1 - (double)optimum->limit};
    cut.cell = arena_take_array(optimum->arena, cells + 1, sizeof *cut.cell);
    cut.factor = arena_take_array(optimum->arena, cells + 1, sizeof *cut.factor);
    for (uint32_t cell = 0; cell < cells; cell++)
        if (free[cell])
        {
            cut.cell[cut.count] = cell;
            cut.factor[cut.count++] = -1;
        }
    *LIST_ADD(optimum->arena, &optimum->cuts) = cut;
}

/* Cuts and chooses in turn until a pattern is safe; false, with the statuses as they were, where
 * that ends otherwise. */
static bool
search(Optimum *optimum, Outcome *ret_outcome)
{
    Model *model = optimum->model;
    const ProtectOptions *options = optimum->options;
    SCRATCH Arena *work = arena_new("optimum");
    optimum->objective =
        arena_take_array(optimum->arena, model->inner + 1, sizeof *optimum->objective);
    optimum->value = arena_take_array(optimum->arena, model->inner + 1, sizeof *optimum->value);
    optimum->price = arena_take_array(optimum->arena, model->cells + 1, sizeof *optimum->price);
    optimum->weight = arena_take_array(optimum->arena, model->cells + 1, sizeof *optimum->weight);
    bool *free = arena_take_array(work, model->cells + 1, sizeof *free);
    CellStatus *before = arena_take_array(work, model->cells + 1, sizeof *before);
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        before[cell] = model->cell[cell].status;
        free[cell] = before[cell] == CELL_SECONDARY ||
                     (before[cell] == CELL_PUBLISHED && !model->cell[cell].forced);
    }
    load_attacker(optimum);
    if (optimum->limit > 0)
        cut_at_limit(optimum, free);
    bool safe = false;
    bool going = true;
    for (int round = 0; round < optimum->rounds && going && !safe; round++)
    {
        if (options->tell != NULL)
            options->tell(options->told, "fewest", (double)round / (double)optimum->rounds);
        going = choose(optimum, free);
        safe = going && !separate(optimum, ret_outcome);
        going = going && optimum->patterns >= 0;
    }
    if (optimum->opened != NULL)
        options->solver->close(optimum->opened);
    if (!safe)
        model_set_statuses(model, before);
    return safe;
}

bool
optimum_find(Arena *arena, Model *model, const ProtectOptions *options, Outcome *ret_outcome)
{
    Optimum optimum = {.arena = arena,
                       .model = model,
                       .options = options,
                       .rounds = ROUNDS,
                       .steps = STEPS,
                       .patterns = ROUNDS,
                       .entries = SIZE_MAX};
    return options->solver->maximise_whole != NULL && search(&optimum, ret_outcome);
}

bool
optimum_fewer(Arena *arena, Model *model, const ProtectOptions *options, size_t limit,
              Outcome *ret_outcome)
{
    Optimum optimum = {.arena = arena,
                       .model = model,
                       .options = options,
                       .limit = limit,
                       .rounds = FEWER_ROUNDS,
                       .steps = FEWER_STEPS,
                       .patterns = FEWER_PATTERNS,
                       .entries = FEWER_ENTRIES};
    return limit > 0 && options->solver->maximise_whole != NULL && search(&optimum, ret_outcome);
}
