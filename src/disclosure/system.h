/*
 * What stands behind the public handle; disclosure.c makes it, judge.c uses it.
 */
#ifndef BERAAD_DISCLOSURE_SYSTEM_H
#define BERAAD_DISCLOSURE_SYSTEM_H

#include "core/digest.h"
#include "core/list.h"
#include "disclosure/primary.h"
#include "disclosure/protect.h"

/* A table as it was added: its nodes by dimension, copied. */
typedef struct SystemTable
{
    uint32_t *shown[CROSS_DIMENSIONS];
    size_t shown_count[CROSS_DIMENSIONS];
    size_t first;
    size_t cells;
} SystemTable;

typedef struct SystemCell
{
    uint32_t *row;
    int32_t *factor;
    size_t count;
} SystemCell;

struct Disclosure
{
    Arena *arena;
    Dimension dimensions[CROSS_DIMENSIONS];
    size_t dimension_count;
    struct LIST_OF(SystemTable) tables;
    struct LIST_OF(SystemCell) singles; /* cells that were added by themselves */
    size_t table_cells; /* cells of all tables; those added by themselves come after */
    int64_t *value; /* by inner cell */
    size_t inner;
    Records records; /* records.inner NULL: aggregated */
    int64_t least;
    bool least_given;
    Model *model; /* NULL until built */
    Tally *tally; /* by cell, without the virtual ones; NULL where there are no records */
    size_t cells; /* of the caller */
    struct LIST_OF(SystemCell) virtuals; /* columns of cells of no table that must stay unknown */
    bool ruled; /* rules were applied, with this digest */
    Digest rules;
    Proofs *proofs;
};

/* Makes the model: the caller's cells, then the virtual ones. */
ErrorKind system_model(Disclosure *tables, Error *err) MUST_CHECK;

/* Makes it again with virtual cells that were added; those that were there stay as they are, each
 * new one needs `width`. */
ErrorKind system_widen(Disclosure *tables, const int64_t *width, Error *err) MUST_CHECK;

/* Adds the virtual cell of a margin less one of its cells. */
void system_add_difference(Disclosure *tables, Margin pair);

/* err->message into the caller's; returns whether all is well. */
bool system_report(ErrorKind kind, const Error *err, DisclosureError *ret_err);

#endif
