#include "custody/recover.h"

#include "custody/key.h"
#include "custody/record.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void
must_hold(Fixture *fixture)
{
    Error err = {0};
    RecordSummary summary;
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
}

/* Approved and delivered in the ledger, but not moved. */
static Release
deliver_without_move(Fixture *fixture)
{
    Error err = {0};
    Release made = fixture_prepare(fixture, "sample", "one", (const int[]){2012, 0});
    assert_int_equal(release_record_approval(fixture->custody, fixture->bob, made.number,
                                             &made.manifest, &made.package_digest, &made.state,
                                             &err),
                     ERROR_NONE);
    assert_int_equal(release_record_delivered(fixture->custody, fixture->ann, made.number,
                                              &fixture->deliberation, &err),
                     ERROR_NONE);
    return made;
}

static void
a_delivery_is_finished(void **state)
{
    Fixture *fixture = *state;
    fixture_register(fixture);
    (void)deliver_without_move(fixture);
    assert_true(fixture_has(fixture, "held/one"));
    fixture_reopen(fixture, FIXTURE_NOW, true);
    assert_int_equal(custody_recovery(fixture->custody).moved, 1);
    assert_false(fixture_has(fixture, "held/one"));
    assert_true(fixture_has(fixture, "outgoing/one"));
    fixture_reopen(fixture, FIXTURE_NOW, true);
    assert_int_equal(custody_recovery(fixture->custody).moved, 0);
    must_hold(fixture);
}

static void
leftovers_are_removed(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    fixture_register(fixture);
    Secret *key = NULL;
    assert_int_equal(
        project_key_open(fixture->custody, fixture->ann, "A/19/1", "sample", &key, &err),
        ERROR_NONE);
    secret_free(&key);
    (void)fixture_prepare(fixture, "sample", "kept", (const int[]){2012, 0});
    fixture_put(fixture, "held/half", "half a package");
    fixture_put(fixture, "work/extract", "rows");
    assert_int_equal(mkdir(custody_path(fixture->arena, fixture->custody, "work/spill"), 0700), 0);
    fixture_put(fixture, "work/spill/1.tmp", "rows");
    assert_int_equal(mkdir(custody_path(fixture->arena, fixture->custody, "spill"), 0700), 0);
    fixture_put(fixture, "spill/spill-abcdef", "rows");
    fixture_put(fixture, "spill/lost+found", "of others");
    fixture_put(fixture, "key/project/00.key", "an orphan");
    fixture_put(fixture, "actor/eve.key", "an orphan");
    fixture_reopen(fixture, FIXTURE_NOW, true);
    assert_int_equal(custody_recovery(fixture->custody).removed, 6);
    static const char *const gone[] = {"held/half",          "work/extract",       "work/spill",
                                       "spill/spill-abcdef", "key/project/00.key", "actor/eve.key"};
    for (size_t at = 0; at < sizeof gone / sizeof *gone; at++)
        assert_false(fixture_has(fixture, gone[at]));
    assert_true(fixture_has(fixture, "held/kept"));
    assert_true(fixture_has(fixture, "spill/lost+found"));
    assert_true(
        fixture_has(fixture, arena_print(fixture->arena, "key/project/%s",
                                         project_key_file(fixture->arena, "A/19/1", "sample"))));
    must_hold(fixture);
}

static void
a_withdrawn_package_goes(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    fixture_register(fixture);
    (void)fixture_prepare(fixture, "sample", "one", (const int[]){2012, 0});
    assert_int_equal(release_record_withdrawn(fixture->custody, fixture->ann, 1, &err), ERROR_NONE);
    fixture_put(fixture, "held/one", "as if removing had been cut short");
    fixture_reopen(fixture, FIXTURE_NOW, true);
    assert_false(fixture_has(fixture, "held/one"));
}

/* What nobody delivered is not in outgoing/, not even what is prepared. */
static void
a_stranger_in_outgoing_is_told(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    fixture_register(fixture);
    (void)fixture_prepare(fixture, "sample", "one", (const int[]){2012, 0});
    fixture_put(fixture, "outgoing/one", "by hand");
    custody_close(&fixture->custody);
    assert_int_equal(
        custody_open(fixture->directory, CUSTODY_WRITE, FIXTURE_NOW, &fixture->custody, &err),
        ERROR_INTEGRITY);
    assert_string_equal(err.message, "outgoing/ holds 1 thing that the ledger does not know");
    assert_int_equal(unlink(arena_print(fixture->arena, "%s/outgoing/one", fixture->directory)), 0);
    fixture_reopen(fixture, FIXTURE_NOW, true);
    must_hold(fixture);
}

/* The recipient's copy was carried off: that is what outgoing/ is for. */
static void
an_empty_outgoing_is_fine(void **state)
{
    Fixture *fixture = *state;
    fixture_register(fixture);
    (void)fixture_deliver(fixture, "sample", "one", (const int[]){2012, 0});
    assert_int_equal(unlink(custody_path(fixture->arena, fixture->custody, "outgoing/one")), 0);
    fixture_reopen(fixture, FIXTURE_NOW, true);
    must_hold(fixture);
}

/* The child lives a whole release and is killed after a while that grows from round to round. */
static void
live_and_die(Fixture *fixture, useconds_t after)
{
    /* SQLite's connections and the lock do not pass a fork: the child opens its own. */
    custody_close(&fixture->custody);
    pid_t child = fork();
    if (child == 0)
    {
        fixture_reopen(fixture, FIXTURE_NOW, true);
        for (int round = 0;; round++)
        {
            char name[32];
            (void)snprintf(name, sizeof name, "package-%d-%u", round, (unsigned)after);
            (void)fixture_deliver(fixture, "sample", name, (const int[]){2012, 2014, 0});
        }
    }
    (void)usleep(after);
    (void)kill(child, SIGKILL);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
}

static void
killed_at_any_moment_it_comes_back_whole(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    fixture_register(fixture);
    for (useconds_t round = 1; round <= 25; round++)
    {
        ReleaseList list = {0};
        live_and_die(fixture, round * 1700);
        fixture_reopen(fixture, FIXTURE_NOW, true);
        must_hold(fixture);
        assert_int_equal(release_list(fixture->custody, fixture->arena, NULL, &list, &err),
                         ERROR_NONE);
        for (size_t at = 0; at < list.count; at++)
        {
            const Release *release = &list.items[at];
            bool delivered = release->state == RELEASE_DELIVERED;
            assert_int_equal(
                fixture_has(fixture, arena_print(fixture->arena, "outgoing/%s", release->package)),
                delivered);
            assert_int_equal(
                fixture_has(fixture, arena_print(fixture->arena, "held/%s", release->package)),
                !delivered);
        }
    }
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(a_delivery_is_finished),
        WITH_FIXTURE(leftovers_are_removed),
        WITH_FIXTURE(a_withdrawn_package_goes),
        WITH_FIXTURE(a_stranger_in_outgoing_is_told),
        WITH_FIXTURE(an_empty_outgoing_is_fine),
        WITH_FIXTURE(killed_at_any_moment_it_comes_back_whole),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
