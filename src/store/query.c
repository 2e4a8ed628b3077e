/* Statements: prepared once for each text, values bound, rows read. */
#include "store/inner.h"

#include <string.h>

Bind
bind_integer(int64_t value)
{
    return (Bind){.kind = BIND_INTEGER, .integer = value};
}

Bind
bind_text(const char *text)
{
    if (text == NULL)
        return (Bind){.kind = BIND_NULL};
    return (Bind){.kind = BIND_TEXT, .bytes = text, .size = strlen(text)};
}

Bind
bind_bytes(const void *bytes, size_t size)
{
    return (Bind){.kind = BIND_BYTES, .bytes = bytes, .size = size};
}

static ErrorKind
find_query(Store *store, const char *sql, Query **ret_query, Error *err)
{
    for (size_t at = 0; at < store->query_count; at++)
        if (strcmp(store->queries[at].sql, sql) == 0)
        {
            *ret_query = &store->queries[at];
            return ERROR_NONE;
        }
    if (store->query_count == STORE_STATEMENTS)
        return error_set(err, ERROR_INTERNAL, "more than %d statements on the %s", STORE_STATEMENTS,
                         store->name);
    Query *query = &store->queries[store->query_count];
    int code = sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                  &query->statement, NULL);
    if (code != SQLITE_OK)
        return store_fault(store, code, err);
    query->sql = sql;
    query->store = store;
    store->query_count++;
    *ret_query = query;
    return ERROR_NONE;
}

static int
bind_one(sqlite3_stmt *statement, int at, const Bind *bind)
{
    switch (bind->kind)
    {
    case BIND_INTEGER:
        return sqlite3_bind_int64(statement, at, bind->integer);
    case BIND_TEXT:
        return sqlite3_bind_text64(statement, at, bind->bytes, bind->size, SQLITE_STATIC,
                                   SQLITE_UTF8);
    case BIND_BYTES:
        return sqlite3_bind_blob64(statement, at, bind->size == 0 ? "" : bind->bytes, bind->size,
                                   SQLITE_STATIC);
    case BIND_NULL:
        break;
    }
    return sqlite3_bind_null(statement, at);
}

ErrorKind
store_query(Store *store, const char *sql, Binds binds, Query **ret_query, Error *err)
{
    Query *query = NULL;
    TRY(find_query(store, sql, &query, err));
    if (query == NULL || query->busy ||
        (int)binds.count != sqlite3_bind_parameter_count(query->statement))
        return error_set(err, ERROR_INTERNAL, "a statement on the %s is wrongly used", store->name);
    for (size_t at = 0; at < binds.count; at++)
    {
        int code = bind_one(query->statement, (int)at + 1, &binds.items[at]);
        if (code != SQLITE_OK)
            return store_fault(store, code, err);
    }
    query->busy = true;
    *ret_query = query;
    return ERROR_NONE;
}

ErrorKind
query_next(Query *query, bool *ret_row, Error *err)
{
    int code = sqlite3_step(query->statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return store_fault(query->store, code, err);
    *ret_row = code == SQLITE_ROW;
    return ERROR_NONE;
}

void
query_close(Query **query)
{
    if (*query != NULL)
    {
        (void)sqlite3_reset((*query)->statement);
        (void)sqlite3_clear_bindings((*query)->statement);
        (*query)->busy = false;
    }
    *query = NULL;
}

ErrorKind
store_run(Store *store, const char *sql, Binds binds, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    TRY(store_query(store, sql, binds, &query, err));
    bool row = false;
    TRY(query_next(query, &row, err));
    if (row)
        return error_set(err, ERROR_INTERNAL, "a statement on the %s gives rows", store->name);
    return ERROR_NONE;
}

ErrorKind
store_integer(Store *store, const char *sql, Binds binds, int64_t *ret_value, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    TRY(store_query(store, sql, binds, &query, err));
    bool row = false;
    TRY(query_next(query, &row, err));
    if (!row)
        return error_set(err, ERROR_INTERNAL, "a statement on the %s gives no row", store->name);
    *ret_value = query_integer(query, 0);
    return ERROR_NONE;
}

bool
query_null(Query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

int64_t
query_integer(Query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

const char *
query_text(Query *query, Arena *arena, int column)
{
    const unsigned char *text = sqlite3_column_text(query->statement, column);
    if (text == NULL)
        return NULL;
    return arena_copy(arena, text, (size_t)sqlite3_column_bytes(query->statement, column));
}

const char *
query_bytes(Query *query, Arena *arena, int column, size_t *ret_size)
{
    const void *bytes = sqlite3_column_blob(query->statement, column);
    *ret_size = (size_t)sqlite3_column_bytes(query->statement, column);
    return arena_copy(arena, bytes == NULL ? "" : bytes, *ret_size);
}
