#include "custody/key.h"

#include "core/file.h"
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
    bool exists = true;
    Secret *none = NULL;
    fixture_register(fixture);
    assert_int_equal(project_key_exists(fixture->custody, "A/19/1", "sample", &exists, &err),
                     ERROR_NONE);
    assert_false(exists);
    assert_int_equal(project_key_open(fixture->custody, NULL, "A/19/1", "sample", &none, &err),
                     ERROR_STATE);
    assert_false(fixture_has(fixture, file_of(fixture, "sample")));
    FREES_SECRET Secret *key = key_of(fixture, "sample");
    assert_true(fixture_has(fixture, file_of(fixture, "sample")));
    assert_int_equal(project_key_exists(fixture->custody, "A/19/1", "sample", &exists, &err),
                     ERROR_NONE);
    assert_true(exists);
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
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
