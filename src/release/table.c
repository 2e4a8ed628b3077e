#include "release/table.h"

#include "core/file.h"
#include "core/text.h"

/* Groups of this many rows: the engine's own size, fixed here so that a newer engine does not
 * change the bytes. */
#define PARQUET_OPTIONS "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"
#define CSV_OPTIONS "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR ''"

/* Each row's pseudonym comes after the one before: a pass over the rows as they stand, without
 * memory for them. */
ErrorKind
table_check(const PackageInput *input, const ExtractYear *year, Error *err)
{
    SCRATCH Arena *work = arena_new("table check");
    const char *table = engine_identifier(work, year->table);
    const char *sql = arena_print(work,
                                  "SELECT count(*) FROM %s UNION ALL "
                                  "SELECT count(*) FROM %s WHERE reference_year = %d UNION ALL "
                                  "SELECT count(*) FROM (SELECT pseudonym, lag(pseudonym) OVER () "
                                  "AS before FROM %s) WHERE before IS NULL OR before < pseudonym",
                                  table, table, year->year, table);
    Rows *rows = NULL;
    size_t count = 0;
    TRY(engine_select(input->engine, work, "rows of the package", sql, &rows, err));
    do
    {
        TRY(rows_next(rows, &count, err));
        for (size_t row = 0; row < count; row++)
            if (rows_integer(rows, 0, row) != year->rows)
                return error_set(err, ERROR_INTERNAL, "year %d: other rows than were counted",
                                 year->year);
    } while (count > 0);
    return ERROR_NONE;
}

ErrorKind
table_write(const PackageInput *input, const PackedColumns *columns, const ExtractYear *year,
            TableFormat format, const char *path, Error *err)
{
    SCRATCH Arena *work = arena_new("table");
    Text sql = text_new(work);
    text_add(&sql, "COPY (");
    for (size_t at = 0; at < columns->count; at++)
        text_print(&sql, "%s%s", at == 0 ? "SELECT " : ", ",
                   engine_identifier(work, columns->items[at].name));
    text_print(&sql, " FROM %s) TO %s (%s, USE_TMP_FILE false)",
               engine_identifier(work, year->table), engine_literal(work, path),
               format == TABLE_PARQUET ? PARQUET_OPTIONS : CSV_OPTIONS);
    TRY(engine_run(input->engine, file_name(path), sql.bytes, input->progress, err));
    if (input->progress != NULL)
        progress_end(input->progress, "%s", "");
    return ERROR_NONE;
}
