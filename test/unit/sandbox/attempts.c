/*
 * attempts BWRAP INIT: runs the self-test with these parts and prints each attempt, tab-separated:
 * name, barrier, "held" or "open", what was found. Exit status 0: all held; 1: not; 2: it did not
 * come to its end. For barrier.py, which takes barriers away. Without arguments it prints which
 * limits are in force here.
 */
#include "fixture.h"

#include <stdio.h>

static int
limits_print(Arena *arena, const SandboxJob *job)
{
    Error err;
    SandboxHost host;
    if (sandbox_host(arena, &job->parts, &host, &err) != ERROR_NONE)
        return 2;
    (void)puts(host.limits);
    return 0;
}

int
main(int argc, char **argv)
{
    Error err = {.kind = ERROR_NONE};
    SCRATCH Arena *arena = arena_new("attempts");
    SandboxAttempts attempts = {.count = 0};
    const char *const arguments[] = {"true", NULL};
    SandboxJob job = job_small(arguments);
    if (argc == 1)
        return limits_print(arena, &job);
    if (argc != 3)
        return 64;
    job.parts.bwrap = argv[1];
    job.parts.init = argv[2];
    ErrorKind kind = sandbox_selftest(arena, &job, &attempts, &err);
    for (size_t at = 0; at < attempts.count; at++)
        (void)printf("%s\t%s\t%s\t%s\n", attempts.items[at].name, attempts.items[at].barrier,
                     attempts.items[at].held ? "held" : "open", attempts.items[at].found);
    if (kind != ERROR_NONE)
        (void)fprintf(stderr, "%s\n", err.message);
    return kind == ERROR_NONE ? 0 : attempts.count > 130 ? 1 : 2;
}
