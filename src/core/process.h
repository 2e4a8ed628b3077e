/*
 * Another program, run with exactly these arguments: no shell, no inherited descriptor, an
 * environment of PATH and LC_ALL=C only, default signals. What it says on standard error is kept
 * (bounded) for the one who asks, never shown by itself.
 */
#ifndef BERAAD_CORE_PROCESS_H
#define BERAAD_CORE_PROCESS_H

#include "core/arena.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct ProcessOptions
{
    const char *const
        *arguments; /* NULL-ended; the first is the program, found along PATH unless it has a '/' */
    int input;      /* descriptor for its standard input; -1: process_put feeds it */
    int output;     /* descriptor for its standard output; -1: process_get reads it */
} ProcessOptions;

typedef struct Process Process;

/* Starts it. ERROR_STATE where the program is not installed. The descriptors given stay the
 * caller's. */
ErrorKind process_start(const ProcessOptions *options, Process **ret_process,
                        Error *err) MUST_CHECK;

/* All size bytes to its standard input. *ret_open false: it reads no more (it ended, most likely):
 * not an error here, process_wait says why. */
ErrorKind process_put(Process *process, const void *bytes, size_t size, bool *ret_open,
                      Error *err) MUST_CHECK;

/* Up to size bytes of its standard output; *ret_got is 0 at the end. */
ErrorKind process_get(Process *process, void *bytes, size_t size, size_t *ret_got,
                      Error *err) MUST_CHECK;

/* Closes its input and output and waits. *ret_status: its exit status; 128 and the signal's number
 * where a signal ended it. */
ErrorKind process_wait(Process *process, int *ret_status, Error *err) MUST_CHECK;

/* Does the first part of its standard error hold these words? After process_wait. */
bool process_said(Process *process, const char *words);

/* Ends it (SIGKILL) if it still runs, waits, frees. */
void process_close(Process **process);
#define CLOSES_PROCESS __attribute__((cleanup(process_close)))

#endif
