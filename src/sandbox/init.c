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
#include "sandbox/note.h"
#include "sandbox/stay.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum
{
    LOOK_MILLISECONDS = 20, /* between two looks at the job */
    DESCRIPTORS = 256,      /* open at once in one process */
    OWN_FILES = 3           /* of /out: itself, stdout.txt, stderr.txt */
};

typedef struct Limits
{
#define X(name) int64_t name;
    NOTE_LIMITS
#undef X
} Limits;

/* A test build leaves one barrier out, to see the self-test fail (test/unit/sandbox/meson.build).
 */
#ifndef SANDBOX_WITHOUT
#define SANDBOX_WITHOUT ""
#endif

static bool
stands(const char *barrier)
{
    return strcmp(SANDBOX_WITHOUT, barrier) != 0;
}

/* Tells the supervisor, by way of bubblewrap's standard error, and ends the sandbox. */
static _Noreturn void
give_up(const char *what)
{
    (void)dprintf(STDERR_FILENO, "init: %s: %s\n", what, strerror(errno));
    _exit(70);
}

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

static void
limit_set(__rlimit_resource_t what, int64_t value)
{
    struct rlimit limit = {(rlim_t)value, (rlim_t)value};
    if (setrlimit(what, &limit) != 0)
        give_up("cannot set a limit");
}

/* Limits of each process, and of their number: that one counts by user and user namespace, so what
 * runs elsewhere under the same user does not count (Linux 5.14). The one more is ourselves. */
static void
limits_set(const Limits *limits)
{
    if (!stands("limits"))
        return;
    limit_set(RLIMIT_AS, limits->memory);
    limit_set(RLIMIT_FSIZE, limits->file);
    limit_set(RLIMIT_NPROC, limits->processes + 1);
    limit_set(RLIMIT_NOFILE, DESCRIPTORS);
    limit_set(RLIMIT_STACK, 8 * 1024 * 1024);
    limit_set(RLIMIT_CORE, 0);
    limit_set(RLIMIT_MEMLOCK, 64 * 1024);
    limit_set(RLIMIT_MSGQUEUE, 0);
    limit_set(RLIMIT_SIGPENDING, 256);
}

static void
put_at(int fd, int place)
{
    if (fd < 0 || dup2(fd, place) != place)
        give_up("cannot set standard input or output");
}

/* Input is empty and output goes to /out, or all three are the terminal. */
static void
streams_set(int terminal)
{
    if (terminal >= 0)
    {
        if (ioctl(terminal, TIOCSCTTY, 0) != 0)
            give_up("cannot take the terminal");
        for (int place = 0; place < 3; place++)
            put_at(terminal, place);
        (void)close(terminal);
        return;
    }
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC;
    put_at(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    int output = open("/out/stdout.txt", flags, 0600);
    int error = open("/out/stderr.txt", flags, 0600);
    put_at(output, STDOUT_FILENO);
    put_at(error, STDERR_FILENO);
}

/* The first process of the job. `absent` is written to where the program cannot be run. */
static _Noreturn void
job_begin(const Limits *limits, char **arguments, int absent)
{
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)umask(077);
    if ((stands("session") && setsid() < 0) || chdir("/scratch") != 0)
        give_up("cannot begin");
    if (personality(ADDR_NO_RANDOMIZE) < 0)
        give_up("cannot fix addresses");
    streams_set((int)limits->terminal);
    limits_set(limits);
    (void)execvp(arguments[0], arguments);
    ssize_t put = write(absent, "x", 1);
    _exit(put == 1 ? 127 : 70);
}

/* The number that follows `label` in a small file of /proc; -1: not there. */
static int64_t
proc_number(const char *process, const char *file, const char *label, int skip)
{
    char path[300];
    char text[4096];
    (void)snprintf(path, sizeof path, "/proc/%s/%s", process, file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    ssize_t got = read(fd, text, sizeof text - 1);
    (void)close(fd);
    text[got < 0 ? 0 : got] = '\0';
    const char *at = strstr(text, label);
    if (at == NULL)
        return -1;
    at += strlen(label);
    for (int field = 0; field < skip; field++)
        at += strcspn(at, " ") + (at[strcspn(at, " ")] == ' ');
    return strtoll(at, NULL, 10);
}

typedef struct Tally
{
    int64_t memory;
    int32_t processes;
} Tally;

/* All processes but ourselves. exact: what several share is counted once (Pss), where the process
 * lets itself be looked at; else resident memory, never less. */
static Tally
tally_take(bool exact)
{
    Tally tally = {0, 0};
    int64_t page = sysconf(_SC_PAGESIZE);
    DIR *proc = opendir("/proc");
    if (proc == NULL)
        give_up("no /proc");
    for (struct dirent *entry = readdir(proc); entry != NULL; entry = readdir(proc))
    {
        if (entry->d_name[0] < '0' || entry->d_name[0] > '9' || strcmp(entry->d_name, "1") == 0)
            continue;
        int64_t shared = exact ? proc_number(entry->d_name, "smaps_rollup", "\nPss:", 0) : -1;
        int64_t pages = proc_number(entry->d_name, "statm", "", 1);
        tally.memory += shared >= 0 ? shared * 1024 : pages > 0 ? pages * page : 0;
        tally.processes += pages > 0 ? 1 : 0;
    }
    (void)closedir(proc);
    return tally;
}

/* Files and directories that were made there, as the file system counts them. */
static int64_t
files_count(const char *directory)
{
    struct statvfs count;
    if (statvfs(directory, &count) != 0)
        give_up("cannot count files");
    return (int64_t)(count.f_files - count.f_ffree);
}

static int64_t
now_milliseconds(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        give_up("no clock");
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* One look at the job: is it within its limits? */
static NoteReason
look(const Limits *limits, int64_t since, Note *note)
{
    if (!stands("watch"))
        return now_milliseconds() - since >= 500 ? NOTE_TIME : NOTE_BY_ITSELF;
    Tally tally = tally_take(false);
    if (tally.memory > limits->memory)
        tally.memory = tally_take(true).memory;
    note->memory = tally.memory > note->memory ? tally.memory : note->memory;
    note->processes = tally.processes > note->processes ? tally.processes : note->processes;
    if (tally.memory > limits->memory)
        return NOTE_MEMORY;
    if (files_count("/out") > limits->out + OWN_FILES ||
        files_count("/scratch") > limits->scratch || files_count("/dev/shm") > limits->scratch)
        return NOTE_CROWDED;
    return now_milliseconds() - since >= limits->milliseconds ? NOTE_TIME : NOTE_BY_ITSELF;
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
