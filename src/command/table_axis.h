/*
 * One dimension of a table with its labels: total, groups, values. One axis for tables and for the
 * levels of risk --recode.
 */
#ifndef BERAAD_COMMAND_TABLE_AXIS_H
#define BERAAD_COMMAND_TABLE_AXIS_H

#include "core/arena.h"
#include "disclosure/disclosure.h"

/* Nodes stand in the order in which a table is read: the total, then each group followed by what it
 * holds. */
typedef struct TableAxis
{
    const char *name;
    size_t node_count;
    const char **labels; /* by node; a missing value has an empty one */
    unsigned *depth;     /* by node: 0 for the total, 1 below it, ... */
    DisclosureNode *nodes;
    unsigned levels; /* the greatest depth, and one more */
    size_t leaves;
    uint32_t *leaf_node; /* by leaf: its own node */
    size_t
        *above_start; /* by leaf, and one more: where the nodes that hold it begin in above, ... */
    uint32_t *above;  /* ... the total first, itself last, by depth */
    uint32_t *label_node; /* all nodes in byte order of their labels */
} TableAxis;

typedef struct TableAxisAsk
{
    const char *name;
    const char *hierarchy;     /* a file (hierarchy.h); NULL: no groups */
    const char *total;         /* the label of the total */
    const char *const *values; /* of the data, in byte order, all different; "" for missing */
    size_t value_count;
} TableAxisAsk;

/* Values that the hierarchy has and the data have not are leaves too: what a table shows must not
 * depend on who is in it. A group that holds one value or group alone and bears its name is the
 * same node. ERROR_DATA: a value that the hierarchy lacks (how many, not which), a label that is
 * there twice, no values. */
ErrorKind table_axis_make(Arena *arena, const TableAxisAsk *ask, TableAxis *ret_axis,
                          Error *err) MUST_CHECK;

/* The node with this label, or SIZE_MAX. */
size_t table_axis_find(const TableAxis *axis, const char *label);

/* The deepest node of at most this depth that holds the leaf. */
uint32_t table_axis_at(const TableAxis *axis, size_t leaf, unsigned depth);

#endif
