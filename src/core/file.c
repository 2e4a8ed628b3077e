#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void
file_close(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

ErrorKind
file_read(Arena *arena, const char *path, size_t limit, ErrorKind kind, char **ret_bytes,
          size_t *ret_size, Error *err)
{
    CLOSES_FILE int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set_io(err, "cannot open '%s'", path);
    size_t capacity = 64 * 1024;
    size_t size = 0;
    char *bytes = arena_take(arena, capacity);
    for (;;)
    {
        ssize_t got = read(fd, bytes + size, capacity - size - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set_io(err, "cannot read '%s'", path);
        if (got == 0)
            break;
        size += (size_t)got;
        if (size > limit)
            return error_set(err, kind, "'%s' is larger than %zu bytes", path, limit);
        if (capacity - size < 2)
        {
            char *larger = arena_take(arena, capacity * 2);
            memcpy(larger, bytes, size);
            bytes = larger;
            capacity *= 2;
        }
    }
    bytes[size] = '\0';
    *ret_bytes = bytes;
    *ret_size = size;
    return ERROR_NONE;
}

ErrorKind
file_put(int fd, const void *bytes, size_t size, Error *err)
{
    const char *at = bytes;
    while (size > 0)
    {
        ssize_t put = write(fd, at, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return error_set_io(err, "cannot write");
        at += put;
        size -= (size_t)put;
    }
    return ERROR_NONE;
}

static char *
directory_of(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return arena_copy_text(arena, ".");
    if (slash == path)
        return arena_copy_text(arena, "/");
    return arena_copy(arena, path, (size_t)(slash - path));
}

ErrorKind
file_sync(const char *path, Error *err)
{
    CLOSES_FILE int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fsync(fd) != 0)
        return error_set_io(err, "cannot sync '%s'", path);
    return ERROR_NONE;
}

static ErrorKind
sync_directory_of(const char *path, Error *err)
{
    SCRATCH Arena *work = arena_new("sync");
    return file_sync(directory_of(work, path), err);
}

static ErrorKind
fill_unsynced(int fd, const char *path, const void *bytes, size_t size, mode_t mode, Error *err)
{
    if (fchmod(fd, mode) != 0)
        return error_set_io(err, "cannot set the permissions of '%s'", path);
    if (file_put(fd, bytes, size, err) != ERROR_NONE)
        return error_within(err, "'%s'", path);
    return ERROR_NONE;
}

ErrorKind
file_write_unsynced(const char *path, const void *bytes, size_t size, mode_t mode, Error *err)
{
    CLOSES_FILE int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0)
        return error_set_io(err, "cannot create '%s'", path);
    return fill_unsynced(fd, path, bytes, size, mode, err);
}

ErrorKind
file_sync_all(const char *path, Error *err)
{
    CLOSES_FILE int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || syncfs(fd) != 0)
        return error_set_io(err, "cannot sync '%s'", path);
    return ERROR_NONE;
}

/* All bytes, on the disk. */
static ErrorKind
fill(int fd, const char *path, const void *bytes, size_t size, mode_t mode, Error *err)
{
    TRY(fill_unsynced(fd, path, bytes, size, mode, err));
    if (fsync(fd) != 0)
        return error_set_io(err, "cannot sync '%s'", path);
    return ERROR_NONE;
}

static ErrorKind
write_synced(const char *path, const void *bytes, size_t size, mode_t mode, Error *err)
{
    CLOSES_FILE int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0)
        return error_set_io(err, "cannot create '%s'", path);
    return fill(fd, path, bytes, size, mode, err);
}

static ErrorKind
write_whole(const char *path, const void *bytes, size_t size, mode_t mode, bool replace, Error *err)
{
    SCRATCH Arena *work = arena_new("write");
    const char *part = arena_print(work, "%s" FILE_PART "%ld", path, (long)getpid());
    ErrorKind kind = write_synced(part, bytes, size, mode, err);
    if (kind == ERROR_NONE && (replace ? rename(part, path) : link(part, path)) != 0)
        kind = error_set_io(err, "cannot create '%s'", path);
    if (kind != ERROR_NONE || !replace)
        (void)unlink(part);
    return kind != ERROR_NONE ? kind : sync_directory_of(path, err);
}

ErrorKind
file_write(const char *path, const void *bytes, size_t size, mode_t mode, Error *err)
{
    return write_whole(path, bytes, size, mode, true, err);
}

/* Gives a file without a name one; errno says why not. */
static bool
name_file(int fd, const char *path)
{
    char own[32];
    (void)snprintf(own, sizeof own, "/proc/self/fd/%d", fd);
    return linkat(AT_FDCWD, own, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
}

ErrorKind
file_write_new(const char *path, const void *bytes, size_t size, mode_t mode, Error *err)
{
    SCRATCH Arena *work = arena_new("write new");
    CLOSES_FILE int fd = open(directory_of(work, path), O_WRONLY | O_TMPFILE | O_CLOEXEC, mode);
    if (fd < 0) /* a file system that has no files without a name */
        return write_whole(path, bytes, size, mode, false, err);
    TRY(fill(fd, path, bytes, size, mode, err));
    if (name_file(fd, path))
        return sync_directory_of(path, err);
    return errno == EEXIST ? error_set_io(err, "cannot create '%s'", path)
                           : write_whole(path, bytes, size, mode, false, err);
}

bool
file_can_make(const char *path)
{
    SCRATCH Arena *work = arena_new("can make");
    return access(directory_of(work, path), W_OK | X_OK) == 0;
}

ErrorKind
file_move(const char *from, const char *to, Error *err)
{
    if (rename(from, to) != 0)
        return error_set_io(err, "cannot move to '%s'", to);
    return sync_directory_of(to, err);
}

ErrorKind
file_make_directory(const char *path, mode_t mode, Error *err)
{
    if (mkdir(path, mode) != 0 && errno != EEXIST)
        return error_set_io(err, "cannot make directory '%s'", path);
    struct stat about;
    if (stat(path, &about) != 0)
        return error_set_io(err, "cannot use '%s'", path);
    if (!S_ISDIR(about.st_mode))
        return error_set(err, ERROR_IO, "'%s' is not a directory", path);
    return ERROR_NONE;
}

static int
remove_one(const char *path, const struct stat *about, int type, struct FTW *at)
{
    (void)about;
    (void)type;
    (void)at;
    return remove(path);
}

ErrorKind
file_remove_tree(const char *path, Error *err)
{
    struct stat about;
    if (lstat(path, &about) != 0)
        return errno == ENOENT ? ERROR_NONE : error_set_io(err, "cannot remove '%s'", path);
    if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
        return error_set_io(err, "cannot remove '%s'", path);
    return ERROR_NONE;
}

ErrorKind
file_digest(const char *path, Digest *ret_digest, int64_t *ret_size, Error *err)
{
    SCRATCH Arena *work = arena_new("digest");
    CLOSES_FILE int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set_io(err, "cannot open '%s'", path);
    Hasher *hasher = hasher_new(work);
    const size_t step = 256 * 1024;
    char *bytes = arena_take(work, step);
    int64_t size = 0;
    for (;;)
    {
        ssize_t got = read(fd, bytes, step);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set_io(err, "cannot read '%s'", path);
        if (got == 0)
            break;
        hasher_add(hasher, bytes, (size_t)got);
        size += got;
    }
    *ret_digest = hasher_end(hasher);
    if (ret_size != NULL)
        *ret_size = size;
    return ERROR_NONE;
}

bool
file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

char *
file_join(Arena *arena, const char *directory, const char *name)
{
    return arena_print(arena, "%s/%s", directory, name);
}

const char *
file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}
