/*
 * From a job to what the sandbox is given: its files, its tools, its command. Inner to enclave/.
 */
#ifndef BERAAD_ENCLAVE_LAUNCH_H
#define BERAAD_ENCLAVE_LAUNCH_H

#include "enclave/dataset.h"
#include "enclave/import.h"
#include "enclave/job.h"

/* Everything open that the sandbox reads from while it is filled. */
typedef struct Launch
{
    Dataset *dataset;
    Imports *imports;
    SandboxJob job; /* lives in the arena given to launch_open, and borrows both */
} Launch;

/* Whether the word names a script that none of the imports holds, as far as that can be told while
 * their names are sealed: there are none. ERROR_USAGE. */
ErrorKind launch_check(Arena *arena, const JobInput *input, Error *err) MUST_CHECK;

/* Opens data set and imports and puts the job together. Errors as job_run. */
ErrorKind launch_open(Arena *arena, const JobInput *input, Launch *ret_launch,
                      Error *err) MUST_CHECK;
void launch_close(Launch *launch);
#define CLOSES_LAUNCH __attribute__((cleanup(launch_close)))

#endif
