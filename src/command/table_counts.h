/*
 * What table perturb and table round change: counts, record keys and largest contributions by cell.
 *
 * Every cell of the crossing is there, those without a record too: a table that leaves out the true
 * zeros tells which of the shown zeros were not.
 */
#ifndef BERAAD_COMMAND_TABLE_COUNTS_H
#define BERAAD_COMMAND_TABLE_COUNTS_H

#include "command/table.h"
#include "disclosure/cellkey.h"

typedef struct TableCounts
{
    size_t inner_count;          /* combinations of leaves that have a record */
    uint64_t *inner;             /* by inner cell: records */
    uint64_t *inner_key;         /* by inner cell: sum of the record keys, modulo 2^64 */
    const uint32_t **inner_leaf; /* inner_leaf[axis][inner] */
    const uint32_t *inner_of;    /* by row */
    CellSums sums;               /* over the cells of the table */
    uint64_t *count;             /* by cell */
    uint64_t *key;               /* by cell */
} TableCounts;

/* Counts the records, or adds up the counts that the file holds instead of them. ERROR_DATA: 2^62
 * or more. key: 16 bytes with which the ids of the records become their keys; NULL where they have
 * none. */
ErrorKind table_count(Arena *arena, const Table *table, const TableRecords *records,
                      const unsigned char *key, TableCounts *ret_counts, Error *err) MUST_CHECK;

/* By cell: the sum of the values and the largest `top` of them. ERROR_DATA: a value or a sum of
 * MAGNITUDE_MOST or more. */
ErrorKind table_magnitudes(Arena *arena, const Table *table, const TableRecords *records,
                           const TableCounts *counts, uint32_t top, MagnitudeCell **ret_cells,
                           Error *err) MUST_CHECK;

#endif
