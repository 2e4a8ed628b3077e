/* Where the job is, what is around it, what it brought with it. */
#include "sandbox/attempt/attempt.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

/* Is the namespace of this kind the supervisor's? */
Answer
share_namespace(const Marks *marks, Aim aim)
{
    const char *theirs = strcmp(aim.path, "net") == 0      ? marks->net
                         : strcmp(aim.path, "pid") == 0    ? marks->pidns
                         : strcmp(aim.path, "ipc") == 0    ? marks->ipc
                         : strcmp(aim.path, "uts") == 0    ? marks->uts
                         : strcmp(aim.path, "user") == 0   ? marks->user
                         : strcmp(aim.path, "cgroup") == 0 ? marks->cgroup
                                                           : marks->mnt;
    char path[64];
    struct stat ours;
    (void)snprintf(path, sizeof path, "/proc/self/ns/%s", aim.path);
    if (stat(path, &ours) != 0)
        return open_door("cannot be told");
    return (long long)ours.st_ino == mark_number(theirs) ? open_door("the host's own")
                                                         : held("another");
}

/* Does the user namespace that owns our mounts lie within our reach? Then a way to capabilities in
 * it would be a way to change them (ioctl_ns(2), NS_GET_USERNS: EPERM where it does not). */
Answer
own_mounts(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    int fd = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
    return refused(ioctl(fd, NS_GET_USERNS), EPERM);
}

/* The text of a file of /proc, cut at size. */
static const char *
text_of(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, text, size - 1);
    if (fd >= 0)
        (void)close(fd);
    text[got < 0 ? 0 : got] = '\0';
    return text;
}

Answer
see_mapping(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    char text[256];
    unsigned long long inside = 0;
    unsigned long long outside = 0;
    unsigned long long count = 0;
    int found = sscanf(text_of("/proc/self/uid_map", text, sizeof text), "%llu %llu %llu", &inside,
                       &outside, &count);
    return found == 3 && count == 1 && inside != 0 ? held("one user") : open_door("more users");
}

Answer
see_hostname(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    char name[256] = "";
    if (gethostname(name, sizeof name - 1) != 0)
        return open_door("cannot be told");
    return strcmp(name, "enclave") == 0 ? held("enclave") : open_door("another name");
}

/* /proc/sysvipc/shm lists the key and the id of each segment first. */
Answer
see_segment(const Marks *marks, Aim aim)
{
    (void)aim;
    char line[512];
    long long id = 0;
    FILE *file = fopen("/proc/sysvipc/shm", "r");
    bool found = false;
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        found = found || (sscanf(line, "%*d %lld", &id) == 1 && id == mark_number(marks->shared));
    if (file != NULL)
        (void)fclose(file);
    return found ? open_door("it is listed") : held("it is not listed");
}

/* Is /dev/shm the file system that it is on the host? */
Answer
see_objects(const Marks *marks, Aim aim)
{
    (void)aim;
    struct stat ours;
    if (stat("/dev/shm", &ours) != 0)
        return open_door("cannot be told");
    return (long long)ours.st_dev == mark_number(marks->objects) ? open_door("the host's own")
                                                                 : held("another");
}

Answer
signal_supervisor(const Marks *marks, Aim aim)
{
    (void)aim;
    return refused(kill((pid_t)mark_number(marks->pid), 0), ESRCH);
}

/* The first process is init, we are the second, and nobody else has been started. */
Answer
see_processes(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    long seen = 0;
    DIR *proc = opendir("/proc");
    if (proc == NULL)
        return open_door("no /proc");
    for (struct dirent *entry = readdir(proc); entry != NULL; entry = readdir(proc))
    {
        long number = strtol(entry->d_name, NULL, 10);
        seen += number > 0 && number != 1 && number != getpid() ? 1 : 0;
    }
    (void)closedir(proc);
    return seen == 0 ? held("init and itself only") : open_door("others are listed");
}

/* The line of /proc/self/status that begins so, without its label. */
static const char *
status_line(const char *label, char *text, size_t size)
{
    const char *found = strstr(text_of("/proc/self/status", text, size), label);
    return found == NULL ? "?" : found + strlen(label);
}

Answer
see_capabilities(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    static const char *const sets[] = {"\nCapInh:\t", "\nCapPrm:\t", "\nCapEff:\t", "\nCapBnd:\t",
                                       "\nCapAmb:\t"};
    char text[8192];
    for (size_t at = 0; at < sizeof sets / sizeof *sets; at++)
    {
        const char *line = status_line(sets[at], text, sizeof text);
        if (*line == '?' || strtoull(line, NULL, 16) != 0)
            return open_door("a set is not empty");
    }
    return held("all five sets are empty");
}

Answer
see_privileges(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    char text[8192];
    return status_line("\nNoNewPrivs:\t", text, sizeof text)[0] == '1' ? held("no_new_privs is set")
                                                                       : open_door("it is not set");
}

Answer
see_environment(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    return getenv("BERAAD_OUTSIDE") != NULL ? open_door("one is there") : held("none is there");
}

Answer
see_descriptors(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    for (int fd = 3; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            return open_door("one is open");
    return held("three descriptors");
}

/* 0: the leader of the session, or its group, is outside our namespace. */
Answer
see_session(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    return getsid(0) == getpid() && getsid(1) != 0 ? held("it leads its own")
                                                   : open_door("another's");
}
