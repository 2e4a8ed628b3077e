/*
 * A strict reader of small CSV files (RFC 4180): what is doubtful is refused with its place.
 *
 * Fields are separated by commas, lines ended by LF or CRLF, the last line too or not. A quoted
 * field ends right before a comma or line end; a quote inside an unquoted field, a lone CR, a
 * control character, a byte order mark, an empty line and bytes that are not UTF-8 are complaints.
 * Every record has as many fields as the first.
 */
#ifndef BERAAD_CATALOGUE_CSV_H
#define BERAAD_CATALOGUE_CSV_H

#include "core/document.h"

typedef struct CsvField
{
    const char *text; /* without the quotes; never with a zero byte inside */
    Place place;
} CsvField;

typedef struct CsvRecord
{
    CsvField *fields; /* CsvTable.width of them */
} CsvRecord;

typedef struct CsvTable
{
    size_t width;
    struct LIST_OF(CsvRecord) records; /* the header line is the first */
} CsvTable;

/* All records that are sound; false with at least one complaint where one is not. Stops at the
 * first fault of form, since what follows it cannot be trusted, but goes on after a record with the
 * wrong number of fields. */
bool csv_read(Arena *arena, const char *bytes, size_t size, CsvTable *ret_table,
              Complaints *complaints);

#endif
