/*
 * Witnesses: another machine, with no custody, that signs each checkpoint which only adds to what
 * it has seen, and refuses a fork or a rollback. Files go to and fro by hand.
 *
 *   custody:  proof_since(SIZE)  -> request (C2SP tlog-witness, what add-checkpoint takes)
 *   witness:  witness_cosign     -> the checkpoint with one more signature (C2SP cosignature/v1)
 *   custody:  witness_accept     -> public/checkpoint, public/witnessed
 *
 * A witness's state is a directory: witness.key (under a passphrase), witness.vkey (for others),
 * and seen/DIGEST.json for each ledger: its key, and size, root and moment of what was last signed.
 * The key of a ledger is the one that was given the first time.
 */
#ifndef BERAAD_CUSTODY_WITNESS_H
#define BERAAD_CUSTODY_WITNESS_H

#include "custody/custody.h"

/* A new witness of this name, as the new directory. ERROR_STATE where it is there already. */
typedef struct WitnessNew
{
    const char *directory;
    const char *name; /* as note_name_valid */
    const Secret *passphrase;
    KdfCost cost;
} WitnessNew;
ErrorKind witness_make(const WitnessNew *witness, Error *err) MUST_CHECK;

typedef struct WitnessRequest
{
    const char *directory; /* of the witness */
    const Secret *passphrase;
    const NoteKey *ledger; /* whose checkpoint it is */
    const char *bytes;     /* the request */
    size_t size;
    int64_t now; /* seconds since 1970 UTC */
} WitnessRequest;

/* What witness_make (of this name; NULL: the witness must be there) and witness_cosign would refuse
 * before a passphrase is asked. Nothing is changed. */
ErrorKind witness_check(const WitnessRequest *request, const char *name, Error *err) MUST_CHECK;

/*
 * Signs the request's checkpoint: the result is the note as it came, with the witness's line behind
 * it. What was seen is durable before anything is signed. ERROR_INTEGRITY: a rollback, a fork, a
 * wrong signature or proof: keep the file, it is evidence. ERROR_STATE: the request does not begin
 * where this witness stands (the hint says where), another key than at the first time, the clock
 * set back, another process, a wrong passphrase.
 */
ErrorKind witness_cosign(const WitnessRequest *request, Arena *arena, char **ret_note,
                         Error *err) MUST_CHECK;

/* Takes a cosigned checkpoint into the custody, and publishes it. *ret_size: of how many entries.
 * ERROR_INTEGRITY: not signed by that witness, or not a checkpoint of this ledger. */
ErrorKind witness_accept(Custody *custody, const NoteKey *witness, const char *note,
                         int64_t *ret_size, Error *err) MUST_CHECK;

#endif
