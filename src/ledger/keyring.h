/*
 * The keys that the entries of a ledger brought, in their order: whose may sign what. Pure: a key
 * comes from an earlier entry only, and one that was replaced or revoked signs nothing more.
 */
#ifndef BERAAD_LEDGER_KEYRING_H
#define BERAAD_LEDGER_KEYRING_H

#include "core/list.h"
#include "ledger/entry.h"
#include "ledger/note.h"

/* Who acts for the custody; its key comes with the first entry. */
#define KEYRING_CUSTODIAN "custody"

typedef struct KnownKey
{
    const char *actor;
    unsigned char public_key[NOTE_PUBLIC_KEY_SIZE];
    bool ended; /* replaced or revoked: signs nothing more */
} KnownKey;

/* Every key ever; of an actor at most one has not ended. */
typedef struct Keyring LIST_OF(KnownKey) Keyring;

/* The actor's newest key; NULL: no entry added such an actor. */
KnownKey *keyring_find(const Keyring *keyring, const char *actor);

/* Adds a key whose form was judged with the entry's; the arena is the keyring's. */
void keyring_learn(Arena *arena, Keyring *keyring, const char *actor, const json_t *public_key);

/* What is wrong with what a signed entry says about keys, or NULL. Learns the keys that it brings,
 * and ends those that it replaces or revokes. */
const char *keyring_judge(Arena *arena, Keyring *keyring, const Entry *entry);

#endif
