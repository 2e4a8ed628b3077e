/*
 * The self-test, seen from outside: runs attempt/ in the job's configuration, and then what only a
 * sandbox can end, each with small limits of the kind that must end it.
 */
#include "sandbox/inner.h"

#include "core/text.h"
#include "sandbox/trial.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum
{
    REPORT_BYTES = 256 * 1024,
    TRIAL_MILLISECONDS = 20000 /* nothing waits that long: a self-test takes a second */
};

static const char mark[] = "a marked file of the self-test\n";

typedef struct Testing
{
    Arena *arena;
    const SandboxJob *job;
    SandboxParts parts;
    FileList files;
    SandboxAttempts *attempts;
} Testing;

static void
add(Testing *testing, SandboxAttempt attempt)
{
    *LIST_ADD(testing->arena, testing->attempts) = attempt;
}

/* Marked files of the job's paths, one that the attempts know by name, and the program. */
static ErrorKind
files_mark(Testing *testing, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    for (size_t at = 0; at < testing->job->file_count && at < SANDBOX_FILES_MAX - 2; at++)
        *LIST_ADD(testing->arena, &testing->files) = (SandboxFile){
            .path = testing->job->files[at].path, .from = mark, .size = sizeof mark - 1};
    *LIST_ADD(testing->arena, &testing->files) =
        (SandboxFile){.path = "/data/selftest", .from = mark, .size = sizeof mark - 1};
    TRY(part_read(testing->arena, testing->parts.selftest, &bytes, &size, err));
    *LIST_ADD(testing->arena, &testing->files) =
        (SandboxFile){.path = PLACE_SELFTEST, .program = true, .from = bytes, .size = size};
    return ERROR_NONE;
}

static SandboxJob
job_like(const Testing *testing, const char *const *arguments)
{
    SandboxJob job = *testing->job;
    job.arguments = arguments;
    job.files = testing->files.items;
    job.file_count = testing->files.count;
    job.unseen = true;
    job.may = NULL;
    if (job.limits.milliseconds > TRIAL_MILLISECONDS)
        job.limits.milliseconds = TRIAL_MILLISECONDS;
    return job;
}

/* The next field of a line, ended by a tab or the line's end; NULL: there is none. */
static char *
field(char **at)
{
    char *begin = *at;
    if (begin == NULL)
        return NULL;
    size_t size = strcspn(begin, "\t");
    *at = begin[size] == '\t' ? begin + size + 1 : NULL;
    begin[size] = '\0';
    return begin;
}

/* One line of the report; true: it is the last one, and says as many as there were. */
static bool
line_take(Testing *testing, char *line)
{
    char *at = line;
    const char *name = field(&at);
    const char *barrier = field(&at);
    const char *result = field(&at);
    const char *found = field(&at);
    if (result == NULL && barrier != NULL && text_equal(name, "end"))
        return strtoull(barrier, NULL, 10) == testing->attempts->count;
    if (found != NULL)
        add(testing,
            (SandboxAttempt){arena_copy_text(testing->arena, name),
                             arena_copy_text(testing->arena, barrier), text_equal(result, "held"),
                             arena_copy_text(testing->arena, found)});
    return false;
}

/* What the visit of the first run's output finds. */
typedef struct Seen
{
    Testing *testing;
    bool complete;
    bool links;
} Seen;

static ErrorKind
see(void *context, const char *name, int fd, int64_t size, Error *err)
{
    Seen *seen = context;
    (void)size;
    if (text_equal(name, "link") || text_equal(name, "one") || text_equal(name, "other"))
        seen->links = true;
    if (!text_equal(name, "attempts.tsv"))
        return ERROR_NONE;
    char *bytes = arena_take(seen->testing->arena, REPORT_BYTES);
    ssize_t got = read(fd, bytes, REPORT_BYTES - 1);
    if (got < 0)
        return error_set_io(err, "self-test: cannot read its report");
    for (char *line = bytes; *line != '\0';)
    {
        size_t length = strcspn(line, "\n");
        bool more = line[length] == '\n';
        line[length] = '\0';
        seen->complete = line_take(seen->testing, line);
        line += length + (more ? 1 : 0);
    }
    return ERROR_NONE;
}

static ErrorKind
try_from_inside(Testing *testing, Error *err)
{
    CLOSES_TRIAL Trial trial = {.listener = -1, .abstract = -1};
    CLOSES_SANDBOX Sandbox *sandbox = NULL;
    TRY(trial_open(&trial, err));
    SandboxJob job =
        job_like(testing, trial_arguments(testing->arena, &trial, testing->job, PLACE_SELFTEST));
    TRY(sandbox_run(&job, &sandbox, err));
    const SandboxReport *report = sandbox_report(sandbox);
    /* A process that was left behind writes all the time: its file has grown when it is opened. */
    struct timespec moment = {0, 20000000};
    (void)nanosleep(&moment, NULL);
    Seen seen = {.testing = testing};
    ErrorKind kind = sandbox_visit(sandbox, see, &seen, err);
    if (report->end != SANDBOX_DONE || !seen.complete)
        return error_set(err, ERROR_STATE, "self-test: it did not come to its end ('%s')",
                         sandbox_end_name(report->end));
    add(testing, (SandboxAttempt){"leave a process behind", "end of the process namespace",
                                  kind == ERROR_NONE && report->survivors > 0,
                                  kind == ERROR_NONE ? "it was killed" : "it goes on"});
    add(testing, (SandboxAttempt){"give out a link or a second name", "output by descriptor",
                                  !seen.links && report->refused == 3,
                                  !seen.links ? "it was left" : "it came out"});
    return ERROR_NONE;
}

/* A run that only the sandbox can end. */
typedef struct Endless
{
    const char *name;
    const char *barrier;
    const char *argument;
    SandboxEnd end; /* what must have ended it */
} Endless;

static ErrorKind
try_endless(Testing *testing, const Endless *endless, Error *err)
{
    const char *const arguments[] = {PLACE_SELFTEST, endless->argument, NULL};
    CLOSES_SANDBOX Sandbox *sandbox = NULL;
    SandboxJob job = job_like(testing, arguments);
    if (endless->end == SANDBOX_TIME)
        job.limits.milliseconds = 200;
    if (endless->end == SANDBOX_CROWDED)
        job.limits.files = 100;
    if (endless->end == SANDBOX_MEMORY)
        job.limits.memory = (int64_t)64 * 1024 * 1024;
    TRY(sandbox_run(&job, &sandbox, err));
    SandboxEnd end = sandbox_report(sandbox)->end;
    add(testing,
        (SandboxAttempt){endless->name, endless->barrier, end == endless->end,
                         arena_print(testing->arena, "it ended with '%s'", sandbox_end_name(end))});
    return ERROR_NONE;
}

/* Names the first attempt that was not held; all are in the list. */
static ErrorKind
conclude(const SandboxAttempts *attempts, Error *err)
{
    const SandboxAttempt *first = NULL;
    size_t open = 0;
    for (size_t at = attempts->count; at > 0; at--)
        if (!attempts->items[at - 1].held)
        {
            first = &attempts->items[at - 1];
            open++;
        }
    if (first == NULL)
        return ERROR_NONE;
    return error_set(err, ERROR_STATE,
                     "the sandbox does not hold: '%s' was not stopped by '%s' (%s), %zu of %zu "
                     "attempts were not",
                     first->name, first->barrier, first->found, open, attempts->count);
}

ErrorKind
sandbox_selftest(Arena *arena, const SandboxJob *job, SandboxAttempts *ret_attempts, Error *err)
{
    static const Endless endless[] = {
        {"fork without end", "time limit", "alone=bomb", SANDBOX_TIME},
        {"make files without end", "watch on files", "alone=files", SANDBOX_CROWDED},
        {"take memory in many processes", "watch on memory", "alone=memory", SANDBOX_MEMORY},
    };
    *ret_attempts = (SandboxAttempts){.count = 0};
    Testing testing = {.arena = arena, .job = job, .attempts = ret_attempts};
    SandboxHost host;
    TRY(sandbox_host(arena, &job->parts, &host, err));
    TRY(parts_find(arena, &job->parts, &testing.parts, err));
    TRY(files_mark(&testing, err));
    TRY(try_from_inside(&testing, err));
    for (size_t at = 0; at < sizeof endless / sizeof *endless; at++)
        TRY(try_endless(&testing, &endless[at], err));
    return conclude(ret_attempts, err);
}
