#include "release/notice.h"

#include "release/words.h"

#include <string.h>

typedef struct Notice
{
    Text *text;
    const PackageFacts *facts;
    Language language;
    int number; /* of the next undertaking */
    Cites cited;
} Notice;

static Arena *
arena_of(const Notice *notice)
{
    return notice->text->arena;
}

static void
add_rule(Notice *notice, const char *words, const Cites *cites)
{
    const char *line = arena_print(arena_of(notice), "%d. %s %s", notice->number++, words,
                                   cites_print(arena_of(notice), cites));
    words_wrap(notice->text, line, 2, 3);
    notice->cited = cites_join(arena_of(notice), &notice->cited, cites);
}

static void
add_lead(Notice *notice)
{
    const Deliberation *deliberation = notice->facts->input->deliberation;
    Arena *arena = arena_of(notice);
    const char *values[] = {deliberation->provider,
                            deliberation->recipient_name,
                            deliberation->id,
                            words_date(arena, deliberation->decided, notice->language),
                            notice->facts->input->communication->name,
                            codebook_years(arena, notice->facts->manifest)};
    const char *title = phrase_in(PHRASE_NOTICE_TITLE, notice->language);
    text_print(notice->text, "%s\n", title);
    for (size_t at = text_width(title); at > 0; at--)
        text_add(notice->text, "=");
    text_add(notice->text, "\n\n");
    words_wrap(notice->text, phrase_fill(arena, PHRASE_NOTICE_LEAD, notice->language, values), 0,
               0);
}

static void
add_retention(Notice *notice)
{
    Arena *arena = arena_of(notice);
    const Manifest *manifest = notice->facts->manifest;
    Cites all = {0};
    for (size_t at = 0; at < manifest->retention.count; at++)
    {
        Cites cites = deliberation_retention_cites(arena, notice->facts->input->deliberation,
                                                   (int)manifest->retention.items[at].year);
        all = cites_join(arena, &all, &cites);
    }
    add_rule(notice, arena_print(arena, "%s:", phrase_in(PHRASE_NOTICE_KEEP, notice->language)),
             &all);
    for (size_t at = 0; at < manifest->retention.count;)
    {
        const ManifestRetention *first = &manifest->retention.items[at];
        Text line = text_new(arena);
        text_print(&line, "%lld", (long long)first->year);
        for (at++; at < manifest->retention.count &&
                   codebook_retention_same(first, &manifest->retention.items[at]);
             at++)
            text_print(&line, ", %lld", (long long)manifest->retention.items[at].year);
        text_print(&line, ": %s", codebook_destroy_by(arena, first, notice->language));
        words_wrap(notice->text, line.bytes, 5, 2);
    }
}

static void
add_rules(Notice *notice)
{
    const Deliberation *deliberation = notice->facts->input->deliberation;
    const char *purpose[] = {deliberation->purpose.in[notice->language]};
    text_print(notice->text, "\n%s\n\n", phrase_in(PHRASE_NOTICE_UNDERTAKES, notice->language));
    add_rule(notice,
             phrase_fill(arena_of(notice), PHRASE_NOTICE_PURPOSE, notice->language, purpose),
             &deliberation->purpose_cites);
    if (deliberation->reidentification_prohibited)
        add_rule(notice, phrase_in(PHRASE_NOTICE_REIDENTIFY, notice->language),
                 &deliberation->reidentification_cites);
    add_retention(notice);
}

static void
add_paragraphs(Notice *notice)
{
    text_print(notice->text, "\n%s\n\n", phrase_in(PHRASE_NOTICE_SAYS, notice->language));
    for (size_t at = 0; at < notice->cited.count; at++)
    {
        const Paragraph *paragraph =
            deliberation_paragraph(notice->facts->input->deliberation, notice->cited.items[at]);
        if (paragraph != NULL)
            words_wrap(notice->text,
                       arena_print(arena_of(notice), "[%d] %s", paragraph->number,
                                   paragraph->summary.in[notice->language]),
                       2, 2);
    }
    text_add(notice->text, "\n");
    words_wrap(notice->text, phrase_in(PHRASE_NOTICE_OFFICIAL, notice->language), 0, 0);
}

void
notice_print(Text *text, const PackageFacts *facts)
{
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
    {
        Notice notice = {.text = text, .facts = facts, .language = language, .number = 1};
        text_add(text, language == 0 ? "" : "\n\n");
        add_lead(&notice);
        add_rules(&notice);
        add_paragraphs(&notice);
    }
}
