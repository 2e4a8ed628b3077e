/*
 * The orders in which the elimination (pattern.h) tries to publish cells, and from where its search
 * begins again.
 *
 * All of it follows from the model alone: the same table has the same orders at every run and on
 * every machine.
 */
#ifndef BERAAD_DISCLOSURE_ORDER_H
#define BERAAD_DISCLOSURE_ORDER_H

#include "disclosure/model.h"

/* All cells in the order in which they are tried: greatest cost first; of equal ones first those
 * that share fewest inner cells with primary cells, then by number. */
uint32_t *order_by_cost(Arena *arena, const Model *model);

/* The same with costs blurred by some percent, another way for each trial; trial 0 is
 * order_by_cost. */
uint32_t *order_of_trial(Arena *arena, const Model *model, int trial);

/* An order for another start: some of the cells that are secondary now come first, so that others
 * have to take their place. At every second start the model keeps the rest of them as they are; at
 * the others it goes back to `before`. */
uint32_t *order_again(Arena *arena, Model *model, const CellStatus *before, int start);

#endif
