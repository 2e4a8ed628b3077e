/* Attacks over histories of requests: each first on tables that nobody protects, where it succeeds,
 * then on what the output control lets pass. */
#include "output/check.h"
#include "output/protect.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum
{
    THRESHOLD = 10
};

static bool
has_rule(const Findings *findings, Rule rule)
{
    for (size_t at = 0; at < findings->count; at++)
        if (findings->items[at].rule == rule)
            return true;
    return false;
}

/* The tracker's variables: v0 with a class that only the few have, and VARIABLES of two classes. */
enum
{
    PERSONS = 3000,
    FEW = 4,
    VARIABLES = 8,
    SUBSETS = 1 << VARIABLES
};

static World *
world_of_few(Arena *arena, uint64_t seed, size_t few)
{
    static const size_t classes[] = {4, 2, 2, 2, 2, 2, 2, 2, 2};
    World *world = world_new(arena, seed, PERSONS, classes, VARIABLES + 1);
    for (size_t person = 0; person < PERSONS; person++)
        for (size_t at = 0; at <= VARIABLES; at++)
            world_column(world, at)[person] =
                (uint8_t)(person < few ? (at == 0 ? 3 : 0) : world_chance(world, at == 0 ? 3 : 2));
    return world;
}

static World *
tracked_world(Arena *arena, uint64_t seed)
{
    return world_of_few(arena, seed, FEW);
}

/* By the variables of the subset; with or without those few. */
static RequestedFile *
tracker_file(World *world, unsigned subset, bool without)
{
    RequestedFile *file = world_file(world, OUTPUT_FREQUENCY);
    for (size_t at = 0; at < VARIABLES; at++)
        if ((subset >> at & 1) != 0)
            world_by(world, file, at + 1);
    if (without)
        world_where(world, file, 0, 7);
    return file;
}

static PublishedTable
perturbed(World *world, const RequestedFile *file, uint64_t **ret_changed)
{
    Error err;
    CheckedFile checked = {
        .file = file, .count = world_count(world, file), .method = METHOD_CELL_KEY};
    assert_int_equal(protect_cell_key(world->arena, &world->people.noise, &checked, &err),
                     ERROR_NONE);
    *ret_changed = checked.changed;
    return (PublishedTable){
        .name = "released", .file = file, .count = checked.count, .perturbed = true};
}

typedef struct Tracker
{
    World *world;
    bool judged; /* by the output control */
    PublishedTables released;
    int64_t sum; /* of the differences */
    int64_t pairs;
    size_t refused;
} Tracker;

/* Asks for a table; the first cell of it, or INT64_MIN where it is refused. */
static int64_t
ask(Tracker *tracker, unsigned subset, bool without)
{
    Error err;
    Findings findings = {0};
    PublishedTables fresh = {0};
    bool *unsafe[1] = {NULL};
    uint64_t *changed = NULL;
    World *world = tracker->world;
    HistoryOptions options = {.people = &world->people, .threshold = THRESHOLD};
    PublishedTable table = perturbed(world, tracker_file(world, subset, without), &changed);
    *LIST_ADD(world->arena, &fresh) = table;
    if (tracker->judged)
        assert_int_equal(history_check(world->arena, &tracker->released, &fresh, &options,
                                       &findings, unsafe, &err),
                         ERROR_NONE);
    if (findings.count > 0)
    {
        assert_true(has_rule(&findings, FINDING_AVERAGE));
        assert_non_null(strstr(findings.items[0].against, "released"));
        tracker->refused++;
        return INT64_MIN;
    }
    if (tracker->judged)
        *LIST_ADD(world->arena, &tracker->released) = table;
    return (int64_t)changed[0];
}

/* Every subset of one to four variables, with the few and without them. */
static void
track(Tracker *tracker)
{
    for (unsigned subset = 1; subset < SUBSETS; subset++)
    {
        if (__builtin_popcount(subset) > 4)
            continue;
        int64_t with = ask(tracker, subset, false);
        int64_t less = ask(tracker, subset, true);
        if (with == INT64_MIN || less == INT64_MIN)
            continue;
        tracker->sum += with - less;
        tracker->pairs++;
    }
}

/* He believes his mean where twice its standard error is less than a half: the design's variance is
 * 4, and each difference has twice that. */
static bool
believes(const Tracker *tracker)
{
    return 4 * 2 * 4 * 4 < tracker->pairs;
}

static bool
is_right(const Tracker *tracker)
{
    return llabs(tracker->sum - FEW * tracker->pairs) * 2 < tracker->pairs;
}

static void
an_average_of_perturbed_tables_tells_no_small_count(void **state)
{
    (void)state;
    int right = 0;
    for (uint64_t seed = 1; seed <= 4; seed++)
    {
        SCRATCH Arena *arena = arena_new("tracker");
        Tracker open = {.world = tracked_world(arena, seed)};
        Tracker judged = {.world = open.world, .judged = true};
        track(&open);
        track(&judged);
        assert_true(believes(&open));
        right += is_right(&open);
        assert_true(judged.refused > 0);
        assert_true(judged.pairs >= 1 && judged.pairs <= 4);
        assert_false(believes(&judged));
    }
    assert_true(right >= 3);
}

/* 24 persons are not few, but they live in three households; all others live alone. */
static void
an_average_of_perturbed_tables_tells_no_count_of_few_households(void **state)
{
    enum
    {
        MANY = 24,
        HOMES = 3
    };
    (void)state;
    SCRATCH Arena *arena = arena_new("homes");
    World *world = world_of_few(arena, 1, MANY);
    Tracker persons = {.world = world, .judged = true};
    Tracker homes = {.world = world, .judged = true};
    uint32_t home[PERSONS];
    for (size_t person = 0; person < PERSONS; person++)
        home[person] = (uint32_t)(person < MANY ? person % HOMES : person - MANY + HOMES);
    track(&persons);
    assert_true(believes(&persons));
    assert_true(llabs(persons.sum - MANY * persons.pairs) * 2 < persons.pairs);
    world_homes(world, home, PERSONS - MANY + HOMES);
    track(&homes);
    assert_true(homes.refused > 0);
    assert_true(homes.pairs >= 1 && homes.pairs <= 4);
    assert_false(believes(&homes));
}

/* The same persons, asked for by another filter, another dimension, again: the same number. */
static void
the_same_persons_have_the_same_noise(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("noise");
    World *world = tracked_world(arena, 9);
    size_t moved = 0;
    for (size_t variable = 1; variable <= VARIABLES; variable++)
    {
        uint64_t *by = NULL;
        uint64_t *where = NULL;
        uint64_t *again = NULL;
        RequestedFile *dimension = world_file(world, OUTPUT_FREQUENCY);
        RequestedFile *filter = world_file(world, OUTPUT_FREQUENCY);
        world_by(world, dimension, variable);
        world_by(world, filter, variable == 1 ? 2 : 1);
        world_where(world, filter, variable, 1);
        PublishedTable one = perturbed(world, dimension, &by);
        (void)perturbed(world, filter, &where);
        (void)perturbed(world, dimension, &again);
        assert_int_equal(by[0], where[2]); /* the margin of the filtered table */
        assert_memory_equal(by, again, 3 * sizeof *by);
        moved += by[0] != (uint64_t)one.count->persons[0];
    }
    assert_true(moved >= 2);
}

/* A table that was released already, in any order of its dimensions, adds nothing. */
static void
the_same_table_again_is_let_pass(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("again");
    Tracker tracker = {.world = tracked_world(arena, 5), .judged = true};
    int64_t first = ask(&tracker, 3, false);
    assert_int_not_equal(ask(&tracker, 1, true), INT64_MIN);
    for (int time = 0; time < 20; time++)
    {
        assert_int_equal(ask(&tracker, 3, false), first);
        assert_int_not_equal(ask(&tracker, 1, true), INT64_MIN);
    }
    assert_int_equal(tracker.refused, 0);
}

/* A table of classes of two with one small cell: with all its margins, least squares know the cell
 * by 1.5 in each dimension. In two dimensions that is 2.25 and well, in three 3.375 and too much.
 */
static void
the_margins_of_one_table_are_counted(void **state)
{
    (void)state;
    static const size_t classes[] = {2, 2, 2};
    for (size_t dimensions = 2; dimensions <= 3; dimensions++)
    {
        SCRATCH Arena *arena = arena_new("margins");
        World *world = world_new(arena, 7, 4 + 100 * 7, classes, 3);
        for (size_t person = 4; person < world->people.count; person++)
            for (size_t at = 0; at < 3; at++)
                world_column(world, at)[person] =
                    (uint8_t)((1 + person % (dimensions == 2 ? 3 : 7)) >> at & 1);
        RequestedFile *file = world_file(world, OUTPUT_FREQUENCY);
        for (size_t at = 0; at < dimensions; at++)
            world_by(world, file, at);
        uint64_t *changed = NULL;
        PublishedTables old = {0};
        PublishedTables fresh = {0};
        Findings findings = {0};
        Error err;
        bool *unsafe[1] = {NULL};
        HistoryOptions options = {.people = &world->people, .threshold = THRESHOLD};
        *LIST_ADD(arena, &fresh) = perturbed(world, file, &changed);
        assert_int_equal(fresh.items[0].count->persons[0], 4);
        assert_int_equal(history_check(arena, &old, &fresh, &options, &findings, unsafe, &err),
                         ERROR_NONE);
        assert_int_equal(findings.count, dimensions == 2 ? 0 : 1);
        if (dimensions == 3)
            assert_string_equal(findings.items[0].cell, "v0=1, v1=1, v2=1");
    }
}

/* Means as they leave: three digits. */
static double
mean_of(const Count *count, size_t cell)
{
    double thousandths = 1000.0 * (double)count->total[cell] / (double)count->measured[cell] + 0.5;
    return (double)(int64_t)thousandths / 1000;
}

/* The covariance of "is of the first group" with the measure, from three means: cov = p (mean of
 * the group - mean of all), and with both groups' means p follows; with the other group's size n,
 * the size of the first is n p / (1 - p). */
static int64_t
size_from_means(const Count *means, int64_t other)
{
    double first = mean_of(means, 0);
    double second = mean_of(means, 1);
    double all = mean_of(means, 2);
    double share = (all - second) / (first - second);
    return (int64_t)((double)other * share / (1 - share) + 0.5);
}

/* Classes of v0: 1 the group, 2 the few beside it, 3 the others. v1 is the measure. */
static World *
means_world(Arena *arena)
{
    static const size_t classes[] = {3, 9, 2};
    World *world = world_new(arena, 3, 354, classes, 3);
    for (size_t person = 0; person < 354; person++)
    {
        uint8_t group = person < 150 ? 0 : person < 154 ? 1 : 2;
        world_column(world, 0)[person] = group;
        world_column(world, 1)[person] =
            (uint8_t)(group == 2 ? 6 + world_chance(world, 3) : world_chance(world, 3));
        world_column(world, 2)[person] = (uint8_t)world_chance(world, 2);
    }
    return world;
}

static PublishedTable
means_table(World *world, const char *name, const Classes *sets)
{
    RequestedFile *file = world_file(world, OUTPUT_MEANS);
    world_by_sets(world, file, 0, sets, 2);
    world_where(world, file, 0, sets[0] | sets[1]);
    file->has_measure = true;
    file->measure = world->attribute[1];
    return (PublishedTable){.name = name, .file = file, .count = world_count(world, file)};
}

static void
covariances_from_means_tell_no_small_count(void **state)
{
    (void)state;
    static const Classes group[] = {1, 4};
    static const Classes more[] = {3, 4};
    SCRATCH Arena *arena = arena_new("means");
    World *world = means_world(arena);
    PublishedTables old = {0};
    PublishedTables fresh = {0};
    Findings findings = {0};
    Error err;
    bool *unsafe[1] = {NULL};
    RequestedFile *others = world_file(world, OUTPUT_FREQUENCY);
    world_by(world, others, 2);
    world_where(world, others, 0, 4);
    *LIST_ADD(arena, &old) = (PublishedTable){
        .name = "output 1, others.csv", .file = others, .count = world_count(world, others)};
    *LIST_ADD(arena, &old) = means_table(world, "output 2, group.csv", group);
    *LIST_ADD(arena, &fresh) = means_table(world, "this request, more.csv", more);
    int64_t known = old.items[0].count->persons[2];
    int64_t few =
        size_from_means(fresh.items[0].count, known) - size_from_means(old.items[1].count, known);
    assert_int_equal(known, 200);
    assert_int_equal(few, 4); /* no table has a cell of less than 150 persons */
    HistoryOptions options = {
        .people = &world->people, .threshold = THRESHOLD, .dominance = 50, .two = 90};
    assert_int_equal(history_check(arena, &old, &fresh, &options, &findings, unsafe, &err),
                     ERROR_NONE);
    assert_true(has_rule(&findings, FINDING_DIFFERENCE));
    assert_non_null(strstr(findings.items[0].against, "output 2, group.csv"));
    /* Either table without the other is well. */
    findings.count = 0;
    old.count = 1;
    assert_int_equal(history_check(arena, &old, &fresh, &options, &findings, unsafe, &err),
                     ERROR_NONE);
    assert_int_equal(findings.count, 0);
}

/* Sums by v0, of which the first cell has twelve persons and one who makes most of it, and so is
 * hidden; then with classes 1 and 2 of v0 together, of which the second was shown. */
static void
a_dominated_sum_is_not_had_from_another_table_of_sums(void **state)
{
    (void)state;
    static const size_t classes[] = {3, 60};
    static const Classes together[] = {3, 4};
    SCRATCH Arena *arena = arena_new("sums");
    World *world = world_new(arena, 5, 132, classes, 2);
    for (size_t person = 0; person < 132; person++)
    {
        world_column(world, 0)[person] = (uint8_t)(person < 12 ? 0 : person < 72 ? 1 : 2);
        world_column(world, 1)[person] = (uint8_t)(person == 0 ? 59 : person % 2);
    }
    RequestedFile *fine = world_file(world, OUTPUT_MAGNITUDE);
    RequestedFile *coarse = world_file(world, OUTPUT_MAGNITUDE);
    world_by(world, fine, 0);
    world_by_sets(world, coarse, 0, together, 2);
    fine->has_measure = coarse->has_measure = true;
    fine->measure = coarse->measure = world->attribute[1];
    const bool hidden[] = {false, true, false, true}; /* v0 = 1 and 3 hidden, all shown */
    PublishedTables old = {0};
    PublishedTables fresh = {0};
    Findings findings = {0};
    Error err;
    bool *unsafe[1] = {NULL};
    HistoryOptions options = {
        .people = &world->people, .threshold = THRESHOLD, .dominance = 50, .two = 90};
    *LIST_ADD(arena, &old) = (PublishedTable){.name = "output 1, fine.csv",
                                              .file = fine,
                                              .count = world_count(world, fine),
                                              .shown = hidden};
    *LIST_ADD(arena, &fresh) = (PublishedTable){
        .name = "this request, coarse.csv", .file = coarse, .count = world_count(world, coarse)};
    assert_true(count_is_dominated(old.items[0].count, 0, 50, 90));
    assert_int_equal(old.items[0].count->persons[0], 12);
    /* What he computes without the control. */
    assert_int_equal(fresh.items[0].count->total[0] - old.items[0].count->total[1],
                     old.items[0].count->total[0]);
    assert_int_equal(history_check(arena, &old, &fresh, &options, &findings, unsafe, &err),
                     ERROR_NONE);
    /* As a difference of two shown sums, and as a hidden one that can be computed. */
    assert_int_equal(findings.count, 2);
    assert_int_equal(findings.items[0].rule, FINDING_DOMINANCE);
    assert_string_equal(findings.items[0].cell, "v0=1");
    assert_string_equal(findings.items[0].against, "output 1, fine.csv: v0=2");
    assert_int_equal(findings.items[1].rule, FINDING_SUPPRESSED);
    assert_string_equal(findings.items[1].cell, "v0@2016=1");
    assert_non_null(unsafe[0]);
    /* A table of counts of the same persons says nothing of the sum. */
    coarse->type = OUTPUT_FREQUENCY;
    coarse->has_measure = false;
    fresh.items[0].count = world_count(world, coarse);
    findings.count = 0;
    assert_int_equal(history_check(arena, &old, &fresh, &options, &findings, unsafe, &err),
                     ERROR_NONE);
    assert_int_equal(findings.count, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_persons_have_the_same_noise),
        cmocka_unit_test(the_same_table_again_is_let_pass),
        cmocka_unit_test(an_average_of_perturbed_tables_tells_no_small_count),
        cmocka_unit_test(an_average_of_perturbed_tables_tells_no_count_of_few_households),
        cmocka_unit_test(the_margins_of_one_table_are_counted),
        cmocka_unit_test(covariances_from_means_tell_no_small_count),
        cmocka_unit_test(a_dominated_sum_is_not_had_from_another_table_of_sums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
