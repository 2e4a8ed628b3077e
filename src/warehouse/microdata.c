#include "warehouse/microdata.h"

#include "core/file.h"
#include "core/list.h"
#include "core/text.h"
#include "warehouse/engine.h"
#include "warehouse/microdata_inner.h"

typedef struct NameList LIST_OF(const char *) NameList;

static bool
is_spss(const char *path)
{
    return text_ends(path, ".sav") || text_ends(path, ".zsav") || text_ends(path, ".por");
}

/* What the engine reads the file with; NULL where the name's end tells no format. A CSV is read as text, so that a class 01
 * stays 01. */
static const char *
reader_of(Arena *arena, const char *path)
{
    const char *literal = engine_literal(arena, path);
    if (text_ends(path, ".parquet"))
        return arena_print(arena, "read_parquet(%s)", literal);
    if (text_ends(path, ".csv") || text_ends(path, ".tsv") || text_ends(path, ".txt"))
        return arena_print(arena, "read_csv(%s, header = true, all_varchar = true)", literal);
    return NULL;
}

static ErrorKind
find_reader(Arena *arena, const char *path, const char **ret_reader, Error *err)
{
    if (!file_exists(path))
        return error_set(err, ERROR_IO, "'%s': no such file", path);
    *ret_reader = reader_of(arena, path);
    if (*ret_reader == NULL)
        return error_set(err, ERROR_DATA,
                         "'%s': expected a name that ends in .parquet, .csv, .tsv, .sav, .zsav or "
                         ".por",
                         path);
    return ERROR_NONE;
}

static ErrorKind
list_names(Engine *engine, Arena *arena, const char *reader, NameList *ret_names, Error *err)
{
    Rows *rows;
    const char *sql = arena_print(arena, "SELECT * FROM %s LIMIT 0", reader);
    TRY(engine_select(engine, arena, "columns", sql, &rows, err));
    for (size_t column = 0; column < rows_columns(rows); column++)
        *LIST_ADD(arena, ret_names) = arena_copy_text(arena, rows_name(rows, column));
    return ERROR_NONE;
}

ErrorKind
microdata_names(Arena *arena, const char *path, const char ***ret_names, size_t *ret_count,
                Error *err)
{
    if (is_spss(path))
        return microdata_names_spss(arena, path, ret_names, ret_count, err);
    NameList names = {0};
    const char *reader;
    EngineOptions options = {0};
    CLOSES_ENGINE Engine *engine = NULL;
    TRY(find_reader(arena, path, &reader, err));
    TRY(engine_open(&options, &engine, err));
    TRY(list_names(engine, arena, reader, &names, err));
    *ret_names = names.items;
    *ret_count = names.count;
    return ERROR_NONE;
}

static ErrorKind
check_names(const NameList *names, const MicrodataAsk *asks, size_t count, Error *err)
{
    for (size_t ask = 0; ask < count; ask++)
    {
        bool found = false;
        for (size_t at = 0; at < names->count && !found; at++)
            found = text_equal(names->items[at], asks[ask].name);
        if (!found)
            return microdata_no_column(asks[ask].name, names->items, names->count, err);
    }
    return ERROR_NONE;
}

static ErrorKind
put_value(MicrodataMaker *maker, Rows *rows, size_t column, size_t row, Error *err)
{
    size_t size;
    const char *text;
    if (rows_null(rows, column, row))
    {
        microdata_put_missing(maker, column);
        return ERROR_NONE;
    }
    switch (rows_type(rows, column))
    {
    case COLUMN_INTEGER:
        return microdata_put_integer(maker, column, rows_integer(rows, column, row), err);
    case COLUMN_REAL:
        return microdata_put_real(maker, column, rows_real(rows, column, row), err);
    case COLUMN_TEXT:
        text = rows_view(rows, column, row, &size);
        return microdata_put_text(maker, column, text, size, err);
    case COLUMN_DATE:
    case COLUMN_UUID:
        text = rows_text(rows, column, row);
        for (size = 0; text[size] != 0;)
            size++;
        return microdata_put_text(maker, column, text, size, err);
    case COLUMN_OTHER:
    default:
        return error_set(err, ERROR_DATA, "column '%s': a type that is neither number nor text",
                         rows_name(rows, column));
    }
}

static ErrorKind
read_rows(MicrodataMaker *maker, Rows *rows, size_t columns, Error *err)
{
    for (;;)
    {
        size_t count;
        TRY(rows_next(rows, &count, err));
        if (count == 0)
            return ERROR_NONE;
        for (size_t row = 0; row < count; row++)
        {
            for (size_t column = 0; column < columns; column++)
                TRY(put_value(maker, rows, column, row, err));
            TRY(microdata_end_row(maker, err));
        }
    }
}

ErrorKind
microdata_read(Arena *arena, const char *path, const MicrodataAsk *asks, size_t count,
               Progress *progress, Microdata *ret_data, Error *err)
{
    if (is_spss(path))
        return microdata_read_spss(arena, path, asks, count, progress, ret_data, err);
    NameList names = {0};
    const char *reader;
    EngineOptions options = {0};
    CLOSES_ENGINE Engine *engine = NULL;
    TRY(find_reader(arena, path, &reader, err));
    TRY(engine_open(&options, &engine, err));
    TRY(list_names(engine, arena, reader, &names, err));
    TRY(check_names(&names, asks, count, err));
    Text sql = text_new(arena);
    text_add(&sql, "SELECT ");
    for (size_t at = 0; at < count; at++)
        text_print(&sql, "%s%s", at > 0 ? ", " : "", engine_identifier(arena, asks[at].name));
    text_print(&sql, "%s FROM %s", count == 0 ? "1" : "", reader);
    Rows *rows;
    TRY(engine_select(engine, arena, "data", sql.bytes, &rows, err));
    if (progress != NULL)
        progress_begin(progress, "reading %s", file_name(path));
    MicrodataMaker *maker = microdata_begin(arena, asks, count);
    TRY(read_rows(maker, rows, count, err));
    *ret_data = microdata_end(maker);
    if (progress != NULL)
        progress_end(progress, "%zu rows", ret_data->rows);
    return ERROR_NONE;
}
