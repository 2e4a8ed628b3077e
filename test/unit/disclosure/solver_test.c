/*
 * The solver of disclosure_solver_clp: programs that it got wrong or left unclean.
 */
#include "disclosure/disclosure.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define COLUMNS 77
#define ROWS 11
#define MOST 19

/* The fewest columns such that each row has one of its own: rows 3, 4, 5, 8 and 9 have none in
 * common, so five are needed. CBC 2.10.8 alone calls the program infeasible: it presolves and
 * preprocesses it, and no heuristic has given it a point before. Ended by 0. */
static const int covers[ROWS][MOST] = {
    {1, 15, 23, 24, 26, 27, 36, 56, 60, 63, 67, 70, 74},
    {1, 4, 10, 12, 13, 15, 23, 24, 26, 27, 28, 35, 37, 46, 53, 56, 63, 70},
    {4, 10, 31, 35, 36, 37, 40, 41, 46, 53, 60, 67, 74},
    {13, 41},
    {10, 31},
    {49, 50, 51, 52, 53, 55},
    {23, 24, 27, 56, 60, 61, 65, 66, 69, 70, 71, 74, 75},
    {26, 61, 63, 65, 66, 67, 69, 75},
    {26, 61, 75},
    {23, 58, 65},
    {23, 58, 65, 70, 71, 73, 74, 75}};

static bool
has(int row, int column)
{
    for (int at = 0; covers[row][at] > 0; at++)
        if (covers[row][at] == column)
            return true;
    return false;
}

static void
whole_numbers_cover_every_row(void **state)
{
    (void)state;
    static int start[COLUMNS + 1];
    static int row[ROWS * MOST];
    static double factor[ROWS * MOST];
    double least[COLUMNS] = {0};
    double most[COLUMNS];
    double objective[COLUMNS];
    double row_least[ROWS];
    double row_most[ROWS];
    double value[COLUMNS];
    for (int column = 0; column < COLUMNS; column++)
    {
        most[column] = 1;
        objective[column] = -1;
        start[column + 1] = start[column];
        for (int at = 0; at < ROWS; at++)
            if (has(at, column))
            {
                factor[start[column + 1]] = 1;
                row[start[column + 1]++] = at;
            }
    }
    for (int at = 0; at < ROWS; at++)
    {
        row_least[at] = 1;
        row_most[at] = HUGE_VAL;
    }
    DisclosureProgram program = {.columns = COLUMNS,
                                 .rows = ROWS,
                                 .start = start,
                                 .row = row,
                                 .factor = factor,
                                 .least = least,
                                 .most = most,
                                 .row_least = row_least,
                                 .row_most = row_most};
    const DisclosureSolver *solver = disclosure_solver_clp();
    assert_int_equal(solver->maximise_whole(solver->context, &program, objective, 1000000, value),
                     DISCLOSURE_OPTIMAL);
    double taken = 0;
    for (int column = 0; column < COLUMNS; column++)
        taken += value[column];
    assert_true(fabs(taken - 5) < 1e-6);
    for (int at = 0; at < ROWS; at++)
    {
        double covered = 0;
        for (int column = 0; column < COLUMNS; column++)
            covered += has(at, column) ? value[column] : 0;
        assert_true(covered > 1 - 1e-6);
    }
}

/* 2x + 2y = 3 */
static void
what_has_no_answer_is_told(void **state)
{
    (void)state;
    DisclosureProgram program = {.columns = 2,
                                 .rows = 1,
                                 .start = (const int[]){0, 1, 2},
                                 .row = (const int[]){0, 0},
                                 .factor = (const double[]){2, 2},
                                 .least = (const double[]){0, 0},
                                 .most = (const double[]){5, 5},
                                 .row_least = (const double[]){3},
                                 .row_most = (const double[]){3}};
    const DisclosureSolver *solver = disclosure_solver_clp();
    double value[2];
    assert_int_equal(
        solver->maximise_whole(solver->context, &program, (const double[]){1, 1}, 1000, value),
        DISCLOSURE_INFEASIBLE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_cover_every_row),
        cmocka_unit_test(what_has_no_answer_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
