/*
 * Who signs a package: an Ed25519 key (RFC 8032) behind a function, so that release/ never holds
 * the secret.
 */
#ifndef BERAAD_RELEASE_SIGNER_H
#define BERAAD_RELEASE_SIGNER_H

#include "core/error.h"

#include <stddef.h>

#define SIGNER_KEY_SIZE 32
#define SIGNER_ID_SIZE 8
#define SIGNER_SIGNATURE_SIZE 64

typedef struct PackageSigner
{
    void *context;
    /* The signature of bytes (pure Ed25519, deterministic). */
    ErrorKind (*sign)(void *context, const void *bytes, size_t size,
                      unsigned char ret_signature[SIGNER_SIGNATURE_SIZE], Error *err);
    unsigned char public_key[SIGNER_KEY_SIZE];
    unsigned char key_id[SIGNER_ID_SIZE]; /* minisign's name of the key: any 8 bytes, the same as in
                                             the public key file */
    const char *name; /* of the key in signed notes: "ksz.example/beraad"; no white space, no '+' */
} PackageSigner;

#endif
