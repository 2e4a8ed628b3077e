/* What only a sandbox can end. */
#include "sandbox/attempt/attempt.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

void
alone_bomb(void)
{
    for (;;)
        (void)fork();
}

void
alone_files(void)
{
    char path[64];
    for (long number = 0;; number++)
    {
        (void)snprintf(path, sizeof path, "/scratch/%ld", number);
        int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (fd >= 0)
            (void)close(fd);
    }
}

/* Each process takes a part that is within the limit of one; together they are not. */
void
alone_memory(void)
{
    size_t part = (size_t)16 * 1024 * 1024;
    for (;;)
    {
        pid_t child = fork();
        struct timespec moment = {0, 2000000};
        if (child != 0)
        {
            (void)nanosleep(&moment, NULL);
            continue;
        }
        char *memory = mmap(NULL, part, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory != MAP_FAILED)
            memset(memory, 1, part);
        (void)pause();
        _exit(0);
    }
}

static void
go_on_writing(void)
{
    struct timespec moment = {0, 200000};
    int fd = open("/out/daemon", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    while (write(fd, "x", 1) == 1)
        (void)nanosleep(&moment, NULL);
    _exit(0);
}

void
leave_behind(void)
{
    bool left = symlink("/data/selftest", "/out/link") == 0;
    int fd = open("/out/one", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        (void)close(fd);
    left = left && link("/out/one", "/out/other") == 0;
    if (left && fork() == 0)
    {
        (void)setsid();
        if (fork() == 0)
            go_on_writing();
        _exit(0);
    }
    /* Until it is there, so that its end is the sandbox's doing. */
    struct timespec moment = {0, 1000000};
    for (int tries = 0; tries < 500 && access("/out/daemon", F_OK) != 0; tries++)
        (void)nanosleep(&moment, NULL);
}
