#include "core/interrupt.h"

#include <signal.h>
#include <stddef.h>

static const int signals[] = {SIGHUP, SIGINT, SIGTERM};

/* Those that are not ignored (nohup, a shell's background): blocked, they would wait too. */
static sigset_t
signal_set(void)
{
    sigset_t set;
    (void)sigemptyset(&set);
    for (size_t at = 0; at < sizeof signals / sizeof *signals; at++)
    {
        struct sigaction now;
        if (sigaction(signals[at], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
            (void)sigaddset(&set, signals[at]);
    }
    return set;
}

void
interrupt_hold(void)
{
    sigset_t set = signal_set();
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
}

bool
interrupt_asked(void)
{
    sigset_t set = signal_set();
    sigset_t waiting;
    (void)sigemptyset(&waiting);
    (void)sigpending(&waiting);
    for (size_t at = 0; at < sizeof signals / sizeof *signals; at++)
        if (sigismember(&set, signals[at]) == 1 && sigismember(&waiting, signals[at]) == 1)
            return true;
    return false;
}

void
interrupt_release(void)
{
    sigset_t set = signal_set();
    (void)sigprocmask(SIG_UNBLOCK, &set, NULL);
}
