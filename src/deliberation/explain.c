#include "deliberation/explain.h"

#include "deliberation/explanation.h"

static void
explain_title(Explanation *explanation)
{
    const Deliberation *deliberation = explanation->deliberation;
    Sentences *sentences = &explanation->sentences;
    const char *date = sentence_date(sentences, deliberation->decided);
    sentence_wrap(sentences, "", "",
                  sentence_fill(sentences, WORDS_TITLE, (Slots){{deliberation->id, date}}));
    sentence_wrap(sentences, "", "",
                  explanation_join(explanation,
                                   explanation_word(explanation, &deliberation->named.body), ", ",
                                   explanation_word(explanation, &deliberation->named.chamber)));
    if (deliberation->amends != NULL)
        sentence_wrap(sentences, "", "",
                      sentence_fill(sentences, WORDS_AMENDS, (Slots){{deliberation->amends}}));
}

static void
explain_who(Explanation *explanation)
{
    const Deliberation *deliberation = explanation->deliberation;
    const char *provider = explanation_word(explanation, &deliberation->named.provider);
    const char *recipient =
        explanation_join(explanation, explanation_word(explanation, &deliberation->named.recipient),
                         ", ", explanation_word(explanation, &deliberation->named.unit));
    explanation_head(explanation, WORDS_HEAD_WHO);
    explanation_say(explanation, WORDS_PROVIDER, (Slots){{provider}},
                    &deliberation->recipient_cites);
    explanation_say(explanation, WORDS_RECIPIENT, (Slots){{recipient}},
                    &deliberation->recipient_cites);
    explanation_say(explanation, WORDS_PURPOSE,
                    (Slots){{explanation_word(explanation, &deliberation->purpose)}},
                    &deliberation->purpose_cites);
}

static void
explain_whose(Explanation *explanation)
{
    const Deliberation *deliberation = explanation->deliberation;
    const Cohort *cohort = catalogue_cohort(explanation->catalogue, deliberation->cohort);
    const char *label =
        cohort == NULL ? deliberation->cohort : explanation_word(explanation, &cohort->label);
    explanation_head(explanation, WORDS_HEAD_WHOSE);
    explanation_say(explanation, WORDS_COHORT, (Slots){{label}}, &deliberation->cohort_cites);
    explanation_say(explanation, WORDS_DATES,
                    (Slots){{explanation_dates(explanation, &deliberation->reference.years)}},
                    &deliberation->reference.cites);
}

static void
explain_readings(Explanation *explanation)
{
    Sentences *sentences = &explanation->sentences;
    const Deliberation *deliberation = explanation->deliberation;
    if (deliberation->interpretations.count == 0)
        return;
    explanation_head(explanation, WORDS_HEAD_READINGS);
    for (size_t at = 0; at < deliberation->interpretations.count; at++)
    {
        const Interpretation *reading = &deliberation->interpretations.items[at];
        const char *question = explanation_word(explanation, &reading->question);
        const char *answer = explanation_word(explanation, &reading->reading);
        sentence_wrap(sentences, "  ", "      ",
                      sentence_fill(sentences, WORDS_QUESTION, (Slots){{reading->id, question}}));
        const char *read = sentence_fill(sentences, WORDS_READING, (Slots){{answer}});
        sentence_wrap(sentences, "      ", "      ",
                      sentence_with_cites(sentences, read, &reading->cites));
    }
}

/* The paragraphs on which no rule and no reading rests, said so: a lawyer looks there first. */
static void
explain_paragraphs(Explanation *explanation)
{
    Sentences *sentences = &explanation->sentences;
    const Deliberation *deliberation = explanation->deliberation;
    Cites cited = deliberation_cites(sentences->arena, deliberation);
    explanation_head(explanation, WORDS_HEAD_PARAGRAPHS);
    for (size_t at = 0; at < deliberation->paragraphs.count; at++)
    {
        const Paragraph *paragraph = &deliberation->paragraphs.items[at];
        const char *words = explanation_word(explanation, &paragraph->summary);
        if (!cites_contain(&cited, paragraph->number))
            words = explanation_join(explanation, words, " ",
                                     wording_of(WORDS_UNCITED, sentences->language));
        const char *id = explanation_number(explanation, paragraph->number);
        sentence_wrap(sentences, "  ", "      ",
                      sentence_fill(sentences, WORDS_PARAGRAPH, (Slots){{id, words}}));
    }
}

void
deliberation_explain(Arena *arena, const Deliberation *deliberation, const Catalogue *catalogue,
                     Language language, size_t width, Text *ret_text)
{
    Explanation explanation = {
        .sentences = {.arena = arena, .language = language, .width = width, .text = ret_text},
        .deliberation = deliberation,
        .catalogue = catalogue,
    };
    explain_title(&explanation);
    explain_who(&explanation);
    explain_whose(&explanation);
    for (size_t at = 0; at < deliberation->communications.count; at++)
        explain_communication(&explanation, &deliberation->communications.items[at]);
    explain_variables(&explanation);
    explain_conditions(&explanation);
    explain_retention(&explanation);
    explain_readings(&explanation);
    explain_paragraphs(&explanation);
}
