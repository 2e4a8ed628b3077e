#include "core/document.h"

#include "cmocka_all.h"

#include <string.h>

/* One value read from "v: TEXT", and the one complaint that its reader made, "" for none. */
typedef struct Reading
{
    Arena *arena;
    Complaints complaints;
    const Node *node;
} Reading;

static Reading
reading_of(Arena *arena, const char *text)
{
    Reading reading = {.arena = arena, .complaints = complaints_new(arena, "f")};
    const char *bytes = arena_print(arena, "v: %s\n", text);
    const Node *root = document_read(arena, bytes, strlen(bytes), &reading.complaints);
    assert_non_null(root);
    assert_int_equal(reading.complaints.count, 0);
    reading.node = node_find(root, "v");
    return reading;
}

static const char *
words(const Reading *reading)
{
    assert_true(reading->complaints.count <= 1);
    return reading->complaints.count == 0 ? "" : reading->complaints.items[0].words;
}

static void
integers(void **state)
{
    (void)state;
    static const struct
    {
        const char *text;
        bool good;
        int64_t value;
    } cases[] = {
        {"0", true, 0},
        {"-5", true, -5},
        {"+7", true, 7},
        {"100", true, 100},
        {"101", false, 0},
        {"-6", false, 0},
        {"010", false, 0},
        {"1.0", false, 0},
        {"\"5\"", false, 0},
        {"1e1", false, 0},
        {"0x1", false, 0},
        {"five", false, 0},
        {"", false, 0},
        {"+", false, 0},
        {"[5]", false, 0},
        {"1_0", false, 0},
        {"9223372036854775808", false, 0},
        {"-0", true, 0},
        {"5 5", false, 0},
    };
    SCRATCH Arena *arena = arena_new("test");
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++)
    {
        Reading reading = reading_of(arena, cases[at].text);
        int64_t value = 77;
        assert_int_equal(node_integer(reading.node, -5, 100, &value, &reading.complaints),
                         cases[at].good);
        assert_int_equal(reading.complaints.count, !cases[at].good);
        assert_int_equal(value, cases[at].good ? cases[at].value : 77);
    }
    Reading reading = reading_of(arena, "\"5\"");
    int64_t value = 0;
    assert_false(node_integer(reading.node, 1, 9, &value, &reading.complaints));
    assert_string_equal(words(&reading), "expected a whole number from 1 to 9, found the text '5'");
    reading = reading_of(arena, "9223372036854775807");
    assert_true(node_integer(reading.node, INT64_MIN, INT64_MAX, &value, &reading.complaints));
    assert_true(value == INT64_MAX);
}

static void
decimals_are_exact(void **state)
{
    (void)state;
    static const struct
    {
        const char *text;
        bool good;
        int64_t value; /* in thousandths */
    } cases[] = {
        {"10", true, 10000},
        {"2.5", true, 2500},
        {"0.001", true, 1},
        {"-1.25", true, -1250},
        {"1.230", true, 1230},
        {"0.0001", false, 0},
        {".5", false, 0},
        {"5.", false, 0},
        {"1.2.3", false, 0},
        {"1e2", false, 0},
        {"01.5", false, 0},
        {"\"2\"", false, 0},
        {"9223372036854776", false, 0},
        {"{}", false, 0},
        {"1,5", false, 0},
        {"9223372036854775.807", true, INT64_MAX},
    };
    SCRATCH Arena *arena = arena_new("test");
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++)
    {
        Reading reading = reading_of(arena, cases[at].text);
        int64_t value = 0;
        assert_int_equal(node_decimal(reading.node, 1000, &value, &reading.complaints),
                         cases[at].good);
        if (cases[at].good)
            assert_true(value == cases[at].value);
    }
}

static void
booleans_texts_and_dates(void **state)
{
    (void)state;
    static const char *const no_boolean[] = {"yes", "no", "on", "True", "1", "\"true\"", "~", "[]"};
    SCRATCH Arena *arena = arena_new("test");
    bool truth = false;
    Date date = {0};
    for (size_t at = 0; at < sizeof no_boolean / sizeof no_boolean[0]; at++)
    {
        Reading reading = reading_of(arena, no_boolean[at]);
        assert_false(node_boolean(reading.node, &truth, &reading.complaints));
    }
    Reading reading = reading_of(arena, "true");
    assert_true(node_boolean(reading.node, &truth, &reading.complaints) && truth);
    reading = reading_of(arena, "false");
    assert_true(node_boolean(reading.node, &truth, &reading.complaints) && !truth);
    reading = reading_of(arena, "\" \\t\"");
    assert_null(node_text(reading.node, &reading.complaints));
    reading = reading_of(arena, "010");
    assert_string_equal(node_text(reading.node, &reading.complaints), "010");
    reading = reading_of(arena, "'2024-02-29'");
    assert_true(node_date(reading.node, &date, &reading.complaints));
    reading = reading_of(arena, "2023-02-29");
    assert_false(node_date(reading.node, &date, &reading.complaints));
    assert_string_equal(words(&reading),
                        "expected a date that exists, as YYYY-MM-DD, found '2023-02-29'");
}

static void
choices_and_kinds(void **state)
{
    (void)state;
    static const char *const choices[] = {"red", "green", "blue", NULL};
    SCRATCH Arena *arena = arena_new("test");
    Reading reading = reading_of(arena, "blue");
    assert_int_equal(node_choice(reading.node, choices, &reading.complaints), 2);
    reading = reading_of(arena, "Blue");
    assert_int_equal(node_choice(reading.node, choices, &reading.complaints), -1);
    assert_string_equal(words(&reading), "expected 'red', 'green' or 'blue', found 'Blue'");
    reading = reading_of(arena, "[1]");
    assert_false(node_is(reading.node, NODE_MAPPING, &reading.complaints));
    assert_string_equal(words(&reading), "expected a mapping, found a sequence");
    assert_true(node_is(reading.node, NODE_SEQUENCE, &reading.complaints));
}

static void
absent_nodes_are_passed_over(void **state)
{
    (void)state;
    static const char *const choices[] = {"a", NULL};
    SCRATCH Arena *arena = arena_new("test");
    Complaints complaints = complaints_new(arena, "f");
    int64_t value = 0;
    bool truth = false;
    Date date = {0};
    assert_null(node_text(NULL, &complaints));
    assert_false(node_integer(NULL, 0, 1, &value, &complaints));
    assert_false(node_decimal(NULL, 10, &value, &complaints));
    assert_false(node_boolean(NULL, &truth, &complaints));
    assert_false(node_date(NULL, &date, &complaints));
    assert_int_equal(node_choice(NULL, choices, &complaints), -1);
    assert_false(node_is(NULL, NODE_MAPPING, &complaints));
    assert_false(node_keys(NULL, choices, choices, &complaints));
    assert_int_equal(complaints.count, 0);
}

static void
keys_are_known_and_required(void **state)
{
    (void)state;
    static const char *const known[] = {"retention", "purpose", "years", NULL};
    static const char *const required[] = {"purpose", "years", NULL};
    SCRATCH Arena *arena = arena_new("test");
    Reading reading = reading_of(arena, "{retentoin: 1, zzz: 2, purpose: 3}");
    assert_false(node_keys(reading.node, known, required, &reading.complaints));
    assert_string_equal(
        complaints_print(arena, &reading.complaints),
        "f:1:4: expected the key 'years', found none\n"
        "f:1:5: expected the key 'retention', found the unknown key 'retentoin'\n"
        "f:1:19: expected one of the keys 'retention', 'purpose', 'years', found the unknown key "
        "'zzz'\n");
    reading = reading_of(arena, "{years: 1, purpose: 3}");
    assert_true(node_keys(reading.node, known, required, &reading.complaints));
    assert_true(node_keys(reading.node, known, NULL, &reading.complaints));
}

/* What a complaint repeats is short, and shows no control character. */
static void
found_is_short_and_safe(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Reading reading = reading_of(arena, "\"a\\nb\"");
    assert_string_equal(node_found(arena, reading.node), "'a?b'");
    reading = reading_of(arena, "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
                                "1234567890123456789012345678901234567890");
    assert_string_equal(node_found(arena, reading.node),
                        "'\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
                        "12345678901234567890123456789012345678...'");
    reading = reading_of(arena, "");
    assert_string_equal(node_found(arena, reading.node), "nothing");
    reading = reading_of(arena, "''");
    assert_string_equal(node_found(arena, reading.node), "an empty text");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers),
        cmocka_unit_test(decimals_are_exact),
        cmocka_unit_test(booleans_texts_and_dates),
        cmocka_unit_test(choices_and_kinds),
        cmocka_unit_test(absent_nodes_are_passed_over),
        cmocka_unit_test(keys_are_known_and_required),
        cmocka_unit_test(found_is_short_and_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
