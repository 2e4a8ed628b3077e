/*
 * What the parts of the first process of a sandbox share (init.c): how the job begins (begin.c) and
 * how it is looked at (look.c). They stand alone, as note.h says.
 */
#ifndef BERAAD_SANDBOX_FIRST_H
#define BERAAD_SANDBOX_FIRST_H

#include "sandbox/note.h"

#include <stdbool.h>

/* What it is told, by name (NOTE_LIMITS). */
typedef struct Limits
{
#define X(name) int64_t name;
    NOTE_LIMITS
#undef X
} Limits;

/* false: a test build leaves this barrier out, to see the self-test fail
 * (test/unit/sandbox/meson.build). */
bool stands(const char *barrier);

/* Tells the supervisor, by way of bubblewrap's standard error, and ends the sandbox. */
_Noreturn void give_up(const char *what);

/* Becomes the first process of the job. `absent` is written to where the program cannot be run. */
_Noreturn void job_begin(const Limits *limits, char **arguments, int absent);

typedef struct Tally
{
    int64_t memory; /* bytes */
    int32_t processes;
} Tally;

/* All processes but ourselves. exact: what several share is counted once (Pss), where the process
 * lets itself be looked at; else resident memory, never less. */
Tally tally_take(bool exact);

/* One look at the job, which began at `since`: is it within its limits? The highest that is seen is
 * kept in the note. */
NoteReason look(const Limits *limits, int64_t since, Note *note);

/* Of a clock that only goes forward. */
int64_t now_milliseconds(void);

#endif
