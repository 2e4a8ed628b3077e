#include "core/cipher.h"
#include "core/file.h"

#include "cmocka_all.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CONTEXT "data set 'X' 2018 data.csv"

/* The format says: 16 bytes of magic, 24 of header, and 17 with each chunk. */
#define HEAD 40
#define EXTRA 17

static Secret *
test_key(unsigned char first)
{
    Secret *key = secret_new(CIPHER_KEY_SIZE);
    for (size_t at = 0; at < key->size; at++)
        key->bytes[at] = (unsigned char)(first + at);
    return key;
}

static char *
pattern(Arena *arena, size_t size)
{
    char *bytes = arena_take(arena, size + 1);
    for (size_t at = 0; at < size; at++)
        bytes[at] = (char)(at * 31 + at / 251);
    return bytes;
}

/* An anonymous file with these bytes, read from its beginning. */
static int
file_of(const void *bytes, size_t size)
{
    Error err;
    int fd = memfd_create("test", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(file_put(fd, bytes, size, &err), ERROR_NONE);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    return fd;
}

/* Sealed in steps of that size; the sealed bytes live in arena. */
static char *
sealed(Arena *arena, const char *bytes, size_t size, size_t step, CipherSummary *ret_summary)
{
    Error err;
    FREES_SECRET Secret *key = test_key(1);
    CLOSES_FILE int fd = memfd_create("test", MFD_CLOEXEC);
    CLOSES_CIPHER_WRITER CipherWriter *writer = NULL;
    assert_int_equal(cipher_write_open(fd, key, CONTEXT, &writer, &err), ERROR_NONE);
    for (size_t at = 0; at < size; at += step)
        assert_int_equal(
            cipher_write_put(writer, bytes + at, size - at < step ? size - at : step, &err),
            ERROR_NONE);
    assert_int_equal(cipher_write_end(writer, ret_summary, &err), ERROR_NONE);
    char *file = arena_take(arena, (size_t)ret_summary->sealed_size + 1);
    assert_int_equal(pread(fd, file, (size_t)ret_summary->sealed_size + 1, 0),
                     ret_summary->sealed_size);
    return file;
}

/* What a reader says of these bytes: the kind of error; what was opened goes to ret_bytes. */
static ErrorKind
opened(Arena *arena, const char *file, size_t file_size, unsigned char key_first,
       const char *context, char **ret_bytes, size_t *ret_size)
{
    Error err;
    FREES_SECRET Secret *key = test_key(key_first);
    CLOSES_FILE int fd = file_of(file, file_size);
    CLOSES_CIPHER_READER CipherReader *reader = NULL;
    *ret_bytes = arena_take(arena, file_size + 1);
    *ret_size = 0;
    ErrorKind kind = cipher_read_open(fd, key, context, &reader, &err);
    for (size_t got = 1; kind == ERROR_NONE && got > 0;)
    {
        const void *bytes = NULL;
        kind = cipher_read_get(reader, &bytes, &got, &err);
        if (kind == ERROR_NONE)
            memcpy(*ret_bytes + *ret_size, bytes, got);
        *ret_size += kind == ERROR_NONE ? got : 0;
    }
    return kind;
}

static void
what_went_in_comes_out_at_every_size_around_a_chunk(void **state)
{
    (void)state;
    const size_t sizes[] = {0,
                            1,
                            CIPHER_CHUNK - 1,
                            CIPHER_CHUNK,
                            CIPHER_CHUNK + 1,
                            3 * CIPHER_CHUNK,
                            3 * CIPHER_CHUNK + 5};
    const size_t steps[] = {1000, CIPHER_CHUNK, 200000};
    for (size_t at = 0; at < sizeof sizes / sizeof *sizes; at++)
        for (size_t step = 0; step < sizeof steps / sizeof *steps; step++)
        {
            SCRATCH Arena *work = arena_new("test");
            CipherSummary summary = {0};
            char *again = NULL;
            size_t again_size = 0;
            const char *clear = pattern(work, sizes[at]);
            const char *file = sealed(work, clear, sizes[at], steps[step], &summary);
            Digest digest = digest_of(clear, sizes[at]);
            Digest sealed_digest = digest_of(file, (size_t)summary.sealed_size);
            size_t chunks = sizes[at] == 0 ? 1 : (sizes[at] + CIPHER_CHUNK - 1) / CIPHER_CHUNK;
            assert_int_equal(
                opened(work, file, (size_t)summary.sealed_size, 1, CONTEXT, &again, &again_size),
                ERROR_NONE);
            assert_int_equal(again_size, sizes[at]);
            assert_memory_equal(again, clear, sizes[at]);
            assert_int_equal(summary.size, sizes[at]);
            assert_int_equal(summary.sealed_size, HEAD + sizes[at] + EXTRA * chunks);
            assert_int_equal(cipher_sealed_size(summary.size), summary.sealed_size);
            assert_true(digest_equal(&digest, &summary.digest));
            assert_true(digest_equal(&sealed_digest, &summary.sealed));
        }
}

static void
every_changed_byte_and_every_cut_is_noticed(void **state)
{
    (void)state;
    SCRATCH Arena *work = arena_new("test");
    CipherSummary summary = {0};
    char *again = NULL;
    size_t again_size = 0;
    char *file = sealed(work, pattern(work, 100), 100, 100, &summary);
    size_t size = (size_t)summary.sealed_size;
    for (size_t at = 0; at < size; at++)
    {
        file[at] ^= 1;
        assert_int_equal(opened(work, file, size, 1, CONTEXT, &again, &again_size),
                         ERROR_INTEGRITY);
        file[at] ^= 1;
        assert_int_equal(opened(work, file, at, 1, CONTEXT, &again, &again_size), ERROR_INTEGRITY);
    }
    assert_int_equal(opened(work, file, size, 1, CONTEXT, &again, &again_size), ERROR_NONE);
}

static void
chunks_left_out_swapped_repeated_or_added_are_noticed(void **state)
{
    (void)state;
    SCRATCH Arena *work = arena_new("test");
    CipherSummary summary = {0};
    char *again = NULL;
    size_t again_size = 0;
    size_t clear_size = 3 * CIPHER_CHUNK;
    const char *file = sealed(work, pattern(work, clear_size), clear_size, clear_size, &summary);
    size_t size = (size_t)summary.sealed_size;
    size_t part = CIPHER_CHUNK + EXTRA;
    /* The first k chunks: a cut exactly between two is a cut all the same. */
    for (size_t chunks = 0; chunks < 3; chunks++)
        assert_int_equal(opened(work, file, HEAD + chunks * part, 1, CONTEXT, &again, &again_size),
                         ERROR_INTEGRITY);
    char *other = arena_take(work, size + part);
    memcpy(other, file, size);
    memcpy(other + HEAD, file + HEAD + part, part);
    memcpy(other + HEAD + part, file + HEAD, part);
    assert_int_equal(opened(work, other, size, 1, CONTEXT, &again, &again_size), ERROR_INTEGRITY);
    memcpy(other + HEAD, file + HEAD, part);
    assert_int_equal(opened(work, other, size, 1, CONTEXT, &again, &again_size), ERROR_INTEGRITY);
    memcpy(other, file, size);
    memcpy(other + size, file + HEAD, part);
    assert_int_equal(opened(work, other, size + part, 1, CONTEXT, &again, &again_size),
                     ERROR_INTEGRITY);
    assert_int_equal(opened(work, other, size + 1, 1, CONTEXT, &again, &again_size),
                     ERROR_INTEGRITY);
}

/* A writer with the key that ends a full chunk with an empty one: two forms of the same bytes. */
static void
an_empty_last_chunk_behind_another_is_refused(void **state)
{
    (void)state;
    SCRATCH Arena *work = arena_new("test");
    CipherSummary summary = {0};
    crypto_secretstream_xchacha20poly1305_state sealing;
    char *again = NULL;
    size_t again_size = 0;
    FREES_SECRET Secret *key = test_key(1);
    const char *clear = pattern(work, CIPHER_CHUNK);
    const char *empty = sealed(work, clear, 0, 1, &summary);
    unsigned char *file = arena_take(work, HEAD + CIPHER_CHUNK + 2 * EXTRA);
    memcpy(file, empty, HEAD);
    assert_int_equal(
        crypto_secretstream_xchacha20poly1305_init_push(
            &sealing, file + HEAD - crypto_secretstream_xchacha20poly1305_HEADERBYTES, key->bytes),
        0);
    for (size_t at = 0; at < 2; at++)
        assert_int_equal(crypto_secretstream_xchacha20poly1305_push(
                             &sealing, file + HEAD + at * (CIPHER_CHUNK + EXTRA), NULL,
                             (const unsigned char *)clear, at == 0 ? CIPHER_CHUNK : 0,
                             (const unsigned char *)CONTEXT, strlen(CONTEXT),
                             at == 0 ? 0 : crypto_secretstream_xchacha20poly1305_TAG_FINAL),
                         0);
    assert_int_equal(opened(work, (const char *)file, HEAD + CIPHER_CHUNK + 2 * EXTRA, 1, CONTEXT,
                            &again, &again_size),
                     ERROR_INTEGRITY);
    assert_int_equal(
        opened(work, empty, (size_t)summary.sealed_size, 1, CONTEXT, &again, &again_size),
        ERROR_NONE);
}

static void
another_key_or_another_place_opens_nothing(void **state)
{
    (void)state;
    SCRATCH Arena *work = arena_new("test");
    CipherSummary summary = {0};
    char *again = NULL;
    size_t again_size = 0;
    const char *file = sealed(work, pattern(work, 100), 100, 7, &summary);
    size_t size = (size_t)summary.sealed_size;
    assert_int_equal(opened(work, file, size, 2, CONTEXT, &again, &again_size), ERROR_INTEGRITY);
    assert_int_equal(opened(work, file, size, 1, "data set 'X' 2016 data.csv", &again, &again_size),
                     ERROR_INTEGRITY);
    assert_int_equal(again_size, 0);
}

static void
the_same_bytes_sealed_twice_look_different(void **state)
{
    (void)state;
    SCRATCH Arena *work = arena_new("test");
    CipherSummary one = {0};
    CipherSummary other = {0};
    const char *clear = pattern(work, 1000);
    (void)sealed(work, clear, 1000, 1000, &one);
    (void)sealed(work, clear, 1000, 1000, &other);
    assert_true(digest_equal(&one.digest, &other.digest));
    assert_false(digest_equal(&one.sealed, &other.sealed));
}

int
main(void)
{
    Error err;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_went_in_comes_out_at_every_size_around_a_chunk),
        cmocka_unit_test(every_changed_byte_and_every_cut_is_noticed),
        cmocka_unit_test(chunks_left_out_swapped_repeated_or_added_are_noticed),
        cmocka_unit_test(an_empty_last_chunk_behind_another_is_refused),
        cmocka_unit_test(another_key_or_another_place_opens_nothing),
        cmocka_unit_test(the_same_bytes_sealed_twice_look_different),
    };
    if (secret_prepare(&err) != ERROR_NONE)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
