#include "plan/sql.h"
#include "subject/inner.h"
#include "warehouse/engine.h"
#include "warehouse/function.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <string.h>

#define DATES 3

/* What the files of three dates hold of a person who is in the cohort at the dates of one set of
 * bits and is sampled at those of another (a part of it), by doc/format/deliberation.md
 * (panel.follow), said here once more. */
static bool
is_delivered(PanelReading panel, unsigned cohort, unsigned sampled, unsigned date)
{
    switch (panel)
    {
    case PANEL_NONE:
    case PANEL_SAMPLED_DATES:
        return (sampled >> date & 1) != 0;
    case PANEL_COHORT_DATES:
        return sampled != 0 && (cohort >> date & 1) != 0;
    case PANEL_ALL_DATES:
        return sampled != 0;
    }
    return false;
}

static Held
expected(PanelReading panel, unsigned cohort, unsigned sampled, unsigned date)
{
    bool among = (panel == PANEL_ALL_DATES ? cohort : cohort >> date & 1) != 0;
    if (!among)
        return HELD_NO_COHORT;
    return is_delivered(panel, cohort, sampled, date) ? HELD_YES : HELD_NO_SAMPLE;
}

static void
each_reading_of_a_panel(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    (void)state;
    for (PanelReading panel = PANEL_NONE; panel <= PANEL_ALL_DATES; panel++)
        for (unsigned cohort = 0; cohort < 1u << DATES; cohort++)
            for (unsigned sampled = 0; sampled < 1u << DATES; sampled++)
            {
                Communication communication = {.name = "sample", .panel = panel};
                Drawn drawn = {.keyed = true, .in_panel = sampled != 0};
                if ((sampled & ~cohort) != 0)
                    continue;
                communication.sample.present = true;
                for (unsigned date = 0; date < DATES; date++)
                    *LIST_ADD(arena, &drawn.years) =
                        (DrawnYear){.year = 2012 + (int)date,
                                    .in_cohort = (cohort >> date & 1) != 0,
                                    .sampled = (sampled >> date & 1) != 0};
                for (unsigned date = 0; date < DATES; date++)
                {
                    Held want = expected(panel, cohort, sampled, date);
                    assert_int_equal(drawn_held(&communication, &drawn, 2012 + (int)date), want);
                    /* Without the key it is never said that she was not sampled, nor that she was;
                     * that she was not in the cohort can be said still. */
                    Drawn blind = drawn;
                    blind.keyed = false;
                    blind.in_panel = false;
                    Held said = drawn_held(&communication, &blind, 2012 + (int)date);
                    assert_int_equal(said, want == HELD_NO_COHORT ? HELD_NO_COHORT : HELD_NO_KEY);
                }
            }
}

/* A person who is looked for among three, and the number of rows. */
static void
a_number_is_compared_outside_of_statements(void **state)
{
    Error err = {0};
    Engine *engine = NULL;
    EngineOptions options = {.threads = 1};
    bool found = false;
    int64_t count = 0;
    (void)state;
    assert_int_equal(engine_open(&options, &engine, &err), ERROR_NONE);
    const char *sql = "SELECT unnest([70010100188, 70010100287, 85073003328]) AS person";
    assert_int_equal(draw_finds(engine, "test", sql, 85073003328, &found, &count, &err),
                     ERROR_NONE);
    assert_true(found);
    assert_int_equal(count, 3);
    assert_int_equal(draw_finds(engine, "test", sql, 85073003329, &found, &count, &err),
                     ERROR_NONE);
    assert_false(found);
    assert_int_equal(
        draw_finds(engine, "test", "SELECT 1 AS person WHERE false", 1, &found, &count, &err),
        ERROR_NONE);
    assert_false(found);
    assert_int_equal(count, 0);
    engine_close(&engine);
}

static void
a_replaced_number_leads_to_the_present_one(void **state)
{
    Error err = {0};
    Engine *engine = NULL;
    EngineOptions options = {.threads = 1};
    Catalogue catalogue = {.history = {.register_name = "history"}};
    int64_t current = 0;
    (void)state;
    assert_int_equal(engine_open(&options, &engine, &err), ERROR_NONE);
    assert_int_equal(engine_run(engine, "test",
                                "CREATE TEMP TABLE identity AS SELECT * FROM (VALUES"
                                " (11::BIGINT, 13::BIGINT), (12, 13)) AS t(old, current)",
                                NULL, &err),
                     ERROR_NONE);
    assert_int_equal(draw_successor(engine, &catalogue, 11, &current, &err), ERROR_NONE);
    assert_int_equal(current, 13);
    assert_int_equal(draw_successor(engine, &catalogue, 13, &current, &err), ERROR_NONE);
    assert_int_equal(current, 13);
    assert_int_equal(draw_successor(engine, &catalogue, 14, &current, &err), ERROR_NONE);
    assert_int_equal(current, 14);
    catalogue.history.register_name = NULL;
    assert_int_equal(draw_successor(engine, &catalogue, 11, &current, &err), ERROR_NONE);
    assert_int_equal(current, 11);
    engine_close(&engine);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_reading_of_a_panel),
        cmocka_unit_test(a_number_is_compared_outside_of_statements),
        cmocka_unit_test(a_replaced_number_leads_to_the_present_one),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
