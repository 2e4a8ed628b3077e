/*
 * Preloaded into bubblewrap by barrier.py: no_new_privs, for which bubblewrap has no argument, is
 * said to be set and is not.
 */
#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int
prctl(int option, ...)
{
    unsigned long given[4];
    va_list arguments;
    va_start(arguments, option);
    for (int at = 0; at < 4; at++)
        given[at] = va_arg(arguments, unsigned long);
    va_end(arguments);
    if (option == PR_SET_NO_NEW_PRIVS)
        return 0;
    return (int)syscall(SYS_prctl, option, given[0], given[1], given[2], given[3]);
}
