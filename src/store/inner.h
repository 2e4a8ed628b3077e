/* What the files of store/ share. */
#ifndef BERAAD_STORE_INNER_H
#define BERAAD_STORE_INNER_H

#include "store/store.h"

#include <sqlite3.h>

#define STORE_STATEMENTS 256 /* kept prepared; more texts than that is a fault of beraad */

struct Query
{
    sqlite3_stmt *statement;
    const char *sql; /* the caller's; compared by text */
    bool busy;
    Store *store;
};

struct Store
{
    sqlite3 *database;
    const char *name; /* of the schema */
    Query queries[STORE_STATEMENTS];
    size_t query_count;
};

/* SQLite's result code in our words. what: "open", "read", "change". */
ErrorKind store_fault(const Store *store, int code, Error *err);

#endif
