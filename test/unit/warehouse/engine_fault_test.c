/*
 * What the engine's faults become: places and classes, never a value. CANARY stands in the data
 * wherever a fault could quote it; no message or hint may hold it.
 */
#include "core/file.h"
#include "core/text.h"
#include "warehouse/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define CANARY "85073003328"

typedef struct Place
{
    Arena *arena;
    char *directory;
    Engine *engine;
} Place;

static int
set_up(void **state)
{
    static Place place;
    char template[] = "engine-fault-XXXXXX";
    Error err = {0};
    EngineOptions options = {.threads = 2};
    place.arena = arena_new("test");
    char *here = getcwd(NULL, 0);
    if (here == NULL || mkdtemp(template) == NULL ||
        engine_open(&options, &place.engine, &err) != ERROR_NONE)
        return 1;
    place.directory = file_join(place.arena, here, template);
    free(here);
    *state = &place;
    return 0;
}

static int
tear_down(void **state)
{
    Place *place = *state;
    Error err = {0};
    engine_close(&place->engine);
    ErrorKind kind = file_remove_tree(place->directory, &err);
    arena_free(place->arena);
    return kind == ERROR_NONE ? 0 : 1;
}

/* sql with each '@' replaced by the directory. */
static char *
placed(const Place *place, const char *sql)
{
    Text text = text_new(place->arena);
    for (; *sql != '\0'; sql++)
    {
        if (*sql == '@')
            text_add(&text, place->directory);
        else
            text_add_bytes(&text, sql, 1);
    }
    return text.bytes;
}

static void
write_text(const Place *place, const char *name, const char *text)
{
    Error err = {0};
    if (file_write(file_join(place->arena, place->directory, name), text, strlen(text), 0600,
                   &err) != ERROR_NONE)
        fail_msg("%s", err.message);
}

static void
must_run(const Place *place, const char *sql)
{
    Error err = {0};
    if (engine_run(place->engine, "prepare", placed(place, sql), NULL, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
}

/* Runs it as a statement and as a stream that is read to its end: the fault of both. */
static void
must_fail(const Place *place, const char *sql, ErrorKind kind, Error *ret_err)
{
    SCRATCH Arena *arena = arena_new("test");
    Rows *rows = NULL;
    size_t count = 1;
    Error streamed = {0};
    assert_int_equal(engine_run(place->engine, "the step", placed(place, sql), NULL, ret_err),
                     kind);
    ErrorKind found =
        engine_select(place->engine, arena, "the step", placed(place, sql), &rows, &streamed);
    while (found == ERROR_NONE && count > 0)
        found = rows_next(rows, &count, &streamed);
    assert_int_equal(found, kind);
    assert_string_equal(streamed.message, ret_err->message);
    /* A fault of a line of CSV names the line. */
    assert_true(text_starts(ret_err->message, "the step: ") ||
                text_starts(ret_err->message, "the step, line "));
    assert_null(strstr(ret_err->message, CANARY));
    assert_null(strstr(ret_err->hint, CANARY));
    assert_null(strchr(ret_err->message, '\n'));
}

static void
no_fault_of_data_quotes_it(void **state)
{
    const Place *place = *state;
    static const struct
    {
        const char *sql;
        ErrorKind kind;
    } cases[] = {
        {"SELECT CAST(v AS DATE) FROM t", ERROR_DATA},
        {"SELECT CAST(v AS TINYINT) FROM t", ERROR_DATA},
        {"SELECT CAST(n AS SMALLINT) FROM t", ERROR_DATA},
        {"SELECT CAST(n * 1000000000 AS BIGINT) FROM t", ERROR_DATA},
        {"SELECT n * 100000000000 FROM t", ERROR_DATA},
        {"SELECT error(v) FROM t", ERROR_DATA},
        {"SELECT CAST('" CANARY "' AS DATE)", ERROR_DATA},
        {"SELECT CAST(v AS UUID) FROM t", ERROR_DATA},
        {"SELECT CAST(v AS ENUM ('a')) FROM t", ERROR_DATA},
        {"SELECT strptime(v, '%d/%m/%Y') FROM t", ERROR_DATA},
        {"SELECT json_extract(v || '{', '$.a') FROM t", ERROR_DATA},
        {"INSERT INTO unique_ones SELECT n FROM t", ERROR_DATA},
        {"INSERT INTO checked SELECT n FROM t", ERROR_DATA},
        {"SELECT * FROM read_csv('@/bad.csv', header = true, columns = {'a': 'DATE'})", ERROR_DATA},
        {"SELECT * FROM read_csv('@/bad.csv', header = true, columns = {'a': 'INTEGER', 'b': "
         "'INTEGER'})",
         ERROR_DATA},
        {"SELECT * FROM read_csv('@/wide.csv', header = true, columns = {'a': 'VARCHAR'}, "
         "strict_mode = true, max_line_size = 8)",
         ERROR_DATA},
        {"SELECT missing_column FROM read_csv('@/headless.csv', header = true)", ERROR_CATALOGUE},
        {"SELECT CAST(v AS INTEGER) FROM '@/t.parquet'", ERROR_DATA},
    };
    must_run(place, "CREATE TABLE t AS SELECT '" CANARY "' AS v, " CANARY " AS n;"
                    "CREATE TABLE unique_ones (n BIGINT PRIMARY KEY);"
                    "INSERT INTO unique_ones VALUES (" CANARY ");"
                    "CREATE TABLE checked (n BIGINT CHECK (n < 10));"
                    "COPY t TO '@/t.parquet' (FORMAT parquet)");
    write_text(place, "bad.csv", "a\n" CANARY "\n");
    write_text(place, "wide.csv", "a\n" CANARY CANARY CANARY "\n");
    write_text(place, "headless.csv", CANARY ",1\n" CANARY ",2\n");
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++)
    {
        Error err = {0};
        must_fail(place, cases[at].sql, cases[at].kind, &err);
    }
}

/* The class is right, and helps. */
static void
faults_before_a_row_is_read_are_told(void **state)
{
    const Place *place = *state;
    static const struct
    {
        const char *sql;
        ErrorKind kind;
        const char *holds;
    } cases[] = {
        {"SELEC 1", ERROR_CATALOGUE, "\"SELEC\""},
        {"SELECT nowhere FROM (SELECT 1 AS here)", ERROR_CATALOGUE, "\"nowhere\""},
        {"SELECT * FROM nowhere", ERROR_CATALOGUE, "nowhere"},
        {"SELECT no_function(1)", ERROR_CATALOGUE, "no_function"},
        {"SELECT * FROM '@/nowhere.parquet'", ERROR_DATA, "nowhere.parquet"},
        {"SELECT * FROM read_parquet('@/*/none*.parquet')", ERROR_DATA, "none*.parquet"},
        {"SELECT * FROM '@/text.parquet'", ERROR_DATA, "text.parquet"},
    };
    write_text(place, "text.parquet", "this is no Parquet, and longer than twelve bytes\n");
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++)
    {
        Error err = {0};
        must_fail(place, cases[at].sql, cases[at].kind, &err);
        assert_non_null(strstr(err.message, cases[at].holds));
    }
}

static void
a_damaged_file_is_a_fault_of_data(void **state)
{
    const Place *place = *state;
    char *bytes = NULL;
    size_t size = 0;
    Error err = {0};
    must_run(place,
             "COPY (SELECT range AS a, hash(range) AS b FROM range(20000)) TO '@/whole.parquet'"
             " (FORMAT parquet)");
    assert_int_equal(file_read(place->arena, placed(place, "@/whole.parquet"), 1 << 24, ERROR_DATA,
                               &bytes, &size, &err),
                     ERROR_NONE);
    memset(bytes + 4, 0xff, 64); /* the head of the first page */
    assert_int_equal(file_write(placed(place, "@/damaged.parquet"), bytes, size, 0600, &err),
                     ERROR_NONE);
    ErrorKind kind =
        engine_run(place->engine, "the step",
                   placed(place, "SELECT sum(hash(a)) FROM '@/damaged.parquet'"), NULL, &err);
    assert_int_equal(kind, ERROR_DATA);
    assert_string_equal(err.message, "the step: a file cannot be decoded");
}

static void
a_fault_deep_in_a_stream_is_told_where_it_comes(void **state)
{
    const Place *place = *state;
    static const char sql[] = "SELECT CASE WHEN range = 1500000 THEN CAST('" CANARY
                              "x' || range AS BIGINT) ELSE range END"
                              " FROM range(2000000)";
    for (int settled = 0; settled < 2; settled++)
    {
        SCRATCH Arena *arena = arena_new("test");
        Rows *rows = NULL;
        size_t count = 0;
        size_t seen = 0;
        Error err = {0};
        ErrorKind kind = engine_select(place->engine, arena, "the step", sql, &rows, &err);
        assert_int_equal(kind, ERROR_NONE);
        if (settled == 1) /* another statement takes the rest, and the fault, into memory */
            must_run(place, "SELECT 1");
        for (kind = rows_next(rows, &count, &err); kind == ERROR_NONE && count > 0;
             kind = rows_next(rows, &count, &err))
            seen += count;
        assert_int_equal(kind, ERROR_DATA);
        assert_true(seen < 1500000);
        assert_null(strstr(err.message, CANARY));
    }
    must_run(place, "SELECT 1");
}

static void
memory_ends_in_an_error_and_spill_helps(void **state)
{
    const Place *place = *state;
    static const char sql[] = "CREATE TABLE t AS SELECT range AS a, hash(range)::VARCHAR AS b "
                              "FROM range(4000000)";
    EngineOptions options = {.threads = 1, .memory_limit = "60MB"};
    Error err = {0};
    CLOSES_ENGINE Engine *bounded = NULL;
    CLOSES_ENGINE Engine *spilling = NULL;
    assert_int_equal(engine_open(&options, &bounded, &err), ERROR_NONE);
    assert_int_equal(engine_run(bounded, "the step", sql, NULL, &err), ERROR_MEMORY);
    assert_string_equal(err.message, "the step: needs more memory than the engine may use");
    assert_true(err.hint[0] != '\0');
    options.spill = placed(place, "@/spill");
    assert_int_equal(engine_open(&options, &spilling, &err), ERROR_NONE);
    if (engine_run(spilling, "the step", sql, NULL, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    assert_true(file_exists(options.spill));
}

static void
a_full_disk_is_told(void **state)
{
    const Place *place = *state;
    Error err = {0};
    ErrorKind kind =
        engine_run(place->engine, "the step",
                   "COPY (SELECT range FROM range(1000000)) TO '/dev/full' (FORMAT csv, "
                   "USE_TMP_FILE false)",
                   NULL, &err);
    assert_int_equal(kind, ERROR_IO);
    assert_non_null(strstr(err.message, "No space left on device"));
}

static void
files_outside_the_directories_are_out_of_reach(void **state)
{
    const Place *place = *state;
    static const char *const refused[] = {
        "SELECT * FROM '@/outside/t.parquet'",
        "SELECT * FROM '@/inside/../outside/t.parquet'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "COPY (SELECT 1) TO '@/outside/u.csv'",
        "ATTACH '@/outside/a.duckdb'",
    };
    Error err = {0};
    assert_int_equal(file_make_directory(placed(place, "@/inside"), 0700, &err), ERROR_NONE);
    assert_int_equal(file_make_directory(placed(place, "@/outside"), 0700, &err), ERROR_NONE);
    must_run(place, "COPY (SELECT 1 AS a) TO '@/inside/t.parquet' (FORMAT parquet);"
                    "COPY (SELECT 1 AS a) TO '@/outside/t.parquet' (FORMAT parquet)");
    const char *directories[] = {placed(place, "@/inside"), NULL};
    EngineOptions options = {.threads = 1, .directories = directories};
    CLOSES_ENGINE Engine *closed = NULL;
    assert_int_equal(engine_open(&options, &closed, &err), ERROR_NONE);
    int64_t count = 0;
    assert_int_equal(engine_count(closed, "the step",
                                  placed(place, "SELECT count(*) FROM '@/inside/*.parquet'"),
                                  &count, &err),
                     ERROR_NONE);
    assert_int_equal(count, 1);
    for (size_t at = 0; at < sizeof refused / sizeof refused[0]; at++)
        assert_int_equal(engine_run(closed, "the step", placed(place, refused[at]), NULL, &err),
                         ERROR_IO);
    assert_false(file_exists(placed(place, "@/outside/u.csv")));
}

/* Two threads, twice: the same bytes. */
static void
parquet_is_written_the_same_each_time(void **state)
{
    const Place *place = *state;
    char *bytes[2] = {NULL, NULL};
    size_t sizes[2] = {0, 0};
    Error err = {0};
    for (int time = 0; time < 2; time++)
    {
        must_run(place,
                 "COPY (SELECT range AS a, hash(range)::VARCHAR AS b FROM range(600000) "
                 "ORDER BY hash(range)) TO '@/same.parquet' (FORMAT parquet, COMPRESSION zstd)");
        assert_int_equal(file_read(place->arena, placed(place, "@/same.parquet"), 1 << 26,
                                   ERROR_DATA, &bytes[time], &sizes[time], &err),
                         ERROR_NONE);
    }
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(bytes[0], bytes[1], sizes[0]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_fault_of_data_quotes_it),
        cmocka_unit_test(faults_before_a_row_is_read_are_told),
        cmocka_unit_test(a_damaged_file_is_a_fault_of_data),
        cmocka_unit_test(a_fault_deep_in_a_stream_is_told_where_it_comes),
        cmocka_unit_test(memory_ends_in_an_error_and_spill_helps),
        cmocka_unit_test(a_full_disk_is_told),
        cmocka_unit_test(files_outside_the_directories_are_out_of_reach),
        cmocka_unit_test(parquet_is_written_the_same_each_time),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
