#include "release/table.h"

#include "core/file.h"
#include "core/text.h"

/* Groups of this many rows: the engine's own size, fixed here so that a newer engine does not
 * change the bytes. */
#define PARQUET_OPTIONS "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"
#define CSV_OPTIONS "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR ''"

ErrorKind
table_check(const PackageInput *input, const ExtractYear *year, Error *err)
{
    SCRATCH Arena *work = arena_new("table check");
    const char *table = engine_identifier(work, year->table);
    const char *sql = arena_print(work,
                                  "SELECT count(*) FROM %s UNION ALL "
                                  "SELECT count(DISTINCT pseudonym) FROM %s UNION ALL "
                                  "SELECT count(*) FROM %s WHERE reference_year = %d",
                                  table, table, table, year->year);
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

static ErrorKind
copy(const PackageInput *input, const char *select, const char *path, const char *options,
     Error *err)
{
    SCRATCH Arena *work = arena_new("copy");
    const char *sql =
        arena_print(work, "COPY (%s) TO %s (%s)", select, engine_literal(work, path), options);
    TRY(engine_run(input->engine, file_name(path), sql, input->progress, err));
    if (input->progress != NULL)
        progress_end(input->progress, "%s", "");
    return file_sync(path, err);
}

ErrorKind
table_write(const PackageInput *input, const PackedColumns *columns, const ExtractYear *year,
            const char *stem, Error *err)
{
    SCRATCH Arena *work = arena_new("table");
    Text select = text_new(work);
    for (size_t at = 0; at < columns->count; at++)
        text_print(&select, "%s%s", at == 0 ? "SELECT " : ", ",
                   engine_identifier(work, columns->items[at].name));
    text_print(&select, " FROM %s ORDER BY pseudonym", engine_identifier(work, year->table));
    TRY(copy(input, select.bytes, arena_print(work, "%s.parquet", stem), PARQUET_OPTIONS, err));
    return copy(input, select.bytes, arena_print(work, "%s.csv", stem), CSV_OPTIONS, err);
}
