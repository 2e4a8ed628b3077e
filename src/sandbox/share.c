/* How much of the host one job may take, where a cgroup can bound it. */
#include "sandbox/inner.h"

#include "core/file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum
{
    MEMINFO_BYTES = 65536,
    OWN_PROCESSES = 3, /* bubblewrap, its child before it is the first process, and one to spare */
    KEPT_PART = 16     /* of the memory that the host can give, one part stays with it (store.c) */
};

/* What the host can give without swapping, by its own estimate (MemAvailable of proc(5)), less
 * the part that it keeps; INT64_MAX: it does not say. */
static int64_t
memory_given(Arena *work)
{
    static const char label[] = "MemAvailable:";
    char *text = NULL;
    size_t size = 0;
    Error unheard;
    if (file_read(work, "/proc/meminfo", MEMINFO_BYTES, ERROR_STATE, &text, &size, &unheard) !=
        ERROR_NONE)
        return INT64_MAX;
    const char *found = strstr(text, label);
    int64_t available = found == NULL ? 0 : strtoll(found + sizeof label - 1, NULL, 10) * 1024;
    return available <= 0 ? INT64_MAX : available - available / KEPT_PART;
}

static int64_t
sum(int64_t one, int64_t other)
{
    int64_t both = 0;
    return __builtin_add_overflow(one, other, &both) ? INT64_MAX : both;
}

/* Of the job's processes, its file systems and its files, which lie in memory too. */
static int64_t
memory_asked(const SandboxLimits *limits, const FileList *files)
{
    int64_t bytes = sum(sum(limits->memory, limits->scratch), limits->out);
    bytes = sum(bytes, SANDBOX_SHARED_BYTES);
    for (size_t at = 0; at < files->count; at++)
        bytes = sum(bytes,
                    files->items[at].size > INT64_MAX ? INT64_MAX : (int64_t)files->items[at].size);
    return bytes;
}

ErrorKind
share_open(Arena *work, const SandboxLimits *limits, const FileList *files, Group *ret_group,
           Error *err)
{
    *ret_group = NO_GROUP;
    const char *parent = group_parent_here(work);
    if (parent == NULL)
        return ERROR_NONE;
    int64_t asked = memory_asked(limits, files);
    int64_t given = memory_given(work);
    const GroupLimits bounds = {.memory = asked < given ? asked : given,
                                .processes = limits->processes + OWN_PROCESSES,
                                .processors = limits->processors};
    return group_open(work, parent, getpid(), &bounds, ret_group, err);
}
