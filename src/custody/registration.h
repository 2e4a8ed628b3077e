/*
 * The deliberations that this custody has registered: their bytes as they were given, their
 * digests, and which one amends which.
 */
#ifndef BERAAD_CUSTODY_REGISTRATION_H
#define BERAAD_CUSTODY_REGISTRATION_H

#include "custody/actor.h"
#include "deliberation/model.h"

typedef struct Registration
{
    const char *id;
    Date decided;
    const char *amends;     /* NULL, or the id of the one that it amends */
    const char *amended_by; /* NULL, or the id of the one that took its place */
    const char *catalogue;
    Digest catalogue_digest; /* of the catalogue it was judged by */
    Digest digest;           /* of bytes */
    const char *bytes;
    size_t size;
    const char *registered_by;
    int64_t registered_at;
} Registration;

typedef struct RegistrationList LIST_OF(Registration) RegistrationList;

/*
 * Registers the file that `deliberation` was read from. ERROR_STATE: the same id is registered
 * already (with these bytes or with others: the words say which), it amends an unknown or an
 * already amended one, or it was decided before the one it amends.
 */
ErrorKind registration_add(Custody *custody, const Actor *actor, const Deliberation *deliberation,
                           const Catalogue *catalogue, const char *bytes, size_t size,
                           Error *err) MUST_CHECK;

/* The one of this id; *ret_registration is NULL where there is none. ERROR_INTEGRITY where the
 * stored bytes have not the digest that was registered. */
ErrorKind registration_find(Custody *custody, Arena *arena, const char *id,
                            Registration **ret_registration, Error *err) MUST_CHECK;

/* All, in the order of registration, without bytes. */
ErrorKind registration_list(Custody *custody, Arena *arena, RegistrationList *ret_list,
                            Error *err) MUST_CHECK;

#endif
