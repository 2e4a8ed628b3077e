/*
 * Risk of sample uniques from a Poisson log-linear model, where neither the population nor good
 * weights are known.
 *
 * The counts of the file's key table are taken as Poisson with means u, log u linear in the main
 * effects of the keys, or in those and all their two-way interactions, fitted by iterative
 * proportional fitting. With the sampling fraction pi and lambda = u / pi a sample unique has
 * E(1/F) = (1 - exp(-x)) / x and is unique in the population with the chance exp(-x), x = lambda (1
 * - pi): Skinner and Shlomo 2008, "Assessing identification risk in survey microdata using
 * log-linear models", JASA 103. Main effects alone tend to overstate the risk, too many
 * interactions to understate it.
 */
#ifndef BERAAD_DISCLOSURE_LOGLINEAR_H
#define BERAAD_DISCLOSURE_LOGLINEAR_H

#include "disclosure/frequency.h"

#define LOGLINEAR_CELLS ((size_t)1 << 24)
#define LOGLINEAR_KEYS 16

typedef struct LoglinearOptions
{
    double fraction;   /* pi, above 0 and below 1 */
    bool interactions; /* all two-way, with the main effects */
} LoglinearOptions;

typedef struct LoglinearRisk
{
    uint64_t unique_in_file;
    double unique_in_both;   /* expected number of them that are unique in the population */
    double expected_matches; /* of them: the sum of E(1/F) */
    size_t rounds;           /* of the fit */
    bool converged; /* to a thousandth of a record in every margin; where margins are thin the fit
                       may creep */
} LoglinearRisk;

/* ret_risk has an element for every row: E(1/F) of a sample unique, 0 for others. ERROR_DATA: more
 * than LOGLINEAR_CELLS combinations of codes or LOGLINEAR_KEYS keys, a fraction out of bounds. */
ErrorKind loglinear_risk(const KeyTable *table, const size_t *set, size_t set_size,
                         const LoglinearOptions *options, double *ret_risk,
                         LoglinearRisk *ret_found, Error *err) MUST_CHECK;

#endif
