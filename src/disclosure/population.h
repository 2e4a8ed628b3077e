/*
 * What a population file says about the risk of a file: no model, only counting.
 *
 * A record's true risk is 1/F, where F persons of the population are like it on the keys; the
 * expected number of correct matches in the file is tau, the sum of f/F over its groups (Skinner
 * and Elliot 2002). A record whose keys nobody in the population has (F = 0) is counted apart and
 * taken at risk 1: the safe reading of data that do not fit together.
 */
#ifndef BERAAD_DISCLOSURE_POPULATION_H
#define BERAAD_DISCLOSURE_POPULATION_H

#include "disclosure/frequency.h"

#define POPULATION_LEVELS 4 /* risk at least 1/2, 1/5, 1/10, 1/20 */

extern const uint32_t population_levels[POPULATION_LEVELS]; /* the denominators 2, 5, 10, 20 */

typedef struct PopulationRisk
{
    uint64_t records;              /* of the file */
    uint64_t persons;              /* of the population */
    uint32_t least_file;           /* the smallest f: the file is k-anonymous up to it */
    uint32_t least_population;     /* the smallest F of a record: the file is a k-map up to it */
    uint64_t unique_in_file;       /* records with f = 1 */
    uint64_t unique_in_population; /* persons with F = 1, in the file or not */
    uint64_t unique_in_both;       /* records with f = 1 and F = 1 */
    uint64_t unmatched;            /* records with F = 0 */
    double expected_matches;       /* tau */
    double mean_risk;              /* tau / n: the marketer's risk; 0 where there are no records */
    uint64_t at_least[POPULATION_LEVELS]; /* records with 1/F >= 1 / population_levels[at] */
} PopulationRisk;

/* Counts for one set of keys. */
PopulationRisk population_risk(const KeyTable *table, const size_t *set, size_t set_size);

#endif
