/*
 * Log-linear risk: models whose fit is known in closed form, and what a fit of two-way interactions
 * must satisfy.
 */
#include "disclosure/loglinear.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static double
risk_of(double u, double fraction)
{
    double x = u / fraction * (1 - fraction);
    return (1 - exp(-x)) / x;
}

/* x y:  (0,0) three times, (0,1), (1,0), (1,2). Rows 4, 2; columns 4, 1, 1; n = 6. Independence:
 * u(0,1) = 4 * 1/6, u(1,0) = 2 * 4/6, u(1,2) = 2 * 1/6. With all two-way interactions of two keys
 * the fit is the table: u = 1. */
static void
two_keys_have_their_closed_form(void **state)
{
    (void)state;
    static const uint16_t x[] = {0, 0, 0, 0, 1, 1};
    static const uint16_t y[] = {0, 0, 0, 1, 0, 2};
    const uint16_t *const codes[] = {x, y};
    KeyTable table = {.rows = 6, .columns = 2, .codes = codes, .sizes = (uint32_t[]){2, 3}};
    LoglinearOptions options = {.fraction = 0.25};
    double risk[6];
    LoglinearRisk found;
    Error err;
    assert_int_equal(loglinear_risk(&table, (size_t[]){0, 1}, 2, &options, risk, &found, &err),
                     ERROR_NONE);
    assert_true(found.converged);
    assert_int_equal(found.unique_in_file, 3);
    assert_true(risk[0] == 0);
    assert_true(fabs(risk[3] - risk_of(4.0 / 6, 0.25)) < 1e-9);
    assert_true(fabs(risk[4] - risk_of(8.0 / 6, 0.25)) < 1e-9);
    assert_true(fabs(risk[5] - risk_of(2.0 / 6, 0.25)) < 1e-9);
    assert_true(fabs(found.expected_matches - risk[3] - risk[4] - risk[5]) < 1e-9);
    double both = exp(-3 * 4.0 / 6) + exp(-3 * 8.0 / 6) + exp(-3 * 2.0 / 6);
    assert_true(fabs(found.unique_in_both - both) < 1e-9);
    options.interactions = true;
    assert_int_equal(loglinear_risk(&table, (size_t[]){0, 1}, 2, &options, risk, &found, &err),
                     ERROR_NONE);
    assert_true(fabs(risk[4] - risk_of(1, 0.25)) < 1e-9);
}

/*
 * Counts 1 2 / 3 5 at z = 0, 4 1 / 1 6 at z = 1 (x down, y across). With all two-way interactions
 * the fit is n + d (+1 -1 -1 +1 at z = 0, opposite at z = 1) for the one d that makes the odds
 * ratios at both z equal, here found by halving: (1+d)(5+d)/((2-d)(3-d)) = (4-d)(6-d)/((1+d)(1+d)).
 */
static void
three_keys_have_equal_odds_ratios(void **state)
{
    (void)state;
    static const uint16_t counts[] = {1, 2, 3, 5, 4, 1, 1, 6};
    uint16_t x[23];
    uint16_t y[23];
    uint16_t z[23];
    size_t rows = 0;
    for (uint16_t cell = 0; cell < 8; cell++)
        for (uint16_t copy = 0; copy < counts[cell]; copy++, rows++)
        {
            z[rows] = cell / 4;
            x[rows] = cell / 2 % 2;
            y[rows] = cell % 2;
        }
    double low = -1;
    double high = 2;
    for (int half = 0; half < 200; half++)
    {
        double d = (low + high) / 2;
        double first = (1 + d) * (5 + d) / ((2 - d) * (3 - d));
        double second = (4 - d) * (6 - d) / ((1 + d) * (1 + d));
        *(first < second ? &low : &high) = d;
    }
    const uint16_t *const codes[] = {x, y, z};
    KeyTable table = {.rows = rows, .columns = 3, .codes = codes, .sizes = (uint32_t[]){2, 2, 2}};
    LoglinearOptions options = {.fraction = 0.5, .interactions = true};
    double risk[23];
    LoglinearRisk found;
    Error err;
    assert_int_equal(loglinear_risk(&table, (size_t[]){0, 1, 2}, 3, &options, risk, &found, &err),
                     ERROR_NONE);
    assert_true(found.converged);
    assert_int_equal(found.unique_in_file, 3);
    assert_true(fabs(risk[0] - risk_of(1 + low, 0.5)) < 2e-4);
    assert_true(fabs(risk[15] - risk_of(1 + low, 0.5)) < 2e-4); /* (x 0, y 1, z 1) */
    assert_true(fabs(risk[16] - risk_of(1 + low, 0.5)) < 2e-4); /* (x 1, y 0, z 1) */
}

static void
what_cannot_be_fitted_is_refused(void **state)
{
    (void)state;
    KeyTable table = {.rows = 0, .columns = 2, .sizes = (uint32_t[]){60000, 60000}};
    const uint16_t *const codes[] = {NULL, NULL};
    table.codes = codes;
    LoglinearOptions options = {.fraction = 0.5};
    LoglinearRisk found;
    Error err;
    assert_int_equal(loglinear_risk(&table, (size_t[]){0, 1}, 2, &options, NULL, &found, &err),
                     ERROR_DATA);
    assert_int_equal(loglinear_risk(&table, (size_t[]){0}, 1, &options, NULL, &found, &err),
                     ERROR_NONE);
    options.fraction = 1;
    assert_int_equal(loglinear_risk(&table, (size_t[]){0}, 1, &options, NULL, &found, &err),
                     ERROR_DATA);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_keys_have_their_closed_form),
        cmocka_unit_test(three_keys_have_equal_odds_ratios),
        cmocka_unit_test(what_cannot_be_fitted_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
