/*
 * beraad enclave prepare | import | list | files, and the table of what enclave_job.c does
 */
#include "command/enclave.h"
#include "command/enclave_ask.h"
#include "command/inner.h"
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

/* The years are made one after the other; what is refused of any of them is before the first. */
static ErrorKind
check_years(Invocation *call, PrepareInput *input, const Years *years, Error *err)
{
    int64_t threads = 0;
    TRY(invocation_integer(call, "threads", 1, 1024, 0, &threads, err));
    input->where.engine.threads = (int)threads;
    for (size_t at = 0; at < years->count; at++)
    {
        input->year = years->items[at];
        TRY(dataset_check_new(call->arena, input, err));
    }
    return ERROR_NONE;
}

/* Each year is an act of its own: what was made before one that fails, stays. */
static ErrorKind
make_years(Invocation *call, PrepareInput *input, const Years *years, DatasetYearList *ret_made,
           Error *err)
{
    for (size_t at = 0; at < years->count; at++)
    {
        input->year = years->items[at];
        ErrorKind kind = dataset_prepare(call->arena, input, LIST_ADD(call->arena, ret_made), err);
        if (kind != ERROR_NONE && at > 0 && err->hint[0] == '\0')
            (void)!error_hint(err, "%zu year%s before it %s prepared: see 'enclave list'", at,
                              at == 1 ? "" : "s", at == 1 ? "was" : "were");
        TRY(kind);
    }
    return ERROR_NONE;
}

static ErrorKind
enclave_prepare(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    EnclaveAsked asked = {0};
    DatasetYearList made = {0};
    if (invocation_option(call, "warehouse") == NULL)
        return error_set(err, ERROR_USAGE, "option '--warehouse' is missing");
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(enclave_ask(&session, ACT_ENCLAVE_PREPARE, &asked, err));
    PrepareInput input = {.where = {.custody = session.custody,
                                    .deliberation = asked.deliberation,
                                    .catalogue = asked.catalogue,
                                    .communication = asked.communication,
                                    .warehouse = invocation_option(call, "warehouse"),
                                    .engine = {.memory_limit = invocation_option(call, "memory")},
                                    .progress = &call->progress},
                          .registration = asked.registration};
    TRY(check_years(call, &input, &asked.years, err));
    TRY(session_unlock(&session, err));
    input.where.actor = session.actor;
    TRY(make_years(call, &input, &asked.years, &made, err));
    return report_datasets(call, &made, err);
}

static ErrorKind
enclave_import(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    CLOSES_IMPORTS Imports *imports = NULL;
    EnclaveAsked asked = {0};
    Import made = {0};
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(enclave_ask(&session, ACT_ENCLAVE_IMPORT, &asked, err));
    ImportInput input = {.custody = session.custody,
                         .deliberation = asked.deliberation->id,
                         .communication = asked.communication,
                         .paths = call->words + 1,
                         .count = call->word_count - 1};
    TRY(import_check(&input, err));
    TRY(session_unlock(&session, err));
    input.actor = session.actor;
    TRY(import_files(call->arena, &input, &made, err));
    TRY(imports_open(session.custody, made.deliberation, made.communication, &imports, err));
    return report_import(call, &made, imports_all(imports), err);
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
    TRY(session_ask(&session, &question, err));
    if (job->quarantined)
        TRY(session_unlock(&session, err));
    TRY(quarantine_list(session.custody, call->arena, job, &files, err));
    return report_quarantine(call, &files, err);
}

const Command command_enclave[] = {
    {"enclave", "prepare", "ID", 1, 1, prepare_options, enclave_prepare,
     "make the on-site data set, year by year, encrypted at rest"},
    {"enclave", "import", "ID FILE...", 2, WORDS_MOST, import_options, enclave_import,
     "bring models, scripts and classifications in, for jobs to read at /model"},
    {"enclave", "run", "ID SCRIPT [ARG...]", 2, WORDS_MOST, command_enclave_job_options,
     command_enclave_run,
     "run a script that was brought in, or a program; what it leaves goes into quarantine"},
    {"enclave", "shell", "ID [PROGRAM [ARG...]]", 1, WORDS_MOST, command_enclave_job_options,
     command_enclave_shell, "the same with a terminal: bash, or R, python3 ..."},
    {"enclave", "selftest", NULL, 0, 0, NULL, command_enclave_selftest,
     "try to get out of the sandbox, and say what stopped it"},
    {"enclave", "list", "[ID]", 0, 1, NULL, enclave_list,
     "list data sets, what was brought in, and jobs"},
    {"enclave", "files", "JOB", 1, 1, NULL, enclave_files,
     "list what a job left in quarantine: names, sizes, digests"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
