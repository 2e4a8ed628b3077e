/*
 * Loaded before the C library (LD_PRELOAD): the time of day is CLOCK_AT, in seconds since 1970 UTC,
 * and from the CLOCK_READ-th reading on CLOCK_THEN. The program reads it by time(2) when it starts,
 * and again where an act may go past a date.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

static long long
number(const char *name, long long otherwise)
{
    const char *text = getenv(name);
    return text == NULL ? otherwise : strtoll(text, NULL, 10);
}

time_t
time(time_t *ret_time)
{
    static long long readings = 0;
    readings++;
    bool then = readings >= number("CLOCK_READ", readings + 1);
    time_t now = (time_t)number(then ? "CLOCK_THEN" : "CLOCK_AT", 0);
    if (ret_time != NULL)
        *ret_time = now;
    return now;
}
