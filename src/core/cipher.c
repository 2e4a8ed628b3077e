#include "core/cipher.h"

#include "core/file.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAGIC "beraad sealed 1\n"
#define MAGIC_SIZE (sizeof MAGIC - 1)
#define HEADER_SIZE (MAGIC_SIZE + crypto_secretstream_xchacha20poly1305_HEADERBYTES)
#define EXTRA crypto_secretstream_xchacha20poly1305_ABYTES
#define SEALED_CHUNK (CIPHER_CHUNK + EXTRA)

_Static_assert(CIPHER_KEY_SIZE == crypto_secretstream_xchacha20poly1305_KEYBYTES,
               "the size of a key");

struct CipherWriter
{
    Arena *arena;
    int fd;
    crypto_secretstream_xchacha20poly1305_state state;
    const char *context;
    Hasher *clear_hash;
    Hasher *sealed_hash;
    CipherSummary summary;
    size_t held; /* clear bytes that wait in chunk */
    unsigned char chunk[CIPHER_CHUNK];
    unsigned char sealed[SEALED_CHUNK];
};

struct CipherReader
{
    Arena *arena;
    int fd;
    crypto_secretstream_xchacha20poly1305_state state;
    const char *context;
    bool begun; /* a chunk was opened */
    bool ended;
    unsigned char sealed[SEALED_CHUNK];
    unsigned char chunk[CIPHER_CHUNK];
};

int64_t
cipher_sealed_size(int64_t size)
{
    int64_t chunks = size == 0 ? 1 : (size - 1) / (int64_t)CIPHER_CHUNK + 1;
    return (int64_t)HEADER_SIZE + size + chunks * (int64_t)EXTRA;
}

static ErrorKind
put_sealed(CipherWriter *writer, const void *bytes, size_t size, Error *err)
{
    hasher_add(writer->sealed_hash, bytes, size);
    writer->summary.sealed_size += (int64_t)size;
    return file_put(writer->fd, bytes, size, err);
}

ErrorKind
cipher_write_open(int fd, const Secret *key, const char *context, CipherWriter **ret_writer,
                  Error *err)
{
    unsigned char header[HEADER_SIZE];
    if (key->size != CIPHER_KEY_SIZE)
        return error_set(err, ERROR_INTERNAL, "a stream's key of another size");
    CLOSES_CIPHER_WRITER CipherWriter *writer = calloc(1, sizeof *writer);
    if (writer == NULL)
        error_out_of_memory();
    writer->arena = arena_new("cipher");
    writer->fd = fd;
    writer->context = arena_copy_text(writer->arena, context);
    writer->clear_hash = hasher_new(writer->arena);
    writer->sealed_hash = hasher_new(writer->arena);
    memcpy(header, MAGIC, MAGIC_SIZE);
    (void)crypto_secretstream_xchacha20poly1305_init_push(&writer->state, header + MAGIC_SIZE,
                                                          key->bytes);
    TRY(put_sealed(writer, header, sizeof header, err));
    *ret_writer = writer;
    writer = NULL;
    return ERROR_NONE;
}

static ErrorKind
seal_chunk(CipherWriter *writer, unsigned char tag, Error *err)
{
    unsigned long long size = 0;
    (void)crypto_secretstream_xchacha20poly1305_push(
        &writer->state, writer->sealed, &size, writer->chunk, writer->held,
        (const unsigned char *)writer->context, strlen(writer->context), tag);
    writer->held = 0;
    return put_sealed(writer, writer->sealed, (size_t)size, err);
}

ErrorKind
cipher_write_put(CipherWriter *writer, const void *bytes, size_t size, Error *err)
{
    const unsigned char *from = bytes;
    hasher_add(writer->clear_hash, bytes, size);
    writer->summary.size += (int64_t)size;
    while (size > 0)
    {
        /* Only now, because the last chunk must be known for the last: it is never an empty one
         * behind a full one. */
        if (writer->held == CIPHER_CHUNK)
            TRY(seal_chunk(writer, 0, err));
        size_t part = CIPHER_CHUNK - writer->held < size ? CIPHER_CHUNK - writer->held : size;
        memcpy(writer->chunk + writer->held, from, part);
        writer->held += part;
        from += part;
        size -= part;
    }
    return ERROR_NONE;
}

ErrorKind
cipher_write_end(CipherWriter *writer, CipherSummary *ret_summary, Error *err)
{
    TRY(seal_chunk(writer, crypto_secretstream_xchacha20poly1305_TAG_FINAL, err));
    writer->summary.digest = hasher_end(writer->clear_hash);
    writer->summary.sealed = hasher_end(writer->sealed_hash);
    *ret_summary = writer->summary;
    return ERROR_NONE;
}

void
cipher_write_close(CipherWriter **writer)
{
    if (*writer == NULL)
        return;
    arena_free((*writer)->arena);
    sodium_memzero(*writer, sizeof **writer);
    free(*writer);
    *writer = NULL;
}

/* Up to size bytes; fewer only at the end of the file. */
static ErrorKind
get_sealed(CipherReader *reader, unsigned char *bytes, size_t size, size_t *ret_got, Error *err)
{
    *ret_got = 0;
    while (*ret_got < size)
    {
        ssize_t got = read(reader->fd, bytes + *ret_got, size - *ret_got);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set_io(err, "cannot read a sealed file");
        if (got == 0)
            return ERROR_NONE;
        *ret_got += (size_t)got;
    }
    return ERROR_NONE;
}

static ErrorKind
damaged(Error *err)
{
    return error_set(err, ERROR_INTEGRITY,
                     "a sealed file is damaged, or not the one that belongs here");
}

ErrorKind
cipher_read_open(int fd, const Secret *key, const char *context, CipherReader **ret_reader,
                 Error *err)
{
    unsigned char header[HEADER_SIZE];
    size_t got = 0;
    if (key->size != CIPHER_KEY_SIZE)
        return error_set(err, ERROR_INTERNAL, "a stream's key of another size");
    CLOSES_CIPHER_READER CipherReader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        error_out_of_memory();
    reader->arena = arena_new("cipher");
    reader->fd = fd;
    reader->context = arena_copy_text(reader->arena, context);
    TRY(get_sealed(reader, header, sizeof header, &got, err));
    if (got != sizeof header || memcmp(header, MAGIC, MAGIC_SIZE) != 0 ||
        crypto_secretstream_xchacha20poly1305_init_pull(&reader->state, header + MAGIC_SIZE,
                                                        key->bytes) != 0)
        return damaged(err);
    *ret_reader = reader;
    reader = NULL;
    return ERROR_NONE;
}

/* The last chunk, of so many clear bytes: an empty one is the only one, and nothing follows. */
static ErrorKind
check_end(CipherReader *reader, unsigned long long size, Error *err)
{
    unsigned char more;
    size_t got = 0;
    TRY(get_sealed(reader, &more, 1, &got, err));
    if (got != 0 || (size == 0 && reader->begun))
        return damaged(err);
    reader->ended = true;
    return ERROR_NONE;
}

ErrorKind
cipher_read_get(CipherReader *reader, const void **ret_bytes, size_t *ret_size, Error *err)
{
    size_t got = 0;
    unsigned long long size = 0;
    unsigned char tag = 0;
    *ret_bytes = reader->chunk;
    *ret_size = 0;
    if (reader->ended)
        return ERROR_NONE;
    TRY(get_sealed(reader, reader->sealed, SEALED_CHUNK, &got, err));
    if (got < EXTRA || crypto_secretstream_xchacha20poly1305_pull(
                           &reader->state, reader->chunk, &size, &tag, reader->sealed, got,
                           (const unsigned char *)reader->context, strlen(reader->context)) != 0)
        return damaged(err);
    if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        TRY(check_end(reader, size, err));
    else if (tag != 0 || size != CIPHER_CHUNK)
        return damaged(err);
    reader->begun = true;
    *ret_size = (size_t)size;
    return ERROR_NONE;
}

void
cipher_read_close(CipherReader **reader)
{
    if (*reader == NULL)
        return;
    arena_free((*reader)->arena);
    sodium_memzero(*reader, sizeof **reader);
    free(*reader);
    *reader = NULL;
}
