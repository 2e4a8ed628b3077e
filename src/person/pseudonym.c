#include "person/pseudonym.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

/* Blocks are laid out and enciphered in place, so many at a time: half of a 32 KiB first-level
 * cache, and enough that OpenSSL's cost of a call does not count (bench/kernel.c). */
#define CHUNK_BLOCKS ((size_t)1024)

struct BlockCipher
{
    EVP_CIPHER_CTX *context;
};

static BlockCipher *
cipher_new(void)
{
    BlockCipher *cipher = calloc(1, sizeof *cipher);
    if (cipher == NULL)
        error_out_of_memory();
    cipher->context = EVP_CIPHER_CTX_new();
    if (cipher->context == NULL)
        error_out_of_memory();
    return cipher;
}

ErrorKind
block_cipher_new(const unsigned char *key, BlockCipher **ret_cipher, Error *err)
{
    FREES_CIPHER BlockCipher *cipher = cipher_new();
    if (EVP_EncryptInit_ex2(cipher->context, EVP_aes_256_ecb(), key, NULL, NULL) != 1 ||
        EVP_CIPHER_CTX_set_padding(cipher->context, 0) != 1)
        return error_set(err, ERROR_INTERNAL, "AES-256 cannot start");
    *ret_cipher = cipher;
    cipher = NULL;
    return ERROR_NONE;
}

ErrorKind
block_cipher_copy(const BlockCipher *cipher, BlockCipher **ret_copy, Error *err)
{
    FREES_CIPHER BlockCipher *copy = cipher_new();
    if (EVP_CIPHER_CTX_copy(copy->context, cipher->context) != 1)
        return error_set(err, ERROR_INTERNAL, "AES-256 cannot start");
    *ret_copy = copy;
    copy = NULL;
    return ERROR_NONE;
}

void
block_cipher_free(BlockCipher **cipher)
{
    if (*cipher == NULL)
        return;
    EVP_CIPHER_CTX_free((*cipher)->context);
    free(*cipher);
    *cipher = NULL;
}

/* Eight bytes of memory, most significant first. */
static inline uint64_t
big_endian(uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return __builtin_bswap64(word);
#else
    return word;
#endif
}

/* Kind byte, number big-endian, zeros: the number's last byte is the first of the second word. */
static void
lay_out(IdentifierKind kind, const int64_t *numbers, size_t count, unsigned char *ret_blocks)
{
    const uint64_t first = (uint64_t)kind << 56;
    for (size_t at = 0; at < count; at++)
    {
        uint64_t number = (uint64_t)numbers[at];
        uint64_t words[2] = {big_endian(first | number >> 8), big_endian(number << 56)};
        memcpy(ret_blocks + at * BLOCK_SIZE, words, sizeof words);
    }
}

ErrorKind
block_encipher(BlockCipher *cipher, IdentifierKind kind, const int64_t *numbers, size_t count,
               unsigned char *ret_blocks, Error *err)
{
    while (count > 0)
    {
        size_t now = count < CHUNK_BLOCKS ? count : CHUNK_BLOCKS;
        int size = (int)(now * BLOCK_SIZE);
        int made = 0;
        lay_out(kind, numbers, now, ret_blocks);
        if (EVP_EncryptUpdate(cipher->context, ret_blocks, &made, ret_blocks, size) != 1 ||
            made != size)
            return error_set(err, ERROR_INTERNAL, "AES-256 failed");
        numbers += now;
        ret_blocks += (size_t)size;
        count -= now;
    }
    return ERROR_NONE;
}

/* The inverse of lay_out; false for a block that lay_out did not make. */
static bool
take_apart(IdentifierKind kind, const unsigned char *block, int64_t *ret_number)
{
    uint64_t number = 0;
    bool zeros = true;
    for (size_t at = 1; at <= sizeof number; at++)
        number = number << 8 | block[at];
    for (size_t at = 1 + sizeof number; at < BLOCK_SIZE; at++)
        zeros = zeros && block[at] == 0;
    *ret_number = (int64_t)number;
    return zeros && block[0] == (unsigned char)kind && number <= INT64_MAX;
}

ErrorKind
block_open(const unsigned char *key, IdentifierKind kind, const unsigned char *blocks, size_t count,
           int64_t *ret_numbers, Error *err)
{
    FREES_CIPHER BlockCipher *cipher = cipher_new();
    if (EVP_DecryptInit_ex2(cipher->context, EVP_aes_256_ecb(), key, NULL, NULL) != 1 ||
        EVP_CIPHER_CTX_set_padding(cipher->context, 0) != 1)
        return error_set(err, ERROR_INTERNAL, "AES-256 cannot start");
    for (size_t at = 0; at < count; at++)
    {
        unsigned char block[BLOCK_SIZE];
        int made = 0;
        if (EVP_DecryptUpdate(cipher->context, block, &made, blocks + at * BLOCK_SIZE,
                              BLOCK_SIZE) != 1 ||
            made != BLOCK_SIZE)
            return error_set(err, ERROR_INTERNAL, "AES-256 failed");
        bool well = take_apart(kind, block, &ret_numbers[at]);
        OPENSSL_cleanse(block, sizeof block);
        if (!well)
            return error_set(err, ERROR_INTEGRITY, "a pseudonym of another key or kind");
    }
    return ERROR_NONE;
}
