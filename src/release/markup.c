#include "release/markup.h"

#include <string.h>

static const char *const language_names[LANGUAGE_COUNT] = {"Nederlands", "Fran\u00e7ais",
                                                           "English"};

void
markup_switch(Text *page, Language first)
{
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        text_print(page,
                   "<input class=\"pick\" type=\"radio\" name=\"language\" id=\"%s\" "
                   "aria-label=\"%s\"%s>",
                   language_code(language), language_names[language],
                   language == first ? " checked" : "");
}

static void
add_in(Text *page, Language language, const char *words)
{
    text_print(page, "<span lang=\"%s\">", language_code(language));
    text_add_markup(page, words);
    text_add(page, "</span>");
}

void
markup_wording(Text *page, const Wording *wording)
{
    const char *const *in = wording->in;
    if (strcmp(in[LANGUAGE_NL], in[LANGUAGE_FR]) == 0 &&
        strcmp(in[LANGUAGE_NL], in[LANGUAGE_EN]) == 0)
    {
        text_add_markup(page, in[LANGUAGE_NL]);
        return;
    }
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        add_in(page, language, in[language]);
}

void
markup_phrase(Text *page, Phrase which)
{
    Wording wording = phrase(which);
    markup_wording(page, &wording);
}

void
markup_element(Text *page, const char *tag, Phrase which)
{
    text_print(page, "<%s>", tag);
    markup_phrase(page, which);
    text_print(page, "</%.*s>", (int)strcspn(tag, " "), tag);
}

void
markup_fill(Text *page, Phrase which, const char *const *values)
{
    Wording filled;
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        filled.in[language] = phrase_fill(page->arena, which, language, values);
    markup_wording(page, &filled);
}

void
markup_count(Text *page, int64_t count)
{
    text_add(page, words_count(page->arena, count));
}

void
markup_open(Text *page, const char *title, Language first)
{
    text_print(page,
               "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'unsafe-inline'\"><title>",
               language_code(first));
    text_add_markup(page, title);
    text_add(page, "</title><style>");
    markup_style(page);
    text_add(page, "main.solo{display:block;max-width:66rem}main.solo td.code,main.solo dd.code{"
                   "overflow-wrap:anywhere}</style></head><body>\n");
    markup_switch(page, first);
    text_add(page, "<div class=\"bar\"><b>");
    text_add_markup(page, title);
    text_add(page, "</b><label for=\"nl\">Nederlands</label><label for=\"fr\">Fran\u00e7ais</label>"
                   "<label for=\"en\">English</label></div>\n<main class=\"solo\">");
}

void
markup_close(Text *page)
{
    text_add(page, "</main></body></html>\n");
}
