/*
 * The statements of a plan, run in the engine on a small made-up warehouse: sample sizes, strata,
 * weights, and the three readings of the panel against sets computed by hand.
 */
#include "person/pseudonym.h"
#include "plan/sql.h"
#include "warehouse/engine.h"
#include "warehouse/function.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A catalogue of one register, one variable with three classes, and a cohort that differs by year.
 */
typedef struct World
{
    Arena *arena;
    Catalogue catalogue;
    Deliberation deliberation;
    Communication communication;
    BlockCipher *pseudonyms;
    BlockCipher *samples;
    Engine *engine;
} World;

static void
make_catalogue(World *world)
{
    Catalogue *catalogue = &world->catalogue;
    catalogue->id = "made_up";
    catalogue->identifier = IDENTIFIER_OPAQUE;
    Derivation *derivation = LIST_ADD(world->arena, &catalogue->derivations);
    derivation->name = "kind";
    derivation->sql = "SELECT subject.person, source.kind FROM subject\n"
                      "JOIN source ON source.person = subject.person AND source.year = $year";
    *LIST_ADD(world->arena, &derivation->columns) = "kind";
    Classification *list = LIST_ADD(world->arena, &catalogue->classifications);
    list->name = "kind3";
    for (int code = 0; code < 3; code++)
    {
        Class *class_ = LIST_ADD(world->arena, &list->classes);
        class_->code = arena_print(world->arena, "K%d", code);
        class_->valid_from = date_of(1900, 1, 1);
        class_->valid_to = date_of(2999, 12, 31);
        class_->cover = COVER_CODES;
        *LIST_ADD(world->arena, &class_->codes) = arena_print(world->arena, "%d", code);
    }
    Variable *variable = LIST_ADD(world->arena, &catalogue->variables);
    variable->name = "kind";
    variable->unit = "person";
    variable->type = VALUE_INTEGER;
    variable->derivation = "kind";
    variable->column = "kind";
    *LIST_ADD(world->arena, &variable->classifications) = "kind3";
    Cohort *cohort = LIST_ADD(world->arena, &catalogue->cohorts);
    cohort->name = "members";
    cohort->sql = "SELECT person FROM source WHERE year = $year AND member";
}

static void
make_deliberation(World *world)
{
    Deliberation *deliberation = &world->deliberation;
    deliberation->id = "T/1";
    deliberation->cohort = "members";
    deliberation->reference = (ReferenceDates){.rule = REFERENCE_YEAR_END};
    *LIST_ADD(world->arena, &deliberation->variables) =
        (AllowedVariable){.name = "kind", .classification = "kind3", .group = "person"};
    Communication *communication = &world->communication;
    communication->name = "sample";
    *LIST_ADD(world->arena, &communication->years) = 2012;
    *LIST_ADD(world->arena, &communication->years) = 2014;
    communication->sample = (SampleRule){.present = true, .percent_millionths = 10000000};
}

static int
set_up(void **state)
{
    Error err;
    static World world;
    memset(&world, 0, sizeof world);
    world.arena = arena_new("test");
    make_catalogue(&world);
    make_deliberation(&world);
    unsigned char key[BLOCK_KEY_SIZE] = {1};
    assert_int_equal(block_cipher_new(key, &world.pseudonyms, &err), ERROR_NONE);
    key[0] = 3; /* one under which the samples of the two dates are not nested */
    assert_int_equal(block_cipher_new(key, &world.samples, &err), ERROR_NONE);
    assert_int_equal(engine_open(&(EngineOptions){.threads = 2}, &world.engine, &err), ERROR_NONE);
    assert_int_equal(function_bind(world.engine, IDENTIFIER_OPAQUE, &err), ERROR_NONE);
    assert_int_equal(
        function_bind_keys(world.engine, IDENTIFIER_OPAQUE, world.pseudonyms, world.samples, &err),
        ERROR_NONE);
    /* Persons 1 to 1004. In 2012 members are 1 to 1004; in 2014 those from 503 on and -1, which is
     * no identifier. */
    const char *sql = "CREATE TABLE source AS\n"
                      "SELECT person, 2012 AS year, person % 3 AS kind, TRUE AS member FROM "
                      "range(1, 1005) AS r(person)\n"
                      "UNION ALL SELECT person, 2014, (person + 1) % 3, person > 502 FROM range(1, "
                      "1005) AS r(person)\n"
                      "UNION ALL SELECT -1, 2014, 0, TRUE";
    assert_int_equal(engine_run(world.engine, "source", sql, NULL, &err), ERROR_NONE);
    *state = &world;
    return 0;
}

static int
tear_down(void **state)
{
    World *world = *state;
    engine_close(&world->engine);
    block_cipher_free(&world->pseudonyms);
    block_cipher_free(&world->samples);
    arena_free(world->arena);
    return 0;
}

static Plan
run(World *world, Years years)
{
    Error err;
    Plan plan;
    assert_int_equal(plan_make(world->arena, &world->deliberation, &world->catalogue,
                               &world->communication, &years, &plan, &err),
                     ERROR_NONE);
    Steps steps = plan_steps(world->arena, &plan);
    for (size_t at = 0; at < steps.count; at++)
        if (engine_run(world->engine, steps.items[at].name, steps.items[at].sql, NULL, &err) !=
            ERROR_NONE)
            fail_msg("%s: %s", steps.items[at].name, err.message);
    return plan;
}

static int64_t
count(World *world, const char *sql)
{
    Error err;
    int64_t number = 0;
    if (engine_count(world->engine, "count", sql, &number, &err) != ERROR_NONE)
        fail_msg("%s: %s", sql, err.message);
    return number;
}

/* 10 % of 1004 is 100.4: 100; of 502 is 50.2: 50. The invalid one is left out, and counted. */
static void
the_sample_is_ten_per_cent_of_each_date(void **state)
{
    World *world = *state;
    run(world, world->communication.years);
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2012"), 100);
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2014"), 50);
    assert_int_equal(count(world, plan_invalid_sql(world->arena, 2014)), 1);
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2012 WHERE weight = 10.04"), 100);
    assert_int_equal(count(world, "SELECT COUNT(DISTINCT pseudonym) FROM delivery_2012"), 100);
    /* The lowest numbers are in, so nobody outside has a lower one than somebody inside. */
    assert_int_equal(
        count(world, "SELECT COUNT(*) FROM cohort_2012 WHERE sample_number(person) <= (SELECT "
                     "MAX(sample_number(person)) FROM sample_2012)"),
        100);
    assert_int_equal(
        count(world, "SELECT COUNT(*) FROM delivery_2012 WHERE kind NOT IN ('K0', 'K1', 'K2')"), 0);
}

/* Permanent numbers: whoever is in the sample of 2012 and among the lowest 50 members of 2014 is in
 * both. */
static void
the_samples_of_two_dates_share_the_lowest_numbers(void **state)
{
    World *world = *state;
    run(world, world->communication.years);
    int64_t both = count(world, "SELECT COUNT(*) FROM sample_2012 JOIN sample_2014 USING (person)");
    int64_t expected = count(
        world,
        "SELECT COUNT(*) FROM (SELECT person FROM source WHERE year = 2012 ORDER BY "
        "sample_number(person) LIMIT 100) JOIN (SELECT person FROM source WHERE year = 2014 AND "
        "member AND person > 0 ORDER BY sample_number(person) LIMIT 50) USING (person)");
    assert_int_equal(both, expected);
    assert_in_range(both, 25, 50);
}

/* round-half-up of exact halves: 5 % of 10 is 0.5 and gives 1. */
static void
halves_are_rounded_up(void **state)
{
    World *world = *state;
    Error err;
    const char *sql = "DELETE FROM source WHERE NOT (year = 2012 AND person <= 10)";
    assert_int_equal(engine_run(world->engine, "shrink", sql, NULL, &err), ERROR_NONE);
    world->communication.sample.percent_millionths = 5000000;
    Years years = {0};
    *LIST_ADD(world->arena, &years) = 2012;
    run(world, years);
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2012"), 1);
}

/* Kinds of 1 to 1004 modulo 3: 334, 335, 335; 10 % of each is 33.4, 33.5, 33.5: 33, 34, 34. */
static void
strata_are_sampled_one_by_one(void **state)
{
    World *world = *state;
    *LIST_ADD(world->arena, &world->communication.sample.strata) = "kind";
    run(world, world->communication.years);
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2012 WHERE kind = 'K0'"), 33);
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2012 WHERE kind = 'K1'"), 34);
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2012 WHERE kind = 'K2'"), 34);
    assert_int_equal(
        count(world,
              "SELECT COUNT(*) FROM delivery_2012 WHERE kind = 'K0' AND weight = 334.0 / 33"),
        33);
}

/* cohort dates: whoever was sampled at any date has a row wherever she is a member; asked for 2014
 * alone, the sample of 2012 still counts. */
static void
cohort_dates_follow_within_the_cohort(void **state)
{
    World *world = *state;
    world->communication.panel = PANEL_COHORT_DATES;
    Years years = {0};
    *LIST_ADD(world->arena, &years) = 2014;
    run(world, years);
    int64_t expected = count(
        world,
        "SELECT COUNT(*) FROM (SELECT person FROM sample_2012 WHERE person > 502 UNION SELECT "
        "person FROM sample_2014)");
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2014"), expected);
    assert_true(expected > 50);
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2014 WHERE weight IS NOT NULL"),
                     50);
}

/* all dates: a row at every date for whoever was sampled at any, with that date's value also
 * outside the cohort. */
static void
all_dates_follow_everywhere(void **state)
{
    World *world = *state;
    world->communication.panel = PANEL_ALL_DATES;
    run(world, world->communication.years);
    int64_t panel =
        count(world, "SELECT COUNT(*) FROM (SELECT person FROM sample_2012 UNION SELECT person "
                     "FROM sample_2014)");
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2014"), panel);
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2012"), panel);
    assert_int_equal(
        count(world, "SELECT COUNT(*) FROM unit_2014 JOIN source USING (person) WHERE year = 2014 "
                     "AND unit_2014.kind <> source.kind"),
        0);
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2014 WHERE weight IS NOT NULL"),
                     50);
}

/* The whole cohort, where there is no sample rule: everybody, weight one. */
static void
without_a_sample_rule_everybody_is_in(void **state)
{
    World *world = *state;
    world->communication.sample.present = false;
    run(world, world->communication.years);
    assert_int_equal(count(world, "SELECT COUNT(*) FROM delivery_2012 WHERE weight = 1"), 1004);
}

static const char *
sql_of(World *world, const char *what, const char *from, const char *where)
{
    return arena_print(world->arena, "SELECT %s %s WHERE %s", what, from, where);
}

/* Four neighbours live together, and of every tenth nothing is known. On site each year has a table
 * of numbers that say who lives together and nothing else. */
static void
who_lives_together_is_kept_on_site_as_numbers_in_random_order(void **state)
{
    World *world = *state;
    Error err;
    Derivation *derivation = LIST_ADD(world->arena, &world->catalogue.derivations);
    derivation->name = "home";
    derivation->sql = "SELECT person, CASE WHEN person % 10 <> 0 THEN person // 4 END AS home FROM "
                      "subject WHERE person <> 77";
    *LIST_ADD(world->arena, &derivation->columns) = "home";
    world->catalogue.household = (HouseholdNumber){.derivation = "home", .column = "home"};
    assert_int_equal(function_bind_household(world->engine, world->samples, &err), ERROR_NONE);
    world->communication.setting = SETTING_DELIVERED;
    run(world, world->communication.years);
    assert_int_equal(
        count(world, "SELECT COUNT(*) FROM duckdb_tables() WHERE table_name LIKE 'household%'"), 0);
    world->communication.setting = SETTING_ON_SITE;
    world->communication.sample.present = false;
    run(world, world->communication.years);
    const char *who = "FROM household_2012 JOIN (SELECT pseudonym(person) AS pseudonym, person, "
                      "person // 4 AS home FROM cohort_2012) AS one USING (pseudonym)";
    assert_int_equal(count(world, sql_of(world, "COUNT(*)", who, "TRUE")), 1004);
    /* Persons 10, 20 ... 1000 and 77. */
    assert_int_equal(count(world, sql_of(world, "COUNT(*)", who, "household = 0")), 101);
    assert_int_equal(
        count(world, sql_of(world, "COUNT(*)", who, "household = 0 AND person % 10 <> 0")), 1);
    /* 0 to 251 are homes, and each has somebody of whom it is known. */
    assert_int_equal(count(world, sql_of(world, "COUNT(DISTINCT home)", who, "household > 0")),
                     252);
    assert_int_equal(count(world, sql_of(world, "COUNT(DISTINCT household)", who, "household > 0")),
                     252);
    assert_int_equal(
        count(world, sql_of(world, "COUNT(DISTINCT (home, household))", who, "household > 0")),
        252);
    assert_int_equal(count(world, sql_of(world, "MAX(household)", who, "TRUE")), 252);
    /* As many stand in their own place as chance puts there: one. */
    assert_in_range(
        count(world, sql_of(world, "COUNT(DISTINCT home)", who, "household = home + 1")), 0, 6);
    assert_int_equal(count(world, arena_print(world->arena, "SELECT COUNT(*) FROM (%s)",
                                              plan_household_sql(world->arena, 2014))),
                     502);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_sample_is_ten_per_cent_of_each_date, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_samples_of_two_dates_share_the_lowest_numbers, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(halves_are_rounded_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(strata_are_sampled_one_by_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cohort_dates_follow_within_the_cohort, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_dates_follow_everywhere, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_a_sample_rule_everybody_is_in, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            who_lives_together_is_kept_on_site_as_numbers_in_random_order, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
