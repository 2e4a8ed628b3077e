/*
 * What the self-test aims at: marks on the host that a process outside a sandbox reaches easily.
 * None of them outlives this process, also when it is killed.
 */
#ifndef BERAAD_SANDBOX_TRIAL_H
#define BERAAD_SANDBOX_TRIAL_H

#include "sandbox/sandbox.h"

typedef struct Trial
{
    int listener;  /* on a TCP port of 127.0.0.1 */
    int abstract;  /* on an abstract socket */
    void *segment; /* a System V shared memory segment, listed as long as it is attached */
    int segment_id;
    char name[64]; /* of the abstract socket */
} Trial;

/* Lays the marks out. */
ErrorKind trial_open(Trial *ret_trial, Error *err) MUST_CHECK;

/* The arguments of beraad-sandbox-selftest for a job of these tools and limits, NULL-ended; the
 * first is `program`. */
const char *const *trial_arguments(Arena *arena, const Trial *trial, const SandboxJob *job,
                                   const char *program);

void trial_close(Trial *trial);
#define CLOSES_TRIAL __attribute__((cleanup(trial_close)))

#endif
