/*
 * Secret bytes: in locked pages that no core file holds, wiped when closed; never printed, never
 * copied by value.
 */
#ifndef BERAAD_CORE_SECRET_H
#define BERAAD_CORE_SECRET_H

#include "core/arena.h"

#include <stdbool.h>
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

/* The same of one that is given for the first time: on the terminal it is asked twice, and both
 * must be the same. */
ErrorKind secret_read_new_passphrase(const char *path, const char *prompt, Secret **ret_secret,
                                     Error *err) MUST_CHECK;

/* Another line that nobody else is to see, read in the same way. */
typedef struct SecretLine
{
    const char *what;  /* "number": how messages call it */
    const char *path;  /* NULL: asked on the terminal */
    const char *shown; /* how messages call the path, which may be the secret, put there by mistake;
                          NULL: as it is */
    const char *prompt;
    bool is_new; /* asked twice on the terminal */
} SecretLine;

ErrorKind secret_read_line(const SecretLine *line, Secret **ret_secret, Error *err) MUST_CHECK;

#endif
