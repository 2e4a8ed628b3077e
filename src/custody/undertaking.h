/*
 * The undertaking of a researcher, signed before anything of a deliberation opens for her: that she
 * will not try to learn who a person is, and what else the deliberation binds her to (19/002,
 * paragraph 10). It is bound to the deliberation's digest: an amendment asks for a new one.
 *
 * The gate asks for it where the act's row says so (on_undertaking).
 */
#ifndef BERAAD_CUSTODY_UNDERTAKING_H
#define BERAAD_CUSTODY_UNDERTAKING_H

#include "custody/actor.h"
#include "custody/registration.h"

typedef struct Undertaking
{
    const char *actor;
    const char *deliberation;
    Digest deliberation_digest; /* of the deliberation as it was when she signed */
    Digest text;                /* of the words that she signed (deliberation/undertaking.h) */
    int64_t signed_at;          /* seconds since 1970 UTC */
} Undertaking;

typedef struct UndertakingList LIST_OF(Undertaking) UndertakingList;

/* Records that the actor signs the words with this digest. ERROR_STATE where she has done so for
 * this registration. */
ErrorKind undertaking_sign(Custody *custody, const Actor *actor, const Registration *registration,
                           const Digest *text, Error *err) MUST_CHECK;

/* Has this actor signed for the deliberation as it is registered now? */
ErrorKind undertaking_signed(Custody *custody, const char *actor, const Registration *registration,
                             bool *ret_signed, Error *err) MUST_CHECK;

/* All of a deliberation, in the order of signing; deliberation NULL: of all. */
ErrorKind undertaking_list(Custody *custody, Arena *arena, const char *deliberation,
                           UndertakingList *ret_list, Error *err) MUST_CHECK;

#endif
