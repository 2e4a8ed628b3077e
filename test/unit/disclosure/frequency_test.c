/*
 * Frequencies against counting by comparison of every record with every other.
 */
#include "disclosure/frequency.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Five records; the fourth is in the population only. f and F are worked out beside them. */
static void
a_hand_made_file_has_the_counts_on_paper(void **state)
{
    (void)state;
    static const uint16_t sex[] = {0, 0, 1, 1, 0};
    static const uint16_t age[] = {2, 2, 1, 1, 0};
    static const bool everybody[] = {true, true, true, true, true};
    static const bool file[] = {true, true, true, false, true};
    const uint16_t *const codes[] = {sex, age};
    static const uint32_t sizes[] = {2, 3};
    KeyTable table = {5, 2, codes, sizes, everybody, file, NULL};
    /* (0,2): f 2, F 2; (1,1): f 1, F 2; (0,0): f 1, F 1 */
    static const int thresholds[] = {2, 3};
    FrequencyRisk both = frequency_risk(&table, (size_t[]){0, 1}, 2, thresholds, 2);
    assert_int_equal(both.unique_in_file, 2);
    assert_int_equal(both.unique_in_population, 1);
    assert_int_equal(both.below_in_population[0], 1);
    assert_int_equal(both.below_in_population[1], 4);
    assert_int_equal(both.below_in_file[0], 2);
    assert_int_equal(both.below_in_file[1], 4);
    /* sex alone: 0 has f 3, F 3; 1 has f 1, F 2 */
    FrequencyRisk one = frequency_risk(&table, (size_t[]){0}, 1, thresholds, 2);
    assert_int_equal(one.unique_in_file, 1);
    assert_int_equal(one.unique_in_population, 0);
    assert_int_equal(one.below_in_population[1], 1);
}

static void
an_empty_file_has_no_risk(void **state)
{
    (void)state;
    const uint16_t *const codes[] = {NULL};
    static const uint32_t sizes[] = {4};
    KeyTable table = {0, 1, codes, sizes, NULL, NULL, NULL};
    FrequencyRisk risk = frequency_risk(&table, (size_t[]){0}, 1, (int[]){3}, 1);
    assert_int_equal(risk.unique_in_file, 0);
    assert_int_equal(risk.below_in_population[0], 0);
}

static void
nobody_in_the_population_counts_as_rare(void **state)
{
    (void)state;
    static const uint16_t code[] = {0, 1};
    static const bool population[] = {true, false};
    static const bool file[] = {true, true};
    const uint16_t *const codes[] = {code};
    static const uint32_t sizes[] = {2};
    KeyTable table = {2, 1, codes, sizes, population, file, NULL};
    FrequencyRisk risk = frequency_risk(&table, (size_t[]){0}, 1, (int[]){1}, 1);
    assert_int_equal(risk.unique_in_population, 2); /* F = 1 and F = 0 */
    assert_int_equal(risk.below_in_population[0], 1);
}

/* The file of the first test, its equal rows folded: (0,2) twice in the file, (1,1) once in it and
 * once outside, (0,0) once. */
static void
folded_rows_count_as_the_persons_they_stand_for(void **state)
{
    (void)state;
    static const uint16_t sex[] = {0, 1, 1, 0};
    static const uint16_t age[] = {2, 1, 1, 0};
    static const bool file[] = {true, true, false, true};
    static const uint32_t persons[] = {2, 1, 1, 1};
    const uint16_t *const codes[] = {sex, age};
    static const uint32_t sizes[] = {2, 3};
    KeyTable table = {4, 2, codes, sizes, NULL, file, NULL};
    static const int thresholds[] = {2, 3};
    FrequencyRisk both = frequency_risk_folded(&table, persons, (size_t[]){0, 1}, 2, thresholds, 2);
    assert_int_equal(both.unique_in_file, 2);
    assert_int_equal(both.unique_in_population, 1);
    assert_int_equal(both.below_in_population[0], 1);
    assert_int_equal(both.below_in_population[1], 4);
    assert_int_equal(both.below_in_file[0], 2);
    assert_int_equal(both.below_in_file[1], 4);
    FrequencyRisk one = frequency_risk_folded(&table, persons, (size_t[]){0}, 1, thresholds, 2);
    assert_int_equal(one.unique_in_file, 1);
    assert_int_equal(one.unique_in_population, 0);
    assert_int_equal(one.below_in_population[1], 1);
}

#define ROWS 700
#define COLUMNS 9

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u; /* Numerical Recipes' quick generator; any would do */
    return *seed >> 8;
}

static bool
same_group(const uint16_t columns[COLUMNS][ROWS], size_t set_size, size_t one, size_t other)
{
    for (size_t at = 0; at < set_size; at++)
        if (columns[at][one] != columns[at][other])
            return false;
    return true;
}

/* Sizes up to 60,000 codes a column make keys of more than 64 bits, so that ranks must replace them
 * on the way. */
static void
any_file_agrees_with_comparing_all_pairs(void **state)
{
    (void)state;
    static uint16_t columns[COLUMNS][ROWS];
    static bool population[ROWS];
    static bool file[ROWS];
    uint32_t seed = 19002;
    for (int trial = 0; trial < 12; trial++)
    {
        uint32_t sizes[COLUMNS];
        const uint16_t *codes[COLUMNS];
        for (size_t at = 0; at < COLUMNS; at++)
        {
            sizes[at] = trial % 2 == 0 ? 2 + next_random(&seed) % 3 : 60000;
            codes[at] = columns[at];
            for (size_t row = 0; row < ROWS; row++)
                columns[at][row] = (uint16_t)(next_random(&seed) % 3 == 0 ? sizes[at] - 1
                                                                          : next_random(&seed) % 2);
        }
        for (size_t row = 0; row < ROWS; row++)
        {
            population[row] = next_random(&seed) % 8 != 0;
            file[row] = next_random(&seed) % 4 == 0;
        }
        size_t set[COLUMNS] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        size_t set_size = 1 + next_random(&seed) % COLUMNS;
        int thresholds[] = {2, 5};
        FrequencyRisk expected = {0};
        for (size_t row = 0; row < ROWS; row++)
        {
            int64_t in_file = 0;
            int64_t in_population = 0;
            for (size_t other = 0; other < ROWS; other++)
            {
                bool same = same_group((const uint16_t(*)[ROWS])columns, set_size, row, other);
                in_file += same && file[other];
                in_population += same && population[other];
            }
            expected.unique_in_file += file[row] && in_file == 1;
            expected.unique_in_population += file[row] && in_population <= 1;
            for (size_t at = 0; at < 2; at++)
            {
                expected.below_in_file[at] += file[row] && in_file < thresholds[at];
                expected.below_in_population[at] += file[row] && in_population < thresholds[at];
            }
        }
        KeyTable table = {ROWS, COLUMNS, codes, sizes, population, file, NULL};
        FrequencyRisk found = frequency_risk(&table, set, set_size, thresholds, 2);
        assert_int_equal(found.unique_in_file, expected.unique_in_file);
        assert_int_equal(found.unique_in_population, expected.unique_in_population);
        assert_memory_equal(found.below_in_file, expected.below_in_file, 2 * sizeof(int64_t));
        assert_memory_equal(found.below_in_population, expected.below_in_population,
                            2 * sizeof(int64_t));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hand_made_file_has_the_counts_on_paper),
        cmocka_unit_test(folded_rows_count_as_the_persons_they_stand_for),
        cmocka_unit_test(an_empty_file_has_no_risk),
        cmocka_unit_test(nobody_in_the_population_counts_as_rare),
        cmocka_unit_test(any_file_agrees_with_comparing_all_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
