#include "release/words.h"

#include <string.h>

static const char *const months[LANGUAGE_COUNT][12] = {
    {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
     "oktober", "november", "december"},
    {"janvier", "f\u00e9vrier", "mars", "avril", "mai", "juin", "juillet", "ao\u00fbt", "septembre",
     "octobre", "novembre", "d\u00e9cembre"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"}};

char *
phrase_fill(Arena *arena, Phrase which, Language language, const char *const *values)
{
    Text text = text_new(arena);
    const char *at = phrase_in(which, language);
    for (const char *gap = strstr(at, "{}"); gap != NULL; gap = strstr(at, "{}"))
    {
        text_add_bytes(&text, at, (size_t)(gap - at));
        text_add(&text, *values++);
        at = gap + 2;
    }
    text_add(&text, at);
    return text.bytes;
}

char *
words_date(Arena *arena, Date date, Language language)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_parts(date, &year, &month, &day);
    return arena_print(arena, "%d%s %s %d", day, day == 1 && language == LANGUAGE_FR ? "er" : "",
                       months[language][month - 1], year);
}

char *
words_years(Arena *arena, const Years *years)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < years->count; at++)
        text_print(&text, "%s%d", at == 0 ? "" : ", ", years->items[at]);
    return text.bytes;
}

char *
words_percent(Arena *arena, int64_t millionths, Language language)
{
    char digits[8];
    for (size_t at = 0; at < 6; at++, millionths /= 10)
    {
        if (at == 0)
            digits[6] = '\0';
        digits[5 - at] = (char)('0' + millionths % 10);
    }
    size_t kept = 6;
    while (kept > 0 && digits[kept - 1] == '0')
        digits[--kept] = '\0';
    const char *point = kept == 0 ? "" : language == LANGUAGE_EN ? "." : ",";
    return arena_print(arena, "%lld%s%s", (long long)millionths, point, digits);
}

char *
words_count(Arena *arena, int64_t count)
{
    char *digits = arena_print(arena, "%lld", (long long)count);
    size_t size = strlen(digits);
    Text text = text_new(arena);
    for (size_t at = 0; at < size; at++)
    {
        if (at > 0 && (size - at) % 3 == 0)
            text_add(&text, "\u202f");
        text_add_bytes(&text, digits + at, 1);
    }
    return text.bytes;
}

void
words_wrap(Text *text, const char *words, size_t indent, size_t hang)
{
    text_print(text, "%*s", (int)indent, "");
    text_wrap(text, words, WORDS_WIDTH, indent, indent + hang);
}
