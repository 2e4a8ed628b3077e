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

#endif
