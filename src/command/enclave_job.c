/* beraad enclave run | shell | selftest: a job, and the trial of its sandbox. */
#include "command/enclave.h"
#include "command/enclave_ask.h"
#include "command/inner.h"
#include "sandbox/restore.h"

const Option command_enclave_job_options[] = {
    {"year", "Y", true, "years of the data set that it sees; without it all that are prepared"},
    {"communication", "NAME", false, "where more than one is on site: which"},
    {"memory-limit", "MIB", false, "memory of the job; without it 4096"},
    {"minutes", "N", false, "how long it may run; without it 60"},
    {NULL, NULL, false, NULL},
};

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
    EnclaveAsked asked = {0};
    JobOutcome outcome = {0};
    JobInput input = {
        .kind = kind, .arguments = call->words + 1, .argument_count = call->word_count - 1};
    TRY(job_limits(call, &input.limits, err));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(enclave_ask(&session, act, &asked, err));
    input.custody = session.custody;
    input.question = &asked.question;
    input.clock = call->clock;
    input.deliberation = asked.deliberation->id;
    input.communication = asked.communication->name;
    input.years = asked.years;
    input.progress = &call->progress;
    TRY(job_check_start(call->arena, &input, err));
    TRY(session_unlock(&session, err));
    input.actor = session.actor;
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

ErrorKind
command_enclave_run(Invocation *call, Error *err)
{
    return start_job(call, ACT_ENCLAVE_RUN, JOB_RUN, err);
}

ErrorKind
command_enclave_shell(Invocation *call, Error *err)
{
    return start_job(call, ACT_ENCLAVE_SHELL, JOB_SHELL, err);
}

/* The configuration of a job of SQL, Python or R without a data set: no custody is needed. */
ErrorKind
command_enclave_selftest(Invocation *call, Error *err)
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
