/*
 * An authenticated, encrypted stream: how bytes lie on the custody's disk (doc/format/sealed.md).
 *
 * libsodium's secretstream (XChaCha20-Poly1305) over chunks of CIPHER_CHUNK bytes, each bound to
 * its place in the stream and to `context`, the words that say what the stream is. A stream that is
 * cut, changed, reordered, continued, or put under another's name is noticed, and no byte of a
 * chunk is given out before the chunk is known to be whole. Memory: two chunks, whatever the size.
 */
#ifndef BERAAD_CORE_CIPHER_H
#define BERAAD_CORE_CIPHER_H

#include "core/digest.h"
#include "core/secret.h"

#include <stdint.h>

#define CIPHER_KEY_SIZE 32
#define CIPHER_CHUNK ((size_t)64 * 1024)

typedef struct CipherWriter CipherWriter;
typedef struct CipherReader CipherReader;

/* What went in, and what lies on the disk. */
typedef struct CipherSummary
{
    Digest digest; /* of the clear bytes */
    int64_t size;  /* of the clear bytes */
    Digest sealed; /* of the file */
    int64_t sealed_size;
} CipherSummary;

/* Begins a stream at the present place of fd, which stays the caller's. The key (CIPHER_KEY_SIZE
 * bytes) is read here and not kept. */
ErrorKind cipher_write_open(int fd, const Secret *key, const char *context,
                            CipherWriter **ret_writer, Error *err) MUST_CHECK;
ErrorKind cipher_write_put(CipherWriter *writer, const void *bytes, size_t size,
                           Error *err) MUST_CHECK;
/* The last chunk. Without it a reader refuses the stream. Does not sync. */
ErrorKind cipher_write_end(CipherWriter *writer, CipherSummary *ret_summary, Error *err) MUST_CHECK;
void cipher_write_close(CipherWriter **writer);
#define CLOSES_CIPHER_WRITER __attribute__((cleanup(cipher_write_close)))

/* Begins to read; ERROR_INTEGRITY where fd holds no such stream. */
ErrorKind cipher_read_open(int fd, const Secret *key, const char *context,
                           CipherReader **ret_reader, Error *err) MUST_CHECK;
/* The next clear bytes, borrowed until the next call; *ret_size is 0 at the end, which is told only
 * after the last chunk was whole and nothing follows it. ERROR_INTEGRITY: damaged, cut, of another
 * key or context. */
ErrorKind cipher_read_get(CipherReader *reader, const void **ret_bytes, size_t *ret_size,
                          Error *err) MUST_CHECK;
void cipher_read_close(CipherReader **reader);
#define CLOSES_CIPHER_READER __attribute__((cleanup(cipher_read_close)))

/* How large is the file of so many clear bytes? */
int64_t cipher_sealed_size(int64_t size);

#endif
