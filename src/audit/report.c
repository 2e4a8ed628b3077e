/* The audit as text and as JSON. */
#include "audit/audit.h"
#include "audit/phrase.h"
#include "release/words.h"

#include <inttypes.h>

#define SECONDS_A_DAY 86400
#define PLACES_INDENT 22 /* below what an entry says */

typedef struct Report
{
    Arena *arena;
    const Audit *audit;
    Language language;
    const Display *display;
    Text *text;
} Report;

/* Prose, each line indented, those after the first by `hang` more. */
static void
say(const Report *report, const char *words, size_t indent, size_t hang)
{
    text_print(report->text, "%*s", (int)indent, "");
    text_wrap(report->text, words, report->display->prose, indent, indent + hang);
}

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
    say(report,
        arena_print(report->arena, "%s%s %s", in(report, label), audit_colon(report->language),
                    value),
        0, 4);
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

/* Ends the line with them; where they do not fit on the terminal, below it. */
static void
add_places(const Report *report, Text *line, const char *places)
{
    size_t row = report->display->row;
    size_t column = text_width(line->bytes) + 2;
    if (places[0] != '\0' && column + text_width(places) <= row)
        text_print(line, "  %s", places);
    while (line->size > 0 && line->bytes[line->size - 1] == ' ')
        line->bytes[--line->size] = '\0';
    text_print(report->text, "%s\n", line->bytes);
    if (places[0] != '\0' && column + text_width(places) > row)
        say(report, places, PLACES_INDENT, 0);
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

#define SAID_WIDTH 32
#define ACTOR_WIDTH 10

/* number, date, what, who, and behind them what it is cited for; what of a refusal or proposal with
 * its act. */
static void
print_entry(const Report *report, const Evidence *evidence, const char *places)
{
    Arena *arena = report->arena;
    Wording what = audit_entry_wording(evidence->type);
    const char *said = what.in[report->language];
    if (evidence->act != NULL)
        said = arena_print(arena, "%s: %s", said, evidence->act);
    Text line = text_new(arena);
    text_print(&line, "  %6" PRId64 "  %s  %s", evidence->number, day_of(arena, evidence->at),
               said);
    for (size_t wide = text_width(said); wide < SAID_WIDTH; wide++)
        text_add(&line, " ");
    text_print(&line, "  %-*s", ACTOR_WIDTH, evidence->actor);
    if (evidence->number >= report->audit->signed_size)
        places = arena_print(arena, "%s%s(%s)", places, places[0] == '\0' ? "" : "  ",
                             in(report, AUDIT_UNSIGNED));
    add_places(report, &line, places);
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
        say(report, arena_print(report->arena, "%s: %s", rule->place, rule->value.in[language]), 4,
            4);
        if (form->enforced != NULL)
            say(report,
                arena_print(report->arena, "%s%s %s", in(report, AUDIT_BY_PROGRAM),
                            audit_colon(language), form->enforced->in[language]),
                6, 4);
        if (form->people != NULL)
            say(report,
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
        say(report,
            arena_print(report->arena, "%s %s%s %s %s", in(report, AUDIT_READINGS), reading->id,
                        audit_colon(report->language), reading->question.in[report->language],
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

static void
print_paragraph(const Report *report, const AuditParagraph *paragraph)
{
    text_print(report->text, "\n[%d] %s\n", paragraph->paragraph->number,
               print_treatments(report, paragraph));
    say(report, paragraph->paragraph->summary.in[report->language], 2, 0);
    if (paragraph->official != NULL)
    {
        text_print(report->text, "  %s\n", in(report, AUDIT_OFFICIAL));
        official_print(report->text, paragraph->official, report->display->prose, 4);
    }
    if (paragraph->is_gap)
        say(report, in(report, AUDIT_GAP_ABOUT), 2, 0);
    print_rules(report, paragraph);
    print_readings(report, paragraph);
    if (!paragraph->is_gap || paragraph->evidence.count > 0)
        print_evidence(report, paragraph);
}

static void
print_count(const Report *report, size_t count, const char *what, const char *means)
{
    text_print(report->text, "  %3zu  ", count);
    text_wrap(report->text,
              arena_print(report->arena, "%s%s %s", what, audit_colon(report->language), means),
              report->display->prose, 7, 7);
}

static void
print_end(const Report *report)
{
    const Audit *audit = report->audit;
    text_print(report->text, "\n%s: %zu %s\n", in(report, AUDIT_SUMMARY), audit->paragraphs.count,
               in(report, AUDIT_PARAGRAPHS));
    for (size_t at = 0; at < TREATMENTS; at++)
        print_count(report, audit->treated[at],
                    treatment_wording((Treatment)(1u << at))->in[report->language],
                    in(report, AUDIT_MEANS_ENFORCED + (unsigned)at));
    print_count(report, audit->gaps, in(report, AUDIT_GAP), in(report, AUDIT_MEANS_GAP));
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
audit_text(Arena *arena, const Audit *audit, const Display *display, Language language, Text *text)
{
    Report report = {arena, audit, language, display, text};
    print_head(&report);
    text_print(text, "\n%s\n", in(&report, AUDIT_COURSE));
    for (size_t at = 0; at < audit->course.count; at++)
        print_entry(&report, audit->course.items[at], "");
    for (size_t at = 0; at < audit->paragraphs.count; at++)
        print_paragraph(&report, &audit->paragraphs.items[at]);
    print_end(&report);
    text_add(text, "\n");
    say(&report, in(&report, AUDIT_CHECK_ABOUT), 0, 0);
}
