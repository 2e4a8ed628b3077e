/*
 * A table that somebody published, read back: which cells it shows, and their values.
 */
#ifndef BERAAD_COMMAND_TABLE_PUBLISHED_H
#define BERAAD_COMMAND_TABLE_PUBLISHED_H

#include "command/table.h"

typedef struct TablePublished
{
    int64_t *value; /* by cell, in units of the last decimal */
    bool *shown;    /* by cell */
    bool *helper;   /* by cell: suppressed only to protect others, as its status says */
    size_t absent;  /* cells that no row is about */
} TablePublished;

/* Reads the file that the call names: one row a cell, its labels in the columns of --by, its value
 * in that of --value, and what became of it in that of --status. A cell is suppressed where the
 * value is empty, or value or status is one of --suppressed
 * or --secondary. --absent zero or unknown says what a cell without a row is. ERROR_DATA: a label
 * that no node has, a cell that is there twice and not the same, a value that is neither number nor
 * mark, absent cells without --absent. Messages have places, never values. */
ErrorKind table_published_read(Invocation *call, Table *ret_table, TablePublished *ret_published,
                               Error *err) MUST_CHECK;

/* The same of columns that were read: those of --by, the value, and the status where --status is
 * given, all as classes. */
ErrorKind table_published_take(Invocation *call, const Microdata *data, Table *ret_table,
                               TablePublished *ret_published, Error *err) MUST_CHECK;

#endif
