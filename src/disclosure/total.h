/*
 * A sum of shares that does not depend on the order of its terms.
 *
 * Floating-point addition does; a sum over records would then change with the order of the rows or
 * with the number of threads. Each term is taken as a whole number of 2^-62 and added exactly: 2^32
 * terms of 1 use 94 of 128 bits.
 */
#ifndef BERAAD_DISCLOSURE_TOTAL_H
#define BERAAD_DISCLOSURE_TOTAL_H

#include <stdint.h>

__extension__ typedef unsigned __int128 Wide;
__extension__ typedef __int128 SignedWide;

typedef struct Total
{
    Wide units; /* 2^-62 each */
} Total;

#define TOTAL_ONE 4611686018427387904.0 /* 2^62 */

/* Adds share (from 0 to 1) so many times. */
static inline void
total_add(Total *total, double share, uint32_t times)
{
    total->units += (Wide)(uint64_t)(share * TOTAL_ONE) * times;
}

static inline double
total_value(Total total)
{
    return (double)total.units / TOTAL_ONE;
}

#endif
