/*
 * Tables that are judged together for intervals: one new table, with as many of the released ones
 * as fit into a system of bounded size, the nearest first. Only for the files of the history.
 */
#ifndef BERAAD_OUTPUT_INTERVAL_H
#define BERAAD_OUTPUT_INTERVAL_H

#include "output/judged.h"

#define INNER_MOST 1500 /* combinations of classes that any of the tables tells apart */
#define CELLS_MOST 900
#define TARGETS_MOST 60
#define STEPS 50 /* of each search in whole numbers */

/* Tables that are judged together, and the classes that they tell apart. */
typedef struct Group
{
    const Judged *judged;
    Arena *arena;
    const Attribute *measure; /* of sums; NULL: counts */
    size_t inner_most;
    size_t views[64]; /* the new table first */
    size_t view_count;
    uint16_t column[REQUEST_TERMS];
    size_t columns;
    struct LIST_OF(Classes) leaves[REQUEST_TERMS];
    const Count *count; /* over the leaves, with the measure */
    size_t *inner;      /* cells of count that are no margins */
    size_t inner_count;
} Group;

/* Takes the new table and what fits with it; view_count stays 0 where it does not fit itself. */
void group_gather(Group *group, size_t fresh);

/* Counts the persons by combination of leaves. */
ErrorKind group_count(Group *group, Error *err) MUST_CHECK;

/* Is this inner cell, by its number in count, part of the predicate? */
bool group_is_inside(const Group *group, size_t cell, const Predicate *predicate);

/* The cells of a group as the library's, those of each set once. */
typedef struct Equations
{
    Group *group;
    Disclosure *system;
    size_t views; /* tables with a smaller number; of the others only what they hide */
    struct LIST_OF(CellOf) of;
} Equations;

/* Was this very set of persons put in already, shown or hidden as this one? */
bool equations_have(const Equations *equations, CellOf of);

/* The cell of equation `at` is one that an attacker comes close to. */
void equations_add_close(const Equations *equations, size_t at, Targets *close);

/* Finding: hidden cells that are too close now and were not before. */
void group_found(Judged *judged, const Group *group, const Targets *close, const Targets *before);

void close_system(Disclosure **system);
#define CLOSES_SYSTEM __attribute__((cleanup(close_system)))

#endif
