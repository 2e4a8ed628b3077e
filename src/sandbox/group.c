#include "sandbox/group.h"

#include "core/file.h"
#include "core/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PREFIX "beraad-job-"
#define PERIOD 100000 /* microseconds: what cpu.max counts in */

enum
{
    CLOSE_TRIES = 10000 /* a millisecond apart */
};

static char *
content(Arena *arena, const char *folder, const char *name)
{
    char *bytes = NULL;
    size_t size = 0;
    Error ignored;
    if (file_read(arena, file_join(arena, folder, name), 65536, ERROR_STATE, &bytes, &size,
                  &ignored) != ERROR_NONE)
        return NULL;
    return bytes;
}

/* Is `word` one of the words of text? */
static bool
has_word(const char *text, const char *word)
{
    size_t size = strlen(word);
    while (*text != '\0')
    {
        size_t length = strcspn(text, " \n");
        if (length == size && memcmp(text, word, size) == 0)
            return true;
        text += length;
        text += strspn(text, " \n");
    }
    return false;
}

static bool
offers(Arena *arena, const char *folder)
{
    const char *gives = content(arena, folder, "cgroup.subtree_control");
    return gives != NULL && has_word(gives, "memory") && has_word(gives, "pids") &&
           has_word(gives, "cpu") && access(folder, W_OK) == 0 &&
           access(file_join(arena, folder, "cgroup.procs"), W_OK) == 0;
}

char *
group_parent(Arena *arena, const char *mount, const char *own)
{
    while (own != NULL && !text_starts(own, "0::/"))
    {
        own = strchr(own, '\n');
        own = own == NULL ? NULL : own + 1;
    }
    if (own == NULL || content(arena, mount, "cgroup.controllers") == NULL)
        return NULL;
    char *path = arena_copy(arena, own + 3, strcspn(own + 3, "\n"));
    if (strstr(path, "/..") != NULL) /* ours is outside what is mounted here */
        return NULL;
    for (;;)
    {
        char *folder = arena_print(arena, "%s%s", mount, strcmp(path, "/") == 0 ? "" : path);
        if (offers(arena, folder))
            return folder;
        char *slash = strrchr(path, '/');
        if (slash == NULL || strcmp(path, "/") == 0)
            return NULL;
        slash[slash == path ? 1 : 0] = '\0';
    }
}

char *
group_parent_here(Arena *arena)
{
    char *parent = NULL;
    const char *own = content(arena, "/proc/self", "cgroup");
    if (own != NULL)
        parent = group_parent(arena, "/sys/fs/cgroup", own);
    if (own != NULL && parent == NULL)
        parent = group_parent(arena, "/sys/fs/cgroup/unified", own);
    return parent;
}

static ErrorKind
put(Arena *arena, const char *folder, const char *name, const char *words, Error *err)
{
    const char *path = file_join(arena, folder, name);
    CLOSES_FILE int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return error_set_io(err, "cgroup: cannot open '%s'", name);
    if (file_put(fd, words, strlen(words), err) != ERROR_NONE)
        return error_within(err, "cgroup: '%s'", name);
    return ERROR_NONE;
}

/* Is it a job's whose supervisor is no more? One without processes may be about to get them. */
static bool
stale(const char *name, pid_t ours)
{
    char *end = NULL;
    if (!text_starts(name, PREFIX))
        return false;
    long long its = strtoll(name + strlen(PREFIX), &end, 10);
    if (*end != '\0' || its <= 0 || its > INT_MAX)
        return false;
    return its == ours || (kill((pid_t)its, 0) != 0 && errno == ESRCH);
}

static void
remove_stale(Arena *arena, const char *parent, pid_t ours)
{
    DIR *folder = opendir(parent);
    if (folder == NULL)
        return;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
        if (stale(entry->d_name, ours))
            (void)rmdir(file_join(arena, parent, entry->d_name));
    (void)closedir(folder);
}

static ErrorKind
limit(Arena *arena, const char *folder, const GroupLimits *limits, Error *err)
{
    TRY(put(arena, folder, "memory.max", arena_print(arena, "%lld", (long long)limits->memory),
            err));
    /* Not there where the kernel cannot swap. */
    ErrorKind swap = put(arena, folder, "memory.swap.max", "0", err);
    if (swap != ERROR_NONE && file_exists(file_join(arena, folder, "memory.swap.max")))
        return swap;
    TRY(put(arena, folder, "memory.oom.group", "1", err));
    TRY(put(arena, folder, "pids.max", arena_print(arena, "%d", limits->processes), err));
    return put(arena, folder, "cpu.max",
               arena_print(arena, "%lld %d", (long long)limits->processors * PERIOD, PERIOD), err);
}

ErrorKind
group_open(Arena *arena, const char *parent, pid_t supervisor, const GroupLimits *limits,
           Group *ret_group, Error *err)
{
    *ret_group = NO_GROUP;
    remove_stale(arena, parent, supervisor);
    const char *folder = arena_print(arena, "%s/" PREFIX "%lld", parent, (long long)supervisor);
    if (mkdir(folder, 0755) != 0)
        return error_set_io(err, "cgroup: cannot make one for a job");
    CLOSES_GROUP Group group = {folder, -1};
    TRY(limit(arena, folder, limits, err));
    group.procs =
        open(file_join(arena, folder, "cgroup.procs"), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (group.procs < 0)
        return error_set_io(err, "cgroup: cannot open 'cgroup.procs'");
    *ret_group = group;
    group = NO_GROUP;
    return ERROR_NONE;
}

int64_t
group_memory(Arena *arena, const Group *group, bool *ret_exhausted)
{
    *ret_exhausted = false;
    if (group->folder == NULL)
        return 0;
    const char *events = content(arena, group->folder, "memory.events");
    const char *killed = events == NULL ? NULL : strstr(events, "oom_kill ");
    *ret_exhausted = killed != NULL && strtoll(killed + sizeof "oom_kill", NULL, 10) > 0;
    const char *peak = content(arena, group->folder, "memory.peak");
    return peak == NULL ? 0 : strtoll(peak, NULL, 10);
}

void
group_close(Group *group)
{
    file_close(&group->procs);
    if (group->folder == NULL)
        return;
    SCRATCH Arena *work = arena_new("cgroup");
    Error ignored;
    if (put(work, group->folder, "cgroup.kill", "1", &ignored) == ERROR_NONE)
    {
        /* What was killed leaves its cgroup a moment later; with much memory to give back, later.
         */
        struct timespec pause = {0, 1000000};
        for (int tries = 0; tries < CLOSE_TRIES && rmdir(group->folder) != 0 && errno == EBUSY;
             tries++)
            (void)nanosleep(&pause, NULL);
    }
    (void)rmdir(group->folder);
    group->folder = NULL;
}
