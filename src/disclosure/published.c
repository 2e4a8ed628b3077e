#include "disclosure/system.h"

#include <math.h>
#include <string.h>

#define STEPS 20000
#define NEARLY (1 - 0x1p-20) /* of an answer that rounding puts beyond 62 bits */
#define LARGE 0x1p30 /* rows of the programs stay below it, by a unit */

__extension__ typedef __int128 Wide;

/* What is still to be added to the table at work, in units: a column for each inner cell, a row for
 * each shown cell. */
typedef struct Missing
{
    DisclosureProgram program;
    double unit;
    double size; /* of the greatest row, in ones */
} Missing;

static Wide
lacking(const Disclosure *tables, size_t cell, const int64_t *value)
{
    return (Wide)value[cell] - tables->model->cell[cell].value;
}

/* A unit in which no row is large: the solver has tolerances of its own. */
static double
unit_for(double size)
{
    double unit = 1;
    while (size / unit > LARGE)
        unit *= 2;
    return unit;
}

static Missing
missing_of(Arena *work, const Disclosure *tables, const int64_t *value, const bool *shown)
{
    const Model *model = tables->model;
    ModelRows rows = model_rows(work, model);
    size_t entries = model->start[model->cells];
    Missing missing = {0};
    int *start = arena_take_array(work, model->inner + 1, sizeof *start);
    int *row = arena_take_array(work, entries + 1, sizeof *row);
    double *factor = arena_take_array(work, entries + 1, sizeof *factor);
    double *least = arena_take_array(work, model->inner + 1, sizeof *least);
    double *most = arena_take_array(work, model->inner + 1, sizeof *most);
    double *row_least = arena_take_array(work, model->cells + 1, sizeof *row_least);
    double *row_most = arena_take_array(work, model->cells + 1, sizeof *row_most);
    for (size_t cell = 0; cell < model->cells; cell++)
        if (shown[cell])
            missing.size = fmax(missing.size, fabs((double)lacking(tables, cell, value)));
    missing.unit = unit_for(missing.size);
    for (size_t at = 0; at < entries; at++)
    {
        row[at] = (int)rows.cell[at];
        factor[at] = rows.factor[at];
    }
    for (size_t at = 0; at < model->inner; at++)
    {
        Wide room = (Wide)model->least[at] - tables->value[at];
        start[at + 1] = (int)rows.start[at + 1];
        least[at] = model->least[at] > -MODEL_LIMIT ? (double)room / missing.unit : -HUGE_VAL;
        most[at] = HUGE_VAL;
    }
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        double lack = shown[cell] ? (double)lacking(tables, cell, value) / missing.unit : 0;
        row_least[cell] = shown[cell] ? lack : -HUGE_VAL;
        row_most[cell] = shown[cell] ? lack : HUGE_VAL;
    }
    missing.program = (DisclosureProgram){.columns = (int)model->inner,
                                          .rows = (int)model->cells,
                                          .start = start,
                                          .row = row,
                                          .factor = factor,
                                          .least = least,
                                          .most = most,
                                          .row_least = row_least,
                                          .row_most = row_most};
    return missing;
}

/* Adds an answer to the inner cells. False, and nothing added, where that leaves 62 bits. */
static bool
add(Disclosure *tables, const double *answer, double unit)
{
    SCRATCH Arena *work = arena_new("add");
    Error err;
    Model *model = tables->model;
    int64_t *before = arena_take_array(work, tables->inner + 1, sizeof *before);
    bool fits = true;
    memcpy(before, tables->value, tables->inner * sizeof *before);
    for (size_t at = 0; at < tables->inner && fits; at++)
    {
        double change = round(answer[at] * unit);
        fits = fabs(change) < (double)MODEL_LIMIT;
        Wide to = fits ? (Wide)before[at] + (int64_t)change : 0;
        to = to < tables->least ? tables->least : to;
        fits = fits && to < MODEL_LIMIT && to > -MODEL_LIMIT;
        if (fits)
            tables->value[at] = (int64_t)to;
    }
    if (fits && system_model(tables, &err) == ERROR_NONE)
        return true;
    memcpy(tables->value, before, tables->inner * sizeof *before);
    tables->model = model;
    return false;
}

/* Does the table at work have all values that are shown? */
static bool
agrees(const Disclosure *tables, const int64_t *value, const bool *shown)
{
    for (size_t cell = 0; cell < tables->model->cells; cell++)
        if (shown[cell] && tables->model->cell[cell].value != value[cell])
            return false;
    return true;
}

/* Columns no farther from 0 than twice the greatest value that is missing, and a little. Where
 * nothing bounds an inner cell from below, a search in whole numbers without such a box loses
 * itself; what it finds in the box is as good. */
static void
box(const Missing *missing, double *least, double *most)
{
    double side = 2 * missing->size / missing->unit + 100;
    for (int column = 0; column < missing->program.columns; column++)
    {
        least[column] = fmax(missing->program.least[column], -side);
        most[column] = fmin(missing->program.most[column], side);
    }
}

static bool
find_whole(Disclosure *tables, const DisclosureProgram *program, double unit, const int64_t *value,
           const bool *shown, const DisclosureSolver *solver)
{
    SCRATCH Arena *work = arena_new("whole");
    double *objective = arena_take_array(work, (size_t)program->columns + 1, sizeof *objective);
    double *answer = arena_take_array(work, (size_t)program->columns + 1, sizeof *answer);
    return solver->maximise_whole(solver->context, program, objective, STEPS, answer) ==
               DISCLOSURE_OPTIMAL &&
           add(tables, answer, unit) && agrees(tables, value, shown);
}

/* By linear programming, again and again for what rounding left, which is ever less. Only the first
 * program can say that there is no table. */
static DisclosureAnswer
come_near(Disclosure *tables, const int64_t *value, const bool *shown,
          const DisclosureSolver *solver)
{
    double before = HUGE_VAL;
    bool first = true;
    for (;;)
    {
        SCRATCH Arena *work = arena_new("published");
        Missing missing = missing_of(work, tables, value, shown);
        double *objective = arena_take_array(work, tables->inner + 1, sizeof *objective);
        double *answer = arena_take_array(work, tables->inner + 1, sizeof *answer);
        if (missing.size > before / 2)
            return DISCLOSURE_OPTIMAL;
        before = missing.size;
        void *opened = solver->open(solver->context, &missing.program);
        if (opened == NULL)
            return DISCLOSURE_UNSOLVED;
        DisclosureAnswer found = solver->maximise(opened, objective, answer, NULL);
        solver->close(opened);
        if (found == DISCLOSURE_INFEASIBLE && !first)
            return DISCLOSURE_UNSOLVED;
        if (found != DISCLOSURE_OPTIMAL ||
            (!add(tables, answer, missing.unit) && !add(tables, answer, missing.unit * NEARLY)) ||
            agrees(tables, value, shown))
            return found;
        first = false;
    }
}

static bool
find_table(Disclosure *tables, const int64_t *value, const bool *shown,
           const DisclosureSolver *solver)
{
    SCRATCH Arena *work = arena_new("published");
    DisclosureAnswer near = come_near(tables, value, shown, solver);
    if (near == DISCLOSURE_OPTIMAL && agrees(tables, value, shown))
        return true;
    if (solver->maximise_whole == NULL || near == DISCLOSURE_INFEASIBLE)
        return false;
    Missing missing = missing_of(work, tables, value, shown);
    DisclosureProgram boxed = missing.program;
    double *least = arena_take_array(work, tables->inner + 1, sizeof *least);
    double *most = arena_take_array(work, tables->inner + 1, sizeof *most);
    box(&missing, least, most);
    boxed.least = least;
    boxed.most = most;
    return find_whole(tables, &boxed, missing.unit, value, shown, solver) ||
           find_whole(tables, &missing.program, missing.unit, value, shown, solver);
}

static ErrorKind
set_published(Disclosure *tables, const int64_t *value, const bool *shown,
              const DisclosureSolver *solver, Error *err)
{
    if (tables->model != NULL || solver == NULL || tables->inner == 0)
        return error_set(err, ERROR_USAGE,
                         "a published table comes once, after the shape, with a solver");
    tables->value = arena_take_array(tables->arena, tables->inner + 1, sizeof *tables->value);
    if (tables->least > 0)
        for (size_t at = 0; at < tables->inner; at++)
            tables->value[at] = tables->least;
    TRY(system_model(tables, err));
    for (size_t cell = 0; cell < tables->model->cells; cell++)
        if (shown[cell] && (value[cell] >= MODEL_LIMIT || value[cell] <= -MODEL_LIMIT))
            return error_set(err, ERROR_DATA, "cell %zu: a value of more than 62 bits", cell);
    if (!find_table(tables, value, shown, solver))
        return error_set(err, ERROR_DATA,
                         "no table of whole numbers was found that agrees with all shown cells");
    tables->cells = tables->model->cells;
    tables->rules = digest_of("", 0);
    for (size_t at = 0; at < tables->cells; at++)
    {
        Cell *cell = &tables->model->cell[at];
        cell->cost = 1;
        if (shown[at])
            continue;
        cell->status = CELL_PRIMARY;
        cell->reasons = RULE_GIVEN;
        cell->width = 1;
    }
    return ERROR_NONE;
}

bool
disclosure_set_published(Disclosure *tables, const int64_t *value, const bool *shown,
                         const DisclosureSolver *solver, DisclosureError *err)
{
    Error inner;
    return system_report(set_published(tables, value, shown, solver, &inner), &inner, err);
}
