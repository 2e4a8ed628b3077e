/*
 * A job of the enclave: a script or a shell that sees the on-site data set at /data and what was
 * brought in at /model, in the sandbox (sandbox/sandbox.h). What it leaves in /out, its own words
 * among it, goes into quarantine; the researcher is told how it ended, and no more.
 *
 *   record job_started -> self-test in this very configuration -> the job -> the gate again ->
 *   quarantine -> record job_ended
 *
 * While self-test and job run, others may write in the custody (custody/pause.h), and a date may
 * pass. What was allowed is asked again each second, and once more at the end: where the gate says
 * no, or the actor's key is no longer hers, the job is ended and nothing of its output is kept. A
 * supervisor that is killed leaves job_started alone; the next act of the enclave records the job
 * as lost. One that is asked to end (core/interrupt.h) ends the job first and records that.
 */
#ifndef BERAAD_ENCLAVE_JOB_H
#define BERAAD_ENCLAVE_JOB_H

#include "core/progress.h"
#include "custody/enclave.h"
#include "custody/gate.h"
#include "sandbox/sandbox.h"

/* All borrowed. The gate has said yes to the question, keys are open. */
typedef struct JobInput
{
    Custody *custody;
    const Actor *actor;
    const Question *question; /* as it was asked; its day is that of the beginning */
    int64_t (*clock)(void);   /* seconds since 1970 UTC, now */
    JobKind kind;
    const char *deliberation;
    const char *communication;
    Years years;                  /* of the data set that it sees; empty: all that are prepared */
    const char *const *arguments; /* the first is a name at /model, or a program; at least one for
                                   * JOB_RUN; none for JOB_SHELL: bash */
    size_t argument_count;
    SandboxLimits limits;
    SandboxParts parts; /* zero, but in tests */
    Progress *progress;
} JobInput;

typedef struct JobOutcome
{
    Job job;
    SandboxReport report; /* zero where it was not started */
    SandboxAttempts attempts;
    Verdict verdict; /* at its end */
} JobOutcome;

/* What job_run would refuse by what is known without a key (actor may be NULL): a year that is not
 * prepared, a script where nothing was brought in, a shell without a terminal. A host that lacks a
 * barrier is not among it: that is recorded. */
ErrorKind job_check_start(Arena *arena, const JobInput *input, Error *err) MUST_CHECK;

/*
 * Runs it to its end. Whatever the job does is no error. ERROR_USAGE: a script of that name was not
 * brought in; ERROR_STATE: the sandbox would not hold it, or the host lacks a barrier (recorded as
 * JOB_REFUSED), or a year is not prepared; ERROR_INTEGRITY: a sealed file is damaged; ERROR_REFUSED
 * with ret_outcome->verdict: the gate does not allow it any more (JOB_STOPPED; the refusal is in
 * the ledger too); ERROR_STATE: the actor has another key by now (JOB_LOST), or the process was
 * asked to end (JOB_INTERRUPTED): that waits from the beginning of the job on, until
 * interrupt_release.
 *
 * By the ending of a name at /model (with that folder before it or without): .R by Rscript, .py by
 * python3, .sql by beraad's own runner (warehouse/runner.c), .sh by bash; they begin with the same
 * random numbers each time. Any other word is a program of the job's PATH.
 */
ErrorKind job_run(Arena *arena, const JobInput *input, JobOutcome *ret_outcome,
                  Error *err) MUST_CHECK;

/* The self-test by itself, in the configuration that such a job would get. The same errors. */
ErrorKind job_selftest(Arena *arena, const JobInput *input, SandboxAttempts *ret_attempts,
                       Error *err) MUST_CHECK;

#endif
