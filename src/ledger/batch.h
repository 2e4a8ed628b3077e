/*
 * Entries parsed on all cores ahead of their turn. Pure.
 *
 * What can be told of an entry alone (its form, its canonical bytes, its leaf) is found by a crew
 * while its owner judges earlier entries, whose order matters. The first entry of a batch that is
 * none ends it.
 */
#ifndef BERAAD_LEDGER_BATCH_H
#define BERAAD_LEDGER_BATCH_H

#include "ledger/crew.h"
#include "ledger/entry.h"
#include "ledger/tree.h"

#define BATCH_ENTRIES 256
#define BATCH_BYTES ((size_t)1024 * 1024) /* more than these only where one entry is that large */

typedef struct BatchEntry
{
    const char *bytes;
    size_t size;
    bool is_known; /* its canonical form is not looked at: entry_parse_known */
    Entry entry;
    Digest leaf;
} BatchEntry;

/* Parses one, and finds its leaf. */
ErrorKind batch_entry_parse(Arena *arena, BatchEntry *item, Error *err) MUST_CHECK;

typedef struct EntryBatch EntryBatch;

/* An empty one. */
EntryBatch *entry_batch_new(void);

/* The next entry, copied. */
void entry_batch_add(EntryBatch *batch, const char *bytes, size_t size, bool is_known);
bool entry_batch_is_full(const EntryBatch *batch);
size_t entry_batch_count(const EntryBatch *batch);

/* Begins to parse; nothing is added any more. */
void entry_batch_parse(EntryBatch *batch, Crew *crew);

/* The entry at that place, after waiting for it; lives as long as the batch. ERROR_INTEGRITY where
 * it is no entry; none behind that one is asked for. */
ErrorKind entry_batch_entry(EntryBatch *batch, size_t at, const BatchEntry **ret_entry,
                            Error *err) MUST_CHECK;

/* Waits where it is being parsed. */
void entry_batch_free(EntryBatch **batch);

#endif
