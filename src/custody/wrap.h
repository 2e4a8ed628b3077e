/*
 * A key at rest: a small file that holds secret bytes under XChaCha20-Poly1305, wrapped by another
 * key or by a passphrase (Argon2id). The format is doc/format/keys.md.
 */
#ifndef BERAAD_CUSTODY_WRAP_H
#define BERAAD_CUSTODY_WRAP_H

#include "core/json.h"
#include "custody/custody.h"

/* What opens the file: a key, or else a passphrase. purpose says what the file is and stands in it,
 * authenticated: a file of one purpose is never taken for another. */
typedef struct Wrapping
{
    const char *purpose;
    const Secret *key;        /* of 32 bytes; NULL: passphrase */
    const Secret *passphrase; /* NULL where there is a key */
    KdfCost cost;             /* of a passphrase, when wrapping */
    json_t *token;            /* when wrapping with a key that a token gave: which; else NULL */
} Wrapping;

/* The bytes of a key file that holds content wrapped. */
ErrorKind key_seal(Arena *arena, const Wrapping *wrapping, const Secret *content, char **ret_bytes,
                   size_t *ret_size, Error *err) MUST_CHECK;

/* Writes content wrapped, as a new file of permission 0600, durable when this returns. */
ErrorKind key_wrap(const char *path, const Wrapping *wrapping, const Secret *content,
                   Error *err) MUST_CHECK;

/* The same in place of a file that is there; all or nothing. */
ErrorKind key_wrap_again(const char *path, const Wrapping *wrapping, const Secret *content,
                         Error *err) MUST_CHECK;

/* ERROR_STATE: open to other users, or the passphrase is wrong. ERROR_INTEGRITY: missing, damaged,
 * of another purpose or size. */
ErrorKind key_unwrap(const char *path, const Wrapping *wrapping, size_t size, Secret **ret_content,
                     Error *err) MUST_CHECK;

/* key_unwrap for the bytes of a key file that lie in a larger one; name is for messages. */
typedef struct KeyBytes
{
    const char *name;
    const char *bytes;
    size_t size;
} KeyBytes;
ErrorKind key_unseal(const KeyBytes *file, const Wrapping *wrapping, size_t size,
                     Secret **ret_content, Error *err) MUST_CHECK;

/* The "token" of a key file; NULL where it has none. */
json_t *key_token_of(Arena *arena, const char *path);

/* What a key file says it is, without opening it: NULL where it is no key file at all. */
const char *key_purpose_of(Arena *arena, const char *path);

/* Overwrites a key file, syncs, and removes it; absence is fine. What a file system or a disk keeps
 * of old blocks is not reached by this. */
ErrorKind key_erase(const char *path, Error *err) MUST_CHECK;

#endif
