#include "custody/unlock.h"

#include "custody/inner.h"
#include "custody/wrap.h"

#include <pthread.h>

/* The root key on its way, in a thread of its own: it reads one file, and touches nothing that
 * others do. */
typedef struct RootOpening
{
    const char *path;
    const Secret *passphrase;
    pthread_t thread;
    Secret *root;
    ErrorKind kind;
    Error err;
} RootOpening;

static void *
open_root(void *argument)
{
    RootOpening *opening = argument;
    opening->kind =
        root_key_open(opening->path, opening->passphrase, &opening->root, &opening->err);
    return NULL;
}

/* Both, one after the other. */
static ErrorKind
unlock_in_turn(Custody *custody, const Passphrases *passphrases, Actor **ret_actor, Error *err)
{
    CLOSES_ACTOR Actor *actor = NULL;
    TRY(actor_unlock(custody, passphrases->actor, passphrases->own, &actor, err));
    TRY(custody_unlock(custody, passphrases->custody, err));
    *ret_actor = actor;
    actor = NULL;
    return ERROR_NONE;
}

static ErrorKind
take_root(Custody *custody, RootOpening *opening, Error *err)
{
    if (opening->kind == ERROR_NONE)
        return custody_unlock_root(custody, &opening->root, err);
    *err = opening->err;
    return opening->kind;
}

ErrorKind
custody_unlock_as(Custody *custody, const Passphrases *passphrases, Actor **ret_actor, Error *err)
{
    SCRATCH Arena *work = arena_new("unlock");
    CLOSES_ACTOR Actor *actor = NULL;
    RootOpening opening = {.path = custody_path(work, custody, ROOT_KEY_FILE),
                           .passphrase = passphrases->custody};
    TRY(custody_root_check(custody, err));
    if (custody_unlocked(custody) || key_token_of(work, opening.path) != NULL ||
        pthread_create(&opening.thread, NULL, open_root, &opening) != 0)
        return unlock_in_turn(custody, passphrases, ret_actor, err);
    ErrorKind kind = actor_unlock(custody, passphrases->actor, passphrases->own, &actor, err);
    (void)pthread_join(opening.thread, NULL);
    if (kind == ERROR_NONE)
        kind = take_root(custody, &opening, err);
    secret_free(&opening.root);
    if (kind != ERROR_NONE)
        return kind;
    *ret_actor = actor;
    actor = NULL;
    return ERROR_NONE;
}
