#include "custody/registration.h"

#include "custody/record.h"

#include "fixture.h"

#include "../core/cmocka_all.h"

#include <sodium.h>

static ErrorKind
add(Fixture *fixture, const Deliberation *deliberation, const char *text, Error *err)
{
    RegistrationFile file = {.bytes = text, .size = strlen(text)};
    TRY(registration_propose(fixture->custody, fixture->ann, deliberation, &fixture->catalogue,
                             &file, err));
    fixture_confirm(fixture, deliberation);
    return ERROR_NONE;
}

/* Another deliberation with its own bytes. */
static Deliberation
another(const char *id, const char *text, const char *amends, Date decided)
{
    Deliberation other = {.id = id, .amends = amends, .decided = decided};
    other.digest = digest_of(text, strlen(text));
    return other;
}

static void
the_bytes_come_back(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Registration *found = NULL;
    assert_int_equal(registration_find(fixture->custody, fixture->arena, "A/19/1", &found, &err),
                     ERROR_NONE);
    assert_null(found);
    fixture_register(fixture);
    assert_int_equal(registration_find(fixture->custody, fixture->arena, "A/19/1", &found, &err),
                     ERROR_NONE);
    assert_non_null(found);
    assert_string_equal(found->bytes, fixture->text);
    assert_string_equal(found->proposed_by, "ann");
    assert_string_equal(found->registered_by, "bob");
    assert_int_equal(found->state, DELIBERATION_IN_FORCE);
    assert_null(found->amended_by);
    assert_true(digest_equal(&found->catalogue_digest, &fixture->catalogue.digest));
}

/* The official text comes back as it was given, in the proposal and in the registration, and both
 * bind it. */
static void
the_official_text_is_bound(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Proposal *proposal = NULL;
    Registration *found = NULL;
    static const char text[] = "A/19/1\n1. It is allowed.\n";
    Digest digest = digest_of(text, sizeof text - 1);
    RegistrationFile file = {.bytes = fixture->text,
                             .size = strlen(fixture->text),
                             .text = text,
                             .text_size = sizeof text - 1};
    assert_int_equal(registration_propose(fixture->custody, fixture->ann, &fixture->deliberation,
                                          &fixture->catalogue, &file, &err),
                     ERROR_NONE);
    assert_int_equal(proposal_find(fixture->custody, fixture->arena, "A/19/1", MATTER_DELIBERATION,
                                   &proposal, &err),
                     ERROR_NONE);
    assert_string_equal(proposal->text, text);
    assert_true(digest_equal(proposal->text_digest, &digest));
    fixture_confirm(fixture, &fixture->deliberation);
    assert_int_equal(registration_find(fixture->custody, fixture->arena, "A/19/1", &found, &err),
                     ERROR_NONE);
    assert_string_equal(found->text, text);
    assert_int_equal(found->text_size, sizeof text - 1);
    assert_true(digest_equal(found->text_digest, &digest));
    RecordedEntries entries = {0};
    assert_int_equal(record_read(fixture->custody, fixture->arena, 0, 100, &entries, &err),
                     ERROR_NONE);
    const char *field = arena_print(fixture->arena, "\"text_digest\":\"%s\"",
                                    digest_print(fixture->arena, &digest));
    assert_non_null(strstr(entries.items[entries.count - 2].bytes, field));
    assert_non_null(strstr(entries.items[entries.count - 1].bytes, field));
    RecordSummary summary;
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
}

static void
an_id_is_registered_once(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    fixture_register(fixture);
    assert_int_equal(add(fixture, &fixture->deliberation, fixture->text, &err), ERROR_STATE);
    assert_string_equal(err.message, "deliberation 'A/19/1' is registered already");
    Deliberation changed = fixture->deliberation;
    changed.digest = digest_of("changed", 7);
    assert_int_equal(add(fixture, &changed, "changed", &err), ERROR_STATE);
    assert_string_equal(err.message,
                        "deliberation 'A/19/1' is registered already, with another text");
    Deliberation fresh = another("A/19/2", "text", NULL, date_of(2019, 1, 15));
    assert_int_equal(add(fixture, &fresh, "other bytes", &err), ERROR_INTERNAL);
}

static void
amendments(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Registration *old = NULL;
    Deliberation second = another("A/20/5", "second", "A/19/1", date_of(2020, 2, 1));
    assert_int_equal(add(fixture, &second, "second", &err), ERROR_STATE);
    assert_string_equal(err.message,
                        "deliberation 'A/20/5' amends 'A/19/1', which is not registered");
    fixture_register(fixture);
    Deliberation older = another("A/18/5", "older", "A/19/1", date_of(2019, 1, 14));
    assert_int_equal(add(fixture, &older, "older", &err), ERROR_STATE);
    assert_string_equal(err.message,
                        "deliberation 'A/18/5' of 2019-01-14 is older than 'A/19/1' of "
                        "2019-01-15, which it amends");
    assert_int_equal(add(fixture, &second, "second", &err), ERROR_NONE);
    assert_int_equal(registration_find(fixture->custody, fixture->arena, "A/19/1", &old, &err),
                     ERROR_NONE);
    assert_string_equal(old->amended_by, "A/20/5");
    Deliberation third = another("A/20/6", "third", "A/19/1", date_of(2020, 3, 1));
    assert_int_equal(add(fixture, &third, "third", &err), ERROR_STATE);
    assert_string_equal(err.message, "deliberation 'A/20/6' amends 'A/19/1', which 'A/20/5' has "
                                     "amended already");
    third.amends = "A/20/5";
    assert_int_equal(add(fixture, &third, "third", &err), ERROR_NONE);
    RegistrationList list = {0};
    assert_int_equal(registration_list(fixture->custody, fixture->arena, &list, &err), ERROR_NONE);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.items[1].amended_by, "A/20/6");
    RecordSummary summary;
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(the_bytes_come_back),
        WITH_FIXTURE(the_official_text_is_bound),
        WITH_FIXTURE(an_id_is_registered_once),
        WITH_FIXTURE(amendments),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
