/*
 * What the lowest sample numbers of a cohort are as a sample: statistics over many keys. The keys
 * are fixed, so each test gives the same answer in every run; the bounds are those of a chance of
 * about one in a thousand.
 *
 * Identifiers are as regular as real ones: days in a row, serials in a row.
 */
#include "core/secret.h"
#include "person/insz.h"
#include "person/pseudonym.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define Z_BOUND 3.3

typedef struct Numbered
{
    unsigned char block[BLOCK_SIZE];
    size_t person;
} Numbered;

/* Person `at` of a regular population: 100 serials on each of 28 days of 12 months, from 1920 on.
 */
static int64_t
person_number(size_t at)
{
    int64_t serial = (int64_t)(at % 100) + 1;
    int64_t day = (int64_t)(at / 100 % 28) + 1;
    int64_t month = (int64_t)(at / 2800 % 12) + 1;
    int64_t year = 20 + (int64_t)(at / 33600);
    return insz_complete(((year * 100 + month) * 100 + day) * 1000 + serial, 19);
}

static int
by_block(const void *one, const void *other)
{
    return memcmp(((const Numbered *)one)->block, ((const Numbered *)other)->block, BLOCK_SIZE);
}

/* The persons from first to first + count in the order of their blocks under a project's key for
 * this purpose. */
static void
order(unsigned project, const char *purpose, size_t first, size_t count, Numbered *ret_order)
{
    FREES_SECRET Secret *project_key = secret_new(BLOCK_KEY_SIZE);
    FREES_CIPHER BlockCipher *cipher = NULL;
    Error err = {0};
    memcpy(project_key->bytes, &project, sizeof project);
    FREES_SECRET Secret *key = secret_derive(project_key, purpose, BLOCK_KEY_SIZE);
    int64_t *numbers = calloc(count, sizeof *numbers);
    unsigned char *blocks = calloc(count, BLOCK_SIZE);
    assert_true(numbers != NULL && blocks != NULL);
    for (size_t at = 0; at < count; at++)
        numbers[at] = person_number(first + at);
    assert_int_equal(block_cipher_new(key->bytes, &cipher, &err), ERROR_NONE);
    assert_int_equal(block_encipher(cipher, IDENTIFIER_INSZ, numbers, count, blocks, &err),
                     ERROR_NONE);
    for (size_t at = 0; at < count; at++)
    {
        memcpy(ret_order[at].block, blocks + at * BLOCK_SIZE, BLOCK_SIZE);
        ret_order[at].person = first + at;
    }
    qsort(ret_order, count, sizeof *ret_order, by_block);
    free(numbers);
    free(blocks);
}

/* How far a sum of squares of `freedom` standard normals is from what it should be, in standard
 * deviations. */
static double
chi_square_z(double sum, double freedom)
{
    return (sum - freedom) / sqrt(2 * freedom);
}

#define PERSONS 3000
#define SAMPLE 300
#define KEYS 300
#define STRATA 8

/* Strata of unequal size, of the kind that an identifier tells: sex (serial's parity) by a quarter
 * of the days. */
static size_t
stratum_of(size_t person)
{
    static const size_t quarter[10] = {0, 0, 0, 0, 1, 1, 1, 2, 2, 3};
    return person % 2 * 4 + quarter[person / 100 % 10];
}

/* Counts by stratum of a simple random sample without replacement: Pearson's statistic times
 * (N-1)/(N-n) is close to chi-square with STRATA-1 degrees of freedom; over the keys the sum has
 * KEYS times as many. */
static void
samples_are_spread_over_strata_as_chance_does(void **state)
{
    (void)state;
    static Numbered ordered[PERSONS];
    size_t sizes[STRATA] = {0};
    double sum = 0;
    double first = 0;
    for (size_t person = 0; person < PERSONS; person++)
        sizes[stratum_of(person)]++;
    for (unsigned project = 0; project < KEYS; project++)
    {
        size_t counts[STRATA] = {0};
        order(project, "sample", 0, PERSONS, ordered);
        for (size_t at = 0; at < SAMPLE; at++)
            counts[stratum_of(ordered[at].person)]++;
        double pearson = 0;
        for (size_t stratum = 0; stratum < STRATA; stratum++)
        {
            double expected = (double)SAMPLE * (double)sizes[stratum] / PERSONS;
            double off = (double)counts[stratum] - expected;
            pearson += off * off / expected;
            if (stratum == 0)
                first += off;
        }
        sum += pearson * (PERSONS - 1.0) / (PERSONS - SAMPLE);
    }
    assert_true(fabs(chi_square_z(sum, KEYS * (STRATA - 1.0))) < Z_BOUND);
    /* And no stratum is favoured over all keys together: hypergeometric variance. */
    double share = (double)sizes[0] / PERSONS;
    double variance = KEYS * SAMPLE * share * (1 - share) * (PERSONS - SAMPLE) / (PERSONS - 1.0);
    assert_true(fabs(first / sqrt(variance)) < Z_BOUND);
}

/* Each person is in a tenth of the samples, not some always and some never. */
static void
every_person_has_the_same_chance(void **state)
{
    (void)state;
    static Numbered ordered[PERSONS];
    static unsigned chosen[PERSONS];
    double sum = 0;
    for (unsigned project = 0; project < KEYS; project++)
    {
        order(project, "sample", 0, PERSONS, ordered);
        for (size_t at = 0; at < SAMPLE; at++)
            chosen[ordered[at].person]++;
    }
    for (size_t person = 0; person < PERSONS; person++)
    {
        double off = chosen[person] - KEYS * 0.1;
        sum += off * off / (KEYS * 0.1 * 0.9);
    }
    assert_true(fabs(chi_square_z(sum * (PERSONS - 1.0) / PERSONS, PERSONS - 1)) < Z_BOUND);
}

/* Spearman's rank correlation of the two orders of one project; without ties it is 1 - 6 sum d^2 /
 * (N^3 - N), and for independent orders it has mean 0 and variance 1/(N-1). */
static double
rank_correlation(const Numbered *one, const Numbered *other, size_t count)
{
    size_t *rank = calloc(count, sizeof *rank);
    double sum = 0;
    assert_non_null(rank);
    for (size_t at = 0; at < count; at++)
        rank[one[at].person] = at;
    for (size_t at = 0; at < count; at++)
    {
        double off = (double)rank[other[at].person] - (double)at;
        sum += off * off;
    }
    free(rank);
    double n = (double)count;
    return 1 - 6 * sum / (n * n * n - n);
}

static void
expect_independent(const char *purpose, const char *other_purpose, unsigned other_project)
{
    static Numbered one[PERSONS];
    static Numbered other[PERSONS];
    double sum = 0;
    double squares = 0;
    for (unsigned project = 0; project < KEYS; project++)
    {
        order(project, purpose, 0, PERSONS, one);
        order(project + other_project, other_purpose, 0, PERSONS, other);
        double standard = rank_correlation(one, other, PERSONS) * sqrt(PERSONS - 1.0);
        sum += standard;
        squares += standard * standard;
    }
    assert_true(fabs(sum / sqrt(KEYS)) < Z_BOUND);
    assert_true(fabs(chi_square_z(squares, KEYS)) < Z_BOUND);
}

/* From the pseudonyms' order nobody learns who is in the sample. */
static void
pseudonyms_and_sample_numbers_are_independent(void **state)
{
    (void)state;
    expect_independent("pseudonym", "sample", 0);
}

static void
two_projects_are_independent(void **state)
{
    (void)state;
    expect_independent("pseudonym", "pseudonym", 1000);
}

#define COHORT 5000
#define SHARED 4000 /* of one cohort's persons are in the other as well */
#define TENTH (COHORT / 10)

static size_t
overlap(const Numbered *one, const Numbered *other)
{
    static unsigned char in[2 * COHORT];
    size_t both = 0;
    memset(in, 0, sizeof in);
    for (size_t at = 0; at < TENTH; at++)
        in[one[at].person] = 1;
    for (size_t at = 0; at < TENTH; at++)
        both += in[other[at].person];
    return both;
}

/* The same with random numbers that have nothing to do with the cipher: what permanent random
 * numbers give. */
static size_t
simulated_overlap(uint64_t *chance)
{
    static Numbered one[COHORT];
    static Numbered other[COHORT];
    for (size_t person = 0; person < 2 * COHORT - SHARED; person++)
    {
        Numbered drawn = {.person = person};
        for (size_t at = 0; at < BLOCK_SIZE; at++)
        {
            /* Knuth's MMIX generator, high bits */
            *chance = *chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            drawn.block[at] = (unsigned char)(*chance >> 56);
        }
        if (person < COHORT)
            one[person] = drawn;
        if (person >= COHORT - SHARED)
            other[person - (COHORT - SHARED)] = drawn;
    }
    qsort(one, COHORT, sizeof *one, by_block);
    qsort(other, COHORT, sizeof *other, by_block);
    return overlap(one, other);
}

/*
 * Two years' cohorts of 5,000 that share 4,000 persons. With permanent random numbers a shared
 * person is in both samples if its number is below both thresholds, which lie about 0.1. They
 * differ by what the 1,000 persons of either year alone make of it: the difference has standard
 * deviation d = sqrt(2 * 1000 * 0.1 * 0.9) / 5000 = 0.00268, so the lower one is on average d /
 * sqrt(2 pi) = 0.00107 below 0.1, and 4000 * 0.09893 = 395.7 are expected in both. Samples drawn
 * anew each year would share 40.
 */
static void
samples_of_two_years_overlap_as_permanent_numbers_must(void **state)
{
    (void)state;
    static Numbered one[COHORT];
    static Numbered other[COHORT];
    uint64_t chance = 2014;
    double sum = 0;
    double squares = 0;
    double simulated = 0;
    for (unsigned project = 0; project < KEYS; project++)
    {
        order(project, "sample", 0, COHORT, one);
        order(project, "sample", COHORT - SHARED, COHORT, other);
        double both = (double)overlap(one, other);
        sum += both;
        squares += both * both;
        simulated += (double)simulated_overlap(&chance);
    }
    double mean = sum / KEYS;
    double error = sqrt((squares / KEYS - mean * mean) / KEYS);
    assert_true(error < 1.5);
    assert_true(fabs(mean - 395.7) < Z_BOUND * error);
    assert_true(fabs(mean - simulated / KEYS) < Z_BOUND * error * sqrt(2));
}

static void
the_same_cohort_has_the_same_sample(void **state)
{
    (void)state;
    static Numbered one[COHORT];
    static Numbered other[COHORT];
    order(7, "sample", 0, COHORT, one);
    order(7, "sample", 0, COHORT, other);
    assert_int_equal(overlap(one, other), TENTH);
    order(8, "sample", 0, COHORT, other);
    assert_true(overlap(one, other) < TENTH / 4); /* 50 are expected under another key */
}

int
main(void)
{
    Error err;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_are_spread_over_strata_as_chance_does),
        cmocka_unit_test(every_person_has_the_same_chance),
        cmocka_unit_test(pseudonyms_and_sample_numbers_are_independent),
        cmocka_unit_test(two_projects_are_independent),
        cmocka_unit_test(samples_of_two_years_overlap_as_permanent_numbers_must),
        cmocka_unit_test(the_same_cohort_has_the_same_sample),
    };
    if (secret_prepare(&err) != ERROR_NONE)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
