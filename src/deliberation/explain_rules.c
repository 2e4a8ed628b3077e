#include "deliberation/explanation.h"

static void
explain_enclave(Explanation *explanation)
{
    const Deliberation *deliberation = explanation->deliberation;
    if (!deliberation->enclave.present)
        return;
    explanation_say(explanation, WORDS_NETWORK, (Slots){0}, &deliberation->enclave.cites);
    explanation_say(explanation, WORDS_EGRESS, (Slots){0}, &deliberation->enclave.cites);
}

static void
explain_outputs(Explanation *explanation)
{
    const Deliberation *deliberation = explanation->deliberation;
    if (!deliberation->outputs.present)
        return;
    Slots checkers = {{explanation_number(explanation, deliberation->outputs.checkers)}};
    Slots threshold = {{explanation_number(explanation, deliberation->outputs.threshold)}};
    explanation_say(explanation,
                    deliberation->outputs.checkers == 1 ? WORDS_CHECKER_ONE : WORDS_CHECKER_MANY,
                    checkers, &deliberation->outputs.cites);
    if (deliberation->outputs.threshold > 1)
        explanation_say(explanation, WORDS_THRESHOLD, threshold, &deliberation->outputs.cites);
}

static void
explain_risk(Explanation *explanation)
{
    static const Cites none = {0};
    const Deliberation *deliberation = explanation->deliberation;
    const char *items[sizeof deliberation->risk_k / sizeof deliberation->risk_k[0]];
    for (size_t at = 0; at < deliberation->risk_k_count; at++)
        items[at] = explanation_number(explanation, deliberation->risk_k[at]);
    const char *list =
        sentence_list(&explanation->sentences, items, deliberation->risk_k_count, WORDS_OR);
    explanation_say(explanation, WORDS_RISK, (Slots){{list}}, &none);
}

void
explain_conditions(Explanation *explanation)
{
    const Deliberation *deliberation = explanation->deliberation;
    Slots persons = {{explanation_number(explanation, deliberation->approvals)}};
    explanation_head(explanation, WORDS_HEAD_ON_SITE);
    explain_enclave(explanation);
    explain_outputs(explanation);
    explanation_say(explanation, WORDS_PROHIBITED, (Slots){0},
                    &deliberation->reidentification_cites);
    explanation_say(explanation,
                    deliberation->approvals == 1 ? WORDS_APPROVAL_ONE : WORDS_APPROVAL_MANY,
                    persons, &deliberation->approval_cites);
    explain_risk(explanation);
}

static void
explain_rule(Explanation *explanation, const RetentionRule *rule)
{
    static const Words events[] = {
        [EVENT_DELIVERY] = WORDS_EVENT_DELIVERY,
        [EVENT_RECEIPT] = WORDS_EVENT_RECEIPT,
        [EVENT_LAST_DELIVERY] = WORDS_EVENT_LAST_DELIVERY,
    };
    Sentences *sentences = &explanation->sentences;
    const char *years = rule->all_years ? wording_of(WORDS_ALL_YEARS, sentences->language)
                                        : explanation_years(explanation, &rule->years);
    if (rule->fixed)
        explanation_say(explanation, WORDS_DESTROY_BY,
                        (Slots){{years, sentence_date(sentences, rule->destroy_by)}}, &rule->cites);
    if (!rule->relative)
        return;
    Slots slots = {{years, explanation_number(explanation, rule->after_years),
                    wording_of(events[rule->event], sentences->language)}};
    explanation_say(explanation,
                    rule->after_years == 1 ? WORDS_DESTROY_AFTER_ONE : WORDS_DESTROY_AFTER, slots,
                    &rule->cites);
}

void
explain_retention(Explanation *explanation)
{
    const Deliberation *deliberation = explanation->deliberation;
    Cites all = {0};
    explanation_head(explanation, WORDS_HEAD_UNTIL);
    for (size_t at = 0; at < deliberation->retention.count; at++)
    {
        explain_rule(explanation, &deliberation->retention.items[at]);
        all = cites_join(explanation->sentences.arena, &all,
                         &deliberation->retention.items[at].cites);
    }
    explanation_say(explanation, WORDS_EARLIEST, (Slots){0}, &all);
}
