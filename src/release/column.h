/*
 * The columns of a package's data files, in their fixed order, with the words that every format
 * says about them: pseudonym, reference_year, one for each variable of the deliberation, weight.
 * Inner to release/.
 */
#ifndef BERAAD_RELEASE_COLUMN_H
#define BERAAD_RELEASE_COLUMN_H

#include "release/package.h"

typedef enum ColumnRole
{
    ROLE_PSEUDONYM,
    ROLE_YEAR,
    ROLE_CLASS,
    ROLE_WEIGHT
} ColumnRole;

typedef struct PackedColumn
{
    const char *name;
    ColumnRole role;
    Wording label;
    Wording description;
    const Variable *variable;             /* ROLE_CLASS; else NULL */
    const Classification *classification; /* likewise */
    bool
        numeric; /* every code is a whole number in its shortest form, so SPSS can hold it as one */
} PackedColumn;

typedef struct PackedColumns LIST_OF(PackedColumn) PackedColumns;

/* ERROR_INTERNAL where the deliberation names a variable or class list that the catalogue does not
 * have; ERROR_CATALOGUE where a code cannot stand in a data file: empty, with control characters,
 * or begun as a formula is in a spreadsheet. */
ErrorKind columns_make(Arena *arena, const PackageInput *input, PackedColumns *ret_columns,
                       Error *err) MUST_CHECK;

/* How often a class occurs in a year; 0 where nothing was counted. */
int64_t column_frequency(const Extract *extract, const char *variable, const char *code, int year);

/* The first class of this code that is valid at some reference date of the package: what a codebook
 * shows. */
bool column_class_shown(const PackageInput *input, const PackedColumn *column, size_t class_at);

/* "sample-2012" */
char *column_stem(Arena *arena, const PackageInput *input, int year);

#endif
