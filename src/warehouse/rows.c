#include "core/list.h"
#include "warehouse/column.h"
#include "warehouse/inner.h"

struct Rows
{
    Engine *engine; /* NULL: abandoned, nothing of the engine is held */
    Arena *arena;
    const char *step;
    duckdb_result result;
    bool ended;              /* the engine has no further chunk */
    duckdb_data_chunk chunk; /* the present one */
    struct LIST_OF(duckdb_data_chunk) settled;
    size_t settled_at;
    Error fault; /* met while settling; told by the rows_next that comes to it */
    RowsColumn *columns;
    size_t column_count;
    Rows *next;
};

/* Gives back all that the engine lent. */
static void
rows_abandon(Rows *rows)
{
    Rows **link = &rows->engine->open;
    while (*link != rows)
        link = &(*link)->next;
    *link = rows->next;
    if (rows->chunk != NULL)
        duckdb_destroy_data_chunk(&rows->chunk);
    for (; rows->settled_at < rows->settled.count; rows->settled_at++)
        duckdb_destroy_data_chunk(&rows->settled.items[rows->settled_at]);
    duckdb_destroy_result(&rows->result);
    rows->engine = NULL;
}

static void
rows_release(void *rows)
{
    if (((Rows *)rows)->engine != NULL)
        rows_abandon(rows);
}

void
engine_abandon(Engine *engine)
{
    while (engine->open != NULL)
        rows_abandon(engine->open);
}

ErrorKind
engine_select(Engine *engine, Arena *arena, const char *step, const char *sql, Rows **ret_rows,
              Error *err)
{
    Rows *rows = arena_take(arena, sizeof *rows);
    Statement statement = {.step = step, .sql = sql, .streaming = true, .single = true};
    TRY(engine_execute(engine, &statement, &rows->result, err));
    rows->engine = engine;
    rows->arena = arena;
    rows->step = arena_copy_text(arena, step);
    rows->next = engine->open;
    engine->open = rows;
    rows->column_count = duckdb_column_count(&rows->result);
    rows->columns = arena_take_array(arena, rows->column_count, sizeof *rows->columns);
    for (size_t at = 0; at < rows->column_count; at++)
        column_describe(&rows->columns[at], &rows->result, at, arena);
    arena_on_free(arena, rows_release, rows);
    *ret_rows = rows;
    return ERROR_NONE;
}

/* The engine's next chunk that is not empty, or NULL at the end or at a fault. */
static duckdb_data_chunk
fetch(Rows *rows)
{
    while (!rows->ended)
    {
        duckdb_data_chunk chunk = duckdb_fetch_chunk(rows->result);
        if (chunk != NULL && duckdb_data_chunk_get_size(chunk) > 0)
            return chunk;
        rows->ended = chunk == NULL;
        if (chunk != NULL)
            duckdb_destroy_data_chunk(&chunk);
        else if (duckdb_result_error(&rows->result) != NULL)
            (void)fault_of_result(rows->step, &rows->result, &rows->fault);
    }
    return NULL;
}

void
engine_settle(Engine *engine)
{
    for (Rows *rows = engine->open; rows != NULL; rows = rows->next)
        for (duckdb_data_chunk chunk = fetch(rows); chunk != NULL; chunk = fetch(rows))
            *LIST_ADD(rows->arena, &rows->settled) = chunk;
}

ErrorKind
rows_next(Rows *rows, size_t *ret_count, Error *err)
{
    *ret_count = 0;
    if (rows->engine == NULL)
        return error_set(err, ERROR_INTERNAL, "%s: read after its engine was closed", rows->step);
    if (rows->chunk != NULL)
        duckdb_destroy_data_chunk(&rows->chunk);
    rows->chunk = rows->settled_at < rows->settled.count ? rows->settled.items[rows->settled_at++]
                                                         : fetch(rows);
    if (rows->chunk == NULL)
    {
        if (rows->fault.kind != ERROR_NONE)
            *err = rows->fault;
        return rows->fault.kind;
    }
    size_t count = duckdb_data_chunk_get_size(rows->chunk);
    for (size_t at = 0; at < rows->column_count; at++)
    {
        duckdb_vector vector = duckdb_data_chunk_get_vector(rows->chunk, at);
        if (!column_point(&rows->columns[at], vector, count))
            return error_set(err, ERROR_DATA,
                             "%s: result column %zu: a number that does not fit in 64 bits",
                             rows->step, at + 1);
    }
    *ret_count = count;
    return ERROR_NONE;
}

size_t
rows_columns(const Rows *rows)
{
    return rows->column_count;
}

const char *
rows_name(const Rows *rows, size_t column)
{
    return rows->columns[column].name;
}

ColumnType
rows_type(const Rows *rows, size_t column)
{
    return rows->columns[column].type;
}

bool
rows_null(const Rows *rows, size_t column, size_t row)
{
    return column_null(&rows->columns[column], row);
}

int64_t
rows_integer(const Rows *rows, size_t column, size_t row)
{
    return column_integer(&rows->columns[column], row);
}

double
rows_real(const Rows *rows, size_t column, size_t row)
{
    return column_real(&rows->columns[column], row);
}

const char *
rows_view(const Rows *rows, size_t column, size_t row, size_t *ret_size)
{
    return column_view(&rows->columns[column], row, ret_size);
}

const char *
rows_text(Rows *rows, size_t column, size_t row)
{
    return column_text(&rows->columns[column], row, rows->arena);
}
