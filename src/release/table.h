/*
 * A year's rows as Parquet or as CSV, ordered by pseudonym. Inner to release/.
 */
#ifndef BERAAD_RELEASE_TABLE_H
#define BERAAD_RELEASE_TABLE_H

#include "release/column.h"

/* Are the rows of the year as the extract says: as many, each of the year, in the order of their
 * pseudonyms, each once? ERROR_INTERNAL. */
ErrorKind table_check(const PackageInput *input, const ExtractYear *year, Error *err) MUST_CHECK;

typedef enum TableFormat
{
    TABLE_PARQUET,
    TABLE_CSV /* RFC 4180 with a line feed at each line's end, UTF-8, a head; NULL is empty */
} TableFormat;

/* Writes the file, or into the pipe, of that path, from beginning to end, in the order in which the
 * rows stand in their table (table_check). Does not sync. */
ErrorKind table_write(const PackageInput *input, const PackedColumns *columns,
                      const ExtractYear *year, TableFormat format, const char *path,
                      Error *err) MUST_CHECK;

#endif
