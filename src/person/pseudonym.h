/*
 * One block of AES-256 for one person: pseudonyms and sample numbers (design section 7).
 *
 * Block: kind byte, the number as 64-bit big-endian integer, seven zero bytes. Enciphered as one
 * block (ECB of a single, never repeated block is the permutation itself; FIPS 197). A pseudonym is
 * the 16 cipher bytes in UUID notation; a sample number is the same bytes of another key read as an
 * unsigned big-endian 128-bit number.
 */
#ifndef BERAAD_PERSON_PSEUDONYM_H
#define BERAAD_PERSON_PSEUDONYM_H

#include "core/error.h"
#include "person/identifier.h"

#define BLOCK_SIZE 16
#define BLOCK_KEY_SIZE 32

typedef struct BlockCipher BlockCipher;

/* A cipher under a key of BLOCK_KEY_SIZE bytes; the key is not kept beyond OpenSSL's own schedule.
 */
ErrorKind block_cipher_new(const unsigned char *key, BlockCipher **ret_cipher,
                           Error *err) MUST_CHECK;
void block_cipher_free(BlockCipher **cipher);
#define FREES_CIPHER __attribute__((cleanup(block_cipher_free)))

/* A context of its own for one thread, under the same key: a BlockCipher is used by one thread at a
 * time. */
ErrorKind block_cipher_copy(const BlockCipher *cipher, BlockCipher **ret_copy,
                            Error *err) MUST_CHECK;

/* count blocks of BLOCK_SIZE bytes to ret_blocks, one a number, in order. */
ErrorKind block_encipher(BlockCipher *cipher, IdentifierKind kind, const int64_t *numbers,
                         size_t count, unsigned char *ret_blocks, Error *err) MUST_CHECK;

/* The numbers that count blocks stand for, under the key that enciphered them: for the custodian's
 * own checks, inside the custody only. ERROR_INTEGRITY where a block is not of this kind and key.
 */
ErrorKind block_open(const unsigned char *key, IdentifierKind kind, const unsigned char *blocks,
                     size_t count, int64_t *ret_numbers, Error *err) MUST_CHECK;

#endif
