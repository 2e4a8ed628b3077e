/*
 * What a group of records that are alike on the keys says about a sensitive column.
 *
 * l-diversity: Machanavajjhala, Kifer, Gehrke, Venkitasubramaniam 2007, TKDD 1(1). t-closeness: Li,
 * Li, Venkatasubramanian 2007, ICDE: the earth mover's distance between the column in the group and
 * in the whole file, with equal, ordered or hierarchical ground distance. Distances are computed in
 * whole numbers and divided once, at the end.
 */
#ifndef BERAAD_DISCLOSURE_DIVERSITY_H
#define BERAAD_DISCLOSURE_DIVERSITY_H

#include "disclosure/frequency.h"

typedef enum DistanceKind
{
    DISTANCE_EQUAL,       /* 1 between any two values */
    DISTANCE_ORDERED,     /* steps between two codes over (codes - 1) */
    DISTANCE_HIERARCHICAL /* height of the lowest common ancestor over the height of the tree */
} DistanceKind;

/* A tree over the codes of a column: nodes 0 .. codes - 1 are the leaves; parents come after their
 * children, and the last node is the root. height is 0 for a leaf and rises towards the root. */
typedef struct ValueTree
{
    size_t nodes;
    const uint32_t *parent; /* by node; that of the root is not read */
    const uint32_t *height; /* by node */
} ValueTree;

typedef struct DiversityOptions
{
    size_t column; /* the sensitive one */
    DistanceKind distance;
    const ValueTree *tree; /* DISTANCE_HIERARCHICAL */
    uint32_t recursive_l;  /* l of recursive (c, l)-diversity, from 1 */
} DiversityOptions;

/* Of one group; a missing value is a value like any other. */
typedef struct Diversity
{
    uint32_t records;
    uint32_t distinct; /* distinct l */
    double entropy;    /* exp of the entropy: entropy l */
    double recursive;  /* the group is (c, l)-diverse for every c above this; HUGE_VAL if it has
                          fewer than l values */
    double distance;   /* t */
} Diversity;

/* The worst of all groups, each by its own measure; records counts the file. */
Diversity diversity_worst(const KeyTable *table, const size_t *set, size_t set_size,
                          const DiversityOptions *options);

/* Each row's group; ret_rows has an element for every row, zero outside the file. */
Diversity diversity_rows(const KeyTable *table, const size_t *set, size_t set_size,
                         const DiversityOptions *options, Diversity *ret_rows);

#endif
