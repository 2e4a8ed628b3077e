/*
 * A destruction: which artefacts and keys go, who proposed and who decided it, and how far it is.
 *
 *   (proposal) --another person confirms--> decided --keys, files, probe--> completed
 *
 * From `decided` on nothing of it opens any more (project_key_open asks destruction_dooms); what a
 * killed process left undone is done by the next call of retention/destroy. What is proposed is the
 * canonical JSON of the plan, so that the second person confirms exactly this list, by its digest.
 */
#ifndef BERAAD_CUSTODY_DESTRUCTION_H
#define BERAAD_CUSTODY_DESTRUCTION_H

#include "custody/artefact.h"
#include "custody/proposal.h"

typedef struct KeyNames LIST_OF(const char *) KeyNames;

/* What is to go. */
typedef struct DestructionPlan
{
    const char *deliberation;
    ArtefactList artefacts; /* that exist, by number; outputs are none of it */
    KeyNames keys;          /* names as project_key_open takes them, in byte order */
    ArtefactList kept;      /* released outputs: found anonymous, so they stay */
    bool whole;             /* whole communications: their own keys (pseudonyms) go too */
} DestructionPlan;

/* What is asked for: NULL and empty do not narrow. */
typedef struct DestructionWish
{
    const char *deliberation;
    const char *communication;
    Years years;
} DestructionWish;

/*
 * The plan for a wish. An artefact goes when any of its years is asked for; a key when everything
 * under it goes or has gone; the key of a communication when nothing of it is left afterwards and
 * no years were named, or its series is closed.
 */
ErrorKind destruction_plan(Custody *custody, Arena *arena, const Deliberation *deliberation,
                           const DestructionWish *wish, DestructionPlan *ret_plan,
                           Error *err) MUST_CHECK;

/* The canonical JSON of a plan, and back. ERROR_INTEGRITY where the text is none. */
char *destruction_plan_print(Arena *arena, const DestructionPlan *plan);
ErrorKind destruction_plan_parse(Custody *custody, Arena *arena, const char *bytes, size_t size,
                                 DestructionPlan *ret_plan, Error *err) MUST_CHECK;

typedef struct Destruction
{
    int64_t number; /* from 1 */
    const char *deliberation;
    DestructionPlan plan;
    Digest plan_digest;
    const char *proposed_by;
    const char *decided_by;
    int64_t decided_at;
    int64_t entry;
    int64_t completed_at; /* 0: not yet */
    int64_t completed_entry;
    const char *certificate; /* the JSON; NULL: not completed */
    Digest certificate_digest;
} Destruction;

typedef struct DestructionList LIST_OF(Destruction) DestructionList;

/* A known text sealed under a key before it goes: what must not open afterwards. */
typedef struct KeyProbe
{
    const char *key;
    const void *bytes; /* NULL: the key could not be opened even before */
    size_t size;
} KeyProbe;
typedef struct KeyProbes LIST_OF(KeyProbe) KeyProbes;

/* The second person decides what was proposed: entry destruction_decided; a release whose package
 * goes and was not delivered is withdrawn by it. probes: one for each key of the plan, in its
 * order. ERROR_STATE where something of it has gone since, another decided
 * destruction holds it, or a job of the deliberation runs. */
ErrorKind destruction_decide(Custody *custody, const Actor *actor, const Proposal *proposal,
                             const KeyProbes *probes, int64_t *ret_number, Error *err) MUST_CHECK;

/* Keys and files are gone: entry destruction_completed with the certificate's digest, and all its
 * artefacts end, in one transaction. */
ErrorKind destruction_complete(Custody *custody, const Actor *actor, int64_t number,
                               const char *certificate, Error *err) MUST_CHECK;

/* *ret_destruction is NULL where there is none of that number. */
ErrorKind destruction_find(Custody *custody, Arena *arena, int64_t number,
                           Destruction **ret_destruction, Error *err) MUST_CHECK;

/* By number; deliberation NULL: of all. */
ErrorKind destruction_list(Custody *custody, Arena *arena, const char *deliberation,
                           DestructionList *ret_list, Error *err) MUST_CHECK;

/* Is the end of this key decided, whether or not it has come? */
ErrorKind destruction_dooms(Custody *custody, const char *deliberation, const char *key,
                            bool *ret_doomed, Error *err) MUST_CHECK;

/* The probes that were kept when it was decided, in the order of its keys. */
ErrorKind destruction_probes(Custody *custody, Arena *arena, const Destruction *destruction,
                             KeyProbes *ret_probes, Error *err) MUST_CHECK;

#endif
