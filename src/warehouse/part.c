#include "warehouse/part.h"

#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARK_NAME ".part-of-synthetic-warehouse"

/* Locks the mark in path; *ret_lock -1 where there is none. */
static ErrorKind
lock_mark(Arena *arena, const char *path, int flags, int *ret_lock, Error *err)
{
    const char *mark = file_join(arena, path, MARK_NAME);
    CLOSES_FILE int fd = open(mark, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0644);
    *ret_lock = -1;
    if (fd < 0)
        return errno == ENOENT ? ERROR_NONE : error_set_io(err, "cannot open '%s'", mark);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK
                   ? error_set(err, ERROR_STATE, "'%s': another run is making it", path)
                   : error_set_io(err, "cannot lock '%s'", mark);
    *ret_lock = fd;
    fd = -1;
    return ERROR_NONE;
}

static ErrorKind
remove_leftover(Arena *arena, const char *path, Error *err)
{
    int lock = -1;
    TRY(lock_mark(arena, path, 0, &lock, err));
    if (lock < 0)
    {
        (void)error_set(err, ERROR_STATE, "'%s' is in the way and was not left by such a run",
                        path);
        return error_hint(err, "move it away, or choose another name");
    }
    ErrorKind kind = file_remove_tree(path, err);
    file_close(&lock);
    return kind;
}

ErrorKind
part_open(Arena *arena, const char *out, Part *ret_part, Error *err)
{
    size_t size = strlen(out);
    while (size > 1 && out[size - 1] == '/')
        size--;
    ABANDONS_PART Part part = {.out = arena_copy(arena, out, size), .lock = -1};
    const char *path = arena_print(arena, "%s.part", part.out);
    struct stat found;
    if (lstat(part.out, &found) == 0)
        return error_set(err, ERROR_USAGE, "'%s' is there already", part.out);
    if (lstat(path, &found) == 0)
        TRY(remove_leftover(arena, path, err));
    if (mkdir(path, 0755) != 0)
        return error_set_io(err, "cannot make the folder '%s'", path);
    part.path = path;
    TRY(lock_mark(arena, path, O_CREAT | O_EXCL, &part.lock, err));
    part.spill = file_join(arena, path, "spill");
    TRY(file_make_directory(part.spill, 0700, err));
    *ret_part = part;
    part = (Part){.lock = -1};
    return ERROR_NONE;
}

ErrorKind
part_finish(Part *part, Error *err)
{
    SCRATCH Arena *work = arena_new("part");
    TRY(file_remove_tree(part->spill, err));
    TRY(file_remove_tree(file_join(work, part->path, MARK_NAME), err));
    if (syncfs(part->lock) != 0)
        return error_set_io(err, "cannot sync '%s'", part->path);
    struct stat found;
    if (lstat(part->out, &found) == 0)
        return error_set(err, ERROR_STATE, "'%s' has appeared meanwhile", part->out);
    TRY(file_move(part->path, part->out, err));
    part->path = NULL;
    file_close(&part->lock);
    return ERROR_NONE;
}

void
part_abandon(Part *part)
{
    if (part->path != NULL)
    {
        Error ignored = {0}; /* the first fault is the one to tell */
        (void)!file_remove_tree(part->path, &ignored);
    }
    part->path = NULL;
    file_close(&part->lock);
}
