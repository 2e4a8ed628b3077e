/*
 * What the files of warehouse/ share: the engine's handles and the words for its faults.
 */
#ifndef BERAAD_WAREHOUSE_INNER_H
#define BERAAD_WAREHOUSE_INNER_H

#include "warehouse/engine.h"

#include <duckdb.h>

typedef struct Functions Functions; /* what the bound functions read (function.c) */

struct Engine
{
    duckdb_database database;
    duckdb_connection connection;
    Rows *open;           /* results that still hold memory of the engine */
    Functions *functions; /* NULL: none is bound */
};

void functions_free(Functions **functions);

/* Takes what is left of a streaming result into memory, so that the connection is free for another
 * statement. */
void engine_settle(Engine *engine);

/* Gives back all that open results hold; they are at their end afterwards. */
void engine_abandon(Engine *engine);

/* Extracts, prepares and runs all statements of sql; ret_result is the last one's, streaming where
 * asked, and the caller's to destroy. */
typedef struct Statement
{
    const char *step;
    const char *sql;
    Progress *progress;
    bool streaming;
    bool single; /* more than one statement is a fault of beraad */
} Statement;

ErrorKind engine_execute(Engine *engine, const Statement *statement, duckdb_result *ret_result,
                         Error *err) MUST_CHECK;

/* A fault before any row was read: the engine's first line where that line is known to quote names
 * only. */
ErrorKind fault_of_text(const char *step, const char *message, Error *err);

/* What the functions of function.c tell the engine, word for word: the one message of a running
 * statement that is known to be ours. */
#define FAULT_NO_KEY "pseudonym or sample_number, and no key is bound"

/* A fault of a running statement: its class only, never the engine's words. */
ErrorKind fault_of_result(const char *step, duckdb_result *result, Error *err);

#endif
