#include "disclosure/optimum.h"

#include "disclosure/master.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define ROUNDS 2000
#define FEWER_ROUNDS 80 /* the same where protect looks for fewer suppressions, ... */
#define FEWER_STEPS 100 /* ... and the steps of each of its searches in whole numbers */
/* Entries of all its master programs together: the work of a search in whole numbers grows with
 * them, and the number of its steps says little about it. */
#define FEWER_ENTRIES 20000
/* Patterns of the master, the first ones, that are completed to safe ones. */
#define FEWER_COMPLETIONS 20
/* Patterns that it forbids one by one, which cuts off little at a time. */
#define FEWER_PATTERNS 3
#define NEARLY 1e-7
#define STEPS 1000000

typedef struct Optimum
{
    Arena *arena;
    Model *model;
    const ProtectOptions *options;
    Master *master;
    size_t limit; /* 0: least cost; else fewest cells, and fewer than these */
    int rounds;
    int patterns;      /* that may still be forbidden one by one */
    int completions;   /* that may still be tried */
    CellStatus *found; /* the pattern of a completion that is below the first limit; or NULL */
    Outcome outcome;   /* of that */
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
    master_cut(optimum->master, optimum->weight, need - reach);
    return true;
}

/* At least one cell that is published now must be suppressed. */
static void
cut_pattern(Optimum *optimum)
{
    for (size_t cell = 0; cell < optimum->model->cells; cell++)
        optimum->weight[cell] =
            cell_is_shown(&optimum->model->cell[cell]) && !optimum->model->cell[cell].forced;
    master_cut(optimum->master, optimum->weight, 1);
    optimum->patterns--;
}

/* Cuts off the present pattern; false where it is safe. */
static bool
separate(Optimum *optimum, Outcome *outcome)
{
    const Model *model = optimum->model;
    bool cut = false;
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

/* Repairs and trims a pattern of the master, which has too few cells: where what comes out is below
 * the limit, it is kept and lowers it. The statuses are as before. */
static void
complete(Optimum *optimum)
{
    Model *model = optimum->model;
    SCRATCH Arena *work = arena_new("complete");
    if (optimum->limit <= 1 || optimum->completions-- <= 0)
        return;
    CellStatus *before = model_statuses(work, model);
    Outcome outcome = protect_complete(optimum->arena, model, optimum->options);
    if (outcome.open == 0 && outcome.secondary < optimum->limit && outcome.secondary > 0)
    {
        optimum->found = model_statuses(optimum->arena, model);
        optimum->outcome = outcome;
        optimum->limit = outcome.secondary;
        master_lower(optimum->master, optimum->limit);
    }
    model_set_statuses(model, before);
}

static void
make_room(Optimum *optimum)
{
    const Model *model = optimum->model;
    Arena *arena = optimum->arena;
    optimum->objective = arena_take_array(arena, model->inner + 1, sizeof *optimum->objective);
    optimum->value = arena_take_array(arena, model->inner + 1, sizeof *optimum->value);
    optimum->price = arena_take_array(arena, model->cells + 1, sizeof *optimum->price);
    optimum->weight = arena_take_array(arena, model->cells + 1, sizeof *optimum->weight);
}

/* Chooses and cuts in turn until a pattern is safe: then it is the best; false where that ends
 * otherwise. */
static bool
search_best(Optimum *optimum, Outcome *ret_outcome)
{
    const ProtectOptions *options = optimum->options;
    for (int round = 0; round < optimum->rounds && optimum->patterns >= 0; round++)
    {
        if (options->tell != NULL)
            options->tell(options->told, "fewest", (double)round / (double)optimum->rounds);
        if (!master_choose(optimum->master))
            return false;
        bind_rows(optimum);
        if (optimum->opened == NULL)
            return false;
        if (!separate(optimum, ret_outcome))
            return true;
        complete(optimum);
    }
    return false;
}

/* The best pattern, else the best completion; false, with the statuses as they were, where there is
 * neither. */
static bool
search(Optimum *optimum, MasterBounds bounds, Outcome *ret_outcome)
{
    Model *model = optimum->model;
    const ProtectOptions *options = optimum->options;
    if (options->solver->maximise_whole == NULL)
        return false;
    SCRATCH Arena *work = arena_new("optimum");
    CellStatus *before = model_statuses(work, model);
    optimum->master = master_new(optimum->arena, model, options->solver, optimum->limit, bounds);
    make_room(optimum);
    load_attacker(optimum);
    bool best = search_best(optimum, ret_outcome);
    if (optimum->opened != NULL)
        options->solver->close(optimum->opened);
    if (best)
        return true;
    model_set_statuses(model, optimum->found != NULL ? optimum->found : before);
    if (optimum->found != NULL)
        *ret_outcome = optimum->outcome;
    return optimum->found != NULL;
}

bool
optimum_find(Arena *arena, Model *model, const ProtectOptions *options, Outcome *ret_outcome)
{
    Optimum optimum = {
        .arena = arena, .model = model, .options = options, .rounds = ROUNDS, .patterns = ROUNDS};
    MasterBounds bounds = {.steps = STEPS, .entries = SIZE_MAX};
    return search(&optimum, bounds, ret_outcome);
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
                       .patterns = FEWER_PATTERNS,
                       .completions = FEWER_COMPLETIONS};
    MasterBounds bounds = {.steps = FEWER_STEPS, .entries = FEWER_ENTRIES};
    return limit > 0 && search(&optimum, bounds, ret_outcome);
}
