/*
 * Perturbation tables: chances worked out by hand, chances found by a general optimiser (scipy's
 * SLSQP, maximum entropy under the same conditions), and the conditions themselves for many
 * designs.
 */
#include "disclosure/noise.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static double
chance(const NoiseRow *row, int change)
{
    int at = change - row->least;
    if (at < 0 || at >= (int)row->count)
        return 0;
    uint64_t before = at == 0 ? 0 : row->upto[at - 1];
    return (double)(row->upto[at] - before) / (double)NOISE_WHOLE;
}

/*
 * D = 2, V = 1, no barred results: with x = exp(b), 2 (x + 4 x^4) = 1 + 2 x + 2 x^4, so x^4 = 1/6:
 * the chances of no change, 1 and 2 are 1, x, x^4 over 1 + 2 x + 1/3. A count of 1 can only go down
 * by 1.
 */
static void
a_small_table_is_as_on_paper(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    NoiseTable table;
    NoiseDesign design = {.most = 2, .variance = 1, .unchanged = -1};
    assert_int_equal(noise_table_design(arena, &design, &table, &err), ERROR_NONE);
    double x = pow(6, -0.25);
    double sum = 1 + 2 * x + 1.0 / 3;
    assert_int_equal(table.rows, 3);
    assert_true(fabs(chance(&table.row[2], 0) - 1 / sum) < 1e-9);
    assert_true(fabs(chance(&table.row[2], 1) - x / sum) < 1e-9);
    assert_true(fabs(chance(&table.row[2], -1) - x / sum) < 1e-9);
    assert_true(fabs(chance(&table.row[2], -2) - 1 / (6 * sum)) < 1e-9);
    assert_true(chance(&table.row[1], -2) == 0);
    assert_int_equal(noise_of(&table, 0, UINT64_MAX), 0);
    assert_int_equal(noise_of(&table, 9, 0), -2);
    assert_int_equal(noise_of(&table, 9, UINT64_MAX), 2);
}

static const struct
{
    NoiseDesign design;
    uint32_t count;
    int change;
    double chance;
} known[] = {
    {{5, 3, 2, -1}, 1, -1, 0.7344695},    {{5, 3, 2, -1}, 1, 2, 0.1367202},
    {{5, 3, 2, -1}, 1, 5, 0.0185844},     {{5, 3, 2, -1}, 2, -2, 0.408807},
    {{5, 3, 2, -1}, 2, 1, 0.4066436},     {{5, 3, 2, -1}, 3, -3, 0.2039862},
    {{5, 3, 2, -1}, 3, 0, 0.3936625},     {{5, 3, 2, -1}, 4, -1, 0.2893172},
    {{5, 3, 2, -1}, 4, 5, 0.0040875},     {{5, 3, 2, -1}, 7, -4, 0.0184392},
    {{5, 3, 2, -1}, 7, 0, 0.225914},      {{5, 3, 0, -1}, 1, 0, 0.2522009},
    {{5, 3, 0, -1}, 1, 5, 0.0092993},     {{5, 3, 0, -1}, 2, 0, 0.1953651},
    {{5, 3, 0, -1}, 5, -5, 0.0037919},    {{5, 3, 0, -1}, 5, 1, 0.1941935},
    {{4, 1.5, 1, 0.5}, 3, -3, 0.0625845}, {{4, 1.5, 1, 0.5}, 3, 0, 0.5},
    {{4, 1.5, 1, 0.5}, 3, 4, 0.0059766},
};

static void
an_optimiser_finds_the_same_chances(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof known / sizeof *known; at++)
    {
        SCRATCH Arena *arena = arena_new("test");
        Error err;
        NoiseTable table;
        assert_int_equal(noise_table_design(arena, &known[at].design, &table, &err), ERROR_NONE);
        double found = chance(&table.row[known[at].count], known[at].change);
        assert_true(fabs(found - known[at].chance) < 2e-6);
    }
}

static void
check_row(const NoiseTable *table, uint32_t count)
{
    const NoiseRow *row = &table->row[count];
    const NoiseDesign *design = &table->design;
    bool last = count + 1 == table->rows;
    double mean = 0;
    double variance = 0;
    double whole = 0;
    for (int change = -(int)design->most; change <= (int)design->most; change++)
    {
        double p = chance(row, change);
        int64_t result = (int64_t)count + change;
        if (result < 0 || (result >= 1 && result <= (int64_t)design->barred))
            assert_true(p == 0);
        if (last) /* symmetric */
            assert_true(fabs(p - chance(row, -change)) < 1e-9);
        mean += p * change;
        variance += p * change * change;
        whole += p;
    }
    assert_true(fabs(whole - 1) < 1e-12);
    assert_true(fabs(mean) < 1e-6);
    assert_true(variance < design->variance + 1e-5);
    assert_true(!last || fabs(variance - design->variance) < 1e-5);
    assert_true(fabs(variance - row->variance) < 1e-9);
}

/* Unbiased, bounded, nothing barred, no more variance than asked; in the last row exactly that, and
 * symmetric. */
static void
every_design_that_is_accepted_keeps_its_promises(void **state)
{
    (void)state;
    size_t accepted = 0;
    for (uint32_t most = 1; most <= 12; most++)
        for (uint32_t barred = 0; barred < 5; barred++)
            for (double variance = 0.25; variance < 30; variance *= 1.7)
            {
                SCRATCH Arena *arena = arena_new("test");
                Error err;
                NoiseTable table;
                NoiseDesign design = {most, variance, barred, -1};
                if (noise_table_design(arena, &design, &table, &err) != ERROR_NONE)
                    continue;
                accepted++;
                for (uint32_t count = 1; count < table.rows; count++)
                    check_row(&table, count);
            }
    assert_true(accepted > 150);
}

static void
an_impossible_design_is_refused(void **state)
{
    (void)state;
    static const NoiseDesign designs[] = {
        {0, 1, 0, -1},
        {NOISE_MOST + 1, 1, 0, -1},
        {5, 0, 0, -1},
        {5, 3, 5, -1},
        {5, 3, 0, 1},
        {3, 10, 0, -1} /* at most 9 */,
        {5, 1, 2, -1} /* a count of 1 becomes 0 or at least 3: variance 2 or more */,
    };
    for (size_t at = 0; at < sizeof designs / sizeof *designs; at++)
    {
        SCRATCH Arena *arena = arena_new("test");
        Error err;
        NoiseTable table;
        assert_int_equal(noise_table_design(arena, &designs[at], &table, &err), ERROR_DATA);
    }
}

/* Every key finds the change whose part of [0, 2^32) it lies in. */
static void
thresholds_part_the_keys(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    NoiseTable table;
    NoiseDesign design = {5, 3, 2, -1};
    assert_int_equal(noise_table_design(arena, &design, &table, &err), ERROR_NONE);
    for (uint32_t count = 1; count < table.rows; count++)
        for (uint32_t at = 0; at + 1 < table.row[count].count; at++)
        {
            uint64_t upto = table.row[count].upto[at];
            bool any = upto > (at == 0 ? 0 : table.row[count].upto[at - 1]);
            int32_t change = table.row[count].least + (int32_t)at;
            assert_true(!any || noise_of(&table, count, (upto << 32) - 1) == change);
            assert_true(noise_of(&table, count, upto << 32) > change);
        }
}

/* A variance between the bounds can always be had: near the least value of the convex function that
 * is searched no step seems to fall any more, and designs such as D = 6, V = 3.5, js = 2 were
 * refused for that. */
static void
every_variance_between_the_bounds_is_found(void **state)
{
    (void)state;
    for (uint32_t barred = 0; barred <= 2; barred++)
        for (uint32_t most = 5; most <= 12; most++)
            for (int step = 0; step <= 64; step++)
            {
                SCRATCH Arena *arena = arena_new("test");
                Error err;
                NoiseTable table;
                NoiseDesign design = {
                    .most = most, .variance = 3 + step / 16.0, .barred = barred, .unchanged = -1};
                if (noise_table_design(arena, &design, &table, &err) != ERROR_NONE)
                    fail_msg("D %u, V %g, js %u: %s", most, design.variance, barred, err.message);
                assert_true(fabs(table.row[table.rows - 1].variance - design.variance) < 1e-6);
            }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_table_is_as_on_paper),
        cmocka_unit_test(an_optimiser_finds_the_same_chances),
        cmocka_unit_test(every_design_that_is_accepted_keeps_its_promises),
        cmocka_unit_test(an_impossible_design_is_refused),
        cmocka_unit_test(thresholds_part_the_keys),
        cmocka_unit_test(every_variance_between_the_bounds_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
