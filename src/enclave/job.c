#include "enclave/job.h"

#include "core/interrupt.h"
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
    bool away;  /* others may write: nothing may be recorded */
    bool begun; /* the sandbox was told to begin */
    bool interrupted;
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

/* The question of the beginning, as of now. */
static Question
question_now(const Running *running)
{
    const JobInput *input = running->input;
    Question question = *input->question;
    custody_advance(input->custody, input->clock());
    question.today = custody_today(input->custody);
    return question;
}

/* While it runs: whoever began it may want its end, a suspension may have come, a date may have
 * passed, the actor may have lost her key or have another, with which she cannot sign the end. */
static ErrorKind
may_go_on(void *context, bool *ret_may, Error *err)
{
    SCRATCH Arena *work = arena_new("look");
    Running *running = context;
    const JobInput *input = running->input;
    Question question = question_now(running);
    Verdict verdict = {0};
    *ret_may = false;
    if (interrupt_asked())
        return ERROR_NONE;
    TRY(gate_look(input->custody, work, &question, &verdict, err));
    /* A no is asked for once more, to last as long as the outcome. */
    if (!verdict.allowed)
        TRY(gate_look(input->custody, running->arena, &question, &verdict, err));
    running->outcome->verdict = verdict.allowed ? (Verdict){.allowed = true} : verdict;
    Error unheard;
    *ret_may =
        verdict.allowed && actor_check_key(input->custody, input->actor, &unheard) == ERROR_NONE;
    running->begun = running->begun || *ret_may;
    return ERROR_NONE;
}

/* When it has ended: may what it left be kept? A no is recorded. */
static ErrorKind
may_keep(Running *running, Error *err)
{
    JobOutcome *outcome = running->outcome;
    const JobInput *input = running->input;
    Question question = question_now(running);
    Verdict verdict = {0};
    TRY(gate_ask(input->custody, running->arena, &question, &verdict, err));
    if (verdict.allowed)
        TRY(actor_check_key(input->custody, input->actor, err));
    if (verdict.allowed && outcome->report.end != SANDBOX_STOPPED)
        return ERROR_NONE;
    /* Allowed again by now: what ended it stands. */
    if (!verdict.allowed)
        outcome->verdict = verdict;
    if (outcome->verdict.allowed)
        return error_set(err, ERROR_STATE,
                         "job %" PRId64 ": its supervisor stood still: nothing of it is kept",
                         outcome->job.number);
    return error_set(err, ERROR_REFUSED,
                     "job %" PRId64 ": refused, for %zu reason%s: nothing of it is kept",
                     outcome->job.number, outcome->verdict.reasons.count,
                     outcome->verdict.reasons.count == 1 ? "" : "s");
}

static ErrorKind
run_sandbox(Running *running, const Launch *launch, Sandbox **ret_sandbox, Error *err)
{
    const JobInput *input = running->input;
    SandboxJob job = launch->job;
    job.may = may_go_on;
    job.asker = running;
    progress_begin(input->progress, "self-test");
    TRY(sandbox_selftest(running->arena, &launch->job, &running->outcome->attempts, err));
    progress_end(input->progress, "%zu attempts, all held", running->outcome->attempts.count);
    progress_begin(input->progress, "job %" PRId64, running->outcome->job.number);
    /* An interactive job has the screen to itself. */
    if (input->kind == JOB_SHELL)
        progress_end(input->progress, "until you leave it, %" PRId64 " min at most",
                     input->limits.milliseconds / 60000);
    TRY(sandbox_run(&job, ret_sandbox, err));
    if (input->kind != JOB_SHELL)
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
    running->away = back != ERROR_NONE;
    return kind != ERROR_NONE ? kind : back;
}

/* Whatever it then came to: interrupted, the sandbox may have said anything. */
static ErrorKind
interrupted(Running *running, Error *err)
{
    running->interrupted = true;
    return error_set(err, ERROR_STATE, "job %" PRId64 " was interrupted: nothing of it is kept",
                     running->outcome->job.number);
}

static ErrorKind
run_checked(Running *running, const Launch *launch, Error *err)
{
    CLOSES_SANDBOX Sandbox *sandbox = NULL;
    ErrorKind kind = run_away(running, launch, &sandbox, err);
    if (interrupt_asked())
        return interrupted(running, err);
    TRY(kind);
    take_report(running, sandbox);
    TRY(may_keep(running, err));
    if (running->outcome->report.files > 0 && !running->outcome->report.withheld)
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
    if (running->interrupted)
        job->outcome = JOB_INTERRUPTED;
    else if (kind == ERROR_REFUSED)
        job->outcome = JOB_STOPPED;
    else
        job->outcome = running->begun ? JOB_LOST : JOB_REFUSED;
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
job_check_start(Arena *arena, const JobInput *input, Error *err)
{
    if (input->kind == JOB_SHELL)
        TRY(sandbox_terminal_check(err));
    TRY(dataset_check(input->custody, input->deliberation, input->communication, &input->years,
                      err));
    return launch_check(arena, input, err);
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
    interrupt_hold();
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
