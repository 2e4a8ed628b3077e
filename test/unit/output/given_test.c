/* Files as they come: one dialect, and everything else refused by what it is. */
#include "core/text.h"
#include "fixture.h"
#include "output/figure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define SEX_AGE "{file: a.csv, type: frequency_table, year: 2016, by: [sex, parent_known]}"

static bool
taken(Arena *arena, const char *yaml, const char *csv, size_t size, Given *ret_given,
      const char **ret_complaints)
{
    Complaints complaints = complaints_new(arena, "a.csv");
    bool good = given_read(arena, fixture_file(arena, yaml), csv, size, ret_given, &complaints);
    *ret_complaints = complaints_print(arena, &complaints);
    assert_int_equal(good, complaints.count == 0);
    return good;
}

static void
a_table_is_read(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Given given;
    const char *complaints = NULL;
    const char *csv = "sex,parent_known,count\n1,1,12\n2,*,4\n*,*,0\n";
    assert_true(taken(arena, SEX_AGE, csv, strlen(csv), &given, &complaints));
    assert_int_equal(given.cells.count, 3);
    assert_int_equal(given.cells.items[0].number.units, 12);
    /* sex2 has three classes, one of them unknown: "*" is the fourth place */
    assert_int_equal(given.cells.items[2].place[0], 3);
    assert_int_equal(given.cells.items[1].line, 3);
}

static void
what_two_readers_could_take_differently_is_refused(void **state)
{
    (void)state;
#define CASE(text, words)                                                                          \
    {                                                                                              \
        text, sizeof(text) - 1, words                                                              \
    }
    static const struct
    {
        const char *text;
        size_t size;
        const char *words;
    } cases[] = {
        CASE("", "the file is empty"),
        CASE("sex,parent_known,count", "the last line does not end"),
        CASE("sex;parent_known;count\n", "without quotes, blanks or semicolons"),
        CASE("sex,parent_known\n", "fewer fields than columns"),
        CASE("sex,parent_known,count,extra\n", "more fields than columns"),
        CASE("parent_known,sex,count\n", "column 1: expected 'sex'"),
        CASE("\xef\xbb\xbfsex,parent_known,count\n", "plain characters"),
        CASE("sex,parent_known,count\r\n1,1,12\r\n", "plain characters"),
        CASE("sex,parent_known,count\n1,1,\"12\"\n", "plain characters"),
        CASE("sex,parent_known,count\n1,1, 12\n", "plain characters"),
        CASE("sex,parent_known,count\n1,1,12\n\n", "fewer fields"),
        CASE("sex,parent_known,count\n1,1,012\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,+12\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,-0\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,-3\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,1e3\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,12.\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,12.0\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,1.234\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,1,234\n", "more fields"),
        CASE("sex;parent_known;count\n1;1;12\n", "plain characters"),
        CASE("sex\tparent_known\tcount\n1\t1\t12\n", "plain characters"),
        CASE("sex,parent_known,count\n1,1,1.234,00\n", "more fields"),
        CASE("sex,parent_known,count\n1,1,1'234\n", "plain characters"),
        CASE("sex,parent_known,count\n1,1,1\xc2\xa0"
             "234\n",
             "plain characters"),
        CASE("sex,parent_known,count\n1,1,NaN\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,nan\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,-Infinity\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,0x1F\n", "not in the form"),
        CASE("sex,parent_known,count\n-1+1,1,12\n", "no class of its dimension"),
        CASE("sex,parent_known,count\n1,1,12\n# comment\n", "plain characters"),
        CASE("sex,parent_known,count\n1,1,12\r1,1,12\n", "plain characters"),
        CASE("sex,parent_known,count\n1,1,12\x0b\n", "plain characters"),
        CASE("sex,parent_known,count\n1,1,12\xe2\x80\xa8\n", "plain characters"),
        CASE("sex,parent_known,count\n1,1,\xd9\xa1\xd9\xa2\n", "plain characters"),
        CASE("sex,parent_known,count\n1,1,Inf\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,\n", "not in the form"),
        CASE("sex,parent_known,count\n1,1,99999999999999999999\n", "not in the form"),
        CASE("sex,parent_known,count\n1,7,12\n", "no class of its dimension"),
        CASE("sex,parent_known,count\n=1+1,1,12\n", "no class of its dimension"),
        CASE("sex,parent_known,count\n@SUM(A1),1,12\n", "no class of its dimension"),
        CASE("sex,parent_known,count\n1,1,12\n1,1,12\n", "there twice"),
        CASE("sex,parent_known,count\n1\x1b[2J,1,12\n", "plain characters"),
        CASE("sex,parent_known,count\n1\xe2\x80\xae,1,12\n", "plain characters"),
        CASE("sex,parent_known,count\n1,1\0,12\n", "plain characters"),
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        SCRATCH Arena *arena = arena_new("test");
        Given given;
        const char *complaints = NULL;
        assert_false(taken(arena, SEX_AGE, cases[at].text, cases[at].size, &given, &complaints));
        if (strstr(complaints, cases[at].words) == NULL)
            fail_msg("expected '%s' of case %zu in: %s", cases[at].words, at, complaints);
    }
}

/* A field of a megabyte, and a million columns: refused at once, and no more of them than that is
 * looked at. */
static void
endless_fields_and_columns_are_refused(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Given given;
    const char *complaints = NULL;
    size_t size = 1024 * 1024;
    char *text = arena_take(arena, size + 64);
    memset(text, '1', size);
    memcpy(text, "sex,parent_known,count\n", 23);
    text[size - 1] = '\n';
    assert_false(taken(arena, SEX_AGE, text, size, &given, &complaints));
    assert_non_null(strstr(complaints, "too long"));
    memset(text, ',', size);
    text[size - 1] = '\n';
    assert_false(taken(arena, SEX_AGE, text, size, &given, &complaints));
    assert_non_null(strstr(complaints, "more fields"));
}

static void
shares_means_and_terms_have_their_own_forms(void **state)
{
    (void)state;
    static const struct
    {
        const char *yaml;
        const char *csv;
        bool good;
    } cases[] = {
        {"{file: a.csv, type: proportions, year: 2016, by: [sex]}", "sex,share\n1,0.250\n", true},
        {"{file: a.csv, type: proportions, year: 2016, by: [sex]}", "sex,share\n1,0.25\n", false},
        {"{file: a.csv, type: proportions, year: 2016, by: [sex]}", "sex,share\n1,.250\n", false},
        {"{file: a.csv, type: proportions, year: 2016, by: [sex]}", "sex,share\n1,0,250\n", false},
        {"{file: a.csv, type: proportions, year: 2016, by: [sex]}", "sex,share\n1,nan\n", false},
        {"{file: a.csv, type: proportions, year: 2016, by: [sex]}", "sex,share\n1,25.0%\n", false},
        {"{file: a.csv, type: proportions, year: 2016, by: [sex]}", "sex,share\n1,1.001\n", false},
        {"{file: a.csv, type: means, year: 2016, by: [sex], measure: household_size}",
         "sex,mean\n1,2.25\n", true},
        {"{file: a.csv, type: means, year: 2016, by: [sex], measure: household_size}",
         "sex,mean\n1,2\n", false},
        {"{file: a.csv, type: model_coefficients, year: 2016, model: {family: poisson, outcome: "
         "household_size, terms: [sex]}}",
         "term,estimate,std_error\n(intercept),0.5,0.1\nsex=2,-0.25,0.1\n", true},
        {"{file: a.csv, type: model_coefficients, year: 2016, model: {family: poisson, outcome: "
         "household_size, terms: [sex]}}",
         "term,estimate,std_error\nsex=2,-0.25,0.1\nsex=2,-0.25,0.1\n", false},
        {"{file: a.csv, type: model_coefficients, year: 2016, model: {family: poisson, outcome: "
         "household_size, terms: [sex]}}",
         "term,estimate,std_error\nsex=*,-0.25,0.1\n", false},
        {"{file: a.csv, type: model_coefficients, year: 2016, model: {family: poisson, outcome: "
         "household_size, terms: [sex]}}",
         "term,estimate,std_error\nage=2,-0.25,0.1\n", false},
        {"{file: a.csv, type: model_coefficients, year: 2016, model: {family: poisson, outcome: "
         "household_size, terms: [sex]}}",
         "term,estimate,std_error\nsex=2,-0.25,-0.1\n", false},
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        SCRATCH Arena *arena = arena_new("test");
        Given given;
        const char *complaints = NULL;
        if (taken(arena, cases[at].yaml, cases[at].csv, strlen(cases[at].csv), &given,
                  &complaints) != cases[at].good)
            fail_msg("case %zu: %s", at, complaints);
    }
}

static void
a_binary_is_named_for_what_it_is(void **state)
{
    (void)state;
    assert_string_equal(content_kind("\x89PNG\r\n\x1a\n....", 12), "a PNG picture");
    assert_string_equal(content_kind("PK\x03\x04....", 8),
                        "a ZIP archive, spreadsheet or document");
    assert_string_equal(content_kind("PAR1....PAR1", 12), "a Parquet file");
    assert_string_equal(content_kind("\x80\x04\x95....", 7), "a pickled model");
    assert_string_equal(content_kind("<svg xmlns=", 11), "an SVG picture");
    assert_string_equal(content_kind("a\0b", 3), "a binary file");
    assert_string_equal(content_kind("\xff\xfe\x00\x41", 4), "a binary file");
    assert_string_equal(content_kind("caf\xe9", 4), "bytes that are no text");
    assert_null(content_kind("sex,count\n", 10));
    assert_null(content_kind("", 0));
}

static char *
figure(Arena *arena, const char *json)
{
    Complaints complaints = complaints_new(arena, "a.json");
    return figure_canonical(arena, fixture_file(arena, SEX_AGE), json, strlen(json), &complaints);
}

static void
a_figure_is_its_closed_form_and_nothing_else(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
#define X "\"x\":{\"field\":\"sex\",\"type\":\"nominal\"}"
#define Y "\"y\":{\"field\":\"count\",\"type\":\"quantitative\"}"
    const char *one = figure(arena, "{\"mark\":\"bar\",\"encoding\":{" X "," Y "}}");
    const char *other = figure(arena, " {\"encoding\" : {" Y ",\t" X "},\n\"mark\":\"bar\"}");
    assert_non_null(one);
    assert_string_equal(one, other); /* order and blanks carry nothing */
    assert_null(figure(arena, "{\"mark\":\"bar\",\"encoding\":{" X "," Y "},\"title\":\"x\"}"));
    assert_null(
        figure(arena, "{\"mark\":\"bar\",\"encoding\":{" X "," Y "},\"data\":{\"values\":[1]}}"));
    assert_null(figure(arena, "{\"mark\":\"image\",\"encoding\":{" X "," Y "}}"));
    assert_null(figure(arena, "{\"mark\":\"bar\",\"encoding\":{" X "}}"));
    assert_null(figure(arena, "{\"mark\":\"bar\",\"encoding\":{" X "," X "}}"));
    assert_null(figure(
        arena,
        "{\"mark\":\"bar\",\"encoding\":{\"x\":{\"field\":\"age\",\"type\":\"nominal\"}," Y "}}"));
    assert_null(figure(
        arena,
        "{\"mark\":\"bar\",\"encoding\":{\"x\":{\"field\":\"sex\\u0000\",\"type\":\"nominal\"}," Y
        "}}"));
    assert_null(figure(arena, "[]"));
    assert_null(figure(arena, "{"));
}

static char *
note(Arena *arena, const char *text, size_t size)
{
    Complaints complaints = complaints_new(arena, "a.txt");
    return note_canonical(arena, text, size, &complaints);
}

static void
a_note_is_short_plain_text(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
#define NOTE(text) note(arena, text, sizeof(text) - 1)
    assert_string_equal(NOTE("Model of 2016.  See   the table. \n\nWorks."),
                        "Model of 2016. See the table.\nWorks.\n");
    assert_string_equal(NOTE("a\n"), "a\n");
    assert_null(NOTE(""));
    assert_null(NOTE("   "));
    assert_null(NOTE("=1+1"));
    assert_null(NOTE("a\n@x"));
    /* The blanks go, and the formula would stand first. */
    assert_null(NOTE("  =1+1"));
    assert_null(NOTE("a\n  -1"));
    assert_null(NOTE("a\n\n \n @x"));
    assert_string_equal(NOTE(" a =1"), "a =1\n");
    assert_null(NOTE("<b>"));
    assert_null(NOTE("caf\xc3\xa9"));
    assert_null(NOTE("a\x1b[2J"));
    assert_null(NOTE("a\tb"));
    assert_null(NOTE("123456789"));
    assert_null(NOTE("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    assert_null(NOTE("a\na\na\na\na\na\na\na\na\na\na"));
    char *longer = arena_take(arena, OUTPUT_NOTE_BYTES + 2);
    memset(longer, ' ', OUTPUT_NOTE_BYTES + 1);
    longer[0] = 'a';
    assert_null(note(arena, longer, OUTPUT_NOTE_BYTES + 1));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_read),
        cmocka_unit_test(what_two_readers_could_take_differently_is_refused),
        cmocka_unit_test(endless_fields_and_columns_are_refused),
        cmocka_unit_test(shares_means_and_terms_have_their_own_forms),
        cmocka_unit_test(a_binary_is_named_for_what_it_is),
        cmocka_unit_test(a_figure_is_its_closed_form_and_nothing_else),
        cmocka_unit_test(a_note_is_short_plain_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
