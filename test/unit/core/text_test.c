#include "core/text.h"

#include "cmocka_all.h"

#include <string.h>

static void
grows_and_ends_in_zero(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Text text = text_new(arena);
    assert_string_equal(text.bytes, "");
    for (int at = 0; at < 1000; at++)
        text_print(&text, "%d,", at % 10);
    text_add_bytes(&text, "a\0b", 3);
    text_add_bytes(&text, NULL, 0);
    assert_int_equal(text.size, 2003);
    assert_int_equal(strlen(text.bytes), 2001);
    assert_memory_equal(text.bytes + 1998, "9,a\0b", 6);
}

static void
markup_is_escaped(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Text text = text_new(arena);
    text_add_markup(&text, "<a b=\"c\">&'\n\t\x01");
    assert_string_equal(text.bytes, "&lt;a b=&quot;c&quot;&gt;&amp;&#39;\n\t\xef\xbf\xbd");
}

/* RFC 4180 section 2, rules 5 to 7. */
static void
csv_is_quoted_where_it_must(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"plain", "plain"},   {"", ""},         {"a,b", "\"a,b\""}, {"a\"b", "\"a\"\"b\""},
        {"a\nb", "\"a\nb\""}, {"\r", "\"\r\""}, {" a ", " a "},     {"\"", "\"\"\"\""},
    };
    SCRATCH Arena *arena = arena_new("test");
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++)
    {
        Text text = text_new(arena);
        text_add_csv(&text, cases[at][0]);
        assert_string_equal(text.bytes, cases[at][1]);
    }
}

/* The bounds of each length and the forms that RFC 3629 section 4 rules out. */
static void
utf8_as_rfc_3629(void **state)
{
    (void)state;
    static const char *const good[] = {
        "",
        "a",
        "\x7f",
        "\xc2\x80",
        "\xdf\xbf",
        "\xe0\xa0\x80",
        "\xed\x9f\xbf",
        "\xee\x80\x80",
        "\xef\xbf\xbf",
        "\xf0\x90\x80\x80",
        "\xf4\x8f\xbf\xbf",
    };
    static const char *const bad[] = {
        "\x80",
        "\xbf",
        "\xc0\x80",
        "\xc1\xbf",
        "\xc2",
        "\xc2\x20",
        "\xe0\x9f\xbf",
        "\xe0\xa0",
        "\xed\xa0\x80",
        "\xed\xbf\xbf",
        "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80",
        "\xf8\x88\x80\x80\x80",
        "\xff",
        "\xfe",
        "a\xc3",
    };
    for (size_t at = 0; at < sizeof good / sizeof good[0]; at++)
        assert_true(text_is_utf8(good[at], strlen(good[at])));
    for (size_t at = 0; at < sizeof bad / sizeof bad[0]; at++)
        assert_false(text_is_utf8(bad[at], strlen(bad[at])));
    assert_true(text_is_utf8("\0", 1));
}

static void
width_counts_characters(void **state)
{
    (void)state;
    assert_int_equal(text_width(""), 0);
    assert_int_equal(text_width("abc"), 3);
    assert_int_equal(text_width("\u00e9t\u00e9"), 3);
    assert_int_equal(text_width("\U0001f600"), 1);
}

static void
shown_hides_what_deceives(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    assert_string_equal(text_shown(arena, "\x1b[31mred\n"), "?[31mred?");
    assert_string_equal(text_shown(arena, "a\u202eb\u2066c\u200bd\ufeff"), "a?b?c?d?");
    assert_string_equal(text_shown(arena, "\u00e9\u00a0\u2019"), "\u00e9\u00a0\u2019");
    assert_string_equal(text_shown(arena, "a\xff\xc2"), "a??");
    assert_string_equal(text_shown(arena, "\xc2\x85\x7f"), "??");
    assert_string_equal(text_shown(arena, "a\u2028b\u2029c\u061cd\u2060\u00ad"), "a?b?c?d??");
    assert_string_equal(text_shown(arena, "x\U000e0041\U000e007f\ufff9y"), "x???y");
    assert_string_equal(text_shown(arena, "\u3042\U0001f600\u00ac\u00ae\u202f"),
                        "\u3042\U0001f600\u00ac\u00ae\u202f");
}

static void
hex_and_back(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    unsigned char bytes[4];
    assert_string_equal(text_hex(arena, "\x00\x0f\xf0\xff", 4), "000ff0ff");
    assert_true(text_hex_parse("000fF0Ff", bytes, 4));
    assert_memory_equal(bytes, "\x00\x0f\xf0\xff", 4);
    assert_false(text_hex_parse("000ff0f", bytes, 4));
    assert_false(text_hex_parse("000ff0ff0", bytes, 4));
    assert_false(text_hex_parse("000ff0fg", bytes, 4));
    assert_false(text_hex_parse("000ff0 f", bytes, 4));
    assert_string_equal(text_hex(arena, NULL, 0), "");
}

/* The lines are worked out by hand: of each the words that still fit. */
static void
wrapped_lines_are_no_wider_than_asked(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    static const struct
    {
        const char *words;
        size_t width;
        size_t column;
        size_t indent;
        const char *lines;
    } cases[] = {
        {"one two three", 80, 0, 0, "one two three\n"},
        {"one two three", 7, 0, 0, "one two\nthree\n"},
        {"one two three", 6, 0, 0, "one\ntwo\nthree\n"},
        {"one two three", 9, 2, 4, "one two\n    three\n"},
        {"one two three", 9, 3, 0, "one\ntwo three\n"},
        {"  one \n two  ", 80, 0, 0, "one two\n"},
        {"a longer-than-that b", 5, 0, 1, "a\n longer-than-that\n b\n"},
        {"longer-than-that b", 5, 4, 1, "longer-than-that\n b\n"}, /* not behind an empty line */
        {"\u00e9\u00e9 \u00e9\u00e9\u00e9", 6, 0, 0,
         "\u00e9\u00e9 \u00e9\u00e9\u00e9\n"}, /* characters, not bytes */
        {"31\u00a0maart 2012", 8, 0, 0, "31\u00a0maart\n2012\n"},
        {"", 80, 0, 4, "\n"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        Text text = text_new(arena);
        text_wrap(&text, cases[at].words, cases[at].width, cases[at].column, cases[at].indent);
        assert_string_equal(text.bytes, cases[at].lines);
    }
}

static void
starts_ends_equal(void **state)
{
    (void)state;
    assert_true(text_starts("abc", "ab") && text_starts("abc", "") && !text_starts("ab", "abc"));
    assert_true(text_ends("abc", "bc") && text_ends("abc", "") && !text_ends("bc", "abc"));
    assert_true(text_equal("a", "a") && !text_equal("a", "ab"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_ends_in_zero),
        cmocka_unit_test(markup_is_escaped),
        cmocka_unit_test(csv_is_quoted_where_it_must),
        cmocka_unit_test(utf8_as_rfc_3629),
        cmocka_unit_test(width_counts_characters),
        cmocka_unit_test(shown_hides_what_deceives),
        cmocka_unit_test(hex_and_back),
        cmocka_unit_test(wrapped_lines_are_no_wider_than_asked),
        cmocka_unit_test(starts_ends_equal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
