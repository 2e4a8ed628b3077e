/*
 * Population risk and frequencies with missing keys: records on paper, and every record compared
 * with every other.
 */
#include "disclosure/population.h"
#include "disclosure/wildcard.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/*
 * Population: a a a b c, of which the file holds a b (rows 5 to 8 are a file of its own: a, b, d,
 * d). a: f 1, F 3, risk 1/3    b: f 1, F 1, risk 1    d: f 2, F 0, each at risk 1 tau = 1/3 + 1 + 2
 * = 10/3.
 */
static void
a_sample_beside_its_population_is_counted_exactly(void **state)
{
    (void)state;
    static const uint16_t key[] = {0, 0, 0, 1, 2, 0, 1, 3, 3};
    static const bool population[] = {true, true, true, true, true, false, false, false, false};
    static const bool file[] = {false, false, false, false, false, true, true, true, true};
    const uint16_t *const codes[] = {key};
    KeyTable table = {.rows = 9,
                      .columns = 1,
                      .codes = codes,
                      .sizes = (uint32_t[]){4},
                      .in_population = population,
                      .in_file = file};
    PopulationRisk risk = population_risk(&table, (size_t[]){0}, 1);
    assert_int_equal(risk.records, 4);
    assert_int_equal(risk.persons, 5);
    assert_int_equal(risk.least_file, 1);
    assert_int_equal(risk.least_population, 0);
    assert_int_equal(risk.unique_in_file, 2);
    assert_int_equal(risk.unique_in_population, 2);
    assert_int_equal(risk.unique_in_both, 1);
    assert_int_equal(risk.unmatched, 2);
    assert_true(fabs(risk.expected_matches - 10.0 / 3) < 1e-15 * 10);
    assert_true(fabs(risk.mean_risk - 10.0 / 12) < 1e-15 * 10);
    assert_int_equal(risk.at_least[0], 3);
    assert_int_equal(risk.at_least[1], 4);
}

/* A file that is its whole population has one expected match for each combination of keys. */
static void
a_census_has_a_match_for_each_group(void **state)
{
    (void)state;
    static const uint16_t key[] = {4, 4, 4, 1, 2, 2, 0};
    const uint16_t *const codes[] = {key};
    KeyTable table = {.rows = 7, .columns = 1, .codes = codes, .sizes = (uint32_t[]){5}};
    PopulationRisk risk = population_risk(&table, (size_t[]){0}, 1);
    assert_true(fabs(risk.expected_matches - 4) < 1e-14);
    assert_int_equal(risk.unique_in_both, 2);
}

/*
 * Keys (x, y), '.' missing:  0 (a, b)   1 (a, b)   2 (a, .)   3 (c, .)   4 (., .)   5 (c, d)
 *   row 0: itself and 1 fully; 2 and 4 are compatible and incomplete: 2 + 2 alpha
 *   row 2: compatible with 0, 1, 2, 4: 4      row 3: 3, 4, 5: 3      row 4: all 6
 *   row 5: itself; 3 and 4: 1 + 2 alpha
 */
static void
missing_keys_count_as_on_paper(void **state)
{
    (void)state;
    static const uint16_t x[] = {0, 0, 0, 1, 2, 1};
    static const uint16_t y[] = {0, 0, 2, 2, 2, 1};
    const uint16_t *const codes[] = {x, y};
    KeyTable table = {.rows = 6,
                      .columns = 2,
                      .codes = codes,
                      .sizes = (uint32_t[]){3, 3},
                      .missing = (uint32_t[]){2, 2}};
    WildcardCount found[6];
    wildcard_count(&table, (size_t[]){0, 1}, 2, found, NULL);
    static const WildcardCount expected[] = {{2, 2}, {2, 2}, {4, 0}, {3, 0}, {6, 0}, {1, 2}};
    for (size_t row = 0; row < 6; row++)
    {
        assert_int_equal(found[row].whole, expected[row].whole);
        assert_int_equal(found[row].shared, expected[row].shared);
    }
    assert_true(wildcard_reaches(found[0], 500, 3));
    assert_false(wildcard_reaches(found[0], 499, 3));
    assert_true(wildcard_reaches(found[5], 1000, 3));
    assert_false(wildcard_reaches(found[5], 0, 2));
}

#define ROWS 120
#define COLUMNS 5

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u; /* Numerical Recipes' quick generator; any would do */
    return *seed >> 8;
}

static bool
compatible(const uint16_t columns[COLUMNS][ROWS], size_t set_size, size_t one, size_t other)
{
    for (size_t at = 0; at < set_size; at++)
        if (columns[at][one] != 0 && columns[at][other] != 0 &&
            columns[at][one] != columns[at][other])
            return false;
    return true;
}

static bool
complete(const uint16_t columns[COLUMNS][ROWS], size_t set_size, size_t row)
{
    for (size_t at = 0; at < set_size; at++)
        if (columns[at][row] == 0)
            return false;
    return true;
}

static void
missing_keys_agree_with_comparing_all_pairs(void **state)
{
    (void)state;
    static uint16_t columns[COLUMNS][ROWS];
    static bool file[ROWS];
    static bool population[ROWS];
    uint32_t seed = 71;
    for (int trial = 0; trial < 60; trial++)
    {
        const uint16_t *codes[COLUMNS];
        uint32_t sizes[COLUMNS];
        uint32_t missing[COLUMNS] = {0};
        size_t set[COLUMNS] = {0, 1, 2, 3, 4};
        size_t set_size = next_random(&seed) % (COLUMNS + 1);
        for (size_t at = 0; at < COLUMNS; at++)
        {
            sizes[at] = 2 + next_random(&seed) % 3;
            codes[at] = columns[at];
            for (size_t row = 0; row < ROWS; row++)
                columns[at][row] = (uint16_t)(next_random(&seed) % sizes[at]);
        }
        for (size_t row = 0; row < ROWS; row++)
        {
            file[row] = next_random(&seed) % 3 != 0;
            population[row] = next_random(&seed) % 4 != 0;
        }
        KeyTable table = {ROWS, COLUMNS, codes, sizes, population, file, missing};
        WildcardCount in_file[ROWS];
        WildcardCount in_population[ROWS];
        wildcard_count(&table, set, set_size, in_file, in_population);
        for (size_t row = 0; row < ROWS; row++)
        {
            uint32_t expected[4] = {0};
            for (size_t other = 0; other < ROWS; other++)
            {
                const uint16_t(*all)[ROWS] = (const uint16_t(*)[ROWS])columns;
                bool shares = complete(all, set_size, row) && !complete(all, set_size, other);
                bool same = compatible(all, set_size, row, other);
                expected[shares] += same && file[other];
                expected[2 + shares] += same && population[other];
            }
            assert_int_equal(in_file[row].whole, expected[0]);
            assert_int_equal(in_file[row].shared, expected[1]);
            assert_int_equal(in_population[row].whole, expected[2]);
            assert_int_equal(in_population[row].shared, expected[3]);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sample_beside_its_population_is_counted_exactly),
        cmocka_unit_test(a_census_has_a_match_for_each_group),
        cmocka_unit_test(missing_keys_count_as_on_paper),
        cmocka_unit_test(missing_keys_agree_with_comparing_all_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
