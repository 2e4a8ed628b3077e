/*
 * Diversity and closeness: the published example, and earth mover's distances by the definition:
 * the cheapest of all ways to pair what one distribution holds with what the other does, unit by
 * unit.
 */
#include "disclosure/diversity.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/*
 * Li, Li, Venkatasubramanian 2007, section 5.3: incomes 3k .. 11k in nine records; the group {3k,
 * 4k, 5k} is at ordered distance 0.375 of the file, {6k, 8k, 11k} at 0.167. Equal distance of three
 * of nine: 1/2 (3 * 2/9 + 6 * 1/9) = 2/3.
 */
static void
the_published_incomes_have_their_distances(void **state)
{
    (void)state;
    static const uint16_t key[] = {0, 0, 0, 1, 2, 1, 2, 2, 1};
    static const uint16_t income[] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    const uint16_t *const codes[] = {key, income};
    KeyTable table = {.rows = 9, .columns = 2, .codes = codes, .sizes = (uint32_t[]){3, 9}};
    DiversityOptions options = {.column = 1, .distance = DISTANCE_ORDERED, .recursive_l = 2};
    Diversity rows[9];
    Diversity worst = diversity_rows(&table, (size_t[]){0}, 1, &options, rows);
    assert_true(fabs(rows[0].distance - 0.375) < 1e-12);
    assert_true(fabs(rows[3].distance - 1.0 / 6) < 1e-12);
    assert_true(fabs(worst.distance - 0.375) < 1e-12);
    assert_int_equal(worst.records, 9);
    options.distance = DISTANCE_EQUAL;
    assert_true(fabs(diversity_worst(&table, (size_t[]){0}, 1, &options).distance - 2.0 / 3) <
                1e-12);
}

/*
 * One group of values a a a a b b c: distinct 3; entropy of 4/7, 2/7, 1/7 is 0.955700 nats,
 * exp 2.600489 (by hand with ln 7 = 1.945910, ln 2 = 0.693147: (4 (ln 7 - 2 ln 2) + 2 (ln 7 - ln 2)
 * + ln 7) / 7); recursive l = 2: 4 / (2 + 1), l = 3: 4 / 1, l = 4: never.
 */
static void
a_group_on_paper_has_its_diversity(void **state)
{
    (void)state;
    static const uint16_t key[7];
    static const uint16_t value[] = {0, 2, 0, 1, 0, 1, 0};
    const uint16_t *const codes[] = {key, value};
    KeyTable table = {.rows = 7, .columns = 2, .codes = codes, .sizes = (uint32_t[]){1, 4}};
    static const double recursive[] = {4.0 / 7, 4.0 / 3, 4, HUGE_VAL};
    for (uint32_t l = 1; l <= 4; l++)
    {
        DiversityOptions options = {.column = 1, .recursive_l = l};
        Diversity found = diversity_worst(&table, (size_t[]){0}, 1, &options);
        assert_int_equal(found.distinct, 3);
        double entropy = (7 * log(7) - 10 * log(2)) / 7;
        assert_true(fabs(found.entropy - exp(entropy)) < 1e-12);
        assert_true(found.recursive == recursive[l - 1]);
        assert_true(found.distance == 0); /* the group is the file */
    }
}

/* ---- the distance by its definition ---- */

#define UNITS 8

/* Codes 0..5; tree: 0 1 -> 6, 2 3 -> 7, 6 7 -> 8, 4 5 -> 9, 8 9 -> 10. */
static const uint32_t tree_parent[] = {6, 6, 7, 7, 9, 9, 8, 8, 10, 10, 0};
static const uint32_t tree_height[] = {0, 0, 0, 0, 0, 0, 1, 1, 2, 1, 3};
static const ValueTree tree = {11, tree_parent, tree_height};

static double
ground(DistanceKind kind, uint32_t one, uint32_t other)
{
    if (one == other)
        return 0;
    if (kind == DISTANCE_EQUAL)
        return 1;
    if (kind == DISTANCE_ORDERED)
        return fabs((double)one - (double)other) / 5;
    while (one != other)
    {
        if (one < other)
            one = tree_parent[one];
        else
            other = tree_parent[other];
    }
    return tree_height[one] / 3.0;
}

/* The cheapest pairing of from[at..] with the units of to that used does not name. */
static double
cheapest(DistanceKind kind, const uint32_t *from, const uint32_t *to, size_t at, unsigned used)
{
    double least = at == UNITS ? 0 : HUGE_VAL;
    for (size_t with = 0; at < UNITS && with < UNITS; with++)
        if ((used >> with & 1U) == 0)
        {
            double cost = ground(kind, from[at], to[with]) / UNITS +
                          cheapest(kind, from, to, at + 1, used | 1U << with);
            least = cost < least ? cost : least;
        }
    return least;
}

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u; /* Numerical Recipes' quick generator; any would do */
    return *seed >> 8;
}

/* Eight records, the first 1, 2 or 4 of them one group: each of its records weighs 8, 4 or 2 units
 * of an eighth. */
static void
distances_are_those_of_the_cheapest_pairing(void **state)
{
    (void)state;
    uint32_t seed = 5;
    for (int trial = 0; trial < 60; trial++)
    {
        uint16_t key[UNITS];
        uint16_t value[UNITS];
        uint32_t from[UNITS];
        uint32_t to[UNITS];
        size_t group = (size_t)1 << next_random(&seed) % 3;
        for (size_t row = 0; row < UNITS; row++)
        {
            key[row] = row >= group;
            value[row] = (uint16_t)(next_random(&seed) % 6);
            to[row] = value[row];
            from[row] = value[row % group];
        }
        const uint16_t *const codes[] = {key, value};
        KeyTable table = {.rows = UNITS, .columns = 2, .codes = codes, .sizes = (uint32_t[]){2, 6}};
        DistanceKind kind = (DistanceKind)(trial % 3);
        DiversityOptions options = {.column = 1, .distance = kind, .tree = &tree, .recursive_l = 2};
        Diversity rows[UNITS];
        (void)diversity_rows(&table, (size_t[]){0}, 1, &options, rows);
        assert_true(fabs(rows[0].distance - cheapest(kind, from, to, 0, 0)) < 1e-12);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_incomes_have_their_distances),
        cmocka_unit_test(a_group_on_paper_has_its_diversity),
        cmocka_unit_test(distances_are_those_of_the_cheapest_pairing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
