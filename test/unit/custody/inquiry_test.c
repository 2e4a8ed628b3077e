#include "custody/inquiry.h"

#include "custody/record.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

#include <sodium.h>

static const InquiryPerson anna = {.kind = IDENTIFIER_INSZ, .number = 85073003328};
static const InquiryPerson other = {.kind = IDENTIFIER_INSZ, .number = 85073003427};

static const Names *
house(const Fixture *fixture)
{
    Names *names = arena_take(fixture->arena, sizeof *names);
    *LIST_ADD(fixture->arena, names) = "house";
    *LIST_ADD(fixture->arena, names) = "garden";
    return names;
}

static int64_t
ask(Fixture *fixture, const InquiryPerson *person)
{
    Error err = {0};
    int64_t number = 0;
    assert_int_equal(
        inquiry_ask(fixture->custody, fixture->ann, house(fixture), person, &number, &err),
        ERROR_NONE);
    return number;
}

static Proposal *
find(Fixture *fixture, int64_t number)
{
    Error err = {0};
    Proposal *proposal = NULL;
    Names catalogues = {0};
    assert_int_equal(
        inquiry_find(fixture->custody, fixture->arena, number, &proposal, &catalogues, &err),
        ERROR_NONE);
    assert_int_equal(catalogues.count, proposal == NULL ? 0 : 2);
    if (proposal != NULL)
        assert_string_equal(catalogues.items[1], "garden");
    return proposal;
}

static bool
matches(Fixture *fixture, const Proposal *proposal, const InquiryPerson *person)
{
    Error err = {0};
    bool same = false;
    assert_int_equal(inquiry_matches(fixture->custody, proposal, person, &same, &err), ERROR_NONE);
    return same;
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

static void
the_same_number_matches_and_no_other(void **state)
{
    Fixture *fixture = *state;
    const InquiryPerson opaque = {.kind = IDENTIFIER_OPAQUE, .number = anna.number};
    const Proposal *proposal = find(fixture, ask(fixture, &anna));
    assert_non_null(proposal);
    assert_true(matches(fixture, proposal, &anna));
    assert_false(matches(fixture, proposal, &other));
    assert_false(matches(fixture, proposal, &opaque));
    for (int bit = 0; bit < 63; bit++)
    {
        InquiryPerson near = {.kind = anna.kind, .number = anna.number ^ (INT64_C(1) << bit)};
        assert_false(matches(fixture, proposal, &near));
    }
    verified(fixture);
}

/* Asked twice about one person: nothing but the catalogue is the same. */
static void
two_questions_cannot_be_linked(void **state)
{
    Fixture *fixture = *state;
    const Proposal *first = find(fixture, ask(fixture, &anna));
    const Proposal *second = find(fixture, ask(fixture, &anna));
    const char *one = strstr(first->bytes, "\"commitment\":\"");
    const char *two = strstr(second->bytes, "\"commitment\":\"");
    assert_non_null(one);
    assert_non_null(two);
    assert_memory_not_equal(one + 14, two + 14, 16);
    assert_false(digest_equal(&first->digest, &second->digest));
    /* The bytes of one do not open with the other's nonce. */
    assert_true(matches(fixture, first, &anna) && matches(fixture, second, &anna));
}

static void
answered_by_another_and_once(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Proposal *proposal = find(fixture, ask(fixture, &anna));
    (void)ask(fixture, &other);
    assert_int_equal(inquiry_answer(fixture->custody, fixture->ann, proposal, 3, &err),
                     ERROR_STATE);
    assert_string_equal(err.message, "proposal 1 needs another person");
    assert_int_equal(inquiry_answer(fixture->custody, fixture->bob, proposal, 3, &err), ERROR_NONE);
    assert_int_equal(inquiry_answer(fixture->custody, fixture->bob, proposal, 3, &err),
                     ERROR_STATE);
    assert_null(find(fixture, 1));
    assert_int_equal(
        proposal_withdraw(fixture->custody, fixture->bob, find(fixture, 2)->number, &err),
        ERROR_NONE);
    InquiryList list = {0};
    assert_int_equal(inquiry_list(fixture->custody, fixture->arena, &list, &err), ERROR_NONE);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].state, PROPOSAL_CONFIRMED);
    assert_int_equal(list.items[0].answered_at, FIXTURE_NOW);
    assert_string_equal(list.items[0].settled_by, "bob");
    assert_int_equal(list.items[1].state, PROPOSAL_WITHDRAWN);
    assert_int_equal(list.items[1].answered_at, 0);
    verified(fixture);
}

/* A question is no proposal for a deliberation, and stands in the way of none. */
static void
it_is_on_no_deliberation(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Proposal *proposal = NULL;
    (void)ask(fixture, &anna);
    fixture_register(fixture);
    assert_int_equal(proposal_find_number(fixture->custody, fixture->arena, 1, MATTER_DELIBERATION,
                                          &proposal, &err),
                     ERROR_NONE);
    assert_null(proposal);
    assert_non_null(find(fixture, 1));
    assert_null(find(fixture, 2));
    verified(fixture);
}

static void
a_locked_custody_commits_to_nothing(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    int64_t number = 0;
    bool same = false;
    const Proposal *proposal = find(fixture, ask(fixture, &anna));
    fixture_reopen(fixture, FIXTURE_NOW, false);
    assert_int_equal(
        inquiry_ask(fixture->custody, fixture->ann, house(fixture), &anna, &number, &err),
        ERROR_STATE);
    assert_int_equal(inquiry_matches(fixture->custody, proposal, &anna, &same, &err), ERROR_STATE);
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(the_same_number_matches_and_no_other),
        WITH_FIXTURE(two_questions_cannot_be_linked),
        WITH_FIXTURE(answered_by_another_and_once),
        WITH_FIXTURE(it_is_on_no_deliberation),
        WITH_FIXTURE(a_locked_custody_commits_to_nothing),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
