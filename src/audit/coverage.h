/*
 * Which rules, readings and conditions of a deliberation rest on which of its paragraphs, and so
 * how beraad treats a paragraph. Pure. doc/format/audit.md says the same to the auditor.
 *
 * A *rule* is a field of the deliberation file that cites paragraphs. Of each field one table says,
 * once and for all deliberations, what beraad does of it by itself, what of it people must see to,
 * and which types of ledger entries show that it was done. The treatments of a paragraph follow
 * from that table and the file alone:
 *
 *   enforced        a rule cites it of which beraad does something by itself (gate, plan, sandbox,
 *                   output control, destruction)
 *   evidenced       an entry of the ledger bears on it (evidence.h)
 *   organisational  a rule cites it of which people must see to something
 *   interpreted     an interpretation of the file cites it
 *
 * A paragraph has each of them that holds. One that no rule and no interpretation cites is a *gap*:
 * nothing that beraad does or asks rests on it.
 */
#ifndef BERAAD_AUDIT_COVERAGE_H
#define BERAAD_AUDIT_COVERAGE_H

#include "deliberation/model.h"
#include "ledger/entry.h"

/* A set. */
typedef enum Treatment
{
    TREATED_ENFORCED = 1,
    TREATED_EVIDENCED = 2,
    TREATED_ORGANISATIONAL = 4,
    TREATED_INTERPRETED = 8
} Treatment;

#define TREATMENTS 4

const char *treatment_name(Treatment treatment); /* "enforced", the same in JSON */
const Wording *treatment_wording(Treatment treatment);

/* The fields of a deliberation file that cite. */
typedef enum RuleField
{
    RULE_RECIPIENT,
    RULE_PURPOSE,
    RULE_REFERENCE_DATES,
    RULE_COHORT,
    RULE_COMMUNICATION,
    RULE_SAMPLE,
    RULE_PANEL,
    RULE_VARIABLES,
    RULE_APPROVAL,
    RULE_ENCLAVE,
    RULE_OUTPUTS,
    RULE_REIDENTIFICATION,
    RULE_RETENTION,
    RULE_FIELDS
} RuleField;

/* The table. */
typedef struct RuleForm
{
    Wording title;
    const Wording *enforced; /* what beraad does by itself; NULL: nothing */
    const Wording *people;   /* what people must see to; NULL: nothing */
    uint64_t entries;        /* bit 1 << EntryType: the types that show that it was done */
} RuleForm;

const RuleForm *rule_form(RuleField field);

typedef struct AuditRule
{
    RuleField field;
    const char *place;         /* in the file: "communications.sample.panel" */
    const char *communication; /* that it is a rule of; NULL: of all */
    Wording value;             /* what it says, in plain words */
    Cites cites;
} AuditRule;

typedef struct AuditRules LIST_OF(AuditRule) AuditRules;

/* Every rule of the file, in its order. catalogue labels cohort and variables. */
AuditRules coverage_rules(Arena *arena, const Deliberation *deliberation,
                          const Catalogue *catalogue);

/* The treatments of a paragraph but TREATED_EVIDENCED; 0: a gap. */
unsigned coverage_of(const AuditRules *rules, const Deliberation *deliberation, int paragraph);

/* What the rule says, in the three languages: coverage_rules fills it in. */
Wording rule_value(Arena *arena, const Deliberation *deliberation, const Catalogue *catalogue,
                   RuleField field, size_t at);

#endif
