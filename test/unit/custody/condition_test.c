#include "custody/condition.h"

#include "core/file.h"
#include "custody/key.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

/* A custody with a prepared release and the project key of its communication. */
static const char *
with_release(Fixture *fixture)
{
    Error err = {0};
    Secret *key = NULL;
    fixture_register(fixture);
    assert_int_equal(
        project_key_open(fixture->custody, fixture->ann, "A/19/1", "sample", &key, &err),
        ERROR_NONE);
    secret_free(&key);
    (void)fixture_prepare(fixture, "sample", "one", (const int[]){2012, 0});
    return arena_print(fixture->arena, "key/project/%s",
                       project_key_file(fixture->arena, "A/19/1", "sample"));
}

/* The fixture's own custody lets go of the lock first. keys: the passphrase is given too. */
static Condition
examine(Fixture *fixture, bool keys)
{
    Error err = {0};
    Condition condition = {0};
    custody_close(&fixture->custody);
    assert_int_equal(
        condition_examine(fixture->arena, fixture->directory, FIXTURE_NOW, &condition, &err),
        ERROR_NONE);
    assert_int_equal(
        custody_open(fixture->directory, CUSTODY_READ, FIXTURE_NOW, &fixture->custody, &err),
        ERROR_NONE);
    if (keys)
        assert_int_equal(condition_examine_keys(fixture->custody, fixture->arena,
                                                fixture->passphrase, &condition, &err),
                         ERROR_NONE);
    return condition;
}

static void
only(const Condition *condition, FaultKind kind, const char *where)
{
    assert_int_equal(condition->faults.count, 1);
    assert_int_equal(condition->faults.items[0].kind, kind);
    assert_string_equal(condition->faults.items[0].where, where);
}

static const char *
path(const Fixture *fixture, const char *name)
{
    return file_join(fixture->arena, fixture->directory, name);
}

static void
a_sound_custody_has_no_fault(void **state)
{
    Fixture *fixture = *state;
    (void)with_release(fixture);
    Condition condition = examine(fixture, true);
    assert_int_equal(condition.faults.count, 0);
    assert_true(condition.readable);
    /* root, signing and epoch key, one project key, four actors, one package */
    assert_int_equal(condition.things, 9);
    assert_int_equal(condition.opened, 3);
}

static void
a_release_without_its_package_is_lost(void **state)
{
    Fixture *fixture = *state;
    (void)with_release(fixture);
    assert_int_equal(file_remove_tree(path(fixture, "held/one"), &(Error){0}), ERROR_NONE);
    Condition condition = examine(fixture, false);
    only(&condition, FAULT_LOST, "held/one");
}

static void
a_package_given_away_is_no_fault(void **state)
{
    Fixture *fixture = *state;
    fixture_register(fixture);
    (void)fixture_deliver(fixture, "sample", "one", (const int[]){2012, 0});
    assert_int_equal(file_remove_tree(path(fixture, "outgoing/one"), &(Error){0}), ERROR_NONE);
    Condition condition = examine(fixture, false);
    assert_int_equal(condition.faults.count, 0);
}

static void
a_project_key_that_is_gone(void **state)
{
    Fixture *fixture = *state;
    const char *key = with_release(fixture);
    assert_int_equal(unlink(path(fixture, key)), 0);
    Condition condition = examine(fixture, true);
    only(&condition, FAULT_KEY_LOST, key);
}

/* What the file says it is stands; only its sealed bytes are others. */
static void
a_project_key_that_does_not_open(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    char *bytes = NULL;
    size_t size = 0;
    const char *key = with_release(fixture);
    assert_int_equal(
        file_read(fixture->arena, path(fixture, key), 16384, ERROR_DATA, &bytes, &size, &err),
        ERROR_NONE);
    char *sealed = strstr(bytes, "\"sealed\"") + strlen("\"sealed\": \"");
    sealed[1] = sealed[1] == 'a' ? 'b' : 'a';
    assert_int_equal(file_write(path(fixture, key), bytes, size, 0600, &err), ERROR_NONE);
    Condition condition = examine(fixture, false);
    assert_int_equal(condition.faults.count, 0);
    condition = examine(fixture, true);
    only(&condition, FAULT_KEY, key);
}

static void
another_key_in_its_place(void **state)
{
    Fixture *fixture = *state;
    const char *key = with_release(fixture);
    assert_int_equal(unlink(path(fixture, key)), 0);
    assert_int_equal(link(path(fixture, "key/signing.key"), path(fixture, key)), 0);
    Condition condition = examine(fixture, true);
    only(&condition, FAULT_KEY, key);
}

static void
nobody_writes_while_it_is_looked_at(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Condition condition = {0};
    (void)with_release(fixture);
    fixture_put(fixture, "work/half", "rows of the one who writes");
    assert_int_equal(
        condition_examine(fixture->arena, fixture->directory, FIXTURE_NOW, &condition, &err),
        ERROR_NONE);
    only(&condition, FAULT_IN_USE, "lock");
    condition = examine(fixture, false);
    only(&condition, FAULT_UNFINISHED, "work/half");
}

static void
the_clock_may_lag_a_little(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    (void)with_release(fixture);
    custody_close(&fixture->custody);
    for (int64_t lag = CUSTODY_CLOCK_SLACK; lag <= CUSTODY_CLOCK_SLACK + 1; lag++)
    {
        Condition condition = {0};
        assert_int_equal(condition_examine(fixture->arena, fixture->directory, FIXTURE_NOW - lag,
                                           &condition, &err),
                         ERROR_NONE);
        assert_int_equal(condition.faults.count, lag > CUSTODY_CLOCK_SLACK);
    }
    assert_int_equal(
        custody_open(fixture->directory, CUSTODY_READ, FIXTURE_NOW, &fixture->custody, &err),
        ERROR_NONE);
}

static void
every_kind_is_explained(void **state)
{
    (void)state;
    for (int kind = 0; kind < FAULT_KIND_COUNT; kind++)
    {
        const FaultForm *form = fault_form((FaultKind)kind);
        assert_non_null(form->code);
        assert_non_null(form->follows);
        assert_non_null(form->safe);
        assert_non_null(form->remedy);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_sound_custody_has_no_fault),        TEST(a_release_without_its_package_is_lost),
        TEST(a_package_given_away_is_no_fault),    TEST(a_project_key_that_is_gone),
        TEST(a_project_key_that_does_not_open),    TEST(another_key_in_its_place),
        TEST(nobody_writes_while_it_is_looked_at), TEST(the_clock_may_lag_a_little),
        cmocka_unit_test(every_kind_is_explained),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
