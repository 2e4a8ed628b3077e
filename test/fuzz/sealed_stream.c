/*
 * The reader of sealed streams, against two adversaries that the first byte of the input chooses.
 *
 * The thief has no key. He takes a true stream and changes, cuts, repeats, moves and mixes its
 * bytes and chunks, also with those of another stream under the same key and words. Whatever he
 * does, what comes out is a beginning of the true bytes, whole chunks long, and an end is told only
 * where not one byte differs from the true stream.
 *
 * The broken writer has the key. He puts chunks of any size and any tag behind each other. A stream
 * is taken only in the one form that doc/format/sealed.md describes.
 */
#include "core/cipher.h"
#include "core/file.h"
#include "seeded.h"

#include <sodium.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CONTEXT "beraad data set 'X' 'population 2018' 1"
#define MAGIC_SIZE 16
#define HEAD_SIZE 40
#define SEALED_CHUNK (CIPHER_CHUNK + 17)

enum
{
    CHUNKS = 3, /* of the longest true stream */
    STEPS = 12,
    SIZE_MOST = (CHUNKS + STEPS) * (int)SEALED_CHUNK + HEAD_SIZE
};

/* Clear sizes on both sides of every seam. */
static const size_t sizes[] = {0,
                               1,
                               100,
                               CIPHER_CHUNK - 1,
                               CIPHER_CHUNK,
                               CIPHER_CHUNK + 1,
                               2 * CIPHER_CHUNK,
                               2 * CIPHER_CHUNK + 5};
enum
{
    SIZES = sizeof sizes / sizeof *sizes
};

typedef struct Stream
{
    unsigned char bytes[SIZE_MOST];
    size_t size;
} Stream;

static unsigned char clear[CHUNKS * CIPHER_CHUNK];
static Stream truth[SIZES][2];
static Stream made; /* what the adversary made */
static Secret *key;

/* The input, byte by byte; zeros follow its end. */
typedef struct Script
{
    const unsigned char *bytes;
    size_t size;
    size_t at;
} Script;

static size_t
draw(Script *script, size_t bound)
{
    size_t value = 0;
    for (size_t range = 1; range < bound; range <<= 8)
        value = value << 8 | (script->at < script->size ? script->bytes[script->at++] : 0U);
    return value % bound;
}

static void
seal(size_t size, Stream *ret_stream)
{
    Error err;
    CipherSummary summary;
    CLOSES_CIPHER_WRITER CipherWriter *writer = NULL;
    CLOSES_FILE int fd = memfd_create("sealed", MFD_CLOEXEC);
    must(fd >= 0 && cipher_write_open(fd, key, CONTEXT, &writer, &err) == ERROR_NONE &&
             cipher_write_put(writer, clear, size, &err) == ERROR_NONE &&
             cipher_write_end(writer, &summary, &err) == ERROR_NONE,
         "sealed");
    ssize_t got = pread(fd, ret_stream->bytes, SIZE_MOST, 0);
    must(got == summary.sealed_size, "all of the stream");
    ret_stream->size = (size_t)got;
}

static void
prepare(void)
{
    Error err;
    if (key != NULL)
        return;
    must(secret_prepare(&err) == ERROR_NONE, "libsodium is ready");
    key = secret_new(CIPHER_KEY_SIZE);
    for (size_t at = 0; at < sizeof clear; at++)
        clear[at] = (unsigned char)(at * 31 + at / 251);
    for (size_t at = 0; at < SIZES; at++)
    {
        seal(sizes[at], &truth[at][0]);
        seal(sizes[at], &truth[at][1]);
    }
}

/* Opens what was made. false: refused. What came out is a beginning of the clear bytes. */
static bool
opens(size_t *ret_size)
{
    Error err;
    CLOSES_CIPHER_READER CipherReader *reader = NULL;
    CLOSES_FILE int fd = memfd_create("made", MFD_CLOEXEC);
    must(fd >= 0 && file_put(fd, made.bytes, made.size, &err) == ERROR_NONE &&
             lseek(fd, 0, SEEK_SET) == 0,
         "a file in memory");
    *ret_size = 0;
    ErrorKind kind = cipher_read_open(fd, key, CONTEXT, &reader, &err);
    for (size_t got = 1; kind == ERROR_NONE && got > 0;)
    {
        const void *bytes = NULL;
        kind = cipher_read_get(reader, &bytes, &got, &err);
        if (kind != ERROR_NONE)
            break;
        must(got <= sizeof clear - *ret_size, "no more comes out than went in");
        must(memcmp(bytes, clear + *ret_size, got) == 0, "what comes out went in, in this order");
        *ret_size += got;
    }
    must(kind == ERROR_NONE || kind == ERROR_INTEGRITY, "a damaged stream is said to be one");
    return kind == ERROR_NONE;
}

/* Where a chunk begins and how long it is, in a stream as it is now. */
static size_t
chunk_at(const Stream *stream, size_t number, size_t *ret_size)
{
    size_t at = HEAD_SIZE + number * SEALED_CHUNK;
    at = at < stream->size ? at : stream->size;
    *ret_size = stream->size - at < SEALED_CHUNK ? stream->size - at : SEALED_CHUNK;
    return at;
}

static void
leave_out(size_t at, size_t size)
{
    memmove(made.bytes + at, made.bytes + at + size, made.size - at - size);
    made.size -= size;
}

static void
put_in(size_t at, const unsigned char *bytes, size_t size)
{
    static unsigned char copy[SEALED_CHUNK];
    if (size > SIZE_MOST - made.size)
        return;
    memcpy(copy, bytes, size);
    memmove(made.bytes + at + size, made.bytes + at, made.size - at);
    memcpy(made.bytes + at, copy, size);
    made.size += size;
}

static void
step_bytes(Script *script, size_t kind)
{
    size_t at = draw(script, made.size + 1);
    unsigned char value = (unsigned char)draw(script, 256);
    switch (kind)
    {
    case 0:
        if (at < made.size)
            made.bytes[at] = value;
        return;
    case 1:
        if (at < made.size)
            leave_out(at, 1);
        return;
    case 2:
        put_in(at, &value, 1);
        return;
    default:
        made.size = at;
        return;
    }
}

static void
step_chunks(Script *script, size_t kind, const Stream *other)
{
    size_t size = 0;
    size_t from_size = 0;
    size_t at = chunk_at(&made, draw(script, CHUNKS + 1), &size);
    const Stream *source = kind % 2 == 0 ? &made : other;
    size_t from = chunk_at(source, draw(script, CHUNKS + 1), &from_size);
    switch (kind / 2)
    {
    case 0:
        leave_out(at, size);
        return;
    case 1:
        put_in(at, source->bytes + from, from_size);
        return;
    default:
        if (from_size == size)
            memmove(made.bytes + at, source->bytes + from, size);
        return;
    }
}

static bool
thief(Script *script)
{
    size_t which = draw(script, SIZES);
    const Stream *own = &truth[which][0];
    const Stream *other = &truth[draw(script, SIZES)][1];
    size_t size = 0;
    memcpy(made.bytes, own->bytes, own->size);
    made.size = own->size;
    for (size_t step = 0; step < STEPS && script->at < script->size; step++)
    {
        size_t kind = draw(script, 11);
        if (kind < 4)
            step_bytes(script, kind);
        else if (kind < 10)
            step_chunks(script, kind - 4, other);
        else
            memcpy(made.bytes, other->bytes, HEAD_SIZE); /* the head of the other */
    }
    bool same = made.size == own->size && memcmp(made.bytes, own->bytes, own->size) == 0;
    bool opened = opens(&size);
    bool another = made.size == other->size && memcmp(made.bytes, other->bytes, other->size) == 0;
    must(opened == (same || another), "a stream ends where it is the true one, and only there");
    must(!same || size == sizes[which], "all of it comes out");
    return opened;
}

/* Chunks of any size and tag; true: in the one form that there is. */
static bool
broken_write(Script *script)
{
    crypto_secretstream_xchacha20poly1305_state state;
    size_t from = 0;
    size_t count = 1 + draw(script, CHUNKS);
    bool sound = true;
    memcpy(made.bytes, truth[0][0].bytes, MAGIC_SIZE);
    (void)crypto_secretstream_xchacha20poly1305_init_push(&state, made.bytes + MAGIC_SIZE,
                                                          key->bytes);
    made.size = HEAD_SIZE;
    for (size_t chunk = 0; chunk < count; chunk++)
    {
        static const unsigned char tags[] = {0, 1, 2, 3};
        bool last = chunk + 1 == count;
        size_t own = sizes[draw(script, 5)]; /* up to a whole chunk */
        unsigned char tag = tags[draw(script, sizeof tags)];
        unsigned long long got = 0;
        (void)crypto_secretstream_xchacha20poly1305_push(
            &state, made.bytes + made.size, &got, clear + from, own, (const unsigned char *)CONTEXT,
            strlen(CONTEXT), tag);
        made.size += (size_t)got;
        from += own;
        sound =
            sound && (last ? tag == 3 && (own > 0 || count == 1) : tag == 0 && own == CIPHER_CHUNK);
    }
    return sound;
}

static bool
broken_writer(Script *script)
{
    size_t size = 0;
    bool sound = broken_write(script);
    bool opened = opens(&size);
    must(opened == sound, "there is one form of a stream");
    must(!opened || cipher_sealed_size((int64_t)size) == (int64_t)made.size,
         "the size of a stream follows from the size of what is in it");
    return opened;
}

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    Script script = {bytes, size, 0};
    prepare();
    return draw(&script, 2) == 0 ? thief(&script) : broken_writer(&script);
}
