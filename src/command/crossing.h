/*
 * The crossing of some columns of a file, with totals and groups: what table perturb and table
 * round work on.
 *
 * Every cell of the crossing is there, those without a record too: a table that leaves out the true
 * zeros tells which of the shown zeros were not.
 */
#ifndef BERAAD_COMMAND_CROSSING_H
#define BERAAD_COMMAND_CROSSING_H

#include "command/command.h"
#include "core/text.h"
#include "disclosure/cellkey.h"
#include "disclosure/sums.h"

#define CROSSING_AXES 8
#define CROSSING_CELLS ((size_t)1 << 24)
#define CROSSING_LEVELS 16

/* Its nodes: the total first, then the groups from the coarsest level on, then the values. */
typedef struct CrossingAxis
{
    const char *name;
    const char **labels; /* by node */
    size_t nodes;
    size_t leaves;        /* the last nodes; without those that only the hierarchy knows */
    size_t levels;        /* how many nodes hold a leaf, itself and the total included */
    const uint32_t *node; /* leaf * levels + level: the total first, the leaf itself last */
} CrossingAxis;

typedef struct CrossingAsk
{
    const char *file;
    const char **by;
    size_t by_count;
    const char **hierarchies; /* "COLUMN=FILE" */
    size_t hierarchy_count;
    const char *id;           /* NULL: no record keys */
    const unsigned char *key; /* 16 bytes, with id */
    const char *value;        /* NULL: counts only */
    int decimals;
    uint32_t top; /* with value: largest contributions kept */
} CrossingAsk;

typedef struct Crossing
{
    CrossingAxis axis[CROSSING_AXES];
    size_t axes;
    size_t cells;                /* the last axis running fastest */
    size_t inner_count;          /* combinations of leaves that have a record */
    uint64_t *inner;             /* by inner cell: records */
    uint64_t *inner_key;         /* by inner cell: sum of the record keys */
    const uint32_t **inner_leaf; /* inner_leaf[axis][inner] */
    CellSums sums;
    uint64_t *count;          /* by cell */
    uint64_t *key;            /* by cell */
    MagnitudeCell *magnitude; /* by cell; NULL without value */
} Crossing;

/* Reads and counts. ERROR_DATA: more cells than CROSSING_CELLS, a sum out of bounds, a missing
 * value where one is needed, a hierarchy that is none. A missing value of an axis is a leaf of its
 * own, without label. */
ErrorKind crossing_read(Invocation *call, const CrossingAsk *ask, Crossing *ret_crossing,
                        Error *err) MUST_CHECK;

/* The groups of an axis from a CSV file: the first column holds the values, each further one the
 * groups of a coarser level; the first line names them. labels are the values that the axis must
 * have (a missing one last, without label). */
ErrorKind crossing_axis(Invocation *call, const char *name, const char *hierarchy,
                        const char *const *labels, size_t leaves, CrossingAxis *ret_axis,
                        Error *err) MUST_CHECK;

/* The labels of a cell, and its number among the nodes of an axis. */
size_t crossing_node(const Crossing *crossing, size_t cell, size_t axis);

/* The table as CSV on standard output, or as JSON: one line a cell, its labels and its numbers,
 * name by name. */
ErrorKind crossing_print(Invocation *call, const Crossing *crossing, const char *name,
                         const char *(*number)(Arena *, const void *, size_t), const void *values,
                         Error *err) MUST_CHECK;

#endif
