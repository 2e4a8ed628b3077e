#include "enclave/job.h"

#include "core/text.h"
#include "custody/pause.h"
#include "enclave/launch.h"
#include "enclave/quarantine.h"

#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

#define PART ((size_t)64 * 1024)

typedef struct Running
{
    Arena *arena;
    const JobInput *input;
    JobOutcome *outcome;
    Quarantine *quarantine;
    bool away; /* others may write: nothing may be recorded */
} Running;

static ErrorKind
copy_part(Quarantine *quarantine, int fd, void *part, int64_t *left, Error *err)
{
    size_t want = *left < (int64_t)PART ? (size_t)*left : PART;
    ssize_t got = read(fd, part, want);
    if (got < 0 && errno == EINTR)
        return ERROR_NONE;
    if (got < 0)
        return error_set_io(err, "cannot read what the job left");
    if (got == 0)
        return error_set(err, ERROR_INTERNAL, "a file that the job left is shorter than it was");
    *left -= got;
    return quarantine_put(quarantine, part, (size_t)got, err);
}

static ErrorKind
visit(void *context, const char *name, int fd, int64_t size, Error *err)
{
    Running *running = context;
    SCRATCH Arena *work = arena_new("visit");
    void *part = arena_take(work, PART);
    TRY(quarantine_begin(running->quarantine, name, err));
    while (size > 0)
        TRY(copy_part(running->quarantine, fd, part, &size, err));
    return ERROR_NONE;
}

/* Everything or nothing of what the job left. */
static ErrorKind
keep_output(Running *running, const Sandbox *sandbox, Error *err)
{
    CLOSES_QUARANTINE Quarantine *quarantine = NULL;
    Job *job = &running->outcome->job;
    TRY(quarantine_open(running->input->custody, running->input->actor, job, &quarantine, err));
    running->quarantine = quarantine;
    TRY(sandbox_visit(sandbox, visit, running, err));
    return quarantine_end(quarantine, job, err);
}

static void
take_report(Running *running, const Sandbox *sandbox)
{
    Job *job = &running->outcome->job;
    SandboxReport *report = &running->outcome->report;
    *report = *sandbox_report(sandbox);
    report->limits = arena_copy_text(running->arena, report->limits);
    job->outcome = sandbox_end_name(report->end);
    job->exit_status = report->exit_status;
    job->seconds = (report->milliseconds + 999) / 1000;
}

/* A suspension may have come, a date may have passed, the actor may have lost her key. */
static ErrorKind
ask_again(Running *running, Error *err)
{
    const JobInput *input = running->input;
    Verdict *verdict = &running->outcome->verdict;
    Question question = *input->question;
    question.today = custody_today(input->custody);
    TRY(gate_ask(input->custody, running->arena, &question, verdict, err));
    if (verdict->allowed)
        return actor_check_key(input->custody, input->actor, err);
    return error_set(err, ERROR_REFUSED,
                     "job %" PRId64 ": refused, for %zu reason%s: nothing of it is kept",
                     running->outcome->job.number, verdict->reasons.count,
                     verdict->reasons.count == 1 ? "" : "s");
}

static ErrorKind
run_sandbox(Running *running, const Launch *launch, Sandbox **ret_sandbox, Error *err)
{
    const JobInput *input = running->input;
    progress_begin(input->progress, "self-test");
    TRY(sandbox_selftest(running->arena, &launch->job, &running->outcome->attempts, err));
    progress_end(input->progress, "%zu attempts, all held", running->outcome->attempts.count);
    progress_begin(input->progress, "job %" PRId64, running->outcome->job.number);
    TRY(sandbox_run(&launch->job, ret_sandbox, err));
    progress_end(input->progress, "%s", "");
    return ERROR_NONE;
}

/* Others may write meanwhile. The first fault is the one that is told. */
static ErrorKind
run_away(Running *running, const Launch *launch, Sandbox **ret_sandbox, Error *err)
{
    const JobInput *input = running->input;
    Error unheard;
    int64_t number = running->outcome->job.number;
    running->away = true;
    TRY(custody_pause(input->custody, number, err));
    ErrorKind kind = run_sandbox(running, launch, ret_sandbox, err);
    ErrorKind back = custody_resume(input->custody, number, kind == ERROR_NONE ? err : &unheard);
    custody_advance(input->custody, input->clock());
    running->away = back != ERROR_NONE;
    return kind != ERROR_NONE ? kind : back;
}

static ErrorKind
run_checked(Running *running, const Launch *launch, Error *err)
{
    CLOSES_SANDBOX Sandbox *sandbox = NULL;
    TRY(run_away(running, launch, &sandbox, err));
    take_report(running, sandbox);
    TRY(ask_again(running, err));
    if (running->outcome->report.files > 0)
        TRY(keep_output(running, sandbox, err));
    return ERROR_NONE;
}

/* What stands against the job is what is told, not what stands against recording it: where that
 * fails, the next act of the enclave records it as lost. */
static void
record_failure(Running *running, ErrorKind kind)
{
    Error unheard;
    const JobInput *input = running->input;
    Job *job = &running->outcome->job;
    bool hers = actor_check_key(input->custody, input->actor, &unheard) == ERROR_NONE;
    bool begun = job->outcome != NULL;
    job->outcome = !begun ? JOB_REFUSED : kind == ERROR_REFUSED ? JOB_STOPPED : JOB_LOST;
    job->exit_status = 0;
    job->quarantined = false;
    job->files = 0;
    job->size = 0;
    (void)!enclave_record_ended(input->custody, hers ? input->actor : NULL, job, &unheard);
}

static void
note_years(Arena *arena, const Launch *launch, Job *job)
{
    for (size_t at = 0; at < dataset_years(launch->dataset); at++)
        *LIST_ADD(arena, &job->years) = dataset_year(launch->dataset, at)->year;
}

ErrorKind
job_run(Arena *arena, const JobInput *input, JobOutcome *ret_outcome, Error *err)
{
    CLOSES_LAUNCH Launch launch = {0};
    int64_t lost = 0;
    *ret_outcome = (JobOutcome){.job = {.kind = input->kind,
                                        .deliberation = input->deliberation,
                                        .communication = input->communication}};
    Running running = {.arena = arena, .input = input, .outcome = ret_outcome};
    Job *job = &ret_outcome->job;
    TRY(enclave_record_lost(input->custody, input->actor, &lost, err));
    TRY(launch_open(arena, input, &launch, err));
    note_years(arena, &launch, job);
    TRY(enclave_record_started(input->custody, input->actor, job, err));
    ErrorKind kind = run_checked(&running, &launch, err);
    if (running.away)
        return kind;
    if (kind == ERROR_NONE)
        return enclave_record_ended(input->custody, input->actor, job, err);
    record_failure(&running, kind);
    return kind;
}

ErrorKind
job_selftest(Arena *arena, const JobInput *input, SandboxAttempts *ret_attempts, Error *err)
{
    CLOSES_LAUNCH Launch launch = {0};
    TRY(launch_open(arena, input, &launch, err));
    return sandbox_selftest(arena, &launch.job, ret_attempts, err);
}
