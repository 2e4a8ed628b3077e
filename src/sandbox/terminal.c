/*
 * A terminal of the job's own (a pseudo-terminal), shown on ours. What the researcher types goes in
 * as it is; what the job writes passes screen.c. The job never holds our terminal, so there is
 * nothing it could push characters into (TIOCSTI).
 */
#include "sandbox/inner.h"

#include "core/file.h"
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

struct Terminal
{
    int master;
    int slave;
    struct termios before;
    bool raw;
    bool unseen;
    bool input; /* false: ours has ended, or is not asked */
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
    terminal->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
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
terminal_open(bool unseen, Terminal **ret_terminal, Error *err)
{
    *ret_terminal = NULL;
    if (!unseen && (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)))
        return error_set(err, ERROR_USAGE, "an interactive job needs a terminal");
    CLOSES_TERMINAL Terminal *terminal = calloc(1, sizeof *terminal);
    if (terminal == NULL)
        error_out_of_memory();
    terminal->master = terminal->slave = -1;
    terminal->unseen = unseen;
    terminal->input = !unseen;
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

void
terminal_begin(Terminal *terminal)
{
    file_close(&terminal->slave);
    if (terminal->unseen)
        return;
    struct termios raw = terminal->before;
    cfmakeraw(&raw);
    terminal->raw = tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
}

/* Some of what is there to be read at `from`; 0: it has ended. */
static size_t
some(int from, char *bytes, size_t size)
{
    ssize_t got = 0;
    do
        got = read(from, bytes, size);
    while (got < 0 && errno == EINTR);
    return got < 0 ? 0 : (size_t)got;
}

static ErrorKind
pass(Terminal *terminal, bool typed, bool shown, Error *err)
{
    char bytes[4096];
    char clean[sizeof bytes + SCREEN_SEQUENCE];
    if (shown)
    {
        size_t got = some(terminal->master, bytes, sizeof bytes);
        size_t size = screen_pass(&terminal->screen, bytes, got, clean);
        if (size > 0 && !terminal->unseen)
            TRY(file_put(STDOUT_FILENO, clean, size, err));
    }
    if (typed)
    {
        size_t got = some(STDIN_FILENO, bytes, sizeof bytes);
        terminal->input = got > 0;
        if (got > 0)
            TRY(file_put(terminal->master, bytes, got, err));
    }
    return ERROR_NONE;
}

ErrorKind
terminal_wait(Terminal *terminal, int fd, int milliseconds, bool *ret_readable, Error *err)
{
    struct pollfd ends[3] = {{fd, POLLIN, 0},
                             {terminal->master, POLLIN, 0},
                             {terminal->input ? STDIN_FILENO : -1, POLLIN, 0}};
    resize(terminal);
    int found = poll(ends, 3, milliseconds);
    if (found < 0 && errno != EINTR)
        return error_set_io(err, "cannot wait for a job");
    *ret_readable = found > 0 && ends[0].revents != 0;
    if (found <= 0)
        return ERROR_NONE;
    /* When the job is gone its side is closed: the master tells so for ever, and the end comes. */
    bool shown = (ends[1].revents & POLLIN) != 0;
    if (!shown && (ends[1].revents & POLLHUP) != 0 && !*ret_readable)
    {
        struct timespec moment = {0, 5000000};
        (void)nanosleep(&moment, NULL);
    }
    return pass(terminal, (ends[2].revents & (POLLIN | POLLHUP)) != 0, shown, err);
}

void
terminal_close(Terminal **terminal)
{
    Terminal *closing = *terminal;
    *terminal = NULL;
    if (closing == NULL)
        return;
    if (closing->raw)
        (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &closing->before);
    file_close(&closing->master);
    file_close(&closing->slave);
    free(closing);
}
