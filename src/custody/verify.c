/* The ledger of a custody verified: every entry, every checkpoint, the published copy, and the
 * state that rests on it. */
#include "ledger/verify.h"
#include "core/file.h"
#include "custody/verify_inner.h"

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
