/*
 * The states of a release. The doing (extract, package, seal) is in release/; here stands what is
 * known of it, and each change is one transaction with its ledger entry.
 *
 *   prepared --approve--> approved --deliver--> delivered         prepared, approved --withdraw-->
 * withdrawn
 *
 * Approvals are collected in prepared; the one that completes the number asked for makes it
 * approved. What is staged in held/ is one file or one directory, moved to outgoing/ by one rename
 * after the transaction of the delivery: a crash in between is finished by custody_recover.
 */
#ifndef BERAAD_CUSTODY_RELEASE_H
#define BERAAD_CUSTODY_RELEASE_H

#include "custody/actor.h"
#include "deliberation/model.h"

typedef enum ReleaseState
{
    RELEASE_PREPARED,
    RELEASE_APPROVED,
    RELEASE_DELIVERED,
    RELEASE_WITHDRAWN
} ReleaseState;

typedef enum ReleaseChange
{
    CHANGE_APPROVE,
    CHANGE_DELIVER,
    CHANGE_WITHDRAW
} ReleaseChange;

const char *release_state_name(ReleaseState state);
bool release_state_parse(const char *name, ReleaseState *ret_state);

/* The one state table: may a release in this state be changed so? */
bool release_change_allowed(ReleaseState state, ReleaseChange change);

typedef struct ReleaseYear
{
    int year;
    int64_t rows;
} ReleaseYear;

typedef struct Approval
{
    const char *actor;
    int64_t at;
} Approval;

typedef struct Release
{
    int64_t number; /* from 1; given by release_record_prepared */
    ReleaseState state;
    const char *deliberation;
    Digest deliberation_digest;
    const char *communication;
    const char *recipient;
    struct LIST_OF(ReleaseYear) years;
    Names variables; /* that its rows hold, in the order of the deliberation */
    Digest manifest; /* of manifest.json's bytes */
    const char
        *package; /* path of the sealed file under held/ or outgoing/: "NAME" or "DIRECTORY/NAME" */
    Digest package_digest;
    int64_t package_size;
    int64_t row_count; /* of all years */
    const char *prepared_by;
    int64_t prepared_at;
    struct LIST_OF(Approval) approvals;
    int approvals_needed; /* as the deliberation asks */
    int64_t delivered_at; /* 0: not yet */
} Release;

typedef struct ReleaseList LIST_OF(Release) ReleaseList;

/* Records that a plan was computed (it reads the warehouse): years and nothing else. */
ErrorKind release_record_planned(Custody *custody, const Actor *actor,
                                 const Deliberation *deliberation, const char *communication,
                                 const Years *years, Error *err) MUST_CHECK;

/*
 * Records a package that lies whole and synced in held/ . Uses of *prepared: deliberation,
 * deliberation_digest, communication, recipient, years, variables, manifest, package,
 * package_digest, package_size, approvals_needed; the rest is filled in here, the number too. A
 * first path component that another undelivered release holds is ERROR_STATE.
 */
ErrorKind release_record_prepared(Custody *custody, const Actor *actor, Release *prepared,
                                  Error *err) MUST_CHECK;

/* The actor approves exactly these digests: they must equal what the state holds (ERROR_INTEGRITY).
 * *ret_state is approved once as many have agreed as are needed. */
ErrorKind release_record_approval(Custody *custody, const Actor *actor, int64_t number,
                                  const Digest *manifest, const Digest *package,
                                  ReleaseState *ret_state, Error *err) MUST_CHECK;

/* ONE transaction: entry, state, obligations (obligation.h). Afterwards the caller calls
 * release_move. The deliberation is the registered one, read. */
ErrorKind release_record_delivered(Custody *custody, const Actor *actor, int64_t number,
                                   const Deliberation *deliberation, Error *err) MUST_CHECK;

/* Takes back what was not delivered; the staged file goes. */
ErrorKind release_record_withdrawn(Custody *custody, const Actor *actor, int64_t number,
                                   Error *err) MUST_CHECK;

/* Moves a delivered release from held/ to outgoing/; done already is fine. */
ErrorKind release_move(Custody *custody, const Release *release, Error *err) MUST_CHECK;

/* Do the bytes in held/ have the digest that was recorded? ERROR_INTEGRITY where not, or where the
 * file is gone. */
ErrorKind release_check_held(Custody *custody, const Release *release, Error *err) MUST_CHECK;

/* *ret_release is NULL where there is none of that number. */
ErrorKind release_find(Custody *custody, Arena *arena, int64_t number, Release **ret_release,
                       Error *err) MUST_CHECK;

/* All, by number; deliberation NULL: of all deliberations. */
ErrorKind release_list(Custody *custody, Arena *arena, const char *deliberation,
                       ReleaseList *ret_list, Error *err) MUST_CHECK;

#endif
