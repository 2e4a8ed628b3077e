/*
 * What a page of a table tells besides its cells: a sign and a colour for each status, what they
 * mean, and what was lost.
 */
#ifndef BERAAD_COMMAND_TABLE_KEY_H
#define BERAAD_COMMAND_TABLE_KEY_H

#include "command/table_print.h"

typedef struct TableMark
{
    const char *status;
    const char *style; /* class of the cell: b(ad), s(uppressed); NULL: a cell like any other */
    const char *sign;  /* stands in a cell without a value */
    const char *words; /* what the status means; NULL: it needs no words */
} TableMark;

/* The mark of a status of doc/format/disclosure-table.md. */
const TableMark *table_mark(const char *status);

/* Adds the statuses that the table has with their meaning, how intervals are told, and how many
 * cells were lost by how many columns are crossed. */
void table_key_add(Text *page, const Table *table, const TableResult *result);

#endif
