#include "ledger/verify.h"

#include "core/text.h"
#include "ledger/keyring.h"
#include "ledger/signature.h"

#include <inttypes.h>
#include <string.h>

struct Verifier
{
    Arena *arena;
    const NoteKey *key;
    const Checkpoint *known; /* NULL: none */
    Keyring keys;
    SignatureQueue *signatures;
    Frontier frontier;
    Digest roots[TREE_DEPTH]; /* that the last entry completed; the first is its leaf */
    unsigned root_count;
    int64_t at; /* of the last entry */
    uint64_t signed_size;
    uint64_t ahead; /* entries that were given or stand in batches */
    Arena *work;    /* of the present entry */
    BatchEntry single;
    const BatchEntry *present; /* an entry of a batch, or the single one */
};

void
verifier_know(Verifier *verifier, const Checkpoint *known)
{
    verifier->known = known;
}

static void
release_work(void *what)
{
    Verifier *verifier = what;
    arena_free(verifier->work);
}

Verifier *
verifier_new(Arena *arena, const NoteKey *key)
{
    Verifier *verifier = arena_take(arena, sizeof *verifier);
    verifier->arena = arena;
    verifier->key = key;
    verifier->signatures = signature_queue_new(arena);
    arena_on_free(arena, release_work, verifier);
    return verifier;
}

/* Does the known checkpoint cover the entry of that number? */
static bool
is_known(const Verifier *verifier, uint64_t number)
{
    return verifier->known != NULL && number < verifier->known->size;
}

/* What is wrong with the entry's place in the ledger, or NULL. */
static const char *
judge_place(const Verifier *verifier, const Entry *entry)
{
    bool first = verifier->frontier.size == 0;
    if ((uint64_t)entry->number != verifier->frontier.size)
        return "has another number: an entry was dropped, repeated or moved";
    if (!text_equal(entry->ledger, verifier->key->name))
        return "belongs to another ledger";
    if (entry->at < verifier->at)
        return "is older than the entry before it";
    if (first != (entry->type == ENTRY_CUSTODY_CREATED))
        return first ? "does not create the custody" : "creates the custody again";
    return NULL;
}

/* Hands the signature over to be looked at; false: there is none. */
static bool
add_signature(const Verifier *verifier, const KnownKey *signer)
{
    const BatchEntry *present = verifier->present;
    const Entry *entry = &present->entry;
    Error ignored = {0};
    char *bytes = NULL;
    size_t size = 0;
    if (entry_signed_cut(verifier->work, entry, present->bytes, present->size, &bytes, &size,
                         &ignored) != ERROR_NONE)
        return false;
    signature_queue_add(verifier->signatures, verifier->frontier.size, bytes, size,
                        entry->signature, signer->public_key);
    return true;
}

/* What is wrong with who signed it, or NULL. Learns the keys that the entry brings. */
static const char *
judge_signer(Verifier *verifier)
{
    const Entry *entry = &verifier->present->entry;
    const json_t *public_key = json_object_get(entry->body, "public_key");
    if (entry->type == ENTRY_CUSTODY_CREATED)
    {
        keyring_learn(verifier->arena, &verifier->keys, KEYRING_CUSTODIAN, public_key);
        if (memcmp(verifier->keys.items[0].public_key, verifier->key->public_key,
                   NOTE_PUBLIC_KEY_SIZE) != 0)
            return "names another key of the custody";
    }
    if (!entry_form(entry->type)->is_signed)
        return NULL;
    const KnownKey *signer = keyring_find(&verifier->keys, entry->actor);
    if (signer == NULL)
        return "is signed by an actor that no entry added";
    if (signer->ended)
        return "is signed by an actor whose key was revoked";
    if (!verifier->present->is_known && !add_signature(verifier, signer))
        return "has a signature that does not hold";
    return keyring_judge(verifier->arena, &verifier->keys, entry);
}

/* Where the entries so far are those of the known checkpoint, they are the very ones that were
 * verified before. */
static ErrorKind
judge_known(const Verifier *verifier, Error *err)
{
    const Checkpoint *known = verifier->known;
    if (known == NULL || known->size != verifier->frontier.size)
        return ERROR_NONE;
    Digest root = frontier_root(&verifier->frontier);
    if (digest_equal(&root, &known->root))
        return ERROR_NONE;
    (void)error_set(err, ERROR_INTEGRITY,
                    "the first %" PRIu64 " entries are not those of the known checkpoint",
                    known->size);
    return error_hint(err, "verify without it to learn which entry is bad, if one is");
}

/* The present entry, which was parsed. */
static ErrorKind
judge_present(Verifier *verifier, const Entry **ret_entry, Error *err)
{
    const BatchEntry *present = verifier->present;
    const char *fault = judge_place(verifier, &present->entry);
    if (fault == NULL)
        fault = judge_signer(verifier);
    if (fault != NULL)
        return error_set(err, ERROR_INTEGRITY, "ledger entry %" PRIu64 " %s",
                         verifier->frontier.size, fault);
    verifier->at = present->entry.at;
    verifier->root_count = frontier_add_roots(&verifier->frontier, &present->leaf, verifier->roots);
    if (ret_entry != NULL)
        *ret_entry = &present->entry;
    return judge_known(verifier, err);
}

static void
begin_entry(Verifier *verifier, const BatchEntry *present)
{
    arena_free(verifier->work);
    verifier->work = arena_new("entry");
    verifier->present = present;
}

ErrorKind
verifier_entry(Verifier *verifier, const char *bytes, size_t size, const Entry **ret_entry,
               Error *err)
{
    BatchEntry *single = &verifier->single;
    begin_entry(verifier, single);
    *single = (BatchEntry){
        .bytes = bytes, .size = size, .is_known = is_known(verifier, verifier->ahead++)};
    if (batch_entry_parse(verifier->work, single, err) != ERROR_NONE)
        return error_within(err, "ledger entry %" PRIu64, verifier->frontier.size);
    return judge_present(verifier, ret_entry, err);
}

void
verifier_batch_add(Verifier *verifier, EntryBatch *batch, const char *bytes, size_t size)
{
    entry_batch_add(batch, bytes, size, is_known(verifier, verifier->ahead++));
}

void
verifier_batch_parse(Verifier *verifier, EntryBatch *batch)
{
    entry_batch_parse(batch, signature_queue_crew(verifier->signatures));
}

ErrorKind
verifier_batch_entry(Verifier *verifier, EntryBatch *batch, size_t at, const Entry **ret_entry,
                     Error *err)
{
    const BatchEntry *present = NULL;
    if (entry_batch_entry(batch, at, &present, err) != ERROR_NONE)
        return error_within(err, "ledger entry %" PRIu64, verifier->frontier.size);
    begin_entry(verifier, present);
    return judge_present(verifier, ret_entry, err);
}

ErrorKind
verifier_checkpoint(Verifier *verifier, const char *note, size_t size, Error *err)
{
    SCRATCH Arena *work = arena_new("checkpoint");
    char *text = NULL;
    Checkpoint checkpoint = {0};
    uint64_t count = verifier->frontier.size;
    if (note_open(work, note, size, verifier->key, &text, err) != ERROR_NONE ||
        checkpoint_parse(work, text, &checkpoint, err) != ERROR_NONE)
        return error_within(err, "checkpoint after ledger entry %" PRIu64, count - 1);
    Digest root = frontier_root(&verifier->frontier);
    const char *fault = NULL;
    if (!text_equal(checkpoint.origin, verifier->key->name))
        fault = "is of another ledger";
    else if (checkpoint.size != count)
        fault = "has another size";
    else if (!digest_equal(&checkpoint.root, &root))
        fault = "has another root: an entry before it was changed";
    if (fault != NULL)
        return error_set(err, ERROR_INTEGRITY, "the checkpoint after ledger entry %" PRIu64 " %s",
                         count - 1, fault);
    verifier->signed_size = count;
    return ERROR_NONE;
}

ErrorKind
verifier_settle(Verifier *verifier, Error *err)
{
    uint64_t first = 0;
    if (signature_queue_settle(verifier->signatures, &first))
        return ERROR_NONE;
    return error_set(err, ERROR_INTEGRITY,
                     "ledger entry %" PRIu64 " has a signature that does not hold", first);
}

uint64_t
verifier_size(const Verifier *verifier)
{
    return verifier->frontier.size;
}

uint64_t
verifier_signed_size(const Verifier *verifier)
{
    return verifier->signed_size;
}

Digest
verifier_leaf(const Verifier *verifier)
{
    return verifier->roots[0];
}

const Digest *
verifier_subtree(const Verifier *verifier, unsigned height)
{
    return height < verifier->root_count ? &verifier->roots[height] : NULL;
}

Digest
verifier_root(const Verifier *verifier)
{
    return frontier_root(&verifier->frontier);
}
