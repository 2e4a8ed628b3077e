/*
 * What everybody can work out of single inner cells, with what is known of signs.
 *
 * Tables that agree with what is published are those of a polyhedron: the published sums hold, and
 * each inner cell stays within its bounds. A sum of inner cells has the same value in all of them
 * where it follows from the published sums and from the inner cells that sit at a bound in all of
 * them (implicit equalities: Schrijver 1986, Theory of Linear and Integer Programming, section
 * 8.2). These are found here: the parts of a margin that is shown as 0, and whatever else nothing
 * can leave its bound in. What only whole numbers tell is not.
 */
#ifndef BERAAD_DISCLOSURE_KNOWN_H
#define BERAAD_DISCLOSURE_KNOWN_H

#include "disclosure/attack.h"
#include "disclosure/span.h"

/* ret_known by inner cell: the published cells fix it. One that the solver does not free counts as
 * fixed. The solver's word is taken: what is built on it is proven elsewhere (proofs.h, insider.h).
 */
void known_find(const Model *model, const DisclosureSolver *solver, bool *ret_known);

/* The span of what everybody knows: the known inner cells and the published cells. */
Span *known_span(Arena *arena, const Model *model, const bool *known);

/* The residue of a cell's column in a span over inner cells: without entries where it is known. */
SpanVector known_residue(Arena *arena, Span *span, const Model *model, size_t cell);

#endif
