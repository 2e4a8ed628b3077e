#include "sandbox/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* All size bytes; fewer: the pipe has ended. */
static bool
get(void *bytes, size_t size)
{
    char *at = bytes;
    while (size > 0)
    {
        ssize_t got = read(STDIN_FILENO, at, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

/* By parts and flags: what is between them in the structure says nothing. */
static bool
is_as(const struct termios *one, const struct termios *other)
{
    return one->c_iflag == other->c_iflag && one->c_oflag == other->c_oflag &&
           one->c_cflag == other->c_cflag && one->c_lflag == other->c_lflag &&
           memcmp(one->c_cc, other->c_cc, sizeof one->c_cc) == 0;
}

/* A shell that took the terminal meanwhile has set it for itself. */
static void
give_back(const RestoreTerminal *terminal)
{
    struct termios now;
    if (tcgetattr(STDOUT_FILENO, &now) == 0 && is_as(&now, &terminal->raw))
        (void)tcsetattr(STDOUT_FILENO, TCSANOW, &terminal->before);
    /* The supervisor had made it such that a screen that stands still holds nobody up. */
    ssize_t put = write(STDOUT_FILENO, SANDBOX_SCREEN_RESET, sizeof SANDBOX_SCREEN_RESET - 1);
    (void)put;
    if (terminal->flags >= 0)
        (void)fcntl(STDOUT_FILENO, F_SETFL, terminal->flags);
}

int
restore(void)
{
    /* What ends the supervisor's group does not end this; nor does a terminal that belongs to the
     * shell again stop it. */
    static const int unheard[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTTOU, SIGTSTP, SIGPIPE};
    RestoreTerminal terminal;
    char told;
    for (size_t at = 0; at < sizeof unheard / sizeof *unheard; at++)
        (void)signal(unheard[at], SIG_IGN);
    if (get(&terminal, sizeof terminal) && !get(&told, 1))
        give_back(&terminal);
    return 0;
}
