/*
 * The cheapest safe pattern of a small table, as a yardstick and as the last step of protect:
 * branch and cut after Fischetti and Salazar (2000, "Models and Algorithms for Optimizing Cell
 * Suppression in Tabular Data with Linear Constraints", JASA 95), with the attacker's duals as
 * Benders cuts and, where only whole numbers make a need fail, a cut that forbids the pattern and
 * all within it. The search for fewer suppressions completes its first patterns by repair and
 * trimming, so that it has a safe one long before the fewest are proven.
 */
#ifndef BERAAD_DISCLOSURE_OPTIMUM_H
#define BERAAD_DISCLOSURE_OPTIMUM_H

#include "disclosure/protect.h"

/* Sets CELL_SECONDARY so that the sum of the costs is least. False, with the statuses as they were,
 * where the solver has no whole numbers, gave up, or no pattern is safe. */
bool optimum_find(Arena *arena, Model *model, const ProtectOptions *options, Outcome *ret_outcome);

/* Sets CELL_SECONDARY to a safe pattern of fewer secondary cells than limit, of the fewest where the
 * search comes to its end: it is bounded by rounds, steps and the size of its programs. False, with
 * the statuses as they were, where it finds none. */
bool optimum_fewer(Arena *arena, Model *model, const ProtectOptions *options, size_t limit,
                   Outcome *ret_outcome);

#endif
