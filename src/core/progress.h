/*
 * Progress of long work, on standard error.
 *
 * On a terminal one line that is drawn again, with a bar, never wider than the terminal: what goes
 * over its edge could not be drawn again; elsewhere one plain line when a step
 * ends, so that a log stays readable. Quiet (--json, or asked for) shows nothing, and so does a
 * NULL progress. It never shows a data value.
 */
#ifndef BERAAD_CORE_PROGRESS_H
#define BERAAD_CORE_PROGRESS_H

#include "core/display.h"
#include "core/error.h"

#include <stdbool.h>

typedef struct Progress
{
    bool quiet;
    Display display; /* standard error */
    char label[96];
    double begun; /* seconds of the monotonic clock; for display only */
    double drawn;
} Progress;

/* Looks at standard error. */
Progress progress_new(bool quiet);

/* A step begins: "cohort 2012". */
void progress_begin(Progress *progress, const char *format, ...) FORMATS(2, 3);

/* The step goes on under another label, with the clock as it is and nothing printed. */
void progress_label(Progress *progress, const char *format, ...) FORMATS(2, 3);

/* share of the step done, 0 to 1; below 0: not known. Cheap: draws at most ten times a second. */
void progress_at(Progress *progress, double share);

/* The step ended; the words say with what: "96,130 persons". May be empty. */
void progress_end(Progress *progress, const char *format, ...) FORMATS(2, 3);

#endif
