/* The ledger of a custody verified: every entry, every checkpoint, the published copy, and the
 * state that rests on it. */
#include "ledger/verify.h"
#include "core/file.h"
#include "core/text.h"
#include "custody/inner.h"

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

/* The note of the newest checkpoint, and whether the state has the published one at all. */
static ErrorKind
find_notes(Custody *custody, Arena *arena, const char *published, const char **ret_newest,
           bool *ret_known, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    int64_t known = 0;
    TRY(store_query(custody->store, "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1",
                    NO_BINDS, &query, err));
    TRY(query_next(query, &row, err));
    *ret_newest = row ? query_text(query, arena, 0) : NULL;
    TRY(store_integer(custody->store, "SELECT count(*) FROM checkpoint WHERE note = ?",
                      BINDS(bind_text(published)), &known, err));
    *ret_known = known == 1;
    return ERROR_NONE;
}

/* The published checkpoint is one of the state's: else the state is older than what was published,
 * or another. */
static ErrorKind
check_published(Custody *custody, Arena *arena, const char **ret_newest, bool *ret_behind,
                Error *err)
{
    char *published = NULL;
    bool known = false;
    TRY(read_published(custody, arena, &published, err));
    TRY(find_notes(custody, arena, published, ret_newest, &known, err));
    if (*ret_newest == NULL)
        return error_set(err, ERROR_INTEGRITY, "the ledger has no signed checkpoint");
    if (published != NULL && !known)
    {
        (void)error_set(err, ERROR_INTEGRITY,
                        "'%s' was published, but the ledger does not hold it: the state is an "
                        "older copy, or another",
                        CHECKPOINT_FILE);
        return error_hint(err,
                          "find out where state.db comes from before anything is done with it");
    }
    *ret_behind = published == NULL || !text_equal(published, *ret_newest);
    return ERROR_NONE;
}

ErrorKind
record_publish(Custody *custody, Error *err)
{
    SCRATCH Arena *work = arena_new("publish");
    const char *newest = NULL;
    bool behind = false;
    TRY(check_published(custody, work, &newest, &behind, err));
    if (!behind)
        return ERROR_NONE;
    return file_write(custody_path(work, custody, CHECKPOINT_FILE), newest, strlen(newest), 0644,
                      err);
}

/* One row: number, bytes, leaf, note of the checkpoint that ends with it (NULL: none). */
static ErrorKind
verify_row(Query *query, Arena *arena, Verifier *verifier, StateCheck *check,
           RecordSummary *summary, Error *err)
{
    size_t size = 0;
    size_t leaf_size = 0;
    const Entry *entry = NULL;
    int64_t number = query_integer(query, 0);
    if (number != summary->entries)
        return error_set(err, ERROR_INTEGRITY, "ledger entry %" PRId64 " is missing",
                         summary->entries);
    const char *bytes = query_bytes(query, arena, 1, &size);
    const char *leaf = query_bytes(query, arena, 2, &leaf_size);
    TRY(verifier_entry(verifier, bytes, size, &entry, err));
    Digest made = verifier_leaf(verifier);
    if (leaf_size != DIGEST_SIZE || memcmp(leaf, made.bytes, DIGEST_SIZE) != 0)
        return error_set(err, ERROR_INTEGRITY,
                         "ledger entry %" PRId64 " has not the hash that was stored with it",
                         number);
    TRY(state_check_entry(check, entry, err));
    summary->entries++;
    if (query_null(query, 3))
        return ERROR_NONE;
    const char *note = query_text(query, arena, 3);
    summary->checkpoints++;
    return verifier_checkpoint(verifier, note, strlen(note), err);
}

static ErrorKind
verify_rows(Custody *custody, Verifier *verifier, StateCheck *check, RecordSummary *summary,
            Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    TRY(store_query(custody->store,
                    "SELECT e.number, e.bytes, e.leaf, c.note FROM entry AS e"
                    " LEFT JOIN checkpoint AS c ON c.size = e.number + 1 ORDER BY e.number",
                    NO_BINDS, &query, err));
    for (;;)
    {
        SCRATCH Arena *row_arena = arena_new("entry");
        bool row = false;
        TRY(query_next(query, &row, err));
        if (!row)
            return ERROR_NONE;
        TRY(verify_row(query, row_arena, verifier, check, summary, err));
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
    TRY(store_query(
        custody->store,
        "SELECT size, (SELECT count(*) FROM checkpoint), frontier FROM head WHERE one = 1",
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
    SCRATCH Arena *work = arena_new("verify");
    NoteKey key = custody_note_key(custody);
    Verifier *verifier = verifier_new(work, &key);
    StateCheck *check = state_check_new(work, custody);
    const char *newest = NULL;
    bool behind = false;
    *ret_summary = (RecordSummary){0};
    TRY(store_check(custody->store, err));
    TRY(verify_rows(custody, verifier, check, ret_summary, err));
    TRY(verify_end(custody, verifier, ret_summary, err));
    TRY(check_published(custody, work, &newest, &behind, err));
    TRY(state_check_end(check, err));
    ret_summary->signed_size = (int64_t)verifier_signed_size(verifier);
    ret_summary->root = verifier_root(verifier);
    return ERROR_NONE;
}
