#include "disclosure/master.h"

#include "core/list.h"

#include <math.h>
#include <string.h>

/* least <= sum of factor times s */
typedef struct Cut
{
    uint32_t *cell; /* ascending */
    double *factor;
    size_t count;
    double least;
} Cut;

struct Master
{
    Arena *arena;
    Model *model;
    const DisclosureSolver *solver;
    size_t limit;
    MasterBounds left;
    bool *free;               /* by cell: may be chosen */
    struct LIST_OF(Cut) cuts; /* the first one, where there is a limit, is that */
};

static Cut
new_cut(const Master *master, double least)
{
    size_t cells = master->model->cells;
    return (Cut){.cell = arena_take_array(master->arena, cells + 1, sizeof(uint32_t)),
                 .factor = arena_take_array(master->arena, cells + 1, sizeof(double)),
                 .least = least};
}

/* Where no pattern of so few is left, the search need not look for the best one. */
static void
cut_at_limit(Master *master)
{
    Cut cut = new_cut(master, 1 - (double)master->limit);
    for (uint32_t cell = 0; cell < master->model->cells; cell++)
        if (master->free[cell])
        {
            cut.cell[cut.count] = cell;
            cut.factor[cut.count++] = -1;
        }
    *LIST_ADD(master->arena, &master->cuts) = cut;
}

Master *
master_new(Arena *arena, Model *model, const DisclosureSolver *solver, size_t limit,
           MasterBounds bounds)
{
    Master *master = arena_take(arena, sizeof *master);
    *master =
        (Master){.arena = arena, .model = model, .solver = solver, .limit = limit, .left = bounds};
    master->free = arena_take_array(arena, model->cells + 1, sizeof *master->free);
    for (size_t at = 0; at < model->cells; at++)
    {
        const Cell *cell = &model->cell[at];
        master->free[at] =
            cell->status == CELL_SECONDARY || (cell->status == CELL_PUBLISHED && !cell->forced);
    }
    if (limit > 0)
        cut_at_limit(master);
    return master;
}

void
master_lower(Master *master, size_t limit)
{
    if (master->limit == 0)
        return;
    master->limit = limit;
    master->cuts.items[0].least = 1 - (double)limit;
}

/* Where every pattern that meets one cut meets the other: it has its cells, at least as heavy. */
static bool
implies(const Cut *one, const Cut *other)
{
    size_t at = 0;
    if (one->least != other->least || one->count > other->count)
        return false;
    for (size_t entry = 0; entry < one->count; entry++, at++)
    {
        while (at < other->count && other->cell[at] < one->cell[entry])
            at++;
        if (at == other->count || other->cell[at] != one->cell[entry] ||
            other->factor[at] < one->factor[entry])
            return false;
    }
    return true;
}

/* Keeps the cut, and none that it implies; nothing where another implies it. */
static void
keep_cut(Master *master, Cut cut)
{
    Cut *cuts = master->cuts.items;
    size_t kept = 0;
    for (size_t at = 0; at < master->cuts.count; at++)
        if (implies(&cuts[at], &cut))
            return;
    for (size_t at = 0; at < master->cuts.count; at++)
        if (!implies(&cut, &cuts[at]))
            cuts[kept++] = cuts[at];
    master->cuts.count = kept;
    *LIST_ADD(master->arena, &master->cuts) = cut;
}

void
master_cut(Master *master, const double *weight, double gap)
{
    Cut cut = new_cut(master, 1);
    for (uint32_t cell = 0; cell < master->model->cells; cell++)
        if (weight[cell] > 0)
        {
            cut.cell[cut.count] = cell;
            cut.factor[cut.count++] = fmin(weight[cell] / gap, 1);
        }
    keep_cut(master, cut);
}

/* The cuts by column, as the master program has them. */
static DisclosureProgram
master_program(const Master *master, Arena *work, const double *most)
{
    const Model *model = master->model;
    size_t rows = master->cuts.count;
    int *start = arena_take_array(work, model->cells + 2, sizeof *start);
    for (size_t at = 0; at < rows; at++)
        for (size_t entry = 0; entry < master->cuts.items[at].count; entry++)
            start[master->cuts.items[at].cell[entry] + 1]++;
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
        const Cut *cut = &master->cuts.items[at];
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
accept(Master *master, const double *value)
{
    Model *model = master->model;
    size_t secondary = 0;
    for (size_t cell = 0; cell < model->cells; cell++)
        secondary += master->free[cell] && value[cell] > 0.5;
    if (master->limit > 0 && secondary >= master->limit)
        return false;
    for (size_t cell = 0; cell < model->cells; cell++)
        if (master->free[cell])
            model->cell[cell].status = value[cell] > 0.5 ? CELL_SECONDARY : CELL_PUBLISHED;
    return true;
}

/* The master's answer; false where it has none, or the entries are used up. */
static bool
solve_master(Master *master, Arena *work, const double *most, const double *objective,
             double *ret_value)
{
    const DisclosureSolver *solver = master->solver;
    DisclosureProgram program = master_program(master, work, most);
    size_t entries = (size_t)program.start[program.columns];
    if (entries > master->left.entries)
        return false;
    master->left.entries -= entries;
    return solver->maximise_whole(solver->context, &program, objective, master->left.steps,
                                  ret_value) == DISCLOSURE_OPTIMAL;
}

bool
master_choose(Master *master)
{
    Model *model = master->model;
    SCRATCH Arena *work = arena_new("master");
    double *most = arena_take_array(work, model->cells + 1, sizeof *most);
    double *objective = arena_take_array(work, model->cells + 1, sizeof *objective);
    double *value = arena_take_array(work, model->cells + 1, sizeof *value);
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        most[cell] = master->free[cell];
        objective[cell] = master->limit > 0 ? -1 : -(double)model->cell[cell].cost;
    }
    if (master->cuts.count > 0 && !solve_master(master, work, most, objective, value))
        return false;
    return accept(master, value);
}
