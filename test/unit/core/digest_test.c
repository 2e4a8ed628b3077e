#include "core/digest.h"

#include "cmocka_all.h"

#include <string.h>

/* NIST CSRC, "SHA-256 examples": the messages "abc" and the 448-bit one; and the empty message
 * (FIPS 180-4). */
static void
known_answers(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"abc", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "sha256:248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    };
    SCRATCH Arena *arena = arena_new("test");
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++)
    {
        Digest digest = digest_of(cases[at][0], strlen(cases[at][0]));
        assert_string_equal(digest_print(arena, &digest), cases[at][1]);
        Digest parsed;
        assert_true(digest_parse(cases[at][1], &parsed));
        assert_true(digest_equal(&digest, &parsed));
    }
}

static void
pieces_give_the_digest_of_the_whole(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const char *words = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    Digest whole = digest_of(words, strlen(words));
    for (size_t cut = 0; cut <= strlen(words); cut++)
    {
        Hasher *hasher = hasher_new(arena);
        hasher_add(hasher, words, cut);
        hasher_add(hasher, words + cut, strlen(words) - cut);
        Digest digest = hasher_end(hasher);
        assert_true(digest_equal(&whole, &digest));
    }
}

static void
one_bit_makes_another(void **state)
{
    (void)state;
    Digest digest = digest_of("a", 1);
    for (size_t bit = 0; bit < (size_t)8 * DIGEST_SIZE; bit++)
    {
        Digest other = digest;
        other.bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        assert_false(digest_equal(&digest, &other));
    }
}

static void
parse_takes_nothing_else(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "sha256:",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0",
        "sha256:ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        " sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    };
    Digest digest;
    for (size_t at = 0; at < sizeof wrong / sizeof wrong[0]; at++)
        assert_false(digest_parse(wrong[at], &digest));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(pieces_give_the_digest_of_the_whole),
        cmocka_unit_test(one_bit_makes_another),
        cmocka_unit_test(parse_takes_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
