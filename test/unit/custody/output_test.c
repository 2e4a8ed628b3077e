/* The states of an output request: every state with every change, votes that stay blind, and what a
 * crash leaves. */
#include "core/file.h"
#include "core/text.h"
#include "custody/output.h"
#include "custody/record.h"
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static Digest
digest_word(const char *word)
{
    return digest_of(word, strlen(word));
}

static OutputRequest
request_new(Fixture *fixture, int checkers)
{
    Error err;
    OutputRequest request = {.deliberation = fixture->deliberation.id,
                             .deliberation_digest = fixture->deliberation.digest,
                             .communication = "sample",
                             .files = digest_word("files"),
                             .checkers_needed = checkers};
    *LIST_ADD(fixture->arena, &request.years) = 2012;
    if (output_record_requested(fixture->custody, fixture->ann, &request, "CANARY", 6, &err) !=
        ERROR_NONE)
        fail_msg("%s", err.message);
    return request;
}

static ErrorKind
round_new(Fixture *fixture, int64_t number, OutputChange change, bool fails, Error *err)
{
    OutputRequest round = {.number = number,
                           .canonical = digest_word("canonical"),
                           .findings = digest_word("findings"),
                           .fails = fails,
                           .method = "none"};
    return output_record_round(fixture->custody, fixture->bob, change, &round, "CANARY", 6, err);
}

static ErrorKind
vote(Fixture *fixture, const Actor *actor, int64_t number, bool approves, Error *err)
{
    OutputState state;
    OutputBallot ballot = {.number = number,
                           .canonical = digest_word("canonical"),
                           .findings = digest_word("findings"),
                           .approves = approves,
                           .reason = approves ? NULL : "too fine"};
    return output_record_vote(fixture->custody, actor, &ballot, &state, err);
}

static ErrorKind
release(Fixture *fixture, int64_t number, Error *err)
{
    Digest record = digest_word("record");
    const char *folder = arena_print(fixture->arena, "output-%d", (int)number);
    char *path = custody_path(fixture->arena, fixture->custody,
                              arena_print(fixture->arena, "held/%s", folder));
    if (file_make_directory(path, 0700, err) != ERROR_NONE)
        return err->kind;
    return output_record_released(fixture->custody, fixture->bob, number, folder, &record, 6, err);
}

static OutputState
state_of(Fixture *fixture, int64_t number)
{
    Error err;
    OutputRequest *request = NULL;
    assert_int_equal(output_find(fixture->custody, fixture->arena, number, &request, &err),
                     ERROR_NONE);
    return request->state;
}

static ErrorKind
change_by(Fixture *fixture, int64_t number, OutputChange change, Error *err)
{
    switch (change)
    {
    case OUTPUT_CHECK:
    case OUTPUT_PROTECT:
        return round_new(fixture, number, change, false, err);
    case OUTPUT_VOTE: /* of two that are needed: see request_in */
    case OUTPUT_AGREE:
        return vote(fixture, fixture->bob, number, true, err);
    case OUTPUT_REFUSE:
        return vote(fixture, fixture->bob, number, false, err);
    case OUTPUT_RELEASE:
        return release(fixture, number, err);
    case OUTPUT_WITHDRAW:
        return output_record_withdrawn(fixture->custody, fixture->ann, number, err);
    case OUTPUT_CHANGE_COUNT:
        break;
    }
    return ERROR_INTERNAL;
}

/* A request brought to a state by the shortest way. */
static int64_t
request_in(Fixture *fixture, OutputState state, int checkers)
{
    Error err;
    int64_t number = request_new(fixture, state == OUTPUT_CHECKED ? checkers : 1).number;
    bool well = true;
    if (state == OUTPUT_WITHDRAWN)
        well = change_by(fixture, number, OUTPUT_WITHDRAW, &err) == ERROR_NONE;
    else if (state != OUTPUT_REQUESTED)
        well = change_by(fixture, number, OUTPUT_CHECK, &err) == ERROR_NONE;
    if (state == OUTPUT_APPROVED || state == OUTPUT_RELEASED)
        well = well && change_by(fixture, number, OUTPUT_AGREE, &err) == ERROR_NONE;
    if (state == OUTPUT_REJECTED)
        well = well && change_by(fixture, number, OUTPUT_REFUSE, &err) == ERROR_NONE;
    if (state == OUTPUT_RELEASED)
        well = well && change_by(fixture, number, OUTPUT_RELEASE, &err) == ERROR_NONE;
    assert_true(well);
    assert_int_equal(state_of(fixture, number), state);
    return number;
}

static void
every_change_in_every_state_is_as_the_table_says(void **state)
{
    Fixture *fixture = *state;
    Error err;
    RecordSummary summary;
    int changed = 0;
    fixture_register(fixture);
    for (OutputState from = 0; from < OUTPUT_STATE_COUNT; from++)
        for (OutputChange change = 0; change < OUTPUT_CHANGE_COUNT; change++)
        {
            OutputState next;
            int64_t before = 0;
            int64_t after = 0;
            int64_t number = request_in(fixture, from, change == OUTPUT_VOTE ? 2 : 1);
            bool leads = output_change_leads(from, change, &next);
            assert_int_equal(record_count(fixture->custody, &before, &err), ERROR_NONE);
            ErrorKind kind = change_by(fixture, number, change, &err);
            assert_int_equal(record_count(fixture->custody, &after, &err), ERROR_NONE);
            if (leads != (kind == ERROR_NONE))
                fail_msg("%s in %s: %s", output_change_name(change), output_state_name(from),
                         err.message);
            assert_int_equal(state_of(fixture, number), leads ? next : from);
            assert_int_equal(after > before,
                             leads); /* and nothing is recorded of what is not done */
            changed += leads;
        }
    assert_int_equal(changed, 11);
    if (record_verify(fixture->custody, &summary, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
}

static void
no_way_leads_to_release_but_by_check_and_decision(void **state)
{
    (void)state;
    /* Walk all ways up to eight changes; the ones that end in released have been checked, then
     * agreed to, with no round between. */
    for (size_t way = 0; way < 7 * 7 * 7 * 7 * 7 * 7 * 7 * 7; way++)
    {
        OutputState at = OUTPUT_REQUESTED;
        bool checked = false;
        bool agreed = false;
        size_t left = way;
        for (int step = 0; step < 8; step++, left /= 7)
        {
            OutputState next;
            OutputChange change = (OutputChange)(left % 7);
            if (!output_change_leads(at, change, &next))
                break;
            if (change == OUTPUT_CHECK || change == OUTPUT_PROTECT)
                agreed = false, checked = true;
            if (change == OUTPUT_AGREE)
                agreed = checked;
            at = next;
            if (at == OUTPUT_RELEASED && !(checked && agreed))
                fail_msg("a way to release without a decision");
        }
    }
}

static void
the_documentation_draws_the_table(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    char *page = NULL;
    size_t size = 0;
    assert_int_equal(file_read(arena, BERAAD_SOURCE "/doc/format/output-decision.md", 1 << 20,
                               ERROR_DATA, &page, &size, &err),
                     ERROR_NONE);
    const char *drawn =
        arena_print(arena, "<!-- states -->\n```\n%s```\n", output_states_print(arena));
    if (strstr(page, drawn) == NULL)
        fail_msg("doc/format/output-decision.md does not hold:\n%s", drawn);
}

static void
votes_stay_blind_until_the_last(void **state)
{
    Fixture *fixture = *state;
    Error err;
    RecordedEntries entries = {0};
    Names reasons = {0};
    OutputRequest *request = NULL;
    fixture_register(fixture);
    int64_t number = request_in(fixture, OUTPUT_CHECKED, 2);
    assert_int_equal(vote(fixture, fixture->bob, number, false, &err), ERROR_NONE);
    assert_int_equal(state_of(fixture, number), OUTPUT_CHECKED);
    assert_int_equal(vote(fixture, fixture->bob, number, true, &err), ERROR_STATE); /* not twice */
    assert_int_equal(record_read(fixture->custody, fixture->arena, 0, 100, &entries, &err),
                     ERROR_NONE);
    RecordedEntry last = entries.items[entries.count - 1];
    assert_non_null(strstr(last.bytes, "output_voted"));
    assert_null(strstr(last.bytes, "yes"));
    assert_null(strstr(last.bytes, "\"no\""));
    assert_null(strstr(last.bytes, "too fine"));
    assert_int_equal(output_find(fixture->custody, fixture->arena, number, &request, &err),
                     ERROR_NONE);
    assert_int_equal(output_reasons(fixture->custody, fixture->arena, request, &reasons, &err),
                     ERROR_NONE);
    assert_int_equal(reasons.count, 0);
    assert_int_equal(vote(fixture, fixture->carol, number, true, &err), ERROR_NONE);
    assert_int_equal(state_of(fixture, number), OUTPUT_REJECTED);
    assert_int_equal(output_find(fixture->custody, fixture->arena, number, &request, &err),
                     ERROR_NONE);
    assert_int_equal(output_reasons(fixture->custody, fixture->arena, request, &reasons, &err),
                     ERROR_NONE);
    assert_int_equal(reasons.count, 1);
    assert_string_equal(reasons.items[0], "too fine");
}

static void
a_new_round_voids_the_votes(void **state)
{
    Fixture *fixture = *state;
    Error err;
    fixture_register(fixture);
    int64_t number = request_in(fixture, OUTPUT_CHECKED, 2);
    assert_int_equal(vote(fixture, fixture->bob, number, true, &err), ERROR_NONE);
    assert_int_equal(round_new(fixture, number, OUTPUT_CHECK, false, &err), ERROR_NONE);
    assert_int_equal(vote(fixture, fixture->carol, number, true, &err), ERROR_NONE);
    assert_int_equal(state_of(fixture, number), OUTPUT_CHECKED); /* one of two, not two of two */
    assert_int_equal(vote(fixture, fixture->bob, number, true, &err), ERROR_NONE);
    assert_int_equal(state_of(fixture, number), OUTPUT_APPROVED);
}

static void
what_must_not_be_voted_is_not(void **state)
{
    Fixture *fixture = *state;
    Error err;
    OutputState after;
    fixture_register(fixture);
    int64_t number = request_in(fixture, OUTPUT_CHECKED, 1);
    assert_int_equal(vote(fixture, fixture->ann, number, true, &err),
                     ERROR_INTERNAL); /* the author */
    OutputBallot other = {.number = number,
                          .canonical = digest_word("other"),
                          .findings = digest_word("findings"),
                          .approves = true};
    assert_int_equal(output_record_vote(fixture->custody, fixture->bob, &other, &after, &err),
                     ERROR_INTEGRITY);
    assert_int_equal(round_new(fixture, number, OUTPUT_CHECK, true, &err), ERROR_NONE);
    assert_int_equal(vote(fixture, fixture->bob, number, true, &err), ERROR_INTERNAL);
    assert_int_equal(vote(fixture, fixture->bob, number, false, &err), ERROR_NONE);
    assert_int_equal(state_of(fixture, number), OUTPUT_REJECTED);
}

static void
what_is_kept_is_sealed_and_read_back(void **state)
{
    Fixture *fixture = *state;
    Error err;
    char *bytes = NULL;
    size_t size = 0;
    OutputRequest *request = NULL;
    fixture_register(fixture);
    int64_t number = request_in(fixture, OUTPUT_CHECKED, 1);
    assert_int_equal(output_find(fixture->custody, fixture->arena, number, &request, &err),
                     ERROR_NONE);
    assert_int_equal(
        output_content(fixture->custody, fixture->arena, request, 1, &bytes, &size, &err),
        ERROR_NONE);
    assert_string_equal(bytes, "CANARY");
    assert_int_equal(
        output_content(fixture->custody, fixture->arena, request, 2, &bytes, &size, &err),
        ERROR_INTEGRITY);
    char *state_file = NULL;
    const char *const names[] = {"state.db", "state.db-wal"};
    for (size_t at = 0; at < 2; at++)
    {
        const char *path = custody_path(fixture->arena, fixture->custody, names[at]);
        if (!file_exists(path))
            continue;
        assert_int_equal(
            file_read(fixture->arena, path, 1 << 26, ERROR_DATA, &state_file, &size, &err),
            ERROR_NONE);
        assert_null(memmem(state_file, size, "CANARY", 6));
    }
}

static void
a_release_that_was_cut_is_finished(void **state)
{
    Fixture *fixture = *state;
    fixture_register(fixture);
    int64_t number = request_in(fixture, OUTPUT_RELEASED, 1); /* in the ledger, not yet moved */
    const char *folder = arena_print(fixture->arena, "output-%d", (int)number);
    const char *held = custody_path(fixture->arena, fixture->custody,
                                    arena_print(fixture->arena, "held/%s", folder));
    const char *outgoing = custody_path(fixture->arena, fixture->custody,
                                        arena_print(fixture->arena, "outgoing/%s", folder));
    assert_true(file_exists(held));
    fixture_reopen(fixture, FIXTURE_NOW, true);
    assert_false(file_exists(held));
    assert_true(file_exists(outgoing));
    fixture_reopen(fixture, FIXTURE_NOW, true);
    assert_true(file_exists(outgoing));
}

int
main(void)
{
#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(every_change_in_every_state_is_as_the_table_says),
        cmocka_unit_test(no_way_leads_to_release_but_by_check_and_decision),
        cmocka_unit_test(the_documentation_draws_the_table),
        WITH_FIXTURE(votes_stay_blind_until_the_last),
        WITH_FIXTURE(a_new_round_voids_the_votes),
        WITH_FIXTURE(what_must_not_be_voted_is_not),
        WITH_FIXTURE(what_is_kept_is_sealed_and_read_back),
        WITH_FIXTURE(a_release_that_was_cut_is_finished),
    };
    Error err;
    return secret_prepare(&err) != ERROR_NONE ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
