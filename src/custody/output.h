/*
 * The states of an output request, and what the state and the ledger know of it. The doing (read,
 * recompute, check, protect) is in output/; here each change is one transaction with its ledger
 * entry.
 *
 * A round is one canonical form with its findings; votes are on exactly those two digests. What
 * makes a new round (another check, a protection) drops the votes. A vote is recorded as a
 * commitment, sha256 of round, verdict and a secret number, so that nobody sees it before all have
 * voted; the last one opens them all (entry output_decided).
 */
#ifndef BERAAD_CUSTODY_OUTPUT_H
#define BERAAD_CUSTODY_OUTPUT_H

#include "custody/actor.h"
#include "deliberation/model.h"

typedef enum OutputState
{
    OUTPUT_REQUESTED, /* taken in, not looked at */
    OUTPUT_CHECKED,   /* canonical, with findings; collects votes */
    OUTPUT_APPROVED,
    OUTPUT_REJECTED,
    OUTPUT_RELEASED,
    OUTPUT_WITHDRAWN,
    OUTPUT_STATE_COUNT
} OutputState;

typedef enum OutputChange
{
    OUTPUT_CHECK,   /* read, recomputed, judged: a new round */
    OUTPUT_PROTECT, /* the same with a protection: a new round */
    OUTPUT_VOTE,    /* one of several, not the last */
    OUTPUT_AGREE,   /* the last vote, and all say yes */
    OUTPUT_REFUSE,  /* the last vote, and one says no */
    OUTPUT_RELEASE,
    OUTPUT_WITHDRAW,
    OUTPUT_CHANGE_COUNT
} OutputChange;

const char *output_state_name(OutputState state);
bool output_state_parse(const char *name, OutputState *ret_state);
const char *output_change_name(OutputChange change);

/* The one state table: false where a request in this state cannot be changed so. */
bool output_change_leads(OutputState state, OutputChange change, OutputState *ret_next);

/* The table as text, one line for each state: what stands in doc/format/output-decision.md. */
char *output_states_print(Arena *arena);

typedef struct OutputVote
{
    const char *actor;
    int64_t round;
    Digest commitment;
    bool approves; /* not to be shown before the decision */
    int64_t at;
} OutputVote;

typedef struct OutputRequest
{
    int64_t number; /* from 1 */
    OutputState state;
    const char *deliberation;
    Digest deliberation_digest;
    const char *communication;
    Years years;
    int64_t job; /* whose quarantine it is from; 0: the engine made the table itself */
    const char *author;
    int64_t requested_at;
    Digest files;     /* of the files as they came, one after the other, each with name and size */
    int64_t round;    /* 0: not checked yet */
    Digest canonical; /* of the canonical files */
    Digest findings;  /* of findings_print */
    bool fails;       /* a finding says that it cannot be approved as it is */
    const char *method;               /* "none", "recode", "suppress", "round", "cell-key" */
    int checkers_needed;              /* as the deliberation asks */
    struct LIST_OF(OutputVote) votes; /* of this round */
    const char *folder;               /* released: under held/ or outgoing/ */
    int64_t released_at;              /* 0: not yet */
    int64_t entry;                    /* of the last change */
} OutputRequest;

typedef struct OutputList LIST_OF(OutputRequest) OutputList;

/* Takes a request in. Uses deliberation, deliberation_digest, communication, years, job, files,
 * checkers_needed; bytes is what the output control needs of it later (sealed under the project key
 * here). */
ErrorKind output_record_requested(Custody *custody, const Actor *actor, OutputRequest *request,
                                  const void *bytes, size_t size, Error *err) MUST_CHECK;

/* A new round by change OUTPUT_CHECK or OUTPUT_PROTECT: canonical, findings, fails and method of
 * *round, and its content. Votes of earlier rounds are void. */
ErrorKind output_record_round(Custody *custody, const Actor *actor, OutputChange change,
                              const OutputRequest *round, const void *bytes, size_t size,
                              Error *err) MUST_CHECK;

/* A vote on exactly these digests: they must equal what the state holds (ERROR_INTEGRITY). reason:
 * why not; kept sealed, its digest in the ledger; NULL for a yes. The last vote decides. */
typedef struct OutputBallot
{
    int64_t number;
    Digest canonical;
    Digest findings;
    bool approves;
    const char *reason;
} OutputBallot;

ErrorKind output_record_vote(Custody *custody, const Actor *actor, const OutputBallot *ballot,
                             OutputState *ret_state, Error *err) MUST_CHECK;

/* Released: the folder lies whole and synced in held/; afterwards the caller calls output_move.
 * record: digest of its record. */
ErrorKind output_record_released(Custody *custody, const Actor *actor, int64_t number,
                                 const char *folder, const Digest *record, int64_t size,
                                 Error *err) MUST_CHECK;
ErrorKind output_record_withdrawn(Custody *custody, const Actor *actor, int64_t number,
                                  Error *err) MUST_CHECK;

/* A report that is about to be written, from released outputs alone. */
typedef struct OutputProfile
{
    const char *deliberation;
    Digest deliberation_digest;
    struct LIST_OF(int) outputs; /* that it is made of, each once, ascending */
    struct LIST_OF(Digest) pages;
} OutputProfile;

/* actor NULL: the custodian. */
ErrorKind output_record_profiled(Custody *custody, const Actor *actor, const OutputProfile *profile,
                                 Error *err) MUST_CHECK;

/* Moves a released folder from held/ to outgoing/; done already is fine. */
ErrorKind output_move(Custody *custody, const OutputRequest *request, Error *err) MUST_CHECK;

/* *ret_request is NULL where there is none of that number. */
ErrorKind output_find(Custody *custody, Arena *arena, int64_t number, OutputRequest **ret_request,
                      Error *err) MUST_CHECK;

/* All, by number; deliberation NULL: of all. */
ErrorKind output_list(Custody *custody, Arena *arena, const char *deliberation,
                      OutputList *ret_list, Error *err) MUST_CHECK;

/* One round of a request as it was recorded. */
typedef struct OutputRound
{
    int64_t round;
    const char *method;
    bool fails;
    const char *actor;
    int64_t at;
} OutputRound;

typedef struct OutputRounds LIST_OF(OutputRound) OutputRounds;

/* All, from the first. */
ErrorKind output_rounds(Custody *custody, Arena *arena, const OutputRequest *request,
                        OutputRounds *ret_rounds, Error *err) MUST_CHECK;

/* What was sealed: round 0 is the request itself. The custody is unlocked. ERROR_INTEGRITY where it
 * is damaged. */
ErrorKind output_content(Custody *custody, Arena *arena, const OutputRequest *request,
                         int64_t round, char **ret_bytes, size_t *ret_size, Error *err) MUST_CHECK;

/* The reasons of those who voted no; only after the decision. */
ErrorKind output_reasons(Custody *custody, Arena *arena, const OutputRequest *request,
                         Names *ret_reasons, Error *err) MUST_CHECK;

#endif
