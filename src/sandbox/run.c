/*
 * One job from beginning to end, seen from outside. Whatever goes wrong, the first process of the
 * sandbox is ended, and with it, by the kernel, every other; only then does sandbox_run return.
 */
#include "sandbox/inner.h"

#include "core/file.h"
#include "core/text.h"
#include "sandbox/filter.h"
#include "sandbox/store.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum
{
    SAID_BYTES = 4096,
    WAIT_MILLISECONDS = 200,  /* between two looks at the clock */
    GRACE_MILLISECONDS = 5000 /* after the time limit: init should have ended it */
};

/* A job on its way. */
typedef struct Run
{
    Arena *work;
    const SandboxJob *job;
    SandboxParts parts;
    FileList files;
    int control;
    int control_end;
    int filter;
    int said;
    Group group;
    Terminal *terminal;
    pid_t bwrap;
    int init; /* pidfd of the first process; -1: not yet */
} Run;

static void
bwrap_wait(Run *run)
{
    while (run->bwrap > 0 && waitpid(run->bwrap, NULL, 0) < 0 && errno == EINTR)
        continue;
    run->bwrap = 0;
}

/* Ends everything that may still run and lets go of all that is held. */
static void
run_close(Run *run)
{
    /* The first process, not bubblewrap: bubblewrap ends only when it has seen that one dead, and
     * that one is dead only when every process of its namespace is (pid_namespaces(7)). */
    if (run->init >= 0)
        (void)syscall(SYS_pidfd_send_signal, run->init, SIGKILL, NULL, 0);
    else if (run->bwrap > 0)
        (void)kill(run->bwrap, SIGKILL);
    file_close(&run->control);
    bwrap_wait(run);
    file_close(&run->control_end);
    file_close(&run->filter);
    file_close(&run->said);
    file_close(&run->init);
    terminal_close(&run->terminal);
    group_close(&run->group);
    arena_close(&run->work);
}
#define CLOSES_RUN __attribute__((cleanup(run_close)))

/* The control socket, an anonymous file for what bubblewrap says, the list of system calls. */
static ErrorKind
ends_open(Run *run, Error *err)
{
    TRY(control_open(&run->control, &run->control_end, err));
    run->said = memfd_create("said", MFD_CLOEXEC);
    if (run->said < 0)
        return error_set_io(err, "cannot prepare a sandbox");
    return filter_open(&run->filter, err);
}

static ErrorKind
start(Run *run, Error *err)
{
    int slave = run->terminal == NULL ? -1 : terminal_slave(run->terminal);
    const int keep[] = {run->control_end, run->filter, slave};
    Descriptors descriptors = {run->control_end, slave, run->filter};
    Launch what = {.arguments =
                       arguments_build(run->work, run->job, &run->parts, &run->files, &descriptors),
                   .keep = keep,
                   .keep_count = slave < 0 ? 2 : 3,
                   .said = run->said,
                   .group = run->group.procs,
                   .processors = run->job->limits.processors};
    TRY(launch(&what, &run->bwrap, err));
    file_close(&run->control_end);
    file_close(&run->filter);
    return ERROR_NONE;
}

/* What bubblewrap or our own parts said before the job began, as a state of the host. */
static ErrorKind
refusal(Run *run, Error *err)
{
    char said[SAID_BYTES + 1];
    bwrap_wait(run);
    ssize_t got = pread(run->said, said, SAID_BYTES, 0);
    said[got < 0 ? 0 : got] = '\0';
    char *line = said;
    line[strcspn(line, "\n")] = '\0';
    bool exhausted = false;
    (void)group_memory(run->work, &run->group, &exhausted);
    if (exhausted || strstr(said, STORE_FULL) != NULL)
        return error_set(err, ERROR_STATE, "the host has not enough memory for the job's files");
    (void)error_set(err, ERROR_STATE, "the host cannot give a barrier of the sandbox: %s",
                    *line == '\0' ? "it ended without a word" : text_shown(run->work, line));
    return error_hint(err, "beraad enclave selftest says what the host lacks");
}

/* Fills the sandbox and waits until everything is in place. */
static ErrorKind
begin(Run *run, int *ret_out, Error *err)
{
    bool taken = false;
    CLOSES_HEARD Heard heard = {.count = 0};
    TRY(files_feed(&run->files, run->control, &taken, err));
    if (taken)
        TRY(control_hear(run->control, &heard, err));
    if (heard.size == 0)
        return refusal(run, err);
    if (heard.size != sizeof heard.note || heard.note.kind != NOTE_READY || heard.count != 1 ||
        heard.sender <= 0)
        return error_set(err, ERROR_INTERNAL, "the sandbox does not say that it is ready");
    *ret_out = heard.fds[0];
    heard.count = 0;
    run->init = (int)syscall(SYS_pidfd_open, heard.sender, 0);
    if (run->init < 0)
        return error_set_io(err, "cannot watch the sandbox");
    return ERROR_NONE;
}

static ErrorKind
may_go_on(Run *run, bool *ret_may, Error *err)
{
    *ret_may = true;
    return run->job->may == NULL ? ERROR_NONE : run->job->may(run->job->asker, ret_may, err);
}

static ErrorKind
go(Run *run, Error *err)
{
    if (run->terminal != NULL)
        terminal_begin(run->terminal);
    if (!control_say(run->control))
        return error_set_io(err, "cannot start the job");
    return ERROR_NONE;
}

static int64_t
now_milliseconds(void)
{
    struct timespec now = {0, 0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static ErrorKind
wait_some(Run *run, int milliseconds, bool *ret_readable, Error *err)
{
    if (run->terminal != NULL)
        return terminal_wait(run->terminal, run->control, milliseconds, ret_readable, err);
    struct pollfd end = {run->control, POLLIN, 0};
    int found = poll(&end, 1, milliseconds);
    if (found < 0 && errno != EINTR)
        return error_set_io(err, "cannot wait for a job");
    *ret_readable = found > 0;
    return ERROR_NONE;
}

/* Until init says that the job has ended, its time has passed, or it may not go on. */
static ErrorKind
watch(Run *run, int64_t since, bool *ret_readable, bool *ret_may, Error *err)
{
    int64_t last = since + run->job->limits.milliseconds + GRACE_MILLISECONDS;
    int64_t asked = since;
    while (!*ret_readable && *ret_may && now_milliseconds() < last)
    {
        TRY(wait_some(run, WAIT_MILLISECONDS, ret_readable, err));
        if (*ret_readable || now_milliseconds() - asked < SANDBOX_ASK)
            continue;
        TRY(may_go_on(run, ret_may, err));
        asked = now_milliseconds();
        /* What does not hear it does not go on. */
        if (*ret_may)
            (void)control_say(run->control);
    }
    return ERROR_NONE;
}

/* What init said, where it is heard at all. */
static ErrorKind
hear_end(Run *run, Note *ret_note, Error *err)
{
    CLOSES_HEARD Heard heard = {.count = 0};
    TRY(control_hear(run->control, &heard, err));
    *ret_note = heard.note;
    /* The kernel can have killed init itself when the host, or the cgroup, had no memory. */
    if (heard.size != sizeof *ret_note || ret_note->kind != NOTE_ENDED)
        *ret_note = (Note){.kind = NOTE_ENDED, .reason = NOTE_MEMORY};
    return ERROR_NONE;
}

/* From the word to go to the end. What does not end by itself is ended when the run is closed. */
static ErrorKind
supervise(Run *run, Note *ret_note, Error *err)
{
    bool readable = false;
    bool may = false;
    int64_t since = now_milliseconds();
    TRY(may_go_on(run, &may, err));
    if (may)
    {
        TRY(go(run, err));
        TRY(watch(run, since, &readable, &may, err));
    }
    *ret_note = (Note){.kind = NOTE_ENDED, .reason = may ? NOTE_TIME : NOTE_STOPPED};
    if (readable)
        TRY(hear_end(run, ret_note, err));
    if (readable && run->terminal != NULL)
        terminal_end(run->terminal);
    if (ret_note->milliseconds == 0)
        ret_note->milliseconds = now_milliseconds() - since;
    return ERROR_NONE;
}

static ErrorKind
prepare(Run *run, const SandboxJob *job, Error *err)
{
    TRY(job_check(job, err));
    TRY(host_check(run->work, err));
    TRY(parts_find(run->work, &job->parts, &run->parts, err));
    TRY(files_gather(run->work, job, &run->parts, &run->files, err));
    if (job->terminal)
        TRY(terminal_open(job->unseen, run->parts.init, &run->terminal, err));
    TRY(ends_open(run, err));
    return share_open(run->work, &job->limits, &run->files, &run->group, err);
}

ErrorKind
sandbox_run(const SandboxJob *job, Sandbox **ret_sandbox, Error *err)
{
    *ret_sandbox = NULL;
    CLOSES_SANDBOX Sandbox *sandbox = calloc(1, sizeof *sandbox);
    if (sandbox == NULL)
        error_out_of_memory();
    sandbox->arena = arena_new("sandbox");
    sandbox->out = -1;
    {
        CLOSES_RUN Run run = {.work = arena_new("sandbox run"),
                              .job = job,
                              .control = -1,
                              .control_end = -1,
                              .filter = -1,
                              .said = -1,
                              .group = NO_GROUP,
                              .init = -1};
        Note note;
        TRY(prepare(&run, job, err));
        TRY(start(&run, err));
        TRY(begin(&run, &sandbox->out, err));
        TRY(supervise(&run, &note, err));
        report_fill(run.work, &run.group, &note, &sandbox->report);
    }
    TRY(stock_take(sandbox, &job->limits, err));
    *ret_sandbox = sandbox;
    sandbox = NULL;
    return ERROR_NONE;
}
