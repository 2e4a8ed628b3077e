/*
 * The attacker: someone who knows everything published, the bounds of every inner cell and that all values are whole, and asks
 * how far a suppressed cell can go.
 *
 * The system X_P'd = 0 of changes d that leave every published cell alone is reduced (inner cells that are fixed, forced zero
 * blocks, dependent and repeated constraints), split into connected components and given to the solver, which keeps its
 * basis from question to question. Its answers are only hints: what is found goes through proofs.h, which proves it exactly.
 */
#ifndef BERAAD_DISCLOSURE_ATTACK_H
#define BERAAD_DISCLOSURE_ATTACK_H

#include "disclosure/proofs.h"
#include "disclosure/solver.h"

typedef struct Attack Attack;

typedef struct AttackOptions
{
    const DisclosureSolver *solver;
    int whole_steps;              /* bound of a search in whole numbers; 0: none */
    void (*tell)(void *, double); /* share done; may be NULL */
    void *told;
} AttackOptions;

/* The attacker's system for the statuses that the model has now. The solver's memory goes with arena. */
Attack *attack_new(Arena *arena, const Model *model, const AttackOptions *options);

/* Looks for alternatives until every sensitive cell's need is met or none can be found. Returns how many are still open: not
 * proven safe, whether or not they are unsafe. */
size_t attack_certify(Attack *attack, Proofs *proofs);

/* The least and greatest change of a cell, by linear programming: -HUGE_VAL and HUGE_VAL where nothing bounds it. False
 * where the solver gave up. Points that are met on the way enter proofs (may be NULL). */
bool attack_interval(Attack *attack, Proofs *proofs, size_t cell, double *ret_least, double *ret_most);

/* What the reduction left, for reports. */
typedef struct AttackSize
{
    size_t free;       /* inner cells that are not fixed */
    size_t rows;       /* independent constraints */
    size_t components; /* connected parts */
    size_t largest;    /* inner cells of the largest part */
    size_t programs;   /* linear programs solved */
    size_t searches;   /* searches in whole numbers */
} AttackSize;

AttackSize attack_size(const Attack *attack);

#endif
