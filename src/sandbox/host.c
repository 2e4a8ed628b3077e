/*
 * What the host must give before there is a sandbox. All that is missing is named at once.
 */
#include "sandbox/inner.h"

#include "core/file.h"
#include "core/process.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

/* From 5.14 on the number of processes is counted by user namespace (commit 21d1c5e386bc); all else
 * that is used here is older. */
enum
{
    KERNEL_MAJOR = 5,
    KERNEL_MINOR = 14,
    BWRAP_MAJOR = 0,
    BWRAP_MINOR = 8 /* --disable-userns, --size, --perms */
};

static char *
text_of(Arena *arena, const char *proc, const char *name)
{
    char *bytes = NULL;
    size_t size = 0;
    Error ignored;
    if (file_read(arena, file_join(arena, proc, name), 65536, ERROR_STATE, &bytes, &size,
                  &ignored) != ERROR_NONE)
        return NULL;
    return bytes;
}

/* "6.1.0-18-amd64" is at least this? No for what is no version. */
static bool
at_least(const char *version, long major, long minor)
{
    char *end = NULL;
    long first = strtol(version, &end, 10);
    if (end == version || *end != '.')
        return false;
    long second = strtol(end + 1, NULL, 10);
    return first > major || (first == major && second >= minor);
}

static void
name_missing(Text *missing, const char *what)
{
    text_print(missing, "%s%s", missing->size > 0 ? ", " : "", what);
}

/* A kind of namespace, and how many of it one job takes at once: bubblewrap one, and one more so
 * that no further user namespaces can be made; before it, one of processes and one of mounts, for
 * whose sake who is not root takes one more of users (launch.c). */
typedef struct Kind
{
    const char *name;
    long taken;
    long taken_by_others; /* where root is not who starts it */
} Kind;

static const Kind kinds[] = {
    {"user", 2, 3}, {"pid", 2, 2}, {"net", 1, 1},    {"ipc", 1, 1},
    {"uts", 1, 1},  {"mnt", 2, 2}, {"cgroup", 1, 1},
};

static void
kind_check(Arena *arena, const char *proc, bool root, const Kind *kind, Text *missing)
{
    long taken = root ? kind->taken : kind->taken_by_others;
    if (access(arena_print(arena, "%s/self/ns/%s", proc, kind->name), F_OK) != 0)
        name_missing(missing, arena_print(arena, "%s namespaces", kind->name));
    const char *most =
        text_of(arena, proc, arena_print(arena, "sys/user/max_%s_namespaces", kind->name));
    if (most != NULL && strtol(most, NULL, 10) < taken)
        name_missing(missing, arena_print(arena,
                                          "%s namespaces (user.max_%s_namespaces is %ld, a job "
                                          "takes %ld)",
                                          kind->name, kind->name, strtol(most, NULL, 10), taken));
}

static void
namespaces_check(Arena *arena, const char *proc, bool root, Text *missing)
{
    for (size_t at = 0; at < sizeof kinds / sizeof *kinds; at++)
        kind_check(arena, proc, root, &kinds[at], missing);
    const char *allowed = text_of(arena, proc, "sys/kernel/unprivileged_userns_clone");
    if (allowed != NULL && strtol(allowed, NULL, 10) == 0)
        name_missing(missing, "user namespaces (kernel.unprivileged_userns_clone is 0)");
}

const char *
host_missing(Arena *arena, const char *proc, const char *release, bool root)
{
    Text missing = text_new(arena);
    if (!at_least(release, KERNEL_MAJOR, KERNEL_MINOR))
        name_missing(&missing,
                     arena_print(arena, "Linux %d.%d or later", KERNEL_MAJOR, KERNEL_MINOR));
    namespaces_check(arena, proc, root, &missing);
    const char *actions = text_of(arena, proc, "sys/kernel/seccomp/actions_avail");
    if (actions == NULL || strstr(actions, "errno") == NULL ||
        strstr(actions, "kill_process") == NULL)
        name_missing(&missing, "seccomp filters");
    return missing.size > 0 ? missing.bytes : NULL;
}

ErrorKind
host_check(Arena *arena, Error *err)
{
    struct utsname kernel;
    if (uname(&kernel) != 0)
        return error_set_io(err, "cannot ask the kernel for its name");
    const char *missing = host_missing(arena, "/proc", kernel.release, geteuid() == 0);
    if (missing == NULL)
        return ERROR_NONE;
    return error_set(err, ERROR_STATE, "this host cannot hold a job; it lacks: %s", missing);
}

/* "bubblewrap 0.8.0" -> "0.8.0". */
static ErrorKind
bwrap_version(Arena *arena, const char *path, const char **ret_version, Error *err)
{
    const char *const arguments[] = {path, "--version", NULL};
    ProcessOptions options = {.arguments = arguments, .input = -1, .output = -1};
    CLOSES_PROCESS Process *process = NULL;
    char said[100];
    size_t got = 0;
    int status = 0;
    Error unheard; /* one that cannot be run is none */
    if (process_start(&options, &process, &unheard) == ERROR_NONE)
    {
        TRY(process_get(process, said, sizeof said - 1, &got, err));
        TRY(process_wait(process, &status, err));
    }
    said[got] = '\0';
    said[strcspn(said, "\n")] = '\0';
    const char *version = strchr(said, ' ') == NULL ? "" : strchr(said, ' ') + 1;
    if (status != 0 || !at_least(version, BWRAP_MAJOR, BWRAP_MINOR))
        return error_set(err, ERROR_STATE, "this host cannot hold a job; it lacks: bwrap %d.%d",
                         BWRAP_MAJOR, BWRAP_MINOR);
    *ret_version = arena_copy_text(arena, version);
    return ERROR_NONE;
}

ErrorKind
sandbox_host(Arena *arena, const SandboxParts *parts, SandboxHost *ret_host, Error *err)
{
    SandboxParts found;
    struct utsname kernel;
    TRY(host_check(arena, err));
    TRY(parts_find(arena, parts, &found, err));
    if (uname(&kernel) != 0)
        return error_set_io(err, "cannot ask the kernel for its name");
    *ret_host = (SandboxHost){.kernel = arena_copy_text(arena, kernel.release),
                              .limits = limits_name(group_parent_here(arena) != NULL),
                              .root = geteuid() == 0};
    /* The first line is a heading. */
    const char *swaps = text_of(arena, "/proc", "swaps");
    const char *line = swaps == NULL ? NULL : strchr(swaps, '\n');
    ret_host->swap = line != NULL && line[1] != '\0';
    return bwrap_version(arena, found.bwrap, &ret_host->bwrap, err);
}
