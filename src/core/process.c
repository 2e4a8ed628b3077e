#include "core/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum
{
    SAID_BYTES = 4096
};

struct Process
{
    pid_t pid;
    bool waited;
    int status;
    int input;  /* our end; -1: not ours */
    int output; /* likewise */
    int said;   /* memory file behind its standard error */
};

static void
close_end(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

/* The environment that every program gets. */
static char **
environment_of(Arena *arena)
{
    const char *path = getenv("PATH");
    char **environment = arena_take_array(arena, 3, sizeof *environment);
    environment[0] = arena_print(arena, "PATH=%s", path != NULL ? path : "/usr/bin:/bin");
    environment[1] = arena_copy_text(arena, "LC_ALL=C");
    return environment;
}

static char **
arguments_of(Arena *arena, const char *const *given)
{
    size_t count = 0;
    while (given[count] != NULL)
        count++;
    char **arguments = arena_take_array(arena, count + 1, sizeof *arguments);
    for (size_t at = 0; at < count; at++)
        arguments[at] = arena_copy_text(arena, given[at]);
    return arguments;
}

/* The child's descriptors 0, 1 and 2 and nothing else; no signal blocked or ignored. */
static int
spawn(const ProcessOptions *options, const int ends[3], pid_t *ret_pid)
{
    SCRATCH Arena *work = arena_new("spawn");
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&actions) != 0 || posix_spawnattr_init(&attributes) != 0)
        error_out_of_memory();
    int fault = 0;
    for (int at = 0; at < 3 && fault == 0; at++)
        fault = posix_spawn_file_actions_adddup2(&actions, ends[at], at);
    if (fault == 0)
        fault = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    sigset_t all;
    sigset_t none;
    (void)sigfillset(&all);
    (void)sigemptyset(&none);
    (void)posix_spawnattr_setsigdefault(&attributes, &all);
    (void)posix_spawnattr_setsigmask(&attributes, &none);
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    if (fault == 0)
        fault = posix_spawnp(ret_pid, options->arguments[0], &actions, &attributes,
                             arguments_of(work, options->arguments), environment_of(work));
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)posix_spawnattr_destroy(&attributes);
    return fault;
}

/* A pair of connected ends: [0] ours, [1] the child's. A socket, because writing to one can be
 * asked not to raise SIGPIPE. */
static ErrorKind
pair_open(int ret_pair[2], Error *err)
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ret_pair) != 0)
        return error_set_io(err, "cannot make a pipe");
    return ERROR_NONE;
}

static ErrorKind
start(Process *process, const ProcessOptions *options, int child[2], Error *err)
{
    int pair[2] = {-1, -1};
    if (options->input < 0)
    {
        TRY(pair_open(pair, err));
        process->input = pair[0];
        child[0] = pair[1];
    }
    if (options->output < 0)
    {
        TRY(pair_open(pair, err));
        process->output = pair[0];
        child[1] = pair[1];
    }
    process->said = memfd_create("said", MFD_CLOEXEC);
    if (process->said < 0)
        return error_set_io(err, "cannot make a memory file");
    int ends[3] = {options->input < 0 ? child[0] : options->input,
                   options->output < 0 ? child[1] : options->output, process->said};
    int fault = spawn(options, ends, &process->pid);
    if (fault == 0)
        return ERROR_NONE;
    process->pid = 0;
    if (fault != ENOENT)
    {
        errno = fault;
        return error_set_io(err, "cannot start '%s'", options->arguments[0]);
    }
    (void)error_set(err, ERROR_STATE, "the program '%s' is not installed", options->arguments[0]);
    return error_hint(err, "on Debian: apt install %s", options->arguments[0]);
}

ErrorKind
process_start(const ProcessOptions *options, Process **ret_process, Error *err)
{
    Process *process = calloc(1, sizeof *process);
    if (process == NULL)
        error_out_of_memory();
    process->input = process->output = process->said = -1;
    int child[2] = {-1, -1};
    ErrorKind kind = start(process, options, child, err);
    close_end(&child[0]);
    close_end(&child[1]);
    if (kind != ERROR_NONE)
        process_close(&process);
    *ret_process = process;
    return kind;
}

ErrorKind
process_put(Process *process, const void *bytes, size_t size, bool *ret_open, Error *err)
{
    const char *at = bytes;
    *ret_open = true;
    while (size > 0)
    {
        ssize_t put = send(process->input, at, size, MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0 && (errno == EPIPE || errno == ECONNRESET))
        {
            *ret_open = false;
            return ERROR_NONE;
        }
        if (put < 0)
            return error_set_io(err, "cannot write to a program");
        at += put;
        size -= (size_t)put;
    }
    return ERROR_NONE;
}

ErrorKind
process_get(Process *process, void *bytes, size_t size, size_t *ret_got, Error *err)
{
    for (;;)
    {
        ssize_t got = read(process->output, bytes, size);
        if (got < 0 && errno == EINTR)
            continue;
        /* A program that ends with input unread resets the connection: its output is at its end. */
        if (got < 0 && errno != ECONNRESET)
            return error_set_io(err, "cannot read from a program");
        *ret_got = got < 0 ? 0 : (size_t)got;
        return ERROR_NONE;
    }
}

static bool
wait_for(Process *process)
{
    int state = 0;
    pid_t found = 0;
    do
        found = waitpid(process->pid, &state, 0);
    while (found < 0 && errno == EINTR);
    process->waited = true;
    process->status = WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state);
    return found == process->pid;
}

ErrorKind
process_wait(Process *process, int *ret_status, Error *err)
{
    close_end(&process->input);
    close_end(&process->output);
    if (!process->waited && !wait_for(process))
        return error_set_io(err, "cannot wait for a program");
    *ret_status = process->status;
    return ERROR_NONE;
}

bool
process_said(Process *process, const char *words)
{
    char said[SAID_BYTES + 1];
    ssize_t got = pread(process->said, said, SAID_BYTES, 0);
    said[got < 0 ? 0 : got] = '\0';
    return strstr(said, words) != NULL;
}

void
process_close(Process **process)
{
    Process *closing = *process;
    *process = NULL;
    if (closing == NULL)
        return;
    close_end(&closing->input);
    close_end(&closing->output);
    if (closing->pid > 0 && !closing->waited)
    {
        (void)kill(closing->pid, SIGKILL);
        (void)wait_for(closing);
    }
    close_end(&closing->said);
    free(closing);
}
