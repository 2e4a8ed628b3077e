/*
 * Individual risk against the sum that defines it, computed with 40 digits by another program
 * (mpmath: the terms C(h-1, f-1) p^f q^(h-f) / h one by one), and household risk against products
 * worked out on paper.
 */
#include "disclosure/individual.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct
{
    uint32_t f;
    double p;
    double risk;
} known[] = {
    {1, 0.1, 0.25584278811044952},      {2, 0.1, 0.082684134654394498},
    {3, 0.1, 0.046368429482845056},     {4, 0.01, 0.0033169708338660912},
    {3, 0.001, 0.00049950542601655603}, {1, 0.5, 0.69314718055994531},
    {5, 0.5, 0.10981384722661198},      {7, 0.499, 0.076339039860398234},
    {23, 0.3, 0.013447142757003068},    {24, 0.3, 0.012870479191098064},
    {60, 0.02, 0.00033886624208107515}, {23, 0.01, 0.00045432922043821453},
    {2, 0.9, 0.4657982317160696},       {400, 0.505, 0.0012640622998110959},
    {1, 0.999, 0.99949983324994997},    {1000, 0.1, 0.00010009007204139417},
};

static void
the_risk_is_the_sum_that_defines_it(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof known / sizeof *known; at++)
    {
        double found = individual_risk(known[at].f, known[at].p);
        assert_true(fabs(found / known[at].risk - 1) < 1e-12);
    }
}

/* r_f + (p/q) r_{f-1} = (p/q) / (f-1) for all p and f, whichever way each of them was computed. */
static void
neighbours_keep_the_recursion(void **state)
{
    (void)state;
    for (double p = 0.0005; p < 1; p += 0.0005)
        for (uint32_t f = 2; f < 60; f++)
        {
            double odds = p / (1 - p);
            double sum = individual_risk(f, p) + odds * individual_risk(f - 1, p);
            assert_true(fabs(sum * (f - 1) / odds - 1) < 1e-11);
        }
}

static void
a_full_count_has_risk_one_in_f(void **state)
{
    (void)state;
    for (uint32_t f = 1; f < 5000; f++)
        assert_true(individual_risk(f, 1) == 1.0 / f);
}

/* What sdcMicro takes for f > 2, p / (f - 1 + p), is 2.7 % high at f = 3, p = 0.1 (its source,
 * indivRisk). */
static void
the_peer_is_off_by_what_is_known(void **state)
{
    (void)state;
    double peer = 0.1 / (3 - 1 + 0.1);
    assert_true(fabs(peer / individual_risk(3, 0.1) - 1.027) < 0.0005);
}

/*
 * Key 0: rows 0 and 1 with weights 8 and 12: f = 2, p = 2/20. Key 1: row 2 alone with weight 10: f
 * = 1, p = 1/10. Key 2: row 3, weight 1: the whole population, risk 1. Row 4 is not in the file.
 */
static void
a_file_has_the_risks_of_its_groups(void **state)
{
    (void)state;
    static const uint16_t key[] = {0, 0, 1, 2, 1};
    static const bool file[] = {true, true, true, true, false};
    static const uint64_t weight[] = {8 * WEIGHT_ONE, 12 * WEIGHT_ONE, 10 * WEIGHT_ONE, WEIGHT_ONE,
                                      77 * WEIGHT_ONE};
    const uint16_t *const codes[] = {key};
    KeyTable table = {
        .rows = 5, .columns = 1, .codes = codes, .sizes = (uint32_t[]){3}, .in_file = file};
    double risk[5];
    IndividualRisk found = individual_risks(&table, (size_t[]){0}, 1, weight, risk);
    assert_true(fabs(risk[0] - 0.082684134654394498) < 1e-14);
    assert_true(risk[1] == risk[0]);
    assert_true(fabs(risk[2] - 0.25584278811044952) < 1e-14);
    assert_true(risk[3] == 1 && risk[4] == 0);
    assert_int_equal(found.records, 4);
    assert_true(found.highest == 1);
    double sum = 2 * 0.082684134654394498 + 0.25584278811044952 + 1;
    assert_true(fabs(found.expected_matches - sum) < 1e-12);
    assert_true(fabs(found.mean_risk - sum / 4) < 1e-12);
}

/* 1 - (1 - 1/2)(1 - 1/4) = 5/8; 1 - (1 - 1/4) = 1/4 */
static void
a_household_is_at_risk_through_each_member(void **state)
{
    (void)state;
    double risk[] = {0.5, 0.25, 0.25};
    household_risks(3, (uint32_t[]){1, 0, 1}, 2, risk);
    assert_true(risk[0] == 0.625 && risk[2] == 0.625 && risk[1] == 0.25);
}

/* Risks 0.1, 0.2, 0.9 and a target of 0.2: 0.1 + 0.2 + r = 0.6 gives r = 0.3. A target of 0.1: 3 r
 * = 0.3. */
static void
the_threshold_brings_the_mean_to_the_target(void **state)
{
    (void)state;
    const double risk[] = {0.9, 0, 0.1, 0.2};
    assert_true(fabs(individual_threshold(4, risk, 0.2) - 0.3) < 1e-12);
    assert_true(fabs(individual_threshold(4, risk, 0.1) - 0.1) < 1e-12);
    assert_true(fabs(individual_threshold(4, risk, 0.05) - 0.05) < 1e-12);
    assert_true(individual_threshold(4, risk, 0.5) == 1);
    assert_true(individual_threshold(0, NULL, 0.5) == 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_risk_is_the_sum_that_defines_it),
        cmocka_unit_test(neighbours_keep_the_recursion),
        cmocka_unit_test(a_full_count_has_risk_one_in_f),
        cmocka_unit_test(the_peer_is_off_by_what_is_known),
        cmocka_unit_test(a_file_has_the_risks_of_its_groups),
        cmocka_unit_test(a_household_is_at_risk_through_each_member),
        cmocka_unit_test(the_threshold_brings_the_mean_to_the_target),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
