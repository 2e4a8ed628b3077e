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
#include "custody/output.h"
#include "custody/proposal.h"
#include "custody/registration.h"
#include "custody/release.h"

typedef enum Act
{
    ACT_CUSTODY_BACKUP,
    ACT_CUSTODY_MEDIUM,
    ACT_CUSTODY_SPLIT,
    ACT_CUSTODY_JOIN,
    ACT_CUSTODY_WRAP,
    ACT_ACTOR_ADD,
    ACT_ACTOR_ROTATE,
    ACT_ACTOR_REVOKE,
    ACT_RECIPIENT_ADD,
    ACT_RECIPIENT_KEY,
    ACT_DELIBERATION_REGISTER,
    ACT_DELIBERATION_APPROVE,
    ACT_DELIBERATION_WITHDRAW,
    ACT_DELIBERATION_SUSPEND,
    ACT_DELIBERATION_RESUME,
    ACT_DELIBERATION_END,
    ACT_UNDERTAKING_SIGN,
    ACT_RELEASE_PLAN,
    ACT_RELEASE_RUN,
    ACT_RELEASE_APPROVE,
    ACT_RELEASE_DELIVER,
    ACT_RELEASE_WITHDRAW,
    ACT_RELEASE_LIST,
    ACT_ENCLAVE_PREPARE,
    ACT_ENCLAVE_IMPORT,
    ACT_ENCLAVE_RUN,
    ACT_ENCLAVE_SHELL,
    ACT_ENCLAVE_FILES,
    ACT_ENCLAVE_LIST,
    ACT_OUTPUT_REQUEST,
    ACT_OUTPUT_CHECK,
    ACT_OUTPUT_PROTECT,
    ACT_OUTPUT_SHOW,
    ACT_OUTPUT_APPROVE,
    ACT_OUTPUT_REJECT,
    ACT_OUTPUT_RELEASE,
    ACT_OUTPUT_WITHDRAW,
    ACT_OUTPUT_LIST,
    ACT_OUTPUT_PROFILE,
    ACT_RETENTION_SHOW,
    ACT_LEDGER_COSIGN,
    ACT_RETENTION_DECLARE_LAST,
    ACT_RETENTION_DESTROY,
    ACT_RETENTION_APPROVE,
    ACT_RETENTION_WITHDRAW,
    ACT_RETENTION_COMPLETE,
    ACT_RETENTION_CERTIFICATE,
    ACT_RETENTION_ATTEST,
    ACT_SUBJECT_ASK,
    ACT_SUBJECT_ANSWER,
    ACT_SUBJECT_WITHDRAW,
    ACT_SUBJECT_LIST,
    ACT_AUDIT_SHOW,
    ACT_AUDIT_KIT,
    ACT_LEDGER_SHOW,
    ACT_COUNT
} Act;

/* One row for each act: its name, who may do it, in which states of the deliberation, and what is
 * looked at besides. */
typedef struct ActRule
{
    const char *name;
    unsigned roles;       /* of Role */
    bool records;         /* it changes the state: actor and custody must be unlocked afterwards */
    bool on_key;          /* the key of the actor that the question is about: her own, unless the
                             custodian acts */
    unsigned states;      /* of DeliberationState; 0: in force, where on_deliberation is set */
    bool on_deliberation; /* must be in one of the states, and read from the registered bytes with
                             the registered catalogue, its date come */
    bool on_years;        /* communication, years, variables, recipient and setting are looked at */
    bool on_release;      /* a release of that number must be there; its years are looked at */
    bool on_output;       /* an output request of that number must be there; its years are looked
                             at */
    bool on_undertaking;  /* the actor must have signed the undertaking of the deliberation: for an
                             act that opens something for a researcher */
    Matter proposes;      /* it is a proposal of this matter, and none stands yet */
    Matter confirms;      /* a proposal of this matter must stand, of another actor's making */
    Matter withdraws;     /* a proposal of this matter must stand */
} ActRule;

const ActRule *act_rule(Act act);
bool act_parse(const char *name, Act *ret_act);

/* The states from which the act may start; 0: it is on no deliberation. */
unsigned act_rule_states(const ActRule *rule);

/* The matter of the proposals that the act makes, confirms or takes back. */
Matter act_rule_matter(const ActRule *rule);

typedef struct AskedVariable
{
    const char *name;
    const char *classification; /* NULL: as the deliberation says */
} AskedVariable;

typedef struct Question
{
    Act act;
    const char *actor;           /* NULL: the custodian */
    const char *about;           /* the actor whose key is to be changed; NULL for any other act */
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
    int64_t output;                          /* 0: none */
    const Deliberation *candidate;           /* to be registered: read from the file, or from what
                                                was proposed; NULL for any other act */
    const char *candidate_bytes;             /* what it was read from */
    size_t candidate_size;
    int64_t proposal;     /* of an act on a proposal that is on no deliberation; 0: none */
    bool other_number;    /* who confirms gave another person's number than was asked about: known
                             only with the keys open, so the gate is asked once more then */
    const Digest *digest; /* what the one who confirms says it is; NULL: not said */
    const Digest *text_digest; /* the same of the official text with it */
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

/* A year of a data set on site, and the day on which it was made. */
typedef struct PreparedYear
{
    int year;
    Date day;
} PreparedYear;
typedef struct PreparedYears LIST_OF(PreparedYear) PreparedYears;

/* What the custody knows that bears on a question. */
typedef struct GateFacts
{
    bool actor_known;
    bool actor_revoked; /* has no key any more */
    unsigned actor_roles;
    bool about_known; /* the actor that the question is about */
    bool about_revoked;
    const Registration *registration; /* NULL: not registered */
    const Registration *amended;      /* that the candidate amends; NULL: none of that id */
    const char *copied;          /* a registered one with the candidate's very text under another
                                    reference; NULL: none */
    const Proposal *proposal;    /* that stands, of the matter of the act; NULL: none */
    bool undertaken;             /* the actor has signed the undertaking */
    bool recipient_known;        /* the custody has a key for the deliberation's recipient */
    const Release *release;      /* NULL: none of the number asked */
    ReleaseList earlier;         /* releases of the same deliberation and communication */
    PreparedYears prepared;      /* years of its on-site data set: deliveries, for rules that count
                                    from one; those that were destroyed too */
    const OutputRequest *output; /* NULL: none of the number asked */
} GateFacts;

Verdict gate_judge(Arena *arena, const GateFacts *facts, const Question *question);

/* Collects the facts, judges, and commits an entry `refused` where the verdict is no. A custody
 * that was opened for reading is opened once more for that. The entry holds the codes and cites of
 * the reasons, and only such names as the custody knows by itself: what somebody typed could be
 * anything. */
ErrorKind gate_ask(Custody *custody, Arena *arena, const Question *question, Verdict *ret_verdict,
                   Error *err) MUST_CHECK;

/* What gate_ask would say, and nothing is recorded: for what was allowed and goes on while others
 * write (custody/pause.h). It allows nothing: gate_ask does. */
ErrorKind gate_look(Custody *custody, Arena *arena, const Question *question, Verdict *ret_verdict,
                    Error *err) MUST_CHECK;

#endif
