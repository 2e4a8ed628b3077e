/*
 * The ledger inside the state: entries appended in the caller's transaction, a signed checkpoint
 * with each commit for which the custody is unlocked (a refusal opens no key; the next checkpoint
 * covers it), and the whole verified from its bytes.
 */
#ifndef BERAAD_CUSTODY_RECORD_H
#define BERAAD_CUSTODY_RECORD_H

#include "custody/actor.h"
#include "ledger/entry.h"

/* Between record_begin and record_commit all changes are one transaction. record_end gives it back
 * unless committed: it is meant for
 * __attribute__((cleanup)). */
typedef struct Recording
{
    Custody *custody; /* NULL once committed or given back */
} Recording;

ErrorKind record_begin(Custody *custody, Recording *ret_recording, Error *err) MUST_CHECK;
ErrorKind record_commit(Recording *recording, Error *err) MUST_CHECK;
void record_end(Recording *recording);
#define ENDS_RECORDING __attribute__((cleanup(record_end)))

/*
 * Appends an entry. The actor signs it; actor NULL: the custodian does, with the custody's key,
 * except for a type that is not signed (refused), where `claimed` is the name that was given (NULL
 * elsewhere). Takes body over. *ret_number may be NULL.
 */
ErrorKind record_append(Custody *custody, const Actor *actor, const char *claimed, EntryType type,
                        json_t *body, int64_t *ret_number, Error *err) MUST_CHECK;

/* How many entries there are. */
ErrorKind record_count(Custody *custody, int64_t *ret_count, Error *err) MUST_CHECK;

/* The bytes of entries from number `first` on, at most `most` of them. */
typedef struct RecordedEntry
{
    int64_t number;
    const char *bytes;
    size_t size;
} RecordedEntry;
typedef struct RecordedEntries LIST_OF(RecordedEntry) RecordedEntries;
ErrorKind record_read(Custody *custody, Arena *arena, int64_t first, int64_t most,
                      RecordedEntries *ret_entries, Error *err) MUST_CHECK;

/* What record_verify found where all holds. */
typedef struct RecordSummary
{
    int64_t entries;
    int64_t signed_size; /* entries under the newest signed checkpoint */
    int64_t checkpoints;
    int64_t subtrees; /* hashes of tiles above the lowest level that were compared */
    Digest root;
} RecordSummary;

/* Re-hashes every entry, checks each signature and checkpoint, compares the state with the ledger
 * and public/checkpoint with both: all as it stood at one moment, whoever writes meanwhile.
 * ERROR_INTEGRITY names the first bad entry. */
ErrorKind record_verify(Custody *custody, RecordSummary *ret_summary, Error *err) MUST_CHECK;

/* With a checkpoint that was kept from an earlier verification (NULL: none), as verifier_know has
 * it; ERROR_INTEGRITY too where the ledger does not reach it. */
ErrorKind record_verify_known(Custody *custody, const Checkpoint *known, RecordSummary *ret_summary,
                              Error *err) MUST_CHECK;

#endif
