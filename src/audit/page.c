/* The audit as a page: the same content as its text, in three languages at once. */
#include "audit/audit.h"
#include "audit/phrase.h"
#include "release/markup.h"

#include <inttypes.h>

#define SECONDS_A_DAY 86400

typedef struct Page
{
    Arena *arena;
    const Audit *audit;
    Text *text;
} Page;

static void
say(const Page *page, AuditPhrase which)
{
    markup_wording(page->text, audit_phrase(which));
}

static void
element(const Page *page, const char *tag, AuditPhrase which)
{
    text_print(page->text, "<%s>", tag);
    say(page, which);
    text_print(page->text, "</%s>", tag);
}

/* On paper it stays with what follows. */
static void
subhead(const Page *page, AuditPhrase which)
{
    text_add(page->text, "<h4 style=\"break-after:avoid\">");
    say(page, which);
    text_add(page->text, "</h4>");
}

static void
fact(const Page *page, AuditPhrase label, const char *value)
{
    element(page, "dt", label);
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
    element(page, "dt", AUDIT_STATE);
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
    element(page, "h1", AUDIT_TITLE);
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
    element(page, "dt", AUDIT_LEDGER);
    text_print(page->text, "<dd>%" PRId64 " ", audit->entries);
    say(page, AUDIT_LEDGER_SIZE);
    text_print(page->text, " %" PRId64 "</dd>", covered);
    fact(page, AUDIT_FILE, digest_print(page->arena, &registration->digest));
    if (registration->text_digest != NULL)
        fact(page, AUDIT_OFFICIAL_FILE, digest_print(page->arena, registration->text_digest));
    text_add(page->text, "</dl>");
}

/* The paragraphs at a glance: number, treatments. */
static void
add_tags(const Page *page, const AuditParagraph *paragraph)
{
    for (size_t at = 0; at < TREATMENTS; at++)
        if ((paragraph->treatments >> at & 1) != 0)
        {
            text_add(page->text, "<span class=\"tag\">");
            markup_wording(page->text, treatment_wording((Treatment)(1u << at)));
            text_add(page->text, "</span>");
        }
    if (!paragraph->is_gap)
        return;
    text_add(page->text, "<span class=\"tag\" style=\"background:var(--warnwash);color:var(--warn);"
                         "border-color:#e0a100;font-weight:600\">");
    say(page, AUDIT_GAP);
    text_add(page->text, "</span>");
}

static void
add_meaning(const Page *page, const Wording *word, AuditPhrase means, size_t count)
{
    text_add(page->text, "<tr><td>");
    markup_wording(page->text, word);
    text_print(page->text, "</td><td class=\"n\">%zu</td><td>", count);
    say(page, means);
    text_add(page->text, "</td></tr>");
}

/* Which paragraphs are gaps, by number, each leading to its place. */
static void
add_gaps(const Page *page)
{
    const Audit *audit = page->audit;
    text_add(page->text, audit->gaps == 0 ? "<p>" : "<p class=\"note\">");
    say(page, audit->gaps == 0 ? AUDIT_NO_GAPS : AUDIT_GAPS);
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
    element(page, "h2", AUDIT_SUMMARY);
    add_gaps(page);
    text_add(page->text, "<div class=\"wide\"><table><thead><tr><th></th><th class=\"n\">");
    say(page, AUDIT_PARAGRAPHS);
    text_print(page->text, " (%zu)</th><th>", audit->paragraphs.count);
    say(page, AUDIT_MEANING);
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
        say(page, AUDIT_UNSIGNED);
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
        say(page, AUDIT_CITES);
    }
    text_add(page->text, "</td>");
}

static void
add_entry(const Page *page, const Evidence *evidence, int paragraph)
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

static void
open_entries(const Page *page, bool with_rules)
{
    static const AuditPhrase heads[] = {AUDIT_NUMBER, AUDIT_DATE, AUDIT_WHAT,
                                        AUDIT_ACTOR,  AUDIT_RULE, AUDIT_PROOF};
    text_add(page->text, "<div class=\"wide\"><table><thead><tr>");
    for (size_t at = 0; at < sizeof heads / sizeof *heads; at++)
        if (with_rules || heads[at] != AUDIT_RULE)
            element(page, "th", heads[at]);
    text_add(page->text, "</tr></thead><tbody>");
}

static void
add_course(const Page *page)
{
    element(page, "h2", AUDIT_COURSE);
    open_entries(page, false);
    for (size_t at = 0; at < page->audit->course.count; at++)
        add_entry(page, page->audit->course.items[at], 0);
    text_add(page->text, "</tbody></table></div>");
}

static void
add_words(const Page *page, AuditPhrase who, const Wording *words)
{
    if (words == NULL)
        return;
    text_add(page->text, "<br><span class=\"meta\">");
    say(page, who);
    text_add(page->text, ": ");
    markup_wording(page->text, words);
    text_add(page->text, "</span>");
}

static void
add_rules(const Page *page, const AuditParagraph *paragraph)
{
    if (paragraph->rules.count == 0)
        return;
    subhead(page, AUDIT_RULES);
    text_add(page->text, "<ul>");
    for (size_t at = 0; at < paragraph->rules.count; at++)
    {
        const AuditRule *rule = paragraph->rules.items[at];
        const RuleForm *form = rule_form(rule->field);
        text_print(page->text, "<li><code>%s</code> ", rule->place);
        markup_wording(page->text, &rule->value);
        add_words(page, AUDIT_BY_PROGRAM, form->enforced);
        add_words(page, AUDIT_BY_PEOPLE, form->people);
        text_add(page->text, "</li>");
    }
    text_add(page->text, "</ul>");
}

static void
add_readings(const Page *page, const AuditParagraph *paragraph)
{
    for (size_t at = 0; at < paragraph->readings.count; at++)
    {
        const Interpretation *reading = paragraph->readings.items[at];
        text_add(page->text, "<p><b>");
        say(page, AUDIT_READINGS);
        text_add(page->text, " ");
        text_add_markup(page->text, reading->id);
        text_add(page->text, ".</b> <i>");
        markup_wording(page->text, &reading->question);
        text_add(page->text, "</i> ");
        markup_wording(page->text, &reading->reading);
        text_add(page->text, "</p>");
    }
}

static void
add_left_out(const Page *page, size_t count, AuditPhrase where)
{
    if (count == 0)
        return;
    text_print(page->text, "<p class=\"meta\">+ %zu ", count);
    say(page, where);
    text_add(page->text, "</p>");
}

static void
add_evidence(const Page *page, const AuditParagraph *paragraph)
{
    size_t left_out = 0;
    subhead(page, AUDIT_EVIDENCE);
    if (paragraph->evidence.count == 0)
    {
        element(page, "p", AUDIT_NO_EVIDENCE);
        return;
    }
    open_entries(page, true);
    for (size_t at = 0; at < paragraph->evidence.count; at++)
        if (paragraph->shown.items[at])
            add_entry(page, paragraph->evidence.items[at], paragraph->paragraph->number);
        else
            left_out++;
    text_add(page->text, "</tbody></table></div>");
    add_left_out(page, left_out, AUDIT_EARLIER);
    add_left_out(page, paragraph->older_total, AUDIT_OLDER);
}

static void
add_paragraph(const Page *page, const AuditParagraph *paragraph)
{
    int number = paragraph->paragraph->number;
    text_print(page->text,
               "<section class=\"variable\" style=\"break-inside:auto\" id=\"p%d\"><h3>", number);
    say(page, AUDIT_PARAGRAPH);
    text_print(page->text, " %d ", number);
    add_tags(page, paragraph);
    text_add(page->text, "</h3><p>");
    markup_wording(page->text, &paragraph->paragraph->summary);
    text_add(page->text, "</p>");
    if (paragraph->official != NULL)
    {
        subhead(page, AUDIT_OFFICIAL);
        text_add(page->text, "<pre style=\"white-space:pre-wrap\">");
        text_add_markup(page->text, paragraph->official);
        text_add(page->text, "</pre>");
    }
    if (paragraph->is_gap)
    {
        text_add(page->text, "<p class=\"note\">");
        say(page, AUDIT_GAP_ABOUT);
        text_add(page->text, "</p>");
    }
    add_rules(page, paragraph);
    add_readings(page, paragraph);
    if (!paragraph->is_gap || paragraph->evidence.count > 0)
        add_evidence(page, paragraph);
    text_add(page->text, "</section>");
}

/* Where the official text could not be split, all of it. */
static void
add_whole(const Page *page)
{
    const Audit *audit = page->audit;
    if (audit->registration->text == NULL || audit->paragraphs.count == 0 ||
        audit->paragraphs.items[0].official != NULL)
        return;
    element(page, "h2", AUDIT_OFFICIAL);
    element(page, "p", AUDIT_OFFICIAL_WHOLE);
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
    element(&page, "h2", AUDIT_TITLE);
    for (size_t at = 0; at < audit->paragraphs.count; at++)
        add_paragraph(&page, &audit->paragraphs.items[at]);
    add_whole(&page);
    element(&page, "h2", AUDIT_CHECK);
    element(&page, "p", AUDIT_CHECK_ABOUT);
    markup_close(text);
}
