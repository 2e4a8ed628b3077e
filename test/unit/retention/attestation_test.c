#include "retention/attestation.h"

#include "core/file.h"
#include "release/minisign.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <string.h>

/* What the stock minisign 0.11 signed: `minisign -S -m destruction.txt`, and -l for the legacy
 * form. */

typedef struct Given
{
    Arena *arena;
    char *text;
    size_t size;
    char *signature;
    size_t signature_size;
    Recipient recipient;
} Given;

static char *
read_file(Given *given, const char *name, size_t *ret_size)
{
    Error err = {0};
    char *bytes = NULL;
    const char *path = arena_print(given->arena, "%s/%s", TEST_DIRECTORY, name);
    assert_int_equal(
        file_read(given->arena, path, ATTESTATION_BYTES, ERROR_DATA, &bytes, ret_size, &err),
        ERROR_NONE);
    return bytes;
}

static int
setup(void **state)
{
    static Given given;
    Error err = {0};
    MinisignKey key;
    size_t size = 0;
    given = (Given){.arena = arena_new("given")};
    given.text = read_file(&given, "destruction.txt", &given.size);
    given.signature = read_file(&given, "destruction.txt.minisig", &given.signature_size);
    const char *file = read_file(&given, "recipient.pub", &size);
    assert_int_equal(minisign_key_parse(file, size, &key, &err), ERROR_NONE);
    given.recipient =
        (Recipient){.id = "pod-mi", .minisign_key = minisign_key_line(given.arena, &key)};
    *state = &given;
    return 0;
}

static int
teardown(void **state)
{
    Given *given = *state;
    arena_free(given->arena);
    return 0;
}

static ErrorKind
check(const Given *given)
{
    Error err = {0};
    return attestation_check(given->text, given->size, given->signature, given->signature_size,
                             &given->recipient, &err);
}

static void
what_minisign_signed_holds(void **state)
{
    Given *given = *state;
    Error err = {0};
    Attestation read;
    assert_int_equal(check(given), ERROR_NONE);
    assert_int_equal(attestation_parse(given->arena, given->text, given->size, &read, &err),
                     ERROR_NONE);
    assert_string_equal(read.deliberation, "IVC/KSZG/19/002");
    assert_string_equal(read.communication, "sample");
    assert_string_equal(read.recipient, "pod-mi");
    assert_int_equal(read.event, ATTESTED_DESTRUCTION);
    assert_int_equal(date_compare(read.on_date, date_of(2028, 2, 29)), 0);
    assert_int_equal(read.packages.count, 2);
    /* `echo hello | sha256sum` */
    assert_string_equal(digest_print(given->arena, &read.packages.items[0]),
                        "sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
}

static void
another_form_of_signature_does_not(void **state)
{
    Given *given = *state;
    given->signature = read_file(given, "destruction.txt.legacy.minisig", &given->signature_size);
    assert_int_equal(check(given), ERROR_DATA);
    given->recipient.minisign_key = NULL;
    assert_int_equal(check(given), ERROR_STATE);
}

static void
no_byte_of_the_text_is_free(void **state)
{
    Given *given = *state;
    for (size_t at = 0; at < given->size; at++)
        for (int bit = 0; bit < 8; bit++)
        {
            given->text[at] = (char)(given->text[at] ^ (1 << bit));
            assert_int_equal(check(given), ERROR_INTEGRITY);
            given->text[at] = (char)(given->text[at] ^ (1 << bit));
        }
    for (given->size--; given->size > 0; given->size--)
        assert_int_equal(check(given), ERROR_INTEGRITY);
}

/* The first line is no part of what is signed: minisign -c writes there what it is told. */
static void
no_byte_of_the_signature_is_free_but_its_first_comment(void **state)
{
    Given *given = *state;
    size_t comment = (size_t)(strchr(given->signature, '\n') - given->signature);
    for (size_t at = comment + 1; at + 1 < given->signature_size; at++)
        for (int bit = 0; bit < 8; bit++)
        {
            given->signature[at] = (char)(given->signature[at] ^ (1 << bit));
            assert_int_not_equal(check(given), ERROR_NONE);
            given->signature[at] = (char)(given->signature[at] ^ (1 << bit));
        }
    for (given->signature_size -= 2; given->signature_size > 0; given->signature_size--)
        assert_int_not_equal(check(given), ERROR_NONE);
}

/* The right text with one thing wrong, and the line that says so. */
static void
the_form_is_the_only_one(void **state)
{
    Given *given = *state;
    static const struct
    {
        const char *from;
        const char *to;
        const char *words;
    } wrong[] = {
        {"beraad attestation 1", "beraad attestation 2", "line 1: expected 'beraad attestation 1'"},
        {"deliberation: ", "Deliberation: ", "line 2: expected 'deliberation: ' and a value"},
        {"communication: sample\n", "", "line 3: expected 'communication: ' and a value"},
        {"sample", "", "line 3: expected 'communication: ' and a value"},
        {"pod-mi\n", "pod-mi\nrecipient: other\n", "line 5: expected 'act: ' and a value"},
        {"act: destruction", "act: Destruction", "line 5: expected 'receipt' or 'destruction'"},
        {"2028-02-29", "2027-02-29", "line 6: expected a date as YYYY-MM-DD"},
        {"2028-02-29", "2028-2-29", "line 6: expected a date as YYYY-MM-DD"},
        {"e258", "E258", "line 8: expected 'sha256:' and 64 hexadecimal digits"},
        {"317\n", "317", "line 8: expected 'package: ' and a value"},
        {"317\n", "317\n\n", "line 9: expected 'package: ' and a value"},
        {"pod-mi", "pod\tmi", "line 4: a control character"},
        {"pod-mi", "pod\xff", "it is not UTF-8"},
    };
    for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++)
    {
        Error err = {0};
        Attestation read;
        const char *where = strstr(given->text, wrong[at].from);
        assert_non_null(where);
        const char *text = arena_print(given->arena, "%.*s%s%s", (int)(where - given->text),
                                       given->text, wrong[at].to, where + strlen(wrong[at].from));
        assert_int_equal(attestation_parse(given->arena, text, strlen(text), &read, &err),
                         ERROR_DATA);
        assert_string_equal(err.message, wrong[at].words);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_minisign_signed_holds, setup, teardown),
        cmocka_unit_test_setup_teardown(another_form_of_signature_does_not, setup, teardown),
        cmocka_unit_test_setup_teardown(no_byte_of_the_text_is_free, setup, teardown),
        cmocka_unit_test_setup_teardown(no_byte_of_the_signature_is_free_but_its_first_comment,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(the_form_is_the_only_one, setup, teardown),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
