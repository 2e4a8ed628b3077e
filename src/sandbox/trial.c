#include "sandbox/trial.h"

#include "core/file.h"
#include "core/text.h"

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static ErrorKind
listeners_open(Trial *trial, Error *err)
{
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    trial->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    trial->abstract = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    (void)snprintf(trial->name, sizeof trial->name, "beraad-selftest-%ld", (long)getpid());
    memcpy(name.sun_path + 1, trial->name, strlen(trial->name));
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(trial->name));
    if (bind(trial->listener, (struct sockaddr *)&here, sizeof here) != 0 ||
        listen(trial->listener, 1) != 0 ||
        bind(trial->abstract, (struct sockaddr *)&name, size) != 0 ||
        listen(trial->abstract, 1) != 0)
        return error_set_io(err, "self-test: cannot listen on this host");
    return ERROR_NONE;
}

/* Marked as gone at once: the kernel lists it until the last process has left it. */
static ErrorKind
segment_open(Trial *trial, Error *err)
{
    trial->segment_id = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    void *segment = trial->segment_id < 0 ? (void *)-1 : shmat(trial->segment_id, NULL, 0);
    if (trial->segment_id >= 0)
        (void)shmctl(trial->segment_id, IPC_RMID, NULL);
    if (segment == (void *)-1)
        return error_set_io(err, "self-test: cannot make shared memory on this host");
    trial->segment = segment;
    return ERROR_NONE;
}

ErrorKind
trial_open(Trial *ret_trial, Error *err)
{
    *ret_trial = (Trial){.listener = -1, .abstract = -1, .segment_id = -1};
    TRY(listeners_open(ret_trial, err));
    return segment_open(ret_trial, err);
}

/* A file that every host has, everybody may read, and no job is given. */
static const char *
host_file(void)
{
    static const char *const known[] = {"/etc/machine-id", "/etc/hostname", "/etc/hosts",
                                        "/etc/shells", "/etc/profile"};
    for (size_t at = 0; at < sizeof known / sizeof *known; at++)
        if (access(known[at], R_OK) == 0)
            return known[at];
    return "/etc/fstab";
}

typedef struct Words LIST_OF(const char *) Words;

static void
add_number(Arena *arena, Words *words, const char *name, int64_t value)
{
    *LIST_ADD(arena, words) = arena_print(arena, "%s=%lld", name, (long long)value);
}

static void
add_namespaces(Arena *arena, Words *words)
{
    static const char *const kinds[] = {"user", "mnt", "net", "ipc", "uts", "cgroup", "pid"};
    for (size_t at = 0; at < sizeof kinds / sizeof *kinds; at++)
    {
        struct stat ours = {.st_ino = 0};
        (void)stat(arena_print(arena, "/proc/self/ns/%s", kinds[at]), &ours);
        add_number(arena, words, text_equal(kinds[at], "pid") ? "pidns" : kinds[at],
                   (int64_t)ours.st_ino);
    }
}

static void
add_places(Arena *arena, const Trial *trial, Words *words)
{
    const char *home = getenv("HOME");
    struct stat objects = {.st_dev = 0};
    struct sockaddr_in here = {.sin_port = 0};
    socklen_t size = sizeof here;
    (void)getsockname(trial->listener, (struct sockaddr *)&here, &size);
    (void)stat("/dev/shm", &objects);
    bool usable = home != NULL && home[0] == '/' && strlen(home) > 1 && !text_equal(home, "/tmp");
    *LIST_ADD(arena, words) = arena_print(arena, "file=%s", host_file());
    *LIST_ADD(arena, words) = arena_print(arena, "home=%s", usable ? home : "/root");
    *LIST_ADD(arena, words) = arena_print(arena, "abstract=%s", trial->name);
    add_number(arena, words, "pid", getpid());
    add_number(arena, words, "port", ntohs(here.sin_port));
    add_number(arena, words, "shared", trial->segment_id);
    add_number(arena, words, "objects", (int64_t)objects.st_dev);
}

/* The first part of each tool's path. */
static void
add_tools(Arena *arena, const SandboxJob *job, Words *words)
{
    Text names = text_new(arena);
    for (size_t at = 0; at < job->tool_count; at++)
    {
        const char *part = job->tools[at].path + 1;
        text_add_bytes(&names, part, strcspn(part, "/"));
        text_add(&names, "|");
    }
    *LIST_ADD(arena, words) = arena_print(arena, "tools=%s", names.bytes);
}

const char *const *
trial_arguments(Arena *arena, const Trial *trial, const SandboxJob *job, const char *program)
{
    Words words = {.count = 0};
    *LIST_ADD(arena, &words) = program;
    add_places(arena, trial, &words);
    add_namespaces(arena, &words);
    add_tools(arena, job, &words);
    add_number(arena, &words, "memory", job->limits.memory);
    add_number(arena, &words, "scratch", job->limits.scratch);
    add_number(arena, &words, "out", job->limits.out);
    add_number(arena, &words, "processes", job->limits.processes);
    add_number(arena, &words, "processors", job->limits.processors);
    *LIST_ADD(arena, &words) = NULL;
    return words.items;
}

void
trial_close(Trial *trial)
{
    file_close(&trial->listener);
    file_close(&trial->abstract);
    if (trial->segment != NULL)
        (void)shmdt(trial->segment);
    trial->segment = NULL;
}
