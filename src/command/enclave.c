/*
 * beraad enclave prepare | import | run | shell | selftest | list | files
 */
#include "command/enclave.h"
#include "command/session.h"
#include "core/text.h"

#include <inttypes.h>
#include <stdlib.h>

#define WORDS_MOST 200

static const Option prepare_options[] = {
    {"year", "Y", true, "reference years; without it all that are not prepared"},
    {"warehouse", "DIR", false, "the warehouse to read (required)"},
    {"communication", "NAME", false, "where more than one is on site: which"},
    {"threads", "N", false, "threads of the engine; without it all cores"},
    {"memory", "SIZE", false, "memory of the engine, such as 4GB; without it its default"},
    {NULL, NULL, false, NULL},
};

static const Option import_options[] = {
    {"communication", "NAME", false, "where more than one is on site: which"},
    {NULL, NULL, false, NULL},
};

static const Option job_options[] = {
    {"year", "Y", true, "years of the data set that it sees; without it all that are prepared"},
    {"communication", "NAME", false, "where more than one is on site: which"},
    {"memory-limit", "MIB", false, "memory of the job; without it 4096"},
    {"minutes", "N", false, "how long it may run; without it 60"},
    {NULL, NULL, false, NULL},
};

/* What was asked about a deliberation's on-site communication. */
typedef struct Asked
{
    Catalogue *catalogue;
    Deliberation *deliberation;
    const char *name; /* of the communication; NULL: there is none on site */
    const Communication *communication;
    Registration *registration;
    DatasetYearList prepared;
    Years years;
    Question question; /* that the gate said yes to */
} Asked;

/* The one of --communication, else the only one on site. */
static ErrorKind
choose_communication(Invocation *call, Asked *asked, Error *err)
{
    asked->name = invocation_option(call, "communication");
    if (asked->deliberation == NULL)
        return ERROR_NONE;
    for (size_t at = 0; at < asked->deliberation->communications.count; at++)
    {
        const Communication *one = &asked->deliberation->communications.items[at];
        if (one->setting != SETTING_ON_SITE || invocation_option(call, "communication") != NULL)
            continue;
        if (asked->name != NULL)
            return error_set(err, ERROR_USAGE,
                             "more than one communication is on site: name it by --communication");
        asked->name = one->name;
    }
    if (asked->name != NULL)
        asked->communication = deliberation_communication(asked->deliberation, asked->name);
    return ERROR_NONE;
}

static ErrorKind
parse_year(const char *text, int *ret_year, Error *err)
{
    char *end = NULL;
    long long number = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || number < 1 || number > 9999)
        return error_set(err, ERROR_USAGE, "option '--year': expected a year");
    *ret_year = (int)number;
    return ERROR_NONE;
}

static bool
is_prepared(const Asked *asked, int year)
{
    for (size_t at = 0; at < asked->prepared.count; at++)
        if (asked->prepared.items[at].year == year)
            return true;
    return false;
}

/* The years of --year; without it those that are prepared, or, to prepare, those that are not. */
static ErrorKind
choose_years(Invocation *call, Act act, Asked *asked, Error *err)
{
    const char **values = NULL;
    size_t count = invocation_option_many(call, "year", &values);
    for (size_t at = 0; at < count; at++)
    {
        int year = 0;
        TRY(parse_year(values[at], &year, err));
        if (!years_contain(&asked->years, year))
            *LIST_ADD(call->arena, &asked->years) = year;
    }
    if (count > 0 || asked->communication == NULL)
        return ERROR_NONE;
    for (size_t at = 0; at < asked->communication->years.count; at++)
        if (is_prepared(asked, asked->communication->years.items[at]) !=
            (act == ACT_ENCLAVE_PREPARE))
            *LIST_ADD(call->arena, &asked->years) = asked->communication->years.items[at];
    return ERROR_NONE;
}

static ErrorKind
ask(Session *session, Act act, const char *id, Asked *asked, Error *err)
{
    Invocation *call = session->call;
    TRY(session_deliberation(session, id, &asked->catalogue, &asked->deliberation, err));
    TRY(choose_communication(call, asked, err));
    if (asked->name != NULL)
        TRY(enclave_datasets(session->custody, call->arena, id, asked->name, &asked->prepared,
                             err));
    TRY(choose_years(call, act, asked, err));
    asked->question = (Question){.act = act,
                                 .deliberation_id = id,
                                 .deliberation = asked->deliberation,
                                 .communication = asked->name,
                                 .years = asked->years,
                                 .setting = SETTING_ON_SITE};
    TRY(session_permit(session, &asked->question, err));
    TRY(registration_find(session->custody, call->arena, id, &asked->registration, err));
    if (asked->communication == NULL || asked->registration == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed what is not there");
    return ERROR_NONE;
}

static ErrorKind
prepare_years(Session *session, const Asked *asked, DatasetYearList *ret_made, Error *err)
{
    Invocation *call = session->call;
    int64_t threads = 0;
    TRY(invocation_integer(call, "threads", 1, 1024, 0, &threads, err));
    PrepareInput input = {
        .custody = session->custody,
        .actor = session->actor,
        .registration = asked->registration,
        .deliberation = asked->deliberation,
        .catalogue = asked->catalogue,
        .communication = asked->communication,
        .warehouse = invocation_option(call, "warehouse"),
        .engine = {.memory_limit = invocation_option(call, "memory"), .threads = (int)threads},
        .progress = &call->progress};
    for (size_t at = 0; at < asked->years.count; at++)
    {
        input.year = asked->years.items[at];
        TRY(dataset_prepare(call->arena, &input, LIST_ADD(call->arena, ret_made), err));
    }
    return ERROR_NONE;
}

static ErrorKind
enclave_prepare(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Asked asked = {0};
    DatasetYearList made = {0};
    if (invocation_option(call, "warehouse") == NULL)
        return error_set(err, ERROR_USAGE, "option '--warehouse' is missing");
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, ACT_ENCLAVE_PREPARE, call->words[0], &asked, err));
    TRY(prepare_years(&session, &asked, &made, err));
    return report_datasets(call, &made, err);
}

static ErrorKind
enclave_import(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    CLOSES_IMPORTS Imports *imports = NULL;
    Asked asked = {0};
    Import made = {0};
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, ACT_ENCLAVE_IMPORT, call->words[0], &asked, err));
    ImportInput input = {.custody = session.custody,
                         .actor = session.actor,
                         .deliberation = asked.deliberation->id,
                         .communication = asked.communication,
                         .paths = call->words + 1,
                         .count = call->word_count - 1};
    TRY(import_files(call->arena, &input, &made, err));
    TRY(imports_open(session.custody, made.deliberation, made.communication, &imports, err));
    return report_import(call, &made, imports_all(imports), err);
}

static ErrorKind
job_limits(Invocation *call, SandboxLimits *ret_limits, Error *err)
{
    int64_t memory = 0;
    int64_t minutes = 0;
    *ret_limits = sandbox_limits();
    TRY(invocation_integer(call, "memory-limit", 64, 1024 * 1024, 4096, &memory, err));
    TRY(invocation_integer(call, "minutes", 1, 10080, 60, &minutes, err));
    ret_limits->memory = memory * 1024 * 1024;
    ret_limits->milliseconds = minutes * 60000;
    return ERROR_NONE;
}

static ErrorKind
start_job(Invocation *call, Act act, JobKind kind, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Asked asked = {0};
    JobOutcome outcome = {0};
    JobInput input = {
        .kind = kind, .arguments = call->words + 1, .argument_count = call->word_count - 1};
    TRY(job_limits(call, &input.limits, err));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, act, call->words[0], &asked, err));
    if (kind == JOB_SHELL)
        TRY(sandbox_terminal_check(err));
    input.custody = session.custody;
    input.actor = session.actor;
    input.question = &asked.question;
    input.clock = call->clock;
    input.deliberation = asked.deliberation->id;
    input.communication = asked.communication->name;
    input.years = asked.years;
    input.progress = &call->progress;
    ErrorKind ended = job_run(call->arena, &input, &outcome, err);
    Error unheard;
    if (kind == JOB_SHELL && outcome.job.number > 0)
        (void)!result_print(SANDBOX_SCREEN_RESET, &unheard);
    if (ended == ERROR_NONE)
        return report_job(call, &outcome, err);
    /* What is shown is why; a screen that cannot show it changes nothing of that. */
    if (ended == ERROR_REFUSED)
        (void)!verdict_print(call, act_rule(act)->name, input.deliberation, &outcome.verdict,
                             &unheard);
    return ended;
}

static ErrorKind
enclave_run(Invocation *call, Error *err)
{
    return start_job(call, ACT_ENCLAVE_RUN, JOB_RUN, err);
}

static ErrorKind
enclave_shell(Invocation *call, Error *err)
{
    return start_job(call, ACT_ENCLAVE_SHELL, JOB_SHELL, err);
}

/* The configuration of a job of SQL, Python or R without a data set: no custody is needed. */
static ErrorKind
enclave_selftest(Invocation *call, Error *err)
{
    static const char *const arguments[] = {"/bin/true", NULL};
    SandboxAttempts attempts = {0};
    SandboxHost host = {0};
    SandboxJob job = {.arguments = arguments, .limits = sandbox_limits()};
    TRY(sandbox_host(call->arena, &job.parts, &host, err));
    ErrorKind kind = sandbox_selftest(call->arena, &job, &attempts, err);
    if (attempts.count > 0)
    {
        Error unheard;
        ErrorKind shown =
            report_selftest(call, &host, &attempts, kind == ERROR_NONE ? err : &unheard);
        return kind == ERROR_NONE ? shown : kind;
    }
    return kind;
}

static ErrorKind
enclave_list(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    DatasetYearList datasets = {0};
    ImportList imports = {0};
    JobList jobs = {0};
    const char *id = call->word_count > 0 ? call->words[0] : NULL;
    Question question = {.act = ACT_ENCLAVE_LIST};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(session_permit(&session, &question, err));
    TRY(enclave_datasets(session.custody, call->arena, id, NULL, &datasets, err));
    TRY(enclave_imports(session.custody, call->arena, id, NULL, &imports, err));
    TRY(enclave_jobs(session.custody, call->arena, id, &jobs, err));
    return report_enclave(call, &datasets, &imports, &jobs, err);
}

static ErrorKind
find_job(Session *session, Job **ret_job, Error *err)
{
    Invocation *call = session->call;
    char *end = NULL;
    long long number = strtoll(call->words[0], &end, 10);
    if (end == call->words[0] || *end != '\0' || number < 1)
        return error_set(err, ERROR_USAGE, "expected the number of a job");
    TRY(enclave_job(session->custody, call->arena, number, ret_job, err));
    if (*ret_job == NULL)
        return error_set(err, ERROR_STATE, "there is no job %lld", number);
    return ERROR_NONE;
}

static ErrorKind
enclave_files(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Job *job = NULL;
    Catalogue *catalogue = NULL;
    Deliberation *deliberation = NULL;
    QuarantineFiles files = {0};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(find_job(&session, &job, err));
    TRY(session_deliberation(&session, job->deliberation, &catalogue, &deliberation, err));
    Question question = {.act = ACT_ENCLAVE_FILES,
                         .deliberation_id = job->deliberation,
                         .deliberation = deliberation,
                         .communication = job->communication,
                         .years = job->years,
                         .setting = SETTING_ON_SITE};
    TRY(session_permit(&session, &question, err));
    TRY(quarantine_list(session.custody, call->arena, job, &files, err));
    return report_quarantine(call, &files, err);
}

const Command command_enclave[] = {
    {"enclave", "prepare", "ID", 1, 1, prepare_options, enclave_prepare,
     "make the on-site data set, year by year, encrypted at rest"},
    {"enclave", "import", "ID FILE...", 2, WORDS_MOST, import_options, enclave_import,
     "bring models, scripts and classifications in, for jobs to read at /model"},
    {"enclave", "run", "ID SCRIPT [ARG...]", 2, WORDS_MOST, job_options, enclave_run,
     "run a script that was brought in, or a program; what it leaves goes into quarantine"},
    {"enclave", "shell", "ID [PROGRAM [ARG...]]", 1, WORDS_MOST, job_options, enclave_shell,
     "the same with a terminal: bash, or R, python3 ..."},
    {"enclave", "selftest", NULL, 0, 0, NULL, enclave_selftest,
     "try to get out of the sandbox, and say what stopped it"},
    {"enclave", "list", "[ID]", 0, 1, NULL, enclave_list,
     "list data sets, what was brought in, and jobs"},
    {"enclave", "files", "JOB", 1, 1, NULL, enclave_files,
     "list what a job left in quarantine: names, sizes, digests"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
