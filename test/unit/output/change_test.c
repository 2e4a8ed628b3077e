/* Numbers that are changed instead of hidden: what rounding and the cell key method make of counts,
 * sums and means of worlds made by numbers, and what is taken off for the recipient's sample. */
#include "output/check.h"
#include "output/protect.h"
#include "world.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum
{
    THRESHOLD = 10,
    VALUES = 7, /* of the measure: 1 to 7 */
    PERSONS = 400,
    WORLDS = 12
};

static const CheckRules rules = {.threshold = THRESHOLD, .share = 90, .dominance = 50, .two = 90};

/* v0 and v1 whose first classes are rare, v2 the measure; a fifth of the persons in the sample. */
static World *
changing_world(Arena *arena, uint64_t seed, bool sample)
{
    const size_t classes[] = {3, 4, VALUES};
    World *world = world_new(arena, seed, PERSONS, classes, 3);
    PeopleYear *year = &world->people.years.items[0];
    if (sample)
        year->sampled = arena_take_array(arena, PERSONS, sizeof *year->sampled);
    for (size_t person = 0; person < PERSONS; person++)
    {
        for (size_t at = 0; at < 3; at++)
        {
            uint64_t one = world_chance(world, classes[at]);
            uint64_t other = world_chance(world, classes[at]);
            world_column(world, at)[person] = (uint8_t)(other > one ? other : one);
        }
        if (sample)
            year->sampled[person] = world_chance(world, 5) == 0;
    }
    return world;
}

static RequestedFile *
changing_file(World *world, OutputType type)
{
    RequestedFile *file = world_file(world, type);
    world_by(world, file, 0);
    world_by(world, file, 1);
    file->has_measure = type != OUTPUT_FREQUENCY;
    if (file->has_measure)
        file->measure = world->attribute[2];
    return file;
}

static CheckedFile
changed(World *world, const RequestedFile *file, Method method, const PublishedTables *old)
{
    Error err;
    Checked checked;
    static const PublishedTables none;
    Request *request = arena_take(world->arena, sizeof *request);
    *LIST_ADD(world->arena, &request->files) = *file;
    CheckInput input = {.request = request,
                        .own = true,
                        .people = &world->people,
                        .old = old == NULL ? &none : old,
                        .rules = rules,
                        .method = method,
                        .seed = 77,
                        .solver = disclosure_solver_clp()};
    input.rules.sample = world->people.years.items[0].sampled != NULL;
    if (check_request(world->arena, &input, &checked, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return checked.files.items[0];
}

/* By the rules' own words, not by the code: too few, or too few besides the sample. */
static bool
is_unsafe(const Count *count, size_t cell, bool sample)
{
    int64_t persons = count->persons[cell];
    return persons > 0 &&
           (persons < THRESHOLD || (sample && persons - count->sampled[cell] < THRESHOLD));
}

static uint64_t
sum_of_inner(const Count *count, const uint64_t *numbers, size_t cell)
{
    uint64_t sum = 0;
    for (size_t inner = 0; inner < count->cells; inner++)
    {
        bool inside = !count_is_margin(count, inner);
        for (size_t axis = 0; axis < count->axes; axis++)
        {
            size_t place = count_place(count, cell, axis);
            inside = inside &&
                     (place == count->places[axis] - 1 || place == count_place(count, inner, axis));
        }
        sum += inside ? numbers[inner] : 0;
    }
    return sum;
}

/* Every unsafe number is a multiple of the base beside it, margins are sums, the rest is exact. */
static size_t
check_rounded(const CheckedFile *file, const int64_t *truth, int64_t base, bool sample)
{
    size_t above = 0;
    for (size_t cell = 0; cell < file->count->cells; cell++)
    {
        int64_t shown = (int64_t)file->changed[cell];
        assert_int_equal(file->changed[cell], sum_of_inner(file->count, file->changed, cell));
        if (count_is_margin(file->count, cell))
            continue;
        if (!is_unsafe(file->count, cell, sample))
        {
            assert_int_equal(shown, truth[cell]);
            continue;
        }
        assert_false(file->shown[cell]);
        assert_int_equal(shown % base, 0);
        assert_true(labs(shown - truth[cell]) < base);
        above += truth[cell] > base;
    }
    return above;
}

static void
rounding_leaves_no_count_that_is_unsafe(void **state)
{
    (void)state;
    size_t above = 0;
    for (uint64_t seed = 1; seed <= WORLDS; seed++)
    {
        SCRATCH Arena *arena = arena_new("round");
        World *world = changing_world(arena, seed, seed % 2 == 0);
        const RequestedFile *file = changing_file(world, OUTPUT_FREQUENCY);
        CheckedFile as = changed(world, file, METHOD_ROUND, NULL);
        if (as.changed != NULL)
            above += check_rounded(&as, as.count->persons, THRESHOLD, seed % 2 == 0);
    }
    /* Ten persons and more, but fewer that the recipient does not hold. */
    assert_true(above > 0);
}

/* Fewer than ten persons have at most 63 together, so 70 is the base: none of it is told. */
static void
sums_are_rounded_to_what_ten_persons_could_have(void **state)
{
    (void)state;
    size_t rounded = 0;
    for (uint64_t seed = 1; seed <= WORLDS; seed++)
    {
        SCRATCH Arena *arena = arena_new("round");
        World *world = changing_world(arena, seed, seed % 2 == 0);
        const RequestedFile *file = changing_file(world, OUTPUT_MAGNITUDE);
        CheckedFile as = changed(world, file, METHOD_ROUND, NULL);
        if (as.changed == NULL)
            continue;
        (void)check_rounded(&as, as.count->total, THRESHOLD * VALUES, seed % 2 == 0);
        assert_null(strstr(as.canonical, ",p\n"));
        assert_null(strstr(as.canonical, ",s\n"));
        rounded++;
    }
    assert_true(rounded > WORLDS / 2);
}

static void
a_mean_of_few_is_not_shown_and_a_margin_is_of_what_is_shown(void **state)
{
    (void)state;
    size_t left_out = 0;
    for (uint64_t seed = 1; seed <= WORLDS; seed++)
    {
        SCRATCH Arena *arena = arena_new("round");
        World *world = changing_world(arena, seed, false);
        CheckedFile means = changed(world, changing_file(world, OUTPUT_MEANS), METHOD_ROUND, NULL);
        if (means.changed == NULL)
            continue;
        CheckedFile sums =
            changed(world, changing_file(world, OUTPUT_MAGNITUDE), METHOD_ROUND, NULL);
        CheckedFile counts =
            changed(world, changing_file(world, OUTPUT_FREQUENCY), METHOD_ROUND, NULL);
        for (size_t cell = 0; cell < means.count->cells; cell++)
        {
            bool few = !count_is_margin(means.count, cell) && is_unsafe(means.count, cell, false);
            assert_int_equal(means.changed[cell], sums.changed[cell]);
            if (few)
                assert_int_equal(means.changed_count[cell], 0);
            else if (means.changed_count[cell] != 0)
                assert_int_equal(means.changed_count[cell], counts.changed[cell]);
            left_out += few;
        }
        assert_non_null(strstr(means.canonical, ",,s\n"));
    }
    assert_true(left_out > 0);
}

/* What the cell key adds to sums: never more than six times the greatest contribution, nothing
 * below 0, another change than the count's, about twice the greatest contribution wide. */
static void
a_sum_is_changed_by_its_greatest_contribution(void **state)
{
    (void)state;
    double squares = 0;
    double together = 0;
    size_t large = 0;
    for (uint64_t seed = 1; seed <= 60; seed++)
    {
        SCRATCH Arena *arena = arena_new("noise");
        World *world = changing_world(arena, seed, false);
        CheckedFile sums =
            changed(world, changing_file(world, OUTPUT_MAGNITUDE), METHOD_CELL_KEY, NULL);
        CheckedFile counts =
            changed(world, changing_file(world, OUTPUT_FREQUENCY), METHOD_CELL_KEY, NULL);
        if (sums.changed == NULL || counts.changed == NULL)
            continue;
        for (size_t cell = 0; cell < sums.count->cells; cell++)
        {
            int64_t greatest = sums.count->greatest[2 * cell];
            int64_t change = (int64_t)sums.changed[cell] - sums.count->total[cell];
            int64_t other = (int64_t)counts.changed[cell] - counts.count->persons[cell];
            assert_true(labs(change) <= 6 * greatest);
            assert_true((int64_t)sums.changed[cell] >= 0);
            if (greatest == 0 || sums.count->total[cell] < 20 * greatest)
                continue;
            squares += (double)(change * change) / (double)(greatest * greatest);
            together += (double)(change * other) / (double)greatest;
            large++;
        }
    }
    assert_true(large > 300);
    /* Variance 4, as the counts have; no correlation with their change: both within 5 deviations of
     * a mean of so many. */
    double count = (double)large;
    assert_true(fabs(squares / count - 4) < 5 * sqrt(16 / count));
    assert_true(fabs(together / count) < 5 * 4 / sqrt(count));
}

/* The same persons by a filter that takes everybody else away: the same change. */
static void
asking_again_for_the_same_persons_gives_the_same_sum(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS; seed++)
    {
        SCRATCH Arena *arena = arena_new("noise");
        Error err;
        World *world = changing_world(arena, seed, false);
        CheckedFile whole = {.file = changing_file(world, OUTPUT_MAGNITUDE)};
        RequestedFile *filtered = world_file(world, OUTPUT_MAGNITUDE);
        world_by(world, filtered, 1);
        world_where(world, filtered, 0, 1);
        filtered->has_measure = true;
        filtered->measure = world->attribute[2];
        CheckedFile part = {.file = filtered};
        whole.count = world_count(world, whole.file);
        part.count = world_count(world, part.file);
        assert_int_equal(protect_cell_key(arena, &world->people.noise, &whole, &err), ERROR_NONE);
        assert_int_equal(protect_cell_key(arena, &world->people.noise, &part, &err), ERROR_NONE);
        for (size_t cell = 0; cell < part.count->cells; cell++)
            assert_int_equal(part.changed[cell], whole.changed[cell]);
    }
}

/* The mean of one person is her value by chance only. */
static void
a_mean_of_one_person_is_not_her_value(void **state)
{
    (void)state;
    size_t alone = 0;
    size_t told = 0;
    for (uint64_t seed = 1; seed <= 400; seed++)
    {
        SCRATCH Arena *arena = arena_new("noise");
        Error err;
        const size_t classes[] = {2, VALUES};
        World *world = world_new(arena, seed, 30, classes, 2);
        uint64_t value = 1 + world_chance(world, VALUES - 2); /* neither end: none is cut off */
        for (size_t person = 0; person < 30; person++)
        {
            world_column(world, 0)[person] = person > 0;
            world_column(world, 1)[person] =
                (uint8_t)(person > 0 ? world_chance(world, VALUES) : value);
        }
        RequestedFile *file = world_file(world, OUTPUT_MEANS);
        world_by(world, file, 0);
        file->has_measure = true;
        file->measure = world->attribute[1];
        CheckedFile means = {.file = file, .count = world_count(world, file)};
        assert_int_equal(protect_cell_key(arena, &world->people.noise, &means, &err), ERROR_NONE);
        if (means.changed_count[0] == 0)
            continue;
        alone++;
        told += means.changed[0] == means.changed_count[0] * (value + 1);
        for (size_t cell = 0; cell < means.count->cells; cell++)
        {
            uint64_t persons = means.changed_count[cell];
            assert_in_range(means.changed[cell], persons, persons * VALUES);
        }
    }
    assert_true(alone > 60);
    assert_true(4 * told < alone);
}

/* Sums that were changed can be averaged as counts can: small cells of three dimensions with all
 * margins are refused, though the counts of the same sets were released before. */
static void
an_average_of_changed_sums_is_refused(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("average");
    Error err;
    const size_t classes[] = {2, 2, 2, VALUES};
    World *world = world_new(arena, 5, PERSONS, classes, 4);
    for (size_t person = 0; person < PERSONS; person++)
    {
        bool few = person >= 4;
        for (size_t at = 0; at < 4; at++)
            world_column(world, at)[person] =
                (uint8_t)(person < 4 && at < 3 ? 0 : world_chance(world, classes[at]));
        for (size_t at = 0; at < 3; at++)
            few = few && world_column(world, at)[person] == 0;
        if (few)
            world_column(world, 0)[person] = 1;
    }
    PublishedTables old = {0};
    PublishedTables fresh = {0};
    for (int sums = 0; sums < 2; sums++)
    {
        RequestedFile *file = world_file(world, sums == 1 ? OUTPUT_MAGNITUDE : OUTPUT_FREQUENCY);
        for (size_t at = 0; at < 3; at++)
            world_by(world, file, at);
        file->has_measure = sums == 1;
        file->measure = world->attribute[3];
        PublishedTable table = {
            .name = "t", .file = file, .count = world_count(world, file), .perturbed = true};
        *LIST_ADD(arena, sums == 1 ? &fresh : &old) = table;
    }
    Findings findings = {0};
    bool *unsafe[1] = {NULL};
    HistoryOptions options = {
        .people = &world->people, .threshold = THRESHOLD, .dominance = 50, .two = 90};
    assert_int_equal(history_check(arena, &old, &fresh, &options, &findings, unsafe, &err),
                     ERROR_NONE);
    assert_true(findings.count > 0);
    for (size_t at = 0; at < findings.count; at++)
        assert_int_equal(findings.items[at].rule, FINDING_AVERAGE);
}

/* Thirty persons with 1 each, whom the recipient holds; ten others, of whom one has 7 and nine
 * have 1: not dominated for the public, and for him. With one of twelve it is. */
static void
a_sum_is_judged_without_the_recipients_own_records(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("sample");
    const size_t classes[] = {2, 4};
    World *world = world_new(arena, 3, 200, classes, 2);
    PeopleYear *year = &world->people.years.items[0];
    static const int64_t values[] = {1, 2, 3, 40};
    for (size_t at = 0; at < 4; at++)
        world->scheme[1].classes.items[at].code = arena_print(arena, "%d", (int)values[at]);
    year->sampled = arena_take_array(arena, 200, sizeof *year->sampled);
    for (size_t person = 0; person < 200; person++)
    {
        world_column(world, 0)[person] = person >= 62;
        world_column(world, 1)[person] = person == 0 ? 3 : 1; /* 40, all others 2 */
        year->sampled[person] = person >= 12 && person < 62;
    }
    RequestedFile *file = world_file(world, OUTPUT_MAGNITUDE);
    world_by(world, file, 0);
    file->has_measure = true;
    file->measure = world->attribute[1];
    Count *count = world_count(world, file);
    /* 40 of 162 is a quarter; of what he does not hold, 40 of 62. */
    assert_int_equal(count->total[0], 40 + 61 * 2);
    assert_int_equal(count->other_total[0], 40 + 11 * 2);
    assert_int_equal(count->other_measured[0], 12);
    assert_int_equal(count->other_greatest[0], 40);
    assert_int_equal(count->other_greatest[1], 2);
    assert_int_equal(count->other_total[2], 40 + 11 * 2 + 138 * 2);
    assert_true(count_is_dominated(count, 0, rules.dominance, rules.two));
    year->sampled = NULL;
    assert_false(count_is_dominated(world_count(world, file), 0, rules.dominance, rules.two));
}

/* Every design that a key can give exists, for counts and for sums, and all of the range is used.
 */
static void
each_key_gives_a_design_that_can_be_made(void **state)
{
    (void)state;
    uint32_t seen = 0;
    double least = 100;
    double most = 0;
    for (unsigned number = 0; number < 1 << 16; number += 5)
    {
        SCRATCH Arena *arena = arena_new("design");
        Error err;
        NoiseTable table;
        NoiseDesign design = people_noise(
            (const unsigned char[]){(unsigned char)number, (unsigned char)(number >> 8)});
        assert_in_range(design.most, 6, 9);
        seen |= 1U << design.most;
        least = fmin(least, design.variance);
        most = fmax(most, design.variance);
        if (number % 640 != 0)
            continue;
        if (noise_table_design(arena, &design, &table, &err) != ERROR_NONE)
            fail_msg("%u, %g: %s", design.most, design.variance, err.message);
        assert_true(fabs(table.row[table.rows - 1].variance - design.variance) < 1e-6);
        design.barred = 0;
        assert_int_equal(noise_table_design(arena, &design, &table, &err), ERROR_NONE);
    }
    assert_int_equal(seen, 0x3c0);
    assert_true(least >= 4 && least < 4.1 && most > 5.9 && most < 6);
}

/* 40 persons by two classes, and the same without twelve of whom one has 40: both tables are well,
 * no set is small, and what is between two cells is hers for the most part. */
static void
a_dominated_difference_of_two_sums_is_found(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("difference");
    Error err;
    static const int values[] = {1, 2, 3, 40};
    for (int rich = 0; rich < 2; rich++)
    {
        const size_t classes[] = {2, 2, 4};
        World *world = world_new(arena, 3, 400, classes, 3);
        for (size_t at = 0; at < 4; at++)
            world->scheme[2].classes.items[at].code = arena_print(arena, "%d", values[at]);
        for (size_t person = 0; person < 400; person++)
        {
            world_column(world, 0)[person] = person % 2;
            world_column(world, 1)[person] = person < 24;
            world_column(world, 2)[person] = (uint8_t)(rich == 1 && person == 0 ? 3 : person % 3);
        }
        PublishedTables old = {0};
        PublishedTables fresh = {0};
        for (int less = 0; less < 2; less++)
        {
            RequestedFile *file = world_file(world, OUTPUT_MAGNITUDE);
            world_by(world, file, 0);
            if (less == 1)
                world_where(world, file, 1, 1);
            file->has_measure = true;
            file->measure = world->attribute[2];
            PublishedTable table = {.name = "t", .file = file, .count = world_count(world, file)};
            for (size_t cell = 0; cell < table.count->cells; cell++)
                assert_false(count_is_dominated(table.count, cell, rules.dominance, rules.two));
            *LIST_ADD(arena, less == 1 ? &fresh : &old) = table;
        }
        Findings findings = {0};
        bool *unsafe[1] = {NULL};
        HistoryOptions options = {
            .people = &world->people, .threshold = THRESHOLD, .dominance = 50, .two = 90};
        assert_int_equal(history_check(arena, &old, &fresh, &options, &findings, unsafe, &err),
                         ERROR_NONE);
        /* 40 of 62 of one class, and of 86 of both: that is less than half. */
        assert_int_equal(findings.count, rich);
        if (rich == 0)
            continue;
        assert_int_equal(findings.items[0].rule, FINDING_DOMINANCE);
        assert_string_equal(findings.items[0].cell, "v0=1");
        assert_true(unsafe[0][0]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounding_leaves_no_count_that_is_unsafe),
        cmocka_unit_test(sums_are_rounded_to_what_ten_persons_could_have),
        cmocka_unit_test(a_mean_of_few_is_not_shown_and_a_margin_is_of_what_is_shown),
        cmocka_unit_test(a_sum_is_changed_by_its_greatest_contribution),
        cmocka_unit_test(asking_again_for_the_same_persons_gives_the_same_sum),
        cmocka_unit_test(a_mean_of_one_person_is_not_her_value),
        cmocka_unit_test(each_key_gives_a_design_that_can_be_made),
        cmocka_unit_test(an_average_of_changed_sums_is_refused),
        cmocka_unit_test(a_dominated_difference_of_two_sums_is_found),
        cmocka_unit_test(a_sum_is_judged_without_the_recipients_own_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
