#include "core/progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define BAR_WIDTH 24
#define LABEL_WIDTH 40
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
    return (Progress){.quiet = quiet, .display = display_of(STDERR_FILENO)};
}

/* Columns of the label, so that the line with its bar stays clear of the edge. */
static size_t
label_room(const Progress *progress)
{
    size_t rest = sizeof "  " - 1 + BAR_WIDTH + sizeof " [] 100 % 12345.6 s" - 1;
    size_t room = progress->display.row > rest ? progress->display.row - rest - 1 : 0;
    return room < LABEL_WIDTH ? room : LABEL_WIDTH;
}

/* The label in exactly so many columns, cut where it is longer. */
static void
show_label(const Progress *progress, size_t room)
{
    size_t wide = 0;
    for (const char *at = progress->label; *at != '\0'; at++)
    {
        bool begins = ((unsigned char)*at & 0xc0) != 0x80;
        if (begins && wide++ == room)
            return;
        (void)fputc(*at, stderr);
    }
    for (; wide < room; wide++)
        (void)fputc(' ', stderr);
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
    const char *on = progress->display.colour ? "\033[32m" : "";
    const char *off = progress->display.colour ? "\033[0m" : "";
    (void)fprintf(stderr, "\r\033[K  ");
    show_label(progress, label_room(progress));
    if (share < 0)
        (void)fprintf(stderr, " %6.1f s", elapsed);
    else
        (void)fprintf(stderr, " [%s%s%s] %3.0f %% %6.1f s", on, bar, off, share * 100, elapsed);
    (void)fflush(stderr);
}

static void FORMATS(2, 0) set_label(Progress *progress, const char *format, va_list arguments)
{
    (void)vsnprintf(progress->label, sizeof progress->label, format, arguments);
}

void
progress_begin(Progress *progress, const char *format, ...)
{
    if (progress == NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    set_label(progress, format, arguments);
    va_end(arguments);
    progress->begun = monotonic_seconds();
    progress->drawn = progress->begun;
    if (!progress->quiet && progress->display.terminal)
        draw(progress, 0);
}

void
progress_label(Progress *progress, const char *format, ...)
{
    if (progress == NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    set_label(progress, format, arguments);
    va_end(arguments);
}

void
progress_at(Progress *progress, double share)
{
    double now = monotonic_seconds();
    if (progress == NULL || progress->quiet || !progress->display.terminal ||
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
    if (progress->display.terminal)
        (void)fprintf(stderr, "\r\033[K  %-*s %-32s %6.1f s\n", (int)label_room(progress),
                      progress->label, outcome, monotonic_seconds() - progress->begun);
    else if (outcome[0] != '\0')
        (void)fprintf(stderr, "  %-*s %s\n", LABEL_WIDTH, progress->label, outcome);
    else
        (void)fprintf(stderr, "  %s\n", progress->label);
}
