/*
 * The strict CSV reader: what RFC 4180 allows is read, everything else is refused where it stands.
 */
#include "catalogue/csv.h"
#include "core/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Fields joined by '|', records by '/'. */
static const char *
read_as(Arena *arena, const char *bytes)
{
    CsvTable table;
    Complaints complaints = complaints_new(arena, "x.csv");
    if (!csv_read(arena, bytes, strlen(bytes), &table, &complaints))
        return complaints_print(arena, &complaints);
    Text text = text_new(arena);
    for (size_t record = 0; record < table.records.count; record++)
        for (size_t field = 0; field < table.width; field++)
            text_print(&text, "%s%s",
                       field > 0    ? "|"
                       : record > 0 ? "/"
                                    : "",
                       table.records.items[record].fields[field].text);
    return text.bytes;
}

static void
what_the_standard_allows_is_read(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    assert_string_equal(read_as(arena, "a,b\n1,2\n"), "a|b/1|2");
    assert_string_equal(read_as(arena, "a,b\r\n1,2"), "a|b/1|2");
    assert_string_equal(read_as(arena, "a,b\n\"1,1\",\"x \"\"y\"\"\"\n"), "a|b/1,1|x \"y\"");
    assert_string_equal(read_as(arena, "a,b\n,\n\"\",\n"), "a|b/|/|");
    assert_string_equal(read_as(arena, "\xc3\xa9\n'\n"), "\xc3\xa9/'");
    (void)state;
}

static void
everything_else_is_refused_where_it_stands(void **state)
{
    static const struct
    {
        const char *bytes;
        const char *complaint;
    } cases[] = {
        {"", "x.csv:1:1: expected a header line, found an empty file\n"},
        {"\xef\xbb\xbf"
         "a\n",
         "x.csv:1:1: expected text, found a byte order mark\n"},
        {"a\n\xff\n", "x.csv: expected UTF-8 text, found other bytes\n"},
        {"a,b\n1\n", "x.csv:2:1: expected 2 fields, found 1\n"},
        {"a,b\n1,2,3\n4\n", "x.csv:2:1: expected 2 fields, found 3\n"
                            "x.csv:3:1: expected 2 fields, found 1\n"},
        {"a\n\nb\n", "x.csv:2:1: expected a record, found an empty line\n"},
        {"a\nb\"c\n", "x.csv:2:2: expected quotes around the whole field, found one inside\n"},
        {"a\n\"b\n", "x.csv:2:3: expected text, found a control character in a quoted field\n"},
        {"a\n\"b", "x.csv:2:3: expected a closing quote, found the end of the file\n"},
        {"a\n\"b\"c\n",
         "x.csv:2:4: expected a comma or the end of the line behind the closing quote\n"},
        {"a\nb\rc\n", "x.csv:2:2: expected text, found a control character\n"},
        {"a\n\xc3\xa9\tc\n", "x.csv:2:2: expected text, found a control character\n"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        SCRATCH Arena *arena = arena_new("test");
        assert_string_equal(read_as(arena, cases[at].bytes), cases[at].complaint);
    }
    (void)state;
}

/* A zero byte ends no field early. */
static void
zero_bytes_are_refused(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    CsvTable table;
    Complaints complaints = complaints_new(arena, "x.csv");
    assert_false(csv_read(arena, "a\nb\0c\n", 6, &table, &complaints));
    assert_int_equal(complaints.count, 1);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_standard_allows_is_read),
        cmocka_unit_test(everything_else_is_refused_where_it_stands),
        cmocka_unit_test(zero_bytes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
