#include "custody/epoch.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/inner.h"
#include "custody/wrap.h"

#include <dirent.h>
#include <inttypes.h>
#include <string.h>

char *
epoch_purpose(Arena *arena, const char *custody, int64_t epoch)
{
    return arena_print(arena, "epoch key %" PRId64 " of %s", epoch, custody);
}

char *
epoch_path(Arena *arena, const Custody *custody, int64_t epoch)
{
    return custody_path(arena, custody, arena_print(arena, "key/epoch-%" PRId64 ".key", epoch));
}

ErrorKind
epoch_status(Custody *custody, EpochStatus *ret_status, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT (SELECT max(number) FROM epoch),"
                    " (SELECT epoch FROM medium ORDER BY entry DESC LIMIT 1),"
                    " (SELECT epoch FROM backup ORDER BY entry DESC LIMIT 1)",
                    NO_BINDS, &query, err));
    TRY(query_next(query, &row, err));
    ret_status->epoch = query_integer(query, 0);
    ret_status->medium = query_integer(query, 1);
    ret_status->backup = query_integer(query, 2);
    if (!row || ret_status->epoch < 1)
        return error_set(err, ERROR_INTEGRITY, "the state knows no epoch");
    return ERROR_NONE;
}

bool
epoch_is_left_behind(const EpochStatus *status)
{
    return status->medium != 0 && status->medium != status->epoch;
}

ErrorKind
epoch_make(Custody *custody, int64_t epoch, Error *err)
{
    SCRATCH Arena *work = arena_new("epoch");
    FREES_SECRET Secret *key = secret_random(EPOCH_KEY_SIZE);
    Wrapping wrapping = {.purpose = epoch_purpose(work, custody->name, epoch),
                         .key = custody->root};
    /* One of that number can lie there from an attempt that failed in this very process. */
    return key_wrap_again(epoch_path(work, custody, epoch), &wrapping, key, err);
}

ErrorKind
epoch_open(Custody *custody, const char *path, int64_t epoch, Secret **ret_key, Error *err)
{
    SCRATCH Arena *work = arena_new("epoch");
    Wrapping wrapping = {.purpose = epoch_purpose(work, custody->name, epoch),
                         .key = custody->root};
    return key_unwrap(path != NULL ? path : epoch_path(work, custody, epoch), &wrapping,
                      EPOCH_KEY_SIZE, ret_key, err);
}

ErrorKind
epoch_erase_old(Custody *custody, Error *err)
{
    SCRATCH Arena *work = arena_new("epoch");
    EpochStatus status = {0};
    TRY(epoch_status(custody, &status, err));
    const char *folder = custody_path(work, custody, "key");
    const char *present = file_name(epoch_path(work, custody, status.epoch));
    DIR *directory = opendir(folder);
    if (directory == NULL)
        return error_set_io(err, "cannot read '%s'", folder);
    struct LIST_OF(const char *) old = {0};
    for (const struct dirent *at = readdir(directory); at != NULL; at = readdir(directory))
        if (text_starts(at->d_name, "epoch-") && !text_equal(at->d_name, present))
            *LIST_ADD(work, &old) = file_join(work, folder, at->d_name);
    (void)closedir(directory);
    for (size_t at = 0; at < old.count; at++)
        TRY(key_erase(old.items[at], err));
    return ERROR_NONE;
}

static ErrorKind
record_medium(Custody *custody, int64_t epoch, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    json_t *body = json_object();
    json_put(body, "epoch", json_integer(epoch));
    int64_t number = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, NULL, NULL, ENTRY_MEDIUM_WRITTEN, body, &number, err));
    TRY(store_run(custody->store, "INSERT INTO medium VALUES(?, ?)",
                  BINDS(bind_integer(number), bind_integer(epoch)), err));
    return record_commit(&recording, err);
}

/* Nothing but an epoch key of this custody is ever overwritten. */
static ErrorKind
check_file(const Custody *custody, const char *path, Error *err)
{
    SCRATCH Arena *work = arena_new("medium");
    if (!file_exists(path))
        return file_can_make(path) ? ERROR_NONE : error_set_io(err, "cannot create '%s'", path);
    const char *purpose = key_purpose_of(work, path);
    const char *end = arena_print(work, " of %s", custody->name);
    if (purpose == NULL || !text_starts(purpose, "epoch key ") || !text_ends(purpose, end))
        return error_set(err, ERROR_STATE, "'%s' is not an epoch key of this custody",
                         file_name(path));
    return ERROR_NONE;
}

ErrorKind
epoch_check_medium(Custody *custody, const char *path, Error *err)
{
    EpochStatus status = {0};
    TRY(epoch_status(custody, &status, err));
    TRY(check_file(custody, path, err));
    if (status.backup == 0 || status.backup == status.epoch)
        return ERROR_NONE;
    (void)error_set(err, ERROR_STATE, "no backup was made since a key was destroyed");
    return error_hint(err, "first 'custody backup': without one, the keys that are left would be "
                           "in no backup that can be restored");
}

ErrorKind
epoch_write_medium(Custody *custody, const char *path, Error *err)
{
    SCRATCH Arena *work = arena_new("medium");
    FREES_SECRET Secret *key = NULL;
    FREES_SECRET Secret *again = NULL;
    EpochStatus status = {0};
    if (!custody_unlocked(custody))
        return error_set(err, ERROR_STATE, "the custody is locked");
    TRY(epoch_check_medium(custody, path, err));
    TRY(epoch_status(custody, &status, err));
    TRY(epoch_open(custody, NULL, status.epoch, &key, err));
    Wrapping wrapping = {.purpose = epoch_purpose(work, custody->name, status.epoch),
                         .key = custody->root};
    /* The old key goes first: a medium that was cut off in between is written again. */
    TRY(key_erase(path, err));
    /* By a rename: the file systems of media know no links. */
    TRY(key_wrap_again(path, &wrapping, key, err));
    TRY(epoch_open(custody, path, status.epoch, &again, err));
    if (memcmp(key->bytes, again->bytes, EPOCH_KEY_SIZE) != 0)
        return error_set(err, ERROR_INTEGRITY, "the medium does not hold what was written");
    return record_medium(custody, status.epoch, err);
}
