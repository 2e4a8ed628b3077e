/*
 * Proofs about the ledger of a custody, as files that others can check (ledger/proof.h). Each rests
 * on the newest signed checkpoint, which stands in it with its cosignatures, and is checked against
 * it before it is given.
 */
#ifndef BERAAD_CUSTODY_PROOF_H
#define BERAAD_CUSTODY_PROOF_H

#include "custody/custody.h"

/* Entry `number` is in the ledger. ERROR_USAGE: there is no such entry, or no signed checkpoint
 * covers it yet; ERROR_INTEGRITY: the hashes of the state do not lead to the checkpoint. */
ErrorKind proof_of_entry(Custody *custody, Arena *arena, int64_t number, char **ret_file,
                         Error *err) MUST_CHECK;

/* The ledger has only grown since it had `size` entries (0: nothing is asked): what a witness
 * wants. Errors as above. */
ErrorKind proof_since(Custody *custody, Arena *arena, int64_t size, char **ret_file,
                      Error *err) MUST_CHECK;

#endif
