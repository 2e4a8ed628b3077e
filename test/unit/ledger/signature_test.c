/* Signatures looked at side by side: the least number of one that does not hold is told, whatever
 * batch it stood in, and nothing is forgotten between two questions. */
#include "ledger/signature.h"

#include "../core/cmocka_all.h"

#include <sodium.h>

#define COUNT 5000 /* more batches than may wait */

typedef struct Signer
{
    unsigned char public_key[NOTE_PUBLIC_KEY_SIZE];
    unsigned char secret_key[crypto_sign_SECRETKEYBYTES];
} Signer;

static Signer
new_signer(void)
{
    Signer signer;
    assert_true(sodium_init() >= 0);
    assert_int_equal(crypto_sign_keypair(signer.public_key, signer.secret_key), 0);
    return signer;
}

/* Adds a signature of the number; of another number where it is to be bad. */
static void
add(SignatureQueue *queue, const Signer *signer, uint64_t number, bool bad)
{
    unsigned char signature[NOTE_SIGNATURE_SIZE];
    uint64_t signed_number = bad ? number + 1 : number;
    (void)crypto_sign_detached(signature, NULL, (const unsigned char *)&signed_number,
                               sizeof signed_number, signer->secret_key);
    signature_queue_add(queue, number, &number, sizeof number, signature, signer->public_key);
}

static void
all_hold(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    SignatureQueue *queue = signature_queue_new(arena);
    Signer signer = new_signer();
    uint64_t first = 0;
    assert_true(signature_queue_settle(queue, &first));
    for (uint64_t number = 0; number < COUNT; number++)
        add(queue, &signer, number, false);
    assert_true(signature_queue_settle(queue, &first));
    add(queue, &signer, COUNT, false);
    assert_true(signature_queue_settle(queue, &first));
}

static void
the_first_bad_one_is_told(void **state)
{
    (void)state;
    const uint64_t bad[][2] = {{0, 1}, {255, 256}, {300, 4700}, {4999, 4999}, {1000, 1001}};
    Signer signer = new_signer();
    for (size_t at = 0; at < sizeof bad / sizeof *bad; at++)
    {
        SCRATCH Arena *arena = arena_new("test");
        SignatureQueue *queue = signature_queue_new(arena);
        uint64_t first = 0;
        for (uint64_t number = 0; number < COUNT; number++)
            add(queue, &signer, number, number == bad[at][0] || number == bad[at][1]);
        assert_false(signature_queue_settle(queue, &first));
        assert_int_equal(first, bad[at][0]);
        add(queue, &signer, COUNT, false);
        assert_false(signature_queue_settle(queue, &first));
        assert_int_equal(first, bad[at][0]);
    }
}

static void
another_key_does_not_hold(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    SignatureQueue *queue = signature_queue_new(arena);
    Signer signer = new_signer();
    Signer other = new_signer();
    uint64_t first = 0;
    add(queue, &signer, 7, false);
    for (size_t at = 0; at < sizeof signer.public_key; at++)
        signer.public_key[at] = other.public_key[at];
    add(queue, &signer, 8, false);
    assert_false(signature_queue_settle(queue, &first));
    assert_int_equal(first, 8);
}

/* The arena may go while threads still look. */
static void
an_unsettled_queue_ends(void **state)
{
    (void)state;
    Signer signer = new_signer();
    SCRATCH Arena *arena = arena_new("test");
    SignatureQueue *queue = signature_queue_new(arena);
    for (uint64_t number = 0; number < COUNT; number++)
        add(queue, &signer, number, false);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_hold),
        cmocka_unit_test(the_first_bad_one_is_told),
        cmocka_unit_test(another_key_does_not_hold),
        cmocka_unit_test(an_unsettled_queue_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
