/*
 * Rounding of counts: each cell by itself, or small counts only with all margins kept additive.
 *
 * Small-count rounding: inner cells below the base become 0 or the base, so that no published cell
 * is left between 1 and base - 1; every published cell is the sum of its inner cells. Inner cells
 * that no small published cell needs keep their count. Heldal 2017, "The European census hub 2011
 * hypercubes"; Langsrud and Heldal 2018, "An algorithm for small count rounding of tabular data",
 * PSD. Whole tables with controlled rounding: controlled.h.
 */
#ifndef BERAAD_DISCLOSURE_ROUNDING_H
#define BERAAD_DISCLOSURE_ROUNDING_H

#include "disclosure/sums.h"

#define ROUNDING_BASE 100000              /* the largest base */
#define ROUNDING_MOST ((uint64_t)1 << 62) /* counts are smaller */

/* The nearest multiple of base (from 1); halves go up. Cells rounded so are not additive. */
uint64_t rounding_nearest(uint64_t count, uint32_t base);

/* The multiple below or above, above with the chance (count mod base) / base that the key decides:
 * unbiased, and for a cell key (cellkey.h) the same for the same records. Multiples stay. */
uint64_t rounding_by_key(uint64_t count, uint32_t base, uint64_t key);

typedef struct SmallRounding
{
    uint64_t rounded; /* inner cells between 1 and base - 1 that became 0 or base */
    uint64_t kept;    /* inner cells between 1 and base - 1 that no small published cell needs */
    uint64_t changed; /* published cells with another count */
    uint64_t largest_error;
    double mean_square_error; /* over the published cells */
} SmallRounding;

typedef struct SmallInput
{
    size_t inner_count;
    const uint64_t *inner; /* by inner cell: its count */
    const uint64_t
        *key; /* by inner cell: a secret random number; it decides which of equals goes up */
    uint32_t base;
} SmallInput;

/* ret_inner and ret_published have an element for each inner and each published cell. The errors of
 * the published cells are made small by a search that stops where no single cell's change improves
 * their sum of squares: not always the optimum. ERROR_DATA: a base of 0 or above ROUNDING_BASE, a
 * count or a sum of ROUNDING_MOST or more. */
ErrorKind rounding_small(const CellSums *sums, const SmallInput *input, uint64_t *ret_inner,
                         uint64_t *ret_published, SmallRounding *ret_outcome,
                         Error *err) MUST_CHECK;

#endif
