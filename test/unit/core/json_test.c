#include "core/json.h"

#include "cmocka_all.h"

#include <string.h>

static void
canonical_is_sorted_and_compact(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    json_t *value = json_keep(arena, json_object());
    json_put_text(value, "b", "\u00e9\n\"");
    json_put(value, "a", json_integer(-7));
    json_put(value, "B", json_pack("[n, b]", 1));
    size_t size = 0;
    const char *bytes = json_canonical(arena, value, &size);
    const char *expected = "{\"B\":[null,true],\"a\":-7,\"b\":\"\u00e9\\n\\\"\"}";
    assert_string_equal(bytes, expected);
    assert_int_equal(size, strlen(expected));
}

static void
canonical_survives_reading(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    const char *bytes = " { \"z\" : [1, 2 , {}], \"a\": \"x\" } ";
    json_t *value = NULL;
    assert_int_equal(json_read(arena, bytes, strlen(bytes), ERROR_DATA, &value, &err), ERROR_NONE);
    const char *once = json_canonical(arena, value, NULL);
    assert_string_equal(once, "{\"a\":\"x\",\"z\":[1,2,{}]}");
    assert_int_equal(json_read(arena, once, strlen(once), ERROR_DATA, &value, &err), ERROR_NONE);
    assert_string_equal(json_canonical(arena, value, NULL), once);
}

static void
pretty_ends_in_a_line_feed(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    json_t *value = json_keep(arena, json_pack("{s:i}", "a", 1));
    size_t size = 0;
    const char *bytes = json_pretty(arena, value, &size);
    assert_string_equal(bytes, "{\n  \"a\": 1\n}\n");
    assert_int_equal(size, strlen(bytes));
}

/* The message tells the place, never what stands there. */
static void
faults_do_not_repeat_the_input(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "{\"secret\": 1, \"secret\": 2}",
        "{\"a\": secret}",
        "[1, 2",
        "",
        "{\"secret\"}",
        "[1] secret",
        "[\"\xff\"]",
    };
    SCRATCH Arena *arena = arena_new("test");
    for (size_t at = 0; at < sizeof bad / sizeof bad[0]; at++)
    {
        Error err = {0};
        json_t *value = NULL;
        assert_int_equal(json_read(arena, bad[at], strlen(bad[at]), ERROR_DATA, &value, &err),
                         ERROR_DATA);
        assert_null(strstr(err.message, "secret"));
        assert_non_null(strstr(err.message, "line 1, column"));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(canonical_is_sorted_and_compact),
        cmocka_unit_test(canonical_survives_reading),
        cmocka_unit_test(pretty_ends_in_a_line_feed),
        cmocka_unit_test(faults_do_not_repeat_the_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
