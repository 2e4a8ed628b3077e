/*
 * The quality of draw: uniform, and independent over items, streams and seeds, also for the small
 * consecutive numbers that synthetic data use. Nothing is random here, so each statistic is the
 * same in every run; the bound of 4 standard deviations leaves room for the two dozen that are
 * looked at.
 */
#include "warehouse/draw.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#define Z_BOUND 4.0
#define BINS 64
#define DRAWS 200000

/* One of the three places counts, the others stand still. */
typedef double (*Sequence)(int64_t at);

static double
by_item(int64_t at)
{
    return draw_uniform(1, 1, at);
}

static double
by_stream(int64_t at)
{
    return draw_uniform(1, at, 1);
}

static double
by_seed(int64_t at)
{
    return draw_uniform(at, 1, 1);
}

static double
by_negative_item(int64_t at)
{
    return draw_uniform(0, 0, -at);
}

/* Items as identifiers are: large, with steps of a hundred. */
static double
by_identifier(int64_t at)
{
    return draw_uniform(42, 7, INT64_C(85010100000) + at * 100);
}

/* Two halves of a number: does stream s, item i tell of stream i, item s? */
static double
by_diagonal(int64_t at)
{
    return draw_uniform(at % 3, at / 500, at % 500);
}

static const Sequence sequences[] = {by_item,          by_stream,     by_seed,
                                     by_negative_item, by_identifier, by_diagonal};

static double
chi_square_z(const unsigned *counts, size_t bins, double draws)
{
    double expected = draws / (double)bins;
    double sum = 0;
    for (size_t at = 0; at < bins; at++)
        sum += ((double)counts[at] - expected) * ((double)counts[at] - expected) / expected;
    return (sum - ((double)bins - 1)) / sqrt(2 * ((double)bins - 1));
}

static void
each_sequence_is_uniform(void **state)
{
    (void)state;
    for (size_t which = 0; which < sizeof sequences / sizeof sequences[0]; which++)
    {
        unsigned counts[BINS] = {0};
        for (int64_t at = 0; at < DRAWS; at++)
        {
            double drawn = sequences[which](at);
            assert_true(drawn >= 0 && drawn < 1);
            counts[(size_t)(drawn * BINS)]++;
        }
        assert_true(fabs(chi_square_z(counts, BINS, DRAWS)) < Z_BOUND);
    }
}

/* Pairs of neighbours fill the square. */
static void
neighbours_are_independent(void **state)
{
    (void)state;
    for (size_t which = 0; which < sizeof sequences / sizeof sequences[0]; which++)
    {
        unsigned counts[BINS * BINS] = {0};
        for (int64_t at = 0; at < DRAWS; at++)
            counts[(size_t)(sequences[which](2 * at) * BINS) * BINS +
                   (size_t)(sequences[which](2 * at + 1) * BINS)]++;
        assert_true(fabs(chi_square_z(counts, (size_t)BINS * BINS, DRAWS)) < Z_BOUND);
    }
}

/* The same item under neighbouring streams and seeds. */
static void
streams_and_seeds_are_uncorrelated(void **state)
{
    (void)state;
    static const int64_t other[][2] = {{1, 2}, {2, 1}, {2, 2}, {1, -1}, {-1, 1}, {1, 1 << 20}};
    for (size_t which = 0; which < sizeof other / sizeof other[0]; which++)
    {
        double sum = 0;
        for (int64_t item = 0; item < DRAWS; item++)
            sum += (draw_uniform(1, 1, item) - 0.5) *
                   (draw_uniform(other[which][0], other[which][1], item) - 0.5);
        /* The product of two independent uniforms about 0 has variance 1/144. */
        assert_true(fabs(sum / sqrt(DRAWS / 144.0)) < Z_BOUND);
    }
}

/* One bit of any place changes half of the result's bits. */
static void
every_bit_of_a_place_matters(void **state)
{
    (void)state;
    for (unsigned bit = 0; bit < 64; bit++)
        for (unsigned place = 0; place < 3; place++)
        {
            double changed = 0;
            for (int64_t at = 0; at < 1000; at++)
            {
                int64_t places[3] = {at * 31, at * 17 + 5, at};
                uint64_t before = draw_bits(places[0], places[1], places[2]);
                places[place] = (int64_t)((uint64_t)places[place] ^ UINT64_C(1) << bit);
                changed +=
                    __builtin_popcountll(before ^ draw_bits(places[0], places[1], places[2]));
            }
            /* 64,000 fair coins: standard deviation 126.5; 192 looks, so 5 of them. */
            assert_true(fabs(changed - 32000) < 5 * 126.5);
        }
}

static int
by_value(const void *one, const void *other)
{
    uint64_t a = *(const uint64_t *)one;
    uint64_t b = *(const uint64_t *)other;
    return (a > b) - (a < b);
}

/* Kolmogorov and Smirnov: the largest distance from the diagonal, 1.95 / sqrt(n) at one in a
 * thousand. */
static void
the_distribution_has_no_gap(void **state)
{
    (void)state;
    uint64_t *drawn = calloc(DRAWS, sizeof *drawn);
    double largest = 0;
    assert_non_null(drawn);
    for (int64_t at = 0; at < DRAWS; at++)
        drawn[at] = draw_bits(20190115, 3, at);
    qsort(drawn, DRAWS, sizeof *drawn, by_value);
    for (size_t at = 0; at < DRAWS; at++)
        largest = fmax(largest, fabs((double)drawn[at] * 0x1p-64 - ((double)at + 0.5) / DRAWS));
    free(drawn);
    assert_true(largest < 1.95 / sqrt(DRAWS));
}

/* SplitMix64 from state 0 begins e220a8397b1dcdaf (the reference programs of prng.di.unimi.it); a
 * stream of draw is that generator from the stream's own state, so the difference of two items'
 * states is the golden constant. */
static void
the_mixer_is_that_of_splitmix64(void **state)
{
    (void)state;
    /* draw_bits(seed, stream, item) with start 0: mix(x) = 0 only for x = 0, so seed = -GOLDEN and
     * stream = 0. */
    int64_t seed = (int64_t)(0 - UINT64_C(0x9e3779b97f4a7c15));
    assert_true(draw_bits(seed, 0, 0) == UINT64_C(0xe220a8397b1dcdaf));
    assert_true(draw_bits(seed, 0, 1) == UINT64_C(0x6e789e6aa1b965f4));
    assert_true(draw_bits(seed, 0, 2) == UINT64_C(0x06c45d188009454f));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_sequence_is_uniform),
        cmocka_unit_test(neighbours_are_independent),
        cmocka_unit_test(streams_and_seeds_are_uncorrelated),
        cmocka_unit_test(every_bit_of_a_place_matters),
        cmocka_unit_test(the_distribution_has_no_gap),
        cmocka_unit_test(the_mixer_is_that_of_splitmix64),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
