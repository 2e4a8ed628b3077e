/*
 * Individual and household risk where the population is not known and the records carry sampling
 * weights.
 *
 * With f records in a group and p = f / (sum of their weights), the number F of persons in the
 * group is taken as negative binomial given f, P(F = h) = C(h-1, f-1) p^f (1-p)^(h-f) for h >= f,
 * and the risk is E(1/F): Benedetti and Franconi 1998; Franconi and Polettini 2004, "Individual
 * risk estimation in mu-Argus: a review", LNCS 3050. It is computed exactly, not by the
 * approximations of the peers (up to 4 % off at f = 3).
 */
#ifndef BERAAD_DISCLOSURE_INDIVIDUAL_H
#define BERAAD_DISCLOSURE_INDIVIDUAL_H

#include "disclosure/frequency.h"

/* Weights are whole millionths: their sums are exact and do not depend on the order of the rows. */
#define WEIGHT_ONE ((uint64_t)1000000)

/* E(1/F) for f >= 1 and 0 < p <= 1; p = 1 gives 1/f. Relative error below 1e-12. */
double individual_risk(uint32_t f, double p);

/* The file's measures: tau the expected number of correct matches, xi = tau / n. */
typedef struct IndividualRisk
{
    uint64_t records;
    double expected_matches;
    double mean_risk;
    double highest;
} IndividualRisk;

/* weight[row] >= WEIGHT_ONE is that of the row (rows outside the file are passed over); a sum of
 * weights below f, which lighter ones can give, counts as f. ret_risk has an element for every row,
 * 0 outside the file. */
IndividualRisk individual_risks(const KeyTable *table, const size_t *set, size_t set_size,
                                const uint64_t *weight, double *ret_risk);

/* Of each household the risk that at least one member is matched, 1 - prod(1 - risk), given to each
 * of its rows (the row's risk becomes the household's). household[row] < households. */
void household_risks(size_t rows, const uint32_t *household, uint32_t households, double *risk);

/* The largest r such that cutting every risk down to r brings the mean to at most target: records
 * with a higher risk are those to protect. 1 where the mean is low enough as it is. Zero risks
 * (rows outside the file) do not count. */
double individual_threshold(size_t rows, const double *risk, double target);

#endif
