#include "custody/backup.h"

#include "core/cipher.h"
#include "core/file.h"
#include "core/text.h"
#include "custody/epoch.h"
#include "custody/inner.h"
#include "custody/key.h"
#include "custody/wrap.h"

#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#define STATE_COPY "work/backup.db"
#define COPY_BYTES ((size_t)64 * 1024)

/* A backup that is being written. */
typedef struct Backup
{
    Custody *custody;
    Arena *arena;
    CipherWriter *writer;
    Secret *epoch_key;
    BackupSummary *summary;
} Backup;

static ErrorKind
record_backup(Custody *custody, int64_t epoch, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    json_t *body = json_object();
    json_put(body, "epoch", json_integer(epoch));
    int64_t number = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, NULL, NULL, ENTRY_BACKUP_MADE, body, &number, err));
    TRY(store_run(custody->store, "INSERT INTO backup VALUES(?, ?)",
                  BINDS(bind_integer(number), bind_integer(epoch)), err));
    return record_commit(&recording, err);
}

/* The first line: what the file is, and the root key as it lies in the custody. */
static ErrorKind
make_head(Custody *custody, Arena *arena, int64_t epoch, char **ret_head, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    json_t *root = NULL;
    TRY(file_read(arena, custody_path(arena, custody, ROOT_KEY_FILE), BACKUP_HEAD_BYTES,
                  ERROR_INTEGRITY, &bytes, &size, err));
    TRY(json_read(arena, bytes, size, ERROR_INTEGRITY, &root, err));
    json_t *head = json_keep(arena, json_object());
    json_put_text(head, "format", BACKUP_FORMAT);
    json_put_text(head, "custody", custody->name);
    json_put(head, "epoch", json_integer(epoch));
    json_put(head, "made", json_integer(custody->now));
    json_put(head, "root", json_incref(root));
    *ret_head = json_canonical(arena, head, NULL);
    return ERROR_NONE;
}

/* "NAME SIZE", a line feed, and then the bytes. */
static ErrorKind
put_name(const Backup *backup, const char *name, int64_t size, Error *err)
{
    const char *line = arena_print(backup->arena, "%s %" PRId64 "\n", name, size);
    return cipher_write_put(backup->writer, line, strlen(line), err);
}

static ErrorKind
put_file(const Backup *backup, const char *name, const char *path, Error *err)
{
    unsigned char bytes[COPY_BYTES];
    CLOSES_FILE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    off_t left = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
    if (left < 0 || lseek(fd, 0, SEEK_SET) != 0)
        return error_set_io(err, "cannot read '%s'", name);
    TRY(put_name(backup, name, left, err));
    while (left > 0)
    {
        ssize_t got = read(fd, bytes, left < (off_t)sizeof bytes ? (size_t)left : sizeof bytes);
        if (got <= 0)
            return error_set_io(err, "cannot read '%s'", name);
        TRY(cipher_write_put(backup->writer, bytes, (size_t)got, err));
        left -= got;
    }
    return ERROR_NONE;
}

/* A consistent copy, made by the state itself. */
static ErrorKind
put_state(const Backup *backup, Error *err)
{
    const char *copy = custody_path(backup->arena, backup->custody, STATE_COPY);
    TRY(file_remove_tree(copy, err));
    TRY(store_run(backup->custody->store, "VACUUM INTO ?", BINDS(bind_text(copy)), err));
    TRY(put_file(backup, "state.db", copy, err));
    return file_remove_tree(copy, err);
}

/* A project key goes in under the epoch key, never as it lies in the custody. */
static ErrorKind
put_project_key(const Backup *backup, const char *deliberation, const char *communication,
                Error *err)
{
    SCRATCH Arena *work = arena_new("backup");
    FREES_SECRET Secret *key = NULL;
    char *bytes = NULL;
    size_t size = 0;
    const char *name =
        arena_print(work, "key/project/%s", project_key_file(work, deliberation, communication));
    TRY(project_key_open(backup->custody, NULL, deliberation, communication, &key, err));
    Wrapping wrapping = {.purpose = project_key_purpose(work, deliberation, communication),
                         .key = backup->epoch_key};
    TRY(key_seal(work, &wrapping, key, &bytes, &size, err));
    TRY(put_name(backup, name, (int64_t)size, err));
    backup->summary->keys++;
    return cipher_write_put(backup->writer, bytes, size, err);
}

static ErrorKind
put_project_keys(const Backup *backup, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    TRY(store_query(backup->custody->store,
                    "SELECT deliberation, communication FROM project_key WHERE destroyed IS NULL"
                    " ORDER BY entry",
                    NO_BINDS, &query, err));
    for (;;)
    {
        bool row = false;
        TRY(query_next(query, &row, err));
        if (!row)
            return ERROR_NONE;
        TRY(put_project_key(backup, query_text(query, backup->arena, 0),
                            query_text(query, backup->arena, 1), err));
    }
}

static ErrorKind
put_actors(const Backup *backup, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    TRY(store_query(backup->custody->store,
                    "SELECT file FROM actor_key WHERE ended IS NULL ORDER BY file", NO_BINDS,
                    &query, err));
    for (;;)
    {
        bool row = false;
        TRY(query_next(query, &row, err));
        if (!row)
            return ERROR_NONE;
        const char *name =
            arena_print(backup->arena, "actor/%s", query_text(query, backup->arena, 0));
        const char *path = custody_path(backup->arena, backup->custody, name);
        if (file_exists(path))
            TRY(put_file(backup, name, path, err));
    }
}

static ErrorKind
put_all(const Backup *backup, Error *err)
{
    Custody *custody = backup->custody;
    TRY(put_state(backup, err));
    TRY(put_file(backup, SIGNING_KEY_FILE, custody_path(backup->arena, custody, SIGNING_KEY_FILE),
                 err));
    TRY(put_actors(backup, err));
    TRY(put_project_keys(backup, err));
    CipherSummary summary = {0};
    return cipher_write_end(backup->writer, &summary, err);
}

static ErrorKind
write_backup(Backup *backup, const char *path, Error *err)
{
    FREES_SECRET Secret *epoch_key = NULL;
    CLOSES_CIPHER_WRITER CipherWriter *writer = NULL;
    FREES_SECRET Secret *key =
        secret_derive(backup->custody->root, BACKUP_PURPOSE, CIPHER_KEY_SIZE);
    char *head = NULL;
    TRY(make_head(backup->custody, backup->arena, backup->summary->epoch, &head, err));
    TRY(epoch_open(backup->custody, NULL, backup->summary->epoch, &epoch_key, err));
    CLOSES_FILE int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return error_set_io(err, "cannot create '%s'", path);
    TRY(file_put(fd, head, strlen(head), err));
    TRY(file_put(fd, "\n", 1, err));
    TRY(cipher_write_open(fd, key, head, &writer, err));
    backup->writer = writer;
    backup->epoch_key = epoch_key;
    TRY(put_all(backup, err));
    if (fsync(fd) != 0)
        return error_set_io(err, "cannot sync '%s'", path);
    return ERROR_NONE;
}

ErrorKind
backup_check_new(const char *path, Error *err)
{
    if (file_exists(path))
        return error_set(err, ERROR_STATE, "'%s' is there already", path);
    return file_can_make(path) ? ERROR_NONE : error_set_io(err, "cannot create '%s'", path);
}

ErrorKind
backup_write(Custody *custody, const char *path, BackupSummary *ret_summary, Error *err)
{
    SCRATCH Arena *work = arena_new("backup");
    EpochStatus status = {0};
    *ret_summary = (BackupSummary){0};
    Backup backup = {.custody = custody, .arena = work, .summary = ret_summary};
    if (!custody_unlocked(custody))
        return error_set(err, ERROR_STATE, "the custody is locked");
    TRY(backup_check_new(path, err));
    TRY(epoch_status(custody, &status, err));
    TRY(record_backup(custody, status.epoch, err));
    TRY(record_count(custody, &ret_summary->entries, err));
    ret_summary->epoch = status.epoch;
    const char *part = arena_print(work, "%s.part-%ld", path, (long)getpid());
    ErrorKind kind = write_backup(&backup, part, err);
    if (kind == ERROR_NONE)
        kind = file_move(part, path, err);
    if (kind != ERROR_NONE)
        (void)unlink(part);
    return kind;
}
