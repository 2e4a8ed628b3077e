/*
 * A job for tests: small limits, and the parts of this build (BERAAD_TEST_SANDBOX is their folder).
 */
#ifndef BERAAD_TEST_UNIT_SANDBOX_FIXTURE_H
#define BERAAD_TEST_UNIT_SANDBOX_FIXTURE_H

#include "sandbox/sandbox.h"

/* 256 MiB of memory, 8 MiB of scratch and of output, 50 files, 16 processes, 1 processor, 20 s. */
SandboxJob job_small(const char *const *arguments);

/* Runs "/bin/sh -c script" in the job's configuration; it must run. */
Sandbox *run_shell(SandboxJob job, const char *script);

/* As run_shell, with /usr/bin/python3 -c. */
Sandbox *run_python(SandboxJob job, const char *script);

/* The bytes of a file that a job left, with a zero byte behind them; NULL: it left none of that
 * name. Lives until the next call. */
const char *left(const Sandbox *sandbox, const char *name);

/* Processes of this host whose command line holds `words`. */
int running(const char *words);

#endif
