/*
 * From primary cells to a proven pattern: elimination, audit, repair, release of what is not needed.
 */
#ifndef BERAAD_DISCLOSURE_PROTECT_H
#define BERAAD_DISCLOSURE_PROTECT_H

#include "disclosure/attack.h"

typedef struct Outcome Outcome;

typedef struct ProtectOptions
{
    const DisclosureSolver *solver;
    bool singles; /* guard against contributors that subtract themselves */
    int tries;    /* orders of candidates that are tried for the pattern; the one with fewest suppressions is taken; >= 1 */
    int trims;    /* rounds of elimination with the repairs given, then release of what the proofs do not need; 0: none */
    int starts;   /* how often all of it is done, each time from the best before; 0: more often for a smaller table */
    int whole_steps;
    /* What else is wrong with a pattern that came out without an open need, as the model has it: how
     * often; added to `open` of the outcome, so that a pattern without wins. May be NULL. */
    size_t (*judge)(void *judged, Outcome *outcome);
    void *judged;
    void (*tell)(void *, const char *step, double share); /* may be NULL */
    void *told;
} ProtectOptions;

struct Outcome
{
    size_t primary;
    size_t secondary;
    size_t open; /* sensitive cells whose need could not be proven, or that a single contributor can compute: the table must
                  * not be published as it stands */
    Proofs *proofs;  /* the proofs */
    AttackSize size;
};

/* Suppresses what is needed in a model whose primary cells have status and need. Everything lives in arena. */
Outcome protect(Arena *arena, Model *model, const ProtectOptions *options);

/* How often `protect` begins with these options. */
int protect_starts(const Model *model, const ProtectOptions *options);

/* Suppresses what a pattern as it stands still needs, then releases what the proofs do not need. */
Outcome protect_complete(Arena *arena, Model *model, const ProtectOptions *options);

/* Proves a pattern as it stands, without changing it. */
Outcome protect_audit(Arena *arena, Model *model, const ProtectOptions *options);

#endif
