/*
 * A warehouse compared with its catalogue: what is missing, of the wrong type, empty, double,
 * invalid, out of its class list or without its counterpart. Places and counts only, never a value.
 *
 * A fault makes a release wrong or impossible. A note is what real registers have: it is told, and
 * a release copes with it (a cohort row with an invalid identifier is left out and counted; a
 * reference to nowhere reads as unknown). Invalid identifiers and orphans are a note as long as
 * they are at most one row in CHECK_TOLERANCE, a fault above that.
 */
#ifndef BERAAD_WAREHOUSE_CHECK_H
#define BERAAD_WAREHOUSE_CHECK_H

#include "warehouse/source.h"

#define CHECK_TOLERANCE 100

typedef enum FindingKind
{
    FINDING_TABLE_MISSING,  /* fault */
    FINDING_COLUMN_MISSING, /* fault */
    FINDING_COLUMN_TYPE,    /* fault */
    FINDING_VALUE_TYPE, /* fault: a value of a CSV file that does not read as its column's type */
    FINDING_NULL,       /* fault: NULL in a required column */
    FINDING_KEY_DUPLICATE,      /* fault: rows beyond the first of a key */
    FINDING_KEY_MERGED,         /* note: the same, brought about by a replaced number */
    FINDING_IDENTIFIER_INVALID, /* note or fault */
    FINDING_VALUE_UNKNOWN,      /* fault: a value that no version of the class list takes */
    FINDING_VALUE_DATED,        /* note: a value that some versions of the class list do not take */
    FINDING_ORPHAN,             /* note or fault: a reference to a row that is not there */
    FINDING_HISTORY /* fault: numbers that replace each other in a circle, or have two successors */
} FindingKind;

typedef struct Finding
{
    FindingKind kind;
    bool fault;
    const char *table;
    const char *column; /* NULL: the table as a whole; a key: "year, insz" */
    const char *words;  /* what was expected and found, without any value */
    int64_t count;      /* rows concerned; 0 where no row was read */
} Finding;

typedef struct TableSize
{
    const char *table;
    int64_t rows;
} TableSize;

typedef struct WarehouseCheck
{
    struct LIST_OF(Finding) findings; /* in the order of the catalogue */
    struct LIST_OF(TableSize) tables; /* those that could be read */
    int64_t faults;
    int64_t notes;
} WarehouseCheck;

/* The name of a kind in JSON output: "key_duplicate". */
const char *finding_kind_name(FindingKind kind);

/* Reads all tables, some of them several times. An Error is a failure to check; what is found wrong
 * is a finding. Binds identifier_valid for the catalogue's kind on the engine. */
ErrorKind warehouse_check(Engine *engine, Arena *arena, const Catalogue *catalogue,
                          const char *directory, Progress *progress, WarehouseCheck *ret_check,
                          Error *err) MUST_CHECK;

#endif
