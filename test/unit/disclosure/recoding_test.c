/*
 * Global recoding: a lattice on paper, and random ones in which every combination of levels is
 * tried, its groups counted by comparing all pairs and its loss summed value by value.
 */
#include "disclosure/recoding.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define ROWS 60
#define KEYS 3
#define CODES 8

typedef struct Fixture
{
    uint16_t codes[KEYS][ROWS];
    bool file[ROWS];
    bool population[ROWS];
    uint16_t class_of[KEYS][3][CODES];
    RecodingLevel level[KEYS][3];
    RecodingKey key[KEYS];
} Fixture;

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u; /* Numerical Recipes' quick generator; any would do */
    return *seed >> 8;
}

static const uint32_t sizes[KEYS] = {CODES, CODES, CODES};

static KeyTable
table_of(const Fixture *fixture, const uint16_t *codes[KEYS])
{
    for (size_t key = 0; key < KEYS; key++)
        codes[key] = fixture->codes[key];
    return (KeyTable){.rows = ROWS,
                      .columns = KEYS,
                      .codes = codes,
                      .sizes = sizes,
                      .in_file = fixture->file,
                      .in_population = fixture->population};
}

static void
make_random(Fixture *fixture, uint32_t *seed)
{
    for (size_t key = 0; key < KEYS; key++)
    {
        uint16_t below[CODES];
        uint32_t classes = CODES;
        for (uint16_t code = 0; code < CODES; code++)
            below[code] = code;
        fixture->key[key] = (RecodingKey){key, next_random(seed) % 4, fixture->level[key]};
        for (size_t level = 0; level < 3; level++)
        {
            uint32_t fewer = 1 + classes / 2;
            uint16_t join[CODES];
            for (uint32_t class_ = 0; class_ < classes; class_++)
                join[class_] = (uint16_t)(next_random(seed) % fewer);
            for (size_t code = 0; code < CODES; code++)
                below[code] = fixture->class_of[key][level][code] = join[below[code]];
            classes = fewer;
            fixture->level[key][level] = (RecodingLevel){classes, fixture->class_of[key][level]};
        }
        for (size_t row = 0; row < ROWS; row++)
            fixture->codes[key][row] =
                (uint16_t)(next_random(seed) % (1 + next_random(seed) % CODES));
    }
    for (size_t row = 0; row < ROWS; row++)
    {
        fixture->file[row] = next_random(seed) % 3 != 0;
        fixture->population[row] = next_random(seed) % 5 != 0;
    }
}

static uint16_t
recoded(const Fixture *fixture, size_t key, uint32_t level, size_t row)
{
    uint16_t code = fixture->codes[key][row];
    return level == 0 ? code : fixture->class_of[key][level - 1][code];
}

static double
value_loss(const Fixture *fixture, size_t key, uint32_t level, size_t row)
{
    int held = 0;
    for (size_t code = 0; level > 0 && code < CODES; code++)
        held += fixture->class_of[key][level - 1][code] == recoded(fixture, key, level, row);
    return level == 0 ? 0 : (held - 1) / (double)(CODES - 1);
}

/* The mean loss of a combination; *ret_left_out what it leaves out. */
static double
judge(const Fixture *fixture, const RecodingOptions *options, const uint32_t level[KEYS],
      uint64_t *ret_left_out)
{
    double loss = 0;
    uint32_t records = 0;
    *ret_left_out = 0;
    for (size_t row = 0; row < ROWS; row++)
    {
        if (!fixture->file[row])
            continue;
        uint32_t count = 0;
        for (size_t other = 0; other < ROWS; other++)
        {
            bool same = options->in_population ? fixture->population[other] : fixture->file[other];
            for (size_t key = 0; key < KEYS && same; key++)
                same = recoded(fixture, key, level[key], row) ==
                       recoded(fixture, key, level[key], other);
            count += same;
        }
        bool out = count < options->k;
        *ret_left_out += out;
        records++;
        for (size_t key = 0; key < KEYS; key++)
            loss += out ? 1 : value_loss(fixture, key, level[key], row);
    }
    return records == 0 ? 0 : loss / records / KEYS;
}

static void
the_least_loss_of_all_combinations_is_found(void **state)
{
    (void)state;
    static Fixture fixture;
    uint32_t seed = 2012;
    size_t impossible = 0;
    for (int trial = 0; trial < 250; trial++)
    {
        make_random(&fixture, &seed);
        const uint16_t *codes[KEYS];
        KeyTable table = table_of(&fixture, codes);
        RecodingOptions options = {.keys = fixture.key,
                                   .key_count = KEYS,
                                   .k = 1 + next_random(&seed) % 6,
                                   .in_population = trial % 2 == 0,
                                   .left_out = next_random(&seed) % 3 * 4};
        bool found = false;
        double least = HUGE_VAL;
        for (uint32_t a = 0; a <= fixture.key[0].levels; a++)
            for (uint32_t b = 0; b <= fixture.key[1].levels; b++)
                for (uint32_t c = 0; c <= fixture.key[2].levels; c++)
                {
                    uint64_t left_out = 0;
                    double loss = judge(&fixture, &options, (uint32_t[]){a, b, c}, &left_out);
                    found |= left_out <= options.left_out;
                    if (left_out <= options.left_out && loss < least)
                        least = loss;
                }
        bool left_out[ROWS];
        RecodingOutcome outcome;
        Error err;
        assert_int_equal(recoding_search(&table, &options, left_out, &outcome, &err), ERROR_NONE);
        assert_int_equal(outcome.found, found);
        impossible += !found;
        if (!found)
            continue;
        assert_true(fabs(outcome.loss - least) < 1e-9);
        uint64_t expected = 0;
        assert_true(fabs(judge(&fixture, &options, outcome.level, &expected) - least) < 1e-9);
        assert_int_equal(outcome.left_out, expected);
        uint64_t marked = 0;
        for (size_t row = 0; row < ROWS; row++)
            marked += left_out[row];
        assert_int_equal(marked, expected);
    }
    assert_true(impossible > 5 && impossible < 200);
}

/*
 * Codes 0 1 2 3, ages say; level 1 joins 0 1 and 2 3, level 2 all. Records 0 0 1 2 3 3, k = 2:
 * level 0 leaves out 1 and 2, level 1 nothing and loses (2 - 1)/(4 - 1) of each value. With two
 * records allowed out, leaving them out costs 2/6.
 */
static void
a_lattice_on_paper_is_searched(void **state)
{
    (void)state;
    static const uint16_t code[] = {0, 0, 1, 2, 3, 3};
    static const uint16_t pairs[] = {0, 0, 1, 1};
    static const uint16_t all[] = {0, 0, 0, 0};
    const uint16_t *const codes[] = {code};
    KeyTable table = {.rows = 6, .columns = 1, .codes = codes, .sizes = (uint32_t[]){4}};
    RecodingLevel level[] = {{2, pairs}, {1, all}};
    RecodingKey key = {0, 2, level};
    RecodingOptions options = {.keys = &key, .key_count = 1, .k = 2};
    bool left_out[6];
    RecodingOutcome outcome;
    Error err;
    assert_int_equal(recoding_search(&table, &options, left_out, &outcome, &err), ERROR_NONE);
    assert_true(outcome.found && outcome.level[0] == 1 && outcome.left_out == 0);
    assert_true(fabs(outcome.loss - 1.0 / 3) < 1e-12);
    options.k = 4;
    assert_int_equal(recoding_search(&table, &options, left_out, &outcome, &err), ERROR_NONE);
    assert_true(outcome.level[0] == 2 && fabs(outcome.loss - 1) < 1e-12);
    options.k = 7;
    assert_int_equal(recoding_search(&table, &options, left_out, &outcome, &err), ERROR_NONE);
    assert_false(outcome.found);
    options.k = 2;
    options.left_out = 2;
    assert_int_equal(recoding_search(&table, &options, left_out, &outcome, &err), ERROR_NONE);
    assert_true(fabs(outcome.loss - 1.0 / 3) < 1e-12);
    assert_true(outcome.level[0] == 0 && outcome.left_out == 2 && left_out[2] && left_out[3]);
}

static void
levels_that_cut_through_each_other_are_refused(void **state)
{
    (void)state;
    static const uint16_t code[] = {0, 1, 2, 3};
    static const uint16_t pairs[] = {0, 0, 1, 1};
    static const uint16_t other[] = {0, 1, 1, 0};
    const uint16_t *const codes[] = {code};
    KeyTable table = {.rows = 4, .columns = 1, .codes = codes, .sizes = (uint32_t[]){4}};
    RecodingLevel level[] = {{2, pairs}, {2, other}};
    RecodingKey key = {0, 2, level};
    RecodingOptions options = {.keys = &key, .key_count = 1, .k = 2};
    bool left_out[4];
    RecodingOutcome outcome;
    Error err;
    assert_int_equal(recoding_search(&table, &options, left_out, &outcome, &err), ERROR_DATA);
    level[1] = (RecodingLevel){0, other};
    assert_int_equal(recoding_search(&table, &options, left_out, &outcome, &err), ERROR_DATA);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_least_loss_of_all_combinations_is_found),
        cmocka_unit_test(a_lattice_on_paper_is_searched),
        cmocka_unit_test(levels_that_cut_through_each_other_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
