/*
 * The functions that beraad adds to SQL: their values, missing values, keys bound, replaced and
 * taken away.
 */
#include "core/text.h"
#include "warehouse/draw.h"
#include "warehouse/function.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const unsigned char key_one[BLOCK_KEY_SIZE] = "the first key, thirty-two bytes";
static const unsigned char key_two[BLOCK_KEY_SIZE] = "another key, thirty-two bytes ..";

static int
set_up(void **state)
{
    static Engine *engine;
    Error err = {0};
    EngineOptions options = {.threads = 2};
    if (engine_open(&options, &engine, &err) != ERROR_NONE ||
        function_bind(engine, IDENTIFIER_INSZ, &err) != ERROR_NONE)
        return 1;
    *state = &engine;
    return 0;
}

static int
tear_down(void **state)
{
    engine_close(*state);
    return 0;
}

static BlockCipher *
cipher_of(const unsigned char *key)
{
    BlockCipher *cipher = NULL;
    Error err = {0};
    if (block_cipher_new(key, &cipher, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return cipher;
}

static void
bind_keys(Engine *engine, const unsigned char *pseudonyms, const unsigned char *samples)
{
    FREES_CIPHER BlockCipher *one = cipher_of(pseudonyms);
    FREES_CIPHER BlockCipher *other = cipher_of(samples);
    Error err = {0};
    if (function_bind_keys(engine, IDENTIFIER_INSZ, one, other, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
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
run(Engine *engine, const char *sql)
{
    Error err = {0};
    if (engine_run(engine, "test", sql, NULL, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
}

/* The only value of a statement, as text; "NULL" where it is missing. */
static const char *
text_of(Engine *engine, Arena *arena, const char *sql)
{
    Rows *rows = NULL;
    size_t count = 0;
    Error err = {0};
    if (engine_select(engine, arena, "test", sql, &rows, &err) != ERROR_NONE ||
        rows_next(rows, &count, &err) != ERROR_NONE || count != 1)
        fail_msg("%s", err.message);
    return rows_null(rows, 0, 0) ? "NULL" : rows_text(rows, 0, 0);
}

static void
block_of(const unsigned char *key, int64_t number, unsigned char *ret_block)
{
    FREES_CIPHER BlockCipher *cipher = cipher_of(key);
    Error err = {0};
    assert_int_equal(block_encipher(cipher, IDENTIFIER_INSZ, &number, 1, ret_block, &err),
                     ERROR_NONE);
}

/* The 16 bytes written as UUID and as decimal number, by hand. */
static void
a_pseudonym_is_the_block_in_uuid_notation(void **state)
{
    Engine *engine = *(Engine **)*state;
    static const int64_t numbers[] = {0, 1, INT64_C(85073003328), INT64_MAX, -1, INT64_MIN};
    SCRATCH Arena *arena = arena_new("test");
    bind_keys(engine, key_one, key_two);
    for (size_t at = 0; at < sizeof numbers / sizeof numbers[0]; at++)
    {
        unsigned char block[BLOCK_SIZE];
        block_of(key_one, numbers[at], block);
        const char *hex = text_hex(arena, block, sizeof block);
        const char *sql =
            arena_print(arena, "SELECT pseudonym((%lld)::BIGINT)", (long long)numbers[at]);
        assert_string_equal(text_of(engine, arena, sql),
                            arena_print(arena, "%.8s-%.4s-%.4s-%.4s-%s", hex, hex + 8, hex + 12,
                                        hex + 16, hex + 20));
        sql =
            arena_print(arena, "SELECT pseudonym((%lld)::BIGINT)::VARCHAR", (long long)numbers[at]);
        assert_string_equal(text_of(engine, arena, sql),
                            arena_print(arena, "%.8s-%.4s-%.4s-%.4s-%s", hex, hex + 8, hex + 12,
                                        hex + 16, hex + 20));
    }
}

static void
a_sample_number_is_the_block_read_as_a_number(void **state)
{
    Engine *engine = *(Engine **)*state;
    SCRATCH Arena *arena = arena_new("test");
    bind_keys(engine, key_one, key_two);
    for (int64_t number = 0; number < 40; number++)
    {
        unsigned char block[BLOCK_SIZE];
        char decimal[41] = {0};
        size_t at = sizeof decimal - 1;
        block_of(key_two, number, block);
        for (bool more = true; more;) /* long division by ten */
        {
            unsigned rest = 0;
            more = false;
            for (size_t byte = 0; byte < BLOCK_SIZE; byte++)
            {
                unsigned part = rest * 256 + block[byte];
                block[byte] = (unsigned char)(part / 10);
                rest = part % 10;
                more = more || block[byte] != 0;
            }
            decimal[--at] = (char)('0' + rest);
        }
        const char *sql =
            arena_print(arena, "SELECT sample_number(%lld)::VARCHAR", (long long)number);
        assert_string_equal(text_of(engine, arena, sql), decimal + at);
    }
}

/* 200,000 numbers, through filters, joins and constants, on two threads, against one plain pass. */
static void
values_do_not_depend_on_how_the_engine_asks(void **state)
{
    Engine *engine = *(Engine **)*state;
    bind_keys(engine, key_one, key_two);
    run(engine,
        "CREATE OR REPLACE TABLE t AS SELECT range * 7919 AS n FROM range(200000);"
        "CREATE OR REPLACE TABLE plain AS SELECT n, pseudonym(n) AS p, sample_number(n) AS s "
        "FROM t");
    assert_int_equal(counted(engine, "SELECT count(*) FROM t JOIN plain USING (n) WHERE n % 3 = 1 "
                                     "AND pseudonym(n) = p AND sample_number(n) = s"),
                     66666);
    assert_int_equal(counted(engine, "SELECT count(*) FROM plain WHERE pseudonym(n) <> p"), 0);
    assert_int_equal(counted(engine, "SELECT count(*) FROM plain WHERE p = pseudonym(7919)"), 1);
    assert_int_equal(counted(engine,
                             "SELECT count(*) FROM (SELECT p, lag(p::VARCHAR) OVER (ORDER BY p) AS "
                             "before FROM plain) WHERE before > p::VARCHAR"),
                     0);
}

static void
missing_stays_missing(void **state)
{
    Engine *engine = *(Engine **)*state;
    bind_keys(engine, key_one, key_two);
    run(engine, "CREATE OR REPLACE TABLE h AS SELECT CASE WHEN range % 5 = 0 THEN NULL ELSE range "
                "END AS n FROM range(10000)");
    assert_int_equal(counted(engine, "SELECT count(pseudonym(n)) FROM h"), 8000);
    assert_int_equal(counted(engine, "SELECT count(sample_number(n)) FROM h"), 8000);
    assert_int_equal(counted(engine, "SELECT count(draw(1, n, 2)) FROM h"), 8000);
    assert_int_equal(counted(engine, "SELECT count(draw(n, 1, n)) FROM h"), 8000);
    assert_int_equal(counted(engine, "SELECT count(draw(n, 1, NULL)) FROM h"), 0);
    assert_int_equal(counted(engine, "SELECT count(*) FROM h WHERE (n IS NULL) <> "
                                     "(pseudonym(n) IS NULL)"),
                     0);
    assert_int_equal(counted(engine, "SELECT count(pseudonym(NULL))"), 0);
}

static void
valid_is_never_missing(void **state)
{
    Engine *engine = *(Engine **)*state;
    static const struct
    {
        const char *argument;
        int64_t valid;
    } cases[] = {
        {"85073003328", 1},
        {"85133000105", 0},
        {"85073500107", 1},
        {"12345678901", 0},
        {"10100105", 1},
        {"-1", 0},
        {"NULL", 0},
        {"NULL::BIGINT", 0},
        {"NULL::VARCHAR", 0},
        {"'85073003328'", 1},
        {"'00010100105'", 1},
        {"'10100105'", 0},
        {"'8507300332'", 0},
        {"'85073003328 '", 0},
        {"'85.07.30-033.28'", 0},
        {"'12345678901'", 0},
        {"''", 0},
        {"'eighty-five'", 0},
        {"'a text that is not kept inline by the engine'", 0},
    };
    SCRATCH Arena *arena = arena_new("test");
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++)
        assert_int_equal(counted(engine, arena_print(arena, "SELECT identifier_valid(%s)::INTEGER",
                                                     cases[at].argument)),
                         cases[at].valid);
    run(engine, "CREATE OR REPLACE TABLE v AS SELECT CASE range % 3 WHEN 0 THEN NULL WHEN 1 THEN "
                "85073003328 ELSE 85073003329 END AS n FROM range(9000)");
    assert_int_equal(counted(engine, "SELECT count(*) FROM v WHERE identifier_valid(n)"), 3000);
    assert_int_equal(counted(engine, "SELECT count(*) FROM v WHERE NOT identifier_valid(n)"), 6000);
    assert_int_equal(counted(engine, "SELECT count(*) FROM v WHERE identifier_valid(n::VARCHAR)"),
                     3000);
}

static void
the_kind_can_be_bound_again(void **state)
{
    Engine *engine = *(Engine **)*state;
    Error err = {0};
    assert_int_equal(function_bind(engine, IDENTIFIER_OPAQUE, &err), ERROR_NONE);
    assert_int_equal(counted(engine, "SELECT identifier_valid(1)::INTEGER"), 1);
    assert_int_equal(counted(engine, "SELECT identifier_valid('12')::INTEGER"), 1);
    assert_int_equal(counted(engine, "SELECT identifier_valid('-12')::INTEGER"), 0);
    assert_int_equal(function_bind(engine, IDENTIFIER_INSZ, &err), ERROR_NONE);
    assert_int_equal(counted(engine, "SELECT identifier_valid(1)::INTEGER"), 0);
}

static void
keys_are_replaced_and_taken_away(void **state)
{
    Engine *engine = *(Engine **)*state;
    SCRATCH Arena *arena = arena_new("test");
    static const char sql[] = "SELECT pseudonym(85073003328)";
    bind_keys(engine, key_one, key_two);
    const char *first = text_of(engine, arena, sql);
    bind_keys(engine, key_two, key_one);
    const char *second = text_of(engine, arena, sql);
    assert_string_not_equal(first, second);
    bind_keys(engine, key_one, key_two);
    assert_string_equal(text_of(engine, arena, sql), first);
    function_unbind_keys(engine);
    Error err = {0};
    assert_int_equal(engine_run(engine, "test", sql, NULL, &err), ERROR_INTERNAL);
    assert_string_equal(err.message, "test: pseudonym or sample_number, and no key is bound");
    bind_keys(engine, key_one, key_two);
    assert_string_equal(text_of(engine, arena, sql), first);
}

/* A result that was begun under one key stays under it. */
static void
a_stream_keeps_its_key(void **state)
{
    Engine *engine = *(Engine **)*state;
    SCRATCH Arena *arena = arena_new("test");
    Rows *rows = NULL;
    size_t count = 0;
    size_t row_count = 0;
    Error err = {0};
    bind_keys(engine, key_one, key_two);
    run(engine, "CREATE OR REPLACE TABLE t AS SELECT range AS n FROM range(100000)");
    assert_int_equal(engine_select(engine, arena, "test",
                                   "SELECT max(pseudonym(n)) OVER (PARTITION BY n), n FROM t",
                                   &rows, &err),
                     ERROR_NONE);
    assert_int_equal(rows_next(rows, &count, &err), ERROR_NONE);
    bind_keys(engine, key_two, key_one);
    while (count > 0)
    {
        unsigned char block[BLOCK_SIZE];
        row_count += count;
        block_of(key_one, rows_integer(rows, 1, count - 1), block);
        assert_memory_equal(rows_text(rows, 0, count - 1), text_hex(arena, block, sizeof block), 8);
        assert_int_equal(rows_next(rows, &count, &err), ERROR_NONE);
    }
    assert_int_equal(row_count, 100000);
}

static void
draw_is_the_same_inside_and_outside(void **state)
{
    Engine *engine = *(Engine **)*state;
    SCRATCH Arena *arena = arena_new("test");
    for (int64_t at = 0; at < 50; at++)
    {
        int64_t item = at * at * at - 60;
        const char *sql =
            arena_print(arena, "SELECT draw(%lld, %lld, %lld) = '%.17g'::DOUBLE", (long long)at,
                        (long long)-at, (long long)item, draw_uniform(at, -at, item));
        assert_string_equal(text_of(engine, arena, sql), "1");
    }
}

/* 50,000 replaced numbers, the multiples of 7,919 from 0 on; the oracle is a join. */
static void
canonical_gives_what_a_join_would(void **state)
{
    static Successor list[50000];
    static const char differs[] =
        "SELECT count(*) FROM (SELECT (i * 31 - 60) % 500000000 AS number FROM range(1000000) AS "
        "t(i)) AS"
        " asked LEFT JOIN (SELECT i * 7919 AS old, i * 7919 + 3 AS current FROM range(50000) AS "
        "t(i)) AS"
        " known ON known.old = asked.number"
        " WHERE canonical(asked.number) IS DISTINCT FROM coalesce(known.current, asked.number)";
    static const char replaced[] =
        "SELECT count(*) FROM range(50000) AS t(i) WHERE canonical(i * 7919) = i * 7919 + 3";
    Engine *engine = *(Engine **)*state;
    SCRATCH Arena *arena = arena_new("test");
    Error err = {0};
    for (int64_t at = 0; at < 50000; at++)
        list[at] = (Successor){.old = at * 7919, .current = at * 7919 + 3};
    assert_int_equal(function_bind_successors(engine, list, 50000, &err), ERROR_NONE);
    assert_string_equal(text_of(engine, arena, "SELECT canonical(7919) = 7922"), "1");
    assert_string_equal(text_of(engine, arena, differs), "0");
    assert_string_equal(text_of(engine, arena, replaced), "50000");
    assert_string_equal(text_of(engine, arena, "SELECT canonical(CAST(NULL AS BIGINT)) IS NULL"),
                        "1");
    assert_int_equal(function_bind_successors(engine, NULL, 0, &err), ERROR_NONE);
    assert_string_equal(text_of(engine, arena, replaced), "0");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pseudonym_is_the_block_in_uuid_notation),
        cmocka_unit_test(a_sample_number_is_the_block_read_as_a_number),
        cmocka_unit_test(values_do_not_depend_on_how_the_engine_asks),
        cmocka_unit_test(missing_stays_missing),
        cmocka_unit_test(valid_is_never_missing),
        cmocka_unit_test(the_kind_can_be_bound_again),
        cmocka_unit_test(keys_are_replaced_and_taken_away),
        cmocka_unit_test(a_stream_keeps_its_key),
        cmocka_unit_test(draw_is_the_same_inside_and_outside),
        cmocka_unit_test(canonical_gives_what_a_join_would),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
