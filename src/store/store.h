/*
 * A state in one SQLite file: durable, in transactions, with values bound and never pasted. The
 * only folder that says SQLite.
 *
 * Every connection runs with WAL, synchronous=FULL, foreign keys on, extensions off. Statements are
 * prepared once for each text and kept. SQLite's own words never reach the user; what it found
 * becomes one of our kinds: ERROR_INTEGRITY (damaged, or a constraint was broken), ERROR_STATE (not
 * ours, another version, busy), ERROR_IO (full, read-only, unreadable).
 */
#ifndef BERAAD_STORE_STORE_H
#define BERAAD_STORE_STORE_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Store Store;

/* What a file must be to be ours. */
typedef struct StoreSchema
{
    const char *name;       /* for messages: "custody state" */
    int32_t application_id; /* PRAGMA application_id */
    int32_t version;        /* PRAGMA user_version */
    const char *const *sql; /* makes the tables; texts of one statement or more, NULL-ended (C99
                               promises no more than 4095 characters in one) */
} StoreSchema;

typedef enum StoreMode
{
    STORE_READ,
    STORE_WRITE
} StoreMode;

/* Makes a new file (0600) with the schema; an existing one is an error. */
ErrorKind store_create(const char *path, const StoreSchema *schema, Error *err) MUST_CHECK;

/* Opens an existing file. On a file system that cannot be written, STORE_READ still works. */
ErrorKind store_open(const char *path, const StoreSchema *schema, StoreMode mode, Store **ret_store,
                     Error *err) MUST_CHECK;
void store_close(Store **store);
#define CLOSES_STORE __attribute__((cleanup(store_close)))

/* SQLite's own check of the whole file. */
ErrorKind store_check(Store *store, Error *err) MUST_CHECK;

/* BEGIN IMMEDIATE and its ends. store_rollback without a transaction does nothing. */
ErrorKind store_begin(Store *store, Error *err) MUST_CHECK;
ErrorKind store_commit(Store *store, Error *err) MUST_CHECK;
void store_rollback(Store *store);

/* From now on until store_rollback all that is read is as it is now, whatever others commit
 * meanwhile. In a transaction already: nothing is begun. */
ErrorKind store_freeze(Store *store, Error *err) MUST_CHECK;
bool store_in_transaction(const Store *store);

/* A value for a '?' of a statement. The bytes must live until the call returns; of a query, until
 * it is closed. */
typedef struct Bind
{
    enum
    {
        BIND_NULL,
        BIND_INTEGER,
        BIND_TEXT,
        BIND_BYTES
    } kind;
    int64_t integer;
    const void *bytes;
    size_t size;
} Bind;

typedef struct Binds
{
    const Bind *items;
    size_t count;
} Binds;

Bind bind_integer(int64_t value);
Bind bind_text(const char *text); /* NULL: a NULL */
Bind bind_bytes(const void *bytes, size_t size);

/* store_run(store, "INSERT INTO t VALUES (?, ?)", BINDS(bind_integer(1), bind_text("a")), err) */
#define BINDS(...)                                                                                 \
    ((Binds){(const Bind[]){__VA_ARGS__}, sizeof((const Bind[]){__VA_ARGS__}) / sizeof(Bind)})
#define NO_BINDS ((Binds){NULL, 0})

/* One statement without result. Here and below sql is a literal: it is kept. */
ErrorKind store_run(Store *store, const char *sql, Binds binds, Error *err) MUST_CHECK;

/* Rows one by one. The statement must be closed before the same text is run again. */
typedef struct Query Query;
ErrorKind store_query(Store *store, const char *sql, Binds binds, Query **ret_query,
                      Error *err) MUST_CHECK;
ErrorKind query_next(Query *query, bool *ret_row, Error *err) MUST_CHECK;
void query_close(Query **query);
#define CLOSES_QUERY __attribute__((cleanup(query_close)))

/* Values of the present row, columns from 0. Text and bytes are copied to the arena; a NULL text is
 * NULL. */
bool query_null(Query *query, int column);
int64_t query_integer(Query *query, int column);
const char *query_text(Query *query, Arena *arena, int column);
const char *query_bytes(Query *query, Arena *arena, int column, size_t *ret_size);

/* One integer of the one row that the statement gives. */
ErrorKind store_integer(Store *store, const char *sql, Binds binds, int64_t *ret_value,
                        Error *err) MUST_CHECK;

#endif
