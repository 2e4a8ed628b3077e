/*
 * A terminal of the job's own (a pseudo-terminal), shown on ours. What the researcher types goes in
 * as it is; what the job writes passes screen.c. The job never holds our terminal, so there is
 * nothing it could push characters into (TIOCSTI).
 *
 * Neither side may hold up the supervisor, which has a job to end: what one does not take, a screen
 * that stands still or a job that reads nothing, waits here, and no more is read for it meanwhile.
 *
 * Ours is given back when the job has ended; where we are killed before, by a program that waits
 * for that (restore.h).
 */
#include "sandbox/inner.h"

#include "core/file.h"
#include "core/process.h"
#include "sandbox/restore.h"
#include "sandbox/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum
{
    PASS_BYTES = 4096,
    LAST_LOOKS = 100, /* for what the job wrote at its very end */
    LAST_MILLISECONDS = 10
};

/* Bytes on their way from one side to the other. */
typedef struct Passing
{
    char bytes[PASS_BYTES + SCREEN_SEQUENCE];
    size_t size;
    size_t put;
} Passing;

struct Terminal
{
    int master;
    int slave;
    struct termios before;
    bool raw;
    bool unseen;
    bool input;        /* false: ours has ended, or is not asked */
    int flags;         /* of our output before; -1: it was not touched */
    const char *init;  /* borrowed */
    Process *restorer; /* NULL: none could be started */
    Passing typed;
    Passing shown;
    Screen screen;
};

/* The job's terminal is as large as ours. */
static void
resize(const Terminal *terminal)
{
    if (terminal->unseen)
        return;
    struct winsize size;
    struct winsize now;
    if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0 &&
        ioctl(terminal->master, TIOCGWINSZ, &now) == 0 && memcmp(&size, &now, sizeof size) != 0)
        (void)ioctl(terminal->master, TIOCSWINSZ, &size);
}

static ErrorKind
open_pair(Terminal *terminal, Error *err)
{
    char name[64];
    terminal->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (terminal->master < 0 || grantpt(terminal->master) != 0 || unlockpt(terminal->master) != 0 ||
        ptsname_r(terminal->master, name, sizeof name) != 0)
        return error_set_io(err, "cannot make a terminal");
    terminal->slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal->slave < 0)
        return error_set_io(err, "cannot open the terminal that was made");
    resize(terminal);
    return ERROR_NONE;
}

ErrorKind
sandbox_terminal_check(Error *err)
{
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        return ERROR_NONE;
    return error_set(err, ERROR_USAGE, "an interactive job needs a terminal");
}

ErrorKind
terminal_open(bool unseen, const char *init, Terminal **ret_terminal, Error *err)
{
    *ret_terminal = NULL;
    if (!unseen)
        TRY(sandbox_terminal_check(err));
    CLOSES_TERMINAL Terminal *terminal = calloc(1, sizeof *terminal);
    if (terminal == NULL)
        error_out_of_memory();
    terminal->master = terminal->slave = -1;
    terminal->unseen = unseen;
    terminal->init = init;
    terminal->input = !unseen;
    terminal->flags = -1;
    TRY(open_pair(terminal, err));
    if (!unseen && tcgetattr(STDIN_FILENO, &terminal->before) != 0)
        return error_set_io(err, "cannot read the state of the terminal");
    *ret_terminal = terminal;
    terminal = NULL;
    return ERROR_NONE;
}

int
terminal_slave(const Terminal *terminal)
{
    return terminal->slave;
}

/* No barrier: without it a job runs all the same. */
static void
restorer_begin(Terminal *terminal, const struct termios *raw)
{
    Error unheard;
    bool open = false;
    RestoreTerminal what = {.before = terminal->before, .raw = *raw, .flags = terminal->flags};
    ProcessOptions options = {.arguments =
                                  (const char *const[]){terminal->init, RESTORE_WORD, NULL},
                              .input = -1,
                              .output = STDOUT_FILENO};
    if (process_start(&options, &terminal->restorer, &unheard) == ERROR_NONE)
        (void)!process_put(terminal->restorer, &what, sizeof what, &open, &unheard);
}

static void
restorer_end(Terminal *terminal)
{
    Error unheard;
    bool open = false;
    int status = 0;
    if (terminal->restorer == NULL)
        return;
    (void)!process_put(terminal->restorer, "e", 1, &open, &unheard);
    (void)!process_wait(terminal->restorer, &status, &unheard);
    process_close(&terminal->restorer);
}

void
terminal_begin(Terminal *terminal)
{
    file_close(&terminal->slave);
    if (terminal->unseen)
        return;
    struct termios raw = terminal->before;
    cfmakeraw(&raw);
    terminal->flags = fcntl(STDOUT_FILENO, F_GETFL);
    restorer_begin(terminal, &raw);
    terminal->raw = tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0;
    if (terminal->flags >= 0)
        (void)fcntl(STDOUT_FILENO, F_SETFL, terminal->flags | O_NONBLOCK);
}

/* Some of what is there to be read at `from`; 0: it has ended. */
static size_t
take(int from, char *bytes)
{
    ssize_t got = 0;
    do
        got = read(from, bytes, PASS_BYTES);
    while (got < 0 && errno == EINTR);
    return got < 0 ? 0 : (size_t)got;
}

/* As much as `to` takes now. What a side that is gone does not take is dropped. */
static void
put(Passing *passing, int to)
{
    ssize_t done = write(to, passing->bytes + passing->put, passing->size - passing->put);
    if (done < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    passing->put += done < 0 ? passing->size : (size_t)done;
    if (passing->put >= passing->size)
        passing->size = passing->put = 0;
}

static void
take_shown(Terminal *terminal)
{
    char bytes[PASS_BYTES];
    size_t got = take(terminal->master, bytes);
    size_t size = screen_pass(&terminal->screen, bytes, got, terminal->shown.bytes);
    terminal->shown.size = terminal->unseen ? 0 : size;
}

static void
take_typed(Terminal *terminal)
{
    terminal->typed.size = take(STDIN_FILENO, terminal->typed.bytes);
    terminal->input = terminal->typed.size > 0;
}

/* One look at both sides, and at fd (-1: none), for so long. */
static ErrorKind
look(Terminal *terminal, int fd, int milliseconds, struct pollfd ends[4], Error *err)
{
    bool shows = terminal->shown.size > 0;
    bool types = terminal->typed.size > 0;
    ends[0] = (struct pollfd){fd, POLLIN, 0};
    ends[1] = (struct pollfd){terminal->master, 0, 0};
    ends[1].events = (short)((shows ? 0 : POLLIN) | (types ? POLLOUT : 0));
    ends[2] = (struct pollfd){terminal->input && !types ? STDIN_FILENO : -1, POLLIN, 0};
    ends[3] = (struct pollfd){shows ? STDOUT_FILENO : -1, POLLOUT, 0};
    int found = poll(ends, 4, milliseconds);
    if (found < 0 && errno != EINTR)
        return error_set_io(err, "cannot wait for a job");
    if (found <= 0)
        return ERROR_NONE;
    if (ends[3].revents != 0)
        put(&terminal->shown, STDOUT_FILENO);
    if ((ends[1].revents & (POLLOUT | POLLERR)) != 0 && types)
        put(&terminal->typed, terminal->master);
    if ((ends[1].revents & POLLIN) != 0)
        take_shown(terminal);
    if ((ends[2].revents & (POLLIN | POLLHUP)) != 0)
        take_typed(terminal);
    return ERROR_NONE;
}

ErrorKind
terminal_wait(Terminal *terminal, int fd, int milliseconds, bool *ret_readable, Error *err)
{
    struct pollfd ends[4] = {{.fd = -1}};
    resize(terminal);
    TRY(look(terminal, fd, milliseconds, ends, err));
    *ret_readable = ends[0].revents != 0;
    /* When the job is gone its side is closed: the master tells so for ever, and the end comes. */
    if ((ends[1].revents & (POLLIN | POLLHUP)) == POLLHUP && !*ret_readable)
    {
        struct timespec moment = {0, 5000000};
        (void)nanosleep(&moment, NULL);
    }
    return ERROR_NONE;
}

void
terminal_end(Terminal *terminal)
{
    struct pollfd ends[4] = {{.fd = -1}};
    Error unheard;
    terminal->input = false;
    terminal->typed.size = terminal->typed.put = 0;
    for (int looks = 0; looks < LAST_LOOKS; looks++)
    {
        ErrorKind kind = look(terminal, -1, LAST_MILLISECONDS, ends, &unheard);
        bool more = (ends[1].revents & POLLIN) != 0 || terminal->shown.size > 0;
        if (kind != ERROR_NONE || !more)
            return;
    }
}

void
terminal_close(Terminal **terminal)
{
    Terminal *closing = *terminal;
    *terminal = NULL;
    if (closing == NULL)
        return;
    if (closing->raw)
        (void)tcsetattr(STDIN_FILENO, TCSANOW, &closing->before);
    if (closing->flags >= 0)
        (void)fcntl(STDOUT_FILENO, F_SETFL, closing->flags);
    restorer_end(closing);
    file_close(&closing->master);
    file_close(&closing->slave);
    free(closing);
}
