#include "sample.h"

#include "ledger/verify.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <string.h>

#define ORIGIN "agency.example/ledger"
#define BEGUN 1700000000

static Secret *
key_of(unsigned char first, unsigned char ret_public_key[NOTE_PUBLIC_KEY_SIZE])
{
    unsigned char seed[crypto_sign_SEEDBYTES] = {first};
    Secret *secret = secret_new(NOTE_SECRET_KEY_SIZE);
    crypto_sign_seed_keypair(ret_public_key, secret->bytes, seed);
    return secret;
}

static json_t *
key_body(const unsigned char public_key[NOTE_PUBLIC_KEY_SIZE])
{
    char text[sodium_base64_ENCODED_LEN(NOTE_PUBLIC_KEY_SIZE, sodium_base64_VARIANT_ORIGINAL)];
    json_t *body = json_object();
    sodium_bin2base64(text, sizeof text, public_key, NOTE_PUBLIC_KEY_SIZE,
                      sodium_base64_VARIANT_ORIGINAL);
    json_put_text(body, "public_key", text);
    return body;
}

static json_t *
actor_body(const char *name, const unsigned char public_key[NOTE_PUBLIC_KEY_SIZE])
{
    json_t *body = key_body(public_key);
    json_put_text(body, "actor", name);
    json_put(body, "roles", json_pack("[s]", "operator"));
    return body;
}

Piece
sample_entry(Arena *arena, const Secret *secret, const char *actor, int64_t number, EntryType type,
             json_t *body)
{
    Error err;
    Piece piece = {0};
    Entry entry = {.type = type,
                   .ledger = ORIGIN,
                   .number = number,
                   .at = BEGUN + number,
                   .actor = actor,
                   .body = json_keep(arena, body),
                   .has_signature = secret != NULL};
    char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(entry_signed_bytes(arena, &entry, &bytes, &size, &err), ERROR_NONE);
    if (secret != NULL)
        crypto_sign_detached(entry.signature, NULL, (unsigned char *)bytes, size, secret->bytes);
    assert_int_equal(entry_print(arena, &entry, &piece.bytes, &piece.size, &err), ERROR_NONE);
    return piece;
}

static Piece
checkpoint_after(Arena *arena, const Sample *sample, size_t count)
{
    Error err;
    Piece piece = {0};
    Frontier frontier = {0};
    for (size_t at = 0; at < count; at++)
    {
        Digest leaf = tree_leaf(sample->entries[at].bytes, sample->entries[at].size);
        frontier_add(&frontier, &leaf);
    }
    Checkpoint checkpoint = {.origin = ORIGIN, .size = count, .root = frontier_root(&frontier)};
    assert_int_equal(note_sign(arena, checkpoint_print(arena, &checkpoint), &sample->key,
                               sample->secret, &piece.bytes, &err),
                     ERROR_NONE);
    piece.size = strlen(piece.bytes);
    return piece;
}

Sample
sample_make(Arena *arena)
{
    unsigned char ann[NOTE_PUBLIC_KEY_SIZE];
    unsigned char bob[NOTE_PUBLIC_KEY_SIZE];
    Sample sample = {.key = {.name = ORIGIN}};
    sample.secret = key_of(1, sample.key.public_key);
    sample.actor = key_of(2, ann);
    Secret *other = key_of(3, bob);
    secret_free(&other);
    const Secret *custody = sample.secret;
    sample.entries[0] = sample_entry(arena, custody, "custody", 0, ENTRY_CUSTODY_CREATED,
                                     key_body(sample.key.public_key));
    sample.entries[1] =
        sample_entry(arena, custody, "custody", 1, ENTRY_ACTOR_ADDED, actor_body("ann", ann));
    sample.entries[2] =
        sample_entry(arena, custody, "custody", 2, ENTRY_ACTOR_ADDED, actor_body("bob", bob));
    sample.entries[3] =
        sample_entry(arena, NULL, "bob", 3, ENTRY_REFUSED,
                     json_pack("{s:s, s:[{s:s, s:[i, i]}], s:[i]}", "act", "release run", "reasons",
                               "code", "year", "cites", 2, 4, "years", 2018));
    sample.entries[4] = sample_entry(arena, sample.actor, "ann", 4, ENTRY_KEY_CREATED,
                                     json_pack("{s:s, s:s, s:i}", "deliberation", "A/1",
                                               "communication", "sample", "version", 1));
    sample.entries[5] = sample_entry(arena, sample.actor, "ann", 5, ENTRY_RELEASE_WITHDRAWN,
                                     json_pack("{s:i}", "release", 1));
    static const size_t ends[] = {1, 2, 3, 5, 6};
    for (size_t at = 0; at < sizeof ends / sizeof *ends; at++)
        sample.checkpoints[ends[at] - 1] = checkpoint_after(arena, &sample, ends[at]);
    return sample;
}

void
sample_free(Sample *sample)
{
    secret_free(&sample->secret);
    secret_free(&sample->actor);
}

#define BATCHES 8 /* of two entries; NULL from the first on: entries are given one by one */

static ErrorKind
verify_in_order(const Sample *sample, Verifier *verifier, const Piece *entries, size_t count,
                EntryBatch *const *batches, Error *err)
{
    for (size_t at = 0; at < count; at++)
    {
        TRY(batches[0] == NULL
                ? verifier_entry(verifier, entries[at].bytes, entries[at].size, NULL, err)
                : verifier_batch_entry(verifier, batches[at / 2], at % 2, NULL, err));
        const Piece *checkpoint = &sample->checkpoints[at];
        if (checkpoint->bytes != NULL)
            TRY(verifier_checkpoint(verifier, checkpoint->bytes, checkpoint->size, err));
    }
    return ERROR_NONE;
}

/* All are parsed before the first is judged. */
static void
begin_batches(Verifier *verifier, const Piece *entries, size_t count, EntryBatch **batches)
{
    assert_true(count <= (size_t)2 * BATCHES);
    for (size_t at = 0; at < count; at++)
    {
        if (at % 2 == 0)
            batches[at / 2] = entry_batch_new();
        verifier_batch_add(verifier, batches[at / 2], entries[at].bytes, entries[at].size);
        if (at % 2 == 1 || at + 1 == count)
            verifier_batch_parse(verifier, batches[at / 2]);
    }
}

static ErrorKind
verify_sample(const Sample *sample, const Piece *entries, size_t count, bool ahead, Error *err)
{
    SCRATCH Arena *arena = arena_new("verify");
    Verifier *verifier = verifier_new(arena, &sample->key);
    EntryBatch *batches[BATCHES] = {NULL};
    Error other = {0};
    if (ahead)
        begin_batches(verifier, entries, count, batches);
    ErrorKind kind = verify_in_order(sample, verifier, entries, count, batches, &other);
    for (size_t at = 0; at < BATCHES; at++)
        entry_batch_free(&batches[at]);
    TRY(verifier_settle(verifier, err));
    *err = other;
    return kind;
}

ErrorKind
sample_verify(const Sample *sample, const Piece *entries, size_t count, Error *err)
{
    Error ahead = {0};
    ErrorKind kind = verify_sample(sample, entries, count, false, err);
    assert_int_equal(verify_sample(sample, entries, count, true, &ahead), kind);
    if (kind != ERROR_NONE)
        assert_string_equal(ahead.message, err->message);
    return kind;
}

static ErrorKind
root_of_leaves(void *context, unsigned height, uint64_t at, Digest *ret_root, Error *err)
{
    (void)err;
    const Digest *const *leaves = context;
    *ret_root = tree_root(*leaves + (at << height), (uint64_t)1 << height);
    return ERROR_NONE;
}

Proof
leaves_prove_inclusion(const Digest *leaves, uint64_t at, uint64_t size)
{
    Error err;
    Proof proof = {.count = 0};
    TreeSource source = {.root = root_of_leaves, .context = &leaves};
    assert_int_equal(tree_prove_inclusion(&source, at, size, &proof, &err), ERROR_NONE);
    return proof;
}

Proof
leaves_prove_consistency(const Digest *leaves, uint64_t old, uint64_t size)
{
    Error err;
    Proof proof = {.count = 0};
    TreeSource source = {.root = root_of_leaves, .context = &leaves};
    assert_int_equal(tree_prove_consistency(&source, old, size, &proof, &err), ERROR_NONE);
    return proof;
}
