/*
 * Public keys and detached signatures in the format of minisign, prehashed ("ED": Ed25519 over
 * BLAKE2b-512 of the file). Source: https://jedisct1.github.io/minisign/ ("Signature format",
 * "Public key format"). Pure but for minisign_digest.
 */
#ifndef BERAAD_RELEASE_MINISIGN_H
#define BERAAD_RELEASE_MINISIGN_H

#include "core/arena.h"
#include "release/signer.h"

#define MINISIGN_DIGEST_SIZE 64
#define MINISIGN_COMMENT_SIZE 4096 /* of a trusted comment; minisign itself takes 8192 */
#define MINISIGN_FILE_SIZE ((size_t)16 * 1024)

typedef struct MinisignKey
{
    unsigned char id[SIGNER_ID_SIZE];
    unsigned char key[SIGNER_KEY_SIZE];
} MinisignKey;

typedef struct MinisignSignature
{
    unsigned char id[SIGNER_ID_SIZE];
    unsigned char signature[SIGNER_SIGNATURE_SIZE]; /* of the digest */
    const char *trusted;                            /* comment, without its introducing words */
    unsigned char global[SIGNER_SIGNATURE_SIZE];    /* of signature and trusted comment together */
} MinisignSignature;

/* BLAKE2b-512 of the rest of an open file; its position is left at the end. */
ErrorKind minisign_digest(int fd, unsigned char ret_digest[MINISIGN_DIGEST_SIZE],
                          Error *err) MUST_CHECK;

/* A public key file: one untrusted comment line, one line of base64. ERROR_DATA for anything else.
 */
ErrorKind minisign_key_parse(const char *bytes, size_t size, MinisignKey *ret_key,
                             Error *err) MUST_CHECK;
char *minisign_key_print(Arena *arena, const MinisignKey *key);

/* The base64 alone, as `minisign -P` takes it, and back. ERROR_DATA. */
char *minisign_key_line(Arena *arena, const MinisignKey *key);
ErrorKind minisign_key_line_parse(const char *line, MinisignKey *ret_key, Error *err) MUST_CHECK;

/* A signature file. Only the prehashed form is taken; trusted lives in arena. ERROR_DATA. */
ErrorKind minisign_parse(Arena *arena, const char *bytes, size_t size,
                         MinisignSignature *ret_signature, Error *err) MUST_CHECK;
char *minisign_print(Arena *arena, const MinisignSignature *signature);

/* Signs a digest and the comment, which holds no control character. */
ErrorKind minisign_sign(Arena *arena, const PackageSigner *signer,
                        const unsigned char digest[MINISIGN_DIGEST_SIZE], const char *trusted,
                        MinisignSignature *ret_signature, Error *err) MUST_CHECK;

/* ERROR_INTEGRITY, with the reason, unless both signatures are good under key. */
ErrorKind minisign_check(const MinisignSignature *signature, const MinisignKey *key,
                         const unsigned char digest[MINISIGN_DIGEST_SIZE], Error *err) MUST_CHECK;

/* How minisign shows a key id: 16 upper-case hexadecimal digits, the eight bytes as a little-endian
 * number. */
char *minisign_id_print(Arena *arena, const unsigned char id[SIGNER_ID_SIZE]);

#endif
