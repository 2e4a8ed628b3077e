#include "ledger/note.h"

#include "core/text.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <string.h>

/* The verifier and signer key of the examples of Go's golang.org/x/mod/sumdb/note. */
#define PETER_VERIFIER "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
#define PETER_SEED "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
#define PETER_TEXT                                                                                 \
    "If you think cryptography is the answer to your problem,\n"                                   \
    "then you don't know what your problem is.\n"
#define PETER_NOTE                                                                                 \
    PETER_TEXT "\n\xe2\x80\x94 PeterNeumann "                                                      \
               "x08go/ZJkuBS9UG/"                                                                  \
               "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

static NoteKey
peter(Arena *arena, Secret **ret_secret)
{
    NoteKey key;
    assert_true(note_key_parse(arena, PETER_VERIFIER, &key));
    unsigned char body[33];
    size_t size = 0;
    assert_int_equal(sodium_base642bin(body, sizeof body, PETER_SEED, strlen(PETER_SEED), NULL,
                                       &size, NULL, sodium_base64_VARIANT_ORIGINAL),
                     0);
    unsigned char public_key[NOTE_PUBLIC_KEY_SIZE];
    *ret_secret = secret_new(NOTE_SECRET_KEY_SIZE);
    crypto_sign_seed_keypair(public_key, (*ret_secret)->bytes, body + 1);
    assert_memory_equal(public_key, key.public_key, sizeof public_key);
    return key;
}

static void
known_answer(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    FREES_SECRET Secret *secret = NULL;
    Error err;
    char *note = NULL;
    char *text = NULL;
    NoteKey key = peter(arena, &secret);
    assert_string_equal(note_key_print(arena, &key), PETER_VERIFIER);
    assert_int_equal(note_sign(arena, PETER_TEXT, &key, secret, &note, &err), ERROR_NONE);
    assert_string_equal(note, PETER_NOTE);
    assert_int_equal(note_open(arena, note, strlen(note), &key, &text, &err), ERROR_NONE);
    assert_string_equal(text, PETER_TEXT);
}

static void
each_flip_and_cut_is_noticed(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    FREES_SECRET Secret *secret = NULL;
    Error err;
    char *text = NULL;
    NoteKey key = peter(arena, &secret);
    const size_t size = strlen(PETER_NOTE);
    for (size_t at = 0; at < size; at++)
        for (unsigned bit = 0; bit < 8; bit++)
        {
            char *flipped = arena_copy_text(arena, PETER_NOTE);
            flipped[at] = (char)(flipped[at] ^ (1 << bit));
            assert_int_equal(note_open(arena, flipped, size, &key, &text, &err), ERROR_INTEGRITY);
        }
    for (size_t cut = 0; cut < size; cut++)
        assert_int_equal(note_open(arena, PETER_NOTE, cut, &key, &text, &err), ERROR_INTEGRITY);
}

static void
other_signatures_are_passed_over(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    FREES_SECRET Secret *secret = NULL;
    Error err;
    char *text = NULL;
    NoteKey key = peter(arena, &secret);
    NoteKey other = {.name = "other"};
    const char *both = PETER_NOTE "\xe2\x80\x94 other AAAAAAAAAAAAAAAA\n";
    assert_int_equal(note_open(arena, both, strlen(both), &key, &text, &err), ERROR_NONE);
    assert_string_equal(text, PETER_TEXT);
    assert_int_equal(note_open(arena, both, strlen(both), &other, &text, &err), ERROR_INTEGRITY);
    const char *broken = PETER_NOTE "\xe2\x80\x94 other\n";
    assert_int_equal(note_open(arena, broken, strlen(broken), &key, &text, &err), ERROR_INTEGRITY);
}

static void
an_empty_line_may_stand_in_the_text(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    FREES_SECRET Secret *secret = NULL;
    Error err;
    char *note = NULL;
    char *text = NULL;
    NoteKey key = peter(arena, &secret);
    assert_int_equal(note_sign(arena, "one\n\ntwo\n", &key, secret, &note, &err), ERROR_NONE);
    assert_int_equal(note_open(arena, note, strlen(note), &key, &text, &err), ERROR_NONE);
    assert_string_equal(text, "one\n\ntwo\n");
}

static void
texts_that_are_no_note_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "no line feed", "tab\t\n", "return\r\n",
                                        "\xff not UTF-8\n"};
    SCRATCH Arena *arena = arena_new("test");
    FREES_SECRET Secret *secret = NULL;
    Error err;
    char *note = NULL;
    NoteKey key = peter(arena, &secret);
    for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++)
        assert_int_equal(note_sign(arena, wrong[at], &key, secret, &note, &err), ERROR_INTERNAL);
}

static void
names(void **state)
{
    (void)state;
    assert_true(note_name_valid("agency.example/data-1_x"));
    assert_false(note_name_valid(""));
    assert_false(note_name_valid("a b"));
    assert_false(note_name_valid("a+b"));
    assert_false(note_name_valid(".a"));
    assert_false(note_name_valid("a\n"));
    assert_false(
        note_name_valid("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    SCRATCH Arena *arena = arena_new("test");
    NoteKey key;
    assert_false(note_key_parse(
        arena, "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", &key));
    assert_false(note_key_parse(
        arena, "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", &key));
    assert_false(note_key_parse(arena, "PeterNeumann", &key));
}

static void
checkpoints_round_trip(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "a\n",
        "a\n1\n",
        "a\n1\nAAAA\n",
        "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n99999999999999999999\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="};
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    Checkpoint read;
    Checkpoint made = {.origin = "a.example/x", .size = 0, .root = digest_of("", 0)};
    assert_string_equal(checkpoint_print(arena, &made),
                        "a.example/x\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    made.size = 1234567890123456789u;
    assert_int_equal(checkpoint_parse(arena, checkpoint_print(arena, &made), &read, &err),
                     ERROR_NONE);
    assert_string_equal(read.origin, made.origin);
    assert_true(read.size == made.size);
    assert_true(digest_equal(&read.root, &made.root));
    for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++)
        assert_int_equal(checkpoint_parse(arena, wrong[at], &read, &err), ERROR_INTEGRITY);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answer),
        cmocka_unit_test(each_flip_and_cut_is_noticed),
        cmocka_unit_test(other_signatures_are_passed_over),
        cmocka_unit_test(an_empty_line_may_stand_in_the_text),
        cmocka_unit_test(texts_that_are_no_note_are_refused),
        cmocka_unit_test(names),
        cmocka_unit_test(checkpoints_round_trip),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
