/*
 * A table as CSV, JSON or a page, cell by cell: labels, value, status, and what else is to be told.
 * doc/format/disclosure-table.md.
 */
#ifndef BERAAD_COMMAND_TABLE_PRINT_H
#define BERAAD_COMMAND_TABLE_PRINT_H

#include "command/table.h"

/* One more column behind value and status. */
typedef struct TableColumn
{
    const char *name;
    const char **text; /* by cell; NULL: empty */
    bool whole;        /* numbers, in JSON as such */
} TableColumn;

#define TABLE_COLUMNS 8

typedef struct TableResult
{
    const char **value;  /* by cell; NULL: not shown */
    const char **status; /* by cell, of the words of doc/format/disclosure-table.md */
    TableColumn column[TABLE_COLUMNS];
    size_t columns;
    json_t *summary;    /* what was lost; NULL: nothing to tell. Taken over */
    const char *words;  /* the same as one sentence */
    const char *title;  /* of the page */
    Disclosure *proven; /* what --certificate is about; NULL: none is to be written */
    bool confidential;  /* the page says so in large letters */
} TableResult;

/* A result of this table: all values and statuses NULL. */
TableResult table_result(Arena *arena, const Table *table);

/* Adds a column; its texts are NULL. */
const char **table_result_column(Arena *arena, const Table *table, const char *name, bool whole,
                                 TableResult *result);

/* Checks --format, --out and --certificate before long work begins. ERROR_USAGE: no such form, or
 * one name for two files; ERROR_IO: a file of that name is there, or none can be made. */
ErrorKind table_print_check(const Invocation *call, Error *err) MUST_CHECK;

/* Prints as --format says to standard output, or to the new file of --out, which appears whole or
 * not at all; then standard output has the words. The file of --certificate stays only where all
 * else was printed. */
ErrorKind table_print(Invocation *call, const Table *table, TableResult *result,
                      Error *err) MUST_CHECK;

/* The page (table_page.c). ERROR_DATA: more cells than somebody could read. */
ErrorKind table_page(Arena *arena, const Table *table, const TableResult *result,
                     const char **ret_page, Error *err) MUST_CHECK;

#endif
