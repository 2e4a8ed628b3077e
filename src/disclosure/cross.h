/*
 * Tables as crossings of dimensions: each dimension has leaves (the finest classes) and nodes (what is shown: a total, groups,
 * leaves), each node a set of leaves. A hierarchy is nested sets; any other sets do as well, so that one dimension can
 * carry several groupings that cut through each other.
 */
#ifndef BERAAD_DISCLOSURE_CROSS_H
#define BERAAD_DISCLOSURE_CROSS_H

#include "disclosure/model.h"

typedef struct Dimension
{
    size_t leaves;
    size_t nodes;
    const size_t *start;  /* by node, and one more */
    const uint32_t *leaf; /* leaves of each node, ascending */
} Dimension;

#define CROSS_DIMENSIONS 12

/* One table: for each of the shared dimensions the nodes that it shows (indexes into the dimension; at least one). A table
 * that does not use a dimension shows its total alone. */
typedef struct CrossTable
{
    const uint32_t *const *shown; /* shown[dimension] */
    const size_t *shown_count;
} CrossTable;

/* Inner cells are all combinations of leaves, the last dimension running fastest. */
ErrorKind cross_inner(const Dimension *dimensions, size_t count, size_t *ret_inner,
                      Error *err) MUST_CHECK;

/* Adds the cells of a table to the model in making, the last dimension running fastest; *ret_first is the first's number,
 * *ret_cells how many. */
ErrorKind cross_add(ModelMaker *maker, const Dimension *dimensions, size_t count,
                    const CrossTable *table, size_t *ret_first, size_t *ret_cells,
                    Error *err) MUST_CHECK;

#endif
