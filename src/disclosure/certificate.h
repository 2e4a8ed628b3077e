/*
 * The certificate: what another program needs to check a pattern without trusting this one (doc/format/disclosure-certificate.md).
 */
#ifndef BERAAD_DISCLOSURE_CERTIFICATE_H
#define BERAAD_DISCLOSURE_CERTIFICATE_H

#include "core/digest.h"
#include "core/text.h"
#include "disclosure/proofs.h"

/* JSON, the same bytes for the same pattern and proofs. */
Text certificate_print(Arena *arena, const Model *model, const Proofs *proofs, const Digest *rules);

#endif
