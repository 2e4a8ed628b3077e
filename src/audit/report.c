/* The audit as text and as JSON. */
#include "audit/audit.h"
#include "audit/phrase.h"
#include "release/words.h"

#include <inttypes.h>

#define SECONDS_A_DAY 86400

typedef struct Report
{
    Arena *arena;
    const Audit *audit;
    Language language;
    Text *text;
} Report;

static const char *
in(const Report *report, AuditPhrase which)
{
    return audit_phrase(which)->in[report->language];
}

static const char *
day_of(Arena *arena, int64_t at)
{
    char date[DATE_TEXT_SIZE];
    Date day = {.days = (int32_t)(at / SECONDS_A_DAY)};
    return arena_copy_text(arena, date_print(day, date));
}

static void
print_fact(const Report *report, AuditPhrase label, const char *value)
{
    text_print(report->text, "%s%s %s\n", in(report, label), audit_colon(report->language), value);
}

static void
print_head(const Report *report)
{
    const Audit *audit = report->audit;
    const Registration *registration = audit->registration;
    Arena *arena = report->arena;
    char date[DATE_TEXT_SIZE];
    text_print(report->text, "%s\n\n", in(report, AUDIT_TITLE));
    print_fact(report, AUDIT_DELIBERATION, registration->id);
    print_fact(report, AUDIT_DECIDED, words_date(arena, registration->decided, report->language));
    if (registration->amends != NULL)
        print_fact(report, AUDIT_AMENDS, registration->amends);
    if (registration->amended_by != NULL)
        print_fact(report, AUDIT_AMENDED_BY, registration->amended_by);
    print_fact(report, AUDIT_STATE,
               arena_print(arena, "%s (%s)",
                           audit_state_wording(registration->state)->in[report->language],
                           day_of(arena, registration->since)));
    print_fact(report, AUDIT_CUSTODIAN, audit->custody);
    print_fact(report, AUDIT_ON, date_print(audit->on, date));
    print_fact(
        report, AUDIT_LEDGER,
        arena_print(arena, "%" PRId64 " %s %" PRId64, audit->entries, in(report, AUDIT_LEDGER_SIZE),
                    audit->signed_size < audit->entries ? audit->signed_size : audit->entries));
    print_fact(report, AUDIT_FILE, digest_print(arena, &registration->digest));
    if (registration->text_digest != NULL)
        print_fact(report, AUDIT_OFFICIAL_FILE, digest_print(arena, registration->text_digest));
}

/* "communications.sample, retention[1]", of the rules that cite the paragraph (0: all). */
static const char *
print_places(const Report *report, const Evidence *evidence, int paragraph)
{
    Text text = text_new(report->arena);
    text_add(&text, "");
    for (size_t at = 0; at < evidence->rules.count; at++)
    {
        const AuditRule *rule = &report->audit->rules.items[evidence->rules.items[at]];
        if (cites_contain(&rule->cites, paragraph))
            text_print(&text, "%s%s", text.size == 0 ? "" : ", ", rule->place);
    }
    if (cites_contain(&evidence->cites, paragraph))
        text_print(&text, "%s%s", text.size == 0 ? "" : ", ", in(report, AUDIT_CITES));
    return text.bytes;
}

/* number, date, what, who; what of a refusal or proposal with its act. */
static void
print_entry(const Report *report, const Evidence *evidence, const char *places)
{
    Wording what = audit_entry_wording(evidence->type);
    const char *said = what.in[report->language];
    if (evidence->act != NULL)
        said = arena_print(report->arena, "%s: %s", said, evidence->act);
    Text line = text_new(report->arena);
    text_print(&line, "%6" PRId64 "  %s  %s", evidence->number, day_of(report->arena, evidence->at),
               said);
    for (size_t wide = text_width(said); wide < 32; wide++)
        text_add(&line, " ");
    text_print(&line, "  %-10s", evidence->actor);
    if (places[0] != '\0')
        text_print(&line, "  %s", places);
    if (evidence->number >= report->audit->signed_size)
        text_print(&line, "  (%s)", in(report, AUDIT_UNSIGNED));
    while (line.size > 0 && line.bytes[line.size - 1] == ' ')
        line.bytes[--line.size] = '\0';
    text_print(report->text, "  %s\n", line.bytes);
}

static void
print_evidence(const Report *report, const AuditParagraph *paragraph)
{
    size_t left_out = 0;
    text_print(report->text, "  %s\n", in(report, AUDIT_EVIDENCE));
    if (paragraph->evidence.count == 0)
        text_print(report->text, "    %s\n", in(report, AUDIT_NO_EVIDENCE));
    for (size_t at = 0; at < paragraph->evidence.count; at++)
    {
        const Evidence *evidence = paragraph->evidence.items[at];
        if (paragraph->shown.items[at])
            print_entry(report, evidence,
                        print_places(report, evidence, paragraph->paragraph->number));
        else
            left_out++;
    }
    if (left_out > 0)
        text_print(report->text, "    + %zu %s\n", left_out, in(report, AUDIT_EARLIER));
    if (paragraph->older_total > 0)
        text_print(report->text, "    + %zu %s\n", paragraph->older_total, in(report, AUDIT_OLDER));
}

static void
print_rules(const Report *report, const AuditParagraph *paragraph)
{
    Language language = report->language;
    if (paragraph->rules.count > 0)
        text_print(report->text, "  %s\n", in(report, AUDIT_RULES));
    for (size_t at = 0; at < paragraph->rules.count; at++)
    {
        const AuditRule *rule = paragraph->rules.items[at];
        const RuleForm *form = rule_form(rule->field);
        words_wrap(report->text,
                   arena_print(report->arena, "%s: %s", rule->place, rule->value.in[language]), 4,
                   4);
        if (form->enforced != NULL)
            words_wrap(report->text,
                       arena_print(report->arena, "%s%s %s", in(report, AUDIT_BY_PROGRAM),
                                   audit_colon(language), form->enforced->in[language]),
                       6, 4);
        if (form->people != NULL)
            words_wrap(report->text,
                       arena_print(report->arena, "%s%s %s", in(report, AUDIT_BY_PEOPLE),
                                   audit_colon(language), form->people->in[language]),
                       6, 4);
    }
}

static void
print_readings(const Report *report, const AuditParagraph *paragraph)
{
    for (size_t at = 0; at < paragraph->readings.count; at++)
    {
        const Interpretation *reading = paragraph->readings.items[at];
        words_wrap(report->text,
                   arena_print(report->arena, "%s %s%s %s %s", in(report, AUDIT_READINGS),
                               reading->id, audit_colon(report->language),
                               reading->question.in[report->language],
                               reading->reading.in[report->language]),
                   2, 4);
    }
}

static const char *
print_treatments(const Report *report, const AuditParagraph *paragraph)
{
    Text text = text_new(report->arena);
    text_add(&text, paragraph->is_gap ? in(report, AUDIT_GAP) : "");
    for (size_t at = 0; at < TREATMENTS; at++)
        if ((paragraph->treatments >> at & 1) != 0)
            text_print(&text, "%s%s", text.size == 0 ? "" : ", ",
                       treatment_wording((Treatment)(1u << at))->in[report->language]);
    return text.bytes;
}

/* An official paragraph keeps its own lines; what feeds a page or returns a carriage is left out.
 */
static void
print_official(const Report *report, const char *official)
{
    text_print(report->text, "  %s\n    ", in(report, AUDIT_OFFICIAL));
    for (const char *at = official; *at != '\0'; at++)
    {
        if (*at == '\n')
            text_add(report->text, "\n    ");
        else if (*at != '\r' && *at != '\f')
            text_add_bytes(report->text, at, 1);
    }
    text_add(report->text, "\n");
}

static void
print_paragraph(const Report *report, const AuditParagraph *paragraph)
{
    text_print(report->text, "\n[%d] %s\n", paragraph->paragraph->number,
               print_treatments(report, paragraph));
    words_wrap(report->text, paragraph->paragraph->summary.in[report->language], 2, 0);
    if (paragraph->official != NULL)
        print_official(report, paragraph->official);
    if (paragraph->is_gap)
        words_wrap(report->text, in(report, AUDIT_GAP_ABOUT), 2, 0);
    print_rules(report, paragraph);
    print_readings(report, paragraph);
    if (!paragraph->is_gap || paragraph->evidence.count > 0)
        print_evidence(report, paragraph);
}

static void
print_end(const Report *report)
{
    const Audit *audit = report->audit;
    text_print(report->text, "\n%s: %zu %s\n", in(report, AUDIT_SUMMARY), audit->paragraphs.count,
               in(report, AUDIT_PARAGRAPHS));
    for (size_t at = 0; at < TREATMENTS; at++)
        text_print(report->text, "  %3zu  %s%s %s\n", audit->treated[at],
                   treatment_wording((Treatment)(1u << at))->in[report->language],
                   audit_colon(report->language), in(report, AUDIT_MEANS_ENFORCED + (unsigned)at));
    text_print(report->text, "  %3zu  %s%s %s\n", audit->gaps, in(report, AUDIT_GAP),
               audit_colon(report->language), in(report, AUDIT_MEANS_GAP));
    if (audit->gaps == 0)
    {
        text_print(report->text, "%s\n", in(report, AUDIT_NO_GAPS));
        return;
    }
    text_print(report->text, "%s%s", in(report, AUDIT_GAPS), audit_colon(report->language));
    for (size_t at = 0; at < audit->paragraphs.count; at++)
        if (audit->paragraphs.items[at].is_gap)
            text_print(report->text, " %d", audit->paragraphs.items[at].paragraph->number);
    text_add(report->text, "\n");
}

void
audit_text(Arena *arena, const Audit *audit, Language language, Text *text)
{
    Report report = {arena, audit, language, text};
    print_head(&report);
    text_print(text, "\n%s\n", in(&report, AUDIT_COURSE));
    for (size_t at = 0; at < audit->course.count; at++)
        print_entry(&report, audit->course.items[at], "");
    for (size_t at = 0; at < audit->paragraphs.count; at++)
        print_paragraph(&report, &audit->paragraphs.items[at]);
    print_end(&report);
    text_add(text, "\n");
    words_wrap(text, in(&report, AUDIT_CHECK_ABOUT), 0, 0);
}
