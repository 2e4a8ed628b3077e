/* beraad output request | table: what a researcher asks for, and the taking in of it. */
#include "command/inner.h"
#include "command/output_report.h"
#include "command/output_scope.h"
#include "core/text.h"
#include "enclave/dataset.h"
#include "enclave/quarantine.h"
#include "output/act.h"
#include "output/given.h"

#include <inttypes.h>
#include <string.h>

const Option command_output_table_options[] = {
    {"by", "V,V", true, "dimensions: VARIABLE, VARIABLE:CLASSES, VARIABLE@YEAR (required)"},
    {"where", "V=C,C", true, "only persons in these classes of a variable"},
    {"year", "Y", false, "the reference year of what names none itself"},
    {NULL, NULL, false, NULL},
};

/* The keys stay closed. */
static ErrorKind
ask_new(Session *session, const char *id, const OutputAsked *asked, Question *question, Error *err)
{
    const Communication *communication = asked->scope.communication;
    question->act = ACT_OUTPUT_REQUEST;
    question->deliberation_id = id;
    question->deliberation = asked->deliberation;
    question->communication = communication == NULL ? NULL : communication->name;
    question->setting = SETTING_ON_SITE;
    return session_ask(session, question, err);
}

static ErrorKind
take(Session *session, OutputAsked *asked, const RequestContent *content, const Years *years,
     int64_t job, Error *err)
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

/* The words of a table as they were typed. */
typedef struct TableWords
{
    Names by;
    Names where;
    int year;
} TableWords;

static ErrorKind
read_words(Invocation *call, TableWords *ret_words, Error *err)
{
    int64_t year = 0;
    TRY(invocation_integer(call, "year", 1, 9999, 0, &year, err));
    *ret_words = (TableWords){split(call, "by", true), split(call, "where", false), (int)year};
    if (ret_words->by.count == 0 || ret_words->by.count > REQUEST_BY ||
        ret_words->where.count > REQUEST_WHERE)
        return error_set(err, ERROR_USAGE,
                         "expected '--by' with 1 to %d dimensions, and at most %d '--where'",
                         REQUEST_BY, REQUEST_WHERE);
    return ERROR_NONE;
}

static void
add_asked(Invocation *call, const RequestScope *scope, const AxisAsk *ask, Question *question)
{
    bool allowed = scope->communication == NULL || ask_has_allowed_classes(scope, ask);
    *LIST_ADD(call->arena, &question->variables) =
        (AskedVariable){.name = ask->variable, .classification = allowed ? NULL : ask->as};
    if (!years_contain(&question->years, ask->year))
        *LIST_ADD(call->arena, &question->years) = ask->year;
}

/* Which variables, class lists and years the table is of: for the gate to judge. */
static ErrorKind
add_question(Invocation *call, const RequestScope *scope, const TableWords *words,
             Question *question, Error *err)
{
    AxisAsk ask;
    Names codes = {0};
    for (size_t at = 0; at < words->by.count; at++)
    {
        if (ask_parse(call->arena, words->year, words->by.items[at], &ask, NULL, err) != ERROR_NONE)
            return error_within(err, "option '--by'");
        add_asked(call, scope, &ask, question);
    }
    for (size_t at = 0; at < words->where.count; at++)
    {
        if (ask_parse(call->arena, words->year, words->where.items[at], &ask, &codes, err) !=
            ERROR_NONE)
            return error_within(err, "option '--where'");
        add_asked(call, scope, &ask, question);
    }
    return ERROR_NONE;
}

static ErrorKind
read_table(Arena *arena, const RequestScope *scope, const TableWords *words,
           RequestedFile *ret_file, Error *err)
{
    *ret_file = (RequestedFile){.name = "table.csv", .type = OUTPUT_FREQUENCY};
    for (size_t at = 0; at < words->by.count; at++)
        if (axis_parse(arena, scope, words->year, words->by.items[at],
                       &ret_file->by[ret_file->by_count++], err) != ERROR_NONE)
            return error_within(err, "option '--by'");
    for (size_t at = 0; at < words->where.count; at++)
        if (condition_parse(arena, scope, words->year, words->where.items[at],
                            &ret_file->where[ret_file->where_count++], err) != ERROR_NONE)
            return error_within(err, "option '--where'");
    return requested_check(ret_file, err);
}

/* What is wrong with the words is a usage error; what the deliberation does not allow is refused by
 * the gate, and recorded; only then the words are looked at again, with the catalogue. */
ErrorKind
command_output_table(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    OutputAsked asked = {0};
    RequestContent content = {0};
    RequestedFile file = {0};
    Question question = {0};
    TableWords words;
    TRY(read_words(call, &words, err));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(output_scope(&session, call->words[0], &asked, err));
    TRY(add_question(call, &asked.scope, &words, &question, err));
    TRY(ask_new(&session, call->words[0], &asked, &question, err));
    TRY(read_table(call->arena, &asked.scope, &words, &file, err));
    TRY(dataset_check(session.custody, call->words[0], asked.scope.communication->name,
                      &question.years, err));
    TRY(session_unlock(&session, err));
    *LIST_ADD(call->arena, &content.own) = requested_print(call->arena, &file);
    return take(&session, &asked, &content, &question.years, 0, err);
}

static ErrorKind
no_sidecar(const Job *job, Error *err)
{
    (void)error_set(err, ERROR_DATA, "job %" PRId64 " left no '%s' beside its files", job->number,
                    REQUEST_FILE);
    return error_hint(err, "the job itself says in it what each file is; 'man beraad' shows how");
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
    return no_sidecar(job, err);
}

/* What can be told of a job before what it left is opened. */
static ErrorKind
check_job(const Session *session, const Job *job, int64_t number, Error *err)
{
    if (job == NULL || !text_equal(job->actor, session->actor_name))
        return error_set(err, ERROR_STATE, "there is no job %" PRId64 " of yours", number);
    if (job->outcome == NULL)
        return error_set(err, ERROR_STATE, "job %" PRId64 " has not ended", number);
    return job->quarantined ? ERROR_NONE : no_sidecar(job, err);
}

ErrorKind
command_output_request(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    OutputAsked asked = {0};
    RequestContent content = {0};
    Question question = {0};
    Job *job = NULL;
    int64_t number = 0;
    TRY(output_number(call->words[1], "job", &number, err));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(output_scope(&session, call->words[0], &asked, err));
    TRY(enclave_job(session.custody, call->arena, number, &job, err));
    if (job != NULL && text_equal(job->deliberation, call->words[0]))
        question.years = job->years;
    TRY(ask_new(&session, call->words[0], &asked, &question, err));
    TRY(check_job(&session, job, number, err));
    TRY(session_unlock(&session, err));
    TRY(read_quarantine(&session, job, &content, err));
    return take(&session, &asked, &content, &question.years, number, err);
}
