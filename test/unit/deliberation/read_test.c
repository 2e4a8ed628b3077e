#include "core/file.h"
#include "core/text.h"
#include "deliberation/read.h"

#include "cmocka_all.h"
#include "fixture.h"

#include <string.h>

/* Directory of the good files; set from the command line. */
static const char *good;

static Deliberation *
read_good(Arena *arena, const char *name)
{
    Error err;
    char *bytes = NULL;
    size_t size = 0;
    Complaints complaints = complaints_new(arena, name);
    assert_int_equal(file_read(arena, file_join(arena, good, name), DOCUMENT_BYTES,
                               ERROR_DELIBERATION, &bytes, &size, &err),
                     ERROR_NONE);
    Deliberation *deliberation =
        deliberation_read(arena, bytes, size, fixture_catalogue(arena), &complaints);
    assert_string_equal(complaints_print(arena, &complaints), "");
    assert_non_null(deliberation);
    return deliberation;
}

static void
every_key_arrives(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const Deliberation *full = read_good(arena, "full.yaml");
    char text[DATE_TEXT_SIZE];
    assert_string_equal(full->id, "TEST/1.a_b-c");
    assert_string_equal(full->amends, "TEST/0");
    assert_string_equal(date_print(full->decided, text), "2020-02-29");
    assert_string_equal(full->body, "Commissie");
    assert_string_equal(full->named.body.in[LANGUAGE_EN], "Board");
    assert_string_equal(full->chamber, "second");
    assert_string_equal(full->provider, "CLINIC");
    assert_string_equal(full->named.provider.in[LANGUAGE_FR], "Clinique");
    assert_string_equal(full->recipient_id, "univ-1");
    assert_string_equal(full->recipient_name, "University");
    assert_string_equal(full->recipient_unit, "dienst");
    assert_string_equal(full->purpose.in[LANGUAGE_EN], "knowing");
    assert_string_equal(full->cohort, "patients");
    assert_int_equal(full->reference.rule, REFERENCE_QUARTER_END);
    assert_int_equal(full->reference.quarter, 2);
    assert_int_equal(full->reference.years.count, 3);
    assert_int_equal(full->approvals, 2);
    assert_int_equal(full->risk_k_count, 2);
    assert_int_equal(full->risk_k[1], 7);
    assert_true(full->enclave.present && full->outputs.present);
    assert_int_equal(full->outputs.checkers, 2);
    assert_int_equal(full->outputs.threshold, 10);
    assert_string_equal(full->outputs.by, "provider");
    assert_true(full->reidentification_prohibited);
    assert_int_equal(full->interpretations.count, 2);
    assert_string_equal(full->interpretations.items[0].question.in[LANGUAGE_FR], "What?");
    assert_string_equal(full->interpretations.items[1].reading.in[LANGUAGE_FR], "Cela.");
}

static void
communications_arrive(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const Deliberation *full = read_good(arena, "full.yaml");
    const Communication *file = deliberation_communication(full, "file");
    const Communication *all = deliberation_communication(full, "all-persons");
    assert_null(deliberation_communication(full, "sample"));
    assert_int_equal(file->setting, SETTING_DELIVERED);
    assert_true(file->sample.present && file->once);
    assert_int_equal(file->sample.percent_millionths, 12500000);
    assert_int_equal(file->sample.strata.count, 2);
    assert_string_equal(file->sample.strata.items[1], "age");
    assert_int_equal(file->panel, PANEL_COHORT_DATES);
    assert_true(years_contain(&file->years, 2014) && !years_contain(&file->years, 2016));
    assert_string_equal(cites_print(arena, &file->sample.cites), "[2, 3]");
    assert_int_equal(all->setting, SETTING_ON_SITE);
    assert_false(all->sample.present || all->once);
    assert_int_equal(all->panel, PANEL_NONE);
    assert_string_equal(cites_print(arena, &all->cites), "[1, 2]"); /* written 2, 1 */
}

static void
variables_arrive_in_their_groups(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const Deliberation *full = read_good(arena, "full.yaml");
    assert_int_equal(full->variables.count, 4);
    assert_string_equal(deliberation_variable(full, "age")->classification, "age2");
    assert_string_equal(deliberation_variable(full, "sex")->classification, "sex");
    assert_string_equal(deliberation_variable(full, "size")->group, "household");
    assert_null(deliberation_variable(full, "note"));
    assert_int_equal(full->groups.count, 3);
    assert_string_equal(full->groups.items[0].title.in[LANGUAGE_FR], "Personne");
    assert_string_equal(full->groups.items[2].title.in[LANGUAGE_FR], "centre");
}

static void
paragraphs_and_retention_arrive(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const Deliberation *full = read_good(arena, "full.yaml");
    assert_int_equal(full->paragraphs.count, 5);
    for (size_t at = 0; at < 5; at++)
        assert_int_equal(full->paragraphs.items[at].number, at + 1); /* written 1, 2, 5, 3, 4 */
    assert_string_equal(deliberation_paragraph(full, 5)->summary.in[LANGUAGE_NL], "vijf");
    assert_null(deliberation_paragraph(full, 6));
    assert_int_equal(full->retention.count, 2);
    assert_true(full->retention.items[0].fixed && full->retention.items[0].relative);
    assert_int_equal(full->retention.items[0].event, EVENT_RECEIPT);
    assert_true(full->retention.items[1].all_years && !full->retention.items[1].fixed);
    assert_int_equal(full->retention.items[1].after_years, 5);
    Cites cites = deliberation_cites(arena, full);
    assert_string_equal(cites_print(arena, &cites), "[1, 2, 3, 4, 5]");
}

static void
what_is_left_out_has_its_default(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const Deliberation *least = read_good(arena, "least.yaml");
    assert_null(least->amends);
    assert_null(least->chamber);
    assert_null(least->recipient_unit);
    assert_string_equal(least->named.provider.in[LANGUAGE_FR], "CLINIC");
    assert_int_equal(least->approvals, 1);
    assert_int_equal(least->risk_k_count, 3);
    assert_int_equal(least->risk_k[0], 3);
    assert_int_equal(least->risk_k[1], 5);
    assert_int_equal(least->risk_k[2], 10);
    assert_false(least->enclave.present || least->outputs.present);
    assert_int_equal(least->communications.items[0].panel, PANEL_NONE);
    assert_int_equal(least->communications.items[0].sample.percent_millionths, 100000000);
    assert_int_equal(least->reference.rule, REFERENCE_YEAR_START);
}

/* Only a plain name: what stands there decides which catalogue is opened. */
static void
the_catalogue_is_a_name(void **state)
{
    (void)state;
    static const char *const no_name[] = {
        "catalogue: ../etc\n", "catalogue: [a]\n", "a: b\n", "catalogue: /a\n", "[", "",
        "catalogue: a b\n"};
    SCRATCH Arena *arena = arena_new("test");
    assert_string_equal(deliberation_catalogue_name(arena, "catalogue: amsb\n", 16), "amsb");
    for (size_t at = 0; at < sizeof no_name / sizeof no_name[0]; at++)
        assert_null(deliberation_catalogue_name(arena, no_name[at], strlen(no_name[at])));
}

static void
without_catalogue_the_rest_is_judged(void **state)
{
    (void)state;
    static const char text[] = "catalogue: nowhere\nvariables: {group: [{nam: x}], cites: [1]}\n";
    SCRATCH Arena *arena = arena_new("test");
    Complaints complaints = complaints_new(arena, "f");
    assert_null(deliberation_read(arena, text, sizeof text - 1, NULL, &complaints));
    const char *found = complaints_print(arena, &complaints);
    assert_non_null(strstr(found, "f:1:12: expected a catalogue that is there, found 'nowhere'\n"));
    assert_non_null(
        strstr(found, "f:2:22: expected the key 'name', found the unknown key 'nam'\n"));
    assert_non_null(strstr(found, "f:1:1: expected the key 'retention', found none\n"));
}

int
main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_arrives),
        cmocka_unit_test(communications_arrive),
        cmocka_unit_test(variables_arrive_in_their_groups),
        cmocka_unit_test(paragraphs_and_retention_arrive),
        cmocka_unit_test(what_is_left_out_has_its_default),
        cmocka_unit_test(the_catalogue_is_a_name),
        cmocka_unit_test(without_catalogue_the_rest_is_judged),
    };
    good = count == 2 ? arguments[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
