#include "ledger/batch.h"

#include <stdlib.h>

struct EntryBatch
{
    CrewTask task;
    Crew *crew; /* NULL: not parsed yet */
    Arena *arena;
    size_t count;
    size_t bytes;
    size_t failed; /* place of the entry that is none; count where all are */
    Error fault;   /* of that one */
    BatchEntry items[BATCH_ENTRIES];
};

ErrorKind
batch_entry_parse(Arena *arena, BatchEntry *item, Error *err)
{
    TRY(item->is_known ? entry_parse_known(arena, item->bytes, item->size, &item->entry, err)
                       : entry_parse(arena, item->bytes, item->size, &item->entry, err));
    item->leaf = tree_leaf(item->bytes, item->size);
    return ERROR_NONE;
}

static void
batch_run(CrewTask *task)
{
    EntryBatch *batch = (EntryBatch *)task;
    for (batch->failed = 0; batch->failed < batch->count; batch->failed++)
        if (batch_entry_parse(batch->arena, &batch->items[batch->failed], &batch->fault) !=
            ERROR_NONE)
            return;
}

EntryBatch *
entry_batch_new(void)
{
    EntryBatch *batch = calloc(1, sizeof *batch);
    if (batch == NULL)
        error_out_of_memory();
    batch->task.run = batch_run;
    batch->arena = arena_new("entries");
    return batch;
}

void
entry_batch_add(EntryBatch *batch, const char *bytes, size_t size, bool is_known)
{
    batch->bytes += size;
    batch->items[batch->count++] = (BatchEntry){
        .bytes = arena_copy(batch->arena, bytes, size), .size = size, .is_known = is_known};
}

bool
entry_batch_is_full(const EntryBatch *batch)
{
    return batch->count == BATCH_ENTRIES || batch->bytes >= BATCH_BYTES;
}

size_t
entry_batch_count(const EntryBatch *batch)
{
    return batch->count;
}

void
entry_batch_parse(EntryBatch *batch, Crew *crew)
{
    batch->crew = crew;
    crew_add_first(crew, &batch->task);
}

ErrorKind
entry_batch_entry(EntryBatch *batch, size_t at, const BatchEntry **ret_entry, Error *err)
{
    crew_wait(batch->crew, &batch->task);
    *ret_entry = &batch->items[at];
    if (at < batch->failed)
        return ERROR_NONE;
    *err = batch->fault;
    return err->kind;
}

void
entry_batch_free(EntryBatch **batch)
{
    if (*batch == NULL)
        return;
    if ((*batch)->crew != NULL)
        crew_wait((*batch)->crew, &(*batch)->task);
    arena_free((*batch)->arena);
    free(*batch);
    *batch = NULL;
}
