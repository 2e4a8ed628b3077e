/*
 * What warehouse check finds. Each test breaks one thing in the sound warehouse of place.h and
 * expects that finding, with its count, and no other.
 */
#include "place.h"

#include "warehouse/check.h"

#include <string.h>

static WarehouseCheck
check(Warehouse *warehouse)
{
    Error err = {0};
    WarehouseCheck found;
    if (warehouse_check(warehouse->engine, warehouse->arena, warehouse->catalogue,
                        warehouse->directory, NULL, &found, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return found;
}

static void
expect_one(Warehouse *warehouse, Finding expected)
{
    WarehouseCheck found = check(warehouse);
    for (size_t at = 0; at < found.findings.count; at++)
        print_message("found: %s %s %s %lld\n", finding_kind_name(found.findings.items[at].kind),
                      found.findings.items[at].table,
                      found.findings.items[at].column == NULL ? "-"
                                                              : found.findings.items[at].column,
                      (long long)found.findings.items[at].count);
    assert_int_equal(found.findings.count, 1);
    const Finding *finding = &found.findings.items[0];
    assert_int_equal(finding->kind, expected.kind);
    assert_int_equal(finding->fault, expected.fault);
    assert_string_equal(finding->table, expected.table);
    assert_int_equal(finding->column == NULL, expected.column == NULL);
    if (expected.column != NULL)
        assert_string_equal(finding->column, expected.column);
    assert_int_equal(finding->count, expected.count);
    assert_int_equal(found.faults, expected.fault ? 1 : 0);
    assert_int_equal(found.notes, expected.fault ? 0 : 1);
}

/* The sound warehouse, with one table as this SELECT or file has it. */
static void
expect_with(const char *table, const char *select, Finding expected)
{
    Warehouse *warehouse = warehouse_new();
    if (strchr(table, '.') != NULL)
        warehouse_put_file(warehouse, table, select);
    else
        warehouse_put(warehouse, table, select);
    expect_one(warehouse, expected);
    warehouse_free(warehouse);
}

static void
a_sound_warehouse_has_no_finding(void **state)
{
    Warehouse *warehouse = warehouse_new();
    WarehouseCheck found = check(warehouse);
    assert_int_equal(found.findings.count, 0);
    assert_int_equal(found.tables.count, 4);
    assert_int_equal(found.tables.items[0].rows, 6);
    assert_int_equal(found.tables.items[1].rows, 4);
    warehouse_free(warehouse);
    (void)state;
}

static void
missing_tables_and_columns_are_faults(void **state)
{
    Warehouse *warehouse = warehouse_new();
    warehouse_drop(warehouse, "stay");
    expect_one(warehouse, (Finding){FINDING_TABLE_MISSING, true, "stay", NULL, "", 0});
    warehouse_free(warehouse);
    expect_with("people", "SELECT number FROM (" PEOPLE ")",
                (Finding){FINDING_COLUMN_MISSING, true, "people", "sex", "", 0});
    expect_with("people", "SELECT number, 1 AS sex FROM (" PEOPLE ")",
                (Finding){FINDING_COLUMN_TYPE, true, "people", "sex", "", 0});
    (void)state;
}

static void
empty_required_columns_are_faults(void **state)
{
    expect_with(
        "stay",
        "SELECT * FROM (VALUES (2012, 1, NULL::DOUBLE, 'A'), (2014, 2, NULL, 'A'), (2014, 3,"
        " 1, 'A')) t(year, number, share, country)",
        (Finding){FINDING_NULL, true, "stay", "share", "", 2});
    (void)state;
}

static void
double_keys_are_faults(void **state)
{
    /* Three rows of the same key are two too many; the same number in another year is another key.
     */
    expect_with("stay",
                "SELECT * FROM (VALUES (2012, 1, 1, 'A'), (2012, 1, 0, 'A'), (2012, 1, 1, 'C'),"
                " (2014, 1, 1, 'A')) t(year, number, share, country)",
                (Finding){FINDING_KEY_DUPLICATE, true, "stay", "year, number", "", 2});
    expect_with("people", PEOPLE " UNION ALL SELECT 3, 'm'",
                (Finding){FINDING_KEY_DUPLICATE, true, "people", "number", "", 1});
    (void)state;
}

static void
keys_that_replaced_numbers_bring_together_are_notes(void **state)
{
    /* 10 became 6, and both stay in 2012. */
    expect_with("stay",
                "SELECT * FROM (VALUES (2012, 10, 1, 'A'), (2012, 6, 0, 'A'), (2014, 11, 1, 'C'))"
                " t(year, number, share, country)",
                (Finding){FINDING_KEY_MERGED, false, "stay", "year, number", "", 1});
    (void)state;
}

static void
values_outside_the_class_list_are_counted(void **state)
{
    expect_with("people", PEOPLE " UNION ALL SELECT 7, 'x' UNION ALL SELECT 8, 'x'",
                (Finding){FINDING_VALUE_UNKNOWN, true, "people", "sex", "", 2});
    /* B is in the list until 2019 only: told, but no fault. */
    expect_with("stay",
                "SELECT * FROM (VALUES (2012, 1, 1, 'B'), (2014, 2, 0, 'B'), (2014, 3, 0, 'A'))"
                " t(year, number, share, country)",
                (Finding){FINDING_VALUE_DATED, false, "stay", "country", "", 2});
    (void)state;
}

/* Of 206 people one or two with a number that cannot be: a note; three: more than one in a hundred.
 */
static void
invalid_identifiers_are_notes_up_to_one_in_a_hundred(void **state)
{
    static const char select[] =
        PEOPLE " UNION ALL SELECT CASE WHEN n < 1000 + %d THEN -n ELSE n END, 'm' FROM "
               "range(1000, 1200) r(n)";
    for (int invalid = 1; invalid <= 3; invalid++)
    {
        SCRATCH Arena *arena = arena_new("test");
        expect_with(
            "people", arena_print(arena, select, invalid),
            (Finding){FINDING_IDENTIFIER_INVALID, invalid > 2, "people", "number", "", invalid});
    }
    (void)state;
}

static void
references_to_nowhere_are_orphans(void **state)
{
    expect_with("stay",
                "SELECT * FROM (VALUES (2012, 1, 1, 'A'), (2012, 77, 0, 'A'), (2014, 78, 1, 'C'))"
                " t(year, number, share, country)",
                (Finding){FINDING_ORPHAN, true, "stay", "number", "", 2});
    (void)state;
}

static void
a_circle_in_the_history_is_a_finding(void **state)
{
    expect_with("renumbered", "SELECT * FROM (VALUES (1, 2), (2, 1)) t(old, new)",
                (Finding){FINDING_HISTORY, true, "renumbered", NULL, "", 0});
    (void)state;
}

static void
csv_values_of_another_type_are_counted(void **state)
{
    expect_with("survey.csv", "marital-status;age\na;30\nb;thirty\nc;\nd;x\n",
                (Finding){FINDING_VALUE_TYPE, true, "survey", "age", "", 2});
    expect_with("survey.csv", "marital-status;age\na;30\nb;31\nc;\n",
                (Finding){FINDING_NULL, true, "survey", "age", "", 1});
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_warehouse_has_no_finding),
        cmocka_unit_test(missing_tables_and_columns_are_faults),
        cmocka_unit_test(empty_required_columns_are_faults),
        cmocka_unit_test(double_keys_are_faults),
        cmocka_unit_test(keys_that_replaced_numbers_bring_together_are_notes),
        cmocka_unit_test(values_outside_the_class_list_are_counted),
        cmocka_unit_test(invalid_identifiers_are_notes_up_to_one_in_a_hundred),
        cmocka_unit_test(references_to_nowhere_are_orphans),
        cmocka_unit_test(a_circle_in_the_history_is_a_finding),
        cmocka_unit_test(csv_values_of_another_type_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
