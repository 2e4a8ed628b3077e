/*
 * What the output control finds, and the rules that say so: one table with the source of each rule
 * and what to do.
 */
#ifndef BERAAD_OUTPUT_FINDING_H
#define BERAAD_OUTPUT_FINDING_H

#include "core/json.h"
#include "deliberation/model.h"

typedef enum Severity
{
    SEVERITY_NOTE,   /* told to the checker */
    SEVERITY_REVIEW, /* a person must judge it */
    SEVERITY_FAIL    /* nobody can approve it as it is */
} Severity;

typedef enum Rule
{
    FINDING_FORM,       /* the file is not what its type asks */
    FINDING_TYPE,       /* it is something else: a picture, an archive ... */
    FINDING_DIFFERENT,  /* a number that is not what the data give */
    FINDING_MISSING,    /* a cell with persons that the file does not have */
    FINDING_THRESHOLD,  /* too few persons */
    FINDING_HOUSEHOLDS, /* too few households */
    FINDING_SAMPLE,     /* too few persons besides those whom the recipient holds */
    FINDING_GROUP,      /* nearly everybody of a row or column */
    FINDING_DOMINANCE,  /* one person makes most of a total */
    FINDING_COMPLEMENT, /* a margin less a cell leaves too few */
    FINDING_SUPPRESSED, /* a suppressed cell can be computed */
    FINDING_INTERVAL,   /* a suppressed cell is known too closely */
    FINDING_DIFFERENCE, /* two tables differ by too few persons */
    FINDING_COMBINED,   /* several tables together give a count of too few */
    FINDING_AVERAGE,    /* several perturbed tables together give away too much */
    FINDING_EARLIER,    /* what was released before cannot be counted again */
    FINDING_RECOUNT,    /* it can, and gives other numbers than were released */
    FINDING_FREEDOM,    /* too few residual degrees of freedom */
    FINDING_LEVEL,      /* too few persons behind a level of a factor */
    FINDING_SATURATED,  /* a model that is a table */
    FINDING_CAPACITY,   /* what could be hidden in it, in bits */
    FINDING_COUNT
} Rule;

typedef struct FindingRule
{
    const char *code; /* "threshold" */
    Severity severity;
    bool cited;        /* rests on the paragraphs of the deliberation's rule on outputs; else on the
                          guideline alone */
    const char *words; /* what is wrong */
    const char *source; /* "ESSnet guidelines 2009, section ..." */
    const char *remedy; /* what to do */
} FindingRule;

const FindingRule *finding_rule(Rule rule);

typedef struct Finding
{
    Rule rule;
    const char *file;
    const char *cell;    /* by its codes; NULL: the file as a whole */
    const char *against; /* the released tables and cells involved; NULL: none */
    int64_t number;      /* bits of FINDING_CAPACITY, line of FINDING_FORM; else 0 */
    const char *detail;  /* in words, without a data value; NULL */
} Finding;

typedef struct Findings LIST_OF(Finding) Findings;

/* "note", "review", "fail" */
const char *severity_name(Severity severity);

/* The worst severity; SEVERITY_NOTE where there is none. */
Severity findings_severity(const Findings *findings);

/* By file, rule, number, cell: the same findings in the same order, however they were found. */
void findings_sort(Findings *findings);

/* As JSON, in their order; cites: of the deliberation's rule on outputs. findings_parse is its
 * inverse but for the cites: ERROR_INTEGRITY where it is not one. */
json_t *findings_json(const Findings *findings, const Cites *cites);
ErrorKind findings_parse(Arena *arena, const json_t *array, Findings *ret_findings,
                         Error *err) MUST_CHECK;

/* Canonical JSON of the sorted findings: what a decision binds to. */
char *findings_print(Arena *arena, Findings *findings, const Cites *cites, size_t *ret_size);

#endif
