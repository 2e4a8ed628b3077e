/*
 * A deliberation, read and judged (read.h). Plain values, pure; the file format is
 * doc/format/deliberation.md.
 */
#ifndef BERAAD_DELIBERATION_MODEL_H
#define BERAAD_DELIBERATION_MODEL_H

#include "catalogue/model.h"
#include "core/json.h"

/* The paragraphs that a rule rests on; every rule has at least one. */
typedef struct Cites LIST_OF(int) Cites;

typedef struct Years LIST_OF(int) Years;

/* Where in a year the reference date lies. */
typedef enum ReferenceRule
{
    REFERENCE_YEAR_START, /* first day of year */
    REFERENCE_YEAR_END,   /* last day of year */
    REFERENCE_QUARTER_END /* last day of quarter 1 to 4 */
} ReferenceRule;

typedef struct ReferenceDates
{
    ReferenceRule rule;
    int quarter;
    Years years;
    Cites cites;
} ReferenceDates;

typedef enum Setting
{
    SETTING_DELIVERED,
    SETTING_ON_SITE
} Setting;

/* Who of the sampled persons has a row at which date (interpretation A1 of 19/002). */
typedef enum PanelReading
{
    PANEL_NONE,          /* no panel rule: as PANEL_SAMPLED_DATES */
    PANEL_SAMPLED_DATES, /* at each date exactly that date's sample */
    PANEL_COHORT_DATES, /* a person sampled at any date: at every date on which she is in the cohort
                         */
    PANEL_ALL_DATES     /* a person sampled at any date: at every date */
} PanelReading;

typedef struct SampleRule
{
    bool present;                        /* false: the whole cohort */
    int64_t percent_millionths;          /* 10 % is 10000000; in (0, 100000000] */
    struct LIST_OF(const char *) strata; /* variables; empty: one stratum */
    Cites cites;
} SampleRule;

typedef struct Communication
{
    const char *name;
    Setting setting;
    Years years; /* a subset of the reference dates' years */
    SampleRule sample;
    PanelReading panel;
    Cites panel_cites;
    bool once; /* delivered once; else again as data become available */
    Cites cites;
} Communication;

typedef struct AllowedVariable
{
    const char *name;
    const char *classification; /* never NULL once checked against the catalogue */
    const char *group;
} AllowedVariable;

/* How the text calls a group of variables; all the group's name where the file gives no title. */
typedef struct GroupTitle
{
    const char *group;
    Wording title;
} GroupTitle;

typedef enum RetentionEvent
{
    EVENT_DELIVERY,
    EVENT_RECEIPT,
    EVENT_LAST_DELIVERY
} RetentionEvent;

typedef struct RetentionRule
{
    bool all_years;
    Years years;
    bool fixed; /* destroy_by: a date */
    Date destroy_by;
    bool relative; /* destroy_after: years after an event */
    int after_years;
    RetentionEvent event;
    Cites cites;
} RetentionRule;

typedef struct Paragraph
{
    int number;
    Wording summary;
} Paragraph;

typedef struct Interpretation
{
    const char *id;
    Cites cites;
    Wording question;
    Wording reading;
} Interpretation;

typedef struct Deliberation
{
    const char *id; /* "IVC/KSZG/19/002" */
    Date decided;
    const char *amends;  /* NULL, or the id of the deliberation that this one amends */
    const char *body;    /* as the file names it; where it does so in three languages, in Dutch */
    const char *chamber; /* NULL where there is none */
    const char *provider;
    const char *recipient_id;
    const char *recipient_name;
    const char *recipient_unit; /* NULL where there is none */
    struct
    {
        Wording body;
        Wording chamber;
        Wording provider;
        Wording recipient;
        Wording unit;
    } named; /* the same in three languages, for explain and notices; all the one name where the
                file has but one */
    Cites recipient_cites;
    Wording purpose;
    Cites purpose_cites;
    const char *catalogue;
    ReferenceDates reference;
    const char *cohort;
    Cites cohort_cites;
    struct LIST_OF(Communication) communications;
    struct LIST_OF(AllowedVariable) variables;
    struct LIST_OF(GroupTitle) groups; /* of the variables, in the order of the file */
    Cites variable_cites;
    int approvals; /* persons other than the operator who must agree before a release; at least 1 */
    Cites approval_cites;
    int risk_k[8]; /* thresholds of the risk summary, ascending */
    size_t risk_k_count;
    struct
    {
        bool present;
        const char *network;
        const char *egress;
        Cites cites;
    } enclave;
    struct
    {
        bool present;
        int checkers;
        const char *by;
        int threshold;
        Cites cites;
    } outputs;
    bool reidentification_prohibited;
    Cites reidentification_cites;
    struct LIST_OF(RetentionRule) retention;
    struct LIST_OF(Paragraph) paragraphs;
    struct LIST_OF(Interpretation) interpretations;
    Digest digest; /* of the file's bytes */
} Deliberation;

/* NULL where there is none of that name. */
const Communication *deliberation_communication(const Deliberation *deliberation, const char *name);
const AllowedVariable *deliberation_variable(const Deliberation *deliberation, const char *name);
const Paragraph *deliberation_paragraph(const Deliberation *deliberation, int number);

/* A copy that allows only the variables named, in the order of the file: it can only subtract. A
 * name that the deliberation has not is left out; the gate has refused it before. */
Deliberation *deliberation_narrow(Arena *arena, const Deliberation *deliberation,
                                  const char *const *names, size_t count);

bool years_contain(const Years *years, int year);

/* The reference date in that year. */
Date deliberation_reference_date(const Deliberation *deliberation, int year);

/*
 * The date by which what is delivered of this year must be destroyed, given the deliveries so far:
 * the earliest of all rules that cover the year. A rule relative to an event that has not happened
 * is *pending* (open series): it gives no date by itself. False where no rule gives a date. Cites
 * (arena) are those of the rules that cover the year.
 */
typedef struct RetentionEvents
{
    bool delivered;
    Date delivery; /* of this package */
    bool received;
    Date receipt;
    bool last_delivered; /* the newest delivery of the whole series so far */
    Date last_delivery;
} RetentionEvents;

bool deliberation_destroy_by(const Deliberation *deliberation, int year,
                             const RetentionEvents *events, Date *ret_date);
Cites deliberation_retention_cites(Arena *arena, const Deliberation *deliberation, int year);

/* Every paragraph on which a rule or an interpretation rests. */
Cites deliberation_cites(Arena *arena, const Deliberation *deliberation);

bool cites_contain(const Cites *cites, int number);

/* "[2, 4]" */
const char *cites_print(Arena *arena, const Cites *cites);

/* The same as a JSON list of numbers. */
json_t *cites_json(const Cites *cites);

/* Both together, ascending, each once. */
Cites cites_join(Arena *arena, const Cites *one, const Cites *other);

#endif
