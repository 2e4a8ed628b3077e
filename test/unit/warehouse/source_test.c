/*
 * Opening a warehouse: views under the catalogue's names, canonical numbers, and what is said when
 * a table is not as it should be. The warehouse is that of place.h.
 */
#include "place.h"

#include "warehouse/source.h"

#include <string.h>

static ErrorKind
open_source(Warehouse *warehouse, Error *err)
{
    *err = (Error){0};
    return source_open(warehouse->engine, warehouse->arena, warehouse->catalogue,
                       warehouse->directory, NULL, err);
}

/* Opening fails with ERROR_DATA and these words. */
static void
expect_fault(Warehouse *warehouse, const char *words)
{
    Error err;
    assert_int_equal(open_source(warehouse, &err), ERROR_DATA);
    if (strstr(err.message, words) == NULL)
        fail_msg("expected '%s' in '%s'", words, err.message);
}

static void
numbers_become_canonical(void **state)
{
    Error err;
    Warehouse *warehouse = warehouse_new();
    assert_int_equal(open_source(warehouse, &err), ERROR_NONE);
    /* 10 was replaced by 11 and that by 6: both stays are those of 6. */
    assert_int_equal(warehouse_count(warehouse, "SELECT count(*) FROM stay WHERE number = 6"), 2);
    assert_int_equal(warehouse_count(warehouse, "SELECT count(*) FROM stay WHERE number = 10"), 0);
    assert_int_equal(warehouse_count(warehouse, "SELECT count(*) FROM raw_stay WHERE number = 10"),
                     1);
    assert_int_equal(warehouse_count(warehouse, "SELECT count(*) FROM identity WHERE current = 6"),
                     2);
    /* The history itself stays as it is. */
    assert_int_equal(warehouse_count(warehouse, "SELECT count(*) FROM renumbered WHERE new = 11"),
                     1);
    warehouse_free(warehouse);
    (void)state;
}

static void
long_chains_end(void **state)
{
    Error err;
    Warehouse *warehouse = warehouse_new();
    warehouse_put(warehouse, "renumbered",
                  "SELECT n AS old, n + 1 AS new FROM range(100, 1100) r(n)");
    assert_int_equal(open_source(warehouse, &err), ERROR_NONE);
    assert_int_equal(warehouse_count(warehouse, "SELECT count(*) FROM identity"), 1000);
    assert_int_equal(
        warehouse_count(warehouse, "SELECT count(*) FROM identity WHERE current = 1100"), 1000);
    warehouse_free(warehouse);
    (void)state;
}

static void
circles_and_forks_are_faults_with_their_count(void **state)
{
    Warehouse *warehouse = warehouse_new();
    warehouse_put(warehouse, "renumbered",
                  "SELECT * FROM (VALUES (1, 2), (2, 3), (3, 1), (9, 2)) t(old, new)");
    expect_fault(warehouse, "4 replaced numbers lead into a circle");
    warehouse_put(warehouse, "renumbered", "SELECT 5 AS old, 5 AS new");
    expect_fault(warehouse, "1 replaced numbers lead into a circle");
    warehouse_put(warehouse, "renumbered",
                  "SELECT * FROM (VALUES (1, 2), (1, 3), (4, 5), (4, 5)) t(old, new)");
    expect_fault(warehouse, "1 replaced numbers have more than one successor");
    warehouse_free(warehouse);
    (void)state;
}

static void
without_replaced_numbers_nothing_is_joined(void **state)
{
    Error err;
    Warehouse *warehouse = warehouse_new();
    warehouse_put(warehouse, "renumbered", "SELECT 1::BIGINT AS old, 1::BIGINT AS new WHERE false");
    assert_int_equal(open_source(warehouse, &err), ERROR_NONE);
    assert_int_equal(warehouse_count(warehouse, "SELECT count(*) FROM stay WHERE number = 10"), 1);
    warehouse_free(warehouse);
    (void)state;
}

static void
tables_that_are_not_as_declared_are_named(void **state)
{
    Warehouse *warehouse = warehouse_new();
    warehouse_drop(warehouse, "people");
    expect_fault(warehouse, "the warehouse: no table 'people'");
    warehouse_put(warehouse, "people", "SELECT 1 AS number");
    expect_fault(warehouse, "table 'people': no column 'sex'");
    warehouse_put(warehouse, "people", "SELECT '1' AS number, 'm' AS sex");
    expect_fault(warehouse, "table 'people', column 'number': expected BIGINT, found VARCHAR");
    warehouse_put(warehouse, "people", "SELECT 1.5::DOUBLE AS number, DATE '2012-01-01' AS sex");
    expect_fault(warehouse, "(the first of 2 faults)");
    warehouse_put(warehouse, "people", PEOPLE);
    warehouse_drop(warehouse, "survey.csv");
    expect_fault(warehouse, "no table 'survey'");
    warehouse_put_file(warehouse, "survey.csv", "marital-status;Age\nsingle;30\n");
    expect_fault(warehouse, "table 'survey': no column 'age'");
    warehouse_free(warehouse);
    (void)state;
}

/* A file that is no Parquet, and an empty directory. */
static void
broken_files_are_data_faults(void **state)
{
    Error err;
    Warehouse *warehouse = warehouse_new();
    warehouse_put_file(warehouse, "people.parquet", "PAR1 or not");
    assert_int_not_equal(open_source(warehouse, &err), ERROR_NONE);
    assert_int_not_equal(err.kind, ERROR_INTERNAL);
    assert_non_null(strstr(err.message, "table 'people'"));
    warehouse_free(warehouse);
    (void)state;
}

static void
csv_records_are_numbered_in_their_order(void **state)
{
    Error err;
    Warehouse *warehouse = warehouse_new();
    assert_int_equal(open_source(warehouse, &err), ERROR_NONE);
    assert_int_equal(warehouse_count(warehouse, "SELECT count(*) FROM survey"), 3);
    assert_int_equal(warehouse_count(warehouse, "SELECT age FROM survey WHERE record = 2"), 41);
    assert_int_equal(
        warehouse_count(warehouse, "SELECT record FROM survey WHERE marital_status = 'a;b'"), 2);
    assert_int_equal(
        warehouse_count(warehouse, "SELECT record FROM survey WHERE marital_status IS NULL"), 3);
    warehouse_free(warehouse);
    (void)state;
}

/* The value stands in no message. */
static void
csv_values_of_another_type_are_not_told(void **state)
{
    Error err;
    int64_t count = 0;
    Warehouse *warehouse = warehouse_new();
    warehouse_put_file(warehouse, "survey.csv", "marital-status;age\nsingle;canary77\n");
    assert_int_equal(open_source(warehouse, &err), ERROR_NONE);
    assert_int_equal(
        engine_count(warehouse->engine, "ages", "SELECT sum(age) FROM survey", &count, &err),
        ERROR_DATA);
    assert_null(strstr(err.message, "canary77"));
    warehouse_free(warehouse);
    (void)state;
}

static void
a_directory_that_reads_as_a_pattern_is_refused(void **state)
{
    Error err = {0};
    Warehouse *warehouse = warehouse_new();
    assert_int_equal(source_open(warehouse->engine, warehouse->arena, warehouse->catalogue,
                                 "/srv/ware*house", NULL, &err),
                     ERROR_USAGE);
    warehouse_free(warehouse);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_become_canonical),
        cmocka_unit_test(long_chains_end),
        cmocka_unit_test(circles_and_forks_are_faults_with_their_count),
        cmocka_unit_test(without_replaced_numbers_nothing_is_joined),
        cmocka_unit_test(tables_that_are_not_as_declared_are_named),
        cmocka_unit_test(broken_files_are_data_faults),
        cmocka_unit_test(csv_records_are_numbered_in_their_order),
        cmocka_unit_test(csv_values_of_another_type_are_not_told),
        cmocka_unit_test(a_directory_that_reads_as_a_pattern_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
