/*
 * An actor's key and the custody's, opened at the same time: each passphrase costs Argon2id a tenth
 * of a second, and neither waits for the other.
 */
#ifndef BERAAD_CUSTODY_UNLOCK_H
#define BERAAD_CUSTODY_UNLOCK_H

#include "custody/actor.h"

/* Borrowed. */
typedef struct Passphrases
{
    const char *actor;     /* whose key */
    const Secret *own;     /* of the actor */
    const Secret *custody; /* of the custody; the PIN where its root key is wrapped by a token */
} Passphrases;

/*
 * actor_unlock and custody_unlock in one, with their errors. As when one is opened after the other,
 * what is wrong with the actor's is what is told, and a token, which counts wrong PINs, is asked
 * only when the actor's key is open. On failure neither is. Never called before the gate said yes.
 */
ErrorKind custody_unlock_as(Custody *custody, const Passphrases *passphrases, Actor **ret_actor,
                            Error *err) MUST_CHECK;

#endif
