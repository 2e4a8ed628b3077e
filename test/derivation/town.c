#include "town.h"

#include "catalogue/bind.h"
#include "catalogue/read.h"
#include "core/file.h"
#include "plan/sql.h"
#include "warehouse/source.h"

#include <stdio.h>
#include <stdlib.h>

/* doc of the tables: catalogue/amsb/catalogue.yaml; types as a warehouse has them. */
static const char schema[] =
    "CREATE TABLE w_person(insz BIGINT, register VARCHAR, birth_date DATE, sex SMALLINT,"
    " birth_nationality VARCHAR, nationality VARCHAR, nationality_since DATE, death_date DATE);"
    "CREATE TABLE w_insz_history(old_insz BIGINT, insz BIGINT, changed_on DATE, reason VARCHAR);"
    "CREATE TABLE w_household_member(year SMALLINT, insz BIGINT, reference_insz BIGINT,"
    " relation SMALLINT, civil_state SMALLINT, collective BOOLEAN, nis INTEGER);"
    "CREATE TABLE w_filiation(child_insz BIGINT, parent_insz BIGINT, parent_role SMALLINT);"
    "CREATE TABLE w_activity(year SMALLINT, quarter SMALLINT, insz BIGINT, position SMALLINT,"
    " worked DOUBLE, workable DOUBLE, student BOOLEAN);"
    "CREATE TABLE w_education(year SMALLINT, insz BIGINT, level SMALLINT, field SMALLINT);"
    "CREATE TABLE w_living_wage_payment(year SMALLINT, month SMALLINT, insz BIGINT, nis INTEGER,"
    " kind SMALLINT, amount_type SMALLINT, category SMALLINT, first_day DATE, last_day DATE,"
    " amount_cents INTEGER);"
    "CREATE TABLE w_centre(nis INTEGER, name VARCHAR, region SMALLINT, valid_from DATE,"
    " valid_to DATE);";

static const char *const tables[] = {"person",   "insz_history", "household_member",    "filiation",
                                     "activity", "education",    "living_wage_payment", "centre"};

/* Subjects are asked about all at once, and in groups, so that a subject's housemates and parents
 * are none. */
#define GROUPS 3
#define EVERYBODY GROUPS

static void
must(ErrorKind kind, const Error *err)
{
    if (kind != ERROR_NONE)
        fail_msg("%s", err->message);
}

static void
run(Town *town, const char *sql)
{
    Error err = {0};
    must(engine_run(town->engine, "test", sql, NULL, &err), &err);
}

static Catalogue *
read_catalogue(Arena *arena)
{
    Error err = {0};
    Catalogue *catalogue = NULL;
    Complaints complaints = complaints_new(arena, "catalogue");
    must(catalogue_read(arena, getenv("BERAAD_TEST_CATALOGUE"), &complaints, &catalogue, &err),
         &err);
    assert_string_equal(complaints_print(arena, &complaints), "");
    return catalogue;
}

Town *
town_new(Date date)
{
    Error err = {0};
    Arena *arena = arena_new("town");
    Town *town = arena_take(arena, sizeof *town);
    char directory[] = "/tmp/beraad-town-XXXXXX";
    assert_non_null(mkdtemp(directory));
    *town = (Town){.arena = arena,
                   .catalogue = read_catalogue(arena),
                   .directory = arena_copy_text(arena, directory),
                   .rows = text_new(arena),
                   .date = date};
    must(engine_open(&(EngineOptions){.threads = 1}, &town->engine, &err), &err);
    run(town, schema);
    return town;
}

void
town_add(Town *town, const char *table, const char *format, ...)
{
    char row[512];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(row, sizeof row, format, arguments);
    va_end(arguments);
    assert_in_range(size, 1, sizeof row - 1);
    text_print(&town->rows, "INSERT INTO w_%s VALUES %s;", table, row);
}

void
town_person(Town *town, int person, int born, int sex)
{
    town_add(town, "person", "(%d, 'RR', '%d-01-01', %d, 'BE', 'BE', NULL, NULL)", person, born,
             sex);
}

void
town_lives(Town *town, int person, int reference, int relation)
{
    town_add(town, "household_member", "(%d, %d, %d, %d, 10, false, 11002)", date_year(town->date),
             person, reference, relation);
}

/* Households in hive partitions, as a large warehouse has them; the rest as one file each. */
static void
write_tables(Town *town)
{
    for (size_t at = 0; at < sizeof tables / sizeof *tables; at++)
    {
        bool partitioned = text_equal(tables[at], "household_member");
        run(town,
            arena_print(
                town->arena, "COPY w_%s TO %s (FORMAT parquet%s)", tables[at],
                engine_literal(town->arena, arena_print(town->arena, "%s/%s%s", town->directory,
                                                        tables[at], partitioned ? "" : ".parquet")),
                partitioned ? ", PARTITION_BY (year)" : ""));
    }
}

void
town_open(Town *town)
{
    Error err = {0};
    /* A partitioned table without a row would have no file. */
    town_add(town, "household_member", "(1999, 0, 0, 1, 10, false, 11002)");
    run(town, town->rows.bytes);
    write_tables(town);
    must(source_open(town->engine, town->arena, town->catalogue, town->directory, NULL, &err),
         &err);
}

static void
derive(Town *town, const Derivation *derivation, Date date)
{
    for (size_t at = 0; at < derivation->needs.count; at++)
        derive(town, catalogue_derivation(town->catalogue, derivation->needs.items[at]), date);
    run(town,
        arena_print(town->arena, "CREATE OR REPLACE TABLE derived_%s AS\n%s", derivation->name,
                    catalogue_bind_sql(town->arena, town->catalogue, derivation->sql, date)));
}

/* The derivation with these subjects on this date, as a table of its own that is made once. */
static const char *
derived_table(Town *town, const Derivation *derivation, Date date, int group)
{
    const char *name =
        arena_print(town->arena, "kept_%s_%d_%d", derivation->name, date.days, group);
    for (size_t at = 0; at < town->kept.count; at++)
        if (text_equal(town->kept.items[at], name))
            return name;
    run(town, arena_print(town->arena,
                          "CREATE OR REPLACE TEMP VIEW subject AS SELECT DISTINCT insz AS person "
                          "FROM person WHERE %d = %d OR insz %% %d = %d",
                          group, EVERYBODY, GROUPS, group));
    derive(town, derivation, date);
    run(town, arena_print(town->arena, "CREATE TABLE %s AS SELECT * FROM derived_%s", name,
                          derivation->name));
    *LIST_ADD(town->arena, &town->kept) = name;
    return name;
}

static const char *
class_code(Town *town, const char *table, const Variable *variable, const char *value,
           const Classification *list, Date date)
{
    Error err = {0};
    int64_t index = 0;
    Text sql = text_new(town->arena);
    text_add(&sql, "SELECT COALESCE(");
    plan_class_case(&sql, "v", variable->type, list, date);
    text_print(&sql, ", -1) FROM (SELECT (SELECT \"%s\" FROM %s WHERE person = %s) AS v)",
               variable->column, table, value);
    must(engine_count(town->engine, "class", sql.bytes, &index, &err), &err);
    return index < 0 ? "NONE" : list->classes.items[index].code;
}

static void
expect(Town *town, Date date, const char *name, const char *list, int person, const char *code)
{
    const Variable *variable = catalogue_variable(town->catalogue, name);
    assert_non_null(variable);
    assert_true(variable_allows(variable, list));
    const Derivation *derivation = catalogue_derivation(town->catalogue, variable->derivation);
    const Classification *classes = catalogue_classification(town->catalogue, list);
    const int groups[] = {EVERYBODY, person % GROUPS};
    for (size_t at = 0; at < 2; at++)
    {
        Error err = {0};
        int64_t rows = 0;
        const char *table = derived_table(town, derivation, date, groups[at]);
        const char *value = arena_print(town->arena, "%d", person);
        must(engine_count(town->engine, "rows",
                          arena_print(town->arena, "SELECT count(*) FROM %s WHERE person = %s",
                                      table, value),
                          &rows, &err),
             &err);
        assert_in_range(rows, 0, 1);
        assert_string_equal(class_code(town, table, variable, value, classes, date), code);
    }
}

void
town_expect_at(Town *town, Date date, const char *variable, int person, const char *code,
               const char *file, int line)
{
    const Variable *found = catalogue_variable(town->catalogue, variable);
    assert_non_null(found);
    print_message("%s:%d: %s of %d\n", file_name(file), line, variable, person);
    expect(town, date, variable, found->classifications.items[0], person, code);
}

void
town_expect_list(Town *town, Date date, const char *variable, const char *list, int person,
                 const char *code)
{
    expect(town, date, variable, list, person, code);
}

const char *
town_cohort(Town *town, const char *cohort, Date date)
{
    Error err = {0};
    Rows *rows = NULL;
    size_t count = 0;
    const Cohort *found = catalogue_cohort(town->catalogue, cohort);
    const char *sql = arena_print(
        town->arena,
        "SELECT COALESCE(string_agg(CAST(person AS VARCHAR), ' ' ORDER BY person), '') FROM "
        "(SELECT DISTINCT person FROM (%s))",
        catalogue_bind_sql(town->arena, town->catalogue, found->sql, date));
    must(engine_select(town->engine, town->arena, "cohort", sql, &rows, &err), &err);
    must(rows_next(rows, &count, &err), &err);
    return arena_copy_text(town->arena, rows_text(rows, 0, 0));
}

void
town_free(Town *town)
{
    Error err = {0};
    engine_close(&town->engine);
    must(file_remove_tree(town->directory, &err), &err);
    arena_free(town->arena);
}
