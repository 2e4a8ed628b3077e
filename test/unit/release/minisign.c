/* Against the stock program: what it signs we accept, what we sign it accepts (open.c), and nothing
 * else. */
#include "fixture.h"

#include "core/file.h"

#include <fcntl.h>
#include <string.h>

typedef struct Stock
{
    MinisignKey key;
    MinisignSignature signature;
    unsigned char digest[MINISIGN_DIGEST_SIZE];
} Stock;

static char *
read_all(Fixture *fixture, const char *path, size_t *ret_size)
{
    Error err;
    char *bytes = NULL;
    assert_int_equal(
        file_read(fixture->arena, path, MINISIGN_FILE_SIZE, ERROR_IO, &bytes, ret_size, &err), 0);
    return bytes;
}

/* A key and a signature of the stock program over its own public key file. */
static Stock
stock_make(Fixture *fixture)
{
    Error err;
    Stock stock;
    size_t size = 0;
    const char *public = fixture_path(fixture, "stock.pub");
    const char *secret = fixture_path(fixture, "stock.key");
    const char *const make[] = {"minisign", "-G", "-W", "-p", public, "-s", secret, NULL};
    const char *const sign[] = {"minisign", "-S",   "-H", "-s",       secret,
                                "-m",       public, "-t", "a b: {c}", NULL};
    assert_int_equal(fixture_run(make, 0, 1), 0);
    assert_int_equal(fixture_run(sign, 0, 1), 0);
    const char *bytes = read_all(fixture, public, &size);
    assert_int_equal(minisign_key_parse(bytes, size, &stock.key, &err), ERROR_NONE);
    bytes = read_all(fixture, arena_print(fixture->arena, "%s.minisig", public), &size);
    assert_int_equal(minisign_parse(fixture->arena, bytes, size, &stock.signature, &err),
                     ERROR_NONE);
    CLOSES_FILE int fd = open(public, O_RDONLY | O_CLOEXEC);
    assert_int_equal(minisign_digest(fd, stock.digest, &err), ERROR_NONE);
    return stock;
}

static void
a_stock_signature_is_accepted(void **state)
{
    Error err;
    Stock stock = stock_make(*state);
    assert_int_equal(minisign_check(&stock.signature, &stock.key, stock.digest, &err), ERROR_NONE);
    assert_string_equal(stock.signature.trusted, "a b: {c}");
}

static void
any_change_is_refused(void **state)
{
    Fixture *fixture = *state;
    Error err;
    Stock stock = stock_make(fixture);
    stock.digest[0] ^= 1;
    assert_int_equal(minisign_check(&stock.signature, &stock.key, stock.digest, &err),
                     ERROR_INTEGRITY);
    stock.digest[0] ^= 1;
    stock.signature.trusted = "a b: {d}";
    assert_int_equal(minisign_check(&stock.signature, &stock.key, stock.digest, &err),
                     ERROR_INTEGRITY);
    stock.signature.trusted = "a b: {c}";
    stock.key.key[31] ^= 1;
    assert_int_equal(minisign_check(&stock.signature, &stock.key, stock.digest, &err),
                     ERROR_INTEGRITY);
    stock.key.key[31] ^= 1;
    stock.signature.id[0] ^= 1;
    assert_int_equal(minisign_check(&stock.signature, &stock.key, stock.digest, &err),
                     ERROR_INTEGRITY);
}

static void
print_and_parse_are_inverse(void **state)
{
    Fixture *fixture = *state;
    Error err;
    Stock stock = stock_make(fixture);
    MinisignKey key;
    MinisignSignature signature;
    const char *text = minisign_key_print(fixture->arena, &stock.key);
    assert_int_equal(minisign_key_parse(text, strlen(text), &key, &err), ERROR_NONE);
    assert_memory_equal(&key, &stock.key, sizeof key);
    text = minisign_print(fixture->arena, &stock.signature);
    assert_int_equal(minisign_parse(fixture->arena, text, strlen(text), &signature, &err),
                     ERROR_NONE);
    assert_memory_equal(signature.global, stock.signature.global, sizeof signature.global);
    assert_string_equal(signature.trusted, stock.signature.trusted);
}

/* Stock's default before 0.10: a signature over the file itself. Only the prehashed form is taken.
 */
static void
other_forms_are_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "untrusted comment: x\n",
        "untrusted comment: x\nAAAA\n",
        "comment: x\nRWQ=\n",
        "untrusted comment: x\nRWQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nmore\n",
        "untrusted comment: x\nRUQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        "untrusted comment: x\n RWQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
    };
    Fixture *fixture = *state;
    Error err;
    MinisignKey key;
    MinisignSignature signature;
    for (size_t at = 0; at < sizeof bad / sizeof *bad; at++)
    {
        assert_int_equal(minisign_key_parse(bad[at], strlen(bad[at]), &key, &err), ERROR_DATA);
        assert_int_equal(minisign_parse(fixture->arena, bad[at], strlen(bad[at]), &signature, &err),
                         ERROR_DATA);
    }
    Stock stock = stock_make(fixture);
    char *text = minisign_print(fixture->arena, &stock.signature);
    char *head = strchr(text, '\n') + 1;
    head[1] = 'W'; /* "RU" is "ED" in base64, "RW" is "Ed" */
    assert_int_equal(minisign_parse(fixture->arena, text, strlen(text), &signature, &err),
                     ERROR_DATA);
    assert_non_null(strstr(err.message, "prehashed"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_stock_signature_is_accepted),
        TEST(any_change_is_refused),
        TEST(print_and_parse_are_inverse),
        TEST(other_forms_are_refused),
    };
    return cmocka_run_group_tests_name("release minisign", tests, NULL, NULL);
}
