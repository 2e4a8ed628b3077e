/*
 * The deliberations that this custody has registered: their bytes as they were given, their
 * digests, which one amends which, and what became of them. Registering takes two actors: one
 * proposes the file, another confirms it, by its digest and that of the catalogue.
 *
 *   (none) --confirmed--> in force --suspend--> suspended --resume--> in force
 *   in force, suspended --end--> ended          in force, suspended --an amendment--> amended
 *
 * To suspend takes one actor, for it only closes; to resume and to end take two.
 */
#ifndef BERAAD_CUSTODY_REGISTRATION_H
#define BERAAD_CUSTODY_REGISTRATION_H

#include "custody/actor.h"
#include "custody/proposal.h"
#include "deliberation/model.h"

/* A set of states; a deliberation is in exactly one. */
typedef enum DeliberationState
{
    DELIBERATION_UNKNOWN = 1, /* not registered */
    DELIBERATION_IN_FORCE = 2,
    DELIBERATION_SUSPENDED = 4,
    DELIBERATION_AMENDED = 8, /* another took its place */
    DELIBERATION_ENDED = 16
} DeliberationState;

#define DELIBERATION_STATES 5
#define DELIBERATION_OPEN (DELIBERATION_IN_FORCE | DELIBERATION_SUSPENDED)
#define DELIBERATION_REGISTERED                                                                    \
    (DELIBERATION_IN_FORCE | DELIBERATION_SUSPENDED | DELIBERATION_AMENDED | DELIBERATION_ENDED)
#define DELIBERATION_EVERY (DELIBERATION_UNKNOWN | DELIBERATION_REGISTERED)

const char *deliberation_state_name(DeliberationState state); /* "in force" */
const char *deliberation_states_print(Arena *arena, unsigned states);

typedef struct Registration
{
    DeliberationState state;
    int64_t since; /* when it came into that state: seconds since 1970 UTC */
    const char *id;
    Date decided;
    const char *amends;     /* NULL, or the id of the one that it amends */
    Names continues;        /* communications that go on with the keys of those of the same name in
                               the one that it amends (key.h) */
    const char *amended_by; /* NULL, or the id of the one that took its place */
    const char *catalogue;
    Digest catalogue_digest; /* of the catalogue it was judged by */
    Digest digest;           /* of bytes */
    const char *bytes;
    size_t size;
    const Digest *text_digest; /* of the official text; NULL: none was attached */
    const char *text; /* its bytes, as they were given: deliberation/official.h reads them */
    size_t text_size;
    const char *proposed_by;
    const char *registered_by; /* who confirmed it */
    int64_t registered_at;
} Registration;

typedef struct RegistrationList LIST_OF(Registration) RegistrationList;

/* What is proposed to be registered. */
typedef struct RegistrationFile
{
    const char *bytes;
    size_t size;
    const char *text; /* the official text, checked (official_check); NULL: none is attached */
    size_t text_size;
} RegistrationFile;

/*
 * Proposes to register the file that `deliberation` was read from, and its official text with it.
 * The digests of both stand in the proposal and in the registration: who confirms, confirms both.
 * ERROR_STATE: the same id is
 * registered already (with these bytes or with others: the words say which), a proposal for it
 * stands, it amends an unknown, an already amended or an ended one, or it was decided before the
 * one it amends. The gate has refused all of these before; here they are judged once more inside
 * the transaction.
 */
ErrorKind registration_propose(Custody *custody, const Actor *actor,
                               const Deliberation *deliberation, const Catalogue *catalogue,
                               const RegistrationFile *file, Error *err) MUST_CHECK;

/* Confirms the proposal, whose bytes `deliberation` was read from with `catalogue`: it is
 * registered and in force, and what was delivered under those that it amends is judged by its
 * rules. ERROR_STATE as above, or where the actor proposed it herself. */
ErrorKind registration_confirm(Custody *custody, const Actor *actor, const Proposal *proposal,
                               const Deliberation *deliberation, const Catalogue *catalogue,
                               Error *err) MUST_CHECK;

/* The one of this id; *ret_registration is NULL where there is none. ERROR_INTEGRITY where the
 * stored bytes, or those of its official text, have not the digest that was registered. */
ErrorKind registration_find(Custody *custody, Arena *arena, const char *id,
                            Registration **ret_registration, Error *err) MUST_CHECK;

/* The same as it was before a moment (seconds since 1970 UTC): registered then, amended then, in
 * the state of then. */
ErrorKind registration_find_before(Custody *custody, Arena *arena, const char *id, int64_t moment,
                                   Registration **ret_registration, Error *err) MUST_CHECK;

/* The id of a registered one that has these bytes but for its reference (id in the bytes' place);
 * NULL where there is none. */
ErrorKind registration_find_copy(Custody *custody, Arena *arena, const char *id, const char *bytes,
                                 size_t size, const char **ret_copied, Error *err) MUST_CHECK;

typedef struct DeliberationLine LIST_OF(const char *) DeliberationLine;

/* The ids of a deliberation, which need not be registered yet, and of those that it amends, one by
 * one: itself first. */
ErrorKind registration_line(Custody *custody, Arena *arena, const Deliberation *deliberation,
                            DeliberationLine *ret_line, Error *err) MUST_CHECK;

/* The one whose text holds for what was done under that id: itself, or the last of those that
 * amended it one after the other; *ret_registration is NULL where there is none of that id. */
ErrorKind registration_newest(Custody *custody, Arena *arena, const char *id,
                              Registration **ret_registration, Error *err) MUST_CHECK;

/* All, in the order of registration, without bytes. */
ErrorKind registration_list(Custody *custody, Arena *arena, RegistrationList *ret_list,
                            Error *err) MUST_CHECK;

#endif
