#include "disclosure/repair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define AROUND 256       /* inner cells looked at first; four times as many at each further try */
#define REWARD 1048576.0 /* for a unit of change of the cell */
#define UNITS 48
#define FRACTIONS 12

/* The program around one cell: a column up and a column down for each inner cell near it, and for
 * each published cell that they touch; a row for each such cell. */
typedef struct Around
{
    uint32_t *inner; /* inner cells near, in the order in which they were met */
    size_t inner_count;
    uint32_t *cells; /* published cells that they touch */
    size_t cell_count;
} Around;

struct Repair
{
    Arena *arena;
    Model *model;
    Proofs *proofs;
    const DisclosureSolver *solver;
    uint32_t *inner_at; /* by inner cell: 1 + its place in Around */
    uint32_t *cell_at;  /* by cell: 1 + its place in Around */
    uint32_t *rows;     /* the point at work */
    int64_t *changes;
};

Repair *
repair_new(Arena *arena, Model *model, Proofs *proofs, const DisclosureSolver *solver)
{
    Repair *repair = arena_take(arena, sizeof *repair);
    *repair = (Repair){.arena = arena, .model = model, .proofs = proofs, .solver = solver};
    repair->inner_at = arena_take_array(arena, model->inner + 1, sizeof *repair->inner_at);
    repair->cell_at = arena_take_array(arena, model->cells + 1, sizeof *repair->cell_at);
    repair->rows = arena_take_array(arena, model->inner + 1, sizeof *repair->rows);
    repair->changes = arena_take_array(arena, model->inner + 1, sizeof *repair->changes);
    return repair;
}

static void
meet_inner(Repair *repair, Around *around, uint32_t row)
{
    if (repair->inner_at[row] != 0)
        return;
    around->inner[around->inner_count] = row;
    repair->inner_at[row] = (uint32_t)++around->inner_count;
}

typedef struct Sized
{
    size_t size;
    uint32_t cell;
} Sized;

static int
compare_sized(const void *one, const void *other)
{
    const Sized *first = one;
    const Sized *second = other;
    if (first->size != second->size)
        return first->size < second->size ? -1 : 1;
    return (first->cell > second->cell) - (first->cell < second->cell);
}

/* The cells that hold an inner cell, smallest first, give the next inner cells until there are
 * enough. */
static void
meet_neighbours(Repair *repair, Around *around, size_t enough)
{
    const Model *model = repair->model;
    const ModelRows *rows = &repair->proofs->rows;
    SCRATCH Arena *work = arena_new("around");
    for (size_t at = 0; at < around->inner_count && around->inner_count < enough; at++)
    {
        uint32_t row = around->inner[at];
        size_t count = rows->start[row + 1] - rows->start[row];
        Sized *sized = arena_take_array(work, count + 1, sizeof *sized);
        for (size_t to = 0; to < count; to++)
        {
            uint32_t cell = rows->cell[rows->start[row] + to];
            sized[to] = (Sized){model->start[cell + 1] - model->start[cell], cell};
        }
        qsort(sized, count, sizeof *sized, compare_sized);
        for (size_t to = 0; to < count && around->inner_count < enough; to++)
            for (size_t entry = model->start[sized[to].cell];
                 entry < model->start[sized[to].cell + 1]; entry++)
                meet_inner(repair, around, model->row[entry]);
    }
}

static Around
look_around(Repair *repair, Arena *arena, size_t cell, size_t enough)
{
    const Model *model = repair->model;
    const ModelRows *rows = &repair->proofs->rows;
    Around around = {.inner = arena_take_array(arena, model->inner + 1, sizeof *around.inner),
                     .cells = arena_take_array(arena, model->cells + 1, sizeof *around.cells)};
    for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
        meet_inner(repair, &around, model->row[at]);
    meet_neighbours(repair, &around, enough);
    for (size_t at = 0; at < around.inner_count; at++)
    {
        uint32_t row = around.inner[at];
        for (size_t entry = rows->start[row]; entry < rows->start[row + 1]; entry++)
        {
            uint32_t met = rows->cell[entry];
            if (!cell_is_shown(&model->cell[met]) || repair->cell_at[met] != 0)
                continue;
            around.cells[around.cell_count] = met;
            repair->cell_at[met] = (uint32_t)++around.cell_count;
        }
    }
    return around;
}

static void
look_away(Repair *repair, const Around *around)
{
    for (size_t at = 0; at < around->inner_count; at++)
        repair->inner_at[around->inner[at]] = 0;
    for (size_t at = 0; at < around->cell_count; at++)
        repair->cell_at[around->cells[at]] = 0;
}

/* A program in making; its arrays have room for all columns. */
typedef struct Building
{
    int *start;
    int *row;
    double *factor;
    double *least;
    double *most;
    double *zero;
    double *objective;
    double *value;
    int columns;
    int entries;
} Building;

static Building
building_new(Arena *arena, size_t columns, size_t entries, size_t rows)
{
    return (Building){.start = arena_take_array(arena, columns + 2, sizeof(int)),
                      .row = arena_take_array(arena, entries + 1, sizeof(int)),
                      .factor = arena_take_array(arena, entries + 1, sizeof(double)),
                      .least = arena_take_array(arena, columns + 1, sizeof(double)),
                      .most = arena_take_array(arena, columns + 1, sizeof(double)),
                      .zero = arena_take_array(arena, rows + 1, sizeof(double)),
                      .objective = arena_take_array(arena, columns + 1, sizeof(double)),
                      .value = arena_take_array(arena, columns + 1, sizeof(double))};
}

static void
end_column(Building *building, double most, double objective)
{
    building->most[building->columns] = most;
    building->objective[building->columns] = objective;
    building->start[++building->columns] = building->entries;
}

static void
put_entry(Building *building, uint32_t row, double factor)
{
    building->row[building->entries] = (int)row;
    building->factor[building->entries++] = factor;
}

/* The price of a unit of change of a published cell: first of all that there is one more
 * suppression, then its size, by a logarithm of straight pieces: a library's logarithm may differ
 * in its last bit from machine to machine, and the pattern with it. */
static double
price_of(const Cell *cell)
{
    int exponent;
    double part = frexp(1 + (double)cell->cost, &exponent); /* 1/2 to 1 */
    return 256 + 8 * (exponent - 2 + 2 * part);
}

static double
room(const Model *model, uint32_t row, int64_t unit, double box, bool up)
{
    int64_t end = up ? model->most[row] : model->least[row];
    if (end >= MODEL_LIMIT || end <= -MODEL_LIMIT)
        return box;
    int64_t far = up ? end - model->value[row] : model->value[row] - end;
    return fmin(box, (double)(far / unit));
}

static double
factor_in(const Model *model, size_t cell, uint32_t row)
{
    for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
        if (model->row[at] == row)
            return model->factor[at];
    return 0;
}

static void
build(const Repair *repair, const Around *around, Building *building, size_t cell, int64_t unit,
      double box, bool up)
{
    const Model *model = repair->model;
    const ModelRows *rows = &repair->proofs->rows;
    for (int side = 1; side >= -1; side -= 2)
        for (size_t at = 0; at < around->inner_count; at++)
        {
            uint32_t row = around->inner[at];
            for (size_t entry = rows->start[row]; entry < rows->start[row + 1]; entry++)
                if (repair->cell_at[rows->cell[entry]] != 0)
                    put_entry(building, repair->cell_at[rows->cell[entry]] - 1,
                              side * rows->factor[entry]);
            double wanted = factor_in(model, cell, row) * side * (up ? 1 : -1);
            end_column(building, room(model, row, unit, box, side > 0),
                       REWARD * wanted - 1 - (double)(row % 61) / 61);
        }
    for (int side = 1; side >= -1; side -= 2)
        for (size_t at = 0; at < around->cell_count; at++)
        {
            const Cell *met = &model->cell[around->cells[at]];
            put_entry(building, (uint32_t)at, -side);
            end_column(building, met->forced ? 0 : HUGE_VAL, -price_of(met));
        }
}

static bool
solve(const Repair *repair, const Around *around, Building *building)
{
    DisclosureProgram program = {.columns = building->columns,
                                 .rows = (int)around->cell_count,
                                 .start = building->start,
                                 .row = building->row,
                                 .factor = building->factor,
                                 .least = building->least,
                                 .most = building->most,
                                 .row_least = building->zero,
                                 .row_most = building->zero};
    void *opened = repair->solver->open(repair->solver->context, &program);
    if (opened == NULL)
        return false;
    DisclosureAnswer answer =
        repair->solver->maximise(opened, building->objective, building->value, NULL);
    repair->solver->close(opened);
    return answer == DISCLOSURE_OPTIMAL;
}

/* The answer as a whole point in repair->rows and ->changes; 0 where it is none. */
static size_t
gather(Repair *repair, const Around *around, const Building *building, int64_t unit)
{
    for (int scale = 1; scale <= FRACTIONS; scale++)
    {
        size_t count = 0;
        bool whole = true;
        if (scale > 1 && unit % scale != 0)
            continue;
        for (size_t at = 0; at < around->inner_count && whole; at++)
        {
            double units = building->value[at] - building->value[around->inner_count + at];
            double times = units * scale;
            whole = fabs(times - round(times)) < 1e-6 * scale && fabs(times) < 1e15;
            if (!whole || llround(times) == 0)
                continue;
            repair->rows[count] = around->inner[at];
            repair->changes[count++] = (int64_t)llround(times) * (unit / scale);
        }
        if (whole)
            return count;
    }
    return 0;
}

/* Suppresses the published cells that the answer changes. */
static size_t
suppress(Repair *repair, const Around *around, const Building *building)
{
    size_t added = 0;
    const double *over = building->value + 2 * around->inner_count;
    for (size_t at = 0; at < around->cell_count; at++)
    {
        Cell *cell = &repair->model->cell[around->cells[at]];
        if (fabs(over[at] - over[around->cell_count + at]) < 1e-6 || cell->forced)
            continue;
        cell->status = CELL_SECONDARY;
        added++;
    }
    return added;
}

/* What a program around the cell proposes. */
typedef struct Proposal
{
    Around around;
    Building building;
    int64_t unit;
    double price; /* of the suppressions; HUGE_VAL: the need cannot be met here */
} Proposal;

static double
price_proposal(const Repair *repair, const Proposal *proposal, size_t cell, double needed)
{
    const Around *around = &proposal->around;
    const double *value = proposal->building.value;
    const double *over = value + 2 * around->inner_count;
    double change = 0;
    double price = 0;
    for (size_t at = 0; at < around->inner_count; at++)
        change += factor_in(repair->model, cell, around->inner[at]) *
                  (value[at] - value[around->inner_count + at]);
    if (fabs(change) < needed - 1e-6)
        return HUGE_VAL;
    for (size_t at = 0; at < around->cell_count; at++)
        if (fabs(over[at] - over[around->cell_count + at]) > 1e-6)
            price += price_of(&repair->model->cell[around->cells[at]]);
    return price;
}

static Proposal
propose(Repair *repair, Arena *arena, size_t cell, bool up, size_t enough)
{
    int64_t lack = proofs_lacks(repair->proofs, cell, up);
    Proposal proposal = {.unit = lack / UNITS};
    int64_t unit = proposal.unit;
    proposal.unit = unit >= 12 ? unit - unit % 12 : unit > 1 ? unit : 1;
    proposal.around = look_around(repair, arena, cell, enough);
    const Around *around = &proposal.around;
    size_t entries = 2 * around->cell_count;
    for (size_t at = 0; at < around->inner_count; at++)
        entries += 2 * (repair->proofs->rows.start[around->inner[at] + 1] -
                        repair->proofs->rows.start[around->inner[at]]);
    proposal.building = building_new(arena, 2 * (around->inner_count + around->cell_count), entries,
                                     around->cell_count);
    double box = (double)(lack / proposal.unit + (lack % proposal.unit != 0));
    build(repair, around, &proposal.building, cell, proposal.unit, box, up);
    proposal.price = solve(repair, around, &proposal.building)
                         ? price_proposal(repair, &proposal, cell, box)
                         : HUGE_VAL;
    look_away(repair, around);
    return proposal;
}

static size_t
accept(Repair *repair, const Proposal *proposal)
{
    if (isinf(proposal->price))
        return 0;
    size_t added = suppress(repair, &proposal->around, &proposal->building);
    size_t count = gather(repair, &proposal->around, &proposal->building, proposal->unit);
    if (count > 0)
        (void)proofs_try(repair->proofs, repair->rows, repair->changes, count, NULL);
    return added;
}

/* Tries ever wider surroundings until something can be done for the cell, in the cheaper direction
 * where either will do. */
static size_t
widen(Repair *repair, size_t cell)
{
    for (size_t enough = AROUND;; enough *= 4)
    {
        SCRATCH Arena *work = arena_new("repair");
        Proposal none = {.price = HUGE_VAL};
        bool up = proofs_lacks(repair->proofs, cell, true) > 0;
        bool down = proofs_lacks(repair->proofs, cell, false) > 0;
        Proposal raise = up ? propose(repair, work, cell, true, enough) : none;
        Proposal lower = down ? propose(repair, work, cell, false, enough) : none;
        size_t added = accept(repair, raise.price <= lower.price ? &raise : &lower);
        if (added > 0 || proofs_meets(repair->proofs, cell) || enough >= repair->model->inner)
            return added;
        if (!isinf(raise.price) || !isinf(lower.price))
            return added;
    }
}

bool
repair_cell(Repair *repair, size_t cell, size_t *ret_added)
{
    *ret_added = 0;
    for (int side = 0; side < 2 && !proofs_meets(repair->proofs, cell); side++)
        *ret_added += widen(repair, cell);
    return proofs_meets(repair->proofs, cell);
}
