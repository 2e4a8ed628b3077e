/* The audit as a page: the same content as its text, in three languages at once. */
#include "audit/page_inner.h"
#include "release/markup.h"

#include <inttypes.h>

#define SECONDS_A_DAY 86400

void
page_say(const Page *page, AuditPhrase which)
{
    markup_wording(page->text, audit_phrase(which));
}

void
page_element(const Page *page, const char *tag, AuditPhrase which)
{
    text_print(page->text, "<%s>", tag);
    page_say(page, which);
    text_print(page->text, "</%s>", tag);
}

/* On paper it stays with what follows. */
void
page_subhead(const Page *page, AuditPhrase which)
{
    text_add(page->text, "<h4 style=\"break-after:avoid\">");
    page_say(page, which);
    text_add(page->text, "</h4>");
}

static void
fact(const Page *page, AuditPhrase label, const char *value)
{
    page_element(page, "dt", label);
    text_add(page->text, "<dd class=\"code\">");
    text_add_markup(page->text, value);
    text_add(page->text, "</dd>");
}

static const char *
day_of(Arena *arena, int64_t at)
{
    char date[DATE_TEXT_SIZE];
    Date day = {.days = (int32_t)(at / SECONDS_A_DAY)};
    return arena_copy_text(arena, date_print(day, date));
}

static void
add_state(const Page *page)
{
    const Registration *registration = page->audit->registration;
    page_element(page, "dt", AUDIT_STATE);
    text_add(page->text, "<dd>");
    markup_wording(page->text, audit_state_wording(registration->state));
    text_print(page->text, " (%s)</dd>", day_of(page->arena, registration->since));
}

static void
add_head(const Page *page)
{
    const Audit *audit = page->audit;
    const Registration *registration = audit->registration;
    int64_t covered = audit->signed_size < audit->entries ? audit->signed_size : audit->entries;
    char date[DATE_TEXT_SIZE];
    page_element(page, "h1", AUDIT_TITLE);
    text_add(page->text, "<dl class=\"facts\">");
    fact(page, AUDIT_DELIBERATION, registration->id);
    fact(page, AUDIT_DECIDED, date_print(registration->decided, date));
    if (registration->amends != NULL)
        fact(page, AUDIT_AMENDS, registration->amends);
    if (registration->amended_by != NULL)
        fact(page, AUDIT_AMENDED_BY, registration->amended_by);
    add_state(page);
    fact(page, AUDIT_CUSTODIAN, audit->custody);
    fact(page, AUDIT_ON, date_print(audit->on, date));
    page_element(page, "dt", AUDIT_LEDGER);
    text_print(page->text, "<dd>%" PRId64 " ", audit->entries);
    page_say(page, AUDIT_LEDGER_SIZE);
    text_print(page->text, " %" PRId64 "</dd>", covered);
    fact(page, AUDIT_FILE, digest_print(page->arena, &registration->digest));
    if (registration->text_digest != NULL)
        fact(page, AUDIT_OFFICIAL_FILE, digest_print(page->arena, registration->text_digest));
    text_add(page->text, "</dl>");
}

static void
add_meaning(const Page *page, const Wording *word, AuditPhrase means, size_t count)
{
    text_add(page->text, "<tr><td>");
    markup_wording(page->text, word);
    text_print(page->text, "</td><td class=\"n\">%zu</td><td>", count);
    page_say(page, means);
    text_add(page->text, "</td></tr>");
}

/* Which paragraphs are gaps, by number, each leading to its place. */
static void
add_gaps(const Page *page)
{
    const Audit *audit = page->audit;
    text_add(page->text, audit->gaps == 0 ? "<p>" : "<p class=\"note\">");
    page_say(page, audit->gaps == 0 ? AUDIT_NO_GAPS : AUDIT_GAPS);
    for (size_t at = 0, told = 0; at < audit->paragraphs.count; at++)
    {
        int number = audit->paragraphs.items[at].paragraph->number;
        if (audit->paragraphs.items[at].is_gap)
            text_print(page->text, "%s<a href=\"#p%d\">%d</a>", told++ == 0 ? ": " : ", ", number,
                       number);
    }
    text_add(page->text, "</p>");
}

static void
add_summary(const Page *page)
{
    const Audit *audit = page->audit;
    page_element(page, "h2", AUDIT_SUMMARY);
    add_gaps(page);
    text_add(page->text, "<div class=\"wide\"><table><thead><tr><th></th><th class=\"n\">");
    page_say(page, AUDIT_PARAGRAPHS);
    text_print(page->text, " (%zu)</th><th>", audit->paragraphs.count);
    page_say(page, AUDIT_MEANING);
    text_add(page->text, "</th></tr></thead><tbody>");
    for (size_t at = 0; at < TREATMENTS; at++)
        add_meaning(page, treatment_wording((Treatment)(1u << at)),
                    AUDIT_MEANS_ENFORCED + (unsigned)at, audit->treated[at]);
    add_meaning(page, audit_phrase(AUDIT_GAP), AUDIT_MEANS_GAP, audit->gaps);
    text_add(page->text, "</tbody></table></div>");
}

/* Where the proof of an entry is. */
static void
add_proof(const Page *page, int64_t number)
{
    const Audit *audit = page->audit;
    text_add(page->text, "<td>");
    if (number >= audit->signed_size)
        page_say(page, AUDIT_UNSIGNED);
    else if (audit->proofs == NULL)
        text_print(page->text, "<code>ledger prove %" PRId64 "</code>", number);
    else
    {
        text_add(page->text, "<a href=\"");
        text_add_markup(page->text, audit->proofs);
        text_print(page->text, "/%s\"><code>%" PRId64 "</code></a>",
                   audit_proof_name(page->arena, number), number);
    }
    text_add(page->text, "</td></tr>");
}

/* The rules of the paragraph for which the entry stands; 0: of none. */
static void
add_places(const Page *page, const Evidence *evidence, int paragraph)
{
    size_t told = 0;
    text_add(page->text, "<td>");
    for (size_t at = 0; at < evidence->rules.count; at++)
    {
        const AuditRule *rule = &page->audit->rules.items[evidence->rules.items[at]];
        if (!cites_contain(&rule->cites, paragraph))
            continue;
        text_print(page->text, "%s<code>%s</code>", told++ == 0 ? "" : "<br>", rule->place);
    }
    if (cites_contain(&evidence->cites, paragraph))
    {
        text_add(page->text, told == 0 ? "" : "<br>");
        page_say(page, AUDIT_CITES);
    }
    text_add(page->text, "</td>");
}

void
page_add_entry(const Page *page, const Evidence *evidence, int paragraph)
{
    Wording what = audit_entry_wording(evidence->type);
    text_print(page->text,
               "<tr><td class=\"n\">%" PRId64 "</td><td style=\"white-space:nowrap\">%s"
               "</td><td>",
               evidence->number, day_of(page->arena, evidence->at));
    markup_wording(page->text, &what);
    if (evidence->act != NULL)
    {
        text_add(page->text, ": <code>");
        text_add_markup(page->text, evidence->act);
        text_add(page->text, "</code>");
    }
    text_add(page->text, "</td><td>");
    text_add_markup(page->text, evidence->actor);
    text_add(page->text, "</td>");
    if (paragraph != 0)
        add_places(page, evidence, paragraph);
    add_proof(page, evidence->number);
}

void
page_open_entries(const Page *page, bool with_rules)
{
    static const AuditPhrase heads[] = {AUDIT_NUMBER, AUDIT_DATE, AUDIT_WHAT,
                                        AUDIT_ACTOR,  AUDIT_RULE, AUDIT_PROOF};
    text_add(page->text, "<div class=\"wide\"><table><thead><tr>");
    for (size_t at = 0; at < sizeof heads / sizeof *heads; at++)
        if (with_rules || heads[at] != AUDIT_RULE)
            page_element(page, "th", heads[at]);
    text_add(page->text, "</tr></thead><tbody>");
}

static void
add_course(const Page *page)
{
    page_element(page, "h2", AUDIT_COURSE);
    page_open_entries(page, false);
    for (size_t at = 0; at < page->audit->course.count; at++)
        page_add_entry(page, page->audit->course.items[at], 0);
    text_add(page->text, "</tbody></table></div>");
}

/* Where the official text could not be split, all of it. */
static void
add_whole(const Page *page)
{
    const Audit *audit = page->audit;
    if (audit->registration->text == NULL || audit->paragraphs.count == 0 ||
        audit->paragraphs.items[0].official != NULL)
        return;
    page_element(page, "h2", AUDIT_OFFICIAL);
    page_element(page, "p", AUDIT_OFFICIAL_WHOLE);
    text_add(page->text, "<pre style=\"white-space:pre-wrap\">");
    text_add_markup(page->text, arena_copy(page->arena, audit->registration->text,
                                           audit->registration->text_size));
    text_add(page->text, "</pre>");
}

void
audit_page(Arena *arena, const Audit *audit, Language first, Text *text)
{
    Page page = {arena, audit, text};
    markup_open(text, audit->registration->id, first);
    add_head(&page);
    add_summary(&page);
    add_course(&page);
    page_element(&page, "h2", AUDIT_TITLE);
    for (size_t at = 0; at < audit->paragraphs.count; at++)
        page_add_paragraph(&page, &audit->paragraphs.items[at]);
    add_whole(&page);
    page_element(&page, "h2", AUDIT_CHECK);
    page_element(&page, "p", AUDIT_CHECK_ABOUT);
    markup_close(text);
}
