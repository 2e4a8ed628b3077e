/* The files in a backup, one after the other, written where they belong. */
#include "core/file.h"
#include "core/text.h"
#include "custody/inner.h"
#include "custody/key.h"
#include "custody/restore_inner.h"
#include "custody/wrap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAME_BYTES 512

ErrorKind
restore_no_backup(Error *err)
{
    return error_set(err, ERROR_INTEGRITY, "the file is not a backup of a custody, or is damaged");
}

/* The next size bytes of the clear stream, or fewer where a chunk ends; 0 at its end. */
static ErrorKind
take_some(Restore *restore, size_t most, const char **ret_bytes, size_t *ret_size, Error *err)
{
    if (restore->left == 0)
    {
        const void *bytes = NULL;
        TRY(cipher_read_get(restore->reader, &bytes, &restore->left, err));
        restore->bytes = bytes;
    }
    *ret_bytes = restore->bytes;
    *ret_size = restore->left < most ? restore->left : most;
    restore->bytes += *ret_size;
    restore->left -= *ret_size;
    return ERROR_NONE;
}

/* "NAME SIZE" and a line feed; an empty name at the end of the stream. */
static ErrorKind
take_name(Restore *restore, char ret_name[NAME_BYTES], int64_t *ret_size, Error *err)
{
    size_t size = 0;
    for (;;)
    {
        const char *byte = NULL;
        size_t got = 0;
        TRY(take_some(restore, 1, &byte, &got, err));
        ret_name[size] = '\0';
        if (got == 0 && size == 0)
            return ERROR_NONE;
        if (got == 0 || size + 1 == NAME_BYTES)
            return restore_no_backup(err);
        if (*byte == '\n')
            break;
        ret_name[size++] = *byte;
    }
    char *space = strchr(ret_name, ' ');
    char *end = NULL;
    if (space == NULL)
        return restore_no_backup(err);
    *space = '\0';
    *ret_size = strtoll(space + 1, &end, 10);
    return *end == '\0' && *ret_size >= 0 ? ERROR_NONE : restore_no_backup(err);
}

/* What a backup may hold: nothing else is written, wherever it says it belongs. */
static bool
is_member(const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-.";
    const char *plain = text_starts(name, "actor/")         ? name + strlen("actor/")
                        : text_starts(name, "key/project/") ? name + strlen("key/project/")
                                                            : NULL;
    if (plain == NULL)
        return text_equal(name, "state.db") || text_equal(name, SIGNING_KEY_FILE);
    return plain[0] != '.' && plain[strspn(plain, letters)] == '\0' && text_ends(plain, ".key");
}

static ErrorKind
restore_file(Restore *restore, const char *name, int64_t size, Error *err)
{
    const char *path = file_join(restore->arena, restore->directory, name);
    CLOSES_FILE int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return error_set_io(err, "cannot create '%s'", path);
    while (size > 0)
    {
        const char *bytes = NULL;
        size_t got = 0;
        TRY(take_some(restore, (uint64_t)size < SIZE_MAX ? (size_t)size : SIZE_MAX, &bytes, &got,
                      err));
        if (got == 0)
            return restore_no_backup(err);
        TRY(file_put(fd, bytes, got, err));
        size -= (int64_t)got;
    }
    if (fsync(fd) != 0)
        return error_set_io(err, "cannot sync '%s'", path);
    return ERROR_NONE;
}

/* The file as it came lies under the epoch key; what stays lies under the root key. */
static ErrorKind
restore_project_key(Restore *restore, const char *name, int64_t size, Error *err)
{
    FREES_SECRET Secret *key = NULL;
    const char *path = file_join(restore->arena, restore->directory, name);
    TRY(restore_file(restore, name, size, err));
    const char *purpose = key_purpose_of(restore->arena, path);
    if (restore->epoch_key == NULL || purpose == NULL)
    {
        restore->summary->missing++;
        return purpose == NULL ? restore_no_backup(err) : key_erase(path, err);
    }
    Wrapping under_epoch = {.purpose = purpose, .key = restore->epoch_key};
    Wrapping under_root = {.purpose = purpose, .key = restore->root};
    TRY(key_unwrap(path, &under_epoch, PROJECT_KEY_SIZE, &key, err));
    restore->summary->keys++;
    return key_wrap_again(path, &under_root, key, err);
}

ErrorKind
restore_members(Restore *restore, Error *err)
{
    char name[NAME_BYTES];
    int64_t size = 0;
    for (;;)
    {
        TRY(take_name(restore, name, &size, err));
        if (name[0] == '\0')
            return ERROR_NONE;
        if (!is_member(name))
            return restore_no_backup(err);
        if (text_starts(name, "key/project/"))
            TRY(restore_project_key(restore, name, size, err));
        else
            TRY(restore_file(restore, name, size, err));
    }
}
