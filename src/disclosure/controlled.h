/*
 * Controlled rounding: every cell of a table becomes a neighbouring multiple of the base, and
 * everything still adds up.
 *
 * Such a rounding exists for every table of two dimensions of which one may be hierarchical
 * (Causey, Cox, Ernst 1985, JASA 80; Cox and George 1989): its equations are a network, and the
 * parts of the cells above a multiple flow through it. As long as a cell is between two multiples
 * there is a cycle of such cells; pushing along it takes one of them to a multiple. Each push goes
 * up or down with the chances that keep every cell's mean (Cox 1987, "A constructive procedure for
 * unbiased controlled rounding", JASA 82). Tables of three dimensions can have no controlled
 * rounding at all: for them there is small-count rounding (rounding.h).
 */
#ifndef BERAAD_DISCLOSURE_CONTROLLED_H
#define BERAAD_DISCLOSURE_CONTROLLED_H

#include "core/arena.h"

#include <stdint.h>

/* rows: a tree of nodes, parents before their children; node 0 is the root. columns: a plain list;
 * the total over the columns is a cell like the others. One dimension: columns = 1. */
typedef struct ControlledTable
{
    size_t nodes;
    const uint32_t *parent; /* by node, below the node itself; that of the root is not read */
    size_t columns;         /* at least 1 */
    uint64_t *count; /* node * (columns + 1) + column, the total last; only those of leaves in
                        columns are read */
} ControlledTable;

/* Fills in all margins and totals of the true table. ERROR_DATA: a tree that is none, a sum of
 * ROUNDING_MOST or more. */
ErrorKind controlled_sum(ControlledTable *table, Error *err) MUST_CHECK;

/* Rounds the summed table in place. seed is a secret random number: the same seed gives the same
 * rounding. ERROR_DATA: a base of 0 or above ROUNDING_BASE, a table with more than 2^31 cells. */
ErrorKind controlled_round(ControlledTable *table, uint32_t base, uint64_t seed,
                           Error *err) MUST_CHECK;

#endif
