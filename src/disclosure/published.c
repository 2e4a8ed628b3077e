#include "disclosure/system.h"

#include <math.h>
#include <string.h>

#define STEPS 20000

/* All whole tables that agree with what is shown, as a program: a column for each inner cell, a row for each shown cell. */
static DisclosureProgram
program_of(Arena *work, const Model *model, const int64_t *value, const bool *shown)
{
    ModelRows rows = model_rows(work, model);
    size_t entries = model->start[model->cells];
    int *start = arena_take_array(work, model->inner + 1, sizeof *start);
    int *row = arena_take_array(work, entries + 1, sizeof *row);
    double *factor = arena_take_array(work, entries + 1, sizeof *factor);
    double *least = arena_take_array(work, model->inner + 1, sizeof *least);
    double *most = arena_take_array(work, model->inner + 1, sizeof *most);
    double *row_least = arena_take_array(work, model->cells + 1, sizeof *row_least);
    double *row_most = arena_take_array(work, model->cells + 1, sizeof *row_most);
    for (size_t at = 0; at < entries; at++)
    {
        row[at] = (int)rows.cell[at];
        factor[at] = rows.factor[at];
    }
    for (size_t at = 0; at < model->inner; at++)
    {
        start[at + 1] = (int)rows.start[at + 1];
        least[at] = model->least[at] > -MODEL_LIMIT ? (double)model->least[at] : -HUGE_VAL;
        most[at] = HUGE_VAL;
    }
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        row_least[cell] = shown[cell] ? (double)value[cell] : -HUGE_VAL;
        row_most[cell] = shown[cell] ? (double)value[cell] : HUGE_VAL;
    }
    return (DisclosureProgram){.columns = (int)model->inner,
                               .rows = (int)model->cells,
                               .start = start,
                               .row = row,
                               .factor = factor,
                               .least = least,
                               .most = most,
                               .row_least = row_least,
                               .row_most = row_most};
}

/* Takes an answer as the values of the inner cells, and whether they agree exactly with what is shown. */
static bool
take(Disclosure *tables, const double *answer, const int64_t *value, const bool *shown)
{
    for (size_t at = 0; at < tables->inner; at++)
    {
        if (!(fabs(answer[at]) < 1e15))
            return false;
        tables->value[at] = (int64_t)llround(answer[at]);
        if (tables->value[at] < tables->least)
            return false;
    }
    Error err;
    if (system_model(tables, &err) != ERROR_NONE)
        return false;
    for (size_t cell = 0; cell < tables->model->cells; cell++)
        if (shown[cell] && tables->model->cell[cell].value != value[cell])
            return false;
    return true;
}

/* Columns no farther from 0 than twice the greatest value that is shown, and a little. Where nothing bounds an inner cell
 * from below, a search in whole numbers without such a box loses itself; what it finds in the box is as good. */
static void
box(const DisclosureProgram *program, const bool *shown, double *least, double *most)
{
    double side = 0;
    for (int row = 0; row < program->rows; row++)
        if (shown[row])
            side = fmax(side, fabs(program->row_least[row]));
    side = 2 * side + 100;
    for (int column = 0; column < program->columns; column++)
    {
        least[column] = fmax(program->least[column], -side);
        most[column] = fmin(program->most[column], side);
    }
}

static bool
find_whole(Disclosure *tables, const DisclosureProgram *program, const int64_t *value,
           const bool *shown, const DisclosureSolver *solver)
{
    SCRATCH Arena *work = arena_new("whole");
    double *objective = arena_take_array(work, (size_t)program->columns + 1, sizeof *objective);
    double *answer = arena_take_array(work, (size_t)program->columns + 1, sizeof *answer);
    return solver->maximise_whole(solver->context, program, objective, STEPS, answer) ==
               DISCLOSURE_OPTIMAL &&
           take(tables, answer, value, shown);
}

static bool
find_table(Disclosure *tables, const int64_t *value, const bool *shown,
           const DisclosureSolver *solver)
{
    SCRATCH Arena *work = arena_new("published");
    const Model *model = tables->model;
    DisclosureProgram program = program_of(work, model, value, shown);
    double *objective = arena_take_array(work, model->inner + 1, sizeof *objective);
    double *answer = arena_take_array(work, model->inner + 1, sizeof *answer);
    void *opened = solver->open(solver->context, &program);
    if (opened == NULL)
        return false;
    DisclosureAnswer found = solver->maximise(opened, objective, answer, NULL);
    solver->close(opened);
    if (found == DISCLOSURE_OPTIMAL && take(tables, answer, value, shown))
        return true;
    if (solver->maximise_whole == NULL || found == DISCLOSURE_INFEASIBLE)
        return false;
    DisclosureProgram boxed = program;
    double *least = arena_take_array(work, model->inner + 1, sizeof *least);
    double *most = arena_take_array(work, model->inner + 1, sizeof *most);
    box(&program, shown, least, most);
    boxed.least = least;
    boxed.most = most;
    return find_whole(tables, &boxed, value, shown, solver) ||
           find_whole(tables, &program, value, shown, solver);
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
