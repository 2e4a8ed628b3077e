/*
 * The engine as the rest of the house sees it: statements, typed results, streams, locks. Its words
 * for faults are in engine_fault_test.c.
 */
#include "warehouse/engine.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const EngineOptions two_threads = {.threads = 2};

static Engine *
opened(const EngineOptions *options)
{
    Engine *engine = NULL;
    Error err = {0};
    if (engine_open(options, &engine, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return engine;
}

static void
run(Engine *engine, const char *sql)
{
    Error err = {0};
    if (engine_run(engine, "test", sql, NULL, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
}

static Rows *
selected(Engine *engine, Arena *arena, const char *sql)
{
    Rows *rows = NULL;
    Error err = {0};
    if (engine_select(engine, arena, "test", sql, &rows, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return rows;
}

static size_t
next(Rows *rows)
{
    size_t count = 0;
    Error err = {0};
    if (rows_next(rows, &count, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return count;
}

static int64_t
counted(Engine *engine, const char *sql)
{
    int64_t count = -1;
    Error err = {0};
    if (engine_count(engine, "test", sql, &count, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return count;
}

static void
statements_run_in_order(void **state)
{
    (void)state;
    CLOSES_ENGINE Engine *engine = opened(&two_threads);
    run(engine,
        "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2); INSERT INTO t VALUES (3)");
    assert_int_equal(counted(engine, "SELECT count(*) FROM t"), 3);
    assert_int_equal(counted(engine, "SELECT sum(a) FROM t"), 6);
    assert_int_equal(counted(engine, "SELECT -9223372036854775808::HUGEINT"), INT64_MIN);
}

static void
a_count_is_one_row_with_one_integer(void **state)
{
    (void)state;
    CLOSES_ENGINE Engine *engine = opened(&two_threads);
    static const char *const others[] = {"SELECT 1 WHERE false",
                                         "SELECT 1 UNION ALL SELECT 2",
                                         "SELECT 1, 2",
                                         "SELECT NULL::BIGINT",
                                         "SELECT 'one'",
                                         "SELECT 1; SELECT 2",
                                         "SELECT range FROM range(5000)"};
    for (size_t at = 0; at < sizeof others / sizeof others[0]; at++)
    {
        int64_t count = 0;
        Error err = {0};
        assert_int_equal(engine_count(engine, "test", others[at], &count, &err), ERROR_INTERNAL);
    }
}

static void
every_type_is_read(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    CLOSES_ENGINE Engine *engine = opened(&two_threads);
    static const struct
    {
        const char *sql;
        ColumnType type;
        const char *text;
    } cases[] = {
        {"true", COLUMN_INTEGER, "1"},
        {"(-128)::TINYINT", COLUMN_INTEGER, "-128"},
        {"(-32768)::SMALLINT", COLUMN_INTEGER, "-32768"},
        {"(-2147483648)::INTEGER", COLUMN_INTEGER, "-2147483648"},
        {"(-9223372036854775808)::BIGINT", COLUMN_INTEGER, "-9223372036854775808"},
        {"255::UTINYINT", COLUMN_INTEGER, "255"},
        {"65535::USMALLINT", COLUMN_INTEGER, "65535"},
        {"4294967295::UINTEGER", COLUMN_INTEGER, "4294967295"},
        {"9223372036854775807::UBIGINT", COLUMN_INTEGER, "9223372036854775807"},
        {"(-9223372036854775808)::HUGEINT", COLUMN_INTEGER, "-9223372036854775808"},
        {"9223372036854775807::UHUGEINT", COLUMN_INTEGER, "9223372036854775807"},
        {"0.1::DOUBLE", COLUMN_REAL, "0.1"},
        {"(1/3)::DOUBLE", COLUMN_REAL, "0.3333333333333333"},
        {"0.5::FLOAT", COLUMN_REAL, "0.5"},
        {"1.25::DECIMAL(4,2)", COLUMN_REAL, "1.25"},
        {"(-1.5)::DECIMAL(9,1)", COLUMN_REAL, "-1.5"},
        {"123456789.125::DECIMAL(18,3)", COLUMN_REAL, "123456789.125"},
        {"(-2.5)::DECIMAL(38,1)", COLUMN_REAL, "-2.5"},
        {"'short'", COLUMN_TEXT, "short"},
        {"'exactly 12 b'", COLUMN_TEXT, "exactly 12 b"},
        {"'longer than what is kept inline'", COLUMN_TEXT, "longer than what is kept inline"},
        {"''", COLUMN_TEXT, ""},
        {"'blue'::ENUM ('red', 'blue')", COLUMN_TEXT, "blue"},
        {"DATE '2012-03-31'", COLUMN_DATE, "2012-03-31"},
        {"DATE '0001-01-01'", COLUMN_DATE, "0001-01-01"},
        {"DATE '9999-12-31'", COLUMN_DATE, "9999-12-31"},
        {"'infinity'::DATE", COLUMN_DATE, ""},
        {"UUID '00112233-4455-6677-8899-aabbccddeeff'", COLUMN_UUID,
         "00112233-4455-6677-8899-aabbccddeeff"},
        {"UUID 'ff112233-4455-6677-8899-aabbccddeeff'", COLUMN_UUID,
         "ff112233-4455-6677-8899-aabbccddeeff"},
        {"TIMESTAMP '2012-03-31 00:00:00'", COLUMN_OTHER, ""},
    };
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++)
    {
        Rows *rows = selected(engine, arena,
                              arena_print(arena, "SELECT v, NULL::%s AS n FROM (SELECT %s AS v)",
                                          cases[at].type == COLUMN_TEXT ? "VARCHAR" : "BIGINT",
                                          cases[at].sql));
        assert_int_equal(next(rows), 1);
        assert_int_equal(rows_type(rows, 0), cases[at].type);
        assert_false(rows_null(rows, 0, 0));
        assert_true(rows_null(rows, 1, 0));
        assert_string_equal(rows_text(rows, 0, 0), cases[at].text);
        assert_string_equal(rows_text(rows, 1, 0), "");
        assert_int_equal(rows_integer(rows, 1, 0), 0);
        assert_int_equal(next(rows), 0);
    }
}

static void
values_are_read_as_their_type(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    CLOSES_ENGINE Engine *engine = opened(&two_threads);
    Rows *rows = selected(
        engine, arena, "SELECT DATE '1970-01-02' AS d, 2.5::DECIMAL(5,2) AS r, 7 AS i, 'x' AS t");
    assert_int_equal(rows_columns(rows), 4);
    assert_string_equal(rows_name(rows, 3), "t");
    assert_int_equal(next(rows), 1);
    assert_int_equal(rows_integer(rows, 0, 0), 1);
    assert_true(fabs(rows_real(rows, 1, 0) - 2.5) < 1e-12);
    assert_true(fabs(rows_real(rows, 2, 0) - 7) < 1e-12);
    assert_int_equal(rows_integer(rows, 1, 0), 0);
    assert_int_equal(rows_integer(rows, 3, 0), 0);
    size_t size = 9;
    assert_memory_equal(rows_view(rows, 3, 0, &size), "x", 1);
    assert_int_equal(size, 1);
    (void)rows_view(rows, 2, 0, &size);
    assert_int_equal(size, 0);
}

static void
a_number_over_64_bits_is_an_error(void **state)
{
    (void)state;
    static const char *const wide[] = {
        "SELECT 18446744073709551615::UBIGINT", "SELECT 9223372036854775808::HUGEINT",
        "SELECT (-9223372036854775809)::HUGEINT", "SELECT 18446744073709551616::UHUGEINT"};
    CLOSES_ENGINE Engine *engine = opened(&two_threads);
    for (size_t at = 0; at < sizeof wide / sizeof wide[0]; at++)
    {
        SCRATCH Arena *arena = arena_new("test");
        size_t count = 9;
        Error err = {0};
        Rows *rows = selected(engine, arena, wide[at]);
        assert_int_equal(rows_next(rows, &count, &err), ERROR_DATA);
        assert_int_equal(count, 0);
    }
}

/* 1,000,000 rows in order, each third one missing: 0 + 1 + ... + 999,999 less the missing ones. */
static void
a_stream_gives_every_row_in_order(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    CLOSES_ENGINE Engine *engine = opened(&two_threads);
    run(engine, "CREATE TABLE t AS SELECT CASE WHEN range % 3 = 0 THEN NULL ELSE range END AS a,"
                " range AS b, 'constant' AS c FROM range(1000000)");
    Rows *rows = selected(engine, arena, "SELECT a, b, c FROM t");
    int64_t at = 0;
    int64_t sum = 0;
    for (size_t count = next(rows); count > 0; count = next(rows))
        for (size_t row = 0; row < count; row++, at++)
        {
            size_t size = 0;
            assert_int_equal(rows_integer(rows, 1, row), at);
            assert_int_equal(rows_null(rows, 0, row), at % 3 == 0);
            assert_memory_equal(rows_view(rows, 2, row, &size), "constant", 8);
            sum += rows_integer(rows, 0, row);
        }
    assert_int_equal(at, 1000000);
    assert_int_equal(sum, INT64_C(499999500000) - 3 * (INT64_C(333333) * 333334 / 2));
    assert_int_equal(next(rows), 0);
}

static void
a_statement_inside_a_stream_leaves_it_whole(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    CLOSES_ENGINE Engine *engine = opened(&two_threads);
    Rows *outer = selected(engine, arena, "SELECT range FROM range(300000)");
    int64_t sum = 0;
    size_t rows_seen = 0;
    for (size_t count = next(outer); count > 0; count = next(outer))
    {
        if (rows_seen == 0)
        {
            run(engine, "CREATE TABLE inner_one (a INTEGER)");
            Rows *inner = selected(engine, arena, "SELECT range FROM range(5000)");
            assert_true(next(inner) > 0);
            assert_int_equal(counted(engine, "SELECT count(*) FROM inner_one"), 0);
            size_t left = 0;
            for (size_t more = next(inner); more > 0; more = next(inner))
                left += more;
            assert_true(left > 0 && left < 5000);
        }
        rows_seen += count;
        for (size_t row = 0; row < count; row++)
            sum += rows_integer(outer, 0, row);
    }
    assert_int_equal(rows_seen, 300000);
    assert_int_equal(sum, INT64_C(300000) * 299999 / 2);
}

static void
rows_and_engine_may_end_in_either_order(void **state)
{
    (void)state;
    Engine *engine = opened(&two_threads);
    SCRATCH Arena *arena = arena_new("test");
    for (int read = 0; read < 2; read++)
    {
        SCRATCH Arena *shorter = arena_new("test");
        Rows *rows = selected(engine, shorter, "SELECT range FROM range(100000)");
        if (read == 1)
            assert_true(next(rows) > 0);
    }
    Rows *rows = selected(engine, arena, "SELECT range FROM range(100000)");
    assert_true(next(rows) > 0);
    engine_close(&engine);
    assert_null(engine);
    size_t count = 9;
    Error err = {0};
    assert_int_equal(rows_next(rows, &count, &err), ERROR_INTERNAL);
    assert_int_equal(count, 0);
}

static void
quotes_are_doubled(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    CLOSES_ENGINE Engine *engine = opened(&two_threads);
    static const char *const names[] = {"plain", "it's", "\"quoted\"", "a;b--c", "", "'", "\\'"};
    for (size_t at = 0; at < sizeof names / sizeof names[0]; at++)
    {
        const char *name = at == 4 ? "x" : names[at]; /* an empty identifier is none */
        Rows *rows =
            selected(engine, arena,
                     arena_print(arena, "SELECT %s AS %s", engine_literal(arena, names[at]),
                                 engine_identifier(arena, name)));
        assert_int_equal(next(rows), 1);
        assert_string_equal(rows_text(rows, 0, 0), names[at]);
        assert_string_equal(rows_name(rows, 0), name);
        assert_int_equal(next(rows), 0);
    }
}

static void
settings_and_extensions_are_locked(void **state)
{
    (void)state;
    static const char *const locked[] = {"SET threads = 1",
                                         "SET memory_limit = '1GB'",
                                         "SET lock_configuration = false",
                                         "SET autoinstall_known_extensions = true",
                                         "SET temp_directory = 'x'",
                                         "RESET enable_external_access"};
    CLOSES_ENGINE Engine *engine = opened(&two_threads);
    for (size_t at = 0; at < sizeof locked / sizeof locked[0]; at++)
    {
        Error err = {0};
        assert_int_not_equal(engine_run(engine, "test", locked[at], NULL, &err), ERROR_NONE);
    }
    assert_int_equal(counted(engine, "SELECT current_setting('threads')"), 2);
    assert_int_equal(counted(engine, "SELECT count(*) FROM duckdb_extensions() WHERE loaded AND "
                                     "extension_name = 'parquet'"),
                     1);
}

static void
wrong_settings_are_told(void **state)
{
    (void)state;
    static const EngineOptions wrong = {.memory_limit = "a lot"};
    Engine *engine = NULL;
    Error err = {0};
    assert_int_equal(engine_open(&wrong, &engine, &err), ERROR_USAGE);
    assert_null(engine);
}

/* The shares that a bar shows, from the bytes that the progress line wrote. */
static void
progress_is_drawn_on_a_terminal(void **state)
{
    (void)state;
    CLOSES_ENGINE Engine *engine = opened(&two_threads);
    Progress progress = {.display = {.terminal = true, .prose = 80, .row = 80}};
    char drawn[65536];
    FILE *screen = tmpfile();
    int saved = dup(STDERR_FILENO);
    assert_non_null(screen);
    assert_int_not_equal(dup2(fileno(screen), STDERR_FILENO), -1);
    Error err = {0};
    ErrorKind kind = engine_run(engine, "counting",
                                "CREATE TABLE t AS SELECT range AS a, hash(range) AS h FROM "
                                "range(12000000); SELECT count(DISTINCT h) FROM t",
                                &progress, &err);
    assert_int_not_equal(dup2(saved, STDERR_FILENO), -1);
    (void)close(saved);
    rewind(screen);
    drawn[fread(drawn, 1, sizeof drawn - 1, screen)] = '\0';
    (void)fclose(screen);
    assert_int_equal(kind, ERROR_NONE);
    size_t lines = 0;
    for (const char *at = strstr(drawn, "counting"); at != NULL; at = strstr(at + 1, "counting"))
        lines++;
    assert_true(lines >= 2);
    assert_non_null(strchr(drawn, '%'));
    /* What reaches the edge of the terminal could not be drawn again. */
    for (const char *line = strchr(drawn, '\r'); line != NULL; line = strchr(line + 1, '\r'))
        assert_true(strcspn(line + 1, "\r\n") - strlen("\033[K") < 80);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_run_in_order),
        cmocka_unit_test(a_count_is_one_row_with_one_integer),
        cmocka_unit_test(every_type_is_read),
        cmocka_unit_test(values_are_read_as_their_type),
        cmocka_unit_test(a_number_over_64_bits_is_an_error),
        cmocka_unit_test(a_stream_gives_every_row_in_order),
        cmocka_unit_test(a_statement_inside_a_stream_leaves_it_whole),
        cmocka_unit_test(rows_and_engine_may_end_in_either_order),
        cmocka_unit_test(quotes_are_doubled),
        cmocka_unit_test(settings_and_extensions_are_locked),
        cmocka_unit_test(wrong_settings_are_told),
        cmocka_unit_test(progress_is_drawn_on_a_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
