/*
 * Recipients: who may be sent packages, the age public key (X25519) to seal them for, and the
 * minisign public key by which the recipient attests what it did with them.
 */
#ifndef BERAAD_CUSTODY_RECIPIENT_H
#define BERAAD_CUSTODY_RECIPIENT_H

#include "custody/actor.h"

typedef struct Recipient
{
    const char *id;
    const char *age_key;      /* "age1..." */
    const char *minisign_key; /* base64 of 42 bytes, as minisign -P takes it; NULL: none */
    const char *added_by;
    int64_t added;
} Recipient;

typedef struct RecipientList LIST_OF(Recipient) RecipientList;

/* [a-z][a-z0-9-]{0,30} */
bool recipient_id_valid(const char *id);

/* Is this an age X25519 recipient: Bech32 (BIP 173) of 32 bytes with the prefix "age", in lower
 * case? */
bool age_key_valid(const char *text);

/* What the two below would refuse, before a key is opened for them. */
ErrorKind recipient_check_new(Custody *custody, const Recipient *recipient, Error *err) MUST_CHECK;
ErrorKind recipient_check_keys(Custody *custody, const Recipient *recipient, Error *err) MUST_CHECK;

/* Adds one by its id and keys. ERROR_USAGE: a bad id or key. ERROR_STATE: the id is there already.
 */
ErrorKind recipient_add(Custody *custody, const Actor *actor, const Recipient *recipient,
                        Error *err) MUST_CHECK;

/* Gives the recipient of that id new keys, those that are not NULL: from now on packages are sealed
 * for the one, and attestations verified by the other. ERROR_USAGE: a bad key, or none.
 * ERROR_STATE: the id is not known, or the key is the one that it has. */
ErrorKind recipient_give_keys(Custody *custody, const Actor *actor, const Recipient *recipient,
                              Error *err) MUST_CHECK;

/* With its present keys; *ret_recipient is NULL where there is none. */
ErrorKind recipient_find(Custody *custody, Arena *arena, const char *id, Recipient **ret_recipient,
                         Error *err) MUST_CHECK;
ErrorKind recipient_list(Custody *custody, Arena *arena, RecipientList *ret_list,
                         Error *err) MUST_CHECK;

#endif
