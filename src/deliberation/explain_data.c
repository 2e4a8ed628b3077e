#include "deliberation/explanation.h"

#define CLASSES_SHOWN 10

/* 10, or 2.5 with the language's own decimal sign. */
static const char *
percentage(const Explanation *explanation, int64_t millionths)
{
    Arena *arena = explanation->sentences.arena;
    int64_t whole = millionths / 1000000;
    int64_t rest = millionths % 1000000;
    int digits = 6;
    if (rest == 0)
        return explanation_number(explanation, whole);
    for (; rest % 10 == 0; rest /= 10)
        digits--;
    return arena_print(arena, "%lld%s%0*lld", (long long)whole,
                       wording_of(WORDS_DECIMAL_POINT, explanation->sentences.language), digits,
                       (long long)rest);
}

static const char *
variable_label(const Explanation *explanation, const char *name)
{
    const Variable *variable = catalogue_variable(explanation->catalogue, name);
    return variable == NULL ? name : explanation_word(explanation, &variable->label);
}

static void
explain_sample(Explanation *explanation, const Communication *communication)
{
    static const Words panels[] = {
        [PANEL_NONE] = WORDS_PANEL_SAMPLED,
        [PANEL_SAMPLED_DATES] = WORDS_PANEL_SAMPLED,
        [PANEL_COHORT_DATES] = WORDS_PANEL_COHORT,
        [PANEL_ALL_DATES] = WORDS_PANEL_ALL,
    };
    const SampleRule *rule = &communication->sample;
    explanation_say(explanation, WORDS_SAMPLE,
                    (Slots){{percentage(explanation, rule->percent_millionths)}}, &rule->cites);
    if (rule->strata.count > 0)
    {
        const char **items =
            arena_take_array(explanation->sentences.arena, rule->strata.count, sizeof *items);
        for (size_t at = 0; at < rule->strata.count; at++)
            items[at] = variable_label(explanation, rule->strata.items[at]);
        explanation_say(
            explanation, WORDS_STRATA,
            (Slots){{sentence_list(&explanation->sentences, items, rule->strata.count, WORDS_AND)}},
            &rule->cites);
    }
    /* At one date nobody can be drawn again. */
    if (communication->panel == PANEL_NONE && communication->years.count == 1)
        return;
    explanation_say(explanation, WORDS_PERMANENT, (Slots){0}, &rule->cites);
    explanation_say(explanation, panels[communication->panel], (Slots){0},
                    communication->panel == PANEL_NONE ? &rule->cites
                                                       : &communication->panel_cites);
}

void
explain_communication(Explanation *explanation, const Communication *communication)
{
    Sentences *sentences = &explanation->sentences;
    sentence_head(sentences, sentence_fill(sentences, WORDS_HEAD_COMMUNICATION,
                                           (Slots){{communication->name}}));
    explanation_say(explanation,
                    communication->setting == SETTING_ON_SITE ? WORDS_ON_SITE : WORDS_DELIVERED,
                    (Slots){0}, &communication->cites);
    explanation_say(explanation, WORDS_AT_DATES,
                    (Slots){{explanation_dates(explanation, &communication->years)}},
                    &communication->cites);
    if (communication->sample.present)
        explain_sample(explanation, communication);
    else
        explanation_say(explanation, WORDS_WHOLE, (Slots){0}, &communication->cites);
    explanation_say(explanation, communication->once ? WORDS_ONCE : WORDS_REPEATED, (Slots){0},
                    &communication->cites);
}

static bool
is_in_force(const Explanation *explanation, const Class *class_)
{
    const Years *years = &explanation->deliberation->reference.years;
    for (size_t at = 0; at < years->count; at++)
    {
        Date date = deliberation_reference_date(explanation->deliberation, years->items[at]);
        if (class_valid(class_, date))
            return true;
    }
    return false;
}

/* A class with several versions is shown once, by the first that is in force at a reference date.
 */
static bool
is_shown(const Explanation *explanation, const Classification *classification, size_t at)
{
    const Class *class_ = &classification->classes.items[at];
    if (!is_in_force(explanation, class_))
        return false;
    for (size_t before = 0; before < at; before++)
    {
        const Class *other = &classification->classes.items[before];
        if (text_equal(other->code, class_->code) && is_in_force(explanation, other))
            return false;
    }
    return true;
}

/* "0-17; 18-24; ...": the labels of the first classes; ret_count is how many there are in all. */
static const char *
class_labels(const Explanation *explanation, const Classification *classification,
             size_t *ret_count)
{
    Text text = text_new(explanation->sentences.arena);
    const char *separator = wording_of(WORDS_SEPARATOR, explanation->sentences.language);
    *ret_count = 0;
    for (size_t at = 0; at < classification->classes.count; at++)
    {
        if (!is_shown(explanation, classification, at))
            continue;
        if (++*ret_count <= CLASSES_SHOWN)
            text_print(&text, "%s%s", *ret_count == 1 ? "" : separator,
                       explanation_word(explanation, &classification->classes.items[at].label));
    }
    if (*ret_count > CLASSES_SHOWN)
        text_print(&text, "%s...", separator);
    return text.bytes;
}

static void
explain_variable(Explanation *explanation, const AllowedVariable *variable)
{
    Sentences *sentences = &explanation->sentences;
    const char *label = variable_label(explanation, variable->name);
    const Classification *classification =
        catalogue_classification(explanation->catalogue, variable->classification);
    size_t count = 0;
    if (classification == NULL)
    {
        sentence_wrap(sentences, "    - ", "      ", label);
        return;
    }
    const char *labels = class_labels(explanation, classification, &count);
    Slots slots = {{label, explanation_number(explanation, (int64_t)count), labels}};
    sentence_wrap(sentences, "    - ", "      ", sentence_fill(sentences, WORDS_CLASSES, slots));
}

void
explain_variables(Explanation *explanation)
{
    const Deliberation *deliberation = explanation->deliberation;
    size_t count = deliberation->variables.count;
    explanation_head(explanation, WORDS_HEAD_VARIABLES);
    explanation_say(explanation, count == 1 ? WORDS_VARIABLE_ONE : WORDS_VARIABLES,
                    (Slots){{explanation_number(explanation, (int64_t)count)}},
                    &deliberation->variable_cites);
    for (size_t group = 0; group < deliberation->groups.count; group++)
    {
        const GroupTitle *title = &deliberation->groups.items[group];
        sentence_wrap(&explanation->sentences, "  ", "  ",
                      explanation_word(explanation, &title->title));
        for (size_t at = 0; at < count; at++)
        {
            if (text_equal(deliberation->variables.items[at].group, title->group))
                explain_variable(explanation, &deliberation->variables.items[at]);
        }
    }
    Arena *arena = explanation->sentences.arena;
    Cites cites = cites_join(arena, &deliberation->variable_cites, &deliberation->reference.cites);
    cites = cites_join(arena, &cites, &deliberation->recipient_cites);
    explanation_say(explanation, WORDS_OTHERS, (Slots){0}, &cites);
}
