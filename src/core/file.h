/*
 * Files: read whole within a bound, written so that a reader sees all or nothing.
 *
 * A written file goes to a temporary name in the same directory, is synced, renamed, and the
 * directory is synced: after a crash the name shows the old bytes or the new, never a part.
 */
#ifndef BERAAD_CORE_FILE_H
#define BERAAD_CORE_FILE_H

#include "core/arena.h"
#include "core/digest.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Stands in the temporary name, before the number of the process: what a process that was killed
 * left half-written is known by it. */
#define FILE_PART ".part-"

void file_close(int *fd);
#define CLOSES_FILE __attribute__((cleanup(file_close)))

/* The whole file (a zero byte follows it). Longer than limit is an error of the given kind. */
ErrorKind file_read(Arena *arena, const char *path, size_t limit, ErrorKind kind, char **ret_bytes,
                    size_t *ret_size, Error *err) MUST_CHECK;

/* All or nothing, with these permission bits; an existing file is replaced. */
ErrorKind file_write(const char *path, const void *bytes, size_t size, mode_t mode,
                     Error *err) MUST_CHECK;

/* As file_write, but an existing file is an error and stays as it is. Until it is whole it has no
 * name at all, where the file system can do that: whoever is stopped leaves nothing. */
ErrorKind file_write_new(const char *path, const void *bytes, size_t size, mode_t mode,
                         Error *err) MUST_CHECK;

/* Can a file of this name be made, as far as its directory is asked? errno says why not. */
bool file_can_make(const char *path);

/* All size bytes to fd. */
ErrorKind file_put(int fd, const void *bytes, size_t size, Error *err) MUST_CHECK;

/* Renames within a file system and syncs the directory of `to`. */
ErrorKind file_move(const char *from, const char *to, Error *err) MUST_CHECK;

/* Syncs a file or a directory by name. */
ErrorKind file_sync(const char *path, Error *err) MUST_CHECK;

/* A new file of a folder that does not appear before file_sync_all: many files are synced by one
 * call in the time of one. file_sync_all syncs all of the file system that path is on. */
ErrorKind file_write_unsynced(const char *path, const void *bytes, size_t size, mode_t mode,
                              Error *err) MUST_CHECK;
ErrorKind file_sync_all(const char *path, Error *err) MUST_CHECK;

/* Makes a directory (mode as given); one that is there already is fine. */
ErrorKind file_make_directory(const char *path, mode_t mode, Error *err) MUST_CHECK;

/* Removes a file or a whole directory tree, never following a symbolic link; absence is fine. */
ErrorKind file_remove_tree(const char *path, Error *err) MUST_CHECK;

ErrorKind file_digest(const char *path, Digest *ret_digest, int64_t *ret_size,
                      Error *err) MUST_CHECK;

/* Is there anything of this name? No where that cannot be told. */
bool file_exists(const char *path);

/* "directory/name". */
char *file_join(Arena *arena, const char *directory, const char *name);

/* The part behind the last '/'. */
const char *file_name(const char *path);

#endif
