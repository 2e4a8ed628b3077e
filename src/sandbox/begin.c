/* The beginning of a job: its limits, its standard input and output, its terminal. */
#include "sandbox/first.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum
{
    DESCRIPTORS = 256 /* open at once in one process */
};

#ifndef SANDBOX_WITHOUT
#define SANDBOX_WITHOUT ""
#endif

bool
stands(const char *barrier)
{
    return strcmp(SANDBOX_WITHOUT, barrier) != 0;
}

_Noreturn void
give_up(const char *what)
{
    (void)dprintf(STDERR_FILENO, "init: %s: %s\n", what, strerror(errno));
    _exit(70);
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
    {
        /* Who leaves them out sees bombs go off beside others: one bound stays, out of reach of
         * what is tried but for them. */
        limit_set(RLIMIT_NPROC, 200);
        return;
    }
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

_Noreturn void
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
