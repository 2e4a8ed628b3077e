/*
 * Where the SQL runner of the enclave (sql.c) and the engine's library are on this host, for the
 * sandbox to be given their bytes: inside, nothing of beraad is installed.
 */
#ifndef BERAAD_WAREHOUSE_RUNNER_H
#define BERAAD_WAREHOUSE_RUNNER_H

#include "core/arena.h"

/* Inside the sandbox: the runner finds the library beside itself. */
#define RUNNER_PATH "/run/beraad/beraad-sql"
#define RUNNER_LIBRARY_PATH "/run/beraad/libduckdb.so"

typedef struct RunnerFiles
{
    const char *program; /* path on the host */
    const char *library;
} RunnerFiles;

/* ERROR_STATE where one of them is not there. */
ErrorKind runner_find(Arena *arena, RunnerFiles *ret_files, Error *err) MUST_CHECK;

#endif
