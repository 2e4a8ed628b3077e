/*
 * beraad output list | show | check | protect | approve | reject | release | withdraw, and the
 * table of what output_ask.c and output_profile.c do
 */
#include "command/inner.h"
#include "command/output_desk.h"
#include "command/output_page.h"
#include "command/output_report.h"
#include "command/output_scope.h"
#include "command/session.h"
#include "core/text.h"

#include <inttypes.h>
#include <string.h>

#define ALL_OPTION                                                                                 \
    {                                                                                              \
        "all", NULL, false, "every row and cell, not only the first ones"                          \
    }

static const Option show_options[] = {
    ALL_OPTION,
    {NULL, NULL, false, NULL},
};

static const Option protect_options[] = {
    ALL_OPTION,
    {"method", "recode|suppress|round|cell-key", false, "how; without it suppress"},
    {NULL, NULL, false, NULL},
};

static const Option reject_options[] = {
    {"reason", "TEXT", false, "why, for the author (required)"},
    {NULL, NULL, false, NULL},
};

/* The request of the number given, asked of the gate: where it is not there the gate says so. The
 * keys stay closed. */
static ErrorKind
ask(Session *session, Act act, OutputAsked *ret_asked, Error *err)
{
    Invocation *call = session->call;
    int64_t number = 0;
    *ret_asked = (OutputAsked){0};
    TRY(output_number(call->words[0], "output", &number, err));
    TRY(output_find(session->custody, call->arena, number, &ret_asked->request, err));
    if (ret_asked->request != NULL)
        TRY(output_scope(session, ret_asked->request->deliberation, ret_asked, err));
    Question question = {.act = act,
                         .output = number,
                         .deliberation = ret_asked->deliberation,
                         .setting = SETTING_ON_SITE};
    TRY(session_ask(session, &question, err));
    if (ret_asked->request == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed an output that is not there");
    return ERROR_NONE;
}

/* The same for an act that counts again: the data set must be there before keys are opened. */
static ErrorKind
ask_of_data(Session *session, Act act, OutputAsked *ret_asked, Error *err)
{
    TRY(ask(session, act, ret_asked, err));
    TRY(desk_check(session, ret_asked, err));
    return session_unlock(session, err);
}

static ErrorKind
show_page(Session *session, const OutputAsked *asked, const RoundContent *round, Error *err)
{
    OutputPage page = {.asked = asked,
                       .round = round,
                       .all = invocation_flag(session->call, "all"),
                       .display = &session->call->display};
    return output_page_show(session, &page, err);
}

/* Judged, and shown as it stands then. */
static ErrorKind
judge(Session *session, OutputAsked *asked, OutputChange change, Method method, Error *err)
{
    CLOSES_DESK Desk desk = {0};
    RoundContent round;
    int64_t number = asked->request->number;
    TRY(desk_open(session, asked, &desk, err));
    TRY(output_judge(session->call->arena, &desk.desk, change, method, asked->request, &round,
                     err));
    TRY(output_find(session->custody, session->call->arena, number, &asked->request, err));
    return show_page(session, asked, &round, err);
}

static ErrorKind
output_check(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    OutputAsked asked;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask_of_data(&session, ACT_OUTPUT_CHECK, &asked, err));
    return judge(&session, &asked, OUTPUT_CHECK, METHOD_NONE, err);
}

static ErrorKind
output_protect(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    OutputAsked asked;
    Method method = METHOD_SUPPRESS;
    const char *name = invocation_option(call, "method");
    if (name != NULL && (!method_parse(name, &method) || method == METHOD_NONE))
        return error_set(err, ERROR_USAGE,
                         "option '--method': expected recode, suppress, round or cell-key");
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask_of_data(&session, ACT_OUTPUT_PROTECT, &asked, err));
    return judge(&session, &asked, OUTPUT_PROTECT, method, err);
}

static ErrorKind
output_show(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    OutputAsked asked;
    RoundContent round = {0};
    char *bytes = NULL;
    size_t size = 0;
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(ask(&session, ACT_OUTPUT_SHOW, &asked, err));
    if (asked.request->round > 0 || asked.request->state == OUTPUT_REJECTED)
        TRY(session_unlock(&session, err));
    if (asked.request->round > 0)
    {
        TRY(output_content(session.custody, call->arena, asked.request, asked.request->round,
                           &bytes, &size, err));
        TRY(round_content_parse(call->arena, bytes, size, &round, err));
    }
    return show_page(&session, &asked, &round, err);
}

static ErrorKind
vote(Invocation *call, Act act, const char *reason, Error *err)
{
    CLOSES_SESSION Session session = {0};
    OutputAsked asked;
    OutputState state;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, act, &asked, err));
    TRY(session_unlock(&session, err));
    OutputBallot ballot = {.number = asked.request->number,
                           .canonical = asked.request->canonical,
                           .findings = asked.request->findings,
                           .approves = act == ACT_OUTPUT_APPROVE,
                           .reason = reason};
    TRY(output_record_vote(session.custody, session.actor, &ballot, &state, err));
    TRY(output_find(session.custody, call->arena, ballot.number, &asked.request, err));
    return report_output_state(call, session.custody, asked.request, err);
}

static ErrorKind
output_approve(Invocation *call, Error *err)
{
    return vote(call, ACT_OUTPUT_APPROVE, NULL, err);
}

static ErrorKind
output_reject(Invocation *call, Error *err)
{
    const char *reason = invocation_option(call, "reason");
    if (reason == NULL || reason[0] == '\0' || strlen(reason) > 2000)
        return error_set(err, ERROR_USAGE, "option '--reason': expected up to 2000 bytes of text");
    return vote(call, ACT_OUTPUT_REJECT, reason, err);
}

static ErrorKind
output_release(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    CLOSES_DESK Desk desk = {0};
    OutputAsked asked;
    bool released = false;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask_of_data(&session, ACT_OUTPUT_RELEASE, &asked, err));
    TRY(desk_open(&session, &asked, &desk, err));
    int64_t number = asked.request->number;
    TRY(output_let_go(call->arena, &desk.desk, asked.request, &released, err));
    if (!released)
    {
        (void)error_set(err, ERROR_STATE,
                        "output %" PRId64 " is not what was approved any more: others were "
                        "released since",
                        number);
        return error_hint(err, "see 'beraad output show %" PRId64 "'; it waits for votes again",
                          number);
    }
    TRY(output_find(session.custody, call->arena, number, &asked.request, err));
    return report_output_state(call, session.custody, asked.request, err);
}

static ErrorKind
output_withdraw(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    OutputAsked asked;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, ACT_OUTPUT_WITHDRAW, &asked, err));
    TRY(session_unlock(&session, err));
    int64_t number = asked.request->number;
    TRY(output_record_withdrawn(session.custody, session.actor, number, err));
    TRY(output_find(session.custody, call->arena, number, &asked.request, err));
    return report_output_state(call, session.custody, asked.request, err);
}

static ErrorKind
output_show_list(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    OutputList all = {0};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    Question question = {.act = ACT_OUTPUT_LIST};
    TRY(session_permit(&session, &question, err));
    TRY(output_list(session.custody, call->arena, NULL, &all, err));
    return report_outputs(call, &all, err);
}

const Command command_output[] = {
    {"output", "request", "ID JOB", 2, 2, NULL, command_output_request,
     "ask for the files of a job, as its output.yaml describes them, to be released"},
    {"output", "table", "ID", 1, 1, command_output_table_options, command_output_table,
     "ask for a table that the engine makes itself from the on-site data set"},
    {"output", "list", NULL, 0, 0, NULL, output_show_list, "list all output requests"},
    {"output", "show", "N", 1, 1, show_options, output_show,
     "show an output request: its files as they would leave, and what was found"},
    {"output", "check", "N", 1, 1, show_options, output_check,
     "recompute and judge an output request, alone and with all that was released"},
    {"output", "protect", "N", 1, 1, protect_options, output_protect,
     "the same, protecting what is unsafe"},
    {"output", "approve", "N", 1, 1, NULL, output_approve,
     "say yes to exactly these files and findings, as another person than the author"},
    {"output", "reject", "N", 1, 1, reject_options, output_reject, "say no, with the reason"},
    {"output", "release", "N", 1, 1, NULL, output_release,
     "write the approved files with a signed record into outgoing/"},
    {"output", "withdraw", "N", 1, 1, NULL, output_withdraw,
     "take back an output request that was not released"},
    {"output", "profile", "ID", 1, 1, command_output_profile_options, command_output_profile,
     "write the report on the beneficiaries, from released outputs only"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
