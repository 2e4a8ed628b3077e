/*
 * Secret bytes: in locked pages that no core file holds, wiped when closed; never printed, never
 * copied by value.
 */
#ifndef BERAAD_CORE_SECRET_H
#define BERAAD_CORE_SECRET_H

#include "core/arena.h"

#include <stddef.h>

typedef struct Secret
{
    unsigned char *bytes; /* sodium_malloc */
    size_t size;
} Secret;

/* Once at start: libsodium ready, core files off, not dumpable. */
ErrorKind secret_prepare(Error *err) MUST_CHECK;

/* size zero bytes, or size random ones. */
Secret *secret_new(size_t size);
Secret *secret_random(size_t size);
void secret_free(Secret **secret);
#define FREES_SECRET __attribute__((cleanup(secret_free)))

/* HKDF-SHA256 (RFC 5869) without salt: size bytes from key for this purpose. */
Secret *secret_derive(const Secret *key, const char *purpose, size_t size);

/* The first line of a file (a descriptor as /dev/fd/N is one), without its line feed; at most 1024
 * bytes, not empty. path NULL: asks on the terminal, without echo, with this prompt; without a
 * terminal that is an error of usage. */
ErrorKind secret_read_passphrase(const char *path, const char *prompt, Secret **ret_secret,
                                 Error *err) MUST_CHECK;

#endif
