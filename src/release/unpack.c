#include "release/unpack.h"

#include "core/file.h"
#include "core/text.h"
#include "release/statement.h"
#include "release/tar.h"
#include "release/until.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum
{
    STEP = 256 * 1024,
    NOTE_MOST = 64 * 1024
};

typedef struct Unpack
{
    Arena *arena;
    const UnpackInput *input;
    UnpackSummary *summary;
    Hasher *hasher; /* of the whole stream */
    unsigned char *bytes;
} Unpack;

static ErrorKind
take(Unpack *unpack, void *bytes, size_t size, Error *err)
{
    char *at = bytes;
    for (size_t left = size; left > 0;)
    {
        size_t got = 0;
        TRY(unpack->input->source.read(unpack->input->source.context, at, left, &got, err));
        if (got == 0)
        {
            unpack->summary->ended = true;
            return error_set(err, ERROR_DATA, "the package ends too early");
        }
        at += got;
        left -= got;
    }
    hasher_add(unpack->hasher, bytes, size);
    return ERROR_NONE;
}

static ErrorKind
take_zeros(Unpack *unpack, size_t size, const char *where, Error *err)
{
    unsigned char zeros[TAR_END] = {0};
    TRY(take(unpack, zeros, size, err));
    for (size_t at = 0; at < size; at++)
        if (zeros[at] != 0)
            return error_set(err, ERROR_DATA, "%s: bytes where none may be", where);
    return ERROR_NONE;
}

/* The next entry must be a plain file of this name. size < 0: of any size up to most. */
static ErrorKind
take_header(Unpack *unpack, const char *name, int64_t size, int64_t most, int64_t *ret_size,
            Error *err)
{
    unsigned char found[TAR_BLOCK];
    unsigned char expected[TAR_BLOCK];
    TRY(take(unpack, found, sizeof found, err));
    *ret_size = size >= 0 ? size : tar_header_size(found);
    if (*ret_size >= 0 && *ret_size <= most)
    {
        tar_header(name, *ret_size, expected);
        if (memcmp(found, expected, sizeof found) == 0)
            return ERROR_NONE;
    }
    return error_set(err, ERROR_DATA, "expected '%s' as a plain file%s, found another entry", name,
                     size >= 0 ? " of the size in the manifest" : "");
}

/* A small entry, whole in memory. */
static ErrorKind
take_small(Unpack *unpack, const char *name, int64_t most, char **ret_bytes, size_t *ret_size,
           Error *err)
{
    int64_t size = 0;
    TRY(take_header(unpack, name, -1, most, &size, err));
    *ret_bytes = arena_take(unpack->arena, (size_t)size + 1);
    *ret_size = (size_t)size;
    TRY(take(unpack, *ret_bytes, *ret_size, err));
    return take_zeros(unpack, tar_padding(size), name, err);
}

static ErrorKind
make_parent(Unpack *unpack, const char *name, Error *err)
{
    char *path = file_join(unpack->arena, unpack->input->directory, name);
    size_t skip = strlen(unpack->input->directory) + 1;
    for (char *slash = strchr(path + skip, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
    {
        *slash = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            return error_set_io(err, "cannot make directory '%s'", path);
        *slash = '/';
    }
    return ERROR_NONE;
}

/* A new file in the directory; -1 where nothing is written. */
static ErrorKind
create(Unpack *unpack, const char *name, int *ret_fd, Error *err)
{
    *ret_fd = -1;
    if (unpack->input->directory == NULL)
        return ERROR_NONE;
    TRY(make_parent(unpack, name, err));
    const char *path = file_join(unpack->arena, unpack->input->directory, name);
    *ret_fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    return *ret_fd < 0 ? error_set_io(err, "cannot create '%s'", path) : ERROR_NONE;
}

static ErrorKind
finish(int fd, const char *name, Error *err)
{
    if (fd >= 0 && fsync(fd) != 0)
        return error_set_io(err, "cannot sync '%s'", name);
    return ERROR_NONE;
}

static ErrorKind
keep_small(Unpack *unpack, const char *name, const char *bytes, size_t size, Error *err)
{
    CLOSES_FILE int fd = -1;
    TRY(create(unpack, name, &fd, err));
    if (fd >= 0)
        TRY(file_put(fd, bytes, size, err));
    return finish(fd, name, err);
}

static ErrorKind
take_content(Unpack *unpack, const ManifestFile *file, int fd, Error *err)
{
    SCRATCH Arena *work = arena_new("content");
    Hasher *hasher = hasher_new(work);
    for (int64_t left = file->size; left > 0;)
    {
        size_t size = left < STEP ? (size_t)left : STEP;
        TRY(take(unpack, unpack->bytes, size, err));
        hasher_add(hasher, unpack->bytes, size);
        if (fd >= 0)
            TRY(file_put(fd, unpack->bytes, size, err));
        left -= (int64_t)size;
    }
    Digest found = hasher_end(hasher);
    if (!digest_equal(&found, &file->digest))
        return error_set(err, ERROR_INTEGRITY, "'%s' is not as the manifest says", file->name);
    return take_zeros(unpack, tar_padding(file->size), file->name, err);
}

static ErrorKind
take_file(Unpack *unpack, const ManifestFile *file, Error *err)
{
    CLOSES_FILE int fd = -1;
    int64_t size = 0;
    TRY(take_header(unpack, file->name, file->size, MANIFEST_FILE_BYTES, &size, err));
    TRY(create(unpack, file->name, &fd, err));
    TRY(take_content(unpack, file, fd, err));
    return finish(fd, file->name, err);
}

static ErrorKind
take_manifest(Unpack *unpack, Error *err)
{
    const PackageStatement *statement = unpack->input->statement;
    char *bytes = NULL;
    size_t size = 0;
    TRY(take_small(unpack, "manifest.json", (int64_t)MANIFEST_BYTES, &bytes, &size, err));
    Digest digest = digest_of(bytes, size);
    if (!digest_equal(&digest, &statement->manifest))
        return error_set(err, ERROR_INTEGRITY, "manifest.json is not the one that was signed");
    if (manifest_read(unpack->arena, bytes, size, &unpack->summary->manifest, err) != ERROR_NONE)
        return error_within(err, "manifest.json");
    if (!text_equal(unpack->summary->manifest->deliberation, statement->deliberation) ||
        !text_equal(unpack->summary->manifest->communication, statement->communication))
        return error_set(err, ERROR_INTEGRITY,
                         "manifest.json is of another communication than was signed");
    if (unpack->input->directory != NULL &&
        until_count_past(unpack->summary->manifest, unpack->input->today) > 0)
        return error_set(err, ERROR_REFUSED, "what is inside had to be destroyed before today");
    return keep_small(unpack, "manifest.json", bytes, size, err);
}

static ErrorKind
take_note(Unpack *unpack, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    TRY(take_small(unpack, "manifest.json.note", NOTE_MOST, &bytes, &size, err));
    if (statement_note_check(unpack->arena, bytes, size, unpack->input->statement,
                             unpack->input->key, err) != ERROR_NONE)
        return error_within(err, "manifest.json.note");
    return keep_small(unpack, "manifest.json.note", bytes, size, err);
}

static ErrorKind
take_end(Unpack *unpack, Error *err)
{
    unsigned char more = 0;
    size_t got = 0;
    TRY(take_zeros(unpack, TAR_END, "behind the last file", err));
    TRY(unpack->input->source.read(unpack->input->source.context, &more, 1, &got, err));
    return got == 0 ? ERROR_NONE : error_set(err, ERROR_DATA, "the package goes on behind its end");
}

ErrorKind
unpack(Arena *arena, const UnpackInput *input, UnpackSummary *ret_summary, Error *err)
{
    *ret_summary = (UnpackSummary){0};
    Unpack state = {
        .arena = arena, .input = input, .summary = ret_summary, .hasher = hasher_new(arena)};
    state.bytes = arena_take(arena, STEP);
    TRY(take_manifest(&state, err));
    TRY(take_note(&state, err));
    for (size_t at = 0; at < ret_summary->manifest->files.count; at++)
        TRY(take_file(&state, &ret_summary->manifest->files.items[at], err));
    TRY(take_end(&state, err));
    ret_summary->tar = hasher_end(state.hasher);
    return ERROR_NONE;
}
