/*
 * The argument vector of bubblewrap: what a job sees and what it cannot do, in one place.
 *
 * Order matters: bubblewrap works its arguments off from left to right, and makes what lies around
 * read-only (--remount-ro) only when everything in it is in place.
 */
#include "sandbox/inner.h"

#include "core/text.h"
#include "sandbox/stay.h"
#include "sandbox/store.h"

#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Vector LIST_OF(char *) Vector;

typedef struct Building
{
    Arena *arena;
    Vector vector;
} Building;

static void
add(Building *building, const char *word)
{
    *LIST_ADD(building->arena, &building->vector) = arena_copy_text(building->arena, word);
}

static void
add_number(Building *building, int64_t number)
{
    *LIST_ADD(building->arena, &building->vector) =
        arena_print(building->arena, "%lld", (long long)number);
}

static void
add_all(Building *building, const char *const *words, size_t count)
{
    for (size_t at = 0; at < count; at++)
        add(building, words[at]);
}
#define ADD(building, ...)                                                                         \
    add_all((building), (const char *const[]){__VA_ARGS__},                                        \
            sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* The same for every job on every host: same script, same data, same bytes. */
static const char *const environment[][2] = {
    {"PATH", "/usr/local/bin:/usr/bin:/bin"},
    {"HOME", "/scratch"},
    {"TMPDIR", "/scratch"},
    {"USER", "researcher"},
    {"LOGNAME", "researcher"},
    {"LANG", "C.UTF-8"},
    {"LC_ALL", "C.UTF-8"},
    {"TZ", "UTC"},
    {"PYTHONHASHSEED", "0"},
    {"PYTHONDONTWRITEBYTECODE", "1"},
    {"PYTHONNOUSERSITE", "1"},
    /* Sums in one order, whatever the number of processors. */
    {"OMP_NUM_THREADS", "1"},
    {"OPENBLAS_NUM_THREADS", "1"},
};

static void
add_identity(Building *building, bool terminal)
{
    ADD(building, "--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net",
        "--unshare-uts", "--unshare-cgroup", "--disable-userns");
    ADD(building, "--uid");
    add_number(building, INSIDE_ID);
    ADD(building, "--gid");
    add_number(building, INSIDE_ID);
    ADD(building, "--hostname", "enclave", "--new-session", "--die-with-parent", "--as-pid-1",
        "--cap-drop", "ALL", "--clearenv");
    for (size_t at = 0; at < sizeof environment / sizeof *environment; at++)
        ADD(building, "--setenv", environment[at][0], environment[at][1]);
    if (terminal)
        ADD(building, "--setenv", "TERM", "xterm-256color");
}

/* /bin, /lib and so on: what they are on the host, a link into /usr or a directory. */
static void
add_root(Building *building)
{
    static const char *const names[] = {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"};
    ADD(building, "--ro-bind", "/usr", "/usr");
    for (size_t at = 0; at < sizeof names / sizeof *names; at++)
    {
        char target[256];
        ssize_t size = readlink(names[at], target, sizeof target - 1);
        if (size > 0)
        {
            target[size] = '\0';
            ADD(building, "--symlink", target, names[at]);
        }
        else if (access(names[at], F_OK) == 0)
            ADD(building, "--ro-bind", names[at], names[at]);
    }
}

/* Of /etc only what tool chains need, and nothing that tells about the host. */
static void
add_etc(Building *building)
{
    static const char *const patterns[] = {"/etc/alternatives", "/etc/ld.so.cache", "/etc/fonts",
                                           "/etc/R", "/etc/python3*"};
    for (size_t at = 0; at < sizeof patterns / sizeof *patterns; at++)
    {
        glob_t found;
        if (glob(patterns[at], 0, NULL, &found) == 0)
            for (size_t path = 0; path < found.gl_pathc; path++)
                ADD(building, "--ro-bind", found.gl_pathv[path], found.gl_pathv[path]);
        globfree(&found);
    }
}

/* Of the kernel's own: files that tell about the host or its other users. */
static void
add_proc(Building *building)
{
    static const char *const masked[] = {
        "/proc/kallsyms",    "/proc/kcore",      "/proc/keys",          "/proc/key-users",
        "/proc/kmsg",        "/proc/kpagecount", "/proc/kpageflags",    "/proc/kpagecgroup",
        "/proc/sched_debug", "/proc/schedstat",  "/proc/sysrq-trigger", "/proc/timer_list",
        "/proc/vmallocinfo", "/proc/slabinfo",   "/proc/interrupts",    "/proc/diskstats",
        "/proc/swaps",       "/proc/modules",    "/proc/config.gz"};
    ADD(building, "--proc", "/proc");
    for (size_t at = 0; at < sizeof masked / sizeof *masked; at++)
        if (access(masked[at], F_OK) == 0)
            ADD(building, "--ro-bind", "/dev/null", masked[at]);
}

static void
add_tmpfs(Building *building, const char *mode, int64_t size, const char *path)
{
    ADD(building, "--perms", mode, "--size");
    add_number(building, size);
    ADD(building, "--tmpfs", path);
}

/* No /dev/zero: mapped, it is shared memory that nobody counts. */
static void
add_dev(Building *building, bool terminal)
{
    add_tmpfs(building, "0755", 65536, "/dev");
    ADD(building, "--dev-bind", "/dev/null", "/dev/null");
    ADD(building, "--dev-bind", "/dev/random", "/dev/random");
    ADD(building, "--dev-bind", "/dev/urandom", "/dev/urandom");
    if (terminal)
        ADD(building, "--dev-bind", "/dev/tty", "/dev/tty");
    ADD(building, "--symlink", "/proc/self/fd", "/dev/fd");
    ADD(building, "--symlink", "/proc/self/fd/0", "/dev/stdin");
    ADD(building, "--symlink", "/proc/self/fd/1", "/dev/stdout");
    ADD(building, "--symlink", "/proc/self/fd/2", "/dev/stderr");
    add_tmpfs(building, "0700", SANDBOX_SHARED_BYTES, "/dev/shm");
    ADD(building, "--remount-ro", "/dev");
}

/* The job owns its files and could change their modes: what keeps them is the read-only mount. */
static void
add_files(Building *building, const SandboxJob *job, const FileList *files)
{
    static const char *const folders[] = {"/data", "/etc", "/model", "/run", "/run/sandbox"};
    for (size_t at = 0; at < sizeof folders / sizeof *folders; at++)
        ADD(building, "--perms", "0755", "--dir", folders[at]);
    for (size_t at = 0; at < job->tool_count; at++)
        ADD(building, "--ro-bind", job->tools[at].host, job->tools[at].path);
    for (size_t at = 0; at < files->count; at++)
    {
        ADD(building, "--ro-bind");
        *LIST_ADD(building->arena, &building->vector) =
            arena_print(building->arena, PLACE_STORE "/%zu", at);
        ADD(building, files->items[at].path);
    }
}

static void
add_limit(Building *building, const char *name, int64_t value)
{
    *LIST_ADD(building->arena, &building->vector) =
        arena_print(building->arena, "%s=%lld", name, (long long)value);
}

/* The first process and what it keeps (note.h). */
static void
add_init(Building *building, const SandboxJob *job, const Descriptors *descriptors)
{
    const SandboxLimits *limits = &job->limits;
    ADD(building, "--seccomp");
    add_number(building, descriptors->filter);
    ADD(building, "--", PLACE_INIT);
    add_limit(building, "control", descriptors->control);
    add_limit(building, "terminal", descriptors->terminal);
    add_limit(building, "memory", limits->memory);
    add_limit(building, "file", limits->scratch > limits->out ? limits->scratch : limits->out);
    add_limit(building, "out", limits->files);
    add_limit(building, "scratch", limits->files * 10);
    add_limit(building, "processes", limits->processes);
    add_limit(building, "silence", SILENCE_MILLISECONDS);
    add_limit(building, "milliseconds", limits->milliseconds);
    ADD(building, "--");
    for (size_t at = 0; job->arguments[at] != NULL; at++)
        ADD(building, job->arguments[at]);
}

/* What comes before bubblewrap: who it is and which files it makes (stay.h). */
static void
add_stay(Building *building, const SandboxParts *parts, const FileList *files, int control)
{
    bool root = geteuid() == 0;
    int64_t outside = (int64_t)OUTSIDE_ID_FIRST + getpid();
    ADD(building, parts->init, STAY_WORD);
    add_number(building, root ? outside : (int64_t)geteuid());
    add_number(building, root ? outside : (int64_t)getegid());
    add_number(building, control);
    for (size_t at = 0; at < files->count; at++)
        *LIST_ADD(building->arena, &building->vector) =
            arena_print(building->arena, STORE_FILE, files->items[at].program ? 0755U : 0644U,
                        (long long)files->items[at].size);
    ADD(building, "--");
}

char **
arguments_build(Arena *arena, const SandboxJob *job, const SandboxParts *parts,
                const FileList *files, const Descriptors *descriptors)
{
    Building building = {.arena = arena};
    add_stay(&building, parts, files, descriptors->control);
    ADD(&building, parts->bwrap);
    add_identity(&building, job->terminal);
    add_root(&building);
    add_files(&building, job, files);
    add_etc(&building);
    add_proc(&building);
    add_dev(&building, job->terminal);
    add_tmpfs(&building, "0700", job->limits.scratch, "/scratch");
    ADD(&building, "--symlink", "scratch", "/tmp");
    add_tmpfs(&building, "0700", job->limits.out, "/out");
    ADD(&building, "--remount-ro", "/");
    add_init(&building, job, descriptors);
    *LIST_ADD(arena, &building.vector) = NULL;
    return building.vector.items;
}
