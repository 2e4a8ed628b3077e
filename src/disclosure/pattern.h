/*
 * Secondary suppression by sparse Gaussian elimination over the whole system of tables.
 *
 * Candidates are taken in order (greatest value first); each is published unless that would put a primary cell into the span
 * of what is published, and suppressed otherwise. So no primary cell is a linear combination of published ones, in all
 * tables and levels together, and no suppressed cell could be published alone (Langsrud 2024, "Secondary Cell Suppression by
 * Gaussian Elimination: An Algorithm Suitable for Handling Issues with Zeros and Singletons", PSD 2024).
 *
 * Zeros that nothing but zeros protect are no secret, because none of them can fall: where a table holds unsafe zeros, the zeros
 * of each of its cells together are guarded like a primary cell, so that something greater is suppressed with them.
 *
 * A primary cell with a single contributor must not lead that contributor to another primary cell either: publishing a
 * candidate may not make the two proportional.
 */
#ifndef BERAAD_DISCLOSURE_PATTERN_H
#define BERAAD_DISCLOSURE_PATTERN_H

#include "core/progress.h"
#include "disclosure/model.h"

typedef struct PatternOptions
{
    bool singles;                 /* guard against contributors that subtract themselves */
    const uint32_t *order;        /* candidates, first to last; NULL: order_by_cost */
    void (*tell)(void *, double); /* share done; may be NULL */
    void *told;
} PatternOptions;

/* Sets CELL_SECONDARY on cells that are CELL_PUBLISHED and not forced. *ret_exposed: how many primary cells lie in the span of
 * the forced ones and so cannot be protected (0 without forced cells). */
void pattern_find(Model *model, const PatternOptions *options, size_t *ret_exposed);

/* How many sensitive cells are linear combinations of the published ones. Needs no solver. */
size_t pattern_exposed(const Model *model, bool *ret_by_cell);

/* How many sensitive cells a single contributor of another one can compute by subtracting himself (equal columns aside, which
 * are the same fact). Needs no solver. */
size_t pattern_met(const Model *model);

#endif
