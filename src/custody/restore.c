/* A custody made from a backup: whole under another name beside its place, verified, then moved. */
#include "core/cipher.h"
#include "core/file.h"
#include "core/text.h"
#include "custody/backup.h"
#include "custody/epoch.h"
#include "custody/inner.h"
#include "custody/restore_inner.h"
#include "custody/wrap.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first line of the file; fd stands behind it afterwards. */
static ErrorKind
read_line(Arena *arena, int fd, const char **ret_line, Error *err)
{
    char *line = arena_take(arena, BACKUP_HEAD_BYTES + 1);
    ssize_t got = pread(fd, line, BACKUP_HEAD_BYTES, 0);
    if (got < 0)
        return error_set_io(err, "cannot read the backup");
    char *end = memchr(line, '\n', (size_t)got);
    if (end == NULL || lseek(fd, end - line + 1, SEEK_SET) < 0)
        return restore_no_backup(err);
    *end = '\0';
    *ret_line = line;
    return ERROR_NONE;
}

/* What the first line says; *ret_root: the root key as it is wrapped. */
static ErrorKind
read_head(Restore *restore, int fd, const json_t **ret_root, Error *err)
{
    Arena *arena = restore->arena;
    json_t *head = NULL;
    TRY(read_line(arena, fd, &restore->head, err));
    if (json_read(arena, restore->head, strlen(restore->head), ERROR_INTEGRITY, &head, err) !=
        ERROR_NONE)
        return restore_no_backup(err);
    const char *format = json_string_value(json_object_get(head, "format"));
    *ret_root = json_object_get(head, "root");
    restore->name = json_string_value(json_object_get(head, "custody"));
    restore->epoch = json_integer_value(json_object_get(head, "epoch"));
    if (format == NULL || !text_equal(format, BACKUP_FORMAT) || restore->name == NULL ||
        !note_name_valid(restore->name) || restore->epoch < 1 || !json_is_object(*ret_root))
        return restore_no_backup(err);
    return ERROR_NONE;
}

static ErrorKind
put_root(const Restore *restore, const json_t *root, Error *err)
{
    size_t size = 0;
    const char *bytes = json_pretty(restore->arena, root, &size);
    return file_write_new(file_join(restore->arena, restore->directory, ROOT_KEY_FILE), bytes, size,
                          0600, err);
}

/* The medium must be of the very epoch of the backup. */
static ErrorKind
check_medium(const Restore *restore, Error *err)
{
    const char *medium = restore->how->medium;
    if (medium == NULL)
        return ERROR_NONE;
    const char *wanted = epoch_purpose(restore->arena, restore->name, restore->epoch);
    const char *found = key_purpose_of(restore->arena, medium);
    if (found == NULL)
        return error_set(err, ERROR_STATE,
                         "'%s' is not a medium, or is open to other users or another's",
                         file_name(medium));
    if (text_equal(wanted, found))
        return ERROR_NONE;
    (void)error_set(err, ERROR_STATE, "the backup needs the '%s', the medium holds '%s'", wanted,
                    text_shown(restore->arena, found));
    return error_hint(err,
                      "once a key was destroyed, no project key of a backup made before can be "
                      "read; take a newer one");
}

static ErrorKind
open_medium(Restore *restore, Error *err)
{
    Wrapping wrapping = {.purpose = epoch_purpose(restore->arena, restore->name, restore->epoch),
                         .key = restore->root};
    TRY(check_medium(restore, err));
    return restore->how->medium == NULL ? ERROR_NONE
                                        : key_unwrap(restore->how->medium, &wrapping,
                                                     EPOCH_KEY_SIZE, &restore->epoch_key, err);
}

static ErrorKind
record_restored(Custody *custody, const BackupSummary *summary, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    json_t *body = json_object();
    json_put(body, "epoch", json_integer(summary->epoch));
    json_put(body, "keys", json_integer(summary->keys));
    json_put(body, "keys_missing", json_integer(summary->missing));
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, NULL, NULL, ENTRY_CUSTODY_RESTORED, body, NULL, err));
    return record_commit(&recording, err);
}

/* The epoch key as the medium has it. Without a medium the epoch goes on with a new key: those of
 * this backup's project keys that are lost stay lost. */
static ErrorKind
restore_epoch(Restore *restore, Error *err)
{
    FREES_SECRET Secret *made = secret_random(EPOCH_KEY_SIZE);
    Wrapping wrapping = {.purpose = epoch_purpose(restore->arena, restore->name, restore->epoch),
                         .key = restore->root};
    const char *file = arena_print(restore->arena, "%s/key/epoch-%" PRId64 ".key",
                                   restore->directory, restore->epoch);
    return key_wrap(file, &wrapping, restore->epoch_key != NULL ? restore->epoch_key : made, err);
}

/* By the passphrase; or by the root key that the shares gave, which the custody takes. */
static ErrorKind
unlock(Restore *restore, Custody *custody, Error *err)
{
    if (restore->how->share_count == 0)
        return custody_unlock(custody, restore->how->passphrase, err);
    return custody_unlock_root(custody, &restore->root, err);
}

/* Opened as any custody is: what it lacks is made, and the whole ledger verified before it goes
 * on. */
static ErrorKind
finish(Restore *restore, Error *err)
{
    CLOSES_CUSTODY Custody *custody = NULL;
    RecordSummary summary = {0};
    EpochStatus status = {0};
    TRY(custody_open(restore->directory, CUSTODY_WRITE, restore->how->now, &custody, err));
    TRY(unlock(restore, custody, err));
    TRY(epoch_status(custody, &status, err));
    if (!text_equal(custody->name, restore->name) || status.epoch != restore->epoch)
        return restore_no_backup(err);
    TRY(custody_publish_keys(custody, err));
    TRY(record_verify(custody, &summary, err));
    if (restore->how->share_count > 0)
        TRY(root_wrap(custody, restore->how->passphrase, restore->how->cost, err));
    restore->summary->epoch = restore->epoch;
    restore->summary->entries = summary.entries;
    return record_restored(custody, restore->summary, err);
}

static ErrorKind
open_root(Restore *restore, Error *err)
{
    const BackupRestore *how = restore->how;
    const char *file = file_join(restore->arena, restore->directory, ROOT_KEY_FILE);
    if (how->share_count == 0)
    {
        ErrorKind kind = root_key_open(file, how->passphrase, &restore->root, err);
        return kind == ERROR_STATE
                   ? error_hint(err, "a backup has the passphrase of the day on which it was made")
                   : kind;
    }
    return split_root_of(restore->name, how->shares, how->share_count, &restore->root, err);
}

static ErrorKind
fill(Restore *restore, Error *err)
{
    CLOSES_CIPHER_READER CipherReader *reader = NULL;
    const json_t *root = NULL;
    CLOSES_FILE int fd = open(restore->how->backup, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set_io(err, "cannot open '%s'", restore->how->backup);
    TRY(custody_make_directories(restore->directory, err));
    TRY(read_head(restore, fd, &root, err));
    TRY(put_root(restore, root, err));
    TRY(open_root(restore, err));
    TRY(open_medium(restore, err));
    FREES_SECRET Secret *key = secret_derive(restore->root, BACKUP_PURPOSE, CIPHER_KEY_SIZE);
    TRY(cipher_read_open(fd, key, restore->head, &reader, err));
    restore->reader = reader;
    if (restore_members(restore, err) != ERROR_NONE)
        return restore->how->share_count == 0
                   ? err->kind
                   : error_hint(err, "or one of the shares is not as it was made");
    TRY(restore_epoch(restore, err));
    return finish(restore, err);
}

static ErrorKind
check_place(const BackupRestore *how, Error *err)
{
    CustodyInit place = {.directory = how->directory, .name = "any"};
    return custody_init_check(&place, err);
}

ErrorKind
backup_check_restore(const BackupRestore *how, Error *err)
{
    SCRATCH Arena *work = arena_new("restore");
    Restore restore = {.how = how, .arena = work};
    const json_t *root = NULL;
    TRY(check_place(how, err));
    CLOSES_FILE int fd = open(how->backup, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set_io(err, "cannot open '%s'", how->backup);
    TRY(read_head(&restore, fd, &root, err));
    return check_medium(&restore, err);
}

ErrorKind
backup_restore(const BackupRestore *how, BackupSummary *ret_summary, Error *err)
{
    SCRATCH Arena *work = arena_new("restore");
    *ret_summary = (BackupSummary){0};
    Restore restore = {.how = how,
                       .arena = work,
                       .directory = arena_print(work, "%s.new", how->directory),
                       .summary = ret_summary};
    TRY(check_place(how, err));
    TRY(file_remove_tree(restore.directory, err));
    ErrorKind kind = fill(&restore, err);
    secret_free(&restore.root);
    secret_free(&restore.epoch_key);
    if (kind == ERROR_NONE)
        kind = custody_put_in_place(restore.directory, how->directory, err);
    Error ignored;
    if (kind != ERROR_NONE)
        (void)!file_remove_tree(restore.directory, &ignored);
    return kind;
}
