/*
 * The gate: the one place that says yes or no to an act, with the paragraphs that say so.
 *
 * gate_judge is pure and complete: it gives all reasons at once. gate_ask collects the facts from
 * the custody, judges, and records a refusal in the ledger. Both are called before any key is
 * opened and any byte of a warehouse is read; therefore a refusal's entry carries no signature of
 * the actor, only the name that was claimed.
 */
#ifndef BERAAD_CUSTODY_GATE_H
#define BERAAD_CUSTODY_GATE_H

#include "custody/actor.h"
#include "custody/registration.h"
#include "custody/release.h"

typedef enum Act
{
    ACT_ACTOR_ADD,
    ACT_RECIPIENT_ADD,
    ACT_DELIBERATION_REGISTER,
    ACT_RELEASE_PLAN,
    ACT_RELEASE_RUN,
    ACT_RELEASE_APPROVE,
    ACT_RELEASE_DELIVER,
    ACT_RELEASE_WITHDRAW,
    ACT_RELEASE_LIST,
    ACT_RETENTION_SHOW,
    ACT_LEDGER_SHOW,
    ACT_COUNT
} Act;

/* One row for each act: its name, who may do it, and what is looked at besides the role. */
typedef struct ActRule
{
    const char *name;
    unsigned roles;       /* of Role */
    bool records;         /* it changes the state: actor and custody must be unlocked afterwards */
    bool on_deliberation; /* must be registered, in force, and within its dates */
    bool on_years;        /* communication, years, variables, recipient and setting are looked at */
    bool on_release;      /* a release of that number must be there; its years are looked at */
} ActRule;

const ActRule *act_rule(Act act);

typedef struct AskedVariable
{
    const char *name;
    const char *classification; /* NULL: as the deliberation says */
} AskedVariable;

typedef struct Question
{
    Act act;
    const char *actor;           /* NULL: the custodian */
    const char *deliberation_id; /* NULL where the act has none; for acts on a release it may be
                                    NULL: the release's own */
    const Deliberation
        *deliberation;         /* read from the registered bytes; NULL where none is registered */
    const Digest *catalogue;   /* of the catalogue it was read with; needed where deliberation is */
    const char *communication; /* as deliberation_id */
    Years years;
    struct LIST_OF(AskedVariable) variables; /* empty: those of the deliberation */
    const char *recipient;                   /* NULL: that of the deliberation */
    Setting setting;                         /* asked for */
    int64_t release;                         /* 0: none */
    Date today;
} Question;

/* One thing that stands against an act. code is for programs ("year", "not-registered"), words for
 * people. */
typedef struct Reason
{
    const char *code;
    const char *words;
    Cites cites; /* of the rule that says no; empty where it is a rule of the custody and not of the
                    deliberation */
} Reason;

typedef struct Verdict
{
    bool allowed; /* exactly where there are no reasons */
    struct LIST_OF(Reason) reasons;
} Verdict;

/* What the custody knows that bears on a question. */
typedef struct GateFacts
{
    bool actor_known;
    unsigned actor_roles;
    const Registration *registration; /* NULL: not registered */
    bool recipient_known;             /* the custody has a key for the deliberation's recipient */
    const Release *release;           /* NULL: none of the number asked */
    ReleaseList earlier;              /* releases of the same deliberation and communication */
} GateFacts;

Verdict gate_judge(Arena *arena, const GateFacts *facts, const Question *question);

/* Collects the facts, judges, and commits an entry `refused` where the verdict is no. A custody
 * that was opened for reading is opened once more for that. The entry holds the codes and cites of
 * the reasons, and only such names as the custody knows by itself: what somebody typed could be
 * anything. */
ErrorKind gate_ask(Custody *custody, Arena *arena, const Question *question, Verdict *ret_verdict,
                   Error *err) MUST_CHECK;

#endif
