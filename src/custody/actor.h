/*
 * Actors: who acts, in which roles, with which Ed25519 key. The secret half lies in actor/NAME.key
 * (after a change of keys NAME.2.key and so on) under the actor's own passphrase; the public half
 * stands in the state and in the ledger. One key at a time: a new one ends the old, and a revoked
 * one leaves the actor without any, so that she can do nothing.
 */
#ifndef BERAAD_CUSTODY_ACTOR_H
#define BERAAD_CUSTODY_ACTOR_H

#include "core/json.h"
#include "core/list.h"
#include "custody/custody.h"

#define ACTOR_NAME_SIZE 31

/* A set of roles. ROLE_CUSTODIAN is not given to an actor: it is whoever has the custody's
 * passphrase and acts without --as, under the name ACTOR_CUSTODY. */
typedef enum Role
{
    ROLE_OPERATOR = 1,
    ROLE_APPROVER = 2,
    ROLE_RESEARCHER = 4,
    ROLE_CHECKER = 8,
    ROLE_AUDITOR = 16,
    ROLE_CUSTODIAN = 32
} Role;

#define ROLE_EVERY 63u
#define ACTOR_CUSTODY "custody"
#define ACTOR_UNKNOWN                                                                              \
    "unknown" /* in a refusal: a name that the custody does not know, which may be anything */

/* "operator"...; false for an unknown name and for the custodian. roles_print: "operator,
 * approver". */
bool role_parse(const char *name, Role *ret_role);
const char *roles_print(Arena *arena, unsigned roles);
json_t *roles_json(unsigned roles); /* ["operator","approver"] */

/* [a-z][a-z0-9-]{0,30}, and neither ACTOR_CUSTODY nor ACTOR_UNKNOWN. */
bool actor_name_valid(const char *name);

typedef struct ActorRecord
{
    const char *name;
    unsigned roles; /* of Role */
    unsigned char public_key[NOTE_PUBLIC_KEY_SIZE];
    int64_t added;       /* seconds since 1970 UTC */
    int64_t key_version; /* from 1 */
    int64_t key_since;   /* seconds since 1970 UTC */
    bool revoked;        /* the newest key was revoked: there is none to sign with */
    const char *key_file;
} ActorRecord;

typedef struct ActorList LIST_OF(ActorRecord) ActorList;

/* An actor whose key is open: it signs. */
typedef struct Actor Actor;

typedef struct ActorNew
{
    const char *name;
    unsigned roles;
    const Secret *passphrase;
    KdfCost cost;
} ActorNew;

/* What actor_add would refuse before it makes a key; needs neither passphrase nor open custody. */
ErrorKind actor_check_new(Custody *custody, const ActorNew *actor, Error *err) MUST_CHECK;

/* Adds an actor, as the custodian: the custody must be unlocked. ERROR_USAGE for a bad name or no
 * role, ERROR_STATE where the name is taken. The key file is durable before the state knows it. */
ErrorKind actor_add(Custody *custody, const ActorNew *actor, Error *err) MUST_CHECK;

/* A new key in the place of the present one, or of a revoked one: as the actor herself, whose old
 * key signs that, or as the custodian (by NULL). roles are not looked at. ERROR_STATE: no such
 * actor, or not hers to change. */
ErrorKind actor_rotate(Custody *custody, const Actor *by, const ActorNew *actor,
                       Error *err) MUST_CHECK;

/* The present key signs nothing more, from this entry on. By as for actor_rotate. */
ErrorKind actor_revoke(Custody *custody, const Actor *by, const char *name, Error *err) MUST_CHECK;

/* false: no such actor. */
ErrorKind actor_find(Custody *custody, Arena *arena, const char *name, bool *ret_found,
                     ActorRecord *ret_actor, Error *err) MUST_CHECK;
ErrorKind actor_list(Custody *custody, Arena *arena, ActorList *ret_list, Error *err) MUST_CHECK;

/* Opens the actor's key. ERROR_STATE: no such actor, a revoked key, or a wrong passphrase;
 * ERROR_INTEGRITY: the key is not the one that the state knows. Never called before the gate said
 * yes. */
ErrorKind actor_unlock(Custody *custody, const char *name, const Secret *passphrase,
                       Actor **ret_actor, Error *err) MUST_CHECK;
void actor_close(Actor **actor);
#define CLOSES_ACTOR __attribute__((cleanup(actor_close)))

const char *actor_name(const Actor *actor);

/* Is the open key still the one that the actor signs with? ERROR_STATE: it was changed or revoked
 * since. NULL, the custodian, always. */
ErrorKind actor_check_key(Custody *custody, const Actor *actor, Error *err) MUST_CHECK;

/* An Ed25519 signature over the bytes. */
void actor_sign(const Actor *actor, const void *bytes, size_t size,
                unsigned char ret_signature[NOTE_SIGNATURE_SIZE]);

#endif
