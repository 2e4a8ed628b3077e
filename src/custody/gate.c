/*
 * The judging: pure, and complete. Each function below looks at one matter and adds a reason for
 * each thing that stands against the act; none stops another from speaking.
 */
#include "custody/judge.h"

#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>

const Cites no_cites;

void
object(Judge *judge, const char *code, const Cites *cites, const char *format, ...)
{
    char words[512];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    *LIST_ADD(judge->arena, &judge->verdict.reasons) =
        (Reason){.code = code, .words = arena_copy_text(judge->arena, words), .cites = *cites};
}

const char *
shown(Judge *judge, const char *text)
{
    return text == NULL ? "" : text_shown(judge->arena, text);
}

static const char *
years_print(Arena *arena, const Years *years)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < years->count; at++)
        text_print(&text, "%s%d", at == 0 ? "" : ", ", years->items[at]);
    return text.bytes;
}

/* All names that it could have been, and the paragraphs that say so. */
static void
object_communication(Judge *judge, const char *asked)
{
    const Deliberation *deliberation = judge->deliberation;
    Text names = text_new(judge->arena);
    Cites cites = no_cites;
    for (size_t at = 0; at < deliberation->communications.count; at++)
    {
        const Communication *known = &deliberation->communications.items[at];
        text_print(&names, "%s'%s'", at == 0 ? "" : ", ", known->name);
        cites = cites_join(judge->arena, &cites, &known->cites);
    }
    object(judge, "communication", &cites,
           "communication '%s' is not in deliberation '%s' (it has: %s)", shown(judge, asked),
           deliberation->id, names.bytes);
}

static bool
was_delivered(const Judge *judge)
{
    const ReleaseList *earlier = &judge->facts->earlier;
    for (size_t at = 0; at < earlier->count; at++)
        if (earlier->items[at].state == RELEASE_DELIVERED &&
            earlier->items[at].number != judge->question->release)
            return true;
    return false;
}

static void
judge_communication(Judge *judge)
{
    const Release *release = judge->facts->release;
    const char *asked = judge->question->communication;
    if (asked == NULL && release != NULL)
        asked = release->communication;
    if (asked == NULL && judge->facts->output != NULL)
        asked = judge->facts->output->communication;
    const Communication *communication =
        asked == NULL ? NULL : deliberation_communication(judge->deliberation, asked);
    if (communication == NULL)
    {
        object_communication(judge, asked);
        return;
    }
    judge->communication = communication;
    if (communication->setting != judge->question->setting)
        object(judge, "setting", &communication->cites,
               communication->setting == SETTING_ON_SITE
                   ? "communication '%s' may be used on site only, never delivered"
                   : "communication '%s' is delivered, not used on site",
               communication->name);
    if (communication->once && was_delivered(judge))
        object(judge, "delivered-already", &communication->cites,
               "communication '%s' may be delivered once, and was", communication->name);
}

static void
see_delivery(RetentionEvents *events, Date day)
{
    if (!events->last_delivered || date_compare(day, events->last_delivery) > 0)
        events->last_delivery = day;
    events->last_delivered = true;
}

/* The deliveries of the series so far, for a rule that counts from an event. A year that is on site
 * was delivered on the day when it was made, and nobody receives it on another; of a package that
 * is still to go nothing is known. */
static RetentionEvents
events_so_far(const Judge *judge, int year)
{
    const ReleaseList *earlier = &judge->facts->earlier;
    const PreparedYears *prepared = &judge->facts->prepared;
    RetentionEvents events = {0};
    for (size_t at = 0; at < earlier->count; at++)
        if (earlier->items[at].state == RELEASE_DELIVERED)
            see_delivery(&events, (Date){.days = (int32_t)(earlier->items[at].delivered_at /
                                                           SECONDS_A_DAY)});
    for (size_t at = 0; at < prepared->count; at++)
    {
        see_delivery(&events, prepared->items[at].day);
        if (prepared->items[at].year != year)
            continue;
        events.delivered = events.received = true;
        events.delivery = events.receipt = prepared->items[at].day;
    }
    return events;
}

/* Past the date of a year nothing of it may go out: neither when the date is fixed, nor when it
 * follows from the deliveries that were, and no new delivery opens again what had to be destroyed.
 */
static void
judge_retention(Judge *judge, int year)
{
    char date[DATE_TEXT_SIZE];
    RetentionEvents past = events_so_far(judge, year);
    Date today = judge->question->today;
    Date by = {0};
    if (!deliberation_destroy_by(judge->deliberation, year, &past, &by) ||
        date_compare(today, by) <= 0)
        return;
    Cites cites = deliberation_retention_cites(judge->arena, judge->deliberation, year);
    object(judge, "past", &cites, "what there is of year %d had to be destroyed by %s", year,
           date_print(by, date));
}

static void
judge_year(Judge *judge, int year)
{
    const Deliberation *deliberation = judge->deliberation;
    const Communication *communication = judge->communication;
    char date[DATE_TEXT_SIZE];
    if (communication != NULL && !years_contain(&communication->years, year))
    {
        Cites cites =
            cites_join(judge->arena, &communication->cites, &deliberation->reference.cites);
        object(judge, "year", &cites, "year %d is not a year of communication '%s' (allowed: %s)",
               year, communication->name, years_print(judge->arena, &communication->years));
    }
    if (!years_contain(&deliberation->reference.years, year))
        return;
    Date reference = deliberation_reference_date(deliberation, year);
    if (date_compare(reference, judge->question->today) > 0)
        object(judge, "year-not-yet", &deliberation->reference.cites,
               "the reference date %s of year %d has not come", date_print(reference, date), year);
    judge_retention(judge, year);
}

/* Who names no year means all that are prepared, or, to prepare, all that are not. */
static const char *
no_year(Act act)
{
    if (act == ACT_ENCLAVE_PREPARE)
        return "no year is left to be prepared";
    if (act == ACT_ENCLAVE_IMPORT || act == ACT_ENCLAVE_RUN || act == ACT_ENCLAVE_SHELL)
        return "no year of the data set is prepared";
    return "no year is asked for";
}

static void
judge_years(Judge *judge)
{
    const Release *release = judge->facts->release;
    judge->years = judge->question->years;
    if (judge->years.count == 0 && release != NULL)
        for (size_t at = 0; at < release->years.count; at++)
            *LIST_ADD(judge->arena, &judge->years) = release->years.items[at].year;
    if (judge->years.count == 0 && judge->facts->output != NULL)
        judge->years = judge->facts->output->years;
    if (judge->years.count == 0 && judge->communication != NULL)
        object(judge, "no-year", &judge->communication->cites, "%s", no_year(judge->question->act));
    for (size_t at = 0; at < judge->years.count; at++)
        judge_year(judge, judge->years.items[at]);
}

/* A table may show coarser classes than the data it is counted from. */
static bool
question_is_of_output(const Judge *judge)
{
    return judge->question->act == ACT_OUTPUT_REQUEST;
}

static void
judge_variables(Judge *judge)
{
    const Deliberation *deliberation = judge->deliberation;
    for (size_t at = 0; at < judge->question->variables.count; at++)
    {
        const AskedVariable *asked = &judge->question->variables.items[at];
        const AllowedVariable *allowed = deliberation_variable(deliberation, asked->name);
        if (allowed == NULL)
            object(judge, "variable", &deliberation->variable_cites,
                   "variable '%s' is not in deliberation '%s'", shown(judge, asked->name),
                   deliberation->id);
        else if (asked->classification != NULL && allowed->classification != NULL &&
                 !text_equal(asked->classification, allowed->classification))
            object(judge, "class-list", &deliberation->variable_cites,
                   question_is_of_output(judge)
                       ? "variable '%s' may come out in classes that are unions of those of '%s' "
                         "only, not in '%s'"
                       : "variable '%s' may come out in the classes '%s' only, not in '%s'",
                   asked->name, allowed->classification, shown(judge, asked->classification));
    }
}

static void
judge_recipient(Judge *judge)
{
    const Deliberation *deliberation = judge->deliberation;
    const Release *release = judge->facts->release;
    const char *asked = judge->question->recipient;
    /* What stays on site is sent to nobody. */
    if (judge->question->setting == SETTING_ON_SITE)
        return;
    if (asked == NULL && release != NULL)
        asked = release->recipient;
    if (asked != NULL && !text_equal(asked, deliberation->recipient_id))
        object(judge, "recipient", &deliberation->recipient_cites,
               "recipient '%s' is not the one of deliberation '%s' (which is '%s')",
               shown(judge, asked), deliberation->id, deliberation->recipient_id);
    else if (!judge->facts->recipient_known && judge->question->act != ACT_RELEASE_PLAN &&
             judge->question->setting == SETTING_DELIVERED)
        object(judge, "recipient-unknown", &deliberation->recipient_cites,
               "recipient '%s' has no key in this custody", deliberation->recipient_id);
}

Verdict
gate_judge(Arena *arena, const GateFacts *facts, const Question *question)
{
    Judge judge = {
        .arena = arena, .facts = facts, .question = question, .rule = act_rule(question->act)};
    judge_actor(&judge);
    if (judge.rule->on_key)
        judge_key(&judge);
    if (act_rule_states(judge.rule) != 0)
        judge_deliberation(&judge);
    if (question->candidate != NULL)
        judge_candidate(&judge);
    if (act_rule_matter(judge.rule) != MATTER_NONE)
        judge_proposal(&judge);
    judge_undertaking(&judge);
    if (judge.rule->on_years && judge.deliberation != NULL)
    {
        judge_communication(&judge);
        judge_years(&judge);
        judge_variables(&judge);
        judge_recipient(&judge);
    }
    if (judge.rule->on_release)
        judge_release(&judge);
    if (judge.rule->on_output)
        judge_output(&judge);
    judge.verdict.allowed = judge.verdict.reasons.count == 0;
    return judge.verdict;
}
