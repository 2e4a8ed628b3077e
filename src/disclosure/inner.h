/*
 * What the files of disclosure/ share about the attacker's system: reduction.c builds it, attack.c asks the solver,
 * piece.c takes its answers apart, certify.c decides what to ask.
 */
#ifndef BERAAD_DISCLOSURE_INNER_H
#define BERAAD_DISCLOSURE_INNER_H

#include "disclosure/attack.h"

#define NOT_FREE UINT32_MAX

struct Short;

/* A connected part of the attacker's system. */
typedef struct Component
{
    size_t columns;
    size_t rows;
    uint32_t *inner;     /* by column: the inner cell */
    int *start;          /* the matrix by column, as DisclosureProgram has it */
    int *row;
    double *factor;
    int *across_start;   /* and by row */
    int *across_column;
    double *least;       /* present bounds by column, in units */
    double *most;
    double *zero;        /* by row: both bounds */
    double *objective;   /* by column */
    double *value;       /* by column: the last answer */
    void *opened;        /* the solver's; NULL until first asked */
    bool asked;          /* has an objective in this round */
    struct Short *brief; /* the program of short changes; NULL until first asked */
} Component;

typedef struct Reduction
{
    uint32_t *component; /* by inner cell; NOT_FREE: fixed */
    uint32_t *column;    /* by inner cell */
    Component *components;
    size_t count;
    size_t free;
    size_t rows;
} Reduction;

Reduction reduction_new(Arena *arena, const Model *model);

struct Attack
{
    Arena *arena;
    const Model *model;
    AttackOptions options;
    Reduction reduction;
    AttackSize size;
    uint64_t chance; /* state of a fixed sequence, the same at every run: directions only, nothing about safety */
    uint32_t *rows;  /* the point at work */
    int64_t *changes;
    int *piece; /* by column of a part: its piece, as a forest */
};

/* One question to the solver: changes in units, none greater than box units. */
typedef struct Round
{
    int64_t unit;
    double box;
} Round;

uint64_t attack_chance(Attack *attack);

/* The objective: adds weight times the cell to it; attack_forget clears it. */
void attack_aim(Attack *attack, size_t cell, double weight);
void attack_forget(Attack *attack);

DisclosureProgram attack_program(const Component *part);
DisclosureAnswer attack_solve(Attack *attack, Component *part, Round round);
DisclosureAnswer attack_solve_free(Attack *attack, Component *part, Round round);
/* The bounds of a column in this round, in units. */
void attack_bounds(const Attack *attack, const Component *part, size_t column, Round round,
                   double *ret_least, double *ret_most);

/* Solves every part that the objective touches and offers what is found to proofs (may be NULL). */
DisclosureAnswer attack_ask(Attack *attack, Proofs *proofs, Round round);

/* As attack_ask, but for short changes: every unit of change costs a little (short.c), so that the answer falls apart into
 * small circuits that are mostly whole. shuffle: with other costs than last time. */
void attack_ask_short(Attack *attack, Proofs *proofs, Round round, bool shuffle);
void short_close(const Attack *attack, Component *part);

/* The greatest (up) or least change of a cell, in units. */
DisclosureAnswer attack_extreme(Attack *attack, Proofs *proofs, size_t cell, Round round, bool up,
                                double *ret_change);

/* Takes the answers of the asked parts apart into pieces that are changes of their own right, and offers each, then all. */
void pieces_offer(Attack *attack, Proofs *proofs, int64_t unit);

#endif
