#include "custody/record.h"

#include "custody/inner.h"
#include "ledger/tile.h"
#include "ledger/tree.h"

#include <inttypes.h>
#include <string.h>

/* The end of the ledger, as the state has it. */
typedef struct Head
{
    Frontier frontier;
    int64_t at; /* time of the last entry */
} Head;

static ErrorKind
load_head(Custody *custody, Head *ret_head, Error *err)
{
    SCRATCH Arena *work = arena_new("head");
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store, "SELECT size, frontier, at FROM head WHERE one = 1", NO_BINDS,
                    &query, err));
    TRY(query_next(query, &row, err));
    size_t size = 0;
    const char *bytes = row ? query_bytes(query, work, 1, &size) : "";
    int64_t leaves = row ? query_integer(query, 0) : -1;
    if (leaves < 0 || size != frontier_count((uint64_t)leaves) * DIGEST_SIZE)
        return error_set(err, ERROR_INTEGRITY, "the end of the ledger is damaged");
    ret_head->frontier.size = (uint64_t)leaves;
    memcpy(ret_head->frontier.roots, bytes, size);
    ret_head->at = query_integer(query, 2);
    return ERROR_NONE;
}

static ErrorKind
save_head(Custody *custody, const Head *head, Error *err)
{
    size_t size = frontier_count(head->frontier.size) * DIGEST_SIZE;
    return store_run(custody->store, "UPDATE head SET size = ?, frontier = ?, at = ? WHERE one = 1",
                     BINDS(bind_integer((int64_t)head->frontier.size),
                           bind_bytes(head->frontier.roots, size), bind_integer(head->at)),
                     err);
}

ErrorKind
record_begin(Custody *custody, Recording *ret_recording, Error *err)
{
    if (custody->mode != CUSTODY_WRITE)
        return error_set(err, ERROR_INTERNAL, "the custody is open for reading only");
    TRY(store_begin(custody->store, err));
    ret_recording->custody = custody;
    return ERROR_NONE;
}

void
record_end(Recording *recording)
{
    if (recording->custody != NULL)
        store_rollback(recording->custody->store);
    recording->custody = NULL;
}

static ErrorKind
sign_entry(Arena *arena, Custody *custody, const Actor *actor, Entry *entry, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    TRY(entry_signed_bytes(arena, entry, &bytes, &size, err));
    if (!entry_form(entry->type)->is_signed)
        return ERROR_NONE;
    entry->has_signature = true;
    if (actor == NULL)
        return custody_sign(custody, bytes, size, entry->signature, err);
    actor_sign(actor, bytes, size, entry->signature);
    return ERROR_NONE;
}

static const char *
name_actor(const Actor *actor, const char *claimed)
{
    if (actor != NULL)
        return actor_name(actor);
    return claimed == NULL ? ACTOR_CUSTODY : claimed;
}

/* Of the subtrees that an entry completes, those that are a hash of a tile above the lowest level:
 * from them and the leaves, tiles and proofs are made. */
static ErrorKind
save_subtrees(Custody *custody, const Frontier *frontier, const Digest *roots, unsigned count,
              Error *err)
{
    for (unsigned height = TILE_HEIGHT; height < count; height += TILE_HEIGHT)
        TRY(store_run(custody->store, "INSERT INTO subtree VALUES(?, ?, ?)",
                      BINDS(bind_integer(height / TILE_HEIGHT),
                            bind_integer((int64_t)((frontier->size - 1) >> height)),
                            bind_bytes(roots[height].bytes, DIGEST_SIZE)),
                      err));
    return ERROR_NONE;
}

ErrorKind
record_append(Custody *custody, const Actor *actor, const char *claimed, EntryType type,
              json_t *body, int64_t *ret_number, Error *err)
{
    SCRATCH Arena *work = arena_new("entry");
    Entry entry = {.type = type, .ledger = custody->name, .body = json_keep(work, body)};
    Head head = {0};
    if (!store_in_transaction(custody->store))
        return error_set(err, ERROR_INTERNAL, "an entry outside a transaction");
    TRY(load_head(custody, &head, err));
    entry.actor = name_actor(actor, claimed);
    entry.number = (int64_t)head.frontier.size;
    /* Within the slack that custody_open allows, time stands still rather than going back. */
    entry.at = custody->now > head.at ? custody->now : head.at;
    TRY(sign_entry(work, custody, actor, &entry, err));
    char *bytes = NULL;
    size_t size = 0;
    TRY(entry_print(work, &entry, &bytes, &size, err));
    Digest leaf = tree_leaf(bytes, size);
    Digest roots[TREE_DEPTH];
    unsigned count = frontier_add_roots(&head.frontier, &leaf, roots);
    head.at = entry.at;
    TRY(store_run(custody->store, "INSERT INTO entry VALUES(?, ?, ?)",
                  BINDS(bind_integer(entry.number), bind_bytes(bytes, size),
                        bind_bytes(leaf.bytes, DIGEST_SIZE)),
                  err));
    TRY(save_subtrees(custody, &head.frontier, roots, count, err));
    TRY(save_head(custody, &head, err));
    if (ret_number != NULL)
        *ret_number = entry.number;
    return ERROR_NONE;
}

static ErrorKind
sign_checkpoint(Arena *arena, Custody *custody, Error *err)
{
    Head head = {0};
    char *note = NULL;
    TRY(load_head(custody, &head, err));
    Checkpoint checkpoint = {
        .origin = custody->name, .size = head.frontier.size, .root = frontier_root(&head.frontier)};
    TRY(custody_sign_note(custody, arena, checkpoint_print(arena, &checkpoint), &note, err));
    return store_run(custody->store, "INSERT OR IGNORE INTO checkpoint VALUES(?, ?)",
                     BINDS(bind_integer((int64_t)head.frontier.size), bind_text(note)), err);
}

ErrorKind
record_commit(Recording *recording, Error *err)
{
    SCRATCH Arena *work = arena_new("commit");
    Custody *custody = recording->custody;
    if (custody_unlocked(custody))
        TRY(sign_checkpoint(work, custody, err));
    TRY(store_commit(custody->store, err));
    recording->custody = NULL;
    Error ignored;
    /* What was committed is done. Where the published files cannot be written now, the next opening
     * writes them. */
    if (custody_unlocked(custody))
        (void)!publish_ledger(custody, &ignored);
    return ERROR_NONE;
}

ErrorKind
record_count(Custody *custody, int64_t *ret_count, Error *err)
{
    return store_integer(custody->store, "SELECT size FROM head WHERE one = 1", NO_BINDS, ret_count,
                         err);
}

ErrorKind
record_read(Custody *custody, Arena *arena, int64_t first, int64_t most,
            RecordedEntries *ret_entries, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    TRY(store_query(custody->store,
                    "SELECT number, bytes FROM entry WHERE number >= ? ORDER BY number LIMIT ?",
                    BINDS(bind_integer(first), bind_integer(most)), &query, err));
    for (;;)
    {
        bool row = false;
        TRY(query_next(query, &row, err));
        if (!row)
            return ERROR_NONE;
        RecordedEntry *entry = LIST_ADD(arena, ret_entries);
        entry->number = query_integer(query, 0);
        entry->bytes = query_bytes(query, arena, 1, &entry->size);
    }
}
