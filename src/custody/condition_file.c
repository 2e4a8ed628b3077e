/* The files of a custody: private, whole, and where the state has them. */
#include "core/file.h"
#include "core/text.h"
#include "custody/condition_inner.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MOST 8 /* of directories below one; public/tile/entries/x001/x234/067.p is 6 */

/* Folders whose files are keys, and what is in their name. */
static const char *const key_folders[] = {"key", "key/project", "actor"};

static void
examine_private(const Examination *examination, const char *name, mode_t type)
{
    SCRATCH Arena *work = arena_new("place");
    struct stat about;
    const char *path = custody_path(work, examination->custody, name);
    bool key = type == 0;
    if (lstat(path, &about) != 0 || (!key && (about.st_mode & S_IFMT) != type))
        fault_add(examination, FAULT_MISSING,
                  arena_print(work, "'%s' is missing, or is not what it should be", name), name);
    else if (about.st_uid != geteuid())
        fault_add(examination, FAULT_OWNER, arena_print(work, "'%s' belongs to another user", name),
                  name);
    else if ((about.st_mode & 077) != 0)
        fault_add(examination, key ? FAULT_KEY_OPEN : FAULT_OPEN,
                  arena_print(work, "'%s' is open to other users", name), name);
}

/* NULL-ended names in a directory, "" and all; an unreadable one has none. */
typedef struct Listing LIST_OF(const char *) Listing;

static Listing
list_folder(const Examination *examination, Arena *arena, const char *folder)
{
    Listing names = {0};
    DIR *directory = opendir(custody_path(arena, examination->custody, folder));
    if (directory == NULL)
        return names;
    for (const struct dirent *at = readdir(directory); at != NULL; at = readdir(directory))
        if (!text_equal(at->d_name, ".") && !text_equal(at->d_name, ".."))
            *LIST_ADD(arena, &names) = arena_copy_text(arena, at->d_name);
    (void)closedir(directory);
    return names;
}

static bool
is_directory(const Examination *examination, Arena *arena, const char *name)
{
    struct stat about;
    return lstat(custody_path(arena, examination->custody, name), &about) == 0 &&
           S_ISDIR(about.st_mode);
}

ErrorKind
examine_places(Examination *examination, Error *err)
{
    SCRATCH Arena *work = arena_new("places");
    (void)err;
    examine_private(examination, ".", S_IFDIR);
    examine_private(examination, "state.db", S_IFREG);
    for (const char *const *folder = custody_directories; *folder != NULL; folder++)
        examine_private(examination, *folder, S_IFDIR);
    for (size_t at = 0; at < sizeof key_folders / sizeof *key_folders; at++)
    {
        Listing names = list_folder(examination, work, key_folders[at]);
        for (size_t name = 0; name < names.count; name++)
        {
            const char *path = file_join(work, key_folders[at], names.items[name]);
            if (!is_directory(examination, work, path))
                examine_private(examination, path, 0);
        }
    }
    return ERROR_NONE;
}

/* Half-written files: what file_write leaves when the process is stopped in it. */
static void
examine_parts(const Examination *examination, const char *folder, unsigned depth)
{
    SCRATCH Arena *work = arena_new("parts");
    Listing names = list_folder(examination, work, folder);
    for (size_t at = 0; at < names.count; at++)
    {
        const char *name = file_join(work, folder, names.items[at]);
        if (is_directory(examination, work, name))
        {
            if (depth < DEPTH_MOST)
                examine_parts(examination, name, depth + 1);
        }
        else if (strstr(names.items[at], FILE_PART) != NULL)
            fault_add(examination, FAULT_UNFINISHED,
                      arena_print(work, "'%s' is a file that was not written to its end", name),
                      name);
    }
}

/* What the next opening for writing would remove. */
static ErrorKind
examine_folder(const Examination *examination, const RecoverFolder *folder, Error *err)
{
    SCRATCH Arena *work = arena_new("folder");
    Listing names = list_folder(examination, work, folder->name);
    for (size_t at = 0; at < names.count; at++)
    {
        int64_t known = 0;
        const char *name = file_join(work, folder->name, names.items[at]);
        if (folder->known != NULL)
            TRY(store_integer(examination->custody->store, folder->known,
                              BINDS(bind_text(names.items[at])), &known, err));
        if (known == 0)
            fault_add(examination, FAULT_UNFINISHED,
                      arena_print(work, "'%s' is in no state of the custody", name), name);
    }
    return ERROR_NONE;
}

static ErrorKind
examine_outgoing(const Examination *examination, Error *err)
{
    SCRATCH Arena *work = arena_new("outgoing");
    Listing names = list_folder(examination, work, "outgoing");
    for (size_t at = 0; at < names.count; at++)
    {
        int64_t known = 0;
        const char *name = file_join(work, "outgoing", names.items[at]);
        TRY(store_integer(examination->custody->store, recover_known_outgoing,
                          BINDS(bind_text(names.items[at])), &known, err));
        if (known == 0)
            fault_add(examination, FAULT_FOREIGN,
                      arena_print(work, "the ledger does not know '%s'", name), name);
    }
    return ERROR_NONE;
}

/* The bytes of all files of a folder but its index. */
static int64_t
size_of_folder(const Examination *examination, Arena *arena, const char *folder)
{
    struct stat about;
    int64_t size = 0;
    Listing names = list_folder(examination, arena, folder);
    for (size_t at = 0; at < names.count; at++)
        if (!text_equal(names.items[at], "index") &&
            lstat(custody_path(arena, examination->custody,
                               file_join(arena, folder, names.items[at])),
                  &about) == 0)
            size += (int64_t)about.st_size;
    return size;
}

/* What the state has of a thing on the disk. */
typedef struct Recorded
{
    const char *path;
    const char *file; /* whose digest it is: the package, or the index of a folder, which binds each
                         file in it */
    const char *digest;
    int64_t size; /* of the package, or of the files of the folder but its index */
    bool folder;
} Recorded;

/* No key is needed for it. */
static bool
is_recorded(const Examination *examination, const Recorded *recorded)
{
    SCRATCH Arena *work = arena_new("recorded");
    Error ignored = {0};
    Digest wanted;
    Digest found;
    int64_t size = 0;
    const char *path = custody_path(work, examination->custody, recorded->file);
    if (!digest_parse(recorded->digest, &wanted) ||
        file_digest(path, &found, &size, &ignored) != ERROR_NONE || !digest_equal(&found, &wanted))
        return false;
    if (recorded->folder)
        size = size_of_folder(examination, work, recorded->path);
    return size == recorded->size;
}

static void
examine_recorded_file(const Examination *examination, const Recorded *recorded)
{
    SCRATCH Arena *work = arena_new("recorded");
    const char *name = recorded->path;
    if (!file_exists(custody_path(work, examination->custody, name)))
        fault_add(examination, FAULT_LOST,
                  arena_print(work, "the state has '%s', the disk has not", name), name);
    else if (!is_recorded(examination, recorded))
        fault_add(examination, FAULT_CHANGED,
                  arena_print(work, "'%s' is another than the one that was recorded", name), name);
    else
        examination->condition->things++;
}

/* Everything that the state has and that no decided destruction takes. What is gone from outgoing/
 * was given to the recipient. */
static const char recorded_sql[] =
    "SELECT a.path, iif(r.number IS NULL, a.path || '/index', 'held/' || r.package_file),"
    " a.digest, a.size, r.number IS NULL FROM artefact AS a"
    " LEFT JOIN release AS r ON a.kind = 'package' AND r.number = a.source"
    " WHERE a.destroyed IS NULL AND a.path NOT LIKE 'outgoing/%'"
    " AND a.number NOT IN (SELECT artefact FROM destruction_artefact) ORDER BY a.number";

static ErrorKind
examine_recorded_files(const Examination *examination, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    SCRATCH Arena *work = arena_new("recorded");
    TRY(store_query(examination->custody->store, recorded_sql, NO_BINDS, &query, err));
    for (;;)
    {
        bool row = false;
        TRY(query_next(query, &row, err));
        if (!row)
            return ERROR_NONE;
        Recorded recorded = {.path = query_text(query, work, 0),
                             .file = query_text(query, work, 1),
                             .digest = query_text(query, work, 2),
                             .size = query_integer(query, 3),
                             .folder = query_integer(query, 4) != 0};
        examine_recorded_file(examination, &recorded);
    }
}

ErrorKind
examine_files(Examination *examination, Error *err)
{
    TRY(examine_recorded_files(examination, err));
    TRY(examine_outgoing(examination, err));
    if (examination->in_use)
        return ERROR_NONE;
    for (const RecoverFolder *folder = recover_folders; folder->name != NULL; folder++)
        TRY(examine_folder(examination, folder, err));
    examine_parts(examination, "public", 0);
    examine_parts(examination, "key", DEPTH_MOST); /* key/project is among the folders */
    return ERROR_NONE;
}
