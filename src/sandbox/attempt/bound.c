/* Taking more than the job's share. */
#include "sandbox/attempt/attempt.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

Answer
pass_memory(const Marks *marks, Aim aim)
{
    (void)aim;
    size_t size = (size_t)mark_number(marks->memory) + 1;
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return refused(memory == MAP_FAILED ? -1 : 0, ENOMEM);
}

/* Children that wait for the end of a pipe, until no more can be made. */
Answer
pass_processes(const Marks *marks, Aim aim)
{
    (void)aim;
    long long limit = mark_number(marks->processes);
    long long made = 0;
    int fault = 0;
    int gate[2];
    if (pipe2(gate, O_CLOEXEC) != 0)
        return open_door("cannot be tried");
    while (made <= limit && fault == 0)
    {
        char byte;
        pid_t child = fork();
        if (child == 0)
        {
            (void)close(gate[1]);
            _exit(read(gate[0], &byte, 1) == 0 ? 0 : 1);
        }
        fault = child < 0 ? errno : 0;
        made += child > 0 ? 1 : 0;
    }
    (void)close(gate[0]);
    (void)close(gate[1]);
    while (waitpid(-1, NULL, 0) > 0)
        continue;
    errno = fault;
    return made >= limit || fault == 0 ? open_door("no limit was met") : refused(-1, EAGAIN);
}

Answer
pass_processors(const Marks *marks, Aim aim)
{
    (void)aim;
    cpu_set_t ours;
    if (sched_getaffinity(0, sizeof ours, &ours) != 0)
        return open_door("cannot be told");
    return CPU_COUNT(&ours) <= mark_number(marks->processors) ? held("no more than its share")
                                                              : open_door("there are more");
}

/* More room than the tmpfs has, asked for at once: nothing is written where it is refused. */
Answer
pass_space(const Marks *marks, Aim aim)
{
    char path[64];
    long long most = strcmp(aim.path, "/out") == 0       ? mark_number(marks->out)
                     : strcmp(aim.path, "/scratch") == 0 ? mark_number(marks->scratch)
                                                         : 64LL * 1024 * 1024;
    (void)snprintf(path, sizeof path, "%s/selftest-full", aim.path);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return open_door("cannot be tried");
    /* A page more: sizes are rounded up to pages. */
    int fault = posix_fallocate(fd, 0, most + 65536);
    (void)close(fd);
    (void)unlink(path);
    return fault == ENOSPC || fault == EFBIG ? held(fault == ENOSPC ? "ENOSPC" : "EFBIG")
                                             : open_door("there was room");
}

Answer
pass_file_size(const Marks *marks, Aim aim)
{
    long long most = mark_number(marks->out) > mark_number(marks->scratch)
                         ? mark_number(marks->out)
                         : mark_number(marks->scratch);
    int fd = open(aim.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return open_door("cannot be tried");
    int result = ftruncate(fd, most + 1);
    int fault = errno;
    (void)close(fd);
    (void)unlink(aim.path);
    errno = fault;
    return refused(result, EFBIG);
}

Answer
pass_limit(const Marks *marks, Aim aim)
{
    (void)marks;
    struct rlimit limit;
    if (getrlimit((__rlimit_resource_t)aim.number, &limit) != 0)
        return open_door("cannot be told");
    return limit.rlim_max <= (rlim_t)mark_number(aim.path) ? held("it is set")
                                                           : open_door("it is higher");
}

Answer
pass_priority(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    return getpriority(PRIO_PROCESS, 0) >= 10 ? held("it runs after them") : open_door("it does");
}
