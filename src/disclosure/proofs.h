/*
 * Proven alternatives: tables that agree with everything published, and the reach they prove for each sensitive cell.
 *
 * An alternative is the true table plus changes of some inner cells, all whole numbers. It enters the proofs only after exact
 * integer arithmetic over the whole model has shown that every published cell keeps its value and every inner cell stays
 * within what the attacker knows of it; so the proofs needs no trust in a solver, a tolerance or a reduction, and because its
 * tables are whole, it also holds against an attacker who reasons with whole numbers.
 */
#ifndef BERAAD_DISCLOSURE_PROOFS_H
#define BERAAD_DISCLOSURE_PROOFS_H

#include "core/list.h"
#include "disclosure/model.h"

typedef struct Point
{
    uint32_t *row;   /* inner cells */
    int64_t *change; /* what is added to each; not 0 */
    size_t count;
} Point;

#define PROOFS_TRUTH UINT32_MAX /* the number of the true table itself, as a point */

/* How far a sensitive cell is known to go from its value, and in which points. */
typedef struct Reach
{
    int64_t up;   /* >= 0 */
    int64_t down; /* <= 0 */
    uint32_t up_point;
    uint32_t down_point;
} Reach;

typedef struct Proofs
{
    Arena *arena;
    const Model *model;
    ModelRows rows;
    struct LIST_OF(Point) points;
    Reach *reach;      /* by cell */
    int64_t *change;   /* by cell: of the point at work */
    uint32_t *touched; /* cells of the point at work ... */
    bool *marked;      /* ... by cell: is it among them? */
} Proofs;

Proofs *proofs_new(Arena *arena, const Model *model);

/* Judges a point and its mirror image; each that is an alternative and goes further than the proofs for an open cell
 * is kept. False where neither is an alternative. rows without repeats, changes not 0; *ret_useful (may be NULL): kept. */
bool proofs_try(Proofs *proofs, const uint32_t *rows, const int64_t *changes, size_t count,
              bool *ret_useful);

/* Does the proven reach meet the cell's need? */
bool proofs_meets(const Proofs *proofs, size_t cell);

/* How far the proven reach must still go beyond the value to meet the need: up or down. 0: met. */
int64_t proofs_lacks(const Proofs *proofs, size_t cell, bool up);

/* Forgets the reach and proves it again from those of its points that still hold: after a cell was published. */
void proofs_renew(Proofs *proofs);

/* The proofs as it stands, to go back to. */
typedef struct ProofsState
{
    Point *points;
    size_t count;
    Reach *reach;
    bool *open; /* sensitive cells whose need is not met */
} ProofsState;

ProofsState proofs_save(Arena *arena, const Proofs *proofs);
void proofs_restore(Proofs *proofs, const ProofsState *state);

#endif
