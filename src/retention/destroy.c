#include "retention/destroy.h"

#include "core/file.h"
#include "custody/key.h"
#include "retention/certificate.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#define PURPOSE_PROBE "beraad probe v1"
#define NONCE crypto_secretbox_NONCEBYTES
#define PROBE_SIZE (NONCE + crypto_secretbox_MACBYTES + sizeof probe_text - 1)

static const char probe_text[] = "what was under this key can be read";

/* XSalsa20-Poly1305 under a key derived from the project key for this alone. */
static void
seal_probe(const Secret *key, unsigned char probe[PROBE_SIZE])
{
    FREES_SECRET Secret *own = secret_derive(key, PURPOSE_PROBE, crypto_secretbox_KEYBYTES);
    randombytes_buf(probe, NONCE);
    (void)crypto_secretbox_easy(probe + NONCE, (const unsigned char *)probe_text,
                                sizeof probe_text - 1, probe, own->bytes);
}

static bool
probe_opens(const Secret *key, const KeyProbe *probe)
{
    FREES_SECRET Secret *own = secret_derive(key, PURPOSE_PROBE, crypto_secretbox_KEYBYTES);
    unsigned char text[sizeof probe_text - 1];
    const unsigned char *bytes = probe->bytes;
    return probe->size == PROBE_SIZE &&
           crypto_secretbox_open_easy(text, bytes + NONCE, PROBE_SIZE - NONCE, bytes, own->bytes) ==
               0 &&
           memcmp(text, probe_text, sizeof text) == 0;
}

/* One that is damaged or gone must not stand in the way of its own destruction. */
static ErrorKind
make_probe(Custody *custody, Arena *arena, const char *deliberation, KeyProbe *probe, Error *err)
{
    FREES_SECRET Secret *key = NULL;
    Error ignored = {0};
    if (project_key_open(custody, NULL, deliberation, probe->key, &key, &ignored) != ERROR_NONE)
        return ERROR_NONE;
    unsigned char *bytes = arena_take(arena, PROBE_SIZE);
    seal_probe(key, bytes);
    probe->bytes = bytes;
    probe->size = PROBE_SIZE;
    if (!probe_opens(key, probe))
        return error_set(err, ERROR_INTERNAL, "a probe does not open under its own key");
    return ERROR_NONE;
}

ErrorKind
destroy_probes(Custody *custody, Arena *arena, const DestructionPlan *plan, KeyProbes *ret_probes,
               Error *err)
{
    for (size_t at = 0; at < plan->keys.count; at++)
    {
        KeyProbe *probe = LIST_ADD(arena, ret_probes);
        probe->key = plan->keys.items[at];
        TRY(make_probe(custody, arena, plan->deliberation, probe, err));
    }
    return ERROR_NONE;
}

static ErrorKind
destroy_keys(Custody *custody, const Actor *actor, const Destruction *destruction, Error *err)
{
    for (size_t at = 0; at < destruction->plan.keys.count; at++)
        TRY(project_key_destroy(custody, actor, destruction->deliberation,
                                destruction->plan.keys.items[at], err));
    return ERROR_NONE;
}

static ErrorKind
remove_files(Custody *custody, const Destruction *destruction, Error *err)
{
    SCRATCH Arena *work = arena_new("destroy");
    for (size_t at = 0; at < destruction->plan.artefacts.count; at++)
    {
        const char *path = custody_path(work, custody, destruction->plan.artefacts.items[at].path);
        const char *slash = strrchr(path, '/');
        TRY(file_remove_tree(path, err));
        TRY(file_sync(arena_copy(work, path, (size_t)(slash - path)), err));
    }
    return ERROR_NONE;
}

/* No key that this custody gives opens the probe: not the one that went, nor any other of it. */
static ErrorKind
try_probe(Custody *custody, const Destruction *destruction, const KeyProbe *probe, Error *err)
{
    Error refused = {0};
    FREES_SECRET Secret *key = NULL;
    if (project_key_open(custody, NULL, destruction->deliberation, probe->key, &key, &refused) ==
        ERROR_NONE)
        return error_set(err, ERROR_INTEGRITY, "key '%s' opens although it was destroyed",
                         probe->key);
    SCRATCH Arena *work = arena_new("probe");
    ArtefactList all = {0};
    TRY(artefact_list(custody, work, &(ArtefactFilter){.existing = true}, &all, err));
    for (size_t at = 0; probe->bytes != NULL && at < all.count; at++)
    {
        const Artefact *other = &all.items[at];
        FREES_SECRET Secret *living = NULL;
        if (other->key == NULL || project_key_open(custody, NULL, other->deliberation, other->key,
                                                   &living, &refused) != ERROR_NONE)
            continue;
        if (probe_opens(living, probe))
            return error_set(err, ERROR_INTEGRITY, "what was under key '%s' still opens",
                             probe->key);
    }
    return ERROR_NONE;
}

static ErrorKind
check_gone(Custody *custody, const Destruction *destruction, const KeyProbes *probes, Error *err)
{
    SCRATCH Arena *work = arena_new("destroy");
    for (size_t at = 0; at < destruction->plan.artefacts.count; at++)
        if (file_exists(custody_path(work, custody, destruction->plan.artefacts.items[at].path)))
            return error_set(err, ERROR_INTEGRITY, "artefact %" PRId64 " is still there",
                             destruction->plan.artefacts.items[at].number);
    for (size_t at = 0; at < destruction->plan.keys.count; at++)
    {
        const char *key = destruction->plan.keys.items[at];
        const char *home = NULL;
        TRY(project_key_home(custody, work, destruction->deliberation, key, &home, err));
        if (file_exists(custody_path(
                work, custody,
                arena_print(work, "key/project/%s", project_key_file(work, home, key)))))
            return error_set(err, ERROR_INTEGRITY, "the file of key '%s' is still there", key);
    }
    for (size_t at = 0; at < probes->count; at++)
        TRY(try_probe(custody, destruction, &probes->items[at], err));
    return ERROR_NONE;
}

ErrorKind
destroy_run(Custody *custody, Arena *arena, const Actor *actor, int64_t number,
            const Registration *registration, Destruction **ret_done, Error *err)
{
    Destruction *destruction = NULL;
    KeyProbes probes = {0};
    char *certificate = NULL;
    TRY(destruction_find(custody, arena, number, &destruction, err));
    if (destruction == NULL)
        return error_set(err, ERROR_STATE, "there is no destruction %" PRId64, number);
    *ret_done = destruction;
    if (destruction->completed_at != 0)
        return ERROR_NONE;
    TRY(destruction_probes(custody, arena, destruction, &probes, err));
    TRY(destroy_keys(custody, actor, destruction, err));
    TRY(remove_files(custody, destruction, err));
    TRY(check_gone(custody, destruction, &probes, err));
    TRY(certificate_make(custody, arena, actor, destruction, registration, &probes, &certificate,
                         err));
    TRY(destruction_complete(custody, actor, number, certificate, err));
    return destruction_find(custody, arena, number, ret_done, err);
}
