/* The keys of actors: made, used, replaced, revoked. A key that was replaced or revoked signs
 * nothing more; what it signed stays valid, for the ledger knows which key was whose at each entry.
 */
#include "core/file.h"
#include "core/text.h"
#include "custody/inner.h"
#include "custody/wrap.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct Actor
{
    char name[ACTOR_NAME_SIZE + 1];
    Secret *signing;
};

static char *
key_file(Arena *arena, const char *name, int64_t version)
{
    return version == 1 ? arena_print(arena, "%s.key", name)
                        : arena_print(arena, "%s.%" PRId64 ".key", name, version);
}

static char *
key_path(Arena *arena, const Custody *custody, const char *file)
{
    return custody_path(arena, custody, arena_print(arena, "actor/%s", file));
}

char *
actor_key_purpose(Arena *arena, const Custody *custody, const char *name, int64_t version)
{
    return version == 1 ? arena_print(arena, "actor %s of %s", name, custody->name)
                        : arena_print(arena, "key %" PRId64 " of actor %s of %s", version, name,
                                      custody->name);
}

ErrorKind
actor_key_make(Custody *custody, Arena *arena, const ActorNew *actor, int64_t version,
               const char **ret_public_key, Error *err)
{
    FREES_SECRET Secret *seed = secret_random(SEED_SIZE);
    FREES_SECRET Secret *signing = secret_new(NOTE_SECRET_KEY_SIZE);
    unsigned char public_key[NOTE_PUBLIC_KEY_SIZE];
    crypto_sign_seed_keypair(public_key, signing->bytes, seed->bytes);
    Wrapping wrapping = {.purpose = actor_key_purpose(arena, custody, actor->name, version),
                         .passphrase = actor->passphrase,
                         .cost = actor->cost};
    *ret_public_key = public_key_print(arena, public_key);
    return key_wrap(key_path(arena, custody, key_file(arena, actor->name, version)), &wrapping,
                    seed, err);
}

ErrorKind
actor_key_record(Custody *custody, const char *name, int64_t version, const char *public_key,
                 int64_t entry, Error *err)
{
    SCRATCH Arena *work = arena_new("actor");
    return store_run(custody->store, "INSERT INTO actor_key VALUES(?, ?, ?, ?, ?, ?, NULL, NULL)",
                     BINDS(bind_text(name), bind_integer(version), bind_text(public_key),
                           bind_text(key_file(work, name, version)), bind_integer(custody->now),
                           bind_integer(entry)),
                     err);
}

/* Ends the present key, inside the transaction that is open; none: nothing to do. */
static ErrorKind
end_key(Custody *custody, const char *name, int64_t entry, Error *err)
{
    return store_run(custody->store,
                     "UPDATE actor_key SET ended = ?, ended_entry = ? WHERE actor = ?"
                     " AND ended_entry IS NULL",
                     BINDS(bind_integer(custody->now), bind_integer(entry), bind_text(name)), err);
}

/* Found, and the one who acts may: herself, or the custodian. */
static ErrorKind
find_own(Custody *custody, Arena *arena, const Actor *by, const char *name, ActorRecord *ret_record,
         Error *err)
{
    bool found = false;
    TRY(actor_find(custody, arena, name, &found, ret_record, err));
    if (!found)
        return error_set(err, ERROR_STATE, "there is no such actor");
    if (by != NULL && (!text_equal(by->name, name) || ret_record->revoked))
        return error_set(err, ERROR_STATE, "the key of actor '%s' is not hers to change", name);
    return ERROR_NONE;
}

/* What was committed is done: where the file of an ended key cannot be removed now, the next
 * opening removes it. */
static void
remove_key(Custody *custody, const char *file)
{
    SCRATCH Arena *work = arena_new("actor");
    Error ignored;
    (void)!file_remove_tree(key_path(work, custody, file), &ignored);
    (void)!file_sync(custody_path(work, custody, "actor"), &ignored);
}

static json_t *
key_body(const char *name, const char *public_key)
{
    json_t *body = json_object();
    json_put_text(body, "actor", name);
    if (public_key != NULL)
        json_put_text(body, "public_key", public_key);
    return body;
}

ErrorKind
actor_rotate(Custody *custody, const Actor *by, const ActorNew *actor, Error *err)
{
    SCRATCH Arena *work = arena_new("actor");
    ENDS_RECORDING Recording recording = {0};
    ActorRecord old;
    const char *public_key = NULL;
    int64_t entry = 0;
    TRY(find_own(custody, work, by, actor->name, &old, err));
    TRY(actor_key_make(custody, work, actor, old.key_version + 1, &public_key, err));
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, by, NULL, ENTRY_ACTOR_KEY_ROTATED, key_body(old.name, public_key),
                      &entry, err));
    TRY(end_key(custody, old.name, entry, err));
    TRY(actor_key_record(custody, old.name, old.key_version + 1, public_key, entry, err));
    TRY(record_commit(&recording, err));
    remove_key(custody, old.key_file);
    return ERROR_NONE;
}

ErrorKind
actor_revoke(Custody *custody, const Actor *by, const char *name, Error *err)
{
    SCRATCH Arena *work = arena_new("actor");
    ENDS_RECORDING Recording recording = {0};
    ActorRecord old;
    int64_t entry = 0;
    TRY(find_own(custody, work, by, name, &old, err));
    if (old.revoked)
        return error_set(err, ERROR_STATE, "the key of actor '%s' is revoked already", name);
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, by, NULL, ENTRY_ACTOR_KEY_REVOKED, key_body(old.name, NULL), &entry,
                      err));
    TRY(end_key(custody, old.name, entry, err));
    TRY(record_commit(&recording, err));
    remove_key(custody, old.key_file);
    return ERROR_NONE;
}

ErrorKind
actor_unlock(Custody *custody, const char *name, const Secret *passphrase, Actor **ret_actor,
             Error *err)
{
    SCRATCH Arena *work = arena_new("actor");
    FREES_SECRET Secret *seed = NULL;
    ActorRecord record;
    bool found = false;
    TRY(actor_find(custody, work, name, &found, &record, err));
    if (!found)
        return error_set(err, ERROR_STATE, "there is no such actor");
    if (record.revoked)
        return error_set(err, ERROR_STATE, "the key of actor '%s' is revoked", name);
    Wrapping wrapping = {.purpose = actor_key_purpose(work, custody, name, record.key_version),
                         .passphrase = passphrase};
    TRY(key_unwrap(key_path(work, custody, record.key_file), &wrapping, SEED_SIZE, &seed, err));
    CLOSES_ACTOR Actor *actor = calloc(1, sizeof *actor);
    if (actor == NULL)
        error_out_of_memory();
    memcpy(actor->name, record.name, strnlen(record.name, ACTOR_NAME_SIZE));
    TRY(signing_key_open(seed, record.public_key, &actor->signing, err));
    *ret_actor = actor;
    actor = NULL;
    return ERROR_NONE;
}

/* libsodium's form of a signing key: the seed, then the public key. */
ErrorKind
actor_check_key(Custody *custody, const Actor *actor, Error *err)
{
    SCRATCH Arena *work = arena_new("actor");
    ActorRecord record;
    bool found = false;
    if (actor == NULL)
        return ERROR_NONE;
    TRY(actor_find(custody, work, actor->name, &found, &record, err));
    const unsigned char *bytes = actor->signing->bytes;
    if (!found || record.revoked ||
        memcmp(bytes + SEED_SIZE, record.public_key, sizeof record.public_key) != 0)
        return error_set(err, ERROR_STATE, "the key of actor '%s' was changed or revoked meanwhile",
                         actor->name);
    return ERROR_NONE;
}

void
actor_close(Actor **actor)
{
    if (*actor != NULL)
    {
        secret_free(&(*actor)->signing);
        free(*actor);
    }
    *actor = NULL;
}

const char *
actor_name(const Actor *actor)
{
    return actor->name;
}

void
actor_sign(const Actor *actor, const void *bytes, size_t size,
           unsigned char ret_signature[NOTE_SIGNATURE_SIZE])
{
    crypto_sign_detached(ret_signature, NULL, bytes, size, actor->signing->bytes);
}
