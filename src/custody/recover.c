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
#include <string.h>
#include <sys/stat.h>

/* Is there an artefact of this name in the folder that was not destroyed? */
#define EXISTING(folder)                                                                           \
    "SELECT count(*) FROM artefact WHERE path = '" folder "/' || ? AND destroyed IS NULL"

const RecoverFolder recover_folders[] = {
    {"held", "SELECT count(*) FROM release WHERE state IN ('prepared', 'approved') AND staged = ?",
     false},
    {"work", NULL, false},
    /* There only where the custodian made it; what others keep on that device stays. */
    {"spill", "SELECT ? NOT GLOB '" RECOVER_SPILL "*'", false},
    {"dataset", EXISTING("dataset"), false},
    {"model", EXISTING("model"), false},
    {"quarantine", EXISTING("quarantine"), false},
    /* What was destroyed and lies there again, from an old copy of the directory, goes again. */
    {"outgoing",
     "SELECT count(*) = 0 FROM artefact WHERE kind = 'package'"
     " AND path = 'outgoing/' || ? AND destroyed IS NOT NULL",
     false},
    {"key/project", "SELECT count(*) FROM project_key WHERE file = ? AND destroyed IS NULL", true},
    {"actor", "SELECT count(*) FROM actor_key WHERE file = ? AND ended IS NULL", true},
    {NULL, NULL, false},
};

const char recover_known_outgoing[] =
    "SELECT (SELECT count(*) FROM release WHERE state = 'delivered' AND staged = ?1)"
    " + (SELECT count(*) FROM output WHERE folder = ?1)";

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

static ErrorKind
remove_one(const char *path, bool key, Recovery *recovery, Error *err)
{
    TRY(key ? key_erase(path, err) : file_remove_tree(path, err));
    recovery->removed++;
    return ERROR_NONE;
}

/* Removes what lies in the folder and no row of the state stands for. */
static ErrorKind
remove_unknown(Custody *custody, const RecoverFolder *folder, Recovery *recovery, Error *err)
{
    SCRATCH Arena *work = arena_new("recover");
    FileNames names = {0};
    const char *path = custody_path(work, custody, folder->name);
    int before = recovery->removed;
    if (text_equal(folder->name, "spill") && !file_exists(path))
        return ERROR_NONE;
    TRY(list_directory(work, path, &names, err));
    for (size_t at = 0; at < names.count; at++)
    {
        int64_t count = 0;
        TRY(count_known(custody, folder->known, names.items[at], &count, err));
        if (count == 0)
            TRY(remove_one(file_join(work, path, names.items[at]), folder->keys, recovery, err));
    }
    return recovery->removed == before ? ERROR_NONE : file_sync(path, err);
}

/* Removes what was not written to its end, in the folder and below. In key/ that can be a whole
 * root key under a passphrase, which would outlive the sealing of the root key in shares. */
static ErrorKind
remove_parts(const char *path, bool keys, Recovery *recovery, Error *err)
{
    SCRATCH Arena *work = arena_new("recover");
    FileNames names = {0};
    int before = recovery->removed;
    TRY(list_directory(work, path, &names, err));
    for (size_t at = 0; at < names.count; at++)
    {
        struct stat about;
        const char *inside = file_join(work, path, names.items[at]);
        if (strstr(names.items[at], FILE_PART) != NULL)
            TRY(remove_one(inside, keys, recovery, err));
        else if (lstat(inside, &about) == 0 && S_ISDIR(about.st_mode))
            TRY(remove_parts(inside, keys, recovery, err));
    }
    return recovery->removed == before ? ERROR_NONE : file_sync(path, err);
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
        TRY(count_known(custody, recover_known_outgoing, names.items[at], &count, err));
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
    SCRATCH Arena *work = arena_new("recover");
    *ret_recovery = (Recovery){0};
    TRY(record_publish(custody, err));
    TRY(move_delivered(custody, ret_recovery, err));
    TRY(move_outputs(custody, ret_recovery, err));
    for (const RecoverFolder *folder = recover_folders; folder->name != NULL; folder++)
        TRY(remove_unknown(custody, folder, ret_recovery, err));
    TRY(remove_parts(custody_path(work, custody, "key"), true, ret_recovery, err));
    TRY(remove_parts(custody_path(work, custody, "public"), false, ret_recovery, err));
    TRY(split_erase_sealed(custody, err));
    TRY(epoch_erase_old(custody, err));
    return check_outgoing(custody, err);
}
