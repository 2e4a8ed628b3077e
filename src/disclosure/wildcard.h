/*
 * Frequencies where a missing key value may stand for any value.
 *
 * Two records are compatible if they are equal on every key that both of them have. A record with a
 * missing key counts every compatible record fully; a complete record counts the complete ones like
 * it fully and each compatible record with a missing key for a share alpha (the rule of sdcMicro's
 * freqCalc; alpha = 0 is the safe choice, alpha = 1 lets an incomplete record hide a complete one).
 * The two parts are kept apart, so that no alpha has to be rounded. Source of the rule: Templ,
 * Kowarik, Meindl 2015, "Statistical Disclosure Control for Micro-Data Using the R Package
 * sdcMicro", Journal of Statistical Software 67(4), section 3.1.
 */
#ifndef BERAAD_DISCLOSURE_WILDCARD_H
#define BERAAD_DISCLOSURE_WILDCARD_H

#include "disclosure/frequency.h"

#define WILDCARD_SET 16 /* at most so many keys in a set: 2^16 patterns of missing values */

typedef struct WildcardCount
{
    uint32_t whole;  /* records that count fully */
    uint32_t shared; /* records that count for alpha each */
} WildcardCount;

/* Counts for each row (of the file, and of the population; either may be NULL). The table says
 * which codes are missing; where none is, whole is the frequency of frequency_count and shared is
 * 0. O(patterns x rows), patterns being the patterns of missing values that occur. set_size at most
 * WILDCARD_SET. */
void wildcard_count(const KeyTable *table, const size_t *set, size_t set_size,
                    WildcardCount *ret_file, WildcardCount *ret_population);

/* Does whole + alpha * shared reach k? alpha in thousandths, 0 to 1000. */
bool wildcard_reaches(WildcardCount count, uint32_t alpha, uint32_t k);

#endif
