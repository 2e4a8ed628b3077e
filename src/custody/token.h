/*
 * The root key under a key in a PKCS#11 token, which never leaves it (OASIS PKCS#11 2.40).
 *
 * The token computes HMAC-SHA256 of a random challenge under a generic secret key that it made
 * itself; the result takes the place of the passphrase's key (doc/format/keys.md, "Tokens"). The
 * library that speaks to the token is named by BERAAD_PKCS11_MODULE and by nothing in the custody:
 * a file there must not say what code is run. The PIN is read where the passphrase would be.
 */
#ifndef BERAAD_CUSTODY_TOKEN_H
#define BERAAD_CUSTODY_TOKEN_H

#include "custody/custody.h"

#define TOKEN_CHALLENGE_SIZE 32

typedef struct TokenKey
{
    const char *token; /* its label */
    const char *key;   /* the label of the key in it */
    const Secret *pin;
} TokenKey;

/* Is there a library, and in it a token of that label? As token_make_key would say, before a PIN is
 * asked. */
ErrorKind token_check(const char *label, Error *err) MUST_CHECK;

/* Makes such a key in the token: it cannot be read out. ERROR_STATE: no library is named or it
 * cannot be loaded, no such token, a wrong PIN, a key of that label is there already. */
ErrorKind token_make_key(const TokenKey *key, Error *err) MUST_CHECK;

/* What the token makes of the challenge, 32 bytes. Errors as above, and where there is no such key.
 */
ErrorKind token_answer(const TokenKey *key, const unsigned char challenge[TOKEN_CHALLENGE_SIZE],
                       Secret **ret_answer, Error *err) MUST_CHECK;

/* Wraps the root key of an unlocked custody anew, under a new key in this token. */
ErrorKind token_wrap_root(Custody *custody, const TokenKey *key, Error *err) MUST_CHECK;

#endif
