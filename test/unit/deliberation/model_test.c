#include "deliberation/model.h"

#include "cmocka_all.h"

static Deliberation
deliberation_at(ReferenceRule rule, int quarter)
{
    return (Deliberation){.reference = {.rule = rule, .quarter = quarter}};
}

static void
assert_reference(ReferenceRule rule, int quarter, const char *expected)
{
    char text[DATE_TEXT_SIZE];
    Deliberation deliberation = deliberation_at(rule, quarter);
    assert_string_equal(date_print(deliberation_reference_date(&deliberation, 2012), text),
                        expected);
}

static void
reference_dates(void **state)
{
    (void)state;
    assert_reference(REFERENCE_YEAR_START, 0, "2012-01-01");
    assert_reference(REFERENCE_YEAR_END, 0, "2012-12-31");
    assert_reference(REFERENCE_QUARTER_END, 1, "2012-03-31");
    assert_reference(REFERENCE_QUARTER_END, 2, "2012-06-30");
    assert_reference(REFERENCE_QUARTER_END, 3, "2012-09-30");
    assert_reference(REFERENCE_QUARTER_END, 4, "2012-12-31");
}

/* A rule for these years (0: none), by a date (NULL: none) and so many years (0: none) after the
 * event. */
static void
add_rule(Arena *arena, Deliberation *deliberation, int year, const char *by, int after,
         RetentionEvent event, int cite)
{
    RetentionRule *rule = LIST_ADD(arena, &deliberation->retention);
    rule->all_years = year == 0;
    if (year != 0)
        *LIST_ADD(arena, &rule->years) = year;
    rule->fixed = by != NULL && date_parse(by, &rule->destroy_by);
    rule->relative = after > 0;
    rule->after_years = after;
    rule->event = event;
    *LIST_ADD(arena, &rule->cites) = cite;
}

static void
assert_destroyed(const Deliberation *deliberation, int year, const RetentionEvents *events,
                 const char *expected)
{
    char text[DATE_TEXT_SIZE];
    Date date = {0};
    bool found = deliberation_destroy_by(deliberation, year, events, &date);
    assert_string_equal(found ? date_print(date, text) : "none", expected);
}

/* 2012 by 2029-03-31 and five years after the last delivery; all others only the latter: worked out
 * by hand. */
static void
the_earliest_rule_counts(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Deliberation deliberation = {0};
    RetentionEvents none = {0};
    RetentionEvents early = {.last_delivered = true, .last_delivery = date_of(2023, 6, 15)};
    RetentionEvents late = {.last_delivered = true, .last_delivery = date_of(2026, 11, 23)};
    add_rule(arena, &deliberation, 2012, "2029-03-31", 0, EVENT_DELIVERY, 11);
    add_rule(arena, &deliberation, 0, NULL, 5, EVENT_LAST_DELIVERY, 4);
    assert_destroyed(&deliberation, 2012, &none, "2029-03-31");  /* the series is open: the date */
    assert_destroyed(&deliberation, 2012, &early, "2028-06-15"); /* 2023 and five is before it */
    assert_destroyed(&deliberation, 2012, &late, "2029-03-31");  /* 2031-11-23 is behind it */
    assert_destroyed(&deliberation, 2018, &none, "none");        /* pending */
    assert_destroyed(&deliberation, 2018, &late, "2031-11-23");
}

static void
each_event_counts_for_itself(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Deliberation deliberation = {0};
    add_rule(arena, &deliberation, 2012, NULL, 1, EVENT_DELIVERY, 1);
    add_rule(arena, &deliberation, 2014, NULL, 1, EVENT_RECEIPT, 1);
    add_rule(arena, &deliberation, 2016, NULL, 1, EVENT_LAST_DELIVERY, 1);
    RetentionEvents events = {.delivered = true, .delivery = date_of(2020, 2, 29)};
    assert_destroyed(&deliberation, 2012, &events, "2021-02-28"); /* never later than a year */
    assert_destroyed(&deliberation, 2014, &events, "none");
    assert_destroyed(&deliberation, 2016, &events, "none");
    assert_destroyed(&deliberation, 2018, &events, "none"); /* covered by no rule */
    events = (RetentionEvents){.received = true, .receipt = date_of(2020, 3, 1)};
    assert_destroyed(&deliberation, 2012, &events, "none");
    assert_destroyed(&deliberation, 2014, &events, "2021-03-01");
}

static void
cites_of_all_rules_that_cover(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Deliberation deliberation = {0};
    add_rule(arena, &deliberation, 2012, "2029-03-31", 0, EVENT_DELIVERY, 11);
    add_rule(arena, &deliberation, 0, NULL, 5, EVENT_LAST_DELIVERY, 4);
    Cites cites = deliberation_retention_cites(arena, &deliberation, 2012);
    assert_string_equal(cites_print(arena, &cites), "[4, 11]");
    cites = deliberation_retention_cites(arena, &deliberation, 2018);
    assert_string_equal(cites_print(arena, &cites), "[4]");
}

static void
cites_are_joined_in_order(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Cites one = {0};
    Cites other = {0};
    Cites none = cites_join(arena, &one, &other);
    assert_string_equal(cites_print(arena, &none), "[]");
    *LIST_ADD(arena, &one) = 9;
    *LIST_ADD(arena, &one) = 2;
    *LIST_ADD(arena, &other) = 4;
    *LIST_ADD(arena, &other) = 9;
    *LIST_ADD(arena, &other) = 1;
    Cites all = cites_join(arena, &one, &other);
    assert_string_equal(cites_print(arena, &all), "[1, 2, 4, 9]");
    assert_true(cites_contain(&all, 4));
    assert_false(cites_contain(&all, 3));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference_dates),
        cmocka_unit_test(the_earliest_rule_counts),
        cmocka_unit_test(each_event_counts_for_itself),
        cmocka_unit_test(cites_of_all_rules_that_cover),
        cmocka_unit_test(cites_are_joined_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
