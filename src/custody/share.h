/*
 * A secret split into shares: any `needed` of them give it back, fewer say nothing about it. Pure.
 *
 * Source: Shamir, "How to share a secret", CACM 22(11), 1979; over GF(2^8) with the polynomial of
 * AES (FIPS 197 section 4.2), each byte of the secret the constant term of a polynomial of its own.
 * Multiplication takes the same time whatever the values. Nothing here notices a wrong share: that
 * is for who keeps them (split.h).
 */
#ifndef BERAAD_CUSTODY_SHARE_H
#define BERAAD_CUSTODY_SHARE_H

#include "core/secret.h"

#define SHARES_MOST 32

/* Share number n (from 1) is the value of the polynomials at n. `random` holds (needed - 1) times
 * secret->size random bytes. 2 <= needed; number <= 255. The result is as long as the secret. */
Secret *share_make(const Secret *secret, const Secret *random, unsigned needed, unsigned number);

/* The secret from as many shares as were needed, of these distinct numbers. */
Secret *share_join(const Secret *const *shares, const unsigned *numbers, unsigned needed);

#endif
