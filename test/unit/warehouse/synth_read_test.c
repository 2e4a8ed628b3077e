/*
 * Recipes that are wrong are refused with the place of each fault, all at once; $names are replaced
 * where they stand.
 */
#include "core/file.h"
#include "core/text.h"
#include "warehouse/recipe.h"
#include "warehouse/synth.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "synth_place.h"

static int
open_place(void **state)
{
    (void)state;
    synth_place_open();
    return 0;
}

static int
close_place(void **state)
{
    (void)state;
    synth_place_close();
    return 0;
}

/* What is said of this synth.yaml beside a good a.sql and a bad b.sql. */
static const char *
complaints_of(Arena *arena, const char *yaml)
{
    static const char good[] = "SELECT $seed";
    static const char bad[] = "SELECT 1,\n  $nothing";
    const char *recipe = synth_place_path("recipe");
    Error err = {0};
    assert_int_equal(file_make_directory(recipe, 0755, &err), ERROR_NONE);
    assert_int_equal(
        file_write(file_join(arena, recipe, "synth.yaml"), yaml, strlen(yaml), 0644, &err),
        ERROR_NONE);
    assert_int_equal(file_write(file_join(arena, recipe, "a.sql"), good, strlen(good), 0644, &err),
                     ERROR_NONE);
    assert_int_equal(file_write(file_join(arena, recipe, "b.sql"), bad, strlen(bad), 0644, &err),
                     ERROR_NONE);
    Complaints complaints = complaints_new(arena, "synth.yaml");
    Synth *synth = NULL;
    ErrorKind kind = synth_read(arena, recipe, &complaints, &synth, &err);
    assert_int_equal(kind, complaints.count == 0 ? ERROR_NONE : ERROR_CATALOGUE);
    return complaints_print(arena, &complaints);
}

static void
good_recipe_is_read(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    assert_string_equal(complaints_of(arena,
                                      "synth: x\nconstants: {rate: 0.5}\nsteps:\n"
                                      "  - {label: of $year, sql: a.sql, for: {year: [1, 2]}, "
                                      "folders: [t/year=$year]}\nreport: a.sql\n"),
                        "");
}

static void
expect_said(const char *yaml, const char *words)
{
    SCRATCH Arena *arena = arena_new("test");
    const char *said = complaints_of(arena, yaml);
    if (strstr(said, words) == NULL)
        fail_msg("expected '%s' in: %s", words, said);
}

static void
faults_are_told_with_their_place(void **state)
{
    (void)state;
    expect_said("synth: x\nsteps: []\nreport: a.sql\nstpes: []\n", "synth.yaml:4:1:");
    expect_said("synth: x\nsteps:\n  - {label: s, sql: b.sql}\nreport: a.sql\n",
                "b.sql, line 2: '$nothing'");
    expect_said("synth: x\nsteps:\n  - {label: s, sql: none.sql}\nreport: a.sql\n",
                "synth.yaml:3:21: there is no file");
    expect_said("synth: x\nsteps:\n  - {label: s, sql: ../a.sql}\nreport: a.sql\n",
                "expected a file beside");
    expect_said("synth: x\nsteps:\n  - {label: $y, sql: a.sql}\nreport: a.sql\n", "'$y'");
    expect_said("synth: x\nsteps:\n  - {label: s, sql: a.sql, folders: [../out]}\nreport: a.sql\n",
                "expected a folder below");
    expect_said("synth: x\nsteps:\n  - {label: s, sql: a.sql, folders: [/out]}\nreport: a.sql\n",
                "expected a folder below");
    expect_said("synth: x\nconstants: {rate: 1; DROP TABLE x}\nsteps: []\nreport: a.sql\n",
                "expected a number");
    expect_said("synth: x\nconstants: {seed: 1}\nsteps: []\nreport: a.sql\n",
                "given to every recipe");
    expect_said(
        "synth: x\nsteps:\n  - {label: s, sql: a.sql, for: {a: [1], b: [2]}}\nreport: a.sql\n",
        "one variable");
    expect_said("synth: x\ninputs:\n  - {table: A-B, file: a.sql}\nsteps: []\nreport: a.sql\n",
                "expected a name");
}

static void
names_are_replaced(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    RecipeNames names = {0};
    *LIST_ADD(arena, &names) = (RecipeName){"year", "2012"};
    *LIST_ADD(arena, &names) = (RecipeName){"year_end", "9"};
    const char *unknown = NULL;
    unsigned line = 0;
    assert_string_equal(recipe_fill(arena, &names, "$year-$year_end $1 $$ $", &unknown, &line),
                        "2012-9 $1 $$ $");
    assert_null(recipe_fill(arena, &names, "a\nb $yea", &unknown, &line));
    assert_string_equal(unknown, "yea");
    assert_int_equal(line, 2);
}

static void
bundled_recipe_is_good(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Complaints complaints = complaints_new(arena, "synth.yaml");
    Synth *synth = NULL;
    Error err = {0};
    if (synth_read(arena, SYNTH_RECIPE, &complaints, &synth, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    assert_true(synth->steps.count > 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_recipe_is_read),
        cmocka_unit_test(faults_are_told_with_their_place),
        cmocka_unit_test(names_are_replaced),
        cmocka_unit_test(bundled_recipe_is_good),
    };
    return cmocka_run_group_tests_name("warehouse/synth_read", tests, open_place, close_place);
}
