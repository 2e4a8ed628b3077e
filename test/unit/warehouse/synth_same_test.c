/*
 * The same seed gives the same bytes, whatever the threads; another seed gives others. A run that
 * fails, or finds what is not its own, leaves nothing behind and touches nothing.
 */
#include "core/digest.h"
#include "core/file.h"
#include "core/text.h"
#include "warehouse/synth.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* Compares all files below one with those of the same name below other; returns how many, and in
 * *ret_different how many differ. */
static size_t
compare_trees(const char *one, const char *other, size_t *ret_different)
{
    SCRATCH Arena *arena = arena_new("compare");
    DIR *folder = opendir(one);
    assert_non_null(folder);
    size_t files = 0;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
    {
        if (entry->d_name[0] == '.')
            continue;
        const char *left = file_join(arena, one, entry->d_name);
        const char *right = file_join(arena, other, entry->d_name);
        struct stat found;
        assert_int_equal(stat(left, &found), 0);
        if (S_ISDIR(found.st_mode))
        {
            files += compare_trees(left, right, ret_different);
            continue;
        }
        Error err = {0};
        Digest digests[2];
        int64_t sizes[2];
        assert_int_equal(file_digest(left, &digests[0], &sizes[0], &err), ERROR_NONE);
        assert_int_equal(file_digest(right, &digests[1], &sizes[1], &err), ERROR_NONE);
        *ret_different +=
            sizes[0] != sizes[1] || memcmp(&digests[0], &digests[1], sizeof digests[0]) != 0;
        files++;
    }
    (void)closedir(folder);
    return files;
}

static void
same_seed_same_bytes(void **state)
{
    (void)state;
    synth_place_make("one", 5000, 7, 1);
    synth_place_make("two", 5000, 7, 2);
    synth_place_make("other", 5000, 8, 2);
    size_t different = 0;
    /* 4 single tables, 3 yearly ones with 7 years, payments of 22 years, the report. */
    assert_int_equal(compare_trees(synth_place_path("one"), synth_place_path("two"), &different),
                     4 + 3 * 7 + 22 + 1);
    assert_int_equal(different, 0);
    (void)compare_trees(synth_place_path("one"), synth_place_path("other"), &different);
    assert_true(different > 40);
}

/* A recipe of one step, written into the folder. */
static ErrorKind
run_step(const char *name, const char *sql, Error *err)
{
    SCRATCH Arena *arena = arena_new("recipe");
    static const char yaml[] =
        "synth: test\nsteps:\n  - {label: step, sql: step.sql}\nreport: report.sql\n";
    static const char report[] = "SELECT 1 AS one, 'a,b' AS two";
    const char *recipe = synth_place_path("recipe");
    Error ignored = {0};
    assert_int_equal(file_make_directory(recipe, 0755, &ignored), ERROR_NONE);
    assert_int_equal(
        file_write(file_join(arena, recipe, "synth.yaml"), yaml, strlen(yaml), 0644, &ignored),
        ERROR_NONE);
    assert_int_equal(
        file_write(file_join(arena, recipe, "step.sql"), sql, strlen(sql), 0644, &ignored),
        ERROR_NONE);
    assert_int_equal(
        file_write(file_join(arena, recipe, "report.sql"), report, strlen(report), 0644, &ignored),
        ERROR_NONE);
    Complaints complaints = complaints_new(arena, "synth.yaml");
    Synth *synth = NULL;
    SynthReport made = {0};
    Progress progress = progress_new(true);
    SynthRun run = {.out = synth_place_path(name),
                    .residents = 1000,
                    .seed = 1,
                    .identifier = IDENTIFIER_INSZ,
                    .threads = 1};
    TRY(synth_read(arena, recipe, &complaints, &synth, err));
    return synth_make(arena, synth, &run, &progress, &made, err);
}

static const char good_step[] = "COPY (SELECT $seed AS s) TO '$out/t.parquet'";

static void
failure_leaves_nothing(void **state)
{
    (void)state;
    Error err = {0};
    assert_int_not_equal(
        run_step("bad", "COPY (SELECT 1 AS a) TO '$out/t.parquet'; SELECT error('no')", &err),
        ERROR_NONE);
    assert_non_null(strstr(err.message, "step.sql"));
    assert_false(file_exists(synth_place_path("bad")));
    assert_false(file_exists(synth_place_path("bad.part")));
    assert_int_equal(run_step("bad", good_step, &err), ERROR_NONE);
    assert_true(file_exists(synth_place_path("bad/t.parquet")));
    assert_true(file_exists(synth_place_path("bad/report.csv")));
    assert_false(file_exists(synth_place_path("bad.part")));
}

static void
writes_only_into_its_folder(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err = {0};
    const char *sql =
        arena_print(arena, "COPY (SELECT 1 AS a) TO '%s'", synth_place_path("away.csv"));
    assert_int_not_equal(run_step("astray", sql, &err), ERROR_NONE);
    assert_false(file_exists(synth_place_path("away.csv")));
}

static void
existing_folder_is_refused(void **state)
{
    (void)state;
    Error err = {0};
    assert_int_equal(mkdir(synth_place_path("there"), 0755), 0);
    assert_int_equal(run_step("there", good_step, &err), ERROR_USAGE);
    assert_false(file_exists(synth_place_path("there/t.parquet")));
    /* A part that is not ours stays as it is. */
    assert_int_equal(mkdir(synth_place_path("mine.part"), 0755), 0);
    assert_int_equal(run_step("mine", good_step, &err), ERROR_STATE);
    assert_true(file_exists(synth_place_path("mine.part")));
}

/* What a killed run leaves has the mark, unlocked. */
static void
leftover_is_replaced(void **state)
{
    (void)state;
    static const char mark[] = "left.part/.part-of-synthetic-warehouse";
    Error err = {0};
    assert_int_equal(mkdir(synth_place_path("left.part"), 0755), 0);
    assert_int_equal(file_write(synth_place_path(mark), "", 0, 0644, &err), ERROR_NONE);
    assert_int_equal(file_write(synth_place_path("left.part/half"), "x", 1, 0644, &err),
                     ERROR_NONE);
    assert_int_equal(run_step("left", good_step, &err), ERROR_NONE);
    assert_true(file_exists(synth_place_path("left/t.parquet")));
    assert_false(file_exists(synth_place_path("left/half")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_seed_same_bytes),        cmocka_unit_test(failure_leaves_nothing),
        cmocka_unit_test(writes_only_into_its_folder), cmocka_unit_test(existing_folder_is_refused),
        cmocka_unit_test(leftover_is_replaced),
    };
    return cmocka_run_group_tests_name("warehouse/synth_same", tests, open_place, close_place);
}
