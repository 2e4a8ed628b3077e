/* The sidecar: what it may say, and what is refused with its place. */
#include "core/text.h"
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static Request *
read_request(Arena *arena, const char *yaml, const char **ret_complaints)
{
    Complaints complaints = complaints_new(arena, "output.yaml");
    Request *request = request_read(arena, fixture_scope(), yaml, strlen(yaml), &complaints);
    *ret_complaints = complaints_print(arena, &complaints);
    return request;
}

static void
every_type_is_read(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const char *complaints = NULL;
    Request *request = read_request(
        arena,
        "output: 1\n"
        "files:\n"
        "  - {file: a.csv, type: frequency_table, year: 2016, by: [sex, {variable: household_type, "
        "as: household_type5}]}\n"
        "  - {file: b.csv, type: proportions, year: 2016, by: [sex, age], of: [sex]}\n"
        "  - {file: c.csv, type: means, year: 2016, by: [sex], measure: household_size}\n"
        "  - {file: d.csv, type: magnitude_table, year: 2016, by: [sex], measure: household_size, "
        "where: [{variable: age, in: [\"2\", \"3\"]}]}\n"
        "  - file: e.csv\n"
        "    type: frequency_table\n"
        "    by: [{variable: socio_economic_position, as: position4, year: 2012}, {variable: "
        "socio_economic_position, as: position4, year: 2014}]\n"
        "  - file: f.csv\n"
        "    type: model_coefficients\n"
        "    year: 2016\n"
        "    model:\n"
        "      family: logistic\n"
        "      outcome: {variable: socio_economic_position, as: position4, in: [\"1\"]}\n"
        "      terms: [sex, age]\n"
        "  - {file: g.json, type: figure, of: a.csv}\n"
        "  - {file: h.txt, type: note}\n",
        &complaints);
    assert_string_equal(complaints, "");
    assert_non_null(request);
    assert_int_equal(request->files.count, 8);
    const RequestedFile *files = request->files.items;
    /* household_type8 has 8 types, household_type5 joins married and unmarried couples: its class 2
     * holds two of them */
    assert_int_equal(files[0].by[1].count, 7);
    assert_int_equal(__builtin_popcountll(files[0].by[1].holds[1]), 2);
    assert_int_equal(files[1].of, 1);
    assert_string_equal(files[4].by[1].column, "socio_economic_position@2014");
    assert_int_equal(files[3].where[0].holds, 6); /* age7: classes 2 and 3 are bits 1 and 2 */
    /* position4's class 1 (working) is the first three of position9 */
    assert_int_equal(files[5].outcome.holds, 7);
}

static void
what_it_may_not_say_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct
    {
        const char *file;
        const char *words;
    } cases[] = {
        {"{file: a.csv, type: frequency_table, year: 2016, by: [income]}",
         "3:59: expected a variable of the deliberation, paragraphs [3]"},
        {"{file: a.csv, type: frequency_table, year: 2016, by: [sex, sex]}",
         "dimension 'sex' is there twice"},
        {"{file: a.csv, type: frequency_table, year: 2015, by: [sex]}",
         "2015 is no year of communication 'population', paragraphs [2, 4, 9]"},
        {"{file: a.csv, type: frequency_table, by: [sex]}", "variable 'sex' has no year"},
        {"{file: a.csv, type: frequency_table, year: 2016, by: [{variable: age, as: age4}]}",
         "are not unions of those of the data set"},
        {"{file: a.csv, type: frequency_table, year: 2016, by: [{variable: age, as: sex2}]}",
         "variable 'age' has no class list of that name"},
        {"{file: a.csv, type: frequency_table, year: 2016, by: [sex], where: [{variable: age, in: "
         "[2]}]}",
         "expected a code in quotes"},
        {"{file: a.csv, type: frequency_table, year: 2016, by: [sex], where: [{variable: age, in: "
         "[\"8\"]}]}",
         "is no class of 'age7'"},
        {"{file: a.csv, type: means, year: 2016, by: [sex], measure: lipro}",
         "a measure needs codes that are whole numbers"},
        {"{file: a.csv, type: frequency_table, year: 2016, by: [sex], title: x}",
         "unknown key 'title'"},
        {"{file: A.csv, type: frequency_table, year: 2016, by: [sex]}",
         "expected a name of lower-case letters"},
        {"{file: ../a.csv, type: frequency_table, year: 2016, by: [sex]}",
         "expected a name of lower-case letters"},
        {"{file: a.png, type: frequency_table, year: 2016, by: [sex]}", "ends in '.csv'"},
        {"{file: a.json, type: figure, of: b.csv}", "'of' names no table of this request"},
        {"{file: a.rds, type: model}", "expected"},
        {"{file: a.csv, type: frequency_table, year: 2016, by: [sex, age, nationality, origin, "
         "lipro, parent_known]}",
         "expected 1 to 5 items, found 6"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        SCRATCH Arena *arena = arena_new("test");
        const char *complaints = NULL;
        const char *yaml = arena_print(arena, "output: 1\nfiles:\n  - %s\n", cases[at].file);
        assert_null(read_request(arena, yaml, &complaints));
        if (strstr(complaints, cases[at].words) == NULL)
            fail_msg("expected '%s' in: %s", cases[at].words, complaints);
    }
}

static void
a_name_is_there_once(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const char *complaints = NULL;
    assert_null(read_request(arena,
                             "output: 1\nfiles:\n  - {file: a.txt, type: note}\n"
                             "  - {file: a.txt, type: note}\n",
                             &complaints));
    assert_non_null(strstr(complaints, "4:5: the file is named twice"));
}

static void
what_is_remembered_is_read_back(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    const char *const files[] = {
        "{file: a.csv, type: frequency_table, year: 2016, by: [{variable: origin, as: origin3}, "
        "{variable: sex, year: 2014}], where: [{variable: household_type, as: household_type5, in: "
        "[\"2\"]}]}",
        "{file: b.csv, type: means, year: 2016, by: [sex], measure: household_size}",
        "{file: c.csv, type: model_coefficients, year: 2016, model: {family: logistic, outcome: "
        "{variable: sex, in: [\"1\"]}, terms: [age]}}",
        "{file: d.csv, type: model_coefficients, year: 2016, model: {family: poisson, outcome: "
        "household_size, terms: [age]}}",
    };
    for (size_t at = 0; at < sizeof files / sizeof *files; at++)
    {
        RequestedFile again;
        const RequestedFile *file = fixture_file(arena, files[at]);
        const char *text = requested_print(arena, file);
        assert_int_equal(requested_parse(arena, fixture_scope(), text, &again, &err), ERROR_NONE);
        assert_string_equal(requested_print(arena, &again), text);
        assert_int_equal(again.by_count, file->by_count);
        assert_int_equal(again.type, file->type);
    }
    RequestedFile none;
    assert_int_equal(
        requested_parse(arena, fixture_scope(), "{\"type\":\"frequency_table\"}", &none, &err),
        ERROR_INTEGRITY);
}

static void
the_command_line_says_the_same(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    Axis axis;
    Condition condition;
    const RequestScope *scope = fixture_scope();
    assert_int_equal(axis_parse(arena, scope, 2016, "origin:origin3@2014", &axis, &err),
                     ERROR_NONE);
    assert_string_equal(axis.column, "origin@2014");
    assert_string_equal(axis.list->name, "origin3");
    assert_int_equal(axis_parse(arena, scope, 2016, "age", &axis, &err), ERROR_NONE);
    assert_string_equal(axis.column, "age");
    assert_int_equal(axis.attribute.year, 2016);
    assert_int_equal(condition_parse(arena, scope, 2016, "age=1,3", &condition, &err), ERROR_NONE);
    assert_int_equal(condition.holds, 5);
    assert_int_equal(condition_parse(arena, scope, 2016, "age=1,1", &condition, &err), ERROR_USAGE);
    assert_int_equal(condition_parse(arena, scope, 2016, "age=", &condition, &err), ERROR_USAGE);
    assert_int_equal(condition_parse(arena, scope, 2016, "age=1,", &condition, &err), ERROR_USAGE);
    assert_int_equal(axis_parse(arena, scope, 2016, "age@12", &axis, &err), ERROR_USAGE);
    assert_int_equal(axis_parse(arena, scope, 2016, "age:", &axis, &err), ERROR_USAGE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_is_read),
        cmocka_unit_test(what_it_may_not_say_is_refused_with_its_place),
        cmocka_unit_test(a_name_is_there_once),
        cmocka_unit_test(what_is_remembered_is_read_back),
        cmocka_unit_test(the_command_line_says_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
