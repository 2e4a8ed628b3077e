#include "custody/custody.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/key.h"
#include "custody/unlock.h"
#include "custody/wrap.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static ErrorKind
open_again(Fixture *fixture, CustodyMode mode, int64_t now, Error *err)
{
    CLOSES_CUSTODY Custody *custody = NULL;
    return custody_open(fixture->directory, mode, now, &custody, err);
}

static void
all_of_it_is_private(void **state)
{
    static const char *const names[] = {
        "",     "key",      "key/project",  "actor",           "held",         "outgoing",
        "work", "state.db", "key/root.key", "key/signing.key", "actor/ann.key"};
    Fixture *fixture = *state;
    for (size_t at = 0; at < sizeof names / sizeof *names; at++)
    {
        struct stat about;
        assert_int_equal(stat(custody_path(fixture->arena, fixture->custody, names[at]), &about),
                         0);
        assert_int_equal(about.st_mode & 077, 0);
    }
}

static void
init_makes_all_or_nothing(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    CustodyInit how = {.directory = fixture->directory,
                       .name = "x",
                       .passphrase = fixture->passphrase,
                       .now = FIXTURE_NOW,
                       .cost = {1, 8192}};
    assert_int_equal(custody_init(&how, &err), ERROR_STATE);
    assert_true(fixture_has(fixture, "state.db"));
    assert_false(file_exists(arena_print(fixture->arena, "%s.new", fixture->directory)));
    how.directory = file_join(fixture->arena, fixture->parent, "empty");
    assert_int_equal(mkdir(how.directory, 0755), 0);
    assert_int_equal(custody_init(&how, &err), ERROR_NONE);
    how.directory = file_join(fixture->arena, fixture->parent, "other");
    how.name = "no name";
    assert_int_equal(custody_init(&how, &err), ERROR_USAGE);
    assert_false(file_exists(how.directory));
    how.name = "x";
    /* What a killed init left behind is in nobody's way. */
    const char *left = arena_print(fixture->arena, "%s.new/key", how.directory);
    assert_int_equal(mkdir(arena_print(fixture->arena, "%s.new", how.directory), 0700), 0);
    assert_int_equal(mkdir(left, 0700), 0);
    assert_int_equal(custody_init(&how, &err), ERROR_NONE);
}

static void
the_wrong_passphrase_opens_nothing(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    FREES_SECRET Secret *wrong = secret_of("the custody's owm");
    unsigned char signature[NOTE_SIGNATURE_SIZE];
    fixture_reopen(fixture, FIXTURE_NOW, false);
    assert_int_equal(custody_unlock(fixture->custody, wrong, &err), ERROR_STATE);
    assert_string_equal(err.message, "the passphrase for 'root.key' is wrong");
    assert_false(custody_unlocked(fixture->custody));
    assert_int_equal(custody_sign(fixture->custody, "x", 1, signature, &err), ERROR_STATE);
    assert_int_equal(custody_unlock(fixture->custody, fixture->passphrase, &err), ERROR_NONE);
    assert_int_equal(custody_sign(fixture->custody, "x", 1, signature, &err), ERROR_NONE);
    NoteKey key = custody_note_key(fixture->custody);
    assert_int_equal(
        crypto_sign_verify_detached(signature, (const unsigned char *)"x", 1, key.public_key), 0);
}

/* What opening the one and then the other would say, and neither key where either does not open. */
static void
two_keys_open_together_or_not_at_all(void **state)
{
    static const struct
    {
        const char *actor, *own, *custody;
        const char *words; /* NULL: both open */
    } cases[] = {
        {"ann", "bob", "the custody's own", "the passphrase for 'ann.key' is wrong"},
        {"ann", "ann", "ann", "the passphrase for 'root.key' is wrong"},
        {"ann", "bob", "ann", "the passphrase for 'ann.key' is wrong"},
        {"nobody", "ann", "ann", "there is no such actor"},
        {"ann", "ann", "the custody's own", NULL},
    };
    Fixture *fixture = *state;
    fixture_reopen(fixture, FIXTURE_NOW, false);
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        Error err = {0};
        CLOSES_ACTOR Actor *actor = NULL;
        FREES_SECRET Secret *own = secret_of(cases[at].own);
        FREES_SECRET Secret *custody = secret_of(cases[at].custody);
        Passphrases both = {.actor = cases[at].actor, .own = own, .custody = custody};
        bool opens = cases[at].words == NULL;
        assert_int_equal(custody_unlock_as(fixture->custody, &both, &actor, &err),
                         opens ? ERROR_NONE : ERROR_STATE);
        assert_string_equal(err.message, opens ? "" : cases[at].words);
        assert_int_equal(custody_unlocked(fixture->custody), opens);
        assert_int_equal(actor != NULL, opens);
        if (opens)
            assert_string_equal(actor_name(actor), "ann");
    }
}

static void
one_writer_at_a_time(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    assert_int_equal(open_again(fixture, CUSTODY_WRITE, FIXTURE_NOW, &err), ERROR_STATE);
    assert_non_null(strstr(err.message, "another process is writing"));
    assert_int_equal(open_again(fixture, CUSTODY_READ, FIXTURE_NOW, &err), ERROR_NONE);
    custody_close(&fixture->custody);
    assert_int_equal(open_again(fixture, CUSTODY_WRITE, FIXTURE_NOW, &err), ERROR_NONE);
}

static void
a_clock_set_back_is_refused(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    custody_close(&fixture->custody);
    assert_int_equal(open_again(fixture, CUSTODY_WRITE, FIXTURE_NOW - 300, &err), ERROR_NONE);
    assert_int_equal(open_again(fixture, CUSTODY_WRITE, FIXTURE_NOW - 301, &err), ERROR_STATE);
    assert_string_equal(err.message,
                        "the clock stands 5 minutes and 1 second before the last ledger entry");
    /* Who only looks is shown no date as further away than it was at the last entry. */
    assert_int_equal(custody_open(fixture->directory, CUSTODY_READ, 0, &fixture->custody, &err),
                     ERROR_NONE);
    assert_int_equal(custody_now(fixture->custody), FIXTURE_NOW);
    assert_int_equal(custody_clock_lag(fixture->custody), FIXTURE_NOW);
    assert_int_equal(custody_unlock(fixture->custody, fixture->passphrase, &err), ERROR_NONE);
    Secret *key = NULL;
    assert_int_equal(project_key_open(fixture->custody, NULL, "A/19/1", "sample", &key, &err),
                     ERROR_STATE);
    assert_non_null(strstr(err.message, "before the last ledger entry"));
}

static void
loose_permissions_are_refused(void **state)
{
    static const char *const names[] = {"", "state.db", "key", "held"};
    Fixture *fixture = *state;
    Error err = {0};
    custody_close(&fixture->custody);
    for (size_t at = 0; at < sizeof names / sizeof *names; at++)
    {
        const char *path = file_join(fixture->arena, fixture->directory, names[at]);
        struct stat about;
        assert_int_equal(stat(path, &about), 0);
        assert_int_equal(chmod(path, (about.st_mode & 0777) | 040), 0);
        assert_int_equal(open_again(fixture, CUSTODY_READ, FIXTURE_NOW, &err), ERROR_STATE);
        assert_non_null(strstr(err.message, "is open to other users"));
        assert_int_equal(chmod(path, about.st_mode & 0777), 0);
    }
    fixture_reopen(fixture, FIXTURE_NOW, false);
    const char *key = custody_path(fixture->arena, fixture->custody, "key/root.key");
    assert_int_equal(chmod(key, 0644), 0);
    assert_int_equal(custody_unlock(fixture->custody, fixture->passphrase, &err), ERROR_STATE);
    assert_string_equal(err.message, "the key file 'root.key' is open to other users");
}

static void
what_is_no_custody_is_refused(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Custody *custody = NULL;
    assert_int_equal(custody_open(file_join(fixture->arena, fixture->parent, "none"), CUSTODY_READ,
                                  FIXTURE_NOW, &custody, &err),
                     ERROR_STATE);
    const char *empty = file_join(fixture->arena, fixture->parent, "empty");
    assert_int_equal(mkdir(empty, 0700), 0);
    assert_int_equal(custody_open(empty, CUSTODY_READ, FIXTURE_NOW, &custody, &err), ERROR_STATE);
    assert_null(custody);
}

/* Any change of any character of a wrapped key: it does not open, and nothing else is made of it.
 */
static void
each_flip_of_a_key_file_is_noticed(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    const char *path = file_join(fixture->arena, fixture->parent, "one.key");
    FREES_SECRET Secret *outer = secret_random(32);
    FREES_SECRET Secret *content = secret_random(32);
    FREES_SECRET Secret *back = NULL;
    Wrapping wrapping = {.purpose = "test", .key = outer};
    char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(key_wrap(path, &wrapping, content, &err), ERROR_NONE);
    assert_int_equal(key_wrap(path, &wrapping, content, &err), ERROR_IO);
    assert_int_equal(key_unwrap(path, &wrapping, 32, &back, &err), ERROR_NONE);
    assert_memory_equal(back->bytes, content->bytes, 32);
    assert_int_equal(file_read(fixture->arena, path, 4096, ERROR_IO, &bytes, &size, &err),
                     ERROR_NONE);
    size_t opened = 0;
    for (size_t at = 0; at < size; at++)
    {
        FREES_SECRET Secret *none = NULL;
        char kept = bytes[at];
        bytes[at] = (char)(kept ^ 1);
        assert_int_equal(file_write(path, bytes, size, 0600, &err), ERROR_NONE);
        opened += key_unwrap(path, &wrapping, 32, &none, &err) == ERROR_NONE;
        bytes[at] = kept;
    }
    assert_int_equal(opened, 0);
    wrapping.purpose = "tess";
    assert_int_equal(file_write(path, bytes, size, 0600, &err), ERROR_NONE);
    FREES_SECRET Secret *other = NULL;
    assert_int_equal(key_unwrap(path, &wrapping, 32, &other, &err), ERROR_INTEGRITY);
}

/* minisign's own program accepts the public key and a signature of the prehashed kind made over it.
 */
static void
public_keys_have_the_forms_of_others(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    char *bytes = NULL;
    size_t size = 0;
    NoteKey key;
    NoteKey own = custody_note_key(fixture->custody);
    assert_int_equal(file_read(fixture->arena,
                               custody_path(fixture->arena, fixture->custody, "public/beraad.vkey"),
                               4096, ERROR_IO, &bytes, &size, &err),
                     ERROR_NONE);
    bytes[size - 1] = '\0';
    assert_true(note_key_parse(fixture->arena, bytes, &key));
    assert_string_equal(key.name, "agency.example/data");
    assert_memory_equal(key.public_key, own.public_key, NOTE_PUBLIC_KEY_SIZE);
    assert_int_equal(file_read(fixture->arena,
                               custody_path(fixture->arena, fixture->custody, "public/beraad.pub"),
                               4096, ERROR_IO, &bytes, &size, &err),
                     ERROR_NONE);
    unsigned char id[CUSTODY_KEY_ID_SIZE];
    custody_key_id(fixture->custody, id);
    char *end = strchr(bytes, '\n');
    unsigned char body[64];
    size_t body_size = 0;
    assert_int_equal(sodium_base642bin(body, sizeof body, end + 1, strlen(end + 1), "\n",
                                       &body_size, NULL, sodium_base64_VARIANT_ORIGINAL),
                     0);
    assert_int_equal(body_size, 42);
    assert_memory_equal(body, "Ed", 2);
    assert_memory_equal(body + 2, id, sizeof id);
    assert_memory_equal(body + 10, own.public_key, NOTE_PUBLIC_KEY_SIZE);
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(all_of_it_is_private),
        WITH_FIXTURE(init_makes_all_or_nothing),
        WITH_FIXTURE(the_wrong_passphrase_opens_nothing),
        WITH_FIXTURE(two_keys_open_together_or_not_at_all),
        WITH_FIXTURE(one_writer_at_a_time),
        WITH_FIXTURE(a_clock_set_back_is_refused),
        WITH_FIXTURE(loose_permissions_are_refused),
        WITH_FIXTURE(what_is_no_custody_is_refused),
        WITH_FIXTURE(each_flip_of_a_key_file_is_noticed),
        WITH_FIXTURE(public_keys_have_the_forms_of_others),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
