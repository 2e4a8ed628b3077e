#include "warehouse/microdata.h"

#include "core/file.h"
#include "core/text.h"
#include "warehouse/engine.h"
#include "warehouse/microdata_inner.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

/* A file that the engine reads, by its descriptor: it would take a name with '*' or '[' for a
 * pattern, and read others. */
typedef struct Source
{
    int fd;
    const char *path;
    const char *files[2]; /* the descriptor's name, and NULL */
    const char *reader;   /* the engine's */
    bool csv;
    bool shown; /* may its names be shown? */
    MicrodataNames names;
} Source;

static void
source_close(Source *source)
{
    file_close(&source->fd);
}
#define CLOSES_SOURCE __attribute__((cleanup(source_close)))

static bool
is_spss(const char *path)
{
    return text_ends(path, ".sav") || text_ends(path, ".zsav") || text_ends(path, ".por");
}

static bool
is_csv(const char *path)
{
    return text_ends(path, ".csv") || text_ends(path, ".tsv") || text_ends(path, ".txt");
}

ErrorKind
microdata_open(const char *path, int *ret_fd, Error *err)
{
    struct stat found;
    *ret_fd = open(path, O_RDONLY | O_CLOEXEC);
    if (*ret_fd < 0)
        return error_set(err, ERROR_IO, "cannot open '%s': %s", path, strerror(errno));
    if (fstat(*ret_fd, &found) != 0 || !S_ISREG(found.st_mode))
        return error_set(err, ERROR_IO, "'%s': not a plain file", path);
    return ERROR_NONE;
}

/* What the engine says of a file that it cannot read; its own words would name the descriptor. */
static ErrorKind
no_parquet(const Source *source, Error *err)
{
    return err->kind == ERROR_DATA
               ? error_set(err, ERROR_DATA, "'%s': not a Parquet file, or a damaged one",
                           source->path)
               : error_within(err, "'%s'", source->path);
}

static ErrorKind
list_names(Engine *engine, Arena *arena, Source *source, Error *err)
{
    Rows *rows;
    const char *sql = arena_print(arena, "SELECT * FROM %s LIMIT 0", source->reader);
    if (engine_select(engine, arena, "columns", sql, &rows, err) != ERROR_NONE)
        return no_parquet(source, err);
    for (size_t column = 0; column < rows_columns(rows); column++)
        *LIST_ADD(arena, &source->names) = arena_copy_text(arena, rows_name(rows, column));
    return ERROR_NONE;
}

static ErrorKind
head_source(Arena *arena, Source *source, Error *err)
{
    MicrodataHead head;
    if (microdata_csv_head(arena, source->fd, &head, err) != ERROR_NONE)
        return error_within(err, "'%s'", source->path);
    source->names = head.names;
    source->shown = microdata_csv_is_named(&head);
    source->reader = microdata_csv_reader(arena, source->files[0], &head);
    return ERROR_NONE;
}

static ErrorKind
source_open(Arena *arena, const char *path, Source *source, Engine **ret_engine, Error *err)
{
    source->path = path;
    source->csv = is_csv(path);
    source->shown = true;
    if (!source->csv && !text_ends(path, ".parquet"))
        return error_set(
            err, ERROR_DATA,
            "'%s': expected a name that ends in .parquet, .csv, .tsv, .txt, .sav, .zsav "
            "or .por",
            path);
    TRY(microdata_open(path, &source->fd, err));
    source->files[0] = arena_print(arena, "/proc/self/fd/%d", source->fd);
    source->files[1] = NULL;
    EngineOptions options = {.files = source->files};
    if (source->csv)
        TRY(head_source(arena, source, err));
    TRY(engine_open(&options, ret_engine, err));
    if (source->csv)
        return ERROR_NONE;
    source->reader =
        arena_print(arena, "read_parquet(%s)", engine_literal(arena, source->files[0]));
    return list_names(*ret_engine, arena, source, err);
}

ErrorKind
microdata_names(Arena *arena, const char *path, const char ***ret_names, size_t *ret_count,
                Error *err)
{
    if (is_spss(path))
        return microdata_names_spss(arena, path, ret_names, ret_count, err);
    CLOSES_SOURCE Source source = {.fd = -1};
    CLOSES_ENGINE Engine *engine = NULL;
    TRY(source_open(arena, path, &source, &engine, err));
    *ret_names = source.names.items;
    *ret_count = source.names.count;
    return ERROR_NONE;
}

/* The statement that gives the columns asked for. */
static ErrorKind
select_columns(Arena *arena, const Source *source, const MicrodataAsk *asks, size_t count,
               const char **ret_sql, Error *err)
{
    Text sql = text_new(arena);
    text_add(&sql, count == 0 ? "SELECT 1" : "SELECT ");
    for (size_t ask = 0; ask < count; ask++)
    {
        size_t at = 0;
        TRY(microdata_find(&source->names, source->shown, asks[ask].name, &at, err));
        text_add(&sql, ask > 0 ? ", " : "");
        if (source->csv)
            text_print(&sql, "c%zu", at);
        else
            text_add(&sql, engine_identifier(arena, asks[ask].name));
    }
    text_print(&sql, " FROM %s", source->reader);
    *ret_sql = sql.bytes;
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
    CLOSES_SOURCE Source source = {.fd = -1};
    CLOSES_ENGINE Engine *engine = NULL;
    const char *sql;
    Rows *rows;
    TRY(source_open(arena, path, &source, &engine, err));
    TRY(select_columns(arena, &source, asks, count, &sql, err));
    const char *step = arena_print(arena, "'%s'", path);
    TRY(engine_select(engine, arena, step, sql, &rows, err));
    if (progress != NULL)
        progress_begin(progress, "reading %s", file_name(path));
    MicrodataMaker *maker = microdata_begin(arena, asks, count);
    TRY(read_rows(maker, rows, count, err));
    *ret_data = microdata_end(maker);
    if (progress != NULL)
        progress_end(progress, "%zu rows", ret_data->rows);
    return ERROR_NONE;
}
