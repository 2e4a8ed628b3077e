/*
 * A ledger verified from its bytes, entry by entry, by one who has nothing but the custody's public
 * key. Pure.
 *
 * Entries are given in order, each checkpoint when as many entries were given as its size says. The
 * keys of actors are taken from the entries that added them.
 */
#ifndef BERAAD_LEDGER_VERIFY_H
#define BERAAD_LEDGER_VERIFY_H

#include "ledger/batch.h"

typedef struct Verifier Verifier;

/* origin: the name of key. Lives in arena. */
Verifier *verifier_new(Arena *arena, const NoteKey *key);

/* The ledger was verified before, up to this checkpoint, and the checkpoint kept where nobody
 * changes it: signatures and canonical form of the entries that it covers are not looked at again,
 * but they must lead to its root. known lives as long as the verifier. */
void verifier_know(Verifier *verifier, const Checkpoint *known);

/* The next entry; ERROR_INTEGRITY with its number where anything about it is wrong but its
 * signature, which verifier_settle() tells of. *ret_entry (NULL allowed) is good until the next
 * call. */
ErrorKind verifier_entry(Verifier *verifier, const char *bytes, size_t size,
                         const Entry **ret_entry, Error *err) MUST_CHECK;

/* The same for entries that are parsed ahead of their turn, on all cores. First a batch is filled
 * with entries that come next, and begun; it is not added to any more. Then, in their turn, each
 * entry is judged as by verifier_entry(): batches in the order in which they were filled, `at` from
 * 0 on. *ret_entry is good as long as the batch, which goes before the verifier. */
void verifier_batch_add(Verifier *verifier, EntryBatch *batch, const char *bytes, size_t size);
void verifier_batch_parse(Verifier *verifier, EntryBatch *batch);
ErrorKind verifier_batch_entry(Verifier *verifier, EntryBatch *batch, size_t at,
                               const Entry **ret_entry, Error *err) MUST_CHECK;

/* A checkpoint of exactly the entries given so far. */
ErrorKind verifier_checkpoint(Verifier *verifier, const char *note, size_t size,
                              Error *err) MUST_CHECK;

/* Do all signatures of the entries so far hold? ERROR_INTEGRITY with the number of the first that
 * does not. Asked before anything rests on them, and also where something else was found wrong: the
 * first bad entry may be an earlier one. */
ErrorKind verifier_settle(Verifier *verifier, Error *err) MUST_CHECK;

uint64_t verifier_size(const Verifier *verifier);
uint64_t verifier_signed_size(const Verifier *verifier); /* of the newest checkpoint given */
Digest verifier_leaf(const Verifier *verifier);          /* of the last entry given */
/* The root of the 2^height entries that end with the last one given, where it completes them; else
 * NULL. */
const Digest *verifier_subtree(const Verifier *verifier, unsigned height);
Digest verifier_root(const Verifier *verifier);

#endif
