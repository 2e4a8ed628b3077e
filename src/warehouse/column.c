#include "warehouse/column.h"

#include "core/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ColumnType
type_of(duckdb_type raw)
{
    if ((raw >= DUCKDB_TYPE_BOOLEAN && raw <= DUCKDB_TYPE_UBIGINT) || raw == DUCKDB_TYPE_HUGEINT ||
        raw == DUCKDB_TYPE_UHUGEINT)
        return COLUMN_INTEGER;
    if (raw == DUCKDB_TYPE_FLOAT || raw == DUCKDB_TYPE_DOUBLE || raw == DUCKDB_TYPE_DECIMAL)
        return COLUMN_REAL;
    if (raw == DUCKDB_TYPE_VARCHAR || raw == DUCKDB_TYPE_ENUM)
        return COLUMN_TEXT;
    if (raw == DUCKDB_TYPE_DATE)
        return COLUMN_DATE;
    return raw == DUCKDB_TYPE_UUID ? COLUMN_UUID : COLUMN_OTHER;
}

static void
describe_enum(RowsColumn *column, Arena *arena, duckdb_logical_type type)
{
    uint32_t size = duckdb_enum_dictionary_size(type);
    column->raw = duckdb_enum_internal_type(type);
    column->names = arena_take_array(arena, size, sizeof *column->names);
    for (uint32_t at = 0; at < size; at++)
    {
        char *name = duckdb_enum_dictionary_value(type, at);
        column->names[at] = arena_copy_text(arena, name == NULL ? "" : name);
        duckdb_free(name);
    }
}

void
column_describe(RowsColumn *column, duckdb_result *result, idx_t at, Arena *arena)
{
    duckdb_logical_type type = duckdb_column_logical_type(result, at);
    column->name = arena_copy_text(arena, duckdb_column_name(result, at));
    column->raw = duckdb_get_type_id(type);
    column->type = type_of(column->raw);
    if (column->raw == DUCKDB_TYPE_DECIMAL)
    {
        column->scale = 1;
        for (uint8_t digit = duckdb_decimal_scale(type); digit > 0; digit--)
            column->scale *= 10;
        column->raw = duckdb_decimal_internal_type(type);
    }
    if (column->raw == DUCKDB_TYPE_ENUM)
        describe_enum(column, arena, type);
    duckdb_destroy_logical_type(&type);
}

bool
column_null(const RowsColumn *column, size_t row)
{
    return column->validity != NULL && (column->validity[row / 64] >> (row % 64) & 1) == 0;
}

/* Wide integers are rare (sums) and small; one that does not fit would be told wrong, so it is a
 * fault. */
static bool
wide_fits(const RowsColumn *column, size_t row)
{
    if (column->raw == DUCKDB_TYPE_UBIGINT)
        return ((const uint64_t *)column->data)[row] <= INT64_MAX;
    if (column->raw == DUCKDB_TYPE_UHUGEINT)
    {
        duckdb_uhugeint value = ((const duckdb_uhugeint *)column->data)[row];
        return value.upper == 0 && value.lower <= INT64_MAX;
    }
    duckdb_hugeint value = ((const duckdb_hugeint *)column->data)[row];
    return value.lower <= INT64_MAX ? value.upper == 0 : value.upper == -1;
}

bool
column_point(RowsColumn *column, duckdb_vector vector, size_t count)
{
    column->data = duckdb_vector_get_data(vector);
    column->validity = duckdb_vector_get_validity(vector);
    if (column->type != COLUMN_INTEGER ||
        (column->raw != DUCKDB_TYPE_UBIGINT && column->raw != DUCKDB_TYPE_HUGEINT &&
         column->raw != DUCKDB_TYPE_UHUGEINT))
        return true;
    for (size_t row = 0; row < count; row++)
        if (!column_null(column, row) && !wide_fits(column, row))
            return false;
    return true;
}

/* The integer that is stored, whatever it stands for. */
static int64_t
stored_integer(const RowsColumn *column, size_t row)
{
    switch ((int)column->raw)
    {
    case DUCKDB_TYPE_BOOLEAN:
        return ((const bool *)column->data)[row] ? 1 : 0;
    case DUCKDB_TYPE_TINYINT:
        return ((const int8_t *)column->data)[row];
    case DUCKDB_TYPE_SMALLINT:
        return ((const int16_t *)column->data)[row];
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_DATE:
        return ((const int32_t *)column->data)[row];
    case DUCKDB_TYPE_UTINYINT:
        return ((const uint8_t *)column->data)[row];
    case DUCKDB_TYPE_USMALLINT:
        return ((const uint16_t *)column->data)[row];
    case DUCKDB_TYPE_UINTEGER:
        return ((const uint32_t *)column->data)[row];
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UBIGINT:
        return ((const int64_t *)column->data)[row];
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_UHUGEINT:
        return (int64_t)((const duckdb_hugeint *)column->data)[row].lower;
    default:
        return 0;
    }
}

int64_t
column_integer(const RowsColumn *column, size_t row)
{
    if (column_null(column, row) || (column->type != COLUMN_INTEGER && column->type != COLUMN_DATE))
        return 0;
    return stored_integer(column, row);
}

double
column_real(const RowsColumn *column, size_t row)
{
    if (column_null(column, row) || (column->type != COLUMN_INTEGER && column->type != COLUMN_REAL))
        return 0;
    if (column->raw == DUCKDB_TYPE_DOUBLE)
        return ((const double *)column->data)[row];
    if (column->raw == DUCKDB_TYPE_FLOAT)
        return (double)((const float *)column->data)[row];
    double value = column->raw == DUCKDB_TYPE_HUGEINT
                       ? duckdb_hugeint_to_double(((const duckdb_hugeint *)column->data)[row])
                       : (double)stored_integer(column, row);
    return column->scale > 0 ? value / column->scale : value;
}

const char *
column_view(const RowsColumn *column, size_t row, size_t *ret_size)
{
    *ret_size = 0;
    if (column_null(column, row) || column->type != COLUMN_TEXT)
        return "";
    if (column->names != NULL)
    {
        const char *name = column->names[stored_integer(column, row)];
        *ret_size = strlen(name);
        return name;
    }
    const duckdb_string_t *text = &((const duckdb_string_t *)column->data)[row];
    *ret_size = text->value.inlined.length;
    return *ret_size <= sizeof text->value.inlined.inlined ? text->value.inlined.inlined
                                                           : text->value.pointer.ptr;
}

static const char *
date_text(Arena *arena, int64_t days)
{
    if (days < date_of(1, 1, 1).days || days > date_of(9999, 12, 31).days)
        return "";
    char text[DATE_TEXT_SIZE];
    return arena_copy_text(arena, date_print((Date){.days = (int32_t)days}, text));
}

static const char *
uuid_text(Arena *arena, duckdb_hugeint value)
{
    /* The engine flips the first bit, so that its order of signed numbers is the order of the
     * bytes. */
    uint64_t high = (uint64_t)value.upper ^ (UINT64_C(1) << 63);
    return arena_print(arena, "%08x-%04x-%04x-%04x-%012llx", (unsigned)(high >> 32),
                       (unsigned)(high >> 16 & 0xffff), (unsigned)(high & 0xffff),
                       (unsigned)(value.lower >> 48),
                       (unsigned long long)(value.lower & UINT64_C(0xffffffffffff)));
}

static const char *
real_text(Arena *arena, double value)
{
    char text[32];
    for (int digits = 15; digits <= 17; digits++)
    {
        (void)snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    return arena_copy_text(arena, text);
}

const char *
column_text(const RowsColumn *column, size_t row, Arena *arena)
{
    if (column_null(column, row))
        return "";
    size_t size = 0;
    const char *view = column_view(column, row, &size);
    switch (column->type)
    {
    case COLUMN_INTEGER:
        return arena_print(arena, "%lld", (long long)stored_integer(column, row));
    case COLUMN_REAL:
        return real_text(arena, column_real(column, row));
    case COLUMN_DATE:
        return date_text(arena, stored_integer(column, row));
    case COLUMN_UUID:
        return uuid_text(arena, ((const duckdb_hugeint *)column->data)[row]);
    case COLUMN_TEXT:
        return arena_copy(arena, view, size);
    case COLUMN_OTHER:
    default:
        return "";
    }
}
