/*
 * The cell key method: noise that is the same wherever the same records are counted.
 *
 * Each record has a random 64-bit key of its own, the same in every extract and in no file (a block
 * cipher of the person's identifier under a secret key). A cell's key is the sum of its records'
 * keys, modulo 2^64: exact, in any order. It picks the change of the cell's count from the
 * perturbation table (noise.h), so that the same set of records shows the same count in every
 * table, and repeating a question wins nothing. Fraser and Wooton 2005 (ABS); Thompson, Broadfoot,
 * Elazar 2013; for magnitudes Handbook on Statistical Disclosure Control, 2nd edition, section 4.6,
 * and Giessing and Tent 2019.
 *
 * Perturbed tables are not additive. cellkey_add_up restores additivity and says what it costs.
 */
#ifndef BERAAD_DISCLOSURE_CELLKEY_H
#define BERAAD_DISCLOSURE_CELLKEY_H

#include "disclosure/noise.h"
#include "disclosure/sums.h"

/* The sums of the keys and the numbers of the records of each cell: cell[row] < cells. */
void cellkey_sum(size_t rows, const uint32_t *cell, const uint64_t *key, size_t cells,
                 uint64_t *ret_keys, uint64_t *ret_counts);

/* count + noise for each cell; never negative, 0 stays 0. Counts are below 2^63. ret_counts may be
 * counts. */
void cellkey_perturb(const NoiseTable *table, size_t cells, const uint64_t *keys,
                     const uint64_t *counts, uint64_t *ret_counts);

#define CELLKEY_TOP 8

/* How strong the noise on a magnitude is. A contributor's share of noise is v * scale * m(x) *
 * |contribution|, where v comes from the table and m is the flex function: `small` for |x| below
 * flex, and beyond it falling from `small` towards `large`: m(x) = large + (small - large)
 * (flex/|x|)^power. */
typedef struct MagnitudeDesign
{
    uint32_t top; /* how many of the largest contributors set the noise, 1 to CELLKEY_TOP */
    double scale[CELLKEY_TOP]; /* by rank, not rising, above 0 */
    double small;              /* above 0 */
    double large;              /* above 0, at most small */
    double flex;               /* above 0, in the unit of the values */
    double power;              /* above 0 */
} MagnitudeDesign;

/* One cell of magnitudes: its sum and its largest contributions by size, largest first, as many as
 * there are up to top. */
typedef struct MagnitudeCell
{
    int64_t sum;
    uint64_t key;
    uint32_t contributions;
    uint64_t largest[CELLKEY_TOP]; /* |contribution| */
} MagnitudeCell;

#define MAGNITUDE_MOST ((int64_t)1 << 60) /* sums and contributions are smaller in size */

/* sum + noise; a sum of non-negative contributions stays non-negative, and 0 stays 0. The table
 * must bar no result (js = 0). ERROR_DATA: a design outside its bounds, a value of MAGNITUDE_MOST
 * or more. */
ErrorKind cellkey_perturb_magnitude(const NoiseTable *table, const MagnitudeDesign *design,
                                    const MagnitudeCell *cell, int64_t *ret_sum,
                                    Error *err) MUST_CHECK;

typedef struct AdditivityInput
{
    const uint64_t *truth;     /* by inner cell: the counts */
    const uint64_t *inner;     /* by inner cell: the perturbed counts */
    const uint64_t *perturbed; /* by published cell: what the cell key made of it */
} AdditivityInput;

/* What restored additivity costs, in the sum of squared errors against the true counts and in
 * cells. */
typedef struct AdditivityCost
{
    uint64_t changed; /* published cells that show another count than the cell key gave them */
    uint64_t largest_change;
    double error_before;    /* mean squared error of the published cells, each with its own noise */
    double error_after;     /* the same with each cell the sum of its perturbed inner cells */
    uint64_t largest_error; /* after */
} AdditivityCost;

/* Makes every published cell the sum of the perturbed inner cells. The cost: a margin carries the
 * noise of all its inner cells, and its count is no longer the same in a table with other inner
 * cells. Publish one of the two forms, never both: their difference is information about the noise.
 * ERROR_DATA: a sum leaves 64 bits. */
ErrorKind cellkey_add_up(const CellSums *sums, const AdditivityInput *input, uint64_t *ret_counts,
                         AdditivityCost *ret_cost, Error *err) MUST_CHECK;

#endif
