/*
 * Reading a catalogue: the one that ships is sound; a small one is broken in one place at a time,
 * and the place and words are expected.
 */
#include "catalogue/read.h"
#include "core/file.h"
#include "core/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define WORDS "{nl: w, fr: w, en: w}"

/* One line each, so that a change of one keeps the others in their place. */
static const char *const sound[] = {
    /*  1 */ "catalogue: small",
    /*  2 */ "title: " WORDS,
    /*  3 */ "identifier: opaque",
    /*  4 */ "missing: {unknown: " WORDS "}",
    /*  5 */ "history: {register: renamed, old: old, new: new}",
    /*  6 */ "registers:",
    /*  7 */
    "  people: {label: " WORDS
    ", key: [number], columns: {number: {type: identifier}, age: {type: integer, classes: ages}}}",
    /*  8 */
    "  renamed: {label: " WORDS ", columns: {old: {type: identifier}, new: {type: identifier}}, "
                                "references: [{column: new, register: people, key: number}]}",
    /*  9 */
    "parameters: {gap: {value: 15, label: " WORDS "}, towns: {value: [1, 2], label: " WORDS "}}",
    /* 10 */ "classifications: {ages: {label: " WORDS ", file: ages.csv}}",
    /* 11 */ "derivations:",
    /* 12 */ "  facts: {label: " WORDS ", sql: facts.sql, columns: [age]}",
    /* 13 */ "  more: {label: " WORDS ", sql: more.sql, needs: [facts], columns: [twice]}",
    /* 14 */ "variables:",
    /* 15 */
    "  age: {label: " WORDS ", description: " WORDS
    ", unit: person, type: integer, level: metric, derivation: facts, column: age, classes: "
    "[ages]}",
    /* 16 */ "cohorts: {all: {label: " WORDS ", sql: all.sql}}",
    /* 17 */ "contradictions: {odd: {label: " WORDS ", variables: [age], condition: age < 0}}",
};

#define LINES (sizeof sound / sizeof *sound)

static const char ages[] =
    "code,valid_from,valid_to,label_nl,label_fr,label_en,range,codes,missing\n"
    "1,,,young,young,young,\"[0,18)\",,\n"
    "2,,,old,old,old,\"[18,)\",NULL,unknown\n";
static const char facts_sql[] = "SELECT number AS person, age FROM people -- $undefined here\n";
static const char more_sql[] =
    "WITH a AS (SELECT 1)\nSELECT f.person, $gap * f.age AS twice FROM derived_facts f\n";
static const char all_sql[] = "SELECT number AS person FROM people WHERE age > $gap\n";

typedef struct Change
{
    size_t line;      /* 0: none; else the line of catalogue.yaml that is replaced */
    const char *file; /* NULL: none; else the file that is replaced */
    const char *text;
    const char *complaints;
} Change;

static void
put(Arena *arena, const char *directory, const char *name, const char *text)
{
    Error err = {0};
    if (file_write(file_join(arena, directory, name), text, strlen(text), 0644, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
}

static void
put_catalogue(Arena *arena, const char *directory, const Change *change)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < LINES; at++)
        text_print(&text, "%s\n", change->line == at + 1 ? change->text : sound[at]);
    put(arena, directory, "catalogue.yaml", text.bytes);
    put(arena, directory, "ages.csv", ages);
    put(arena, directory, "facts.sql", facts_sql);
    put(arena, directory, "more.sql", more_sql);
    put(arena, directory, "all.sql", all_sql);
    if (change->file != NULL)
        put(arena, directory, change->file, change->text);
}

/* Complaints without the directory in front. */
static const char *
judge(Arena *arena, const Change *change, Catalogue **ret_catalogue)
{
    Error err = {0};
    char directory[] = "/tmp/beraad-catalogue-XXXXXX";
    assert_non_null(mkdtemp(directory));
    put_catalogue(arena, directory, change);
    Complaints complaints = complaints_new(arena, "");
    assert_int_equal(catalogue_read(arena, directory, &complaints, ret_catalogue, &err),
                     ERROR_NONE);
    for (size_t at = 0; at < complaints.count; at++)
        complaints.items[at].file = complaints.items[at].file + strlen(directory) + 1;
    assert_int_equal(file_remove_tree(directory, &err), ERROR_NONE);
    return complaints_print(arena, &complaints);
}

static void
a_small_catalogue_is_read_whole(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Catalogue *catalogue = NULL;
    assert_string_equal(judge(arena, &(Change){0}, &catalogue), "");
    assert_string_equal(catalogue->id, "small");
    assert_int_equal(catalogue->identifier, IDENTIFIER_OPAQUE);
    assert_string_equal(catalogue->history.old_column, "old");
    assert_string_equal(catalogue_register(catalogue, "people")->table, "people");
    assert_string_equal(catalogue_parameter(catalogue, "towns")->value, "(1, 2)");
    assert_string_equal(catalogue_derivation(catalogue, "more")->needs.items[0], "facts");
    assert_int_equal(catalogue_classification(catalogue, "ages")->classes.count, 2);
    assert_true(variable_allows(catalogue_variable(catalogue, "age"), "ages"));
    assert_false(variable_allows(catalogue_variable(catalogue, "age"), "other"));
    assert_null(catalogue_cohort(catalogue, "nobody"));
    (void)state;
}

#define V_HEAD "  age: {label: " WORDS ", description: " WORDS ", unit: person, "
#define D_HEAD "  more: {label: " WORDS ", "

static const Change changes[] = {
    {1, NULL, "catalogue: Small",
     "catalogue.yaml:1:12: expected a name of lower-case letters, digits and '_', found 'Small'\n"},
    {3, NULL, "identifier: passport",
     "catalogue.yaml:3:13: expected 'insz' or 'opaque', found 'passport'\n"},
    {5, NULL, "history: {register: people, old: number, new: age}",
     "catalogue.yaml:5:10: expected a register and two of its columns of type identifier\n"},
    {7, NULL,
     "  people: {label: " WORDS
     ", key: [nr], columns: {number: {type: identifier}, age: {type: integer, classes: ages}}}",
     "catalogue.yaml:7:47: no column 'nr' in register 'people'\n"},
    {7, NULL,
     "  people: {label: " WORDS
     ", columns: {number: {type: identifier}, age: {type: text, classes: ages}}}",
     "catalogue.yaml:7:85: class list 'ages' does not fit: class '1' has a range, which needs a "
     "number\n"},
    {7, NULL,
     "  people: {label: " WORDS
     ", columns: {number: {type: identifier}, age: {type: integer, classes: lost}}}",
     "catalogue.yaml:7:85: no class list 'lost'\n"},
    {7, NULL,
     "  people: {label: " WORDS
     ", table: ../etc, columns: {number: {type: identifier}, age: {type: integer}}}",
     "catalogue.yaml:7:49: expected a table's name of letters, digits, '_' and '-', found "
     "'../etc'\n"},
    {7, NULL,
     "  people: {label: " WORDS
     ", record_number: nr, columns: {number: {type: identifier}, age: {type: integer}}}",
     "catalogue.yaml:7:57: only the records of a CSV file have numbers\n"},
    {8, NULL,
     "  renamed: {label: " WORDS ", columns: {old: {type: identifier}, new: {type: identifier}}, "
                                 "references: [{column: new, register: people, key: nr}]}",
     "catalogue.yaml:8:12: 'new' refers to 'nr' of 'people', which is not there\n"},
    {9, NULL, "parameters: {gap: {value: fifteen, label: " WORDS "}}",
     "catalogue.yaml:9:27: expected a decimal number or a quoted text, found 'fifteen'\n"},
    {9, NULL,
     "parameters: {gap: {value: 15, label: " WORDS "}, date: {value: 1, label: " WORDS "}}",
     "catalogue.yaml:9:62: the name 'date' belongs to the reference date\n"},
    {10, NULL, "classifications: {ages: {label: " WORDS ", file: ../ages.csv}}",
     "catalogue.yaml:10:62: expected a file below the catalogue's directory, found "
     "'../ages.csv'\n"},
    {12, NULL, "  raw: {label: " WORDS ", sql: lost.sql, columns: [age]}",
     "catalogue.yaml:12:44: no file 'lost.sql'\n"
     "catalogue.yaml:13:62: no derivation 'facts' above this one\n"
     "catalogue.yaml:15:131: no derivation 'facts'\n"},
    {13, NULL, D_HEAD "sql: more.sql, columns: [person]}",
     "catalogue.yaml:13:64: 'person' is always given\n"
     "more.sql:2:45: 'derived_facts' is no derivation that stands under 'needs'\n"},
    {15, NULL,
     V_HEAD "type: integer, level: metric, derivation: facts, column: size, classes: [ages]}",
     "catalogue.yaml:15:146: derivation 'facts' gives no column 'size'\n"},
    {15, NULL, V_HEAD "type: integer, level: metric, derivation: facts, column: age, classes: []}",
     "catalogue.yaml:15:160: expected at least one class list\n"},
    {15, NULL,
     V_HEAD "type: identifier, level: metric, derivation: facts, column: age, classes: [ages]}",
     NULL},
    {17, NULL, "contradictions: {odd: {label: " WORDS ", variables: [size], condition: a < $b}}",
     "catalogue.yaml:17:65: no variable 'size'\n"
     "catalogue.yaml:17:88: no parameter 'b' in the catalogue\n"},
    {0, "ages.csv", "code\n1\n", NULL},
    {0, "facts.sql", "DELETE FROM people", "facts.sql:1:1: expected SELECT or WITH\n"},
    {0, "facts.sql", "SELECT 1; SELECT 2",
     "facts.sql:1:9: expected one statement, found a semicolon\n"},
    {0, "facts.sql", "\nSELECT $lost, '$fine'",
     "facts.sql:2:8: no parameter 'lost' in the catalogue\n"},
    {0, "facts.sql", "SELECT $1", "facts.sql:1:8: expected a name behind the dollar sign\n"},
    {0, "facts.sql", "SELECT 'open", "facts.sql:1:8: this quote or comment has no sound end\n"},
    {0, "facts.sql", "SELECT 1 /* a /* b */ c */",
     "facts.sql:1:10: this quote or comment has no sound end\n"},
    {0, "facts.sql", "-- nothing\n", "facts.sql:1:1: expected SQL, found nothing\n"},
    {0, "facts.sql", "SELECT * FROM derived_more",
     "facts.sql:1:15: 'derived_more' is no derivation that stands under 'needs'\n"},
    {0, "facts.sql", "SELECT * FROM \"derived_more\"",
     "facts.sql:1:15: 'derived_more' is no derivation that stands under 'needs'\n"},
    {0, "all.sql", "SELECT person FROM subject", "all.sql:1:20: 'subject' is for derivations\n"},
    {0, "all.sql", "SELECT '\xff'", "all.sql: expected UTF-8 text, found other bytes\n"},
};

/* NULL: which words is another test's matter, only that it is refused. */
static void
each_fault_is_told_where_it_stands(void **state)
{
    for (size_t at = 0; at < sizeof changes / sizeof *changes; at++)
    {
        SCRATCH Arena *arena = arena_new("test");
        Catalogue *catalogue = NULL;
        const char *said = judge(arena, &changes[at], &catalogue);
        if (changes[at].complaints != NULL)
            assert_string_equal(said, changes[at].complaints);
        else
            assert_string_not_equal(said, "");
    }
    (void)state;
}

/* Whatever single line of the catalogue is gone, reading says so and does not fall over. */
static void
each_missing_line_is_told(void **state)
{
    for (size_t line = 1; line <= LINES; line++)
    {
        SCRATCH Arena *arena = arena_new("test");
        Catalogue *catalogue = NULL;
        const char *said = judge(arena, &(Change){.line = line, .text = ""}, &catalogue);
        bool optional = line == 5 || line == 17 || line == 13;
        assert_int_equal(said[0] == '\0', optional);
    }
    (void)state;
}

/* The digest changes with any byte of any file. */
static void
the_digest_covers_all_files(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Catalogue *catalogue = NULL;
    Catalogue *other = NULL;
    (void)judge(arena, &(Change){0}, &catalogue);
    (void)judge(arena, &(Change){0}, &other);
    assert_true(digest_equal(&catalogue->digest, &other->digest));
    static const char *const files[] = {"facts.sql", "all.sql", "more.sql"};
    static const char *const texts[] = {facts_sql, all_sql, more_sql};
    for (size_t at = 0; at < 3; at++)
    {
        const char *text = arena_print(arena, "%s ", texts[at]);
        assert_string_equal(judge(arena, &(Change){.file = files[at], .text = text}, &other), "");
        assert_false(digest_equal(&catalogue->digest, &other->digest));
    }
    (void)state;
}

static void
a_directory_without_catalogue_is_an_error(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Error err = {0};
    Catalogue *catalogue = NULL;
    Complaints complaints = complaints_new(arena, "");
    assert_int_equal(catalogue_read(arena, "/nonexistent", &complaints, &catalogue, &err),
                     ERROR_IO);
    (void)state;
}

/* 14 variables, each allowed class list sound, labels in three languages: what catalogue_read
 * judges, on what ships. */
static void
the_catalogue_that_ships_is_sound(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Error err = {0};
    Catalogue *catalogue = NULL;
    Complaints complaints = complaints_new(arena, "");
    assert_int_equal(
        catalogue_read(arena, getenv("BERAAD_TEST_CATALOGUE"), &complaints, &catalogue, &err),
        ERROR_NONE);
    assert_string_equal(complaints_print(arena, &complaints), "");
    assert_int_equal(catalogue->registers.count, 8);
    assert_int_equal(catalogue->variables.count, 14);
    assert_int_equal(catalogue_classification(catalogue, "lipro12")->classes.count, 12 + 2);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_catalogue_is_read_whole),
        cmocka_unit_test(each_fault_is_told_where_it_stands),
        cmocka_unit_test(each_missing_line_is_told),
        cmocka_unit_test(the_digest_covers_all_files),
        cmocka_unit_test(a_directory_without_catalogue_is_an_error),
        cmocka_unit_test(the_catalogue_that_ships_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
