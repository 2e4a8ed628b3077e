#include "core/digest.h"

#include "core/text.h"

#include <openssl/evp.h>
#include <pthread.h>
#include <string.h>

/* Looked up once: EVP_sha256() is looked up under a lock at each use, which takes as long as the
 * hashing of 200 bytes. It lives as long as the process. */
static EVP_MD *sha256;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
look_up(void)
{
    sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
}

static const EVP_MD *
algorithm(void)
{
    /* OpenSSL always has SHA-256: without it only for want of memory. */
    if (pthread_once(&once, look_up) != 0 || sha256 == NULL)
        error_out_of_memory();
    return sha256;
}

struct Hasher
{
    EVP_MD_CTX *context;
};

static void
release_context(void *what)
{
    EVP_MD_CTX_free(what);
}

Hasher *
hasher_new(Arena *arena)
{
    Hasher *hasher = arena_take(arena, sizeof *hasher);
    hasher->context = EVP_MD_CTX_new();
    /* SHA-256 with a fresh context fails only for want of memory. */
    if (hasher->context == NULL || EVP_DigestInit_ex(hasher->context, algorithm(), NULL) != 1)
        error_out_of_memory();
    arena_on_free(arena, release_context, hasher->context);
    return hasher;
}

void
hasher_add(Hasher *hasher, const void *bytes, size_t size)
{
    if (EVP_DigestUpdate(hasher->context, bytes, size) != 1)
        error_out_of_memory();
}

Digest
hasher_end(Hasher *hasher)
{
    Digest digest;
    if (EVP_DigestFinal_ex(hasher->context, digest.bytes, NULL) != 1)
        error_out_of_memory();
    return digest;
}

Digest
digest_of(const void *bytes, size_t size)
{
    Digest digest;
    if (EVP_Digest(bytes, size, digest.bytes, NULL, algorithm(), NULL) != 1)
        error_out_of_memory();
    return digest;
}

bool
digest_equal(const Digest *one, const Digest *other)
{
    return memcmp(one->bytes, other->bytes, DIGEST_SIZE) == 0;
}

char *
digest_print(Arena *arena, const Digest *digest)
{
    return arena_print(arena, "sha256:%s", text_hex(arena, digest->bytes, DIGEST_SIZE));
}

bool
digest_parse(const char *text, Digest *ret_digest)
{
    return text_starts(text, "sha256:") && text_hex_parse(text + 7, ret_digest->bytes, DIGEST_SIZE);
}
