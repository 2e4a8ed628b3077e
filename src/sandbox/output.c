/*
 * Reads what a job left. Everything in the folder is hostile: it is walked by descriptors, no link
 * is followed, nothing but a regular file with one name is opened, and a file that cannot be told
 * about (its name is not UTF-8 or too long) is counted and left.
 */
#include "sandbox/inner.h"

#include "core/file.h"
#include "core/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum
{
    NAME_BYTES = 255,
    DEEP = 8
};

typedef struct Walk
{
    Arena *arena;
    int64_t limit; /* of files, and of everything that is looked at ten times that */
    int64_t seen;
    Output *output;
} Walk;

static void
close_folder(DIR **folder)
{
    if (*folder != NULL)
        (void)closedir(*folder);
}

/* A job may have taken its own rights away; nobody of it is alive, so they can be given back. A
 * link is not followed: only a directory or regular file comes here. */
static int
open_below(int folder, const char *name, int flags, mode_t mode)
{
    int fd = openat(folder, name, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 || errno != EACCES || fchmodat(folder, name, mode, 0) != 0)
        return fd;
    return openat(folder, name, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

static ErrorKind walk_folder(Walk *walk, int fd, const char *prefix, int depth, Error *err);

static ErrorKind
walk_deeper(Walk *walk, int folder, const char *name, const char *path, int depth, Error *err)
{
    if (depth >= DEEP || strlen(path) >= NAME_BYTES)
    {
        walk->output->refused++;
        return ERROR_NONE;
    }
    int fd = open_below(folder, name, O_RDONLY | O_DIRECTORY, 0700);
    if (fd < 0)
        return error_set_io(err, "cannot read a directory of the output");
    return walk_folder(walk, fd, arena_print(walk->arena, "%s/", path), depth + 1, err);
}

static ErrorKind
walk_entry(Walk *walk, int folder, const char *name, const char *prefix, int depth, Error *err)
{
    struct stat state;
    if (fstatat(folder, name, &state, AT_SYMLINK_NOFOLLOW) != 0)
        return error_set_io(err, "cannot look at the output");
    char *path = arena_print(walk->arena, "%s%s", prefix, name);
    bool told = strlen(path) <= NAME_BYTES && text_is_utf8(path, strlen(path));
    if (S_ISDIR(state.st_mode))
        return walk_deeper(walk, folder, name, path, told ? depth : DEEP, err);
    if (!S_ISREG(state.st_mode) || state.st_nlink != 1 || !told)
    {
        walk->output->refused++;
        return ERROR_NONE;
    }
    *LIST_ADD(walk->arena, &walk->output->files) = (OutputFile){path, state.st_size};
    if (__builtin_add_overflow(walk->output->bytes, state.st_size, &walk->output->bytes))
        walk->output->bytes = INT64_MAX;
    return ERROR_NONE;
}

/* Takes fd. */
static ErrorKind
walk_folder(Walk *walk, int fd, const char *prefix, int depth, Error *err)
{
    __attribute__((cleanup(close_folder))) DIR *folder = fdopendir(fd);
    if (folder == NULL)
    {
        (void)close(fd);
        return error_set_io(err, "cannot read a directory of the output");
    }
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
    {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if ((int64_t)walk->output->files.count > walk->limit || ++walk->seen > walk->limit * 10)
            return ERROR_NONE; /* too many: no more need be known */
        TRY(walk_entry(walk, dirfd(folder), entry->d_name, prefix, depth, err));
    }
    return ERROR_NONE;
}

static int
by_name(const void *one, const void *other)
{
    return strcmp(((const OutputFile *)one)->name, ((const OutputFile *)other)->name);
}

ErrorKind
sandbox_output_list(Arena *arena, int fd, int64_t limit, Output *ret_output, Error *err)
{
    *ret_output = (Output){.bytes = 0};
    Walk walk = {arena, limit, 0, ret_output};
    int own = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (own < 0)
        own = fchmod(fd, 0700) == 0 ? openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (own < 0)
        return error_set_io(err, "cannot read the output");
    TRY(walk_folder(&walk, own, "", 0, err));
    if (walk.seen > limit * 10)
        ret_output->bytes = INT64_MAX;
    if (ret_output->files.count > 1)
        qsort(ret_output->files.items, ret_output->files.count, sizeof(OutputFile), by_name);
    return ERROR_NONE;
}

ErrorKind
output_open(int folder, const OutputFile *file, int *ret_fd, Error *err)
{
    CLOSES_FILE int above = dup(folder);
    const char *name = file->name;
    for (const char *slash = strchr(name, '/'); slash != NULL && above >= 0;
         slash = strchr(name, '/'))
    {
        char part[NAME_BYTES + 1];
        memcpy(part, name, (size_t)(slash - name));
        part[slash - name] = '\0';
        int below = open_below(above, part, O_RDONLY | O_DIRECTORY, 0700);
        file_close(&above);
        above = below;
        name = slash + 1;
    }
    CLOSES_FILE int fd = above < 0 ? -1 : open_below(above, name, O_RDONLY, 0400);
    struct stat state;
    if (fd < 0 || fstat(fd, &state) != 0)
        return error_set_io(err, "cannot read a file of the output");
    if (!S_ISREG(state.st_mode) || state.st_nlink != 1 || state.st_size != file->size)
        return error_set(err, ERROR_INTERNAL, "a file of the output has changed");
    *ret_fd = fd;
    fd = -1;
    return ERROR_NONE;
}
