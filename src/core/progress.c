#include "core/progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define BAR_WIDTH 24
#define REDRAW_SECONDS 0.1

static double
monotonic_seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

Progress
progress_new(bool quiet)
{
    Progress progress = {.quiet = quiet, .terminal = isatty(STDERR_FILENO) == 1};
    progress.colour = progress.terminal && getenv("NO_COLOR") == NULL;
    return progress;
}

static void
draw(Progress *progress, double share)
{
    char bar[BAR_WIDTH + 1];
    double elapsed = monotonic_seconds() - progress->begun;
    int filled = (int)(share * BAR_WIDTH + 0.5);
    for (int at = 0; at < BAR_WIDTH; at++)
        bar[at] = at < filled ? '#' : '.';
    bar[BAR_WIDTH] = '\0';
    const char *on = progress->colour ? "\033[32m" : "";
    const char *off = progress->colour ? "\033[0m" : "";
    if (share < 0)
        (void)fprintf(stderr, "\r\033[K  %-40s %6.1f s", progress->label, elapsed);
    else
        (void)fprintf(stderr, "\r\033[K  %-40s [%s%s%s] %3.0f %% %6.1f s", progress->label, on, bar,
                      off, share * 100, elapsed);
    (void)fflush(stderr);
}

void
progress_begin(Progress *progress, const char *format, ...)
{
    if (progress == NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(progress->label, sizeof progress->label, format, arguments);
    va_end(arguments);
    progress->begun = monotonic_seconds();
    progress->drawn = progress->begun;
    if (!progress->quiet && progress->terminal)
        draw(progress, 0);
}

void
progress_label(Progress *progress, const char *format, ...)
{
    if (progress == NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(progress->label, sizeof progress->label, format, arguments);
    va_end(arguments);
}

void
progress_at(Progress *progress, double share)
{
    double now = monotonic_seconds();
    if (progress == NULL || progress->quiet || !progress->terminal ||
        now - progress->drawn < REDRAW_SECONDS)
        return;
    progress->drawn = now;
    draw(progress, share > 1 ? 1 : share);
}

void
progress_end(Progress *progress, const char *format, ...)
{
    if (progress == NULL)
        return;
    char outcome[160];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(outcome, sizeof outcome, format, arguments);
    va_end(arguments);
    if (progress->quiet)
        return;
    /* Seconds only where a person watches: a log that is compared should not change from run to
     * run. */
    if (progress->terminal)
        (void)fprintf(stderr, "\r\033[K  %-40s %-32s %6.1f s\n", progress->label, outcome,
                      monotonic_seconds() - progress->begun);
    else if (outcome[0] != '\0')
        (void)fprintf(stderr, "  %-40s %s\n", progress->label, outcome);
    else
        (void)fprintf(stderr, "  %s\n", progress->label);
}
