#include "deliberation/explanation.h"

const char *
explanation_word(const Explanation *explanation, const Wording *wording)
{
    return wording->in[explanation->sentences.language];
}

const char *
explanation_number(const Explanation *explanation, int64_t value)
{
    return arena_print(explanation->sentences.arena, "%lld", (long long)value);
}

void
explanation_head(Explanation *explanation, Words words)
{
    sentence_head(&explanation->sentences, wording_of(words, explanation->sentences.language));
}

void
explanation_say(Explanation *explanation, Words words, Slots slots, const Cites *cites)
{
    sentence_say(&explanation->sentences, words, slots, cites);
}

/* "one, other" where other is there. */
const char *
explanation_join(const Explanation *explanation, const char *one, const char *between,
                 const char *other)
{
    return other == NULL ? one
                         : arena_print(explanation->sentences.arena, "%s%s%s", one, between, other);
}

const char *
explanation_years(const Explanation *explanation, const Years *years)
{
    const char **items =
        arena_take_array(explanation->sentences.arena, years->count, sizeof *items);
    for (size_t at = 0; at < years->count; at++)
        items[at] = explanation_number(explanation, years->items[at]);
    return sentence_list(&explanation->sentences, items, years->count, WORDS_AND);
}

const char *
explanation_dates(const Explanation *explanation, const Years *years)
{
    const char **items =
        arena_take_array(explanation->sentences.arena, years->count, sizeof *items);
    for (size_t at = 0; at < years->count; at++)
        items[at] =
            sentence_date(&explanation->sentences,
                          deliberation_reference_date(explanation->deliberation, years->items[at]));
    return sentence_list(&explanation->sentences, items, years->count, WORDS_AND);
}
