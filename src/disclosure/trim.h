/*
 * Trimming: publishes again what the proofs do not need.
 *
 * A cell is published for good only where the needs that this leaves open are proven anew without
 * any further suppression, and where it tells no single contributor anything (pattern.h).
 */
#ifndef BERAAD_DISCLOSURE_TRIM_H
#define BERAAD_DISCLOSURE_TRIM_H

#include "disclosure/protect.h"

void trim_pattern(Model *model, Proofs *proofs, const ProtectOptions *options);

/* Publishes the secondary cells that everybody works out (known.h) from what is published: nobody
 * knows more by them, alone in cells or not, and every proof holds as before. Where one does not,
 * which only a solver that failed can cause, nothing is published. Returns how many were. */
size_t trim_known(Model *model, Proofs *proofs, const DisclosureSolver *solver);

#endif
