/* One paragraph of the audit's page. */
#include "audit/page_inner.h"
#include "release/markup.h"

#include <inttypes.h>

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
    page_say(page, AUDIT_GAP);
    text_add(page->text, "</span>");
}

static void
add_words(const Page *page, AuditPhrase who, const Wording *words)
{
    if (words == NULL)
        return;
    text_add(page->text, "<br><span class=\"meta\">");
    page_say(page, who);
    text_add(page->text, ": ");
    markup_wording(page->text, words);
    text_add(page->text, "</span>");
}

static void
add_rules(const Page *page, const AuditParagraph *paragraph)
{
    if (paragraph->rules.count == 0)
        return;
    page_subhead(page, AUDIT_RULES);
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
        page_say(page, AUDIT_READINGS);
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
    page_say(page, where);
    text_add(page->text, "</p>");
}

static void
add_evidence(const Page *page, const AuditParagraph *paragraph)
{
    size_t left_out = 0;
    page_subhead(page, AUDIT_EVIDENCE);
    if (paragraph->evidence.count == 0)
    {
        page_element(page, "p", AUDIT_NO_EVIDENCE);
        return;
    }
    page_open_entries(page, true);
    for (size_t at = 0; at < paragraph->evidence.count; at++)
        if (paragraph->shown.items[at])
            page_add_entry(page, paragraph->evidence.items[at], paragraph->paragraph->number);
        else
            left_out++;
    text_add(page->text, "</tbody></table></div>");
    add_left_out(page, left_out, AUDIT_EARLIER);
    add_left_out(page, paragraph->older_total, AUDIT_OLDER);
}

void
page_add_paragraph(const Page *page, const AuditParagraph *paragraph)
{
    int number = paragraph->paragraph->number;
    text_print(page->text,
               "<section class=\"variable\" style=\"break-inside:auto\" id=\"p%d\"><h3>", number);
    page_say(page, AUDIT_PARAGRAPH);
    text_print(page->text, " %d ", number);
    add_tags(page, paragraph);
    text_add(page->text, "</h3><p>");
    markup_wording(page->text, &paragraph->paragraph->summary);
    text_add(page->text, "</p>");
    if (paragraph->official != NULL)
    {
        page_subhead(page, AUDIT_OFFICIAL);
        text_add(page->text, "<pre style=\"white-space:pre-wrap\">");
        text_add_markup(page->text, paragraph->official);
        text_add(page->text, "</pre>");
    }
    if (paragraph->is_gap)
    {
        text_add(page->text, "<p class=\"note\">");
        page_say(page, AUDIT_GAP_ABOUT);
        text_add(page->text, "</p>");
    }
    add_rules(page, paragraph);
    add_readings(page, paragraph);
    if (!paragraph->is_gap || paragraph->evidence.count > 0)
        add_evidence(page, paragraph);
    text_add(page->text, "</section>");
}
