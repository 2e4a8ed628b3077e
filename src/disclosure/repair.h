/*
 * Repair: more suppressions for a sensitive cell whose interval is too narrow.
 *
 * One linear program around the cell finds a change that meets its need and costs least, where published cells may change too,
 * each at a price: those that do are suppressed. What it finds is proven by the proofs like everything else.
 */
#ifndef BERAAD_DISCLOSURE_REPAIR_H
#define BERAAD_DISCLOSURE_REPAIR_H

#include "disclosure/proofs.h"
#include "disclosure/solver.h"

typedef struct Repair Repair;

Repair *repair_new(Arena *arena, Model *model, Proofs *proofs, const DisclosureSolver *solver);

/* Suppresses (CELL_SECONDARY) what the need of this cell asks for. False where no set of cells that may be suppressed meets
 * it: then it is as wide as it can be. *ret_added: how many cells were suppressed. */
bool repair_cell(Repair *repair, size_t cell, size_t *ret_added);

#endif
