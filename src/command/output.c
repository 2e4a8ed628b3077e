/*
 * beraad output request | table | list | show | check | protect | approve | reject | release |
 * withdraw, and the table of what output_profile.c does
 */
#include "command/inner.h"
#include "command/output_report.h"
#include "command/session.h"
#include "core/text.h"
#include "enclave/dataset.h"
#include "enclave/quarantine.h"
#include "output/act.h"
#include "output/given.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const Option table_options[] = {
    {"by", "V,V", true, "dimensions: VARIABLE, VARIABLE:CLASSES, VARIABLE@YEAR (required)"},
    {"where", "V=C,C", true, "only persons in these classes of a variable"},
    {"year", "Y", false, "the reference year of what names none itself"},
    {NULL, NULL, false, NULL},
};

static const Option protect_options[] = {
    {"method", "suppress|round|cell-key", false, "how; without it suppress"},
    {NULL, NULL, false, NULL},
};

static const Option reject_options[] = {
    {"reason", "TEXT", false, "why, for the author (required)"},
    {NULL, NULL, false, NULL},
};

/* What an act works on. */
typedef struct Asked
{
    Catalogue *catalogue;
    Deliberation *deliberation;
    RequestScope scope;
    OutputRequest *request;
} Asked;

static const Communication *
on_site(const Deliberation *deliberation)
{
    for (size_t at = 0; deliberation != NULL && at < deliberation->communications.count; at++)
        if (deliberation->communications.items[at].setting == SETTING_ON_SITE)
            return &deliberation->communications.items[at];
    return NULL;
}

static ErrorKind
parse_number(const char *text, const char *what, int64_t *ret_number, Error *err)
{
    char *end = NULL;
    long long number = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || number < 1 || number > INT64_C(1000000000))
        return error_set(err, ERROR_USAGE, "%s: expected a number from 1", what);
    *ret_number = number;
    return ERROR_NONE;
}

/* The request of the number given, asked of the gate; NULL parts where it is not there: the gate
 * says so. */
static ErrorKind
ask(Session *session, Act act, Asked *ret_asked, Error *err)
{
    Invocation *call = session->call;
    int64_t number = 0;
    *ret_asked = (Asked){0};
    TRY(parse_number(call->words[0], "output", &number, err));
    TRY(output_find(session->custody, call->arena, number, &ret_asked->request, err));
    if (ret_asked->request != NULL)
        TRY(session_deliberation(session, ret_asked->request->deliberation, &ret_asked->catalogue,
                                 &ret_asked->deliberation, err));
    Question question = {.act = act,
                         .output = number,
                         .deliberation = ret_asked->deliberation,
                         .setting = SETTING_ON_SITE};
    TRY(session_permit(session, &question, err));
    if (ret_asked->request == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed an output that is not there");
    ret_asked->scope = (RequestScope){.deliberation = ret_asked->deliberation,
                                      .catalogue = ret_asked->catalogue,
                                      .communication = on_site(ret_asked->deliberation)};
    return ERROR_NONE;
}

/* The on-site data set, open in an engine, as long as the act runs. */
typedef struct Desk
{
    Dataset *dataset;
    Engine *engine;
    Years years;
    OutputDesk desk;
} Desk;

static void
desk_close(Desk *desk)
{
    engine_close(&desk->engine);
    dataset_close(&desk->dataset);
}
#define CLOSES_DESK __attribute__((cleanup(desk_close)))

static ErrorKind
desk_open(Session *session, const Asked *asked, Desk *ret_desk, Error *err)
{
    Years all = {0};
    TRY(dataset_open(session->custody, asked->request->deliberation, asked->request->communication,
                     &all, &ret_desk->dataset, err));
    TRY(dataset_engine(ret_desk->dataset, &(EngineOptions){0}, &ret_desk->engine, err));
    for (size_t at = 0; at < dataset_years(ret_desk->dataset); at++)
        *LIST_ADD(session->call->arena, &ret_desk->years) =
            dataset_year(ret_desk->dataset, at)->year;
    ret_desk->desk = (OutputDesk){.custody = session->custody,
                                  .actor = session->actor,
                                  .scope = &asked->scope,
                                  .engine = ret_desk->engine,
                                  .years = &ret_desk->years,
                                  .solver = disclosure_solver_clp()};
    return ERROR_NONE;
}

/* Judged, and shown as it stands then. */
static ErrorKind
judge(Session *session, Asked *asked, OutputChange change, Method method, Error *err)
{
    CLOSES_DESK Desk desk = {0};
    RoundContent round;
    int64_t number = asked->request->number;
    TRY(desk_open(session, asked, &desk, err));
    TRY(output_judge(session->call->arena, &desk.desk, change, method, asked->request, &round,
                     err));
    TRY(output_find(session->custody, session->call->arena, number, &asked->request, err));
    return report_output(session->call, session->custody, asked->deliberation, asked->request,
                         &round, err);
}

static ErrorKind
output_check(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Asked asked;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, ACT_OUTPUT_CHECK, &asked, err));
    return judge(&session, &asked, OUTPUT_CHECK, METHOD_NONE, err);
}

static ErrorKind
output_protect(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Asked asked;
    Method method = METHOD_SUPPRESS;
    const char *name = invocation_option(call, "method");
    if (name != NULL && (!method_parse(name, &method) || method == METHOD_NONE))
        return error_set(err, ERROR_USAGE,
                         "option '--method': expected suppress, round or cell-key");
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, ACT_OUTPUT_PROTECT, &asked, err));
    return judge(&session, &asked, OUTPUT_PROTECT, method, err);
}

static ErrorKind
output_show(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Asked asked;
    RoundContent round = {0};
    char *bytes = NULL;
    size_t size = 0;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, ACT_OUTPUT_SHOW, &asked, err));
    if (asked.request->round > 0)
    {
        TRY(output_content(session.custody, call->arena, asked.request, asked.request->round,
                           &bytes, &size, err));
        TRY(round_content_parse(call->arena, bytes, size, &round, err));
    }
    return report_output(call, session.custody, asked.deliberation, asked.request, &round, err);
}

static ErrorKind
vote(Invocation *call, Act act, const char *reason, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Asked asked;
    OutputState state;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, act, &asked, err));
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
    Asked asked;
    bool released = false;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, ACT_OUTPUT_RELEASE, &asked, err));
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
    Asked asked;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, ACT_OUTPUT_WITHDRAW, &asked, err));
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

/* Asks for a new request of this deliberation, and takes it in. */
static ErrorKind
permit_new(Session *session, const char *id, const Communication *communication, const Years *years,
           Asked *asked, Error *err)
{
    Question question = {.act = ACT_OUTPUT_REQUEST,
                         .deliberation_id = id,
                         .deliberation = asked->deliberation,
                         .communication = communication == NULL ? NULL : communication->name,
                         .years = *years,
                         .setting = SETTING_ON_SITE};
    return session_permit(session, &question, err);
}

static ErrorKind
take(Session *session, Asked *asked, const RequestContent *content, const Years *years, int64_t job,
     Error *err)
{
    OutputDesk desk = {
        .custody = session->custody, .actor = session->actor, .scope = &asked->scope};
    OutputRequest request;
    TRY(output_take(session->call->arena, &desk, content, years, job, &request, err));
    TRY(output_find(session->custody, session->call->arena, request.number, &asked->request, err));
    return report_output_state(session->call, session->custody, asked->request, err);
}

/* The words of an option, split at their commas. */
static Names
split(Invocation *call, const char *option, bool at_commas)
{
    Names names = {0};
    const char **values = NULL;
    size_t count = invocation_option_many(call, option, &values);
    for (size_t at = 0; at < count; at++)
    {
        char *text = arena_copy_text(call->arena, values[at]);
        for (char *comma = strchr(text, ','); at_commas && comma != NULL; comma = strchr(text, ','))
        {
            *comma = '\0';
            *LIST_ADD(call->arena, &names) = text;
            text = comma + 1;
        }
        *LIST_ADD(call->arena, &names) = text;
    }
    return names;
}

static ErrorKind
read_table(Invocation *call, const RequestScope *scope, int year, RequestedFile *ret_file,
           Error *err)
{
    Names by = split(call, "by", true);
    Names where = split(call, "where", false);
    *ret_file = (RequestedFile){.name = "table.csv", .type = OUTPUT_FREQUENCY};
    if (by.count == 0 || by.count > REQUEST_BY || where.count > REQUEST_WHERE)
        return error_set(err, ERROR_USAGE,
                         "expected '--by' with 1 to %d dimensions, and at most %d '--where'",
                         REQUEST_BY, REQUEST_WHERE);
    for (size_t at = 0; at < by.count; at++)
        if (axis_parse(call->arena, scope, year, by.items[at], &ret_file->by[ret_file->by_count++],
                       err) != ERROR_NONE)
            return error_within(err, "option '--by'");
    for (size_t at = 0; at < where.count; at++)
        if (condition_parse(call->arena, scope, year, where.items[at],
                            &ret_file->where[ret_file->where_count++], err) != ERROR_NONE)
            return error_within(err, "option '--where'");
    return requested_check(ret_file, err);
}

static void
table_years(Invocation *call, const RequestedFile *file, Years *ret_years)
{
    for (size_t at = 0; at < file->by_count; at++)
        if (!years_contain(ret_years, file->by[at].attribute.year))
            *LIST_ADD(call->arena, ret_years) = file->by[at].attribute.year;
    for (size_t at = 0; at < file->where_count; at++)
        if (!years_contain(ret_years, file->where[at].attribute.year))
            *LIST_ADD(call->arena, ret_years) = file->where[at].attribute.year;
}

static ErrorKind
output_table(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Asked asked = {0};
    RequestContent content = {0};
    RequestedFile file = {0};
    Years years = {0};
    int64_t year = 0;
    TRY(invocation_integer(call, "year", 1, 9999, 0, &year, err));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(session_deliberation(&session, call->words[0], &asked.catalogue, &asked.deliberation, err));
    const Communication *communication = on_site(asked.deliberation);
    asked.scope = (RequestScope){asked.deliberation, asked.catalogue, communication};
    if (communication != NULL)
    {
        TRY(read_table(call, &asked.scope, (int)year, &file, err));
        table_years(call, &file, &years);
        *LIST_ADD(call->arena, &content.own) = requested_print(call->arena, &file);
    }
    TRY(permit_new(&session, call->words[0], communication, &years, &asked, err));
    return take(&session, &asked, &content, &years, 0, err);
}

static ErrorKind
read_quarantine(Session *session, const Job *job, RequestContent *content, Error *err)
{
    Arena *arena = session->call->arena;
    QuarantineFiles files = {0};
    TRY(quarantine_list(session->custody, arena, job, &files, err));
    for (size_t at = 0; at < files.count; at++)
    {
        const QuarantineFile *file = &files.items[at];
        char *bytes = NULL;
        size_t size = 0;
        if (text_equal(file->name, REQUEST_FILE))
        {
            TRY(quarantine_read(session->custody, arena, job, file->number, DOCUMENT_BYTES, &bytes,
                                &size, err));
            content->sidecar = bytes;
            content->sidecar_size = size;
        }
        else if (file->size <= (int64_t)GIVEN_BYTES && content->files.count < 2 * REQUEST_FILES)
        {
            TRY(quarantine_read(session->custody, arena, job, file->number, GIVEN_BYTES, &bytes,
                                &size, err));
            *LIST_ADD(arena, &content->files) =
                (CheckFile){.name = file->name, .bytes = bytes, .size = size};
        }
    }
    if (content->sidecar != NULL)
        return ERROR_NONE;
    return error_set(err, ERROR_DATA, "job %" PRId64 " left no '%s' beside its files", job->number,
                     REQUEST_FILE);
}

static ErrorKind
output_request(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Asked asked = {0};
    RequestContent content = {0};
    Job *job = NULL;
    Years years = {0};
    int64_t number = 0;
    TRY(parse_number(call->words[1], "job", &number, err));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(session_deliberation(&session, call->words[0], &asked.catalogue, &asked.deliberation, err));
    TRY(enclave_job(session.custody, call->arena, number, &job, err));
    if (job != NULL && text_equal(job->deliberation, call->words[0]))
        years = job->years;
    const Communication *communication = on_site(asked.deliberation);
    asked.scope = (RequestScope){asked.deliberation, asked.catalogue, communication};
    TRY(permit_new(&session, call->words[0], communication, &years, &asked, err));
    if (job == NULL || !text_equal(job->actor, session.actor_name))
        return error_set(err, ERROR_STATE, "there is no job %" PRId64 " of yours", number);
    TRY(read_quarantine(&session, job, &content, err));
    return take(&session, &asked, &content, &years, number, err);
}

const Command command_output[] = {
    {"output", "request", "ID JOB", 2, 2, NULL, output_request,
     "ask for the files of a job, as its output.yaml describes them, to be released"},
    {"output", "table", "ID", 1, 1, table_options, output_table,
     "ask for a table that the engine makes itself from the on-site data set"},
    {"output", "list", NULL, 0, 0, NULL, output_show_list, "list all output requests"},
    {"output", "show", "N", 1, 1, NULL, output_show,
     "show an output request: its files as they would leave, and what was found"},
    {"output", "check", "N", 1, 1, NULL, output_check,
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
