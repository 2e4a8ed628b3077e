#include "warehouse/engine.h"

#include "core/text.h"
#include "warehouse/inner.h"
#include "warehouse/watch.h"

#include <stdlib.h>
#include <string.h>

static char *
quoted(Arena *arena, const char *text, char quote)
{
    Text made = text_new(arena);
    text_add_bytes(&made, &quote, 1);
    for (const char *at = text; *at != '\0'; at++)
    {
        if (*at == quote)
            text_add_bytes(&made, &quote, 1);
        text_add_bytes(&made, at, 1);
    }
    text_add_bytes(&made, &quote, 1);
    return made.bytes;
}

char *
engine_identifier(Arena *arena, const char *name)
{
    return quoted(arena, name, '"');
}

char *
engine_literal(Arena *arena, const char *text)
{
    return quoted(arena, text, '\'');
}

/* The places of one kind that SQL may touch. */
static void
allow(Text *sql, const char *setting, const char *const *places)
{
    if (places == NULL)
        return;
    text_print(sql, "SET %s = [", setting);
    for (const char *const *at = places; *at != NULL; at++)
        text_print(sql, "%s%s", at == places ? "" : ", ", engine_literal(sql->arena, *at));
    text_add(sql, "];");
}

/* Settings in the order in which the engine takes them: what is locked comes last. */
static char *
settings(Arena *arena, const EngineOptions *options)
{
    Text sql = text_new(arena);
    text_add(&sql,
             "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false;"
             "SET allow_community_extensions = false; SET allow_persistent_secrets = false;"
             "SET preserve_insertion_order = true; SET TimeZone = 'UTC';"
             "SET enable_progress_bar = true; SET enable_progress_bar_print = false;"
             "SET progress_bar_time = 0;");
    if (options->memory_limit != NULL)
        text_print(&sql, "SET memory_limit = %s;", engine_literal(arena, options->memory_limit));
    if (options->threads > 0)
        text_print(&sql, "SET threads = %d;", options->threads);
    text_print(&sql, "SET temp_directory = %s;",
               engine_literal(arena, options->spill == NULL ? "" : options->spill));
    allow(&sql, "allowed_directories", options->directories);
    allow(&sql, "allowed_paths", options->files);
    if (options->directories != NULL || options->files != NULL)
        text_add(&sql, "SET enable_external_access = false;");
    text_add(&sql, "SET lock_configuration = true");
    return sql.bytes;
}

ErrorKind
engine_open(const EngineOptions *options, Engine **ret_engine, Error *err)
{
    SCRATCH Arena *work = arena_new("engine settings");
    CLOSES_ENGINE Engine *engine = calloc(1, sizeof *engine);
    if (engine == NULL)
        error_out_of_memory();
    if (duckdb_open(NULL, &engine->database) != DuckDBSuccess ||
        duckdb_connect(engine->database, &engine->connection) != DuckDBSuccess)
        return error_set(err, ERROR_INTERNAL, "the query engine cannot start");
    duckdb_result result;
    duckdb_state state = duckdb_query(engine->connection, settings(work, options), &result);
    /* No data is there yet: the engine's words quote its settings only. */
    const char *words = state == DuckDBSuccess ? NULL : duckdb_result_error(&result);
    if (words != NULL)
        (void)error_set(err, ERROR_USAGE, "the query engine does not take its settings: %.*s",
                        (int)strcspn(words, "\n"), words);
    duckdb_destroy_result(&result);
    if (state != DuckDBSuccess)
        return err->kind;
    *ret_engine = engine;
    engine = NULL;
    return ERROR_NONE;
}

void
engine_close(Engine **engine)
{
    if (*engine == NULL)
        return;
    engine_abandon(*engine);
    duckdb_disconnect(&(*engine)->connection);
    duckdb_close(&(*engine)->database);
    functions_free(&(*engine)->functions);
    free(*engine);
    *engine = NULL;
}

static ErrorKind
run_prepared(duckdb_prepared_statement prepared, const Statement *statement, bool streaming,
             duckdb_result *ret_result, Error *err)
{
    duckdb_state state = streaming ? duckdb_execute_prepared_streaming(prepared, ret_result)
                                   : duckdb_execute_prepared(prepared, ret_result);
    if (state == DuckDBSuccess)
        return ERROR_NONE;
    ErrorKind kind = fault_of_result(statement->step, ret_result, err);
    duckdb_destroy_result(ret_result);
    return kind;
}

static ErrorKind
run_extracted(Engine *engine, const Statement *statement, duckdb_extracted_statements extracted,
              idx_t count, duckdb_result *ret_result, Error *err)
{
    for (idx_t at = 0; at < count; at++)
    {
        duckdb_prepared_statement prepared = NULL;
        if (duckdb_prepare_extracted_statement(engine->connection, extracted, at, &prepared) !=
            DuckDBSuccess)
        {
            ErrorKind kind = fault_of_text(statement->step, duckdb_prepare_error(prepared), err);
            duckdb_destroy_prepare(&prepared);
            return kind;
        }
        bool last = at + 1 == count;
        Watch watch;
        watch_begin(&watch, engine->connection, statement->progress, (double)at / (double)count,
                    1 / (double)count);
        ErrorKind kind =
            run_prepared(prepared, statement, last && statement->streaming, ret_result, err);
        watch_end(&watch);
        duckdb_destroy_prepare(&prepared);
        TRY(kind);
        if (!last)
            duckdb_destroy_result(ret_result);
    }
    return ERROR_NONE;
}

ErrorKind
engine_execute(Engine *engine, const Statement *statement, duckdb_result *ret_result, Error *err)
{
    engine_settle(engine);
    duckdb_extracted_statements extracted = NULL;
    idx_t count = duckdb_extract_statements(engine->connection, statement->sql, &extracted);
    ErrorKind kind = ERROR_NONE;
    if (count == 0)
    {
        const char *words = duckdb_extract_statements_error(extracted);
        kind = words != NULL ? fault_of_text(statement->step, words, err)
                             : error_set(err, ERROR_INTERNAL, "%s: no statement", statement->step);
    }
    else if (statement->single && count != 1)
        kind = error_set(err, ERROR_INTERNAL, "%s: more than one statement", statement->step);
    else
        kind = run_extracted(engine, statement, extracted, count, ret_result, err);
    duckdb_destroy_extracted(&extracted);
    return kind;
}

ErrorKind
engine_run(Engine *engine, const char *step, const char *sql, Progress *progress, Error *err)
{
    if (progress != NULL)
        progress_begin(progress, "%s", step);
    Statement statement = {.step = step, .sql = sql, .progress = progress};
    duckdb_result result;
    TRY(engine_execute(engine, &statement, &result, err));
    duckdb_destroy_result(&result);
    return ERROR_NONE;
}

ErrorKind
engine_count(Engine *engine, const char *step, const char *sql, int64_t *ret_count, Error *err)
{
    SCRATCH Arena *work = arena_new("engine count");
    Rows *rows = NULL;
    size_t count = 0;
    TRY(engine_select(engine, work, step, sql, &rows, err));
    TRY(rows_next(rows, &count, err));
    if (count != 1 || rows_columns(rows) != 1 || rows_type(rows, 0) != COLUMN_INTEGER ||
        rows_null(rows, 0, 0))
        return error_set(err, ERROR_INTERNAL, "%s: not one row with one integer", step);
    *ret_count = rows_integer(rows, 0, 0);
    TRY(rows_next(rows, &count, err));
    return count == 0 ? ERROR_NONE : error_set(err, ERROR_INTERNAL, "%s: more than one row", step);
}
