/* Counting from the persons, against SQL's own GROUP BY CUBE. */
#include "core/text.h"
#include "fixture.h"
#include "output/count.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Two years of persons; a quarter of those of 2012 are not there in 2014, and as many are new. */
#define POPULATION                                                                                 \
    "CREATE TABLE person AS SELECT i, CAST(md5(CAST(i AS VARCHAR)) AS UUID) AS pseudonym,"         \
    "  CAST(1 + hash(i) % 2 AS VARCHAR) AS sex, CAST(1 + hash(i, 1) % 7 AS VARCHAR) AS age,"       \
    "  CAST(1 + hash(i, 2) % 4 AS VARCHAR) AS household_size FROM range(2000) AS t(i);"            \
    "CREATE TABLE population_2012 AS SELECT pseudonym, 2012 AS reference_year, sex, age,"          \
    "  household_size FROM person WHERE i < 1600;"                                                 \
    "CREATE TABLE population_2014 AS SELECT pseudonym, 2014 AS reference_year, sex, "              \
    "  CAST(1 + hash(i, 3) % 7 AS VARCHAR) AS age,"                                                \
    "  CASE WHEN i % 10 = 0 THEN '99' ELSE household_size END AS household_size"                   \
    "  FROM person WHERE i >= 400;"

static Count *
counted(Arena *arena, Engine *engine, const char *yaml)
{
    Error err;
    Count *count = NULL;
    const RequestedFile *file = fixture_file(arena, yaml);
    People *people = fixture_people(arena, engine, &file, 1);
    assert_int_equal(count_make(arena, people, file, &count, &err), ERROR_NONE);
    return count;
}

static int64_t
asked(Engine *engine, const char *sql)
{
    Error err;
    int64_t number = -1;
    if (engine_count(engine, "oracle", sql, &number, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return number;
}

static const char *
place_sql(Arena *arena, const Count *count, size_t cell, size_t axis, const char *column)
{
    size_t place = count_place(count, cell, axis);
    if (place == count->places[axis] - 1)
        return "true";
    return arena_print(arena, "%s = '%s'", column, count->file->by[axis].code[place]);
}

static void
every_cell_and_margin_is_what_sql_counts(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    CLOSES_ENGINE Engine *engine = fixture_engine(POPULATION);
    Count *count = counted(
        arena, engine,
        "{file: a.csv, type: magnitude_table, year: 2014, by: [sex, age], measure: household_size, "
        "where: [{variable: age, in: [\"2\", \"3\", \"4\"]}]}");
    assert_int_equal(count->cells, 4 * 9);
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        const char *where = arena_print(
            arena, "FROM population_2014 WHERE age IN ('2','3','4') AND %s AND %s",
            place_sql(arena, count, cell, 0, "sex"), place_sql(arena, count, cell, 1, "age"));
        assert_int_equal(count->persons[cell],
                         asked(engine, arena_print(arena, "SELECT count(*) %s", where)));
        assert_int_equal(
            count->total[cell],
            asked(engine, arena_print(arena,
                                      "SELECT coalesce(sum(CAST(household_size AS INTEGER)), 0) %s "
                                      "AND household_size <> '99'",
                                      where)));
        assert_int_equal(
            count->measured[cell],
            asked(engine,
                  arena_print(arena, "SELECT count(*) %s AND household_size <> '99'", where)));
        int64_t greatest = asked(
            engine, arena_print(arena,
                                "SELECT coalesce(max(CAST(household_size AS INTEGER)), 0) %s AND "
                                "household_size <> '99'",
                                where));
        assert_int_equal(count->greatest[2 * cell], greatest);
    }
}

static void
a_table_over_two_years_counts_those_who_are_in_both(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    CLOSES_ENGINE Engine *engine = fixture_engine(POPULATION);
    Count *count = counted(arena, engine,
                           "{file: a.csv, type: frequency_table, by: [{variable: age, year: 2012}, "
                           "{variable: age, year: 2014}]}");
    for (size_t cell = 0; cell < count->cells; cell++)
        assert_int_equal(
            count->persons[cell],
            asked(engine, arena_print(arena,
                                      "SELECT count(*) FROM population_2012 AS a JOIN "
                                      "population_2014 AS b USING (pseudonym) WHERE %s AND %s",
                                      place_sql(arena, count, cell, 0, "a.age"),
                                      place_sql(arena, count, cell, 1, "b.age"))));
    assert_int_equal(count->persons[count->cells - 1], 1200);
}

/* Three neighbours, in the order of their pseudonyms, are a household; every eleventh is known to
 * live with nobody. In 2014 others live together, and of some nothing is known. */
#define HOUSEHOLDS                                                                                 \
    "CREATE TABLE household_2012 AS SELECT pseudonym, CASE WHEN place % 11 = 0 THEN 0 ELSE 1 + "   \
    "  place // 3 END AS household FROM (SELECT pseudonym, row_number() OVER (ORDER BY "           \
    "  pseudonym) AS place FROM population_2012);"                                                 \
    "CREATE TABLE household_2014 AS SELECT pseudonym, 1 + hash(pseudonym) % 90 AS household FROM " \
    "  population_2014 WHERE age <> '2';"
#define HOME                                                                                       \
    "CASE WHEN coalesce(%s.household, 0) = 0 THEN CAST(pseudonym AS VARCHAR) ELSE "                \
    "CAST(%s.household AS VARCHAR) END"

static Count *
counted_with_households(Arena *arena, Engine *engine, const char *yaml)
{
    Error err;
    Count *count = NULL;
    People *people = NULL;
    Years kept = {0};
    *LIST_ADD(arena, &kept) = 2012;
    *LIST_ADD(arena, &kept) = 2014;
    PeopleNeed need = {.households = &kept};
    const RequestedFile *file = fixture_file(arena, yaml);
    people_need(arena, &need, file);
    assert_int_equal(people_load(arena, engine, &need, &people, &err), ERROR_NONE);
    assert_int_equal(count_make(arena, people, file, &count, &err), ERROR_NONE);
    assert_int_equal(count_households(arena, people, count, &err), ERROR_NONE);
    assert_non_null(count->households);
    return count;
}

static void
households_are_counted_once_in_every_margin(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    CLOSES_ENGINE Engine *engine = fixture_engine(POPULATION HOUSEHOLDS);
    Count *count = counted_with_households(
        arena, engine,
        "{file: a.csv, type: frequency_table, year: 2012, by: [sex, household_size]}");
    for (size_t cell = 0; cell < count->cells; cell++)
        assert_int_equal(
            count->households[cell],
            asked(engine, arena_print(arena,
                                      "SELECT count(DISTINCT " HOME ") FROM population_2012 JOIN "
                                      "household_2012 AS h USING (pseudonym) WHERE %s AND %s",
                                      "h", "h", place_sql(arena, count, cell, 0, "sex"),
                                      place_sql(arena, count, cell, 1, "household_size"))));
}

/* Persons of several years: the year in which they lived in fewest. */
static void
of_two_years_the_one_with_fewer_households_counts(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    CLOSES_ENGINE Engine *engine = fixture_engine(POPULATION HOUSEHOLDS);
    Count *count =
        counted_with_households(arena, engine,
                                "{file: a.csv, type: frequency_table, by: [{variable: age, year: "
                                "2012}, {variable: age, year: 2014}]}");
    size_t by_2014 = 0;
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        const char *of = arena_print(
            arena,
            "FROM population_2012 AS a JOIN population_2014 AS b USING (pseudonym) LEFT JOIN "
            "household_2012 AS x USING (pseudonym) LEFT JOIN household_2014 AS y USING (pseudonym) "
            "WHERE %s AND %s",
            place_sql(arena, count, cell, 0, "a.age"), place_sql(arena, count, cell, 1, "b.age"));
        int64_t first =
            asked(engine, arena_print(arena, "SELECT count(DISTINCT " HOME ") %s", "x", "x", of));
        int64_t second =
            asked(engine, arena_print(arena, "SELECT count(DISTINCT " HOME ") %s", "y", "y", of));
        assert_int_equal(count->households[cell], first < second ? first : second);
        by_2014 += second < first;
    }
    assert_in_range(by_2014, 1, count->cells - 1);
}

/* A year of which it was not kept is judged by persons. */
static void
without_households_of_a_year_none_are_counted(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    Count *count = NULL;
    People *people = NULL;
    Years kept = {0};
    *LIST_ADD(arena, &kept) = 2012;
    PeopleNeed need = {.households = &kept};
    CLOSES_ENGINE Engine *engine = fixture_engine(POPULATION HOUSEHOLDS);
    const RequestedFile *file =
        fixture_file(arena, "{file: a.csv, type: frequency_table, by: [{variable: age, year: "
                            "2012}, {variable: age, year: 2014}]}");
    people_need(arena, &need, file);
    assert_int_equal(people_load(arena, engine, &need, &people, &err), ERROR_NONE);
    assert_int_equal(count_make(arena, people, file, &count, &err), ERROR_NONE);
    assert_int_equal(count_households(arena, people, count, &err), ERROR_NONE);
    assert_null(count->households);
}

static void
a_code_that_the_list_has_not_is_refused(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    PeopleNeed need = {0};
    People *people = NULL;
    CLOSES_ENGINE Engine *engine =
        fixture_engine(POPULATION "UPDATE population_2012 SET sex = '7' WHERE age = '3'");
    people_need(arena, &need,
                fixture_file(arena, "{file: a.csv, type: frequency_table, year: 2012, by: [sex]}"));
    assert_int_equal(people_load(arena, engine, &need, &people, &err), ERROR_INTEGRITY);
    assert_null(strstr(err.message, "7"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_and_margin_is_what_sql_counts),
        cmocka_unit_test(a_table_over_two_years_counts_those_who_are_in_both),
        cmocka_unit_test(households_are_counted_once_in_every_margin),
        cmocka_unit_test(of_two_years_the_one_with_fewer_households_counts),
        cmocka_unit_test(without_households_of_a_year_none_are_counted),
        cmocka_unit_test(a_code_that_the_list_has_not_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
