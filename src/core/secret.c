#include "core/secret.h"

#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <sodium.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

ErrorKind
secret_prepare(Error *err)
{
    if (sodium_init() < 0)
        return error_set(err, ERROR_INTERNAL, "libsodium cannot start");
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return error_set_io(err, "cannot switch core files off");
    return ERROR_NONE;
}

Secret *
secret_new(size_t size)
{
    Secret *secret = sodium_malloc(sizeof *secret);
    if (secret == NULL)
        error_out_of_memory();
    secret->size = size;
    secret->bytes = sodium_malloc(size);
    if (secret->bytes == NULL)
        error_out_of_memory();
    memset(secret->bytes, 0, size);
    return secret;
}

Secret *
secret_random(size_t size)
{
    Secret *secret = secret_new(size);
    randombytes_buf(secret->bytes, size);
    return secret;
}

void
secret_free(Secret **secret)
{
    if (*secret != NULL)
    {
        sodium_free((*secret)->bytes);
        sodium_free(*secret);
    }
    *secret = NULL;
}

Secret *
secret_derive(const Secret *key, const char *purpose, size_t size)
{
    Secret *derived = secret_new(size);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, NULL);
    size_t length = size;
    bool done = context != NULL && EVP_PKEY_derive_init(context) == 1 &&
                EVP_PKEY_CTX_set_hkdf_md(context, EVP_sha256()) == 1 &&
                EVP_PKEY_CTX_set1_hkdf_key(context, key->bytes, (int)key->size) == 1 &&
                EVP_PKEY_CTX_add1_hkdf_info(context, (const unsigned char *)purpose,
                                            (int)strlen(purpose)) == 1 &&
                EVP_PKEY_derive(context, derived->bytes, &length) == 1 && length == size;
    EVP_PKEY_CTX_free(context);
    if (!done)
        error_out_of_memory();
    return derived;
}
