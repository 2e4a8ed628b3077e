/*
 * The cell key method: the same records give the same noise, in any order and any table; magnitudes
 * keep their sign; restored additivity adds up and tells its cost.
 */
#include "disclosure/cellkey.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static uint64_t
next_random(uint64_t *seed)
{
    *seed ^= *seed << 13; /* Marsaglia's xorshift; any generator would do */
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* Keys 2^63, 2^63 and 5 make 5 modulo 2^64. */
static void
keys_add_up_in_any_order(void **state)
{
    (void)state;
    static const uint64_t key[] = {UINT64_C(1) << 63, 7, 5, UINT64_C(1) << 63};
    uint64_t keys[3];
    uint64_t counts[3];
    cellkey_sum(4, (uint32_t[]){2, 0, 2, 2}, key, 3, keys, counts);
    assert_true(keys[0] == 7 && keys[1] == 0 && keys[2] == 5);
    assert_true(counts[0] == 1 && counts[1] == 0 && counts[2] == 3);
}

static NoiseTable
table_of(Arena *arena, uint32_t most, double variance, uint32_t barred)
{
    NoiseTable table;
    Error err;
    NoiseDesign design = {most, variance, barred, -1};
    assert_int_equal(noise_table_design(arena, &design, &table, &err), ERROR_NONE);
    return table;
}

/* One margin of a cross table has, in the classes where the other dimension has one value, the
 * noise of those cells. */
static void
the_same_records_have_the_same_noise(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    NoiseTable table = table_of(arena, 5, 3, 2);
    uint64_t seed = 77;
    enum
    {
        ROWS = 4000,
        LEFT = 40
    };
    static uint64_t key[ROWS];
    static uint32_t left[ROWS];
    static uint32_t both[ROWS];
    for (size_t row = 0; row < ROWS; row++)
    {
        key[row] = next_random(&seed);
        left[row] = (uint32_t)(next_random(&seed) % LEFT);
        bool divided = left[row] % 2 == 0;
        both[row] = left[row] * 2 + (divided ? (uint32_t)(next_random(&seed) % 2) : 1);
    }
    uint64_t keys[2 * LEFT];
    uint64_t counts[2 * LEFT];
    uint64_t margin[LEFT];
    uint64_t crossed[2 * LEFT];
    cellkey_sum(ROWS, left, key, LEFT, keys, counts);
    cellkey_perturb(&table, LEFT, keys, counts, margin);
    for (size_t row = 0; row < ROWS / 2; row++) /* the other way round */
    {
        uint64_t swap_key = key[row];
        key[row] = key[ROWS - 1 - row];
        key[ROWS - 1 - row] = swap_key;
        uint32_t swap = both[row];
        both[row] = both[ROWS - 1 - row];
        both[ROWS - 1 - row] = swap;
    }
    cellkey_sum(ROWS, both, key, (size_t)2 * LEFT, keys, counts);
    cellkey_perturb(&table, (size_t)2 * LEFT, keys, counts, crossed);
    for (size_t at = 1; at < LEFT; at += 2)
    {
        assert_int_equal(margin[at], crossed[2 * at + 1]);
        assert_int_equal(crossed[2 * at], 0);
    }
}

/* Over many keys each change occurs as often as the table says: chi-square with 10 degrees of
 * freedom below 35. */
static void
changes_come_as_often_as_designed(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    NoiseTable table = table_of(arena, 5, 3, 0);
    uint64_t seed = 4242;
    enum
    {
        DRAWS = 200000
    };
    double seen[11] = {0};
    for (int draw = 0; draw < DRAWS; draw++)
        seen[noise_of(&table, 1000, next_random(&seed)) + 5]++;
    double square = 0;
    for (int at = 0; at < 11; at++)
    {
        uint64_t before = at == 0 ? 0 : table.row[5].upto[at - 1];
        double mean = DRAWS * (double)(table.row[5].upto[at] - before) / (double)NOISE_WHOLE;
        square += (seen[at] - mean) * (seen[at] - mean) / mean;
    }
    assert_true(square < 35);
}

static const MagnitudeDesign magnitude_design = {
    .top = 3, .scale = {1, 0.5, 0.2}, .small = 0.3, .large = 0.03, .flex = 1000, .power = 2};

/*
 * One contributor of 500 (below flex): unit 0.3 * 500 = 150, place 500/150 = 3.33 between rows 3
 * and 4. With the largest key both rows give +5: 500 + 750. With key 0 they give -3 and -4: -(3 +
 * 1/3) units = -500: the sum becomes 0.
 */
static void
a_magnitude_moves_as_on_paper(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    NoiseTable table = table_of(arena, 5, 3, 0);
    Error err;
    int64_t sum = 0;
    MagnitudeCell cell = {.sum = 500, .key = UINT64_MAX, .contributions = 1, .largest = {500}};
    assert_int_equal(cellkey_perturb_magnitude(&table, &magnitude_design, &cell, &sum, &err),
                     ERROR_NONE);
    assert_int_equal(sum, 1250);
    cell.key = 0;
    assert_int_equal(cellkey_perturb_magnitude(&table, &magnitude_design, &cell, &sum, &err),
                     ERROR_NONE);
    assert_int_equal(sum, 0);
    cell.sum = -500;
    assert_int_equal(cellkey_perturb_magnitude(&table, &magnitude_design, &cell, &sum, &err),
                     ERROR_NONE);
    assert_int_equal(sum, 0);
    /* 2000 is twice flex: m = 0.03 + 0.27/4 = 0.0975, unit 195, place beyond the table: 2000 + 5 *
     * 195 */
    cell = (MagnitudeCell){.sum = 2000, .key = UINT64_MAX, .contributions = 1, .largest = {2000}};
    assert_int_equal(cellkey_perturb_magnitude(&table, &magnitude_design, &cell, &sum, &err),
                     ERROR_NONE);
    assert_int_equal(sum, 2975);
}

static void
magnitudes_keep_sign_zero_and_bounds(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    NoiseTable table = table_of(arena, 5, 3, 0);
    Error err;
    uint64_t seed = 9;
    for (int trial = 0; trial < 20000; trial++)
    {
        MagnitudeCell cell = {.key = next_random(&seed),
                              .contributions = (uint32_t)(next_random(&seed) % 5)};
        unsigned shift = (unsigned)(next_random(&seed) % 54);
        for (uint32_t at = 0; at < cell.contributions; at++)
            cell.largest[at] = next_random(&seed) >> 9 >> shift;
        for (uint32_t at = 0; at < cell.contributions; at++)
            cell.sum += (int64_t)cell.largest[at];
        int64_t sum = 0;
        assert_int_equal(cellkey_perturb_magnitude(&table, &magnitude_design, &cell, &sum, &err),
                         ERROR_NONE);
        assert_true(sum >= 0);
        assert_true(cell.sum != 0 || sum == 0);
        cell.sum = -cell.sum;
        int64_t mirrored = 0;
        assert_int_equal(
            cellkey_perturb_magnitude(&table, &magnitude_design, &cell, &mirrored, &err),
            ERROR_NONE);
        assert_int_equal(mirrored, -sum);
    }
    int64_t sum = 0;
    MagnitudeCell huge = {.sum = MAGNITUDE_MOST};
    assert_int_equal(cellkey_perturb_magnitude(&table, &magnitude_design, &huge, &sum, &err),
                     ERROR_DATA);
}

/* Inner cells 3 4 5, shown 4 4 7; published: inner 0 as 4, inner 1 + 2 (true 9) as 8, all (true 12)
 * as 12. Added up: 4, 11, 15. Errors before 1 1 0, after 1 2 3: squares 2/3 and 14/3. */
static void
restored_additivity_says_what_it_costs(void **state)
{
    (void)state;
    static const size_t start[] = {0, 1, 3, 6};
    static const uint32_t inner[] = {0, 1, 2, 0, 1, 2};
    CellSums sums = {3, start, inner};
    AdditivityInput input = {.truth = (uint64_t[]){3, 4, 5},
                             .inner = (uint64_t[]){4, 4, 7},
                             .perturbed = (uint64_t[]){4, 8, 12}};
    uint64_t counts[3];
    AdditivityCost cost;
    Error err;
    assert_int_equal(cellkey_add_up(&sums, &input, counts, &cost, &err), ERROR_NONE);
    assert_true(counts[0] == 4 && counts[1] == 11 && counts[2] == 15);
    assert_int_equal(cost.changed, 2);
    assert_int_equal(cost.largest_change, 3);
    assert_int_equal(cost.largest_error, 3);
    assert_true(fabs(cost.error_before - 2.0 / 3) < 1e-12);
    assert_true(fabs(cost.error_after - 14.0 / 3) < 1e-12);
    input.inner = (uint64_t[]){UINT64_MAX, 1, 0};
    assert_int_equal(cellkey_add_up(&sums, &input, counts, &cost, &err), ERROR_DATA);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_add_up_in_any_order),
        cmocka_unit_test(the_same_records_have_the_same_noise),
        cmocka_unit_test(changes_come_as_often_as_designed),
        cmocka_unit_test(a_magnitude_moves_as_on_paper),
        cmocka_unit_test(magnitudes_keep_sign_zero_and_bounds),
        cmocka_unit_test(restored_additivity_says_what_it_costs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
