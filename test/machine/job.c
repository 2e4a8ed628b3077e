/*
 * job [NAME=VALUE]... -- PROGRAM [ARGUMENT]...: runs one job in the sandbox with these limits and
 * prints its report, a line for each field, and then what it wrote to standard output. For the
 * transcripts of this folder.
 *
 * memory, scratch, out, file: MiB (file: of /data/file, of zeros); processes, processors, seconds;
 * bwrap: a program to take for bubblewrap.
 */
#include "core/text.h"
#include "sandbox/sandbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEBIBYTE ((int64_t)1024 * 1024)

typedef struct Wish
{
    SandboxJob job;
    SandboxFile file;
} Wish;

static ErrorKind
feed_zeros(const SandboxFile *file, void *sink, Error *err)
{
    static const char zeros[65536];
    for (size_t left = file->size; left > 0;)
    {
        size_t some = left < sizeof zeros ? left : sizeof zeros;
        TRY(sandbox_put(sink, zeros, some, err));
        left -= some;
    }
    return ERROR_NONE;
}

/* false: it is none of ours. */
static bool
wish(Wish *wished, const char *name, size_t size, const char *value)
{
    const char *const names[] = {"memory", "scratch", "out", "processes", "processors", "seconds"};
    SandboxLimits *limits = &wished->job.limits;
    int64_t number = strtoll(value, NULL, 10);
    if (size == 5 && memcmp(name, "bwrap", 5) == 0)
        wished->job.parts.bwrap = value;
    else if (size == 4 && memcmp(name, "file", 4) == 0)
        wished->file.size = (size_t)(number * MEBIBYTE);
    else
        for (size_t at = 0;; at++)
        {
            if (at == sizeof names / sizeof *names)
                return false;
            if (strlen(names[at]) != size || memcmp(name, names[at], size) != 0)
                continue;
            int64_t *const amounts[] = {&limits->memory, &limits->scratch, &limits->out};
            if (at < 3)
                *amounts[at] = number * MEBIBYTE;
            else if (at < 5)
                *(at == 3 ? &limits->processes : &limits->processors) = (int)number;
            else
                limits->milliseconds = number * 1000;
            break;
        }
    return true;
}

static ErrorKind
show(void *context, const char *name, int fd, int64_t size, Error *err)
{
    char bytes[4096];
    (void)context;
    (void)size;
    if (!text_equal(name, "stdout.txt"))
        return ERROR_NONE;
    ssize_t got = read(fd, bytes, sizeof bytes);
    if (got < 0)
        return error_set_io(err, "cannot read what it wrote");
    (void)fwrite(bytes, 1, (size_t)got, stdout);
    return ERROR_NONE;
}

static ErrorKind
run(const SandboxJob *job, Error *err)
{
    CLOSES_SANDBOX Sandbox *sandbox = NULL;
    TRY(sandbox_run(job, &sandbox, err));
    const SandboxReport *report = sandbox_report(sandbox);
    (void)printf("end: %s\nlimits: %s\nmemory: %lld MiB\nprocesses: %d\nprocessors: %lld/%lld ms\n",
                 sandbox_end_name(report->end), report->limits,
                 (long long)(report->memory / MEBIBYTE), report->processes,
                 (long long)report->processor_milliseconds, (long long)report->milliseconds);
    return sandbox_visit(sandbox, show, NULL, err);
}

int
main(int argc, char **argv)
{
    Error err = {.kind = ERROR_NONE};
    Wish wished = {.job = {.limits = sandbox_limits()},
                   .file = {.path = "/data/file", .feed = feed_zeros}};
    const char *folder = getenv("BERAAD_TEST_SANDBOX");
    SCRATCH Arena *arena = arena_new("job");
    int at = 1;
    for (; at < argc && !text_equal(argv[at], "--"); at++)
    {
        const char *sign = strchr(argv[at], '=');
        if (sign == NULL || !wish(&wished, argv[at], (size_t)(sign - argv[at]), sign + 1))
            return 64;
    }
    if (at + 1 >= argc || folder == NULL)
        return 64;
    wished.job.arguments = (const char *const *)(void *)(argv + at + 1);
    wished.job.files = &wished.file;
    wished.job.file_count = wished.file.size > 0 ? 1 : 0;
    wished.job.parts.init = arena_print(arena, "%s/beraad-sandbox-init", folder);
    wished.job.parts.selftest = arena_print(arena, "%s/beraad-sandbox-selftest", folder);
    ErrorKind kind = run(&wished.job, &err);
    if (kind != ERROR_NONE)
        (void)fprintf(stderr, "%s\n", err.message);
    return kind == ERROR_NONE ? 0 : 1;
}
