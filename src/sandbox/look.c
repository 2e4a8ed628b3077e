/* What a job uses: processes and memory from /proc, files from its file systems. */
#include "sandbox/first.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

enum
{
    OWN_FILES = 3 /* of /out: itself, stdout.txt, stderr.txt */
};

/* The number that follows `label` in a small file of /proc; -1: not there. */
static int64_t
proc_number(const char *process, const char *file, const char *label, int skip)
{
    char path[300];
    char text[4096];
    (void)snprintf(path, sizeof path, "/proc/%s/%s", process, file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    ssize_t got = read(fd, text, sizeof text - 1);
    (void)close(fd);
    text[got < 0 ? 0 : got] = '\0';
    const char *at = strstr(text, label);
    if (at == NULL)
        return -1;
    at += strlen(label);
    for (int field = 0; field < skip; field++)
        at += strcspn(at, " ") + (at[strcspn(at, " ")] == ' ');
    return strtoll(at, NULL, 10);
}

Tally
tally_take(bool exact)
{
    Tally tally = {0, 0};
    int64_t page = sysconf(_SC_PAGESIZE);
    DIR *proc = opendir("/proc");
    if (proc == NULL)
        give_up("no /proc");
    for (struct dirent *entry = readdir(proc); entry != NULL; entry = readdir(proc))
    {
        if (entry->d_name[0] < '0' || entry->d_name[0] > '9' || strcmp(entry->d_name, "1") == 0)
            continue;
        int64_t shared = exact ? proc_number(entry->d_name, "smaps_rollup", "\nPss:", 0) : -1;
        int64_t pages = proc_number(entry->d_name, "statm", "", 1);
        tally.memory += shared >= 0 ? shared * 1024 : pages > 0 ? pages * page : 0;
        tally.processes += pages > 0 ? 1 : 0;
    }
    (void)closedir(proc);
    return tally;
}

/* Files and directories that were made there, as the file system counts them. */
static int64_t
files_count(const char *directory)
{
    struct statvfs count;
    if (statvfs(directory, &count) != 0)
        give_up("cannot count files");
    return (int64_t)(count.f_files - count.f_ffree);
}

int64_t
now_milliseconds(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        give_up("no clock");
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

NoteReason
look(const Limits *limits, int64_t since, Note *note)
{
    if (!stands("watch"))
        return now_milliseconds() - since >= 500 ? NOTE_TIME : NOTE_BY_ITSELF;
    Tally tally = tally_take(false);
    if (tally.memory > limits->memory)
        tally.memory = tally_take(true).memory;
    note->memory = tally.memory > note->memory ? tally.memory : note->memory;
    note->processes = tally.processes > note->processes ? tally.processes : note->processes;
    if (tally.memory > limits->memory)
        return NOTE_MEMORY;
    if (files_count("/out") > limits->out + OWN_FILES ||
        files_count("/scratch") > limits->scratch || files_count("/dev/shm") > limits->scratch)
        return NOTE_CROWDED;
    return now_milliseconds() - since >= limits->milliseconds ? NOTE_TIME : NOTE_BY_ITSELF;
}
