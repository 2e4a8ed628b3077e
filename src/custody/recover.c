#include "custody/recover.h"

#include "core/file.h"
#include "core/list.h"
#include "core/text.h"
#include "custody/inner.h"
#include "custody/output.h"
#include "custody/wrap.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>

/* Is there an artefact of this name in the folder that was not destroyed? */
#define EXISTING(folder)                                                                           \
    "SELECT count(*) FROM artefact WHERE path = '" folder "/' || ? AND destroyed IS NULL"

typedef struct FileNames LIST_OF(const char *) FileNames;

static ErrorKind
list_directory(Arena *arena, const char *path, FileNames *ret_names, Error *err)
{
    DIR *directory = opendir(path);
    if (directory == NULL)
        return error_set_io(err, "cannot read '%s'", path);
    for (const struct dirent *at = readdir(directory); at != NULL; at = readdir(directory))
        if (!text_equal(at->d_name, ".") && !text_equal(at->d_name, ".."))
            *LIST_ADD(arena, ret_names) = arena_copy_text(arena, at->d_name);
    (void)closedir(directory);
    return ERROR_NONE;
}

/* How many rows of the state stand for this name. */
static ErrorKind
count_known(Custody *custody, const char *sql, const char *name, int64_t *ret_count, Error *err)
{
    *ret_count = 0;
    if (sql == NULL)
        return ERROR_NONE;
    return store_integer(custody->store, sql, BINDS(bind_text(name)), ret_count, err);
}

/* Removes what lies in folder and no row of the state stands for; known NULL: everything. */
static ErrorKind
remove_unknown(Custody *custody, const char *folder, const char *known, Recovery *recovery,
               Error *err)
{
    SCRATCH Arena *work = arena_new("recover");
    FileNames names = {0};
    const char *path = custody_path(work, custody, folder);
    TRY(list_directory(work, path, &names, err));
    int removed = 0;
    for (size_t at = 0; at < names.count; at++)
    {
        int64_t count = 0;
        TRY(count_known(custody, known, names.items[at], &count, err));
        if (count != 0)
            continue;
        TRY(file_remove_tree(file_join(work, path, names.items[at]), err));
        removed++;
    }
    recovery->removed += removed;
    return removed == 0 ? ERROR_NONE : file_sync(path, err);
}

/* Key files that the state does not name, or names as destroyed: overwritten, then removed. */
static ErrorKind
erase_unknown_keys(Custody *custody, Recovery *recovery, Error *err)
{
    SCRATCH Arena *work = arena_new("recover");
    FileNames names = {0};
    const char *path = custody_path(work, custody, "key/project");
    TRY(list_directory(work, path, &names, err));
    for (size_t at = 0; at < names.count; at++)
    {
        int64_t count = 0;
        TRY(count_known(custody,
                        "SELECT count(*) FROM project_key WHERE file = ? AND destroyed IS NULL",
                        names.items[at], &count, err));
        if (count != 0)
            continue;
        TRY(key_erase(file_join(work, path, names.items[at]), err));
        recovery->removed++;
    }
    TRY(split_erase_sealed(custody, err));
    return epoch_erase_old(custody, err);
}

static ErrorKind
move_delivered(Custody *custody, Recovery *recovery, Error *err)
{
    SCRATCH Arena *work = arena_new("recover");
    ReleaseList all = {0};
    TRY(release_list(custody, work, NULL, &all, err));
    for (size_t at = 0; at < all.count; at++)
    {
        const Release *release = &all.items[at];
        const char *held = custody_path(
            work, custody, arena_print(work, "held/%s", release_staged(work, release->package)));
        if (release->state != RELEASE_DELIVERED || !file_exists(held))
            continue;
        TRY(release_move(custody, release, err));
        recovery->moved++;
    }
    return ERROR_NONE;
}

static ErrorKind
move_outputs(Custody *custody, Recovery *recovery, Error *err)
{
    SCRATCH Arena *work = arena_new("recover");
    OutputList all = {0};
    TRY(output_list(custody, work, NULL, &all, err));
    for (size_t at = 0; at < all.count; at++)
    {
        const OutputRequest *output = &all.items[at];
        if (output->state != OUTPUT_RELEASED ||
            !file_exists(custody_path(work, custody, arena_print(work, "held/%s", output->folder))))
            continue;
        TRY(output_move(custody, output, err));
        recovery->moved++;
    }
    return ERROR_NONE;
}

static ErrorKind
check_outgoing(Custody *custody, Error *err)
{
    SCRATCH Arena *work = arena_new("recover");
    FileNames names = {0};
    size_t unknown = 0;
    const char *path = custody_path(work, custody, "outgoing");
    TRY(list_directory(work, path, &names, err));
    for (size_t at = 0; at < names.count; at++)
    {
        int64_t count = 0;
        TRY(count_known(custody,
                        "SELECT (SELECT count(*) FROM release WHERE state = 'delivered'"
                        "  AND staged = ?1) + (SELECT count(*) FROM output WHERE folder = ?1)",
                        names.items[at], &count, err));
        unknown += count == 0;
    }
    if (unknown == 0)
        return ERROR_NONE;
    (void)error_set(err, ERROR_INTEGRITY,
                    "outgoing/ holds %zu thing%s that the ledger does not know", unknown,
                    unknown == 1 ? "" : "s");
    return error_hint(err, "find out who put it there, and take it out of '%s'", path);
}

ErrorKind
custody_recover(Custody *custody, Recovery *ret_recovery, Error *err)
{
    *ret_recovery = (Recovery){0};
    TRY(record_publish(custody, err));
    TRY(move_delivered(custody, ret_recovery, err));
    TRY(move_outputs(custody, ret_recovery, err));
    TRY(remove_unknown(custody, "held",
                       "SELECT count(*) FROM release WHERE state IN ('prepared', 'approved')"
                       " AND staged = ?",
                       ret_recovery, err));
    TRY(remove_unknown(custody, "work", NULL, ret_recovery, err));
    TRY(remove_unknown(custody, "dataset", EXISTING("dataset"), ret_recovery, err));
    TRY(remove_unknown(custody, "model", EXISTING("model"), ret_recovery, err));
    TRY(remove_unknown(custody, "quarantine", EXISTING("quarantine"), ret_recovery, err));
    /* What was destroyed and lies there again, from an old copy of the directory, goes again. */
    TRY(remove_unknown(custody, "outgoing",
                       "SELECT count(*) = 0 FROM artefact WHERE kind = 'package'"
                       " AND path = 'outgoing/' || ? AND destroyed IS NOT NULL",
                       ret_recovery, err));
    TRY(erase_unknown_keys(custody, ret_recovery, err));
    TRY(remove_unknown(custody, "actor",
                       "SELECT count(*) FROM actor_key WHERE file = ? AND ended IS NULL",
                       ret_recovery, err));
    return check_outgoing(custody, err);
}
