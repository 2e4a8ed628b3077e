/*
 * One column of the present chunk of a result: the engine's vectors read as the types of engine.h.
 */
#ifndef BERAAD_WAREHOUSE_COLUMN_H
#define BERAAD_WAREHOUSE_COLUMN_H

#include "warehouse/engine.h"

#include <duckdb.h>

typedef struct RowsColumn
{
    const char *name;
    ColumnType type;
    duckdb_type raw;    /* as stored: for DECIMAL and ENUM the type inside */
    double scale;       /* DECIMAL: what its integer is divided by; else 0 */
    const char **names; /* ENUM: its texts */
    const void *data;
    uint64_t *validity; /* NULL: no value is missing */
} RowsColumn;

/* Name and type of column at of result; texts go into arena. */
void column_describe(RowsColumn *column, duckdb_result *result, idx_t at, Arena *arena);

/* Points it at its vector of a chunk of count rows. False where it holds an integer that does not
 * fit in 64 bits. */
bool column_point(RowsColumn *column, duckdb_vector vector, size_t count);

/* As the functions rows_... of engine.h. */
bool column_null(const RowsColumn *column, size_t row);
int64_t column_integer(const RowsColumn *column, size_t row);
double column_real(const RowsColumn *column, size_t row);
const char *column_view(const RowsColumn *column, size_t row, size_t *ret_size);
const char *column_text(const RowsColumn *column, size_t row, Arena *arena);

#endif
