/* Who is in a set. Only for the files of the history. */
#ifndef BERAAD_OUTPUT_MEMBERSHIP_H
#define BERAAD_OUTPUT_MEMBERSHIP_H

#include "output/judged.h"

/* A predicate with its columns found. */
typedef struct Membership
{
    const bool *present[PREDICATE_YEARS];
    size_t years;
    const uint8_t *class_of[PREDICATE_COLUMNS];
    Classes holds[PREDICATE_COLUMNS];
    size_t columns;
} Membership;

Membership membership_of(const Judged *judged, const Predicate *predicate);
bool membership_has(const Membership *membership, size_t person);

#endif
