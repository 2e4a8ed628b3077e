#include "custody/backup.h"

#include "core/file.h"
#include "custody/epoch.h"
#include "custody/key.h"
#include "custody/record.h"
#include "custody/wrap.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>

static char *
beside(Fixture *fixture, const char *name)
{
    return file_join(fixture->arena, fixture->parent, name);
}

static Secret *
key_of(Custody *custody, const Actor *actor, const char *communication)
{
    Error err = {0};
    Secret *key = NULL;
    assert_int_equal(project_key_open(custody, actor, "A/19/1", communication, &key, &err),
                     ERROR_NONE);
    return key;
}

static BackupSummary
back_up(Fixture *fixture, const char *name)
{
    Error err = {0};
    BackupSummary summary;
    assert_int_equal(backup_write(fixture->custody, beside(fixture, name), &summary, &err),
                     ERROR_NONE);
    return summary;
}

static void
write_medium(Fixture *fixture, const char *name)
{
    Error err = {0};
    assert_int_equal(epoch_write_medium(fixture->custody, beside(fixture, name), &err), ERROR_NONE);
}

/* Into "restored"; medium NULL: without project keys. */
static ErrorKind
restore(Fixture *fixture, const char *backup, const char *medium, BackupSummary *ret_summary,
        Error *err)
{
    BackupRestore how = {.backup = beside(fixture, backup),
                         .directory = beside(fixture, "restored"),
                         .medium = medium == NULL ? NULL : beside(fixture, medium),
                         .passphrase = fixture->passphrase,
                         .now = FIXTURE_TOMORROW};
    return backup_restore(&how, ret_summary, err);
}

static Custody *
open_restored(Fixture *fixture)
{
    Error err = {0};
    Custody *custody = NULL;
    RecordSummary summary;
    assert_int_equal(
        custody_open(beside(fixture, "restored"), CUSTODY_WRITE, FIXTURE_TOMORROW, &custody, &err),
        ERROR_NONE);
    assert_int_equal(custody_unlock(custody, fixture->passphrase, &err), ERROR_NONE);
    assert_int_equal(record_verify(custody, &summary, &err), ERROR_NONE);
    return custody;
}

static void
copy_file(const char *from, const char *to)
{
    SCRATCH Arena *work = arena_new("copy");
    Error err = {0};
    char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(file_read(work, from, (size_t)64 << 20, ERROR_DATA, &bytes, &size, &err),
                     ERROR_NONE);
    assert_int_equal(file_write(to, bytes, size, 0600, &err), ERROR_NONE);
}

/* Two keys of which the first is destroyed later; backup and medium of epoch 1. */
static void
begin(Fixture *fixture)
{
    fixture_register(fixture);
    Secret *key = key_of(fixture->custody, fixture->ann, "sample");
    secret_free(&key);
    key = key_of(fixture->custody, fixture->ann, "population");
    secret_free(&key);
    BackupSummary summary = back_up(fixture, "first");
    assert_int_equal(summary.keys, 2);
    write_medium(fixture, "medium");
}

static void
a_restored_custody_is_the_same(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    BackupSummary summary;
    FREES_SECRET Secret *ann = secret_of("ann's second");
    ActorNew renewed = {.name = "ann",
                        .roles = ROLE_OPERATOR,
                        .passphrase = ann,
                        .cost = {.passes = 1, .memory = 8192}};
    begin(fixture);
    assert_int_equal(actor_rotate(fixture->custody, NULL, &renewed, &err), ERROR_NONE);
    FREES_SECRET Secret *one = key_of(fixture->custody, NULL, "sample");
    (void)back_up(fixture, "with a new key");
    assert_int_equal(restore(fixture, "with a new key", "medium", &summary, &err), ERROR_NONE);
    assert_int_equal(summary.keys, 2);
    assert_int_equal(summary.missing, 0);
    CLOSES_CUSTODY Custody *restored = open_restored(fixture);
    FREES_SECRET Secret *again = key_of(restored, NULL, "sample");
    assert_memory_equal(one->bytes, again->bytes, PROJECT_KEY_SIZE);
    CLOSES_ACTOR Actor *actor = NULL;
    assert_int_equal(actor_unlock(restored, "ann", ann, &actor, &err), ERROR_NONE);
    /* It goes on as a custody does: the epoch of the medium is its own. */
    assert_int_equal(project_key_destroy(restored, actor, "A/19/1", "sample", &err), ERROR_NONE);
}

static void
destroy_and_renew(Fixture *fixture)
{
    Error err = {0};
    assert_int_equal(project_key_destroy(fixture->custody, fixture->ann, "A/19/1", "sample", &err),
                     ERROR_NONE);
    /* Without a new backup the other key would be in none that can be restored. */
    assert_int_equal(epoch_write_medium(fixture->custody, beside(fixture, "medium"), &err),
                     ERROR_STATE);
    assert_int_equal(back_up(fixture, "second").keys, 1);
    write_medium(fixture, "medium");
}

/* The old backup and all that is left, passphrase and new medium: no way in. */
static void
an_old_backup_does_not_give_back_what_was_destroyed(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    BackupSummary summary;
    begin(fixture);
    copy_file(beside(fixture, "medium"), beside(fixture, "stolen"));
    FREES_SECRET Secret *lost = key_of(fixture->custody, NULL, "sample");
    destroy_and_renew(fixture);
    assert_int_equal(restore(fixture, "first", "medium", &summary, &err), ERROR_STATE);
    assert_non_null(strstr(err.message, "epoch key 2"));
    assert_false(file_exists(beside(fixture, "restored")));
    assert_false(file_exists(beside(fixture, "restored.new")));
    /* A medium that calls itself the old one is no way in either. */
    char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(file_read(fixture->arena, beside(fixture, "medium"), 16384, ERROR_DATA, &bytes,
                               &size, &err),
                     ERROR_NONE);
    strstr(bytes, "epoch key 2")[strlen("epoch key ")] = '1';
    assert_int_equal(file_write(beside(fixture, "forged"), bytes, size, 0600, &err), ERROR_NONE);
    assert_int_equal(restore(fixture, "first", "forged", &summary, &err), ERROR_INTEGRITY);
    /* It is the medium that bars the way, and nothing else: with the old one it is open. That is
     * why a destruction is complete only when the medium was renewed (doc/threat.md). */
    assert_int_equal(restore(fixture, "first", "stolen", &summary, &err), ERROR_NONE);
    CLOSES_CUSTODY Custody *restored = open_restored(fixture);
    FREES_SECRET Secret *back = key_of(restored, NULL, "sample");
    assert_memory_equal(lost->bytes, back->bytes, PROJECT_KEY_SIZE);
}

static void
a_new_backup_gives_the_rest_back(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    BackupSummary summary;
    Secret *none = NULL;
    begin(fixture);
    FREES_SECRET Secret *rest = key_of(fixture->custody, NULL, "population");
    destroy_and_renew(fixture);
    assert_int_equal(restore(fixture, "second", "medium", &summary, &err), ERROR_NONE);
    assert_int_equal(summary.keys, 1);
    assert_int_equal(summary.epoch, 2);
    CLOSES_CUSTODY Custody *restored = open_restored(fixture);
    FREES_SECRET Secret *again = key_of(restored, NULL, "population");
    assert_memory_equal(rest->bytes, again->bytes, PROJECT_KEY_SIZE);
    assert_int_equal(project_key_open(restored, NULL, "A/19/1", "sample", &none, &err),
                     ERROR_STATE);
    assert_null(none);
}

static void
without_the_medium_only_the_state_comes_back(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    BackupSummary summary;
    Secret *none = NULL;
    begin(fixture);
    assert_int_equal(restore(fixture, "first", NULL, &summary, &err), ERROR_NONE);
    assert_int_equal(summary.keys, 0);
    assert_int_equal(summary.missing, 2);
    CLOSES_CUSTODY Custody *restored = open_restored(fixture);
    assert_int_equal(project_key_open(restored, fixture->ann, "A/19/1", "sample", &none, &err),
                     ERROR_INTEGRITY);
    assert_null(none);
}

/* Through its first line and at places all over it; and cut short at as many. */
static void
a_damaged_backup_is_refused_whole(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    BackupSummary summary;
    char *bytes = NULL;
    size_t size = 0;
    begin(fixture);
    assert_int_equal(file_read(fixture->arena, beside(fixture, "first"), (size_t)1 << 24,
                               ERROR_DATA, &bytes, &size, &err),
                     ERROR_NONE);
    for (size_t at = 0; at < size; at += at < 100 ? 6 : size / 20)
    {
        bytes[at] ^= 1;
        assert_int_equal(file_write(beside(fixture, "bad"), bytes, size, 0600, &err), ERROR_NONE);
        assert_int_not_equal(restore(fixture, "bad", "medium", &summary, &err), ERROR_NONE);
        bytes[at] ^= 1;
        assert_int_equal(file_write(beside(fixture, "bad"), bytes, at, 0600, &err), ERROR_NONE);
        assert_int_equal(restore(fixture, "bad", "medium", &summary, &err), ERROR_INTEGRITY);
        assert_false(file_exists(beside(fixture, "restored")));
        assert_false(file_exists(beside(fixture, "restored.new")));
    }
    FREES_SECRET Secret *wrong = secret_of("not it");
    BackupRestore how = {.backup = beside(fixture, "first"),
                         .directory = beside(fixture, "restored"),
                         .medium = beside(fixture, "medium"),
                         .passphrase = wrong,
                         .now = FIXTURE_TOMORROW};
    assert_int_equal(backup_restore(&how, &summary, &err), ERROR_STATE);
    assert_int_equal(backup_write(fixture->custody, beside(fixture, "first"), &summary, &err),
                     ERROR_STATE);
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(a_restored_custody_is_the_same),
        WITH_FIXTURE(an_old_backup_does_not_give_back_what_was_destroyed),
        WITH_FIXTURE(a_new_backup_gives_the_rest_back),
        WITH_FIXTURE(without_the_medium_only_the_state_comes_back),
        WITH_FIXTURE(a_damaged_backup_is_refused_whole),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
