#include "fixture.h"

#include "core/text.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmocka_all.h"

static const char *
part(const char *name)
{
    static char paths[2][1024];
    static int at = 0;
    const char *folder = getenv("BERAAD_TEST_SANDBOX");
    assert_non_null(folder);
    at = 1 - at;
    assert_true(snprintf(paths[at], sizeof paths[at], "%s/%s", folder, name) > 0);
    return paths[at];
}

SandboxJob
job_small(const char *const *arguments)
{
    const int64_t mebibyte = 1024 * 1024;
    return (SandboxJob){.arguments = arguments,
                        .limits = {.memory = 256 * mebibyte,
                                   .scratch = 8 * mebibyte,
                                   .out = 8 * mebibyte,
                                   .files = 50,
                                   .processes = 16,
                                   .processors = 1,
                                   .milliseconds = 20000},
                        .parts = {.init = part("beraad-sandbox-init"),
                                  .selftest = part("beraad-sandbox-selftest")}};
}

static Sandbox *
run(SandboxJob *job)
{
    Error err = {.kind = ERROR_NONE};
    Sandbox *sandbox = NULL;
    if (sandbox_run(job, &sandbox, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return sandbox;
}

Sandbox *
run_shell(SandboxJob job, const char *script)
{
    const char *const arguments[] = {"/bin/sh", "-c", script, NULL};
    job.arguments = arguments;
    return run(&job);
}

Sandbox *
run_python(SandboxJob job, const char *script)
{
    const char *const arguments[] = {"/usr/bin/python3", "-c", script, NULL};
    job.arguments = arguments;
    return run(&job);
}

typedef struct Wanted
{
    const char *name;
    bool found;
    char bytes[65536];
} Wanted;

static ErrorKind
want(void *context, const char *name, int fd, int64_t size, Error *err)
{
    Wanted *wanted = context;
    (void)err;
    if (!text_equal(name, wanted->name))
        return ERROR_NONE;
    ssize_t got = read(fd, wanted->bytes, sizeof wanted->bytes - 1);
    assert_true(got >= 0);
    assert_true(got == size || size >= (int64_t)sizeof wanted->bytes);
    wanted->bytes[got] = '\0';
    wanted->found = true;
    return ERROR_NONE;
}

const char *
left(const Sandbox *sandbox, const char *name)
{
    static Wanted wanted;
    Error err = {.kind = ERROR_NONE};
    wanted = (Wanted){.name = name};
    assert_int_equal(sandbox_visit(sandbox, want, &wanted, &err), ERROR_NONE);
    return wanted.found ? wanted.bytes : NULL;
}

static bool
says(const char *process, const char *words)
{
    char path[300];
    char line[8192];
    (void)snprintf(path, sizeof path, "/proc/%s/cmdline", process);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, line, sizeof line);
    if (fd >= 0)
        (void)close(fd);
    return got > 0 && memmem(line, (size_t)got, words, strlen(words)) != NULL;
}

int
running(const char *words)
{
    int found = 0;
    DIR *proc = opendir("/proc");
    assert_non_null(proc);
    for (struct dirent *entry = readdir(proc); entry != NULL; entry = readdir(proc))
        found += entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && says(entry->d_name, words);
    (void)closedir(proc);
    return found;
}
