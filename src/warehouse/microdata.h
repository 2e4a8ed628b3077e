/*
 * Any data file as columns of codes and numbers, for the commands that work without a custody:
 * Parquet, CSV and SPSS (.sav, .zsav, .por), told apart by the end of the name.
 *
 * A column is read as what the caller will do with it: as classes (each distinct value a code, in
 * the order of its text, so that codes never depend on the order of rows) or as whole numbers
 * (decimals scaled by a power of ten). Row order is the file's; nothing that is computed from a
 * Microdata may depend on it.
 */
#ifndef BERAAD_WAREHOUSE_MICRODATA_H
#define BERAAD_WAREHOUSE_MICRODATA_H

#include "core/arena.h"
#include "core/progress.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum MicrodataForm
{
    MICRODATA_CLASS, /* codes and labels */
    MICRODATA_NUMBER /* int64, value times 10^decimals */
} MicrodataForm;

/* What is wanted of one column. */
typedef struct MicrodataAsk
{
    const char *name; /* as in the file, matched exactly */
    MicrodataForm form;
    int decimals; /* MICRODATA_NUMBER: 0 to 9 */
} MicrodataAsk;

typedef struct MicrodataColumn
{
    const char *name;
    MicrodataForm form;
    uint32_t *codes;     /* MICRODATA_CLASS: by row; code < label_count, or MICRODATA_MISSING */
    const char **labels; /* the values as text, in byte order; all distinct */
    size_t label_count;
    int64_t *numbers; /* MICRODATA_NUMBER: by row; 0 where missing */
    bool *missing;    /* by row */
    int decimals;
} MicrodataColumn;

#define MICRODATA_MISSING UINT32_MAX

typedef struct Microdata
{
    size_t rows;
    size_t count;             /* of columns, in the order asked for */
    MicrodataColumn *columns; /* in the arena given to microdata_read */
} Microdata;

/* Reads the asked-for columns of a file. ERROR_DATA: no such column (named, with the names there
 * are as the hint), not a number or one with more decimals than asked for (the row is named, not
 * the value), outside 64 bits, a file that is none. ERROR_IO: it cannot be read. More than 2^32 - 2
 * rows or distinct values are an ERROR_DATA. */
ErrorKind microdata_read(Arena *arena, const char *path, const MicrodataAsk *asks, size_t count,
                         Progress *progress, Microdata *ret_data, Error *err) MUST_CHECK;

/* The names of all columns of a file, in its order. */
ErrorKind microdata_names(Arena *arena, const char *path, const char ***ret_names,
                          size_t *ret_count, Error *err) MUST_CHECK;

#endif
