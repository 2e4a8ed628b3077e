/*
 * SHA-256 (FIPS 180-4), from OpenSSL.
 */
#ifndef BERAAD_CORE_DIGEST_H
#define BERAAD_CORE_DIGEST_H

#include "core/arena.h"

#include <stdbool.h>

#define DIGEST_SIZE 32

typedef struct Digest
{
    unsigned char bytes[DIGEST_SIZE];
} Digest;

typedef struct Hasher Hasher;

/* A running hash; freed with the arena. */
Hasher *hasher_new(Arena *arena);
void hasher_add(Hasher *hasher, const void *bytes, size_t size);
Digest hasher_end(Hasher *hasher);

Digest digest_of(const void *bytes, size_t size);
bool digest_equal(const Digest *one, const Digest *other);

/* "sha256:" and 64 hexadecimal digits; digest_parse takes exactly that. */
char *digest_print(Arena *arena, const Digest *digest);
bool digest_parse(const char *text, Digest *ret_digest);

#endif
