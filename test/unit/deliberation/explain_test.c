#include "core/file.h"
#include "deliberation/explain.h"
#include "deliberation/read.h"
#include "deliberation/sentence.h"

#include "cmocka_all.h"
#include "fixture.h"

#include <string.h>

/* Directory of the good files; set from the command line. */
static const char *good;

static const char *
explained(Arena *arena, const char *name, Language language, size_t width)
{
    Error err;
    char *bytes = NULL;
    size_t size = 0;
    Complaints complaints = complaints_new(arena, name);
    const Catalogue *catalogue = fixture_catalogue(arena);
    assert_int_equal(file_read(arena, file_join(arena, good, name), DOCUMENT_BYTES,
                               ERROR_DELIBERATION, &bytes, &size, &err),
                     ERROR_NONE);
    const Deliberation *deliberation =
        deliberation_read(arena, bytes, size, catalogue, &complaints);
    assert_non_null(deliberation);
    Text text = text_new(arena);
    deliberation_explain(arena, deliberation, catalogue, language, width, &text);
    return text.bytes;
}

static void
assert_says(const char *text, const char *sentence)
{
    if (strstr(text, sentence) == NULL)
        fail_msg("'%s' is not said in\n%s", sentence, text);
}

/* A line wide enough for every sentence; the no-break spaces are those of the paragraphs. */
#define WIDE 2000
#define S "\u00a0"

static void
every_rule_is_said(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const char *text = explained(arena, "full.yaml", LANGUAGE_EN, WIDE);
    assert_says(text, "Deliberation TEST/1.a_b-c of 29" S "February" S "2020\nBoard, second\n");
    assert_says(text, "It amends deliberation TEST/0.\n");
    assert_says(text, "The data are given by: Clinic (paragraph" S "1).\n");
    assert_says(text, "The only recipient is: University, unit (paragraph" S "1).\n");
    assert_says(text, "The only purpose is: knowing (paragraph" S "1).\n");
    assert_says(text, "The data are about: patients (paragraph" S "2).\n");
    assert_says(text, "30" S "June" S "2012, 30" S "June" S "2014 and 30" S "June" S
                      "2016 (paragraph" S "2).\n");
    assert_says(text, "a sample of exactly 12.5" S "% of these persons is drawn");
    assert_says(text, "within each class of: sex and age (paragraphs" S "2" S "and" S "3).\n");
    assert_says(text, "appears at every reference date on which she or he is one of these persons");
    assert_says(text, "are made available only once (paragraph" S "2).\n");
    assert_says(text, "can be consulted only in a secured environment");
    assert_says(text, "They concern all these persons: no sample is drawn");
    assert_says(text, "only the following 4 characteristics are given");
    assert_says(text, "\n  Person\n    - age: 2 classes (young; old)\n");
    assert_says(text, "\n  centre\n    - ward: 9 classes (w1; w2; w3; w4; w5; w6; w7; w8; w9)\n");
    assert_says(text, "by 2 employees of the provider");
    assert_says(text, "fewer than 10 persons is not held to be anonymous (paragraph" S "4).\n");
    assert_says(text, "Nothing is released before 2 persons other than");
    assert_says(text, "fewer than 2 or 7 times");
    assert_says(text, "The data of 2012 are destroyed by 31" S "March" S "2029 at the latest");
    assert_says(text, "The data of 2012 are destroyed at the latest one year after the receipt");
    assert_says(text, "of all years are destroyed at the latest 5 years after the last delivery");
    assert_says(text, "  A1. What?\n      Reading: That (paragraph" S "1).\n");
    assert_says(text, "\n  5. five\n");
    assert_null(strstr(text, "(no rule in this file)"));
}

static void
what_is_not_there_is_not_said(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const char *text = explained(arena, "least.yaml", LANGUAGE_EN, WIDE);
    assert_says(text, "exactly 100" S "% of these persons");
    assert_says(text, "only the following characteristic is given");
    assert_says(text, "approved it (no paragraph: the provider's choice).\n");
    assert_null(strstr(text, "secured environment"));
    assert_null(strstr(text, "amends"));
    assert_null(strstr(text, "Reading"));
    assert_null(strstr(text, "permanent")); /* at one date nobody can be drawn again */
}

/* Of a class with several versions one is shown, of one that was never in force none. */
static void
classes_in_force_are_shown_once(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const Catalogue *catalogue = fixture_catalogue(arena);
    static AllowedVariable allowed[] = {{"age", "age3", "person"}};
    static GroupTitle title = {"person", {{"p", "p", "p"}}};
    static int years[] = {2014, 2016};
    Deliberation deliberation = {
        .id = "T",
        .named = {.body = {{"b", "b", "b"}},
                  .provider = {{"p", "p", "p"}},
                  .recipient = {{"r", "r", "r"}}},
        .purpose = {{"w", "w", "w"}},
        .cohort = "patients",
        .reference = {.rule = REFERENCE_YEAR_END, .years = {.items = years, .count = 2}},
        .approvals = 1,
    };
    deliberation.variables.items = allowed;
    deliberation.variables.count = 1;
    deliberation.groups.items = &title;
    deliberation.groups.count = 1;
    Text text = text_new(arena);
    deliberation_explain(arena, &deliberation, catalogue, LANGUAGE_EN, WIDE, &text);
    assert_says(text.bytes, "- age: 3 classes (0-17; 18-64; older)\n");
}

/* Every template is filled, in every language, and every line keeps within its width. */
static void
languages_and_widths(void **state)
{
    (void)state;
    static const char *const firsts[] = {"Beraadslaging ", "D\u00e9lib\u00e9ration ",
                                         "Deliberation "};
    SCRATCH Arena *arena = arena_new("test");
    for (int language = 0; language < LANGUAGE_COUNT; language++)
    {
        const char *wide = explained(arena, "full.yaml", (Language)language, WIDE);
        assert_true(text_starts(wide, firsts[language]));
        assert_null(strchr(wide, '{'));
        const char *text = explained(arena, "full.yaml", (Language)language, 72);
        size_t lines = 0;
        for (const char *at = text; *at != '\0'; lines++)
        {
            const char *end = strchr(at, '\n');
            const char *line = arena_copy(arena, at, (size_t)(end - at));
            assert_true(text_width(line) <= 72);
            assert_false(text_ends(line, " "));
            at = end + 1;
        }
        assert_true(lines > 80);
    }
}

static void
dates_and_lists_in_each_language(void **state)
{
    (void)state;
    static const char *const items[] = {"a", "b", "c"};
    SCRATCH Arena *arena = arena_new("test");
    Sentences nl = {.arena = arena, .language = LANGUAGE_NL};
    Sentences fr = {.arena = arena, .language = LANGUAGE_FR};
    assert_string_equal(sentence_date(&nl, date_of(2012, 1, 1)), "1" S "januari" S "2012");
    assert_string_equal(sentence_date(&fr, date_of(2012, 1, 1)), "1er" S "janvier" S "2012");
    assert_string_equal(sentence_date(&fr, date_of(2012, 8, 31)), "31" S "ao\u00fbt" S "2012");
    assert_string_equal(sentence_list(&nl, items, 3, WORDS_AND), "a, b en c");
    assert_string_equal(sentence_list(&fr, items, 2, WORDS_OR), "a ou b");
    assert_string_equal(sentence_list(&fr, items, 1, WORDS_OR), "a");
    assert_string_equal(sentence_list(&fr, items, 0, WORDS_OR), "");
}

int
main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_is_said),
        cmocka_unit_test(what_is_not_there_is_not_said),
        cmocka_unit_test(classes_in_force_are_shown_once),
        cmocka_unit_test(languages_and_widths),
        cmocka_unit_test(dates_and_lists_in_each_language),
    };
    good = count == 2 ? arguments[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
