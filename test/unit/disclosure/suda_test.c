/*
 * Special uniques: a file on paper, and random files in which every set of keys is tried for every
 * record.
 */
#include "disclosure/suda.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/*
 * Keys x y z:  0 (a, c, e)  1 (a, c, f)  2 (a, d, e)  3 (b, d, f)  4 (b, d, f)
 *   0: x a: 0 1 2; y c: 0 1; z e: 0 2; xy: 0 1; xz: 0 2; yz ce: 0 alone -> {y, z}
 *   1: z f: 1 3 4; xz af: alone; yz cf: alone; xy: 0 1 -> {x, z}, {y, z}
 *   2: y d: 2 3 4; xy ad: alone; yz de: alone; xz: 0 2 -> {x, y}, {y, z}
 *   3 and 4 are alike: no MSU, one pair.
 * Each MSU of size 2 of 3 keys scores 1! = 1: scores 1, 2, 2; of the 5 MSUs x is in 2, y in 4, z
 * in 4. DIS with d = 0.1: P = 2, Q = 1.25, odds = 2 * 0.9/0.1 = 18.
 */
static void
a_file_on_paper_has_its_special_uniques(void **state)
{
    (void)state;
    static const uint16_t x[] = {0, 0, 0, 1, 1};
    static const uint16_t y[] = {0, 0, 1, 1, 1};
    static const uint16_t z[] = {0, 1, 0, 1, 1};
    const uint16_t *const codes[] = {x, y, z};
    KeyTable table = {.rows = 5, .columns = 3, .codes = codes, .sizes = (uint32_t[]){2, 2, 2}};
    SudaRecord records[5];
    Suda suda;
    Error err;
    SudaOptions options = {.fraction = 0.1};
    assert_int_equal(suda_search(&table, (size_t[]){0, 1, 2}, 3, &options, records, &suda, &err),
                     ERROR_NONE);
    static const uint32_t uniques[] = {1, 2, 2, 0, 0};
    double sum = 1 + 2 * pow(2, -1.25);
    for (size_t row = 0; row < 5; row++)
    {
        assert_int_equal(records[row].uniques, uniques[row]);
        assert_int_equal(records[row].least, row < 3 ? 2 : 0);
        assert_true(records[row].score == uniques[row]);
        double dis = row < 3 ? 1 / (1 + 18 / (pow(uniques[row], 1.25) * sum)) : 0;
        assert_true(fabs(records[row].dis - dis) < 1e-12);
    }
    assert_int_equal(suda.pairs, 2);
    assert_int_equal(suda.with_unique, 3);
    assert_int_equal(suda.by_size[2], 5);
    assert_true(fabs(suda.share[0] - 0.4) < 1e-12);
    assert_true(fabs(suda.share[1] - 0.8) < 1e-12);
    assert_true(fabs(suda.share[2] - 0.8) < 1e-12);
    options.cap = 1;
    assert_int_equal(suda_search(&table, (size_t[]){0, 1, 2}, 3, &options, records, &suda, &err),
                     ERROR_NONE);
    assert_int_equal(suda.uniques, 0);
}

/* Of U uniques with one score and P records in pairs, DIS is U d / (U d + P (1 - d)): what it was
 * calibrated on. */
static void
equal_scores_share_the_estimate_of_the_file(void **state)
{
    (void)state;
    static const uint16_t x[] = {0, 1, 2, 3, 3, 4, 4};
    const uint16_t *const codes[] = {x};
    KeyTable table = {.rows = 7, .columns = 1, .codes = codes, .sizes = (uint32_t[]){5}};
    SudaRecord records[7];
    Suda suda;
    Error err;
    assert_int_equal(suda_search(&table, (size_t[]){0}, 1, &(SudaOptions){.fraction = 0.2}, records,
                                 &suda, &err),
                     ERROR_NONE);
    assert_true(fabs(records[1].dis - 3 * 0.2 / (3 * 0.2 + 4 * 0.8)) < 1e-12);
}

static void
what_cannot_be_searched_is_refused(void **state)
{
    (void)state;
    KeyTable table = {.rows = 0, .columns = 0};
    Suda suda;
    Error err;
    size_t set[SUDA_KEYS + 1] = {0};
    assert_int_equal(
        suda_search(&table, set, SUDA_KEYS + 1, &(SudaOptions){.fraction = 0.2}, NULL, &suda, &err),
        ERROR_DATA);
    assert_int_equal(suda_search(&table, set, 0, &(SudaOptions){0}, NULL, &suda, &err), ERROR_DATA);
    assert_int_equal(suda_search(&table, set, 0, &(SudaOptions){.fraction = 1}, NULL, &suda, &err),
                     ERROR_NONE);
    assert_int_equal(suda.uniques, 0);
}

#define ROWS 90
#define KEYS 6

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u; /* Numerical Recipes' quick generator; any would do */
    return *seed >> 8;
}

typedef struct Fixture
{
    uint16_t codes[KEYS][ROWS];
    bool file[ROWS];
} Fixture;

static bool
alone(const Fixture *fixture, size_t row, unsigned keys)
{
    for (size_t other = 0; other < ROWS; other++)
    {
        bool same = other != row && fixture->file[other];
        for (size_t key = 0; key < KEYS && same; key++)
            if ((keys >> key & 1U) != 0)
                same = fixture->codes[key][row] == fixture->codes[key][other];
        if (same)
            return false;
    }
    return true;
}

/* By the definition: alone on the set, on no set with one key less. Counts by size. */
static void
count_minimal(const Fixture *fixture, size_t row, uint32_t counts[KEYS + 1])
{
    memset(counts, 0, (KEYS + 1) * sizeof *counts);
    for (unsigned keys = 0; keys < 1U << KEYS; keys++)
    {
        bool minimal = fixture->file[row] && alone(fixture, row, keys);
        for (size_t key = 0; key < KEYS && minimal; key++)
            if ((keys >> key & 1U) != 0)
                minimal = !alone(fixture, row, keys & ~(1U << key));
        counts[__builtin_popcount(keys)] += minimal;
    }
}

static void
fill(Fixture *fixture, uint32_t *seed, uint32_t sizes[KEYS], size_t shown)
{
    for (size_t key = 0; key < KEYS; key++)
    {
        sizes[key] = next_random(seed) % 4 == 0 ? 1000 : 1 + next_random(seed) % 6;
        for (size_t row = 0; row < ROWS; row++)
            fixture->codes[key][row] =
                (uint16_t)(next_random(seed) % 2 == 0 ? sizes[key] - 1
                                                      : next_random(seed) % sizes[key]);
    }
    for (size_t row = 0; row < ROWS; row++)
        fixture->file[row] = row < shown;
}

static void
any_file_agrees_with_trying_every_set(void **state)
{
    (void)state;
    static Fixture fixture;
    uint32_t seed = 2004;
    static const double factorials[KEYS + 1] = {720, 120, 24, 6, 2, 1, 1}; /* (m - s)! */
    for (size_t trial = 0; trial < 120; trial++)
    {
        uint32_t sizes[KEYS];
        fill(&fixture, &seed, sizes, trial < 4 ? trial : ROWS - trial % 7);
        const uint16_t *codes[KEYS];
        for (size_t key = 0; key < KEYS; key++)
            codes[key] = fixture.codes[key];
        KeyTable table = {
            .rows = ROWS, .columns = KEYS, .codes = codes, .sizes = sizes, .in_file = fixture.file};
        SudaOptions options = {.cap = trial % 3 == 0 ? 0 : trial % KEYS, .fraction = 0.1};
        size_t cap = options.cap == 0 ? KEYS : options.cap;
        SudaRecord records[ROWS];
        Suda suda;
        Error err;
        assert_int_equal(
            suda_search(&table, (size_t[]){0, 1, 2, 3, 4, 5}, KEYS, &options, records, &suda, &err),
            ERROR_NONE);
        uint64_t by_size[KEYS + 1] = {0};
        for (size_t row = 0; row < ROWS; row++)
        {
            uint32_t counts[KEYS + 1];
            count_minimal(&fixture, row, counts);
            double score = 0;
            for (size_t size = 0; size <= cap; size++)
            {
                by_size[size] += counts[size];
                score += counts[size] * factorials[size];
            }
            assert_true(records[row].score == score);
        }
        assert_memory_equal(by_size, suda.by_size, sizeof by_size);
    }
}

#define PADDED 13

/* Keys with one code only are in no MSU: with seven of them there are 13 keys, more than the search
 * has bit sets for, and its other way of remembering must find the same. */
static void
empty_keys_change_nothing(void **state)
{
    (void)state;
    static Fixture fixture;
    static const uint16_t constant[ROWS];
    uint32_t seed = 13;
    for (size_t trial = 0; trial < 20; trial++)
    {
        uint32_t sizes[PADDED];
        const uint16_t *codes[PADDED];
        size_t set[PADDED];
        fill(&fixture, &seed, sizes, ROWS);
        for (size_t key = 0; key < PADDED; key++)
        {
            codes[key] = key < KEYS ? fixture.codes[key] : constant;
            sizes[key] = key < KEYS ? sizes[key] : 1;
            set[key] = PADDED - 1 - key;
        }
        KeyTable table = {.rows = ROWS, .columns = PADDED, .codes = codes, .sizes = sizes};
        SudaOptions options = {.fraction = 0.1};
        SudaRecord few[ROWS];
        SudaRecord many[ROWS];
        Suda of_few;
        Suda of_many;
        Error err;
        assert_int_equal(
            suda_search(&table, set + PADDED - KEYS, KEYS, &options, few, &of_few, &err),
            ERROR_NONE);
        assert_int_equal(suda_search(&table, set, PADDED, &options, many, &of_many, &err),
                         ERROR_NONE);
        for (size_t row = 0; row < ROWS; row++)
        {
            assert_int_equal(few[row].uniques, many[row].uniques);
            assert_int_equal(few[row].least, many[row].least);
        }
        assert_memory_equal(of_few.by_size, of_many.by_size, (KEYS + 1) * sizeof(uint64_t));
        for (size_t key = 0; key < PADDED - KEYS; key++)
            assert_true(of_many.share[key] == 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_on_paper_has_its_special_uniques),
        cmocka_unit_test(equal_scores_share_the_estimate_of_the_file),
        cmocka_unit_test(what_cannot_be_searched_is_refused),
        cmocka_unit_test(any_file_agrees_with_trying_every_set),
        cmocka_unit_test(empty_keys_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
