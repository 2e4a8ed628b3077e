#include "custody/release.h"

#include "custody/obligation.h"
#include "custody/record.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

#include <sodium.h>

static Obligation
obligation_of(Fixture *fixture, int64_t release, int year)
{
    Error err = {0};
    ObligationList list = {0};
    assert_int_equal(obligation_list(fixture->custody, fixture->arena, &list, &err), ERROR_NONE);
    for (size_t at = 0; at < list.count; at++)
        if (list.items[at].source == release && list.items[at].year == year)
            return list.items[at];
    fail_msg("release %d has no obligation for %d", (int)release, year);
    return (Obligation){0};
}

static void
must_be(const Obligation *obligation, const char *date, bool pending)
{
    char text[DATE_TEXT_SIZE];
    assert_true(obligation->dated);
    assert_string_equal(date_print(obligation->destroy_by, text), date);
    assert_int_equal(obligation->pending, pending);
}

static void
the_state_table(void **state)
{
    (void)state;
    static const bool allowed[4][3] = {
        /*                 approve deliver withdraw */
        [RELEASE_PREPARED] = {true, false, true},
        [RELEASE_APPROVED] = {false, true, true},
        [RELEASE_DELIVERED] = {false, false, false},
        [RELEASE_WITHDRAWN] = {false, false, false},
    };
    for (ReleaseState from = RELEASE_PREPARED; from <= RELEASE_WITHDRAWN; from++)
    {
        ReleaseState parsed = RELEASE_PREPARED;
        assert_true(release_state_parse(release_state_name(from), &parsed));
        assert_int_equal(parsed, from);
        for (ReleaseChange change = CHANGE_APPROVE; change <= CHANGE_WITHDRAW; change++)
            assert_int_equal(release_change_allowed(from, change), allowed[from][change]);
    }
}

static void
the_way_of_a_release(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Release *found = NULL;
    fixture_register(fixture);
    Release made = fixture_prepare(fixture, "sample", "one", (const int[]){2012, 2014, 0});
    assert_int_equal(made.number, 1);
    assert_int_equal(made.row_count, 20);
    assert_int_equal(release_check_held(fixture->custody, &made, &err), ERROR_NONE);
    assert_int_equal(
        release_record_delivered(fixture->custody, fixture->ann, 1, &fixture->deliberation, &err),
        ERROR_STATE);
    Digest other = digest_of("other", 5);
    ReleaseState now = RELEASE_PREPARED;
    assert_int_equal(release_record_approval(fixture->custody, fixture->bob, 1, &other,
                                             &made.package_digest, &now, &err),
                     ERROR_INTEGRITY);
    assert_int_equal(release_record_approval(fixture->custody, fixture->bob, 1, &made.manifest,
                                             &other, &now, &err),
                     ERROR_INTEGRITY);
    assert_int_equal(release_record_approval(fixture->custody, fixture->ann, 1, &made.manifest,
                                             &made.package_digest, &now, &err),
                     ERROR_INTERNAL);
    assert_int_equal(release_record_approval(fixture->custody, fixture->bob, 1, &made.manifest,
                                             &made.package_digest, &now, &err),
                     ERROR_NONE);
    assert_int_equal(now, RELEASE_APPROVED);
    assert_int_equal(
        release_record_delivered(fixture->custody, fixture->ann, 1, &fixture->deliberation, &err),
        ERROR_NONE);
    assert_true(fixture_has(fixture, "held/one"));
    assert_int_equal(release_find(fixture->custody, fixture->arena, 1, &found, &err), ERROR_NONE);
    assert_int_equal(release_move(fixture->custody, found, &err), ERROR_NONE);
    assert_int_equal(release_move(fixture->custody, found, &err), ERROR_NONE);
    assert_false(fixture_has(fixture, "held/one"));
    assert_true(fixture_has(fixture, "outgoing/one"));
    assert_int_equal(found->state, RELEASE_DELIVERED);
    assert_int_equal(found->delivered_at, FIXTURE_NOW);
    assert_int_equal(found->approvals.count, 1);
    assert_string_equal(found->approvals.items[0].actor, "bob");
    assert_string_equal(found->prepared_by, "ann");
    assert_int_equal(release_record_withdrawn(fixture->custody, fixture->ann, 1, &err),
                     ERROR_STATE);
    RecordSummary summary;
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
}

static void
two_approvals_where_two_are_asked(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    ReleaseState now = RELEASE_PREPARED;
    fixture->deliberation.approvals = 2;
    fixture_register(fixture);
    Release made = fixture_prepare(fixture, "sample", "one", (const int[]){2012, 0});
    assert_int_equal(release_record_approval(fixture->custody, fixture->bob, 1, &made.manifest,
                                             &made.package_digest, &now, &err),
                     ERROR_NONE);
    assert_int_equal(now, RELEASE_PREPARED);
    assert_int_equal(release_record_approval(fixture->custody, fixture->bob, 1, &made.manifest,
                                             &made.package_digest, &now, &err),
                     ERROR_INTEGRITY);
    assert_int_equal(release_record_approval(fixture->custody, fixture->carol, 1, &made.manifest,
                                             &made.package_digest, &now, &err),
                     ERROR_NONE);
    assert_int_equal(now, RELEASE_APPROVED);
}

/* Worked out by hand from the two rules of the fixture: 2029-03-31 fixed for 2012 to 2016; five
 * years after the last delivery for all. Delivered 2020-06-01: the latter gives 2025-06-01, which
 * comes first and is still open. */
static void
obligations_are_written_with_the_delivery(void **state)
{
    Fixture *fixture = *state;
    fixture_register(fixture);
    Release one = fixture_deliver(fixture, "sample", "one", (const int[]){2012, 2014, 0});
    Obligation due = obligation_of(fixture, one.number, 2012);
    must_be(&due, "2025-06-01", true);
    assert_string_equal(cites_print(fixture->arena, &due.cites), "[4, 11]");
    assert_string_equal(due.recipient, "lab");
    /* A later delivery moves what is open; 1716552000 is 2024-05-24T12:00Z: five years later the
     * fixed date has come first. */
    fixture_reopen(fixture, 1716552000, true);
    Release two = fixture_deliver(fixture, "sample", "two", (const int[]){2014, 2016, 0});
    due = obligation_of(fixture, one.number, 2012);
    must_be(&due, "2029-03-31", false);
    due = obligation_of(fixture, two.number, 2016);
    must_be(&due, "2029-03-31", false);
    /* A communication that is delivered once is closed by its delivery. */
    Release three = fixture_deliver(fixture, "single", "three", (const int[]){2012, 0});
    due = obligation_of(fixture, three.number, 2012);
    must_be(&due, "2029-03-31", false);
    Error err = {0};
    RecordSummary summary;
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
}

/* 29 February: five years later there is none, and the period does not become longer. */
static void
an_open_series_has_the_date_of_today(void **state)
{
    Fixture *fixture = *state;
    Obligation judged = {.year = 2018};
    SeriesDates dates = {.delivery = date_of(2020, 2, 29), .last = date_of(2020, 2, 29)};
    obligation_judge(fixture->arena, &fixture->deliberation, &dates, &judged);
    must_be(&judged, "2025-02-28", true);
    dates.closed = true;
    obligation_judge(fixture->arena, &fixture->deliberation, &dates, &judged);
    must_be(&judged, "2025-02-28", false);
    assert_string_equal(cites_print(fixture->arena, &judged.cites), "[4]");
}

static void
withdrawn_is_gone(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    fixture_register(fixture);
    Release made = fixture_prepare(fixture, "sample", "one", (const int[]){2012, 0});
    Release same = made;
    assert_int_equal(release_record_prepared(fixture->custody, fixture->ann, &same, &err),
                     ERROR_STATE);
    assert_int_equal(release_record_withdrawn(fixture->custody, fixture->bob, 1, &err), ERROR_NONE);
    assert_false(fixture_has(fixture, "held/one"));
    made = fixture_prepare(fixture, "sample", "one", (const int[]){2012, 0});
    assert_int_equal(made.number, 2);
    RecordSummary summary;
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
}

static void
changed_bytes_are_not_delivered(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    ReleaseState now = RELEASE_PREPARED;
    fixture_register(fixture);
    Release made = fixture_prepare(fixture, "sample", "one", (const int[]){2012, 0});
    assert_int_equal(release_record_approval(fixture->custody, fixture->bob, 1, &made.manifest,
                                             &made.package_digest, &now, &err),
                     ERROR_NONE);
    fixture_put(fixture, "held/one", "package onf");
    assert_int_equal(
        release_record_delivered(fixture->custody, fixture->ann, 1, &fixture->deliberation, &err),
        ERROR_INTEGRITY);
    Release *found = NULL;
    assert_int_equal(release_find(fixture->custody, fixture->arena, 1, &found, &err), ERROR_NONE);
    assert_int_equal(found->state, RELEASE_APPROVED);
    Deliberation other = fixture->deliberation;
    other.digest = digest_of("other", 5);
    fixture_put(fixture, "held/one", "package one");
    assert_int_equal(release_record_delivered(fixture->custody, fixture->ann, 1, &other, &err),
                     ERROR_INTEGRITY);
}

static void
paths_stay_inside(void **state)
{
    static const char *const wrong[] = {"../state.db", "/etc/passwd", "a/b/c", ".hidden",
                                        "a/",          "a/.b",        "",      "missing"};
    Fixture *fixture = *state;
    Error err = {0};
    fixture_register(fixture);
    Release made = fixture_prepare(fixture, "sample", "one", (const int[]){2012, 0});
    for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++)
    {
        made.package = wrong[at];
        assert_int_equal(release_record_prepared(fixture->custody, fixture->ann, &made, &err),
                         ERROR_INTERNAL);
    }
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_state_table),
        WITH_FIXTURE(the_way_of_a_release),
        WITH_FIXTURE(two_approvals_where_two_are_asked),
        WITH_FIXTURE(obligations_are_written_with_the_delivery),
        WITH_FIXTURE(an_open_series_has_the_date_of_today),
        WITH_FIXTURE(withdrawn_is_gone),
        WITH_FIXTURE(changed_bytes_are_not_delivered),
        WITH_FIXTURE(paths_stay_inside),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
