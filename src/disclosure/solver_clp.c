#include "disclosure/solver_clp.h"

#include "core/arena.h"
#include "core/error.h"

#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEPS 200000 /* simplex iterations of one program */

/* CBC stops the process where the bound of a whole column is no whole number, and finds so by
 * adding a half, which is no longer exact beyond 2^52: bounds stay below. */
#define WHOLE_MOST 1e15

typedef struct Opened
{
    Clp_Simplex *simplex;
    int columns;
    int rows;
    bool begun;
} Opened;

static void *
clp_open(void *context, const DisclosureProgram *program)
{
    (void)context;
    Opened *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        error_out_of_memory();
    opened->columns = program->columns;
    opened->rows = program->rows;
    opened->simplex = Clp_newModel();
    Clp_setLogLevel(opened->simplex, 0);
    Clp_loadProblem(opened->simplex, program->columns, program->rows, program->start, program->row,
                    program->factor, program->least, program->most, NULL, program->row_least,
                    program->row_most);
    Clp_setOptimizationDirection(opened->simplex, -1.0);
    Clp_setMaximumIterations(opened->simplex, STEPS);
    return opened;
}

static void
clp_bound(void *at, int column, double least, double most)
{
    Opened *opened = at;
    Clp_columnLower(opened->simplex)[column] = least;
    Clp_columnUpper(opened->simplex)[column] = most;
}

static void
clp_bound_row(void *at, int row, double least, double most)
{
    Opened *opened = at;
    Clp_rowLower(opened->simplex)[row] = least;
    Clp_rowUpper(opened->simplex)[row] = most;
}

static DisclosureAnswer
answer_of(int status)
{
    switch (status)
    {
    case 0:
        return DISCLOSURE_OPTIMAL;
    case 1:
        return DISCLOSURE_INFEASIBLE;
    case 2:
        return DISCLOSURE_UNBOUNDED;
    default:
        return DISCLOSURE_UNSOLVED;
    }
}

static DisclosureAnswer
run_simplex(Clp_Simplex *simplex, bool dual)
{
    Clp_setNumberIterations(simplex, 0);
    if (dual)
        (void)Clp_dual(simplex, 0);
    else
        (void)Clp_primal(simplex, 0);
    return answer_of(Clp_status(simplex));
}

/* The dual simplex from scratch, the primal one from where it stood; what one of them calls
 * infeasible (where values are great, tables that exist among it) or leaves unsolved is asked of
 * the other. Not Clp_initialDualSolve: its presolve leaks where it finds no answer. */
static DisclosureAnswer
clp_maximise(void *at, const double *objective, double *ret_value, double *ret_price)
{
    Opened *opened = at;
    Clp_Simplex *simplex = opened->simplex;
    Clp_chgObjCoefficients(simplex, objective);
    DisclosureAnswer answer = run_simplex(simplex, !opened->begun);
    if (answer == DISCLOSURE_INFEASIBLE || answer == DISCLOSURE_UNSOLVED)
        answer = run_simplex(simplex, opened->begun);
    opened->begun = true;
    memcpy(ret_value, Clp_primalColumnSolution(simplex),
           (size_t)opened->columns * sizeof *ret_value);
    if (ret_price != NULL)
        memcpy(ret_price, Clp_dualRowSolution(simplex), (size_t)opened->rows * sizeof *ret_price);
    return answer;
}

static void
clp_close(void *at)
{
    Opened *opened = at;
    if (opened == NULL)
        return;
    Clp_deleteModel(opened->simplex);
    free(opened);
}

static void
cbc_load(Cbc_Model *model, const DisclosureProgram *program, const double *objective, int steps)
{
    char nodes[16] = "";
    for (int at = 14, left = steps; at >= 0 && (left > 0 || at == 14); at--, left /= 10)
        memmove(nodes + 1, nodes, 14), nodes[0] = (char)('0' + left % 10);
    Cbc_loadProblem(model, program->columns, program->rows, program->start, program->row,
                    program->factor, program->least, program->most, objective, program->row_least,
                    program->row_most);
    for (int column = 0; column < program->columns; column++)
        Cbc_setInteger(model, column);
    Cbc_setObjSense(model, -1.0);
    Cbc_setLogLevel(model, 0);
    Cbc_setParameter(model, "log", "0");
    Cbc_setParameter(model, "threads", "0");
    /* Only a proof counts, and heuristics prove nothing: without them half of the time is saved. */
    Cbc_setParameter(model, "heuristicsOnOff", "off");
    Cbc_setParameter(model, "preprocess", "off");
    Cbc_setParameter(model, "mipOptions", "1056"); /* its default, 1057, without crunch */
    Cbc_setParameter(model, "maxNodes", nodes);
}

/* The bounds of the columns, none beyond WHOLE_MOST; those of rows may be what they are. */
static void
narrow(const DisclosureProgram *program, double *ret_least, double *ret_most)
{
    for (int column = 0; column < program->columns; column++)
    {
        ret_least[column] = fmin(fmax(program->least[column], -WHOLE_MOST), WHOLE_MOST);
        ret_most[column] = fmin(fmax(program->most[column], -WHOLE_MOST), WHOLE_MOST);
    }
}

static DisclosureAnswer
cbc_answer(Cbc_Model *model)
{
    if (Cbc_isProvenOptimal(model))
        return DISCLOSURE_OPTIMAL;
    if (Cbc_isProvenInfeasible(model))
        return DISCLOSURE_INFEASIBLE;
    return Cbc_isContinuousUnbounded(model) ? DISCLOSURE_UNBOUNDED : DISCLOSURE_UNSOLVED;
}

/* CBC does not preprocess: 2.10.8 then calls some programs infeasible that are not, and where it
 * takes its answer back to the program asked, an assertion of CLP can end the process. Nor does it
 * make the programs of its nodes smaller (crunch), for another such assertion. */
static DisclosureAnswer
cbc_maximise_whole(void *context, const DisclosureProgram *program, const double *objective,
                   int steps, double *ret_value)
{
    (void)context;
    SCRATCH Arena *work = arena_new("whole");
    DisclosureProgram narrowed = *program;
    double *least = arena_take_array(work, (size_t)program->columns + 1, sizeof *least);
    double *most = arena_take_array(work, (size_t)program->columns + 1, sizeof *most);
    narrow(program, least, most);
    narrowed.least = least;
    narrowed.most = most;
    Cbc_Model *model = Cbc_newModel();
    cbc_load(model, &narrowed, objective, steps);
    Cbc_solve(model);
    DisclosureAnswer answer = cbc_answer(model);
    const double *found = Cbc_getColSolution(model);
    if (found != NULL)
        memcpy(ret_value, found, (size_t)program->columns * sizeof *ret_value);
    Cbc_deleteModel(model);
    return answer;
}

const DisclosureSolver disclosure_clp = {
    .name = "clp",
    .open = clp_open,
    .bound = clp_bound,
    .bound_row = clp_bound_row,
    .maximise = clp_maximise,
    .close = clp_close,
    .maximise_whole = cbc_maximise_whole,
};

const DisclosureSolver *
disclosure_solver_clp(void)
{
    return &disclosure_clp;
}
