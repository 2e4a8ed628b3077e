#include "store/store.h"

#include "core/text.h"
#include "store/inner.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define BUSY_MILLISECONDS 5000

ErrorKind
store_fault(const Store *store, int code, Error *err)
{
    switch (code & 0xff)
    {
    case SQLITE_NOMEM:
        error_out_of_memory();
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        return error_set(err, ERROR_INTEGRITY, "the %s is damaged", store->name);
    case SQLITE_CONSTRAINT:
        return error_set(err, ERROR_INTEGRITY, "the %s would contradict itself", store->name);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err, ERROR_STATE, "the %s is in use by another process", store->name);
    case SQLITE_FULL:
        return error_set(err, ERROR_IO, "the %s cannot grow: the disk is full", store->name);
    case SQLITE_READONLY:
        return error_set(err, ERROR_IO, "the %s cannot be written: it is read-only", store->name);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_IOERR:
        return error_set(err, ERROR_IO, "the %s cannot be read or written", store->name);
    default:
        return error_set(err, ERROR_INTERNAL, "the %s refused a statement (SQLite code %d)",
                         store->name, code);
    }
}

static ErrorKind
run_plain(Store *store, const char *sql, Error *err)
{
    int code = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? ERROR_NONE : store_fault(store, code, err);
}

static off_t
size_beside(const char *path, const char *companion)
{
    SCRATCH Arena *work = arena_new("store");
    struct stat about;
    return stat(arena_print(work, "%s%s", path, companion), &about) == 0 ? about.st_size : 0;
}

/* How a file is read, where WAL's shared memory cannot be made: as one that nobody changes. Not
 * where a killed process left transactions in the log: SQLite would pass over them and show an
 * older state. With the shared memory that lies there too it reads them, else it refuses. */
#define FROZEN "?immutable=1"

/* Does the file lie on a file system that is mounted read-only? */
static bool
is_frozen(const char *path)
{
    return access(path, W_OK) != 0 && errno == EROFS && size_beside(path, "-wal") == 0;
}

#define SHARED_BYTES (32 * 1024) /* the least of it, https://www.sqlite.org/walformat.html */

/* Does nobody have the file open, and did nobody leave anything in the log? */
static bool
is_at_rest(const char *path)
{
    return size_beside(path, "-wal") == 0 && size_beside(path, "-shm") < SHARED_BYTES;
}

/* Is there room for the shared memory? SQLite only says that it could not be made. */
static bool
has_room(const char *path)
{
    struct statvfs about;
    return statvfs(path, &about) != 0 || about.f_bavail >= SHARED_BYTES / about.f_frsize + 2;
}

/* A file: URI of a path; the characters that a URI gives a meaning are written as %XX. */
static char *
path_uri(Arena *arena, const char *path, const char *query)
{
    static const char digits[] = "0123456789abcdef";
    char *uri = arena_take(arena, strlen(path) * 3 + strlen(query) + sizeof "file:");
    memcpy(uri, "file:", 5);
    char *to = uri + 5;
    for (const char *at = path; *at != '\0'; at++)
        if (strchr("%?#", *at) != NULL)
        {
            *to++ = '%';
            *to++ = digits[(unsigned char)*at >> 4];
            *to++ = digits[*at & 0xf];
        }
        else
            *to++ = *at;
    memcpy(to, query, strlen(query) + 1);
    return uri;
}

static ErrorKind
connect(Store *store, const char *path, StoreMode mode, const char *query, Error *err)
{
    SCRATCH Arena *work = arena_new("store");
    int flags = (mode == STORE_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
                SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(path_uri(work, path, query), &store->database, flags, NULL);
    if (code != SQLITE_OK)
        return store_fault(store, code, err);
    (void)sqlite3_extended_result_codes(store->database, 1);
    (void)sqlite3_busy_timeout(store->database, BUSY_MILLISECONDS);
    (void)sqlite3_db_config(store->database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    (void)sqlite3_db_config(store->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(store->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return run_plain(store, "PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON", err);
}

/* Changes a file that is in no such mode yet: only once it is known to be ours. */
static ErrorKind
log_ahead(Store *store, Error *err)
{
    return run_plain(store, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", err);
}

static Store *
store_new(const StoreSchema *schema)
{
    Store *store = calloc(1, sizeof *store);
    if (store == NULL)
        error_out_of_memory();
    store->name = schema->name;
    return store;
}

static ErrorKind
make_tables(Store *store, const StoreSchema *schema, Error *err)
{
    SCRATCH Arena *work = arena_new("schema");
    TRY(store_begin(store, err));
    for (const char *const *sql = schema->sql; *sql != NULL; sql++)
        TRY(run_plain(store, *sql, err));
    TRY(run_plain(store,
                  arena_print(work,
                              "PRAGMA application_id=%" PRId32 "; PRAGMA user_version=%" PRId32,
                              schema->application_id, schema->version),
                  err));
    return store_commit(store, err);
}

ErrorKind
store_create(const char *path, const StoreSchema *schema, Error *err)
{
    /* Made here and not by SQLite, so that it is never open to others, whatever the umask; its
     * companions take over its permissions. */
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return error_set_io(err, "cannot create the %s", schema->name);
    (void)close(fd);
    CLOSES_STORE Store *store = store_new(schema);
    TRY(connect(store, path, STORE_WRITE, "?mode=rw", err));
    TRY(log_ahead(store, err));
    return make_tables(store, schema, err);
}

static ErrorKind
check_schema(Store *store, const StoreSchema *schema, Error *err)
{
    int64_t id = 0;
    int64_t version = 0;
    TRY(store_integer(store, "PRAGMA application_id", NO_BINDS, &id, err));
    TRY(store_integer(store, "PRAGMA user_version", NO_BINDS, &version, err));
    if (id != schema->application_id)
        return error_set(err, ERROR_STATE, "the file is not a %s", schema->name);
    if (version != schema->version)
        return error_set(err, ERROR_STATE,
                         "the %s has version %" PRId64 ", this beraad needs %" PRId32, schema->name,
                         version, schema->version);
    return ERROR_NONE;
}

static ErrorKind
open_with(const char *path, const StoreSchema *schema, StoreMode mode, const char *query,
          Store **ret_store, Error *err)
{
    CLOSES_STORE Store *store = store_new(schema);
    TRY(connect(store, path, mode, query, err));
    TRY(check_schema(store, schema, err));
    if (mode == STORE_WRITE)
        TRY(log_ahead(store, err));
    *ret_store = store;
    store = NULL;
    return ERROR_NONE;
}

ErrorKind
store_open(const char *path, const StoreSchema *schema, StoreMode mode, Store **ret_store,
           Error *err)
{
    struct stat about;
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return error_set(err, ERROR_STATE, "there is no %s", schema->name);
    const char *query = mode == STORE_WRITE ? "?mode=rw" : is_frozen(path) ? FROZEN : "?mode=ro";
    ErrorKind kind = open_with(path, schema, mode, query, ret_store, err);
    if (kind != ERROR_IO || has_room(path))
        return kind;
    if (mode == STORE_READ && is_at_rest(path))
        return open_with(path, schema, mode, FROZEN, ret_store, err);
    return error_set(err, ERROR_IO, "the %s cannot grow: the disk is full", schema->name);
}

void
store_close(Store **store)
{
    if (*store != NULL)
    {
        for (size_t at = 0; at < (*store)->query_count; at++)
            (void)sqlite3_finalize((*store)->queries[at].statement);
        (void)sqlite3_close((*store)->database);
        free(*store);
    }
    *store = NULL;
}

ErrorKind
store_begin(Store *store, Error *err)
{
    return run_plain(store, "BEGIN IMMEDIATE", err);
}

ErrorKind
store_freeze(Store *store, Error *err)
{
    int64_t first = 0;
    if (store_in_transaction(store))
        return ERROR_NONE;
    TRY(run_plain(store, "BEGIN DEFERRED", err));
    /* A deferred transaction stands where it reads first. */
    return store_integer(store, "SELECT count(*) FROM sqlite_schema", NO_BINDS, &first, err);
}

ErrorKind
store_commit(Store *store, Error *err)
{
    return run_plain(store, "COMMIT", err);
}

void
store_rollback(Store *store)
{
    if (store_in_transaction(store))
        (void)sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
}

bool
store_in_transaction(const Store *store)
{
    return sqlite3_get_autocommit(store->database) == 0;
}

ErrorKind
store_check(Store *store, Error *err)
{
    SCRATCH Arena *work = arena_new("check");
    CLOSES_QUERY Query *query = NULL;
    TRY(store_query(store, "PRAGMA integrity_check(1)", NO_BINDS, &query, err));
    bool row = false;
    TRY(query_next(query, &row, err));
    const char *found = row ? query_text(query, work, 0) : NULL;
    if (found == NULL || strcmp(found, "ok") != 0)
        return error_set(err, ERROR_INTEGRITY, "the %s is damaged", store->name);
    return ERROR_NONE;
}
