#include "warehouse/relation.h"

#include "core/file.h"
#include "core/text.h"

#include <string.h>

/* Signs that the engine reads as a pattern of file names. */
#define PATTERN_SIGNS "*?[]{}\\"

static const char *
csv_dialect(Arena *arena, const Register *register_)
{
    char delimiter[2] = {register_->csv_delimiter, '\0'};
    return arena_print(arena,
                       "delim = %s, header = true, quote = '\"', escape = '\"', nullstr = '', "
                       "strict_mode = true, null_padding = false, ignore_errors = false",
                       engine_literal(arena, delimiter));
}

/* The header's names, each as text: with them given the engine guesses nothing about the rest of
 * the file. */
static ErrorKind
csv_relation(Engine *engine, Arena *arena, const Register *register_, const char *path,
             const char **ret_sql, Error *err)
{
    Rows *rows = NULL;
    size_t count = 0;
    const char *file = engine_literal(arena, path);
    const char *dialect = csv_dialect(arena, register_);
    Text columns = text_new(arena);
    TRY(engine_select(engine, arena, "header of a CSV file",
                      arena_print(arena,
                                  "SELECT column_name FROM (DESCRIBE SELECT * FROM "
                                  "read_csv(%s, %s, all_varchar = true))",
                                  file, dialect),
                      &rows, err));
    TRY(rows_next(rows, &count, err));
    while (count > 0)
    {
        for (size_t row = 0; row < count; row++)
            text_print(&columns, "%s%s: 'VARCHAR'", columns.size == 0 ? "" : ", ",
                       engine_literal(arena, rows_text(rows, 0, row)));
        TRY(rows_next(rows, &count, err));
    }
    *ret_sql = arena_print(arena, "read_csv(%s, %s, auto_detect = false, columns = {%s})", file,
                           dialect, columns.bytes);
    return ERROR_NONE;
}

bool
relation_is_there(Arena *arena, const Register *register_, const char *directory)
{
    const char *stem = file_join(arena, directory, register_->table);
    if (register_->csv_delimiter != 0)
        return file_exists(arena_print(arena, "%s.csv", stem));
    return file_exists(arena_print(arena, "%s.parquet", stem)) || file_exists(stem);
}

ErrorKind
relation_check_directory(const char *directory, Error *err)
{
    if (strpbrk(directory, PATTERN_SIGNS) == NULL)
        return ERROR_NONE;
    return error_set(err, ERROR_USAGE, "the warehouse's directory: expected a name without %s",
                     PATTERN_SIGNS);
}

ErrorKind
relation_find(Engine *engine, Arena *arena, const Register *register_, const char *directory,
              const char **ret_sql, Error *err)
{
    *ret_sql = NULL;
    TRY(relation_check_directory(directory, err));
    const char *stem = file_join(arena, directory, register_->table);
    const char *parquet = arena_print(arena, "%s.parquet", stem);
    const char *csv = arena_print(arena, "%s.csv", stem);
    if (register_->csv_delimiter != 0)
        return file_exists(csv) ? csv_relation(engine, arena, register_, csv, ret_sql, err)
                                : ERROR_NONE;
    if (file_exists(parquet))
        *ret_sql = arena_print(arena, "read_parquet(%s, hive_partitioning = false)",
                               engine_literal(arena, parquet));
    else if (file_exists(stem))
        *ret_sql = arena_print(arena, "read_parquet(%s, hive_partitioning = true)",
                               engine_literal(arena, arena_print(arena, "%s/**/*.parquet", stem)));
    return ERROR_NONE;
}

/* Types of the engine, each with a space behind it, that a column of this kind may have in Parquet.
 */
static const char *const fitting_types[] = {
    [VALUE_IDENTIFIER] = "TINYINT SMALLINT INTEGER BIGINT UTINYINT USMALLINT UINTEGER ",
    [VALUE_INTEGER] = "TINYINT SMALLINT INTEGER BIGINT UTINYINT USMALLINT UINTEGER ",
    [VALUE_REAL] =
        "DOUBLE FLOAT DECIMAL TINYINT SMALLINT INTEGER BIGINT UTINYINT USMALLINT UINTEGER ",
    [VALUE_TEXT] = "VARCHAR ",
    [VALUE_DATE] = "DATE ",
    [VALUE_BOOLEAN] = "BOOLEAN ",
};

const char *
relation_type(ValueType type)
{
    static const char *const types[] = {
        [VALUE_IDENTIFIER] = "BIGINT", [VALUE_INTEGER] = "BIGINT", [VALUE_REAL] = "DOUBLE",
        [VALUE_TEXT] = "VARCHAR",      [VALUE_DATE] = "DATE",      [VALUE_BOOLEAN] = "BOOLEAN"};
    return types[type];
}

static bool
type_fits(const Register *register_, const char *found, ValueType type)
{
    if (register_->csv_delimiter != 0)
        return true;
    size_t size = strcspn(found, "(");
    const char *at = strstr(fitting_types[type], found);
    if (size < strlen(found)) /* DECIMAL(9,6) */
        return type == VALUE_REAL && size == strlen("DECIMAL") &&
               memcmp(found, "DECIMAL", size) == 0;
    for (; at != NULL; at = strstr(at + 1, found))
        if (at[size] == ' ' && (at == fitting_types[type] || at[-1] == ' '))
            return true;
    return false;
}

/* Marks in seen what the file has; a type that does not fit is a fault. */
static void
check_column(Arena *arena, const Register *register_, Rows *rows, size_t row, bool *seen,
             SourceFaults *ret_faults)
{
    const char *name = rows_text(rows, 0, row);
    const char *type = rows_text(rows, 1, row);
    for (size_t at = 0; at < register_->columns.count; at++)
    {
        const Column *column = &register_->columns.items[at];
        if (!text_equal(column->source, name))
            continue;
        seen[at] = true;
        if (!type_fits(register_, type, column->type))
            *LIST_ADD(arena, ret_faults) =
                (SourceFault){SOURCE_COLUMN_TYPE, register_, column, text_shown(arena, type)};
    }
}

static bool
is_made(const Register *register_, const Column *column)
{
    return register_->record_number != NULL && text_equal(column->name, register_->record_number);
}

ErrorKind
relation_check(Engine *engine, Arena *arena, const Register *register_, const char *sql,
               SourceFaults *ret_faults, Error *err)
{
    Rows *rows = NULL;
    size_t count = 0;
    bool *seen = arena_take_array(arena, register_->columns.count, sizeof *seen);
    const char *step = arena_print(arena, "columns of table '%s'", register_->table);
    TRY(engine_select(
        engine, arena, step,
        arena_print(arena, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM %s)", sql),
        &rows, err));
    TRY(rows_next(rows, &count, err));
    while (count > 0)
    {
        for (size_t row = 0; row < count; row++)
            check_column(arena, register_, rows, row, seen, ret_faults);
        TRY(rows_next(rows, &count, err));
    }
    for (size_t at = 0; at < register_->columns.count; at++)
        if (!seen[at] && !is_made(register_, &register_->columns.items[at]))
            *LIST_ADD(arena, ret_faults) = (SourceFault){SOURCE_COLUMN_MISSING, register_,
                                                         &register_->columns.items[at], NULL};
    return ERROR_NONE;
}

const char *
relation_select(Arena *arena, const Register *register_, const char *sql)
{
    Text select = text_new(arena);
    for (size_t at = 0; at < register_->columns.count; at++)
    {
        const Column *column = &register_->columns.items[at];
        const char *source = engine_identifier(arena, column->source);
        text_add(&select, at == 0 ? "SELECT " : ", ");
        if (is_made(register_, column))
            text_add(&select, "CAST(row_number() OVER () AS BIGINT)");
        else if (register_->csv_delimiter != 0 || column->type == VALUE_IDENTIFIER)
            text_print(&select, "CAST(%s AS %s)", source, relation_type(column->type));
        else
            text_add(&select, source);
        text_print(&select, " AS %s", engine_identifier(arena, column->name));
    }
    text_print(&select, " FROM %s", sql);
    return select.bytes;
}
