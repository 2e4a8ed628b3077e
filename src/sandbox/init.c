/*
 * The first process of a sandbox: small, trusted, and all there is between bubblewrap and the job.
 *
 * It runs inside all barriers and has no more rights than the job, but the job cannot harm it: the
 * kernel gives the first process of a pid namespace no signal from inside that it has no handler
 * for, and it is not dumpable, so its memory and descriptors stay its own.
 *
 * It hands /out to the supervisor, waits for the word to go, starts the job, watches memory, files
 * and time, ends every process when the first one has ended, and says how it went.
 */
#include "sandbox/first.h"
#include "sandbox/restore.h"
#include "sandbox/stay.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum
{
    LOOK_MILLISECONDS = 20 /* between two looks at the job */
};

/* Reads "name=value" into its place; false where it is none of ours. */
static bool
limit_read(Limits *limits, const char *argument)
{
    const char *sign = strchr(argument, '=');
    if (sign == NULL)
        return false;
    size_t size = (size_t)(sign - argument);
#define X(name)                                                                                    \
    if (size == sizeof #name - 1 && memcmp(argument, #name, size) == 0)                            \
    {                                                                                              \
        limits->name = strtoll(sign + 1, NULL, 10);                                                \
        return true;                                                                               \
    }
    NOTE_LIMITS
#undef X
    return false;
}

/* Keeps standard input, output, error and our own two, and nothing else. */
static void
descriptors_close(const Limits *limits)
{
    if (!stands("descriptors"))
        return;
    int low = (int)limits->control;
    int high = (int)limits->terminal;
    if (high < low)
    {
        low = high;
        high = (int)limits->control;
    }
    int next = 3;
    for (int at = 0; at < 2; at++)
    {
        int kept = at == 0 ? low : high;
        if (kept > next && close_range((unsigned)next, (unsigned)kept - 1, 0) != 0)
            give_up("cannot close");
        next = kept >= next ? kept + 1 : next;
    }
    if (close_range((unsigned)next, ~0U, 0) != 0)
        give_up("cannot close");
    if (fcntl((int)limits->control, F_SETFD, FD_CLOEXEC) != 0)
        give_up("cannot keep the control socket");
}

/* READY, with /out. */
static void
ready_say(int control)
{
    int out = open("/out", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (out < 0)
        give_up("no /out");
    Note note = {.kind = NOTE_READY};
    struct iovec part = {&note, sizeof note};
    union
    {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof out)];
    } extra;
    memset(&extra, 0, sizeof extra);
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof extra};
    extra.header = (struct cmsghdr){CMSG_LEN(sizeof out), SOL_SOCKET, SCM_RIGHTS};
    memcpy(CMSG_DATA(&extra.header), &out, sizeof out);
    if (sendmsg(control, &message, 0) != (ssize_t)sizeof note)
        give_up("cannot report");
    (void)close(out);
}

/* Waits for children that have ended; true: the first one was among them. */
static bool
reap(pid_t first, int32_t *ret_status)
{
    bool found = false;
    int status = 0;
    for (pid_t ended = 1; ended > 0;)
    {
        ended = waitpid(-1, &status, WNOHANG);
        if (ended == first)
        {
            *ret_status = status;
            found = true;
        }
    }
    return found;
}

/* What the supervisor says is that it is there; when it is not, nothing may be. */
static void
hear(const Limits *limits, int64_t *heard)
{
    char byte;
    struct pollfd end = {(int)limits->control, POLLIN, 0};
    while (poll(&end, 1, 0) > 0)
    {
        if (read((int)limits->control, &byte, 1) != 1)
            _exit(0); /* it is gone; with us goes everything */
        *heard = now_milliseconds();
    }
}

/* Until the job's first process ends or a limit is passed. */
static void
watch(const Limits *limits, pid_t first, int64_t since, Note *note)
{
    sigset_t child;
    (void)sigemptyset(&child);
    (void)sigaddset(&child, SIGCHLD);
    struct timespec pause = {0, (long)LOOK_MILLISECONDS * 1000000};
    int64_t heard = since;
    while (!reap(first, &note->status))
    {
        hear(limits, &heard);
        note->reason = (int32_t)look(limits, since, note);
        if (note->reason == NOTE_BY_ITSELF && now_milliseconds() - heard >= limits->silence)
            note->reason = NOTE_SILENT;
        if (note->reason != NOTE_BY_ITSELF)
            return;
        (void)sigtimedwait(&child, NULL, &pause); /* a child's end wakes us at once */
    }
}

/* Kills until nobody is left; what forks meanwhile is a child of somebody killed, so ours. */
static void
sweep(void)
{
    for (;;)
    {
        (void)kill(-1, SIGKILL);
        if (waitpid(-1, NULL, 0) < 0 && errno == ECHILD)
            return;
    }
}

static void
use_note(Note *note)
{
    struct rusage used;
    if (getrusage(RUSAGE_CHILDREN, &used) != 0)
        return;
    note->processor_milliseconds = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
                                   (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
    int64_t highest = used.ru_maxrss * 1024;
    note->memory = highest > note->memory ? highest : note->memory;
    note->processes = note->processes > 0 ? note->processes : 1;
}

static void
job_run(const Limits *limits, char **arguments)
{
    int absent[2];
    if (pipe2(absent, O_CLOEXEC) != 0)
        give_up("no pipe");
    int64_t since = now_milliseconds();
    pid_t first = fork();
    if (first < 0)
        give_up("cannot start the job");
    if (first == 0)
    {
        (void)close((int)limits->control);
        job_begin(limits, arguments, absent[1]);
    }
    (void)close(absent[1]);
    if (limits->terminal >= 0)
        (void)close((int)limits->terminal);
    Note note = {.kind = NOTE_ENDED};
    watch(limits, first, since, &note);
    note.survivors = note.reason == NOTE_BY_ITSELF ? tally_take(false).processes : 0;
    note.milliseconds = now_milliseconds() - since;
    sweep();
    use_note(&note);
    char byte;
    if (note.reason == NOTE_BY_ITSELF && read(absent[0], &byte, 1) == 1)
        note.reason = NOTE_ABSENT;
    if (write((int)limits->control, &note, sizeof note) != (ssize_t)sizeof note)
        _exit(70);
}

int
main(int argc, char **argv)
{
    if (argc > 4 && strcmp(argv[1], STAY_WORD) == 0)
        return stay(argv + 2);
    if (argc == 2 && strcmp(argv[1], RESTORE_WORD) == 0)
        return restore();
    /* Signals from inside would reach any other process, and ending every process would end those
     * of the host. */
    if (getpid() != 1)
        give_up("not the first process");
    if (stands("closed") && prctl(PR_SET_DUMPABLE, 0) != 0)
        give_up("cannot close its memory");
    Limits limits = {.control = -1, .terminal = -1};
    int at = 1;
    while (at < argc && limit_read(&limits, argv[at]))
        at++;
    if (at + 1 >= argc || strcmp(argv[at], "--") != 0 || limits.control < 3 || limits.memory <= 0)
    {
        errno = EINVAL;
        give_up("arguments");
    }
    descriptors_close(&limits);
    sigset_t child;
    (void)sigemptyset(&child);
    (void)sigaddset(&child, SIGCHLD);
    (void)sigprocmask(SIG_BLOCK, &child, NULL);
    ready_say((int)limits.control);
    char go;
    if (read((int)limits.control, &go, 1) != 1)
        return 0;
    job_run(&limits, argv + at + 1);
    return 0;
}
