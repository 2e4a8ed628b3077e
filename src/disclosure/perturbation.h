/*
 * libberaad-disclosure: tables that are perturbed or rounded instead of suppressed.
 *
 * The cell key method gives a count noise that is the same wherever the same records are counted;
 * rounding changes small counts, or all, and can keep a table additive. What the noise is made of
 * (the design, the keys) must stay secret. All functions that return bool give false on an error,
 * with its words in *err, and then no result.
 */
#ifndef BERAAD_DISCLOSURE_PERTURBATION_H
#define BERAAD_DISCLOSURE_PERTURBATION_H

#include "disclosure/disclosure.h"

/* It would indent all that stands in extern "C": */
/* clang-format off */
#ifdef __cplusplus
extern "C" {
#endif

/* ---- Noise ---- */

typedef struct DisclosureNoiseDesign
{
    uint32_t most;    /* the largest change D, 1 to 100 */
    double variance;  /* of the change, above 0 */
    uint32_t barred;  /* no result from 1 to this; below most */
    double unchanged; /* the chance of no change, fixed; negative: what follows from the rest */
} DisclosureNoiseDesign;

/* For each count the chances of each change: those of maximum entropy with mean 0 and this
 * variance (Marley and Leaver 2011; Giessing 2016). */
typedef struct DisclosureNoise DisclosureNoise;

/* NULL on an error: a design outside its bounds, or a variance that no such noise has. */
DISCLOSURE_API DisclosureNoise *disclosure_noise_new(const DisclosureNoiseDesign *design,
                                                     DisclosureError *err);
DISCLOSURE_API void disclosure_noise_free(DisclosureNoise *noise); /* NULL is allowed */

/* The change of a count for a cell key: the sum, modulo 2^64, of the random 64-bit keys of its
 * records. 0 stays 0. */
DISCLOSURE_API int32_t disclosure_noise_of(const DisclosureNoise *noise, uint64_t count,
                                           uint64_t key);

/* The same for many cells (counts below 2^63); ret_counts may be counts. */
DISCLOSURE_API void disclosure_perturb(const DisclosureNoise *noise, size_t cells,
                                       const uint64_t *keys, const uint64_t *counts,
                                       uint64_t *ret_counts);

#define DISCLOSURE_TOP 8

/* How strong the noise on a sum is: change * scale[rank] * m(x) * |contribution| for the `top`
 * largest contributions x, with m(x) = small up to flex, and large + (small - large)
 * (flex/|x|)^power beyond it (Handbook on SDC, 4.6). */
typedef struct DisclosureStrength
{
    uint32_t top; /* 1 to DISCLOSURE_TOP */
    double scale[DISCLOSURE_TOP];
    double small;
    double large;
    double flex;
    double power;
} DisclosureStrength;

typedef struct DisclosureMagnitude
{
    int64_t sum;
    uint64_t key;
    uint32_t contributions;
    uint64_t largest[DISCLOSURE_TOP]; /* by size, largest first */
} DisclosureMagnitude;

/* The perturbed sum; noise must bar no result, sums and contributions are below 2^60 in size. */
DISCLOSURE_API bool disclosure_perturb_sum(const DisclosureNoise *noise,
                                           const DisclosureStrength *strength,
                                           const DisclosureMagnitude *cell, int64_t *ret_sum,
                                           DisclosureError *err);

/* ---- Additivity and rounding ---- */

/* Published cell c is the sum of the inner cells inner[start[c]] .. inner[start[c + 1] - 1],
 * all different. */
typedef struct DisclosureSums
{
    size_t inner_count;
    size_t cells;
    const size_t *start; /* cells + 1, the first 0 */
    const uint32_t *inner;
} DisclosureSums;

typedef struct DisclosureCost
{
    uint64_t changed;       /* published cells with another count than before */
    uint64_t largest_error; /* against the true counts */
    double error;           /* mean square, against the true counts */
} DisclosureCost;

/* Makes every published cell the sum of the perturbed inner cells: ret_counts by published
 * cell. truth, perturbed: by inner cell; shown: by published cell, as the cell key left it.
 * Publish this or that, never both. */
DISCLOSURE_API bool disclosure_add_up(const DisclosureSums *sums, const uint64_t *truth,
                                      const uint64_t *perturbed, const uint64_t *shown,
                                      uint64_t *ret_counts, DisclosureCost *ret_cost,
                                      DisclosureError *err);

/* Inner cells below base (1 to 100000) that a small published cell needs become 0 or base, so
 * that none is left between 1 and base - 1 and all adds up (Heldal 2017; Langsrud and Heldal
 * 2018). key: by inner cell a secret random number that decides between equals. ret_inner and
 * ret_counts by inner and by published cell. Counts are below 2^62. */
DISCLOSURE_API bool disclosure_round_small(const DisclosureSums *sums, const uint64_t *counts,
                                           const uint64_t *key, uint32_t base,
                                           uint64_t *ret_inner, uint64_t *ret_counts,
                                           DisclosureCost *ret_cost, DisclosureError *err);

/* Single counts, not additive: the nearest multiple of base (above 0), halves up; or up or down
 * as a key decides, without bias. */
DISCLOSURE_API uint64_t disclosure_round_nearest(uint64_t count, uint32_t base);
DISCLOSURE_API uint64_t disclosure_round_by_key(uint64_t count, uint32_t base, uint64_t key);

/* A table of two dimensions, one of them a tree: its nodes, parents before their children, node
 * 0 the root. */
typedef struct DisclosureGrid
{
    size_t nodes;
    const uint32_t *parent; /* by node, below the node itself; that of the root is not read */
    size_t columns;         /* at least 1; the total over them is one more */
    uint64_t *count; /* node * (columns + 1) + column, the total last; only leaves in columns
                        are read */
} DisclosureGrid;

/* Controlled rounding (Cox 1987): every cell becomes a neighbouring multiple of base, in place,
 * and all adds up. seed is secret; the same seed gives the same table. */
DISCLOSURE_API bool disclosure_round_controlled(DisclosureGrid *grid, uint32_t base,
                                                uint64_t seed, DisclosureError *err);

#ifdef __cplusplus
}
#endif

#endif
