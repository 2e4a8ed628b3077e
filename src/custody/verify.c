/* The ledger of a custody verified: every entry, every checkpoint, the published copy, and the
 * state that rests on it. */
#include "ledger/verify.h"
#include "core/file.h"
#include "custody/inner.h"
#include "ledger/tile.h"

#include <inttypes.h>
#include <string.h>

/* The note of public/checkpoint; NULL where there is none. */
static ErrorKind
read_published(Custody *custody, Arena *arena, char **ret_note, Error *err)
{
    const char *path = custody_path(arena, custody, CHECKPOINT_FILE);
    size_t size = 0;
    *ret_note = NULL;
    if (!file_exists(path))
        return ERROR_NONE;
    return file_read(arena, path, NOTE_BYTES, ERROR_INTEGRITY, ret_note, &size, err);
}

/* The published checkpoint (NULL: none) is one of the state's, whoever has cosigned it since: else
 * the state is older than what was published, or another. */
static ErrorKind
check_published(Custody *custody, const char *published, Error *err)
{
    int64_t known = 0;
    if (published == NULL)
        return ERROR_NONE;
    TRY(store_integer(custody->store,
                      "SELECT count(*) FROM checkpoint WHERE substr(?, 1, length(note)) = note",
                      BINDS(bind_text(published)), &known, err));
    if (known == 1)
        return ERROR_NONE;
    (void)error_set(err, ERROR_INTEGRITY,
                    "'%s' was published, but the ledger does not hold it: the state is an "
                    "older copy, or another",
                    CHECKPOINT_FILE);
    return error_hint(err, "find out where state.db comes from before anything is done with it");
}

ErrorKind
record_publish(Custody *custody, Error *err)
{
    SCRATCH Arena *work = arena_new("published");
    char *published = NULL;
    TRY(read_published(custody, work, &published, err));
    TRY(check_published(custody, published, err));
    return publish_ledger(custody, err);
}

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

/* One verification under way. */
typedef struct Verification
{
    Custody *custody;
    Verifier *verifier;
    StateCheck *check;
    RecordSummary *summary;
} Verification;

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

static ErrorKind
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

/* Each cosignature is its witness's, over a checkpoint that is there. */
static ErrorKind
verify_cosignatures(Custody *custody, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    TRY(store_query(custody->store,
                    "SELECT c.size, c.witness, k.note || c.line FROM cosignature AS c"
                    " LEFT JOIN checkpoint AS k ON k.size = c.size ORDER BY c.size",
                    NO_BINDS, &query, err));
    for (;;)
    {
        SCRATCH Arena *work = arena_new("cosignature");
        NoteKey witness = {0};
        char *text = NULL;
        bool row = false;
        TRY(query_next(query, &row, err));
        if (!row)
            return ERROR_NONE;
        const char *key = query_text(query, work, 1);
        const char *note = query_null(query, 2) ? "" : query_text(query, work, 2);
        if (!note_key_parse(work, key, &witness) || !witness.is_witness ||
            note_open(work, note, strlen(note), &witness, &text, err) != ERROR_NONE)
            return error_set(err, ERROR_INTEGRITY,
                             "a cosignature of the first %" PRId64 " entries does not hold",
                             query_integer(query, 0));
    }
}

/* The stored end must be that of the entries: otherwise the last ones were cut off, with or without
 * their checkpoints. */
static ErrorKind
verify_end(Custody *custody, const Verifier *verifier, const RecordSummary *summary, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    SCRATCH Arena *work = arena_new("end");
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT size, (SELECT count(*) FROM checkpoint), frontier,"
                    " (SELECT count(*) FROM subtree) FROM head WHERE one = 1",
                    NO_BINDS, &query, err));
    TRY(query_next(query, &row, err));
    if (!row || query_integer(query, 0) != summary->entries)
        return error_set(err, ERROR_INTEGRITY,
                         "the ledger ends after entry %" PRId64
                         ", but its stored end says otherwise",
                         summary->entries - 1);
    if (query_integer(query, 1) != summary->checkpoints)
        return error_set(err, ERROR_INTEGRITY,
                         "there is a checkpoint of entries that the ledger does not hold");
    if (query_integer(query, 3) != summary->subtrees)
        return error_set(err, ERROR_INTEGRITY,
                         "there is a hash of entries that the ledger does not hold");
    Frontier frontier = {.size = (uint64_t)summary->entries};
    size_t size = 0;
    const char *bytes = query_bytes(query, work, 2, &size);
    if (size != frontier_count(frontier.size) * DIGEST_SIZE)
        return error_set(err, ERROR_INTEGRITY, "the stored end of the ledger is damaged");
    memcpy(frontier.roots, bytes, size);
    Digest stored = frontier_root(&frontier);
    Digest made = verifier_root(verifier);
    if (!digest_equal(&stored, &made))
        return error_set(err, ERROR_INTEGRITY,
                         "the stored end of the ledger is not that of its entries");
    return ERROR_NONE;
}

ErrorKind
record_verify(Custody *custody, RecordSummary *ret_summary, Error *err)
{
    return record_verify_known(custody, NULL, ret_summary, err);
}

/* All of it, in the state as it stands. */
static ErrorKind
verify_all(Custody *custody, const Checkpoint *known, const char *published,
           RecordSummary *ret_summary, Error *err)
{
    SCRATCH Arena *work = arena_new("verify");
    NoteKey key = custody_note_key(custody);
    Verifier *verifier = verifier_new(work, &key);
    verifier_know(verifier, known);
    StateCheck *check = state_check_new(work, custody);
    *ret_summary = (RecordSummary){0};
    TRY(store_check(custody->store, err));
    const Verification verification = {custody, verifier, check, ret_summary};
    Error other = {0};
    ErrorKind kind = verify_rows(&verification, &other);
    TRY(verifier_settle(verifier, err));
    if (kind != ERROR_NONE)
    {
        *err = other;
        return kind;
    }
    TRY(verify_end(custody, verifier, ret_summary, err));
    if (known != NULL && verifier_size(verifier) < known->size)
        return error_set(err, ERROR_INTEGRITY,
                         "the ledger ends before the known checkpoint of %" PRIu64 " entries",
                         known->size);
    TRY(verify_cosignatures(custody, err));
    TRY(check_published(custody, published, err));
    TRY(publish_verify(custody, ret_summary->entries, err));
    TRY(state_check_end(check, err));
    ret_summary->signed_size = (int64_t)verifier_signed_size(verifier);
    ret_summary->root = verifier_root(verifier);
    return ERROR_NONE;
}

/* Others may write meanwhile. What was published is read first, so that the state that is judged is
 * not older than it; and that state stands still while it is. */
ErrorKind
record_verify_known(Custody *custody, const Checkpoint *known, RecordSummary *ret_summary,
                    Error *err)
{
    SCRATCH Arena *work = arena_new("published");
    char *published = NULL;
    bool inside = store_in_transaction(custody->store);
    TRY(read_published(custody, work, &published, err));
    TRY(store_freeze(custody->store, err));
    ErrorKind kind = verify_all(custody, known, published, ret_summary, err);
    if (!inside)
        store_rollback(custody->store);
    return kind;
}
