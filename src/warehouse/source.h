/*
 * A warehouse directory as the catalogue sees it: one view for each register, with canonical
 * identifiers.
 *
 * After source_open the engine has, for each register R of the catalogue:
 *   raw_R       the table as it stands: <directory>/T.parquet, or <directory>/T with *.parquet
 * below it (hive partitions, whose columns are read from the path; a filter on them reads only the
 * partitions that it needs), or <directory>/T.csv with the declared dialect, where T is the
 * register's table. Columns are those that the catalogue declares, under the catalogue's names. R
 * the same, each identifier column replaced by the canonical number and, where the catalogue has a
 * history of numbers, the table identity(old BIGINT, current BIGINT): each replaced number and the
 * number that finally replaced it. The old_column and new_column of the history register are left
 * as they are. Nothing is copied: a view reads only the columns, partitions and rows that a query
 * asks for.
 */
#ifndef BERAAD_WAREHOUSE_SOURCE_H
#define BERAAD_WAREHOUSE_SOURCE_H

#include "catalogue/model.h"
#include "warehouse/engine.h"

typedef enum SourceFaultKind
{
    SOURCE_TABLE_MISSING,
    SOURCE_COLUMN_MISSING,
    SOURCE_COLUMN_TYPE
} SourceFaultKind;

/* What keeps a register from being read. */
typedef struct SourceFault
{
    SourceFaultKind kind;
    const Register *of;
    const Column *column; /* NULL for a missing table */
    const char *found;    /* SOURCE_COLUMN_TYPE: the type that the file has */
} SourceFault;

typedef struct SourceFaults LIST_OF(SourceFault) SourceFaults;

/* Is each table there at all? For whoever must not read yet: no file is opened. ERROR_DATA as
 * source_open gives it, for those that are missing; ERROR_USAGE for a directory that cannot be. */
ErrorKind source_check(Arena *arena, const Catalogue *catalogue, const char *directory,
                       Error *err) MUST_CHECK;

/* Both steps below; a fault is an ERROR_DATA that names table and column. Reads no row but those of
 * the history. */
ErrorKind source_open(Engine *engine, Arena *arena, const Catalogue *catalogue,
                      const char *directory, Progress *progress, Error *err) MUST_CHECK;

/* Makes raw_R for each register that can be read and lists the faults of the others. */
ErrorKind source_bind(Engine *engine, Arena *arena, const Catalogue *catalogue,
                      const char *directory, SourceFaults *ret_faults, Error *err) MUST_CHECK;

/* Makes identity and the canonical views over raw_R. Numbers that replace each other in a circle,
 * or one number with two successors, are an ERROR_DATA with their count. Skips registers for which
 * raw_R is not there (faults tells). */
ErrorKind source_resolve(Engine *engine, Arena *arena, const Catalogue *catalogue,
                         const SourceFaults *faults, Progress *progress, Error *err) MUST_CHECK;

/* "table 'person': no column 'sex'"; for people. */
const char *source_fault_print(Arena *arena, const SourceFault *fault);

#endif
