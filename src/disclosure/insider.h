/*
 * What a contributor who is alone in cells works out by reasoning.
 *
 * He knows the inner cells of those cells: his own, and that nobody is in the others. With them
 * held fixed he is an attacker like everybody, who knows what is published and what inner cells are
 * at least and at most: where his cells leave 0 of a margin, its other parts are 0 for him, and so
 * on. (What he works out by adding and subtracting alone is alone.h's, which is quicker to see.) No
 * cell of others that is secret may be the same in all tables that agree with what he knows; as for
 * everybody, that is proven by whole tables.
 */
#ifndef BERAAD_DISCLOSURE_INSIDER_H
#define BERAAD_DISCLOSURE_INSIDER_H

#include "disclosure/alone.h"
#include "disclosure/protect.h"

/* Of whom cells are, and of which he must not learn. */
typedef struct Insiders
{
    const uint32_t *sole; /* by cell: its only contributor, or ALONE_NOBODY */
    const bool *secret;   /* by cell: others must not work it out */
    size_t cells;         /* of the model that these are about; those behind are virtual */
} Insiders;

/* Adds published cells that must not be known exactly, so that nobody works anything out: a column
 * each. proofs: of the model as it stands. Returns how often somebody works a cell out, or could not
 * be shown not to. Contributors are taken in the order of their cells. */
size_t insider_find(Arena *arena, const Model *model, const Proofs *proofs,
                    const Insiders *insiders, const ProtectOptions *options, AloneFacts *facts);

#endif
