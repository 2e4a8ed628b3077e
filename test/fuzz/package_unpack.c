/*
 * unpack on any stream behind a manifest that its sender really signed: input is a manifest (one
 * line) and the bytes that follow manifest and note in the stream. The harness signs, so that the
 * fuzzer plays the hostile sender, not the forger. What is taken is taken whole: exactly the
 * manifest's files, each with its digest, and not a byte more.
 */
#include "release/unpack.h"

#include "core/text.h"
#include "release/statement.h"
#include "release/tar.h"
#include "seeded.h"

#include <sodium.h>
#include <string.h>

typedef struct Stream
{
    const char *bytes;
    size_t size;
    size_t at;
} Stream;

static ErrorKind
stream_read(void *context, void *bytes, size_t size, size_t *ret_got, Error *err)
{
    Stream *stream = context;
    (void)err;
    size_t left = stream->size - stream->at;
    *ret_got = size < left ? size : left;
    memcpy(bytes, stream->bytes + stream->at, *ret_got);
    stream->at += *ret_got;
    return ERROR_NONE;
}

static ErrorKind
sign(void *context, const void *bytes, size_t size, unsigned char *ret_signature, Error *err)
{
    (void)err;
    (void)crypto_sign_detached(ret_signature, NULL, bytes, size, context);
    return ERROR_NONE;
}

static void
add_entry(Text *tar, const char *name, const char *bytes, size_t size)
{
    static const char zeros[TAR_BLOCK] = {0};
    unsigned char header[TAR_BLOCK];
    tar_header(name, (int64_t)size, header);
    text_add_bytes(tar, header, sizeof header);
    text_add_bytes(tar, bytes, size);
    text_add_bytes(tar, zeros, tar_padding((int64_t)size));
}

static void
check_whole(const Manifest *manifest, const Text *tar, size_t tail_at)
{
    size_t at = tail_at;
    for (size_t one = 0; one < manifest->files.count; one++)
    {
        const ManifestFile *file = &manifest->files.items[one];
        Digest digest = digest_of(tar->bytes + at + TAR_BLOCK, (size_t)file->size);
        must(digest_equal(&digest, &file->digest), "the digest of a file that was taken");
        at += TAR_BLOCK + (size_t)file->size + tar_padding(file->size);
    }
    must(at + TAR_END == tar->size, "not a byte more");
}

bool
fuzz_sound(const unsigned char *bytes, size_t size)
{
    static const unsigned char seed[32] = {1};
    SCRATCH Arena *work = arena_new("fuzz");
    Error err;
    unsigned char secret[64];
    MinisignKey key = {{0}, {0}};
    const unsigned char *feed = memchr(bytes, '\n', size);
    size_t line = feed == NULL ? size : (size_t)(feed - bytes);
    (void)crypto_sign_seed_keypair(key.key, secret, seed);
    PackageSigner signer = {.context = secret, .sign = sign, .name = "fuzz"};
    memcpy(signer.public_key, key.key, sizeof key.key);
    PackageStatement statement = {.deliberation = "d", .communication = "c", .signer = "fuzz"};
    statement.manifest = digest_of(bytes, line);
    Manifest named = {.deliberation = "d", .communication = "c"};
    char *note = NULL;
    must(statement_note_sign(work, &named, &statement.manifest, &signer, &note, &err) == ERROR_NONE,
         "signed");
    Text tar = text_new(work);
    add_entry(&tar, "manifest.json", (const char *)bytes, line);
    add_entry(&tar, "manifest.json.note", note, strlen(note));
    size_t tail_at = tar.size;
    if (feed != NULL)
        text_add_bytes(&tar, feed + 1, size - line - 1);
    Stream stream = {.bytes = tar.bytes, .size = tar.size};
    UnpackInput input = {.source = {&stream, stream_read}, .statement = &statement, .key = &key};
    UnpackSummary summary;
    if (unpack(work, &input, &summary, &err) != ERROR_NONE)
        return false;
    check_whole(summary.manifest, &tar, tail_at);
    return true;
}
