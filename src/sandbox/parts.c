/*
 * Where the programs are that a sandbox is made of, and whether a job can be at all.
 */
#include "sandbox/inner.h"

#include "core/file.h"
#include "core/text.h"

#include <string.h>
#include <unistd.h>

enum
{
    PART_BYTES = 64 * 1024 * 1024 /* the largest of our own programs */
};

/* Ours lie beside the running program (in a build folder) or where they are installed. */
static const char *
part_find(Arena *arena, const char *name)
{
    static const char *const folders[] = {"sandbox", "../libexec/beraad"};
    char path[4096];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
    path[size < 0 ? 0 : size] = '\0';
    char *slash = strrchr(path, '/');
    if (slash == NULL)
        return NULL;
    *slash = '\0';
    for (size_t at = 0; at < sizeof folders / sizeof *folders; at++)
    {
        const char *found = arena_print(arena, "%s/%s/%s", path, folders[at], name);
        if (access(found, R_OK) == 0)
            return found;
    }
    return NULL;
}

static ErrorKind
part_check(const char *path, const char *name, const char *hint, Error *err)
{
    if (path != NULL && access(path, R_OK) == 0)
        return ERROR_NONE;
    (void)error_set(err, ERROR_STATE, "the sandbox lacks its part '%s'", name);
    return error_hint(err, "%s", hint);
}

ErrorKind
parts_find(Arena *arena, const SandboxParts *given, SandboxParts *ret_parts, Error *err)
{
    *ret_parts = *given;
    /* A fixed path and not PATH: what builds the barriers is not looked for in strange places. */
    if (ret_parts->bwrap == NULL)
        ret_parts->bwrap =
            access("/usr/bin/bwrap", X_OK) == 0 ? "/usr/bin/bwrap" : "/usr/local/bin/bwrap";
    if (ret_parts->init == NULL)
        ret_parts->init = part_find(arena, "beraad-sandbox-init");
    if (ret_parts->selftest == NULL)
        ret_parts->selftest = part_find(arena, "beraad-sandbox-selftest");
    TRY(part_check(ret_parts->bwrap, "bwrap", "on Debian: apt install bubblewrap", err));
    TRY(part_check(ret_parts->init, "beraad-sandbox-init", "install beraad anew", err));
    return part_check(ret_parts->selftest, "beraad-sandbox-selftest", "install beraad anew", err);
}

ErrorKind
part_read(Arena *arena, const char *path, char **ret_bytes, size_t *ret_size, Error *err)
{
    return file_read(arena, path, PART_BYTES, ERROR_STATE, ret_bytes, ret_size, err);
}

/* Absolute, without an empty part, "." or "..". */
static bool
path_plain(const char *path)
{
    if (path == NULL || path[0] != '/' || path[1] == '\0' || strlen(path) > 1024)
        return false;
    for (const char *part = path + 1;; part++)
    {
        size_t size = strcspn(part, "/");
        if (size == 0 || (size == 1 && part[0] == '.') ||
            (size == 2 && part[0] == '.' && part[1] == '.'))
            return false;
        part += size;
        if (*part == '\0')
            return true;
    }
}

static ErrorKind
files_check(const SandboxJob *job, Error *err)
{
    if (job->file_count > SANDBOX_FILES_MAX)
        return error_set(err, ERROR_USAGE, "a job sees at most %d files, here are %zu",
                         SANDBOX_FILES_MAX, job->file_count);
    for (size_t at = 0; at < job->file_count; at++)
        if (!path_plain(job->files[at].path))
            return error_set(err, ERROR_USAGE, "file %zu of the job: not a plain absolute path",
                             at + 1);
    for (size_t at = 0; at < job->tool_count; at++)
        if (!path_plain(job->tools[at].host) || !path_plain(job->tools[at].path) ||
            access(job->tools[at].host, F_OK) != 0)
            return error_set(err, ERROR_USAGE, "tool %zu of the job: not there", at + 1);
    return ERROR_NONE;
}

ErrorKind
job_check(const SandboxJob *job, Error *err)
{
    const SandboxLimits *limits = &job->limits;
    if (job->arguments == NULL || job->arguments[0] == NULL || job->arguments[0][0] == '\0')
        return error_set(err, ERROR_USAGE, "a job needs a program");
    if (limits->memory < 1 || limits->scratch < 1 || limits->out < 1 || limits->files < 1 ||
        limits->processes < 1 || limits->processors < 1 || limits->milliseconds < 1)
        return error_set(err, ERROR_USAGE, "a limit of a job is not above 0");
    if (limits->files > 1000000 || limits->processes > 100000 || limits->memory > INT64_MAX / 8 ||
        limits->scratch > INT64_MAX / 8 || limits->out > INT64_MAX / 8)
        return error_set(err, ERROR_USAGE, "a limit of a job is too high");
    return files_check(job, err);
}

SandboxLimits
sandbox_limits(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    int64_t gibibyte = (int64_t)1024 * 1024 * 1024;
    return (SandboxLimits){.memory = 4 * gibibyte,
                           .scratch = 4 * gibibyte,
                           .out = gibibyte,
                           .files = 1000,
                           .processes = 64,
                           .processors = processors > 2 ? (int)processors - 1 : 1,
                           .milliseconds = 3600000};
}

const char *
sandbox_end_name(SandboxEnd end)
{
    static const char *const names[SANDBOX_END_COUNT] = {
        [SANDBOX_DONE] = "done",     [SANDBOX_FAILED] = "failed",   [SANDBOX_CRASHED] = "crashed",
        [SANDBOX_ABSENT] = "absent", [SANDBOX_TIME] = "time",       [SANDBOX_MEMORY] = "memory",
        [SANDBOX_CROWDED] = "files", [SANDBOX_OVERFLOW] = "output", [SANDBOX_STOPPED] = "stopped",
    };
    return names[end];
}

const char *
limits_name(bool group)
{
    return group ? "cgroup v2, rlimits and watch" : "rlimits and watch";
}
