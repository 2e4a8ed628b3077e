/*
 * Pseudonyms of ten million identifiers, inside the engine: no two alike, others under another key,
 * the same again. The identifiers are all INSZ of the births of a century on days 1 to 28 with
 * serials 1 to 300, short of the last few.
 */
#include "warehouse/function.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define IDENTIFIERS 10000000

static const unsigned char key_one[BLOCK_KEY_SIZE] = "sample, first project, 32 bytes.";
static const unsigned char key_two[BLOCK_KEY_SIZE] = "population, other project, 32 b.";

static int
set_up(void **state)
{
    static Engine *engine;
    Error err = {0};
    EngineOptions options = {.threads = 2};
    if (engine_open(&options, &engine, &err) != ERROR_NONE ||
        function_bind(engine, IDENTIFIER_INSZ, &err) != ERROR_NONE ||
        engine_run(
            engine, "identifiers",
            "CREATE TABLE nine AS SELECT (((range // 100800) * 100 + range // 8400 % 12 + 1) "
            "* 100 + range // 300 % 28 + 1) * 1000 + range % 300 + 1 AS digits "
            "FROM range(10000000);"
            "CREATE TABLE person AS SELECT digits * 100 + 97 - digits % 97 AS insz FROM nine;"
            "DROP TABLE nine",
            NULL, &err) != ERROR_NONE)
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
make(Engine *engine, const unsigned char *key, const char *sql)
{
    FREES_CIPHER BlockCipher *cipher = NULL;
    Error err = {0};
    if (block_cipher_new(key, &cipher, &err) != ERROR_NONE ||
        function_bind_keys(engine, IDENTIFIER_INSZ, cipher, cipher, &err) != ERROR_NONE ||
        engine_run(engine, "test", sql, NULL, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
}

static void
ten_million_valid_identifiers_have_ten_million_pseudonyms(void **state)
{
    Engine *engine = *(Engine **)*state;
    assert_int_equal(counted(engine, "SELECT count(*) FROM person WHERE identifier_valid(insz)"),
                     IDENTIFIERS);
    assert_int_equal(counted(engine, "SELECT count(DISTINCT insz) FROM person"), IDENTIFIERS);
    make(engine, key_one, "CREATE OR REPLACE TABLE one AS SELECT pseudonym(insz) AS p FROM person");
    assert_int_equal(counted(engine, "SELECT count(DISTINCT p) FROM one"), IDENTIFIERS);
}

/* On the first million: no pseudonym of one key is one of the other key, for the same person or for
 * another. */
static void
two_keys_have_nothing_in_common(void **state)
{
    Engine *engine = *(Engine **)*state;
    make(engine, key_one,
         "CREATE OR REPLACE TABLE one AS SELECT insz, pseudonym(insz) AS p FROM person LIMIT "
         "1000000");
    make(engine, key_two,
         "CREATE OR REPLACE TABLE two AS SELECT insz, pseudonym(insz) AS p FROM person LIMIT "
         "1000000");
    assert_int_equal(counted(engine, "SELECT count(*) FROM one JOIN two USING (insz)"), 1000000);
    assert_int_equal(counted(engine, "SELECT count(*) FROM one JOIN two USING (p)"), 0);
}

/* Another year: other persons around them, another order, the key bound anew. */
static void
a_pseudonym_is_stable(void **state)
{
    Engine *engine = *(Engine **)*state;
    make(engine, key_one,
         "CREATE OR REPLACE TABLE one AS SELECT insz, pseudonym(insz) AS p FROM person LIMIT "
         "1000000");
    make(engine, key_one,
         "CREATE OR REPLACE TABLE two AS SELECT insz, pseudonym(insz) AS p FROM "
         "(SELECT insz FROM person WHERE hash(insz) % 10 = 0 ORDER BY insz DESC)");
    int64_t both = counted(engine, "SELECT count(*) FROM one JOIN two USING (insz)");
    assert_true(both > 90000);
    assert_int_equal(counted(engine, "SELECT count(*) FROM one JOIN two USING (insz, p)"), both);
    assert_int_equal(counted(engine, "SELECT count(*) FROM one JOIN two USING (p)"), both);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_million_valid_identifiers_have_ten_million_pseudonyms),
        cmocka_unit_test(two_keys_have_nothing_in_common),
        cmocka_unit_test(a_pseudonym_is_stable),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
