/* A package goes to its recipient: stock tools and ours agree, and what is not that package is
 * refused. */
#include "fixture.h"

#include "core/file.h"
#include "core/text.h"
#include "release/received.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
copy_file(Fixture *fixture, const char *from, const char *to)
{
    Error err;
    char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(file_read(fixture->arena, from, 1 << 24, ERROR_IO, &bytes, &size, &err), 0);
    assert_int_equal(file_write(to, bytes, size, 0644, &err), 0);
}

static char *
signature_of(Fixture *fixture, const char *path)
{
    return arena_print(fixture->arena, "%s.minisig", path);
}

static void
stock_minisign_accepts_the_signature(void **state)
{
    Fixture *fixture = *state;
    SealSummary seal;
    const char *path = fixture_seal(fixture, 1, &seal);
    const char *const good[] = {"minisign", "-V", "-p", fixture->key_path, "-m", path, NULL};
    assert_int_equal(fixture_run(good, STDIN_FILENO, STDOUT_FILENO), 0);
    const char *const bad[] = {"minisign", "-V",
                               "-p",       fixture->key_path,
                               "-m",       fixture->key_path,
                               "-x",       signature_of(fixture, path),
                               NULL};
    assert_int_not_equal(fixture_run(bad, STDIN_FILENO, STDOUT_FILENO), 0);
}

/* age and tar, and the bytes that come out are those that were packed. */
static void
stock_age_and_tar_open_it(void **state)
{
    Fixture *fixture = *state;
    SealSummary seal;
    const char *path = fixture_seal(fixture, 1, &seal);
    const char *tar = fixture_path(fixture, "plain.tar");
    const char *const age[] = {"age", "-d", "-i", fixture->identity_path, "-o", tar, path, NULL};
    assert_int_equal(fixture_run(age, STDIN_FILENO, STDOUT_FILENO), 0);
    const char *out = fixture_path(fixture, "plain");
    assert_int_equal(mkdir(out, 0700), 0);
    const char *const extract[] = {"tar", "-x", "-f", tar, "-C", out, NULL};
    assert_int_equal(fixture_run(extract, STDIN_FILENO, STDOUT_FILENO), 0);
    const char *const compare[] = {"diff", "-r", out, fixture_path(fixture, "staging-1"), NULL};
    assert_int_equal(fixture_run(compare, STDIN_FILENO, STDOUT_FILENO), 0);
    Error err;
    Digest digest;
    assert_int_equal(file_digest(tar, &digest, NULL, &err), 0);
    assert_true(digest_equal(&digest, &seal.tar));
}

static void
the_tar_is_the_same_twice_and_the_sealed_file_is_not(void **state)
{
    Fixture *fixture = *state;
    SealSummary one;
    SealSummary two;
    (void)fixture_seal(fixture, 1, &one);
    (void)fixture_seal(fixture, 2, &two);
    assert_true(digest_equal(&one.tar, &two.tar));
    assert_false(digest_equal(&one.sealed, &two.sealed));
}

static void
open_gives_the_tree_and_refuses_an_existing_directory(void **state)
{
    Fixture *fixture = *state;
    SealSummary seal;
    Error err;
    OpenSummary summary;
    OpenInput input = fixture_open(fixture, fixture_seal(fixture, 1, &seal));
    input.directory = arena_print(fixture->arena, "%s/", fixture_path(fixture, "opened"));
    input.deliberation = "T/19/002";
    input.communication = "sample";
    assert_int_equal(package_open(fixture->arena, &input, &summary, &err), ERROR_NONE);
    const char *const compare[] = {"diff", "-r", input.directory,
                                   fixture_path(fixture, "staging-1"), NULL};
    assert_int_equal(fixture_run(compare, STDIN_FILENO, STDOUT_FILENO), 0);
    assert_true(summary.inside);
    assert_true(digest_equal(&summary.tar, &seal.tar));
    assert_int_equal(summary.manifest->years.count, 2);
    assert_int_equal(summary.statement.release, 1);
    assert_int_equal(package_open(fixture->arena, &input, &summary, &err), ERROR_STATE);
    assert_false(file_exists(fixture_path(fixture, "opened.part")));
}

static void
verify_without_identity_looks_at_the_outside_only(void **state)
{
    Fixture *fixture = *state;
    SealSummary seal;
    Error err;
    OpenSummary summary;
    OpenInput input = fixture_open(fixture, fixture_seal(fixture, 4, &seal));
    input.identity = NULL;
    assert_int_equal(package_verify(fixture->arena, &input, &summary, &err), ERROR_NONE);
    assert_false(summary.inside);
    assert_null(summary.manifest);
    assert_int_equal(summary.statement.release, 4);
}

static void
refused(Fixture *fixture, const OpenInput *input, ErrorKind expected, const char *reason)
{
    Error err = {.message = ""};
    OpenSummary summary;
    OpenInput own = *input;
    assert_int_equal(package_verify(fixture->arena, &own, &summary, &err), expected);
    if (strstr(err.message, reason) == NULL)
        fail_msg("expected '%s', found '%s'", reason, err.message);
    own.directory = fixture_path(fixture, "refused");
    assert_int_equal(package_open(fixture->arena, &own, &summary, &err), expected);
    assert_false(file_exists(own.directory));
    assert_false(file_exists(fixture_path(fixture, "refused.part")));
}

static void
another_packages_signature_or_name_is_refused(void **state)
{
    Fixture *fixture = *state;
    SealSummary seal;
    const char *one = fixture_seal(fixture, 1, &seal);
    const char *two = fixture_seal(fixture, 2, &seal);
    const char *renamed = fixture_path(fixture, "toy-sample-9.tar.age");
    copy_file(fixture, one, renamed);
    copy_file(fixture, signature_of(fixture, one), signature_of(fixture, renamed));
    OpenInput input = fixture_open(fixture, renamed);
    refused(fixture, &input, ERROR_INTEGRITY, "another name");
    copy_file(fixture, signature_of(fixture, two), signature_of(fixture, one));
    input = fixture_open(fixture, one);
    refused(fixture, &input, ERROR_INTEGRITY, "does not fit");
}

static void
what_was_not_asked_for_is_refused(void **state)
{
    Fixture *fixture = *state;
    SealSummary seal;
    OpenInput input = fixture_open(fixture, fixture_seal(fixture, 1, &seal));
    input.deliberation = "T/20/001";
    refused(fixture, &input, ERROR_INTEGRITY, "of deliberation 'T/19/002'");
    input.deliberation = NULL;
    input.communication = "population";
    refused(fixture, &input, ERROR_INTEGRITY, "of communication 'sample'");
}

static void
another_senders_key_is_refused(void **state)
{
    Fixture *fixture = *state;
    SealSummary seal;
    Error err;
    unsigned char secret[64];
    OpenInput input = fixture_open(fixture, fixture_seal(fixture, 1, &seal));
    PackageSigner other = fixture_signer(8, secret);
    MinisignKey key;
    memcpy(key.key, other.public_key, sizeof key.key);
    memcpy(key.id, other.key_id, sizeof key.id);
    char *path = fixture_path(fixture, "other.pub");
    const char *text = minisign_key_print(fixture->arena, &key);
    assert_int_equal(file_write(path, text, strlen(text), 0644, &err), 0);
    input.key_path = path;
    refused(fixture, &input, ERROR_INTEGRITY, "signed with key");
    /* Another key under the same key id, which anybody can make. */
    memcpy(key.id, fixture->signer.key_id, sizeof key.id);
    text = minisign_key_print(fixture->arena, &key);
    assert_int_equal(file_write(path, text, strlen(text), 0644, &err), 0);
    refused(fixture, &input, ERROR_INTEGRITY, "does not fit");
}

static void
another_recipients_identity_is_refused(void **state)
{
    Fixture *fixture = *state;
    SealSummary seal;
    OpenInput input = fixture_open(fixture, fixture_seal(fixture, 1, &seal));
    char *other = fixture_path(fixture, "other-identity");
    const char *const make[] = {"age-keygen", "-o", other, NULL};
    assert_int_equal(fixture_run(make, STDIN_FILENO, STDOUT_FILENO), 0);
    input.identity = other;
    refused(fixture, &input, ERROR_DATA, "not sealed for this identity");
    input.identity = fixture->key_path;
    refused(fixture, &input, ERROR_USAGE, "not a file that age reads");
    input.identity = fixture_path(fixture, "absent");
    refused(fixture, &input, ERROR_IO, "cannot read identity");
}

static void
an_older_or_changed_release_is_a_replay(void **state)
{
    Fixture *fixture = *state;
    SealSummary seal;
    Error err;
    OpenSummary summary;
    const char *one = fixture_seal(fixture, 1, &seal);
    const char *two = fixture_seal(fixture, 2, &seal);
    OpenInput input = fixture_open(fixture, one);
    input.register_path = fixture_path(fixture, "state/beraad/received.json");
    input.directory = fixture_path(fixture, "one");
    assert_int_equal(package_open(fixture->arena, &input, &summary, &err), ERROR_NONE);
    assert_false(summary.received_before);
    input.directory = fixture_path(fixture, "one-again");
    assert_int_equal(package_open(fixture->arena, &input, &summary, &err), ERROR_NONE);
    assert_true(summary.received_before);
    input.path = two;
    input.directory = fixture_path(fixture, "two");
    assert_int_equal(package_open(fixture->arena, &input, &summary, &err), ERROR_NONE);
    input.path = one;
    refused(fixture, &input, ERROR_INTEGRITY, "older than release 2");
    input.again = true;
    input.directory = fixture_path(fixture, "one-once-more");
    assert_int_equal(package_open(fixture->arena, &input, &summary, &err), ERROR_NONE);
    /* The same number with other content. */
    fixture->input.key_version = 2;
    PackageSummary later = fixture_build(fixture, "staging-later");
    input.path = fixture_seal_tree(fixture, "staging-later", &later, 2, &seal);
    refused(fixture, &input, ERROR_INTEGRITY, "received before with other content");
    assert_int_equal(file_write(input.register_path, "{}", 2, 0600, &err), 0);
    refused(fixture, &input, ERROR_STATE, "not a register");
}

static void
a_failed_seal_leaves_nothing(void **state)
{
    Fixture *fixture = *state;
    Error err;
    SealSummary ret;
    PackageSummary summary = fixture_build(fixture, "staging");
    SealInput seal = {.staging = fixture_path(fixture, "staging"),
                      .summary = &summary,
                      .deliberation = "T/19/002",
                      .communication = "sample",
                      .release = 1,
                      .recipient = "--output=/dev/null",
                      .signer = &fixture->signer,
                      .directory = fixture->directory,
                      .name = "x"};
    assert_int_equal(seal_package(fixture->arena, &seal, &ret, &err), ERROR_USAGE);
    seal.recipient = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq";
    assert_int_equal(seal_package(fixture->arena, &seal, &ret, &err), ERROR_USAGE);
    seal.recipient = fixture->recipient;
    assert_int_equal(unlink(fixture_path(fixture, "staging/NOTICE.txt")), 0);
    assert_int_equal(seal_package(fixture->arena, &seal, &ret, &err), ERROR_IO);
    assert_false(file_exists(fixture_path(fixture, "x.tar.age")));
    assert_false(file_exists(fixture_path(fixture, "x.tar.age.part")));
    assert_false(file_exists(fixture_path(fixture, "x.tar.age.minisig")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(stock_minisign_accepts_the_signature),
        TEST(stock_age_and_tar_open_it),
        TEST(the_tar_is_the_same_twice_and_the_sealed_file_is_not),
        TEST(open_gives_the_tree_and_refuses_an_existing_directory),
        TEST(verify_without_identity_looks_at_the_outside_only),
        TEST(another_packages_signature_or_name_is_refused),
        TEST(what_was_not_asked_for_is_refused),
        TEST(another_senders_key_is_refused),
        TEST(another_recipients_identity_is_refused),
        TEST(an_older_or_changed_release_is_a_replay),
        TEST(a_failed_seal_leaves_nothing),
    };
    return cmocka_run_group_tests_name("release open", tests, NULL, NULL);
}
