/*
 * What a sandbox costs: start-up of an empty job against the bare program, the self-test, and
 * reading the data set inside against outside: from a file of FOLDER, which the host has in its
 * page cache, and from the same file in the host's memory (/dev/shm), which is what lies inside.
 * bench-sandbox READER FOLDER; doc/bench.md, part "enclave".
 *
 * Both sides are run in turn, under the same priority and on the same processor, and medians are
 * compared.
 */
#include "sandbox/sandbox.h"

#include "core/file.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum
{
    ROUNDS = 31,
    READ_ROUNDS = 11,
    SELFTEST_ROUNDS = 5,
    RAW_BYTES = 200 * 1000 * 1000,
    CSV_BYTES = 20 * 1000 * 1000
};

static double
now(void)
{
    struct timespec at;
    (void)clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static int
by_size(const void *one, const void *other)
{
    double difference = *(const double *)one - *(const double *)other;
    return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

static double
median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_size);
    return values[count / 2];
}

static _Noreturn void
stop(const Error *err)
{
    (void)fprintf(stderr, "bench-sandbox: %s\n", err->message);
    exit(1);
}

/* Milliseconds of a bare program; its output goes to fd. */
static double
bare(const char *const *arguments, int output)
{
    double since = now();
    pid_t pid = fork();
    if (pid == 0)
    {
        (void)setpriority(PRIO_PROCESS, 0, 10);
        (void)dup2(output, STDOUT_FILENO);
        (void)execv(arguments[0], (char *const *)(uintptr_t)arguments);
        _exit(127);
    }
    int status = 0;
    if (waitpid(pid, &status, 0) != pid || status != 0)
        exit(1);
    return now() - since;
}

static SandboxJob
job_of(const char *const *arguments, const SandboxFile *files, size_t count)
{
    SandboxJob job = {
        .arguments = arguments, .files = files, .file_count = count, .limits = sandbox_limits()};
    job.limits.processors = 1;
    /* Beside this program's own folder, bench/: src/sandbox/. */
    static char paths[2][4096];
    char own[2048];
    ssize_t size = readlink("/proc/self/exe", own, sizeof own - 1);
    own[size < 0 ? 0 : size] = '\0';
    char *slash = strrchr(own, '/');
    if (slash != NULL)
        *slash = '\0';
    (void)snprintf(paths[0], sizeof paths[0], "%s/../src/sandbox/beraad-sandbox-init", own);
    (void)snprintf(paths[1], sizeof paths[1], "%s/../src/sandbox/beraad-sandbox-selftest", own);
    job.parts.init = paths[0];
    job.parts.selftest = paths[1];
    return job;
}

static Sandbox *
sandboxed(const SandboxJob *job)
{
    Error err;
    Sandbox *sandbox = NULL;
    if (sandbox_run(job, &sandbox, &err) != ERROR_NONE)
        stop(&err);
    if (sandbox_report(sandbox)->end != SANDBOX_DONE)
        exit(2);
    return sandbox;
}

static void
measure_start(void)
{
    static const char *const arguments[] = {"/bin/true", NULL};
    double inside[ROUNDS];
    double outside[ROUNDS];
    SandboxJob job = job_of(arguments, NULL, 0);
    for (size_t round = 0; round < ROUNDS; round++)
    {
        outside[round] = bare(arguments, STDOUT_FILENO);
        double since = now();
        CLOSES_SANDBOX Sandbox *sandbox = sandboxed(&job);
        inside[round] = now() - since;
    }
    double one = median(inside, ROUNDS);
    double other = median(outside, ROUNDS);
    (void)printf("start-up of an empty job   %8.1f ms, bare program %.1f ms, above it %.1f ms\n",
                 one, other, one - other);
}

static void
measure_selftest(void)
{
    static const char *const arguments[] = {"/bin/true", NULL};
    double taken[SELFTEST_ROUNDS];
    size_t count = 0;
    SandboxJob job = job_of(arguments, NULL, 0);
    for (size_t round = 0; round < SELFTEST_ROUNDS; round++)
    {
        Error err;
        SCRATCH Arena *arena = arena_new("bench");
        SandboxAttempts attempts;
        double since = now();
        if (sandbox_selftest(arena, &job, &attempts, &err) != ERROR_NONE)
            stop(&err);
        taken[round] = now() - since;
        count = attempts.count;
    }
    (void)printf("self-test, %zu attempts    %7.1f ms\n", count, median(taken, SELFTEST_ROUNDS));
}

/* Milliseconds of a reading, as the reader prints them. */
typedef struct Taken
{
    double wall;
    double processor;
} Taken;

static Taken
taken_parse(const char *text)
{
    char *rest = NULL;
    Taken taken = {.wall = strtod(text, &rest)};
    taken.processor = strtod(rest, NULL);
    return taken;
}

static ErrorKind
take_time(void *context, const char *name, int fd, int64_t size, Error *err)
{
    char text[64] = "";
    (void)size;
    (void)err;
    if (strcmp(name, "stdout.txt") == 0 && read(fd, text, sizeof text - 1) > 0)
        *(Taken *)context = taken_parse(text);
    return ERROR_NONE;
}

static Taken
read_outside(const char *const *arguments)
{
    char text[64] = "";
    int ends[2];
    if (pipe(ends) != 0)
        exit(1);
    (void)bare(arguments, ends[1]);
    if (read(ends[0], text, sizeof text - 1) <= 0)
        exit(1);
    (void)close(ends[0]);
    (void)close(ends[1]);
    return taken_parse(text);
}

/* A reader: its program inside and outside, and what stands between it and the path. */
typedef struct Reader
{
    const char *name;
    const char *inside;
    const char *outside;
    const char *option;
    const char *script;
    size_t bytes;
} Reader;

static const char *const *
arguments_of(Arena *arena, const Reader *reader, const char *program, const char *path)
{
    const char **arguments = arena_take_array(arena, 5, sizeof *arguments);
    size_t count = 0;
    arguments[count++] = program;
    if (reader->option != NULL)
        arguments[count++] = reader->option;
    if (reader->script != NULL)
        arguments[count++] = reader->script;
    arguments[count] = path;
    return arguments;
}

/* Rows of a pseudonym, a year and ten class codes. */
static char *
data_make(Arena *arena, size_t size)
{
    static const char row[] = "3f8e2c1a-9b7d-4e6f-8a1b-2c3d4e5f6a7b,2018,3,1,2,7,4,1,9,2,5,1\n";
    char *data = arena_take(arena, size);
    for (size_t at = 0; at < size; at++)
        data[at] = row[at % (sizeof row - 1)];
    return data;
}

enum
{
    INSIDE,
    PAGES,  /* outside, a file in the page cache */
    MEMORY, /* outside, a file in memory */
    PLACES
};

typedef struct Readings
{
    double wall[PLACES][READ_ROUNDS];
    double processor[PLACES][READ_ROUNDS];
    double filled[READ_ROUNDS];
} Readings;

static void
put(Readings *readings, int place, size_t round, Taken taken)
{
    readings->wall[place][round] = taken.wall;
    readings->processor[place][round] = taken.processor;
}

static void
say(const char *name, const char *what, double values[PLACES][READ_ROUNDS])
{
    double inside = median(values[INSIDE], READ_ROUNDS);
    double pages = median(values[PAGES], READ_ROUNDS);
    double memory = median(values[MEMORY], READ_ROUNDS);
    (void)printf("%-22s %-10s %8.1f ms inside; outside %8.1f ms from a file, ratio %.2f; %8.1f ms "
                 "from memory, ratio %.2f\n",
                 name, what, inside, pages, inside / pages, memory, inside / memory);
}

static void
read_in_turn(const Reader *reader, const SandboxJob *job, const char *const *paths,
             Readings *readings)
{
    Error err;
    SCRATCH Arena *arena = arena_new("bench");
    const char *const *pages = arguments_of(arena, reader, reader->outside, paths[0]);
    const char *const *memory = arguments_of(arena, reader, reader->outside, paths[1]);
    (void)read_outside(pages); /* into the page cache */
    for (size_t round = 0; round < READ_ROUNDS; round++)
    {
        Taken taken = {0, 0};
        put(readings, PAGES, round, read_outside(pages));
        put(readings, MEMORY, round, read_outside(memory));
        double since = now();
        CLOSES_SANDBOX Sandbox *sandbox = sandboxed(job);
        readings->filled[round] = now() - since - (double)sandbox_report(sandbox)->milliseconds;
        if (sandbox_visit(sandbox, take_time, &taken, &err) != ERROR_NONE)
            stop(&err);
        put(readings, INSIDE, round, taken);
    }
}

static void
measure_reading(const Reader *reader, const char *own, const char *folder)
{
    Error err;
    SCRATCH Arena *arena = arena_new("bench");
    char *program = NULL;
    size_t size = 0;
    char *data = data_make(arena, reader->bytes);
    const char *paths[] = {file_join(arena, folder, "bench-sandbox-data"),
                           "/dev/shm/bench-sandbox-data"};
    if (file_read(arena, own, 64 * 1024 * 1024, ERROR_STATE, &program, &size, &err) != ERROR_NONE)
        stop(&err);
    for (size_t at = 0; at < 2; at++)
        if (file_write(paths[at], data, reader->bytes, 0600, &err) != ERROR_NONE)
            stop(&err);
    const SandboxFile files[] = {
        {.path = "/data/data", .from = data, .size = reader->bytes},
        {.path = "/model/reader", .program = true, .from = program, .size = size}};
    SandboxJob job = job_of(arguments_of(arena, reader, reader->inside, "/data/data"), files, 2);
    Readings readings;
    read_in_turn(reader, &job, paths, &readings);
    for (size_t at = 0; at < 2; at++)
        (void)unlink(paths[at]);
    say(reader->name, "wall", readings.wall);
    say(reader->name, "processor", readings.processor);
    (void)printf("%-22s putting %zu MB in %.1f ms\n", reader->name, reader->bytes / 1000000,
                 median(readings.filled, READ_ROUNDS));
}

int
main(int argc, char **argv)
{
    static const char csv[] =
        "import csv, sys, time\n"
        "since = time.monotonic(), time.process_time()\n"
        "rows = sum(len(row) for row in csv.reader(open(sys.argv[1], newline='')))\n"
        "print((time.monotonic() - since[0]) * 1000, (time.process_time() - since[1]) * 1000, "
        "rows)\n";
    cpu_set_t first;
    CPU_ZERO(&first);
    CPU_SET(0, &first);
    if (argc != 3)
        return 64;
    (void)sched_setaffinity(0, sizeof first, &first);
    measure_start();
    measure_selftest();
    const Reader readers[] = {
        {"parsing CSV (Python)", "/usr/bin/python3", "/usr/bin/python3", "-c", csv, CSV_BYTES},
        {"fetching bytes", "/model/reader", argv[1], NULL, NULL, RAW_BYTES},
    };
    for (size_t at = 0; at < sizeof readers / sizeof *readers; at++)
        measure_reading(&readers[at], argv[1], argv[2]);
    return 0;
}
