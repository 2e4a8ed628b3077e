/* The custody's own Ed25519 key, and public keys as text. */
#include "custody/inner.h"
#include "ledger/base64.h"

#include <sodium.h>
#include <string.h>

char *
public_key_print(Arena *arena, const unsigned char public_key[NOTE_PUBLIC_KEY_SIZE])
{
    return base64_print(arena, public_key, NOTE_PUBLIC_KEY_SIZE);
}

bool
public_key_parse(const char *text, unsigned char ret_public_key[NOTE_PUBLIC_KEY_SIZE])
{
    return text != NULL && base64_parse_exactly(text, ret_public_key, NOTE_PUBLIC_KEY_SIZE);
}

ErrorKind
signing_key_open(const Secret *seed, const unsigned char public_key[NOTE_PUBLIC_KEY_SIZE],
                 Secret **ret_signing, Error *err)
{
    FREES_SECRET Secret *signing = secret_new(NOTE_SECRET_KEY_SIZE);
    unsigned char made[NOTE_PUBLIC_KEY_SIZE];
    crypto_sign_seed_keypair(made, signing->bytes, seed->bytes);
    if (memcmp(made, public_key, sizeof made) != 0)
        return error_set(err, ERROR_INTEGRITY, "a key file and the state do not belong together");
    *ret_signing = signing;
    signing = NULL;
    return ERROR_NONE;
}

NoteKey
custody_note_key(const Custody *custody)
{
    NoteKey key = {.name = custody->name};
    memcpy(key.public_key, custody->public_key, sizeof key.public_key);
    return key;
}

static void
key_id(const unsigned char public_key[NOTE_PUBLIC_KEY_SIZE],
       unsigned char ret_id[CUSTODY_KEY_ID_SIZE])
{
    Digest digest = digest_of(public_key, NOTE_PUBLIC_KEY_SIZE);
    memcpy(ret_id, digest.bytes, CUSTODY_KEY_ID_SIZE);
}

void
custody_key_id(const Custody *custody, unsigned char ret_id[CUSTODY_KEY_ID_SIZE])
{
    key_id(custody->public_key, ret_id);
}

ErrorKind
custody_sign(Custody *custody, const void *bytes, size_t size,
             unsigned char ret_signature[NOTE_SIGNATURE_SIZE], Error *err)
{
    if (!custody_unlocked(custody))
        return error_set(err, ERROR_STATE, "the custody is locked");
    crypto_sign_detached(ret_signature, NULL, bytes, size, custody->signing->bytes);
    return ERROR_NONE;
}

ErrorKind
custody_sign_note(Custody *custody, Arena *arena, const char *text, char **ret_note, Error *err)
{
    unsigned char signature[NOTE_SIGNATURE_SIZE];
    NoteKey key = custody_note_key(custody);
    TRY(custody_sign(custody, text, strlen(text), signature, err));
    return note_build(arena, text, &key, signature, ret_note, err);
}

char *
minisign_public_key_print(Arena *arena, const unsigned char public_key[NOTE_PUBLIC_KEY_SIZE])
{
    unsigned char body[2 + CUSTODY_KEY_ID_SIZE + NOTE_PUBLIC_KEY_SIZE] = {'E', 'd'};
    key_id(public_key, body + 2);
    memcpy(body + 2 + CUSTODY_KEY_ID_SIZE, public_key, NOTE_PUBLIC_KEY_SIZE);
    /* minisign shows the id as a little-endian number: the last byte first. */
    char name[2 * CUSTODY_KEY_ID_SIZE + 1];
    for (size_t at = 0; at < CUSTODY_KEY_ID_SIZE; at++)
    {
        static const char digits[] = "0123456789ABCDEF";
        name[2 * at] = digits[body[2 + CUSTODY_KEY_ID_SIZE - 1 - at] >> 4];
        name[2 * at + 1] = digits[body[2 + CUSTODY_KEY_ID_SIZE - 1 - at] & 0xf];
    }
    name[2 * CUSTODY_KEY_ID_SIZE] = '\0';
    return arena_print(arena, "untrusted comment: minisign public key %s\n%s\n", name,
                       base64_print(arena, body, sizeof body));
}
