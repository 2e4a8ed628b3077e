/*
 * Published cells as sums of inner cells: all that the perturbing methods need to know of a table.
 * Hierarchies and linked tables are nothing but more cells over the same inner ones.
 */
#ifndef BERAAD_DISCLOSURE_SUMS_H
#define BERAAD_DISCLOSURE_SUMS_H

#include "core/arena.h"

#include <stdint.h>

/* Published cell c is the sum of the inner cells inner[start[c]] .. inner[start[c + 1] - 1], all
 * different. */
typedef struct CellSums
{
    size_t cells;
    const size_t *start;
    const uint32_t *inner;
} CellSums;

#endif
