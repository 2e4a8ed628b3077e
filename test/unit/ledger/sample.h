/*
 * A small ledger made from a fixed seed: the custody is created, two actors are added, one acts,
 * something is refused. The last entry is covered by the last checkpoint.
 */
#ifndef BERAAD_TEST_LEDGER_SAMPLE_H
#define BERAAD_TEST_LEDGER_SAMPLE_H

#include "ledger/entry.h"
#include "ledger/tree.h"

#define SAMPLE_ENTRIES 6

typedef struct Piece
{
    char *bytes;
    size_t size;
} Piece;

typedef struct Sample
{
    NoteKey key;
    Secret *secret; /* the custody's */
    Secret *actor;  /* of "ann" */
    Piece entries[SAMPLE_ENTRIES];
    Piece checkpoints[SAMPLE_ENTRIES]; /* bytes NULL: none after this entry */
} Sample;

Sample sample_make(Arena *arena);
void sample_free(Sample *sample);

/* An entry of the sample's ledger, signed by secret (NULL: not signed). */
Piece sample_entry(Arena *arena, const Secret *secret, const char *actor, int64_t number,
                   EntryType type, json_t *body);

/* The ledger verified from its pieces, in this order of entries: ERROR_NONE or what was wrong.
 * Given one by one and parsed ahead, which must come to the same. */
ErrorKind sample_verify(const Sample *sample, const Piece *entries, size_t count, Error *err);

/* Proofs from all the leaves of a small tree. */
Proof leaves_prove_inclusion(const Digest *leaves, uint64_t at, uint64_t size);
Proof leaves_prove_consistency(const Digest *leaves, uint64_t old, uint64_t size);

#endif
