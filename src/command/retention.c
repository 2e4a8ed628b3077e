/*
 * beraad retention show
 */
#include "command/inner.h"
#include "command/session.h"
#include "core/text.h"
#include "retention/calendar.h"
#include "retention/phrase.h"

static const Option show_options[] = {
    {"language", "nl|fr|en", false, "in which language; else that of the locale"},
    {"ical", NULL, false, "as a calendar that calendar programs read (RFC 5545)"},
    {0},
};

/* What the paragraphs say on which the dates of this deliberation rest. */
static ErrorKind
add_reasons(Session *session, const DueList *list, const char *id, Language language, Text *text,
            Error *err)
{
    Deliberation *deliberation = NULL;
    Cites cites = {0};
    TRY(session_rules(session, id, &deliberation, err));
    for (size_t at = 0; at < list->count; at++)
        if (text_equal(list->items[at].by_text, id))
            cites = cites_join(session->call->arena, &cites, &list->items[at].cites);
    if (deliberation == NULL)
        return ERROR_NONE;
    text_print(text, "\n%s", id);
    if (deliberation->amends != NULL)
        text_print(text, " (%s %s)", due_phrase(DUE_AMENDS, language), deliberation->amends);
    text_add(text, "\n");
    for (size_t at = 0; at < cites.count; at++)
    {
        const Paragraph *paragraph = deliberation_paragraph(deliberation, cites.items[at]);
        if (paragraph != NULL)
        {
            text_print(text, "  %4s ",
                       arena_print(session->call->arena, "[%d]", paragraph->number));
            text_wrap(text, paragraph->summary.in[language], session->call->display.prose, 7, 7);
        }
    }
    return ERROR_NONE;
}

static ErrorKind
print_calendar(Session *session, const DueList *list, const IdleKeys *keys, Language language,
               Error *err)
{
    Text text = text_new(session->call->arena);
    CalendarStyle style = {.language = language, .display = session->call->display};
    calendar_print(list, custody_today(session->custody), &style, &text);
    calendar_print_keys(keys, &style, &text);
    for (size_t at = 0; at < list->count; at++)
    {
        bool told = false;
        for (size_t before = 0; before < at; before++)
            told = told || text_equal(list->items[before].by_text, list->items[at].by_text);
        if (!told)
            TRY(add_reasons(session, list, list->items[at].by_text, language, &text, err));
    }
    return result_print(text.bytes, err);
}

static ErrorKind
run_show(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    ObligationList obligations = {0};
    IdleKeys keys = {0};
    Language language = LANGUAGE_EN;
    TRY(invocation_language(call, &language, err));
    TRY(session_open(call, CUSTODY_READ, &session, err));
    Question question = {.act = ACT_RETENTION_SHOW};
    TRY(session_permit(&session, &question, err));
    TRY(obligation_list(session.custody, call->arena, &obligations, err));
    TRY(project_keys_idle(session.custody, call->arena, &keys, err));
    DueList list = calendar_of(call->arena, &obligations);
    if (call->json)
        return result_print_json(call, calendar_json(&list, &keys, custody_today(session.custody)),
                                 err);
    if (!invocation_flag(call, "ical"))
        return print_calendar(&session, &list, &keys, language, err);
    Text text = text_new(call->arena);
    calendar_ical(&list, custody_name(session.custody), custody_now(session.custody), language,
                  &text);
    return result_print(text.bytes, err);
}

const Command command_retention[] = {
    {"retention", "show", NULL, 0, 0, show_options, run_show,
     "show what must be destroyed by when, and why"},
    {"retention", "declare-last", "ID [COMMUNICATION]", 1, 2, NULL, command_retention_declare_last,
     "propose that the last delivery of a communication was made"},
    {"retention", "destroy", "ID [COMMUNICATION]", 1, 2, command_retention_destroy_options,
     command_retention_destroy, "propose to destroy keys and files"},
    {"retention", "approve", "ID", 1, 1, NULL, command_retention_approve,
     "agree to what is proposed: close the series, or destroy"},
    {"retention", "withdraw", "ID", 1, 1, NULL, command_retention_withdraw,
     "take back what is proposed"},
    {"retention", "complete", "ID", 1, 1, NULL, command_retention_complete,
     "bring a destruction that was cut short to its end"},
    {"retention", "certificate", "ID", 1, 1, command_retention_certificate_options,
     command_retention_certificate, "write the signed certificates of what was destroyed"},
    {"retention", "attest", "FILE", 1, 1, NULL, command_retention_attest,
     "record what a recipient signed: that packages were received, or destroyed"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
