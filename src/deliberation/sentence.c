#include "deliberation/sentence.h"

#include <string.h>

#define NO_BREAK_SPACE "\u00a0"

const char *
sentence_fill(const Sentences *sentences, Words words, Slots slots)
{
    Text text = text_new(sentences->arena);
    const char *at = wording_of(words, sentences->language);
    while (*at != '\0')
    {
        bool slot = at[0] == '{' && at[1] >= '0' && at[1] <= '2' && at[2] == '}';
        const char *value = slot ? slots.value[at[1] - '0'] : NULL;
        if (value != NULL)
            text_add(&text, value);
        else
            text_add_bytes(&text, at, 1);
        at += value != NULL ? 3 : 1;
    }
    return text.bytes;
}

void
sentence_head(Sentences *sentences, const char *heading)
{
    text_add(sentences->text, "\n");
    sentence_wrap(sentences, "", "", heading);
    text_add(sentences->text, "\n");
}

void
sentence_wrap(Sentences *sentences, const char *first, const char *next, const char *words)
{
    text_add(sentences->text, first);
    text_wrap(sentences->text, words, sentences->width, text_width(first), text_width(next));
}

const char *
sentence_with_cites(const Sentences *sentences, const char *sentence, const Cites *cites)
{
    size_t size = strlen(sentence);
    bool stop = size > 0 && sentence[size - 1] == '.';
    return arena_print(sentences->arena, "%.*s %s%s", (int)(stop ? size - 1 : size), sentence,
                       sentence_cites(sentences, cites), stop ? "." : "");
}

void
sentence_say(Sentences *sentences, Words words, Slots slots, const Cites *cites)
{
    const char *sentence = sentence_fill(sentences, words, slots);
    sentence_wrap(sentences, "  ", "  ", sentence_with_cites(sentences, sentence, cites));
}

const char *
sentence_date(const Sentences *sentences, Date date)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_parts(date, &year, &month, &day);
    const char *first = wording_of(WORDS_FIRST_DAY, sentences->language);
    return arena_print(sentences->arena, "%s" NO_BREAK_SPACE "%s" NO_BREAK_SPACE "%d",
                       day == 1 ? first : arena_print(sentences->arena, "%d", day),
                       wording_month(month, sentences->language), year);
}

const char *
sentence_list(const Sentences *sentences, const char *const *items, size_t count, Words between)
{
    Text text = text_new(sentences->arena);
    for (size_t at = 0; at < count; at++)
    {
        if (at > 0 && at + 1 == count)
            text_print(&text, " %s ", wording_of(between, sentences->language));
        else if (at > 0)
            text_add(&text, ", ");
        text_add(&text, items[at]);
    }
    return text.bytes;
}

/* Its spaces do not break: a line must not begin with a lonely number. */
static const char *
unbroken(const Sentences *sentences, const char *words)
{
    Text text = text_new(sentences->arena);
    for (const char *at = words; *at != '\0'; at++)
    {
        if (*at == ' ')
            text_add(&text, NO_BREAK_SPACE);
        else
            text_add_bytes(&text, at, 1);
    }
    return text.bytes;
}

const char *
sentence_cites(const Sentences *sentences, const Cites *cites)
{
    if (cites->count == 0)
        return wording_of(WORDS_CITE_NONE, sentences->language);
    const char **numbers = arena_take_array(sentences->arena, cites->count, sizeof *numbers);
    for (size_t at = 0; at < cites->count; at++)
        numbers[at] = arena_print(sentences->arena, "%d", cites->items[at]);
    const char *list = sentence_list(sentences, numbers, cites->count, WORDS_AND);
    Words words = cites->count == 1 ? WORDS_CITE_ONE : WORDS_CITE_MANY;
    return unbroken(sentences, sentence_fill(sentences, words, (Slots){{list}}));
}
