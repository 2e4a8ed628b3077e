/* What of an output request nobody may read on the disk. */
#include "custody/key.h"
#include "custody/output_inner.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES
#define KEY_SIZE crypto_aead_xchacha20poly1305_ietf_KEYBYTES

ErrorKind
output_key(Custody *custody, const Actor *actor, const char *deliberation,
           const char *communication, Secret **ret_key, Error *err)
{
    FREES_SECRET Secret *project = NULL;
    TRY(project_key_open(custody, actor, deliberation, communication, &project, err));
    *ret_key = secret_derive(project, PURPOSE_OUTPUT, KEY_SIZE);
    return ERROR_NONE;
}

char *
output_seal(Arena *arena, const Secret *key, const char *place, const void *bytes, size_t size,
            size_t *ret_size)
{
    unsigned char *sealed = arena_take(arena, NONCE_SIZE + size + TAG_SIZE);
    unsigned long long sealed_size = 0;
    randombytes_buf(sealed, NONCE_SIZE);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE_SIZE, &sealed_size, bytes, size,
                                                     (const unsigned char *)place, strlen(place),
                                                     NULL, sealed, key->bytes);
    *ret_size = NONCE_SIZE + (size_t)sealed_size;
    return (char *)sealed;
}

ErrorKind
output_unseal(Arena *arena, const Secret *key, const char *place, const char *sealed,
              size_t sealed_size, char **ret_bytes, size_t *ret_size, Error *err)
{
    const unsigned char *from = (const unsigned char *)sealed;
    unsigned long long size = 0;
    *ret_bytes = arena_take(arena, sealed_size + 1);
    if (sealed_size < NONCE_SIZE + TAG_SIZE ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(
            (unsigned char *)*ret_bytes, &size, NULL, from + NONCE_SIZE, sealed_size - NONCE_SIZE,
            (const unsigned char *)place, strlen(place), from, key->bytes) != 0)
        return error_set(err, ERROR_INTEGRITY, "%s: what was sealed is damaged", place);
    (*ret_bytes)[size] = '\0';
    *ret_size = (size_t)size;
    return ERROR_NONE;
}

char *
round_place(Arena *arena, int64_t number, int64_t round)
{
    return arena_print(arena, "output %" PRId64 ", round %" PRId64, number, round);
}

char *
vote_place(Arena *arena, int64_t number, int64_t round, const char *actor)
{
    return arena_print(arena, "output %" PRId64 ", round %" PRId64 ", vote of %s", number, round,
                       actor);
}

ErrorKind
output_content(Custody *custody, Arena *arena, const OutputRequest *request, int64_t round,
               char **ret_bytes, size_t *ret_size, Error *err)
{
    SCRATCH Arena *work = arena_new("content");
    FREES_SECRET Secret *key = NULL;
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    size_t sealed_size = 0;
    TRY(output_key(custody, NULL, request->deliberation, request->communication, &key, err));
    TRY(store_query(custody->store,
                    "SELECT sealed FROM output_round WHERE output = ? AND round = ?",
                    BINDS(bind_integer(request->number), bind_integer(round)), &query, err));
    TRY(query_next(query, &row, err));
    if (!row)
        return error_set(err, ERROR_INTEGRITY, "%s is gone",
                         round_place(work, request->number, round));
    const char *sealed = query_bytes(query, work, 0, &sealed_size);
    return output_unseal(arena, key, round_place(work, request->number, round), sealed, sealed_size,
                         ret_bytes, ret_size, err);
}
