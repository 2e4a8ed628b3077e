#include "ledger/verify.h"

#include "core/list.h"
#include "core/text.h"
#include "ledger/base64.h"
#include "ledger/signature.h"

#include <inttypes.h>
#include <string.h>

#define CUSTODIAN "custody"

typedef struct KnownKey
{
    const char *actor;
    unsigned char public_key[NOTE_PUBLIC_KEY_SIZE];
    bool ended; /* replaced or revoked: signs nothing more */
} KnownKey;

struct Verifier
{
    Arena *arena;
    const NoteKey *key;
    const Checkpoint *known;         /* NULL: none */
    struct LIST_OF(KnownKey) actors; /* every key ever; of an actor at most one has not ended */
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

/* The actor's newest key; NULL: no entry added such an actor. */
static KnownKey *
find_key(const Verifier *verifier, const char *actor)
{
    for (size_t at = verifier->actors.count; at > 0; at--)
        if (text_equal(verifier->actors.items[at - 1].actor, actor))
            return &verifier->actors.items[at - 1];
    return NULL;
}

static bool
key_is_known(const Verifier *verifier, const json_t *public_key)
{
    unsigned char key[NOTE_PUBLIC_KEY_SIZE] = {0};
    (void)base64_parse_exactly(json_string_value(public_key), key, sizeof key);
    for (size_t at = 0; at < verifier->actors.count; at++)
        if (memcmp(verifier->actors.items[at].public_key, key, sizeof key) == 0)
            return true;
    return false;
}

static void
learn_key(Verifier *verifier, const char *actor, const json_t *public_key)
{
    KnownKey *known = LIST_ADD(verifier->arena, &verifier->actors);
    known->actor = arena_copy_text(verifier->arena, actor);
    /* Its form was judged with the entry's. */
    (void)base64_parse_exactly(json_string_value(public_key), known->public_key,
                               sizeof known->public_key);
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

/* What is wrong with what it says about keys, or NULL. Learns the keys that it brings. */
static const char *
judge_keys(Verifier *verifier, const Entry *entry)
{
    const json_t *public_key = json_object_get(entry->body, "public_key");
    const char *actor = json_string_value(json_object_get(entry->body, "actor"));
    bool adds = entry->type == ENTRY_ACTOR_ADDED;
    if (!adds && entry->type != ENTRY_ACTOR_KEY_ROTATED && entry->type != ENTRY_ACTOR_KEY_REVOKED)
        return NULL;
    KnownKey *present = find_key(verifier, actor);
    bool custodian = text_equal(entry->actor, CUSTODIAN);
    if (adds && (!custodian || present != NULL))
        return "adds an actor that may not be added";
    if (!adds && (present == NULL || text_equal(actor, CUSTODIAN) ||
                  !(custodian || text_equal(entry->actor, actor))))
        return "changes a key that may not be changed";
    if (public_key == NULL && present != NULL && present->ended)
        return "revokes a key that was revoked already";
    if (public_key != NULL && key_is_known(verifier, public_key))
        return "brings a key that was there before";
    if (present != NULL)
        present->ended = true;
    if (public_key != NULL)
        learn_key(verifier, actor, public_key);
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
        learn_key(verifier, CUSTODIAN, public_key);
        if (memcmp(verifier->actors.items[0].public_key, verifier->key->public_key,
                   NOTE_PUBLIC_KEY_SIZE) != 0)
            return "names another key of the custody";
    }
    if (!entry_form(entry->type)->is_signed)
        return NULL;
    const KnownKey *signer = find_key(verifier, entry->actor);
    if (signer == NULL)
        return "is signed by an actor that no entry added";
    if (signer->ended)
        return "is signed by an actor whose key was revoked";
    if (!verifier->present->is_known && !add_signature(verifier, signer))
        return "has a signature that does not hold";
    return judge_keys(verifier, entry);
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
