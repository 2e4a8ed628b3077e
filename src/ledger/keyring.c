#include "ledger/keyring.h"

#include "core/text.h"
#include "ledger/base64.h"

#include <string.h>

KnownKey *
keyring_find(const Keyring *keyring, const char *actor)
{
    for (size_t at = keyring->count; at > 0; at--)
        if (text_equal(keyring->items[at - 1].actor, actor))
            return &keyring->items[at - 1];
    return NULL;
}

static bool
is_known(const Keyring *keyring, const json_t *public_key)
{
    unsigned char key[NOTE_PUBLIC_KEY_SIZE] = {0};
    (void)base64_parse_exactly(json_string_value(public_key), key, sizeof key);
    for (size_t at = 0; at < keyring->count; at++)
        if (memcmp(keyring->items[at].public_key, key, sizeof key) == 0)
            return true;
    return false;
}

void
keyring_learn(Arena *arena, Keyring *keyring, const char *actor, const json_t *public_key)
{
    KnownKey *known = LIST_ADD(arena, keyring);
    known->actor = arena_copy_text(arena, actor);
    /* Its form was judged with the entry's. */
    (void)base64_parse_exactly(json_string_value(public_key), known->public_key,
                               sizeof known->public_key);
}

const char *
keyring_judge(Arena *arena, Keyring *keyring, const Entry *entry)
{
    const json_t *public_key = json_object_get(entry->body, "public_key");
    const char *actor = json_string_value(json_object_get(entry->body, "actor"));
    bool adds = entry->type == ENTRY_ACTOR_ADDED;
    if (!adds && entry->type != ENTRY_ACTOR_KEY_ROTATED && entry->type != ENTRY_ACTOR_KEY_REVOKED)
        return NULL;
    KnownKey *present = keyring_find(keyring, actor);
    bool custodian = text_equal(entry->actor, KEYRING_CUSTODIAN);
    if (adds && (!custodian || present != NULL))
        return "adds an actor that may not be added";
    if (!adds && (present == NULL || text_equal(actor, KEYRING_CUSTODIAN) ||
                  !(custodian || text_equal(entry->actor, actor))))
        return "changes a key that may not be changed";
    if (public_key == NULL && present != NULL && present->ended)
        return "revokes a key that was revoked already";
    if (public_key != NULL && is_known(keyring, public_key))
        return "brings a key that was there before";
    if (present != NULL)
        present->ended = true;
    if (public_key != NULL)
        keyring_learn(arena, keyring, actor, public_key);
    return NULL;
}
