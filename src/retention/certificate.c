/* The certificate as JSON, and its signature. */
#include "retention/certificate.h"

#include "core/file.h"
#include "custody/epoch.h"
#include "custody/split.h"
#include "ledger/base64.h"
#include "release/minisign.h"
#include "release/workplace.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#define KEY_FILE_BYTES ((size_t)64 * 1024)

static json_t *
years_json(const Years *years)
{
    json_t *list = json_array();
    for (size_t at = 0; at < years->count; at++)
        json_add(list, json_integer(years->items[at]));
    return list;
}

static json_t *
artefact_json(Arena *arena, const Artefact *artefact)
{
    json_t *item = json_object();
    json_put(item, "artefact", json_integer(artefact->number));
    json_put_text(item, "kind", artefact_kind_name(artefact->kind));
    json_put_text(item, "communication", artefact->communication);
    json_put(item, "years", years_json(&artefact->years));
    json_put_text(item, "digest", digest_print(arena, &artefact->digest));
    json_put(item, "size", json_integer(artefact->size));
    json_put(item, "made", json_integer(artefact->made_at));
    json_put(item, "entry", json_integer(artefact->made_entry));
    return item;
}

/* What lay under a key of the custody is unreadable without it; a package never did. */
static json_t *
destroyed_json(Arena *arena, const ArtefactList *list)
{
    json_t *array = json_array();
    for (size_t at = 0; at < list->count; at++)
    {
        json_t *item = artefact_json(arena, &list->items[at]);
        if (list->items[at].key != NULL)
            json_put_text(item, "key", list->items[at].key);
        json_put_text(item, "method",
                      list->items[at].key == NULL ? "file removed" : "key destroyed, file removed");
        json_add(array, item);
    }
    return array;
}

static json_t *
kept_json(Arena *arena, const ArtefactList *list)
{
    json_t *array = json_array();
    for (size_t at = 0; at < list->count; at++)
        json_add(array, artefact_json(arena, &list->items[at]));
    return array;
}

static json_t *
keys_json(const KeyProbes *probes)
{
    json_t *array = json_array();
    for (size_t at = 0; at < probes->count; at++)
    {
        json_t *item = json_object();
        json_put_text(item, "key", probes->items[at].key);
        json_put_text(item, "probe",
                      probes->items[at].bytes == NULL ? "not made" : "does not open any more");
        json_add(array, item);
    }
    return array;
}

/* How the root key is wrapped, as its own file says; nothing where it says nothing. */
static ErrorKind
key_store_json(Custody *custody, Arena *arena, json_t **ret_store, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    json_t *file = NULL;
    const char *path = custody_path(arena, custody, "key/root.key");
    TRY(file_read(arena, path, KEY_FILE_BYTES, ERROR_INTEGRITY, &bytes, &size, err));
    TRY(json_read(arena, bytes, size, ERROR_INTEGRITY, &file, err));
    json_t *store = json_object();
    json_t *cipher = json_object_get(file, "cipher");
    const json_t *kdf = json_object_get(file, "kdf");
    json_put(store, "key_bits", json_integer(256));
    if (json_is_string(cipher))
        json_put(store, "cipher", json_incref(cipher));
    static const char *const names[] = {"name", "passes", "memory"};
    for (size_t at = 0; at < sizeof names / sizeof *names; at++)
        if (json_object_get(kdf, names[at]) != NULL)
            json_put(store, arena_print(arena, "kdf_%s", names[at]),
                     json_incref(json_object_get(kdf, names[at])));
    json_t *token = json_object_get(json_object_get(file, "token"), "label");
    if (json_is_string(token))
        json_put(store, "token", json_incref(token));
    SplitStatus split = {0};
    TRY(split_status(custody, &split, err));
    if (split.needed != 0)
    {
        json_put(store, "shares", json_integer(split.count));
        json_put(store, "shares_needed", json_integer(split.needed));
    }
    *ret_store = store;
    return ERROR_NONE;
}

static ErrorKind
epoch_json(Custody *custody, json_t **ret_epoch, Error *err)
{
    EpochStatus status = {0};
    TRY(epoch_status(custody, &status, err));
    json_t *epoch = json_object();
    json_put(epoch, "present", json_integer(status.epoch));
    json_put(epoch, "medium", json_integer(status.medium));
    json_put(epoch, "backup", json_integer(status.backup));
    json_put(epoch, "left_behind", json_boolean(epoch_is_left_behind(&status)));
    *ret_epoch = epoch;
    return ERROR_NONE;
}

/* What the recipients of packages have said of their copies until now. */
static ErrorKind
recipients_json(Custody *custody, Arena *arena, const ArtefactList *list, json_t **ret_array,
                Error *err)
{
    json_t *array = json_keep(arena, json_array());
    for (size_t at = 0; at < list->count; at++)
    {
        const Artefact *artefact = &list->items[at];
        AttestedList attested = {0};
        if (artefact->kind != ARTEFACT_PACKAGE || artefact->delivered_at == 0)
            continue;
        TRY(attested_list(custody, arena, artefact->number, &attested, err));
        json_t *item = json_object();
        json_put(item, "artefact", json_integer(artefact->number));
        json_add(array, item);
        for (size_t in = 0; in < attested.count; in++)
        {
            char date[DATE_TEXT_SIZE];
            if (attested.items[in].event != ATTESTED_DESTRUCTION)
                continue;
            json_put_text(item, "attested", date_print(attested.items[in].on_date, date));
            json_put_text(item, "recipient", attested.items[in].recipient);
            json_put_text(item, "statement", digest_print(arena, &attested.items[in].statement));
        }
    }
    *ret_array = json_incref(array);
    return ERROR_NONE;
}

ErrorKind
certificate_attested(Custody *custody, Arena *arena, const Destruction *destruction,
                     AttestedList *ret_list, Error *err)
{
    for (size_t at = 0; at < destruction->plan.artefacts.count; at++)
    {
        AttestedList all = {0};
        TRY(attested_list(custody, arena, destruction->plan.artefacts.items[at].number, &all, err));
        for (size_t in = 0; in < all.count; in++)
            if (all.items[in].event == ATTESTED_DESTRUCTION)
                *LIST_ADD(arena, ret_list) = all.items[in];
    }
    return ERROR_NONE;
}

char *
certificate_attestation_name(Arena *arena, const Attested *attested)
{
    return arena_print(arena, "attestation-%" PRId64, attested->entry);
}

static void
add_parties(Custody *custody, Arena *arena, const Actor *actor, const Destruction *destruction,
            const Registration *registration, json_t *value)
{
    NoteKey key = custody_note_key(custody);
    json_put_text(value, "format", "beraad destruction certificate 1");
    json_put_text(value, "custody", custody_name(custody));
    json_put_text(value, "public_key", base64_print(arena, key.public_key, sizeof key.public_key));
    json_put(value, "destruction", json_integer(destruction->number));
    json_put_text(value, "deliberation", registration->id);
    json_put_text(value, "deliberation_digest", digest_print(arena, &registration->digest));
    json_put_text(value, "proposed_by", destruction->proposed_by);
    json_put_text(value, "decided_by", destruction->decided_by);
    json_put(value, "decided", json_integer(destruction->decided_at));
    json_put(value, "decided_entry", json_integer(destruction->entry));
    json_put_text(value, "completed_by", actor_name(actor));
    json_put(value, "completed", json_integer(custody_now(custody)));
}

ErrorKind
certificate_make(Custody *custody, Arena *arena, const Actor *actor, const Destruction *destruction,
                 const Registration *registration, const KeyProbes *probes, char **ret_certificate,
                 Error *err)
{
    json_t *value = json_keep(arena, json_object());
    json_t *part = NULL;
    add_parties(custody, arena, actor, destruction, registration, value);
    json_put(value, "artefacts", destroyed_json(arena, &destruction->plan.artefacts));
    json_put(value, "kept", kept_json(arena, &destruction->plan.kept));
    json_put(value, "keys", keys_json(probes));
    TRY(key_store_json(custody, arena, &part, err));
    json_put(value, "key_store", part);
    TRY(epoch_json(custody, &part, err));
    json_put(value, "epoch", part);
    TRY(recipients_json(custody, arena, &destruction->plan.artefacts, &part, err));
    json_put(value, "recipients", part);
    *ret_certificate = json_canonical(arena, value, NULL);
    return ERROR_NONE;
}

ErrorKind
certificate_sign(Custody *custody, Arena *arena, const char *file, const void *bytes, size_t size,
                 char **ret_signature, Error *err)
{
    unsigned char digest[MINISIGN_DIGEST_SIZE];
    MinisignSignature signature = {0};
    PackageSigner signer = custody_signer(custody);
    crypto_generichash(digest, sizeof digest, bytes, size, NULL, 0);
    TRY(minisign_sign(arena, &signer, digest, arena_print(arena, "file:%s", file), &signature,
                      err));
    *ret_signature = minisign_print(arena, &signature);
    return ERROR_NONE;
}
