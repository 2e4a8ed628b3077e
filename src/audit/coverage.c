/* The walk through the fields that cite. */
#include "audit/coverage.h"

static const struct
{
    const char *name;
    Wording wording;
} treatments[TREATMENTS] = {
    {"enforced", {{"afgedwongen", "impos\u00e9", "enforced"}}},
    {"evidenced", {{"aangetoond", "prouv\u00e9", "evidenced"}}},
    {"organisational", {{"organisatorisch", "organisationnel", "organisational"}}},
    {"interpreted", {{"uitgelegd", "interpr\u00e9t\u00e9", "interpreted"}}},
};

static size_t
place_of(Treatment treatment)
{
    size_t at = 0;
    while (at + 1 < TREATMENTS && (unsigned)treatment != 1u << at)
        at++;
    return at;
}

const char *
treatment_name(Treatment treatment)
{
    return treatments[place_of(treatment)].name;
}

const Wording *
treatment_wording(Treatment treatment)
{
    return &treatments[place_of(treatment)].wording;
}

/* What the walk has found so far. */
typedef struct Walk
{
    Arena *arena;
    const Deliberation *deliberation;
    const Catalogue *catalogue;
    AuditRules rules;
} Walk;

/* at: which one, where the field comes several times. */
static void
add(Walk *walk, RuleField field, size_t at, const char *place, const Cites *cites)
{
    bool of_one = field == RULE_COMMUNICATION || field == RULE_SAMPLE || field == RULE_PANEL;
    if (cites->count == 0)
        return;
    *LIST_ADD(walk->arena, &walk->rules) = (AuditRule){
        .field = field,
        .place = place,
        .communication = of_one ? walk->deliberation->communications.items[at].name : NULL,
        .value = rule_value(walk->arena, walk->deliberation, walk->catalogue, field, at),
        .cites = *cites};
}

static void
add_communications(Walk *walk)
{
    const Deliberation *deliberation = walk->deliberation;
    for (size_t at = 0; at < deliberation->communications.count; at++)
    {
        const Communication *one = &deliberation->communications.items[at];
        const char *place = arena_print(walk->arena, "communications.%s", one->name);
        add(walk, RULE_COMMUNICATION, at, place, &one->cites);
        if (one->sample.present)
            add(walk, RULE_SAMPLE, at, arena_print(walk->arena, "%s.sample", place),
                &one->sample.cites);
        if (one->panel != PANEL_NONE)
            add(walk, RULE_PANEL, at, arena_print(walk->arena, "%s.panel", place),
                &one->panel_cites);
    }
}

AuditRules
coverage_rules(Arena *arena, const Deliberation *deliberation, const Catalogue *catalogue)
{
    Walk walk = {.arena = arena, .deliberation = deliberation, .catalogue = catalogue};
    add(&walk, RULE_RECIPIENT, 0, "recipient", &deliberation->recipient_cites);
    add(&walk, RULE_PURPOSE, 0, "purpose", &deliberation->purpose_cites);
    add(&walk, RULE_REFERENCE_DATES, 0, "reference_dates", &deliberation->reference.cites);
    add(&walk, RULE_COHORT, 0, "cohort", &deliberation->cohort_cites);
    add_communications(&walk);
    add(&walk, RULE_VARIABLES, 0, "variables", &deliberation->variable_cites);
    add(&walk, RULE_APPROVAL, 0, "approval", &deliberation->approval_cites);
    if (deliberation->enclave.present)
        add(&walk, RULE_ENCLAVE, 0, "enclave", &deliberation->enclave.cites);
    if (deliberation->outputs.present)
        add(&walk, RULE_OUTPUTS, 0, "outputs", &deliberation->outputs.cites);
    if (deliberation->reidentification_prohibited)
        add(&walk, RULE_REIDENTIFICATION, 0, "reidentification",
            &deliberation->reidentification_cites);
    for (size_t at = 0; at < deliberation->retention.count; at++)
        add(&walk, RULE_RETENTION, at, arena_print(arena, "retention[%zu]", at + 1),
            &deliberation->retention.items[at].cites);
    return walk.rules;
}

unsigned
coverage_of(const AuditRules *rules, const Deliberation *deliberation, int paragraph)
{
    unsigned found = 0;
    for (size_t at = 0; at < rules->count; at++)
    {
        const RuleForm *form = rule_form(rules->items[at].field);
        if (!cites_contain(&rules->items[at].cites, paragraph))
            continue;
        found |= form->enforced == NULL ? 0u : (unsigned)TREATED_ENFORCED;
        found |= form->people == NULL ? 0u : (unsigned)TREATED_ORGANISATIONAL;
    }
    for (size_t at = 0; at < deliberation->interpretations.count; at++)
        if (cites_contain(&deliberation->interpretations.items[at].cites, paragraph))
            found |= TREATED_INTERPRETED;
    return found;
}
