/* What becomes of project keys when a deliberation is amended (doc/decision/0021). */
#include "custody/course.h"
#include "custody/destruction.h"
#include "custody/key.h"
#include "custody/record.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

#include <sodium.h>

/* What the registered bytes must say for an amendment to be compared with them. */
#define FLOWS                                                                                      \
    "recipient: {id: %s}\ncatalogue: house\ncohort: {name: everybody}\n"                           \
    "communications: {sample: {setting: delivered}, population: {setting: on site}}\n"

/* A text of this id for that recipient, and the deliberation that it stands for. */
static Deliberation
text_of(Fixture *fixture, const char *id, const char *amends, const char *recipient)
{
    Deliberation made = fixture->deliberation;
    const char *bytes = arena_print(fixture->arena, "deliberation: %s\n" FLOWS, id, recipient);
    made.id = id;
    made.amends = amends;
    made.recipient_id = recipient;
    made.catalogue = "house";
    made.cohort = "everybody";
    made.digest = digest_of(bytes, strlen(bytes));
    return made;
}

static Deliberation
add(Fixture *fixture, const char *id, const char *amends, const char *recipient)
{
    Error err = {0};
    Deliberation made = text_of(fixture, id, amends, recipient);
    const char *bytes = arena_print(fixture->arena, "deliberation: %s\n" FLOWS, id, recipient);
    RegistrationFile file = {.bytes = bytes, .size = strlen(bytes)};
    assert_int_equal(registration_propose(fixture->custody, fixture->ann, &made,
                                          &fixture->catalogue, &file, &err),
                     ERROR_NONE);
    fixture_confirm(fixture, &made);
    return made;
}

static Secret *
open_key(Fixture *fixture, const char *id, const char *communication)
{
    Error err = {0};
    Secret *key = NULL;
    ErrorKind kind =
        project_key_open(fixture->custody, fixture->ann, id, communication, &key, &err);
    if (kind != ERROR_NONE)
        print_message("%s\n", err.message);
    assert_int_equal(kind, ERROR_NONE);
    return key;
}

static bool
same_key(Fixture *fixture, const char *one, const char *other, const char *communication)
{
    FREES_SECRET Secret *first = open_key(fixture, one, communication);
    FREES_SECRET Secret *second = open_key(fixture, other, communication);
    return first->size == second->size && memcmp(first->bytes, second->bytes, first->size) == 0;
}

static void
verified(Fixture *fixture)
{
    Error err = {0};
    RecordSummary summary;
    ErrorKind kind = record_verify(fixture->custody, &summary, &err);
    if (kind != ERROR_NONE)
        print_message("%s\n", err.message);
    assert_int_equal(kind, ERROR_NONE);
}

static DestructionPlan
plan_of(Fixture *fixture, const Deliberation *deliberation)
{
    Error err = {0};
    DestructionPlan plan = {0};
    DestructionWish wish = {.deliberation = deliberation->id, .communication = "sample"};
    assert_int_equal(
        destruction_plan(fixture->custody, fixture->arena, deliberation, &wish, &plan, &err),
        ERROR_NONE);
    return plan;
}

static void
an_amendment_keeps_the_key(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Registration *found = NULL;
    (void)add(fixture, "A/19/1", NULL, "lab");
    FREES_SECRET Secret *before = open_key(fixture, "A/19/1", "sample");
    (void)add(fixture, "A/20/1", "A/19/1", "lab");
    FREES_SECRET Secret *after = open_key(fixture, "A/20/1", "sample");
    assert_memory_equal(before->bytes, after->bytes, before->size);
    /* Also over two, and when the custody is opened again. */
    (void)add(fixture, "A/21/1", "A/20/1", "lab");
    fixture_reopen(fixture, FIXTURE_TOMORROW, true);
    assert_true(same_key(fixture, "A/19/1", "A/21/1", "sample"));
    /* What had no key yet begins with one of its own. */
    assert_false(same_key(fixture, "A/20/1", "A/21/1", "population"));
    assert_int_equal(registration_find(fixture->custody, fixture->arena, "A/20/1", &found, &err),
                     ERROR_NONE);
    assert_int_equal(found->continues.count, 1);
    assert_string_equal(found->continues.items[0], "sample");
    verified(fixture);
}

static void
another_recipient_gets_another_key(void **state)
{
    Fixture *fixture = *state;
    (void)add(fixture, "A/19/1", NULL, "lab");
    secret_free(&(Secret *){open_key(fixture, "A/19/1", "sample")});
    (void)add(fixture, "A/20/1", "A/19/1", "press");
    assert_false(same_key(fixture, "A/19/1", "A/20/1", "sample"));
    /* An amendment back to the first recipient does not lead around the one between. */
    (void)add(fixture, "A/21/1", "A/20/1", "lab");
    assert_false(same_key(fixture, "A/19/1", "A/21/1", "sample"));
    assert_false(same_key(fixture, "A/20/1", "A/21/1", "sample"));
    verified(fixture);
}

/* Keys that are named after a part of a communication lie under what exists, and stay apart. */
static void
keys_of_parts_are_not_shared(void **state)
{
    Fixture *fixture = *state;
    (void)add(fixture, "A/19/1", NULL, "lab");
    secret_free(&(Secret *){open_key(fixture, "A/19/1", "population")});
    secret_free(&(Secret *){open_key(fixture, "A/19/1", "population 2012")});
    (void)add(fixture, "A/20/1", "A/19/1", "lab");
    assert_true(same_key(fixture, "A/19/1", "A/20/1", "population"));
    assert_false(same_key(fixture, "A/19/1", "A/20/1", "population 2012"));
}

/* Who owns the key destroys it, when nothing is left that was made with it. */
static void
the_key_goes_with_the_newest(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Deliberation old = add(fixture, "A/19/1", NULL, "lab");
    fixture->deliberation = old;
    secret_free(&(Secret *){open_key(fixture, "A/19/1", "sample")});
    Release release = fixture_deliver(fixture, "sample", "one", (const int[]){2012, 0});
    assert_int_equal(plan_of(fixture, &old).keys.count, 1);
    Deliberation amendment = add(fixture, "A/20/1", "A/19/1", "lab");
    /* The amended one gives up its package, not the key that the amendment goes on with; and the
     * amendment not while that package is there. */
    assert_int_equal(plan_of(fixture, &old).artefacts.count, 1);
    assert_int_equal(plan_of(fixture, &old).keys.count, 0);
    assert_int_equal(plan_of(fixture, &amendment).artefacts.count, 0);
    assert_int_equal(plan_of(fixture, &amendment).keys.count, 0);
    /* When the amendment has ended, the key goes with the last that was made with it. */
    assert_int_equal(
        course_propose(fixture->custody, fixture->ann, "A/20/1", ACT_DELIBERATION_END, &err),
        ERROR_NONE);
    fixture_confirm(fixture, &amendment);
    assert_int_equal(plan_of(fixture, &old).keys.count, 1);
    (void)release;
    verified(fixture);
}

static ErrorKind
decide(Fixture *fixture, const Deliberation *deliberation, const DestructionPlan *plan, Error *err)
{
    Proposal *standing = NULL;
    KeyProbes probes = {0};
    int64_t number = 0;
    const char *bytes = destruction_plan_print(fixture->arena, plan);
    Proposal proposal = {.matter = MATTER_RETENTION,
                         .act = "retention destroy",
                         .deliberation = deliberation->id,
                         .digest = digest_of(bytes, strlen(bytes)),
                         .bytes = bytes,
                         .size = strlen(bytes)};
    for (size_t at = 0; at < plan->keys.count; at++)
        *LIST_ADD(fixture->arena, &probes) = (KeyProbe){.key = plan->keys.items[at]};
    TRY(proposal_add(fixture->custody, fixture->ann, &proposal, err));
    TRY(proposal_find(fixture->custody, fixture->arena, deliberation->id, MATTER_RETENTION,
                      &standing, err));
    return destruction_decide(fixture->custody, fixture->bob, standing, &probes, &number, err);
}

static void
a_destruction_that_was_planned_before_is_refused(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Deliberation old = add(fixture, "A/19/1", NULL, "lab");
    secret_free(&(Secret *){open_key(fixture, "A/19/1", "sample")});
    DestructionPlan plan = plan_of(fixture, &old);
    assert_int_equal(plan.keys.count, 1);
    (void)add(fixture, "A/20/1", "A/19/1", "lab");
    assert_int_equal(decide(fixture, &old, &plan, &err), ERROR_STATE);
    assert_string_equal(err.message,
                        "the key 'sample' is that of an amendment since this was proposed");
    secret_free(&(Secret *){open_key(fixture, "A/20/1", "sample")});
}

/* Decided for the amendment, it is decided for all; destroyed, it is so for all, and what amends
 * afterwards begins with a key of its own. */
static void
what_is_destroyed_is_destroyed_for_all(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Secret *none = NULL;
    ProjectKeyState is = PROJECT_KEY_NONE;
    (void)add(fixture, "A/19/1", NULL, "lab");
    FREES_SECRET Secret *key = open_key(fixture, "A/19/1", "sample");
    Deliberation amendment = add(fixture, "A/20/1", "A/19/1", "lab");
    DestructionPlan plan = plan_of(fixture, &amendment);
    assert_int_equal(plan.keys.count, 1);
    assert_int_equal(decide(fixture, &amendment, &plan, &err), ERROR_NONE);
    for (size_t at = 0; at < 2; at++)
        assert_int_equal(project_key_open(fixture->custody, fixture->ann,
                                          at == 0 ? "A/19/1" : "A/20/1", "sample", &none, &err),
                         ERROR_STATE);
    assert_int_equal(project_key_destroy(fixture->custody, fixture->ann, "A/20/1", "sample", &err),
                     ERROR_NONE);
    for (size_t at = 0; at < 2; at++)
    {
        assert_int_equal(
            project_key_state(fixture->custody, at == 0 ? "A/19/1" : "A/20/1", "sample", &is, &err),
            ERROR_NONE);
        assert_int_equal(is, PROJECT_KEY_DESTROYED);
        assert_false(fixture_has(
            fixture, arena_print(fixture->arena, "key/project/%s",
                                 project_key_file(fixture->arena, at == 0 ? "A/19/1" : "A/20/1",
                                                  "sample"))));
    }
    (void)add(fixture, "A/21/1", "A/20/1", "lab");
    FREES_SECRET Secret *fresh = open_key(fixture, "A/21/1", "sample");
    assert_memory_not_equal(key->bytes, fresh->bytes, key->size);
    verified(fixture);
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(an_amendment_keeps_the_key),
        WITH_FIXTURE(another_recipient_gets_another_key),
        WITH_FIXTURE(keys_of_parts_are_not_shared),
        WITH_FIXTURE(the_key_goes_with_the_newest),
        WITH_FIXTURE(a_destruction_that_was_planned_before_is_refused),
        WITH_FIXTURE(what_is_destroyed_is_destroyed_for_all),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
