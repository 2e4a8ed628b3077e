/*
 * The query engine (DuckDB), behind the few verbs that beraad needs.
 *
 * One Engine is one in-memory database with its own settings. Statements are given as SQL text made
 * by plan/ or taken from the catalogue. The engine's own messages can quote data, so only those
 * that arise before a row is read (parse, bind, catalogue, missing file) are passed on; for all
 * others the Error says the step and the class of fault.
 */
#ifndef BERAAD_WAREHOUSE_ENGINE_H
#define BERAAD_WAREHOUSE_ENGINE_H

#include "core/arena.h"
#include "core/progress.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Engine Engine;

typedef struct EngineOptions
{
    const char *memory_limit; /* "4GB"; NULL: the engine's default */
    int threads;              /* 0: all cores */
    const char *spill; /* directory for data that does not fit in memory, written there as it is,
                        * not enciphered; NULL: none may leave memory */
    const char *const *directories; /* ended by NULL: SQL reads and writes files below these (as
                                     * given, so name files with the same beginning) and nowhere
                                     * else; NULL: anywhere, unless files are named */
    const char *const *files; /* ended by NULL: exactly these files as well, such as a descriptor's
                               * /proc/self/fd/7; NULL: none */
} EngineOptions;

/* Opens an empty in-memory database: extension loading and configuration changes locked, results in
 * a fixed order, UTC. Parquet, CSV and JSON readers are inside the engine. */
ErrorKind engine_open(const EngineOptions *options, Engine **ret_engine, Error *err) MUST_CHECK;
void engine_close(Engine **engine);
#define CLOSES_ENGINE __attribute__((cleanup(engine_close)))

/* Runs one or more statements; step names them in errors and on the progress line (progress may be
 * NULL). With progress the step is begun here, drawn while it runs, and left open: the caller ends
 * it with progress_end, which is where counts are told. */
ErrorKind engine_run(Engine *engine, const char *step, const char *sql, Progress *progress,
                     Error *err) MUST_CHECK;

/* As engine_run for one statement that gives a single row with one integer, such as a count. */
ErrorKind engine_count(Engine *engine, const char *step, const char *sql, int64_t *ret_count,
                       Error *err) MUST_CHECK;

typedef enum ColumnType
{
    COLUMN_INTEGER, /* boolean and every integer type; a wider one (sum() gives HUGEINT) whose value
                     * does not fit in 64 bits is an error of rows_next */
    COLUMN_REAL,    /* DOUBLE, FLOAT, DECIMAL */
    COLUMN_TEXT,    /* VARCHAR, ENUM */
    COLUMN_DATE,
    COLUMN_UUID,
    COLUMN_OTHER
} ColumnType;

/* A result of known, small size (or streamed chunk by chunk): columns of typed values. */
typedef struct Rows Rows;

/* Runs one SELECT. The Rows are read chunk by chunk: rows_next fetches the next chunk. They stream:
 * memory holds a few chunks. A statement run before the end is reached first takes what is left of
 * them into memory, so nested selects are right, but keep the outer one small. Rows end with the
 * arena or the engine, whichever goes first. */
ErrorKind engine_select(Engine *engine, Arena *arena, const char *step, const char *sql,
                        Rows **ret_rows, Error *err) MUST_CHECK;

size_t rows_columns(const Rows *rows);
const char *rows_name(const Rows *rows, size_t column);
ColumnType rows_type(const Rows *rows, size_t column);

/* Fetches the next chunk; *ret_count is its number of rows, 0 at the end. */
ErrorKind rows_next(Rows *rows, size_t *ret_count, Error *err) MUST_CHECK;

/* Values of the present chunk. A NULL gives 0, 0.0 or "". rows_integer is for COLUMN_INTEGER and
 * COLUMN_DATE (days since 1970-01-01); rows_real for COLUMN_REAL and COLUMN_INTEGER; rows_text for
 * all but COLUMN_OTHER. Any other use gives 0, 0.0 or "". */
bool rows_null(const Rows *rows, size_t column, size_t row);
int64_t rows_integer(const Rows *rows, size_t column, size_t row);
double rows_real(const Rows *rows, size_t column, size_t row);
/* Text as it is; a date as YYYY-MM-DD, a UUID in its notation, numbers in decimal (a real with the
 * 17 digits that give it back exactly, or fewer where those do). Lives in the arena given to
 * engine_select. */
const char *rows_text(Rows *rows, size_t column, size_t row);
/* A COLUMN_TEXT value without a copy: ret_size bytes, no zero byte behind them, good until the next
 * rows_next. */
const char *rows_view(const Rows *rows, size_t column, size_t row, size_t *ret_size);

/* A SQL identifier and a SQL text literal: the text in quotes, the quotes inside it doubled. */
char *engine_identifier(Arena *arena, const char *name);
char *engine_literal(Arena *arena, const char *text);

#endif
