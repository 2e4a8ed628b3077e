/* The entries of a ledger, read and parsed ahead of their turn, and judged in order. */
#include "custody/verify_inner.h"
#include "ledger/tile.h"

#include <inttypes.h>
#include <string.h>

/* The subtrees that the entry completed, as the state has them. */
static ErrorKind
verify_subtrees(Custody *custody, const Verifier *verifier, int64_t *ret_count, Error *err)
{
    uint64_t last = verifier_size(verifier) - 1;
    for (unsigned height = TILE_HEIGHT; verifier_subtree(verifier, height) != NULL;
         height += TILE_HEIGHT)
    {
        int64_t found = 0;
        TRY(store_integer(
            custody->store,
            "SELECT count(*) FROM subtree WHERE level = ? AND number = ? AND hash = ?",
            BINDS(bind_integer(height / TILE_HEIGHT), bind_integer((int64_t)(last >> height)),
                  bind_bytes(verifier_subtree(verifier, height)->bytes, DIGEST_SIZE)),
            &found, err));
        if (found != 1)
            return error_set(err, ERROR_INTEGRITY,
                             "the state has another hash of the entries up to ledger entry %" PRIu64
                             " than they have",
                             last);
        (*ret_count)++;
    }
    return ERROR_NONE;
}

/* Rows of entries that are parsed ahead of their turn. */
typedef struct RowBatch
{
    Arena *arena; /* NULL: empty */
    EntryBatch *entries;
    struct
    {
        int64_t number;
        const char *leaf;
        size_t leaf_size;
        const char *note; /* of the checkpoint that ends with it; NULL: none */
    } rows[BATCH_ENTRIES];
} RowBatch;

#define ROW_BATCHES 4

/* A ring: the oldest is judged while the others are parsed. */
typedef struct RowRing
{
    Query *query;
    RowBatch batches[ROW_BATCHES];
    size_t first;
    size_t count;
    bool ended;    /* no row is left, or reading failed */
    Error failure; /* of reading; tells only once all that was read is judged */
} RowRing;

static void
clear_batch(RowBatch *batch)
{
    entry_batch_free(&batch->entries);
    arena_close(&batch->arena);
}

static void
clear_ring(RowRing *ring)
{
    for (size_t at = 0; at < ROW_BATCHES; at++)
        clear_batch(&ring->batches[at]);
    query_close(&ring->query);
}
#define CLEARS_RING __attribute__((cleanup(clear_ring)))

static void
add_row(Verifier *verifier, Query *query, RowBatch *batch)
{
    size_t size = 0;
    size_t at = entry_batch_count(batch->entries);
    const char *bytes = query_bytes(query, batch->arena, 1, &size);
    batch->rows[at].number = query_integer(query, 0);
    batch->rows[at].leaf = query_bytes(query, batch->arena, 2, &batch->rows[at].leaf_size);
    batch->rows[at].note = query_null(query, 3) ? NULL : query_text(query, batch->arena, 3);
    verifier_batch_add(verifier, batch->entries, bytes, size);
}

/* The next rows: number, bytes, leaf, note of the checkpoint that ends with it (NULL: none). */
static void
read_batch(Verifier *verifier, RowRing *ring)
{
    RowBatch *batch = &ring->batches[(ring->first + ring->count) % ROW_BATCHES];
    batch->arena = arena_new("rows");
    batch->entries = entry_batch_new();
    while (!ring->ended && !entry_batch_is_full(batch->entries))
    {
        bool row = false;
        ring->ended = query_next(ring->query, &row, &ring->failure) != ERROR_NONE || !row;
        if (!ring->ended)
            add_row(verifier, ring->query, batch);
    }
    verifier_batch_parse(verifier, batch->entries);
    ring->count++;
}

static ErrorKind
verify_row(const Verification *verification, RowBatch *batch, size_t at, Error *err)
{
    RecordSummary *summary = verification->summary;
    const Entry *entry = NULL;
    int64_t number = batch->rows[at].number;
    const char *note = batch->rows[at].note;
    if (number != summary->entries)
        return error_set(err, ERROR_INTEGRITY, "ledger entry %" PRId64 " is missing",
                         summary->entries);
    TRY(verifier_batch_entry(verification->verifier, batch->entries, at, &entry, err));
    Digest made = verifier_leaf(verification->verifier);
    if (batch->rows[at].leaf_size != DIGEST_SIZE ||
        memcmp(batch->rows[at].leaf, made.bytes, DIGEST_SIZE) != 0)
        return error_set(err, ERROR_INTEGRITY,
                         "ledger entry %" PRId64 " has not the hash that was stored with it",
                         number);
    TRY(state_check_entry(verification->check, entry, err));
    TRY(verify_subtrees(verification->custody, verification->verifier, &summary->subtrees, err));
    summary->entries++;
    if (note == NULL)
        return ERROR_NONE;
    summary->checkpoints++;
    return verifier_checkpoint(verification->verifier, note, strlen(note), err);
}

ErrorKind
verify_rows(const Verification *verification, Error *err)
{
    CLEARS_RING RowRing ring = {0};
    TRY(store_query(verification->custody->store,
                    "SELECT e.number, e.bytes, e.leaf, c.note FROM entry AS e"
                    " LEFT JOIN checkpoint AS c ON c.size = e.number + 1 ORDER BY e.number",
                    NO_BINDS, &ring.query, err));
    for (;;)
    {
        while (!ring.ended && ring.count < ROW_BATCHES)
            read_batch(verification->verifier, &ring);
        if (ring.count == 0)
            break;
        RowBatch *oldest = &ring.batches[ring.first];
        for (size_t at = 0; at < entry_batch_count(oldest->entries); at++)
            TRY(verify_row(verification, oldest, at, err));
        clear_batch(oldest);
        ring.first = (ring.first + 1) % ROW_BATCHES;
        ring.count--;
    }
    *err = ring.failure;
    return err->kind;
}
