#include "release/seal.h"

#include "core/file.h"
#include "core/process.h"
#include "core/text.h"
#include "release/statement.h"
#include "release/tar.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum
{
    COPY_STEP = 256 * 1024,
    RECIPIENT_SIZE = 62
};

/* The tar stream on its way: hashed, and into age. */
typedef struct Stream
{
    Arena *arena;
    const SealInput *input;
    Process *age;
    Hasher *hasher;
    unsigned char *bytes; /* COPY_STEP of them */
    int64_t done;
    bool broken; /* age reads no more */
} Stream;

bool
seal_recipient_valid(const char *text)
{
    return strlen(text) == RECIPIENT_SIZE && text_starts(text, "age1") &&
           strspn(text + 4, "qpzry9x8gf2tvdw0s3jn54khce6mua7l") == RECIPIENT_SIZE - 4;
}

static ErrorKind
stream_put(Stream *stream, const void *bytes, size_t size, Error *err)
{
    bool open = true;
    hasher_add(stream->hasher, bytes, size);
    TRY(process_put(stream->age, bytes, size, &open, err));
    stream->broken = !open;
    stream->done += (int64_t)size;
    if (stream->input->progress != NULL && stream->input->summary->bytes > 0)
        progress_at(stream->input->progress,
                    (double)stream->done / (double)stream->input->summary->bytes);
    return ERROR_NONE;
}

static ErrorKind
stream_zeros(Stream *stream, size_t size, Error *err)
{
    static const unsigned char zeros[TAR_END] = {0};
    return stream_put(stream, zeros, size, err);
}

static ErrorKind
stream_content(Stream *stream, int fd, int64_t size, const char *name, Error *err)
{
    int64_t left = size;
    while (left > 0 && !stream->broken)
    {
        size_t want = left < COPY_STEP ? (size_t)left : COPY_STEP;
        ssize_t got = read(fd, stream->bytes, want);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set_io(err, "cannot read '%s'", name);
        if (got == 0)
            return error_set(err, ERROR_STATE, "'%s' became shorter while it was sealed", name);
        TRY(stream_put(stream, stream->bytes, (size_t)got, err));
        left -= got;
    }
    return ERROR_NONE;
}

/* expected: the size that the manifest tells; -1: whatever it has. */
static ErrorKind
stream_file(Stream *stream, const char *name, int64_t expected, Error *err)
{
    const char *path = file_join(stream->arena, stream->input->staging, name);
    CLOSES_FILE int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return error_set_io(err, "cannot open '%s'", path);
    int64_t size = lseek(fd, 0, SEEK_END);
    if (size < 0 || lseek(fd, 0, SEEK_SET) != 0)
        return error_set_io(err, "cannot read '%s'", path);
    if (size > MANIFEST_FILE_BYTES || (expected >= 0 && size != expected))
        return error_set(err, ERROR_STATE, "'%s' is not as the manifest says", name);
    unsigned char header[TAR_BLOCK];
    tar_header(name, size, header);
    TRY(stream_put(stream, header, sizeof header, err));
    TRY(stream_content(stream, fd, size, name, err));
    return stream_zeros(stream, tar_padding(size), err);
}

static ErrorKind
stream_all(Stream *stream, Error *err)
{
    const PackageSummary *summary = stream->input->summary;
    TRY(stream_file(stream, "manifest.json", -1, err));
    TRY(stream_file(stream, "manifest.json.note", -1, err));
    for (size_t at = 0; at < summary->files.count && !stream->broken; at++)
        TRY(stream_file(stream, summary->files.items[at].name, summary->files.items[at].size, err));
    return stream_zeros(stream, TAR_END, err);
}

static ErrorKind
encrypt(Arena *arena, const SealInput *input, int output, Digest *ret_tar, Error *err)
{
    const char *const arguments[] = {"age", "--encrypt", "--recipient", input->recipient, NULL};
    CLOSES_PROCESS Process *age = NULL;
    int status = 0;
    TRY(process_start(&(ProcessOptions){.arguments = arguments, .input = -1, .output = output},
                      &age, err));
    Stream stream = {.arena = arena, .input = input, .age = age, .hasher = hasher_new(arena)};
    stream.bytes = arena_take(arena, COPY_STEP);
    TRY(stream_all(&stream, err));
    TRY(process_wait(age, &status, err));
    if (process_said(age, "no space left on device"))
    {
        errno = ENOSPC;
        return error_set_io(err, "cannot write the sealed package");
    }
    if (process_said(age, "malformed recipient") || process_said(age, "unknown recipient type"))
        return error_set(err, ERROR_USAGE, "the recipient's key is not an age public key");
    if (status != 0 || stream.broken)
        return error_set(err, ERROR_IO, "age could not seal the package (it ended with status %d)",
                         status);
    *ret_tar = hasher_end(stream.hasher);
    return ERROR_NONE;
}

static ErrorKind
encrypt_to(Arena *arena, const SealInput *input, const char *part, SealSummary *ret_summary,
           Error *err)
{
    (void)unlink(part);
    CLOSES_FILE int fd = open(part, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0)
        return error_set_io(err, "cannot create '%s'", part);
    TRY(encrypt(arena, input, fd, &ret_summary->tar, err));
    if (fsync(fd) != 0)
        return error_set_io(err, "cannot sync '%s'", part);
    return file_digest(part, &ret_summary->sealed, &ret_summary->size, err);
}

static ErrorKind
sign(Arena *arena, const SealInput *input, const char *part, char **ret_signature, Error *err)
{
    PackageStatement statement = {.deliberation = input->deliberation,
                                  .communication = input->communication,
                                  .release = input->release,
                                  .made = input->made,
                                  .file = arena_print(arena, "%s.tar.age", input->name),
                                  .signer = input->signer->name,
                                  .manifest = input->summary->manifest};
    unsigned char digest[MINISIGN_DIGEST_SIZE];
    MinisignSignature signature;
    CLOSES_FILE int fd = open(part, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set_io(err, "cannot open '%s'", part);
    TRY(minisign_digest(fd, digest, err));
    TRY(minisign_sign(arena, input->signer, digest, statement_print(arena, &statement), &signature,
                      err));
    *ret_signature = minisign_print(arena, &signature);
    return ERROR_NONE;
}

static ErrorKind
seal_to(Arena *arena, const SealInput *input, const char *part, SealSummary *ret_summary,
        Error *err)
{
    char *signature = NULL;
    TRY(encrypt_to(arena, input, part, ret_summary, err));
    TRY(sign(arena, input, part, &signature, err));
    /* An old signature must not stand beside a new file, not even for a moment. */
    TRY(file_remove_tree(ret_summary->signature_path, err));
    TRY(file_move(part, ret_summary->sealed_path, err));
    ErrorKind kind =
        file_write(ret_summary->signature_path, signature, strlen(signature), 0644, err);
    if (kind != ERROR_NONE)
        (void)unlink(ret_summary->sealed_path);
    return kind;
}

ErrorKind
seal_package(Arena *arena, const SealInput *input, SealSummary *ret_summary, Error *err)
{
    if (!seal_recipient_valid(input->recipient))
        return error_set(err, ERROR_USAGE, "the recipient's key is not an age public key");
    *ret_summary = (SealSummary){
        .sealed_path = arena_print(arena, "%s/%s.tar.age", input->directory, input->name),
        .signature_path =
            arena_print(arena, "%s/%s.tar.age.minisig", input->directory, input->name)};
    const char *part = arena_print(arena, "%s.part", ret_summary->sealed_path);
    if (input->progress != NULL)
        progress_begin(input->progress, "sealing");
    ErrorKind kind = seal_to(arena, input, part, ret_summary, err);
    if (kind != ERROR_NONE)
        (void)unlink(part);
    else if (input->progress != NULL)
        progress_end(input->progress, "%s", "");
    return kind;
}
