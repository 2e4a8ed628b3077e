/*
 * What a reader of a published table can work out of a cell that it does not show.
 */
#ifndef BERAAD_COMMAND_TABLE_INTERVAL_H
#define BERAAD_COMMAND_TABLE_INTERVAL_H

#include "command/table_print.h"

/* Adds the columns least and most: the interval of each cell that is not published, from the
 * published cells alone, in whole units of the last decimal. Empty where nothing bounds it. width
 * (may be NULL): by cell, most - least; INT64_MAX where unbounded. */
ErrorKind table_intervals(const Table *table, Disclosure *disclosure,
                          const DisclosureOptions *options, TableResult *result, Arena *arena,
                          int64_t *width, Error *err) MUST_CHECK;

#endif
