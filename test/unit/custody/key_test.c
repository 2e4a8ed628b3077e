#include "custody/key.h"

#include "core/file.h"
#include "custody/epoch.h"
#include "custody/record.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

static Secret *
key_of(Fixture *fixture, const char *communication)
{
    Error err = {0};
    Secret *key = NULL;
    assert_int_equal(
        project_key_open(fixture->custody, fixture->ann, "A/19/1", communication, &key, &err),
        ERROR_NONE);
    assert_int_equal(key->size, PROJECT_KEY_SIZE);
    return key;
}

static char *
file_of(Fixture *fixture, const char *communication)
{
    return arena_print(fixture->arena, "key/project/%s",
                       project_key_file(fixture->arena, "A/19/1", communication));
}

static void
a_key_is_stable_and_its_own(void **state)
{
    Fixture *fixture = *state;
    fixture_register(fixture);
    FREES_SECRET Secret *one = key_of(fixture, "sample");
    FREES_SECRET Secret *other = key_of(fixture, "population");
    fixture_reopen(fixture, FIXTURE_TOMORROW, true);
    FREES_SECRET Secret *again = key_of(fixture, "sample");
    assert_memory_equal(one->bytes, again->bytes, PROJECT_KEY_SIZE);
    assert_memory_not_equal(one->bytes, other->bytes, PROJECT_KEY_SIZE);
    FREES_SECRET Secret *pseudonym = secret_derive(one, PURPOSE_PSEUDONYM, 32);
    FREES_SECRET Secret *sample = secret_derive(one, PURPOSE_SAMPLE, 32);
    assert_memory_not_equal(pseudonym->bytes, sample->bytes, 32);
    assert_memory_not_equal(pseudonym->bytes, one->bytes, 32);
}

static void
a_key_is_recorded_before_it_is_used(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    ProjectKeyState exists = PROJECT_KEY_LIVE;
    Secret *none = NULL;
    fixture_register(fixture);
    assert_int_equal(project_key_state(fixture->custody, "A/19/1", "sample", &exists, &err),
                     ERROR_NONE);
    assert_int_equal(exists, PROJECT_KEY_NONE);
    assert_int_equal(project_key_open(fixture->custody, NULL, "A/19/1", "sample", &none, &err),
                     ERROR_STATE);
    assert_false(fixture_has(fixture, file_of(fixture, "sample")));
    FREES_SECRET Secret *key = key_of(fixture, "sample");
    assert_true(fixture_has(fixture, file_of(fixture, "sample")));
    assert_int_equal(project_key_state(fixture->custody, "A/19/1", "sample", &exists, &err),
                     ERROR_NONE);
    assert_int_equal(exists, PROJECT_KEY_LIVE);
}

/* Without a registered deliberation there is nothing that the key could belong to. */
static void
no_key_without_registration(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Secret *none = NULL;
    assert_int_equal(
        project_key_open(fixture->custody, fixture->ann, "A/19/1", "sample", &none, &err),
        ERROR_INTEGRITY);
    assert_null(none);
    fixture_reopen(fixture, FIXTURE_NOW, true);
    assert_false(fixture_has(fixture, file_of(fixture, "sample")));
}

static void
a_locked_custody_gives_no_key(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Secret *none = NULL;
    fixture_register(fixture);
    FREES_SECRET Secret *key = key_of(fixture, "sample");
    fixture_reopen(fixture, FIXTURE_NOW, false);
    assert_int_equal(
        project_key_open(fixture->custody, fixture->ann, "A/19/1", "sample", &none, &err),
        ERROR_STATE);
    assert_null(none);
}

/* One communication's file in the place of another's is not its key. */
static void
keys_cannot_change_places(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Secret *none = NULL;
    fixture_register(fixture);
    FREES_SECRET Secret *one = key_of(fixture, "sample");
    FREES_SECRET Secret *other = key_of(fixture, "population");
    assert_int_equal(
        rename(file_join(fixture->arena, fixture->directory, file_of(fixture, "population")),
               file_join(fixture->arena, fixture->directory, file_of(fixture, "sample"))),
        0);
    assert_int_equal(
        project_key_open(fixture->custody, fixture->ann, "A/19/1", "sample", &none, &err),
        ERROR_INTEGRITY);
    /* Destroyed is destroyed: no new key takes its place. */
    assert_int_equal(
        project_key_open(fixture->custody, fixture->ann, "A/19/1", "population", &none, &err),
        ERROR_INTEGRITY);
    assert_null(none);
}

static void
destroy(Fixture *fixture, const char *communication)
{
    Error err = {0};
    assert_int_equal(
        project_key_destroy(fixture->custody, fixture->ann, "A/19/1", communication, &err),
        ERROR_NONE);
}

/* No later call makes another, and the other communication's key is what it was. */
static void
a_destroyed_key_never_comes_back(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    RecordSummary summary;
    EpochStatus status = {0};
    ProjectKeyState now = PROJECT_KEY_NONE;
    Secret *none = NULL;
    fixture_register(fixture);
    FREES_SECRET Secret *other = key_of(fixture, "population");
    Secret *key = key_of(fixture, "sample");
    secret_free(&key);
    destroy(fixture, "sample");
    assert_false(fixture_has(fixture, file_of(fixture, "sample")));
    assert_false(fixture_has(fixture, "key/epoch-1.key"));
    assert_true(fixture_has(fixture, "key/epoch-2.key"));
    for (int round = 0; round < 2; round++)
    {
        assert_int_equal(
            project_key_open(fixture->custody, fixture->ann, "A/19/1", "sample", &none, &err),
            ERROR_STATE);
        assert_null(none);
        fixture_reopen(fixture, FIXTURE_TOMORROW, true);
    }
    assert_int_equal(project_key_state(fixture->custody, "A/19/1", "sample", &now, &err),
                     ERROR_NONE);
    assert_int_equal(now, PROJECT_KEY_DESTROYED);
    FREES_SECRET Secret *again = key_of(fixture, "population");
    assert_memory_equal(other->bytes, again->bytes, PROJECT_KEY_SIZE);
    destroy(fixture, "sample"); /* done already: no second entry, no new epoch */
    assert_int_equal(epoch_status(fixture->custody, &status, &err), ERROR_NONE);
    assert_int_equal(status.epoch, 2);
    assert_int_equal(project_key_destroy(fixture->custody, fixture->ann, "A/19/1", "single", &err),
                     ERROR_STATE);
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
}

static char *
copy_of(Fixture *fixture, const char *name)
{
    Error err = {0};
    char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(file_read(fixture->arena, file_join(fixture->arena, fixture->directory, name),
                               16384, ERROR_DATA, &bytes, &size, &err),
                     ERROR_NONE);
    return bytes;
}

/* Killed after the transaction, before the files went: they lie there again. */
static void
a_destruction_cut_short_is_finished(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Secret *none = NULL;
    fixture_register(fixture);
    Secret *key = key_of(fixture, "sample");
    secret_free(&key);
    const char *project = copy_of(fixture, file_of(fixture, "sample"));
    const char *epoch = copy_of(fixture, "key/epoch-1.key");
    destroy(fixture, "sample");
    fixture_put(fixture, file_of(fixture, "sample"), project);
    fixture_put(fixture, "key/epoch-1.key", epoch);
    assert_int_equal(
        project_key_open(fixture->custody, fixture->ann, "A/19/1", "sample", &none, &err),
        ERROR_STATE);
    fixture_reopen(fixture, FIXTURE_NOW, true);
    assert_false(fixture_has(fixture, file_of(fixture, "sample")));
    assert_false(fixture_has(fixture, "key/epoch-1.key"));
    assert_true(fixture_has(fixture, "key/epoch-2.key"));
}

/* Killed before the transaction: the next epoch's key lies there, and nothing has happened. */
static void
an_epoch_that_did_not_begin_goes(void **state)
{
    Fixture *fixture = *state;
    fixture_register(fixture);
    FREES_SECRET Secret *key = key_of(fixture, "sample");
    fixture_put(fixture, "key/epoch-2.key", "of an attempt");
    fixture_reopen(fixture, FIXTURE_NOW, true);
    assert_false(fixture_has(fixture, "key/epoch-2.key"));
    assert_true(fixture_has(fixture, "key/epoch-1.key"));
    FREES_SECRET Secret *again = key_of(fixture, "sample");
    assert_memory_equal(key->bytes, again->bytes, PROJECT_KEY_SIZE);
}

/* The medium is behind from the destruction until it is renewed, and is renewed in place only. */
static void
the_medium_follows_the_epoch(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    EpochStatus status = {0};
    const char *medium = file_join(fixture->arena, fixture->parent, "medium.key");
    fixture_register(fixture);
    Secret *key = key_of(fixture, "sample");
    secret_free(&key);
    assert_int_equal(epoch_write_medium(fixture->custody, medium, &err), ERROR_NONE);
    assert_int_equal(epoch_status(fixture->custody, &status, &err), ERROR_NONE);
    assert_int_equal(status.medium, 1);
    assert_false(epoch_is_left_behind(&status));
    destroy(fixture, "sample");
    assert_int_equal(epoch_status(fixture->custody, &status, &err), ERROR_NONE);
    assert_true(epoch_is_left_behind(&status));
    const char *other = file_join(fixture->arena, fixture->directory, "key/signing.key");
    assert_int_equal(epoch_write_medium(fixture->custody, other, &err), ERROR_STATE);
    assert_true(file_exists(other));
    assert_int_equal(epoch_write_medium(fixture->custody, medium, &err), ERROR_NONE);
    assert_int_equal(epoch_status(fixture->custody, &status, &err), ERROR_NONE);
    assert_false(epoch_is_left_behind(&status));
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(a_key_is_stable_and_its_own),
        WITH_FIXTURE(a_key_is_recorded_before_it_is_used),
        WITH_FIXTURE(no_key_without_registration),
        WITH_FIXTURE(a_locked_custody_gives_no_key),
        WITH_FIXTURE(keys_cannot_change_places),
        WITH_FIXTURE(a_destroyed_key_never_comes_back),
        WITH_FIXTURE(a_destruction_cut_short_is_finished),
        WITH_FIXTURE(an_epoch_that_did_not_begin_goes),
        WITH_FIXTURE(the_medium_follows_the_epoch),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
