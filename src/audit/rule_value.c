/* What a rule says, in plain words and three languages. */
#include "audit/coverage.h"
#include "core/text.h"
#include "release/words.h"

/* One value in one language. */
typedef struct Saying
{
    Arena *arena;
    const Deliberation *deliberation;
    const Catalogue *catalogue;
    Language language;
} Saying;

static const char *
word(const Saying *saying, const char *nl, const char *fr, const char *en)
{
    const char *const in[LANGUAGE_COUNT] = {nl, fr, en};
    return in[saying->language];
}

static const char *
say_recipient(const Saying *saying)
{
    const Deliberation *deliberation = saying->deliberation;
    const char *name = deliberation->named.recipient.in[saying->language];
    if (deliberation->recipient_unit == NULL)
        return name;
    return arena_print(saying->arena, "%s, %s", name,
                       deliberation->named.unit.in[saying->language]);
}

static const char *
say_reference(const Saying *saying)
{
    const ReferenceDates *reference = &saying->deliberation->reference;
    const char *years = words_years(saying->arena, &reference->years);
    switch (reference->rule)
    {
    case REFERENCE_YEAR_START:
        return arena_print(saying->arena, "%s: %s",
                           word(saying, "eerste dag van het jaar", "premier jour de l'ann\u00e9e",
                                "first day of the year"),
                           years);
    case REFERENCE_YEAR_END:
        return arena_print(saying->arena, "%s: %s",
                           word(saying, "laatste dag van het jaar", "dernier jour de l'ann\u00e9e",
                                "last day of the year"),
                           years);
    case REFERENCE_QUARTER_END:
        break;
    }
    return arena_print(saying->arena, "%s %d: %s",
                       word(saying, "laatste dag van kwartaal", "dernier jour du trimestre",
                            "last day of quarter"),
                       reference->quarter, years);
}

static const char *
say_cohort(const Saying *saying)
{
    const char *name = saying->deliberation->cohort;
    const Cohort *cohort = catalogue_cohort(saying->catalogue, name);
    return cohort == NULL ? name : cohort->label.in[saying->language];
}

static const char *
say_communication(const Saying *saying, const Communication *one)
{
    return arena_print(
        saying->arena, "%s; %s; %s",
        one->setting == SETTING_DELIVERED
            ? word(saying, "geleverd", "livr\u00e9e", "delivered")
            : word(saying, "enkel ter plaatse", "sur place uniquement", "on site only"),
        words_years(saying->arena, &one->years),
        one->once ? word(saying, "\u00e9\u00e9n keer", "une fois", "once")
                  : word(saying, "te herhalen", "r\u00e9p\u00e9table", "may be repeated"));
}

static const char *
say_sample(const Saying *saying, const SampleRule *sample)
{
    Text text = text_new(saying->arena);
    text_print(&text, "%s %% %s",
               words_percent(saying->arena, sample->percent_millionths, saying->language),
               word(saying, "van elke referentiedatum, permanente steekproef",
                    "de chaque date de r\u00e9f\u00e9rence, \u00e9chantillon permanent",
                    "of each reference date, permanent sample"));
    for (size_t at = 0; at < sample->strata.count; at++)
        text_print(&text, "%s%s",
                   at == 0 ? word(saying, "; gestratificeerd naar ", "; stratifi\u00e9 par ",
                                  "; stratified by ")
                           : ", ",
                   sample->strata.items[at]);
    return text.bytes;
}

static const char *
say_panel(const Saying *saying, PanelReading panel)
{
    switch (panel)
    {
    case PANEL_NONE:
    case PANEL_SAMPLED_DATES:
        return word(saying, "op elke datum precies de steekproef van die datum",
                    "\u00e0 chaque date exactement l'\u00e9chantillon de cette date",
                    "at each date exactly the sample of that date");
    case PANEL_COHORT_DATES:
        return word(saying, "wie ooit getrokken is, op elke datum in de cohorte",
                    "qui a \u00e9t\u00e9 tir\u00e9, \u00e0 chaque date dans la cohorte",
                    "whoever was ever drawn, at each date in the cohort");
    case PANEL_ALL_DATES:
        break;
    }
    return word(saying, "wie ooit getrokken is, op elke datum",
                "qui a \u00e9t\u00e9 tir\u00e9, \u00e0 chaque date",
                "whoever was ever drawn, at each date");
}

static const char *
say_variables(const Saying *saying)
{
    const Deliberation *deliberation = saying->deliberation;
    Text text = text_new(saying->arena);
    text_add(&text, "");
    for (size_t at = 0; at < deliberation->variables.count; at++)
    {
        const AllowedVariable *allowed = &deliberation->variables.items[at];
        const Variable *known = catalogue_variable(saying->catalogue, allowed->name);
        text_print(&text, "%s%s", at == 0 ? "" : "; ",
                   known == NULL ? allowed->name : known->label.in[saying->language]);
        if (allowed->classification != NULL)
            text_print(&text, " (%s)", allowed->classification);
    }
    return text.bytes;
}

static const char *
say_outputs(const Saying *saying)
{
    const Deliberation *deliberation = saying->deliberation;
    return arena_print(
        saying->arena, "%s: %d; %s: %d",
        word(saying, "personen die nakijken", "personnes qui contr\u00f4lent", "checkers"),
        deliberation->outputs.checkers,
        word(saying, "minste aantal personen in een telling",
             "moindre nombre de personnes dans un d\u00e9compte",
             "least number of persons in a count"),
        deliberation->outputs.threshold);
}

static const char *
say_retention(const Saying *saying, const RetentionRule *rule)
{
    Text text = text_new(saying->arena);
    text_print(&text, "%s: ",
               rule->all_years ? word(saying, "alle jaren", "toutes les ann\u00e9es", "all years")
                               : words_years(saying->arena, &rule->years));
    if (rule->fixed)
        text_print(&text, "%s %s", word(saying, "uiterlijk", "au plus tard le", "by"),
                   words_date(saying->arena, rule->destroy_by, saying->language));
    if (rule->relative)
        text_print(&text, "%s%d %s %s", rule->fixed ? "; " : "", rule->after_years,
                   word(saying, "jaar na", "ans apr\u00e8s", "years after"),
                   rule->event == EVENT_DELIVERY
                       ? word(saying, "de levering", "la livraison", "the delivery")
                   : rule->event == EVENT_RECEIPT
                       ? word(saying, "de ontvangst", "la r\u00e9ception", "the receipt")
                       : word(saying, "de laatste levering", "la derni\u00e8re livraison",
                              "the last delivery"));
    if (rule->fixed && rule->relative)
        text_print(&text, " (%s)",
                   word(saying, "de vroegste van beide", "la plus proche des deux",
                        "the earlier of the two"));
    return text.bytes;
}

static const char *
say(const Saying *saying, RuleField field, size_t at)
{
    const Deliberation *deliberation = saying->deliberation;
    switch (field)
    {
    case RULE_RECIPIENT:
        return say_recipient(saying);
    case RULE_PURPOSE:
        return deliberation->purpose.in[saying->language];
    case RULE_REFERENCE_DATES:
        return say_reference(saying);
    case RULE_COHORT:
        return say_cohort(saying);
    case RULE_COMMUNICATION:
        return say_communication(saying, &deliberation->communications.items[at]);
    case RULE_SAMPLE:
        return say_sample(saying, &deliberation->communications.items[at].sample);
    case RULE_PANEL:
        return say_panel(saying, deliberation->communications.items[at].panel);
    case RULE_VARIABLES:
        return say_variables(saying);
    case RULE_APPROVAL:
        return arena_print(saying->arena, "%s: %d",
                           word(saying, "anderen die moeten instemmen",
                                "autres personnes dont l'accord est requis",
                                "others who must agree"),
                           deliberation->approvals);
    case RULE_ENCLAVE:
        return word(saying, "geen netwerk; enkel nagekeken resultaten naar buiten",
                    "pas de r\u00e9seau ; seuls des r\u00e9sultats contr\u00f4l\u00e9s sortent",
                    "no network; checked outputs only leave");
    case RULE_OUTPUTS:
        return say_outputs(saying);
    case RULE_REIDENTIFICATION:
        return word(saying, "verboden", "interdite", "prohibited");
    case RULE_RETENTION:
        return say_retention(saying, &deliberation->retention.items[at]);
    case RULE_FIELDS:
        break;
    }
    return "";
}

Wording
rule_value(Arena *arena, const Deliberation *deliberation, const Catalogue *catalogue,
           RuleField field, size_t at)
{
    Wording value = {{0}};
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
    {
        Saying saying = {arena, deliberation, catalogue, language};
        value.in[language] = say(&saying, field, at);
    }
    return value;
}
