/*
 * ksz_test FILE DIRECTORY: deliberation 19/002 as this project reads it, against what its
 * paragraphs say. The numbers in the comments are the paragraphs of the official text.
 */
#include "catalogue/read.h"
#include "core/file.h"
#include "core/text.h"
#include "deliberation/explain.h"
#include "deliberation/read.h"

#include "cmocka_all.h"

#include <stdio.h>
#include <string.h>

static Arena *memory;
static const Catalogue *catalogue;
static const Deliberation *ksz;
static const char *deliberation_file;
static const char *catalogue_directory;

static int
load(void **state)
{
    (void)state;
    Error err = {0};
    char *bytes = NULL;
    size_t size = 0;
    Catalogue *loaded = NULL;
    memory = arena_new("ksz");
    Complaints complaints = complaints_new(memory, catalogue_directory);
    if (catalogue_read(memory, catalogue_directory, &complaints, &loaded, &err) != ERROR_NONE ||
        complaints.count > 0)
        return -1;
    catalogue = loaded;
    complaints = complaints_new(memory, deliberation_file);
    if (file_read(memory, deliberation_file, DOCUMENT_BYTES, ERROR_DELIBERATION, &bytes, &size,
                  &err) != ERROR_NONE)
        return -1;
    ksz = deliberation_read(memory, bytes, size, catalogue, &complaints);
    if (ksz == NULL)
        (void)fputs(complaints_print(memory, &complaints), stderr);
    return ksz == NULL ? -1 : 0;
}

static int
unload(void **state)
{
    (void)state;
    arena_close(&memory);
    return 0;
}

/* All but the variables, which are nothing without a catalogue. */
static void
the_rules_are_read_without_a_catalogue(void **state)
{
    (void)state;
    Error err = {0};
    char *bytes = NULL;
    size_t size = 0;
    Complaints complaints = complaints_new(memory, deliberation_file);
    assert_int_equal(file_read(memory, deliberation_file, DOCUMENT_BYTES, ERROR_DELIBERATION,
                               &bytes, &size, &err),
                     ERROR_NONE);
    assert_null(deliberation_read(memory, bytes, size, NULL, &complaints));
    assert_int_equal(complaints.count, 1);
    complaints = complaints_new(memory, deliberation_file);
    const Deliberation *rules = deliberation_read_rules(memory, bytes, size, &complaints);
    assert_non_null(rules);
    assert_int_equal(complaints.count, 0);
    assert_int_equal(rules->variables.count, 0);
    assert_string_equal(rules->id, ksz->id);
    assert_string_equal(rules->catalogue, ksz->catalogue);
    assert_true(digest_equal(&rules->digest, &ksz->digest));
    assert_int_equal(rules->communications.count, ksz->communications.count);
    assert_int_equal(rules->paragraphs.count, ksz->paragraphs.count);
    assert_int_equal(rules->interpretations.count, ksz->interpretations.count);
    for (int year = 2012; year <= 2024; year += 2)
    {
        RetentionEvents events = {.last_delivered = true, .last_delivery = date_of(2024, 2, 29)};
        Date one = {0};
        Date other = {0};
        assert_true(deliberation_destroy_by(rules, year, &events, &one));
        assert_true(deliberation_destroy_by(ksz, year, &events, &other));
        assert_int_equal(date_compare(one, other), 0);
    }
    assert_null(deliberation_read_rules(memory, bytes, size / 2, &complaints));
    assert_true(complaints.count > 0);
}

static void
assert_years(const Years *years, const int *expected, size_t count)
{
    assert_int_equal(years->count, count);
    assert_memory_equal(years->items, expected, count * sizeof *expected);
}

static const int sampled_years[] = {2012, 2014, 2016};
static const int all_years[] = {2012, 2014, 2016, 2018, 2020, 2022, 2024};

static void
who_what_for_and_when(void **state)
{
    (void)state;
    char text[DATE_TEXT_SIZE];
    assert_string_equal(ksz->id, "IVC/KSZG/19/002");
    assert_string_equal(date_print(ksz->decided, text), "2019-01-15");
    assert_null(ksz->amends);
    assert_string_equal(ksz->provider, "KSZ");
    assert_string_equal(ksz->recipient_id, "pod-mi");
    assert_string_equal(ksz->recipient_unit, "studiedienst"); /* 4 */
    assert_years(&ksz->reference.years, all_years, 7);        /* 2, 4, 8 */
    assert_string_equal(date_print(deliberation_reference_date(ksz, 2016), text), "2016-03-31");
    assert_int_equal(ksz->paragraphs.count, 12);
}

static void
two_communications(void **state)
{
    (void)state;
    const Communication *sample = deliberation_communication(ksz, "sample");
    const Communication *population = deliberation_communication(ksz, "population");
    assert_int_equal(ksz->communications.count, 2);
    assert_int_equal(sample->setting, SETTING_DELIVERED);
    assert_years(&sample->years, sampled_years, 3);                    /* 2, 4, 8 */
    assert_int_equal(sample->sample.percent_millionths, 10 * 1000000); /* 2, 3 */
    assert_int_equal(sample->sample.strata.count, 0);
    assert_int_equal(sample->panel, PANEL_SAMPLED_DATES);   /* A1 */
    assert_int_equal(population->setting, SETTING_ON_SITE); /* 2 */
    assert_years(&population->years, all_years, 7);
    assert_false(population->sample.present);
    assert_string_equal(ksz->enclave.network, "none"); /* A6 */
    assert_int_equal(ksz->outputs.checkers, 1);        /* 9 */
    assert_true(ksz->reidentification_prohibited);     /* 10 */
}

/* 3: seven, five and two. */
static void
fourteen_variables(void **state)
{
    (void)state;
    static const char *const expected[][3] = {
        {"age", "person", "age7"},
        {"sex", "person", NULL},
        {"nationality", "person", "nationality3"},
        {"origin", "person", "origin12"},
        {"socio_economic_position", "person", NULL},
        {"education_level", "person", NULL},
        {"field_of_study", "person", NULL},
        {"household_type", "household", NULL},
        {"household_size", "household", NULL},
        {"lipro", "household", NULL},
        {"work_intensity", "household", NULL},
        {"parent_known", "household", NULL},
        {"living_wage_category", "centre", NULL},
        {"centre_dimension", "centre", NULL},
    };
    assert_int_equal(ksz->variables.count, 14);
    for (size_t at = 0; at < 14; at++)
    {
        const AllowedVariable *allowed = &ksz->variables.items[at];
        const Variable *variable = catalogue_variable(catalogue, allowed->name);
        assert_string_equal(allowed->name, expected[at][0]);
        assert_string_equal(allowed->group, expected[at][1]);
        assert_string_equal(allowed->classification, expected[at][2] != NULL
                                                         ? expected[at][2]
                                                         : variable->classifications.items[0]);
        assert_non_null(catalogue_classification(catalogue, allowed->classification));
    }
}

static void
destroyed_in_time(void **state)
{
    (void)state;
    char text[DATE_TEXT_SIZE];
    Date date = {0};
    RetentionEvents open = {.delivered = true, .delivery = date_of(2026, 11, 23)};
    RetentionEvents last = open;
    last.last_delivered = true;
    last.last_delivery = date_of(2026, 11, 23);
    RetentionEvents early = last;
    early.last_delivery = date_of(2019, 9, 1);
    for (size_t at = 0; at < 3; at++)
    {
        assert_true(deliberation_destroy_by(ksz, sampled_years[at], &open, &date));
        assert_string_equal(date_print(date, text), "2029-03-31"); /* 11 */
        assert_true(deliberation_destroy_by(ksz, sampled_years[at], &last, &date));
        assert_string_equal(date_print(date, text), "2029-03-31");
        assert_true(deliberation_destroy_by(ksz, sampled_years[at], &early, &date));
        assert_string_equal(date_print(date, text), "2024-09-01"); /* A3 */
    }
    for (size_t at = 3; at < 7; at++)
    {
        assert_false(deliberation_destroy_by(ksz, all_years[at], &open, &date));
        assert_true(deliberation_destroy_by(ksz, all_years[at], &last, &date));
        assert_string_equal(date_print(date, text), "2031-11-23"); /* 4, 11 */
        Cites cites = deliberation_retention_cites(memory, ksz, all_years[at]);
        assert_string_equal(cites_print(memory, &cites), "[4, 11]");
    }
}

/* Each summary and each reading is in three languages, which are three texts. */
static void
all_is_in_three_languages(void **state)
{
    (void)state;
    for (size_t at = 0; at < ksz->paragraphs.count; at++)
    {
        const Wording *summary = &ksz->paragraphs.items[at].summary;
        assert_string_not_equal(summary->in[LANGUAGE_NL], summary->in[LANGUAGE_EN]);
        assert_string_not_equal(summary->in[LANGUAGE_FR], summary->in[LANGUAGE_EN]);
    }
    assert_true(ksz->interpretations.count >= 5);
    for (size_t at = 0; at < ksz->interpretations.count; at++)
    {
        const Interpretation *reading = &ksz->interpretations.items[at];
        assert_string_not_equal(reading->question.in[LANGUAGE_NL],
                                reading->question.in[LANGUAGE_FR]);
        assert_string_not_equal(reading->reading.in[LANGUAGE_FR], reading->reading.in[LANGUAGE_EN]);
    }
    for (int language = 0; language < LANGUAGE_COUNT; language++)
    {
        Text text = text_new(memory);
        deliberation_explain(memory, ksz, catalogue, (Language)language, 96, &text);
        assert_null(strchr(text.bytes, '{'));
        assert_non_null(strstr(text.bytes, "IVC/KSZG/19/002"));
        assert_non_null(strstr(text.bytes, "2029"));
    }
}

int
main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rules_are_read_without_a_catalogue),
        cmocka_unit_test(who_what_for_and_when),
        cmocka_unit_test(two_communications),
        cmocka_unit_test(fourteen_variables),
        cmocka_unit_test(destroyed_in_time),
        cmocka_unit_test(all_is_in_three_languages),
    };
    if (count != 3)
        return 2;
    deliberation_file = arguments[1];
    catalogue_directory = arguments[2];
    return cmocka_run_group_tests(tests, load, unload);
}
