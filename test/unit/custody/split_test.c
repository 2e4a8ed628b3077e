#include "custody/split.h"

#include "core/file.h"
#include "custody/backup.h"
#include "custody/record.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <stdio.h>

#define SHARES 5

static const KdfCost cheap = {.passes = 1, .memory = 8192};

/* FIPS 197 section 4.2: 57 * 83 = c1, 57 * 13 = fe. A share of a byte s is s + r * n. */
static void
known_products(void **state)
{
    (void)state;
    const unsigned char products[][3] = {{0x57, 0x83, 0xc1}, {0x57, 0x13, 0xfe}, {0x57, 2, 0xae}};
    FREES_SECRET Secret *secret = secret_new(1);
    FREES_SECRET Secret *random = secret_new(1);
    secret->bytes[0] = 0x3c;
    for (size_t at = 0; at < 3; at++)
    {
        random->bytes[0] = products[at][0];
        FREES_SECRET Secret *share = share_make(secret, random, 2, products[at][1]);
        assert_int_equal(share->bytes[0], 0x3c ^ products[at][2]);
    }
}

/* Every choice of needed shares of every size gives the secret back; one fewer gives another. */
static void
any_that_are_needed(void **state)
{
    (void)state;
    FREES_SECRET Secret *secret = secret_random(32);
    for (unsigned needed = 2; needed <= SHARES; needed++)
    {
        FREES_SECRET Secret *random = secret_random((size_t)(needed - 1) * 32);
        Secret *all[SHARES];
        for (unsigned at = 0; at < SHARES; at++)
            all[at] = share_make(secret, random, needed, at + 1);
        for (unsigned choice = 0; choice < 1u << SHARES; choice++)
        {
            const Secret *shares[SHARES];
            unsigned numbers[SHARES];
            unsigned count = 0;
            for (unsigned at = 0; at < SHARES; at++)
                if ((choice >> at & 1) != 0)
                {
                    shares[count] = all[at];
                    numbers[count++] = at + 1;
                }
            if (count == 0)
                continue;
            FREES_SECRET Secret *joined = share_join(shares, numbers, count);
            assert_int_equal(memcmp(joined->bytes, secret->bytes, 32) == 0, count >= needed);
        }
        for (unsigned at = 0; at < SHARES; at++)
            secret_free(&all[at]);
    }
}

typedef struct Holders
{
    ShareFile files[SHARES];
    Secret *passphrases[SHARES];
} Holders;

static void
make_holders(Fixture *fixture, const char *set, Holders *holders)
{
    for (unsigned at = 0; at < SHARES; at++)
    {
        holders->passphrases[at] = secret_of(arena_print(fixture->arena, "holder %u", at));
        holders->files[at] = (ShareFile){
            .path = arena_print(fixture->arena, "%s/%s-%u.share", fixture->parent, set, at),
            .passphrase = holders->passphrases[at]};
    }
}

static void
free_holders(Holders *holders)
{
    for (unsigned at = 0; at < SHARES; at++)
        secret_free(&holders->passphrases[at]);
}
#define FREES_HOLDERS __attribute__((cleanup(free_holders)))

static void
split(Fixture *fixture, const Holders *holders, bool seal)
{
    Error err = {0};
    RootSplit how = {
        .files = holders->files, .count = SHARES, .needed = 3, .cost = cheap, .seal = seal};
    assert_int_equal(split_root(fixture->custody, &how, &err), ERROR_NONE);
}

static ErrorKind
join(Fixture *fixture, const ShareFile *files, unsigned count, Error *err)
{
    FREES_SECRET Secret *passphrase = secret_of("a new one");
    RootJoin how = {.files = files, .count = count, .passphrase = passphrase, .cost = cheap};
    fixture_reopen(fixture, FIXTURE_TOMORROW, false);
    return split_join(fixture->custody, &how, err);
}

static void
three_holders_open_a_sealed_custody(void **state)
{
    Fixture *fixture = *state;
    FREES_HOLDERS Holders holders = {0};
    Error err = {0};
    RecordSummary summary;
    make_holders(fixture, "one", &holders);
    split(fixture, &holders, true);
    assert_false(fixture_has(fixture, "key/root.key"));
    fixture_reopen(fixture, FIXTURE_NOW, false);
    assert_int_equal(custody_unlock(fixture->custody, fixture->passphrase, &err), ERROR_STATE);
    const ShareFile some[] = {holders.files[4], holders.files[0], holders.files[2]};
    assert_int_equal(join(fixture, some, 2, &err), ERROR_STATE);
    assert_string_equal(err.message, "2 shares are given, 3 of 5 are needed");
    assert_int_equal(join(fixture, some, 3, &err), ERROR_NONE);
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
    fixture_reopen(fixture, FIXTURE_TOMORROW, false);
    FREES_SECRET Secret *passphrase = secret_of("a new one");
    assert_int_equal(custody_unlock(fixture->custody, fixture->passphrase, &err), ERROR_STATE);
    assert_int_equal(custody_unlock(fixture->custody, passphrase, &err), ERROR_NONE);
}

/* Killed between the entry and the removal: the next opening removes it. */
static void
a_seal_cut_short_is_finished(void **state)
{
    Fixture *fixture = *state;
    FREES_HOLDERS Holders holders = {0};
    Error err = {0};
    char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(file_read(fixture->arena,
                               file_join(fixture->arena, fixture->directory, "key/root.key"), 16384,
                               ERROR_DATA, &bytes, &size, &err),
                     ERROR_NONE);
    make_holders(fixture, "one", &holders);
    split(fixture, &holders, true);
    fixture_put(fixture, "key/root.key", bytes);
    fixture_reopen(fixture, FIXTURE_NOW, false);
    assert_false(fixture_has(fixture, "key/root.key"));
    assert_int_equal(join(fixture, holders.files, 3, &err), ERROR_NONE);
    fixture_reopen(fixture, FIXTURE_TOMORROW, false);
    assert_true(fixture_has(fixture, "key/root.key"));
}

static void
wrong_shares_are_named_and_refused(void **state)
{
    Fixture *fixture = *state;
    FREES_HOLDERS Holders holders = {0};
    FREES_HOLDERS Holders later = {0};
    Error err = {0};
    make_holders(fixture, "one", &holders);
    make_holders(fixture, "two", &later);
    assert_int_equal(join(fixture, holders.files, 3, &err), ERROR_STATE);
    fixture_reopen(fixture, FIXTURE_NOW, true);
    split(fixture, &holders, false);
    ShareFile given[3] = {holders.files[0], holders.files[1], holders.files[1]};
    assert_int_equal(join(fixture, given, 3, &err), ERROR_STATE);
    assert_string_equal(err.message, "share 'one-1.share' was given already");
    given[2] = (ShareFile){holders.files[2].path, holders.files[3].passphrase};
    assert_int_equal(join(fixture, given, 3, &err), ERROR_STATE);
    assert_string_equal(err.message, "the passphrase for 'one-2.share' is wrong");
    given[2] = (ShareFile){file_join(fixture->arena, fixture->directory, "key/signing.key"),
                           holders.files[2].passphrase};
    assert_int_equal(join(fixture, given, 3, &err), ERROR_STATE);
    /* A holder who puts other bytes into his own share, under his own passphrase. */
    given[2] = holders.files[2];
    const char *purpose = key_purpose_of(fixture->arena, given[2].path);
    Wrapping wrapping = {.purpose = purpose, .passphrase = given[2].passphrase, .cost = cheap};
    FREES_SECRET Secret *other = secret_random(32);
    assert_int_equal(key_wrap_again(given[2].path, &wrapping, other, &err), ERROR_NONE);
    assert_int_equal(join(fixture, given, 3, &err), ERROR_INTEGRITY);
    assert_string_equal(err.message, "share 'one-2.share' is not the one that was made");
    /* Of an earlier set. */
    fixture_reopen(fixture, FIXTURE_TOMORROW, true);
    split(fixture, &later, false);
    given[0] = later.files[0];
    given[1] = later.files[1];
    given[2] = holders.files[3];
    assert_int_equal(join(fixture, given, 3, &err), ERROR_STATE);
    assert_string_equal(err.message,
                        "share 'one-3.share' is of another set, or of another custody");
    assert_int_equal(join(fixture, later.files, 5, &err), ERROR_NONE);
}

static ErrorKind
restore_by(Fixture *fixture, const ShareFile *files, unsigned count, Error *err)
{
    FREES_SECRET Secret *passphrase = secret_of("a new one");
    BackupSummary summary = {0};
    *err = (Error){0};
    BackupRestore how = {.backup = file_join(fixture->arena, fixture->parent, "backup"),
                         .directory = file_join(fixture->arena, fixture->parent, "restored"),
                         .passphrase = passphrase,
                         .shares = files,
                         .share_count = count,
                         .cost = cheap,
                         .now = FIXTURE_TOMORROW};
    return backup_restore(&how, &summary, err);
}

static void
refused_by(Fixture *fixture, const ShareFile *files, unsigned count, const char *words)
{
    Error err = {0};
    assert_int_equal(restore_by(fixture, files, count, &err), ERROR_STATE);
    assert_string_equal(err.message, words);
    assert_false(file_exists(file_join(fixture->arena, fixture->parent, "restored")));
}

/* Opens for the new passphrase, and its ledger holds; then it goes. */
static void
take_restored(Fixture *fixture)
{
    FREES_SECRET Secret *passphrase = secret_of("a new one");
    CLOSES_CUSTODY Custody *restored = NULL;
    Error err = {0};
    RecordSummary summary;
    const char *directory = file_join(fixture->arena, fixture->parent, "restored");
    assert_int_equal(custody_open(directory, CUSTODY_WRITE, FIXTURE_TOMORROW, &restored, &err),
                     ERROR_NONE);
    assert_int_equal(custody_unlock(restored, passphrase, &err), ERROR_NONE);
    assert_int_equal(record_verify(restored, &summary, &err), ERROR_NONE);
    custody_close(&restored);
    assert_int_equal(file_remove_tree(directory, &err), ERROR_NONE);
}

/* Set "one", then the sealed set "two" of five, three needed, and a backup made before both. */
static void
split_twice(Fixture *fixture, Holders *holders, Holders *later)
{
    Error err = {0};
    BackupSummary summary;
    const char *backup = file_join(fixture->arena, fixture->parent, "backup");
    make_holders(fixture, "one", holders);
    make_holders(fixture, "two", later);
    assert_int_equal(backup_write(fixture->custody, backup, &summary, &err), ERROR_NONE);
    split(fixture, holders, false);
    split(fixture, later, true);
}

/* The passphrase of the backup is nobody's any more. */
static void
holders_restore_a_backup(void **state)
{
    Fixture *fixture = *state;
    FREES_HOLDERS Holders holders = {0};
    FREES_HOLDERS Holders later = {0};
    FREES_SECRET Secret *other = secret_random(32);
    Error err = {0};
    split_twice(fixture, &holders, &later);
    refused_by(fixture, later.files, 2, "2 shares are given, 3 of 5 are needed");
    ShareFile given[3] = {holders.files[4], holders.files[1], holders.files[1]};
    refused_by(fixture, given, 3, "share 'one-1.share' was given already");
    given[2] = later.files[2];
    refused_by(fixture, given, 3, "share 'two-2.share' is of another set, or of another custody");
    given[2].path = file_join(fixture->arena, fixture->directory, "key/signing.key");
    refused_by(fixture, given, 3,
               "'signing.key' is not a share, or is open to other users or another's");
    given[2] = (ShareFile){holders.files[2].path, holders.files[3].passphrase};
    refused_by(fixture, given, 3, "the passphrase for 'one-2.share' is wrong");
    given[2] = holders.files[2];
    assert_int_equal(restore_by(fixture, given, 3, &err), ERROR_NONE);
    take_restored(fixture);
    /* A holder who puts other bytes into his own share. */
    Wrapping wrapping = {.purpose = key_purpose_of(fixture->arena, given[2].path),
                         .passphrase = given[2].passphrase,
                         .cost = cheap};
    assert_int_equal(key_wrap_again(given[2].path, &wrapping, other, &err), ERROR_NONE);
    assert_int_equal(restore_by(fixture, given, 3, &err), ERROR_INTEGRITY);
    assert_int_equal(restore_by(fixture, later.files, 5, &err), ERROR_NONE);
    take_restored(fixture);
}

static void
senseless_numbers_are_refused(void **state)
{
    Fixture *fixture = *state;
    FREES_HOLDERS Holders holders = {0};
    Error err = {0};
    make_holders(fixture, "one", &holders);
    const unsigned bad[][2] = {{1, 1}, {5, 1}, {5, 6}, {SHARES_MOST + 1, 2}, {0, 0}};
    for (size_t at = 0; at < sizeof bad / sizeof *bad; at++)
    {
        RootSplit how = {
            .files = holders.files, .count = bad[at][0], .needed = bad[at][1], .cost = cheap};
        assert_int_equal(split_root(fixture->custody, &how, &err), ERROR_USAGE);
    }
    assert_false(file_exists(holders.files[0].path));
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_products),
        cmocka_unit_test(any_that_are_needed),
        WITH_FIXTURE(three_holders_open_a_sealed_custody),
        WITH_FIXTURE(a_seal_cut_short_is_finished),
        WITH_FIXTURE(wrong_shares_are_named_and_refused),
        WITH_FIXTURE(holders_restore_a_backup),
        WITH_FIXTURE(senseless_numbers_are_refused),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
