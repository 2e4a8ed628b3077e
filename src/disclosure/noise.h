/*
 * Perturbation tables for the cell key method: for each original count the chances of each change.
 *
 * The distribution of the change v of a count i is the one of maximum entropy among those with mean
 * 0, changes of at most D, no result from 1 to js, and a variance of V: p(v) proportional to exp(a
 * v + b v^2) on what is allowed (Marley and Leaver 2011, "A method for confidentialising
 * user-defined tables"; Giessing 2016, "Computational issues in the design of transition
 * probabilities and disclosure risk estimation for additive noise", PSD). Where the support is cut
 * off (i < D, or results are barred) the variance is at most V: more would cost entropy.
 *
 * D, V and js alone tell no change, since the keys are secret (cellkey.h); yet whoever knows them
 * knows how far a count may be off and can plan an average. So they are best kept as secret as the
 * keys, as beraad's output control does; this library takes them from its caller.
 *
 * A table is a value: thresholds in 2^-32, so that a lookup compares whole numbers and is the same
 * on every machine.
 */
#ifndef BERAAD_DISCLOSURE_NOISE_H
#define BERAAD_DISCLOSURE_NOISE_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define NOISE_MOST 100 /* the largest D */
#define NOISE_WHOLE ((uint64_t)1 << 32)

typedef struct NoiseDesign
{
    uint32_t most;    /* D, the largest change, 1 to NOISE_MOST */
    double variance;  /* V, above 0 */
    uint32_t barred;  /* js: no result from 1 to js; below D */
    double unchanged; /* the chance of no change, fixed; negative: whatever follows from the rest */
} NoiseDesign;

/* The changes of one count: least + at has the chance (upto[at] - upto[at - 1]) / 2^32. */
typedef struct NoiseRow
{
    int32_t least;
    uint32_t count;       /* of changes */
    const uint64_t *upto; /* rising, the last is NOISE_WHOLE */
    double variance;      /* of these chances */
    double mean;          /* 0 but for the rounding to 2^-32 */
} NoiseRow;

typedef struct NoiseTable
{
    NoiseDesign design;
    uint32_t rows; /* counts 0 .. rows - 1; greater ones take the last, symmetric row */
    const NoiseRow *row;
} NoiseTable;

/* ERROR_DATA: a design outside its bounds, or a variance that a row cannot have (named, with what
 * it could). */
ErrorKind noise_table_design(Arena *arena, const NoiseDesign *design, NoiseTable *ret_table,
                             Error *err) MUST_CHECK;

/* The change that the table gives a count for a cell key; 0 for a count of 0. */
int32_t noise_of(const NoiseTable *table, uint64_t count, uint64_t key);

#endif
