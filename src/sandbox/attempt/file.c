/* Files that are not the job's, and places that it may not write. */
#include "sandbox/attempt/attempt.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

Answer
read_file(const Marks *marks, Aim aim)
{
    return refused(open(aim.path != NULL ? aim.path : marks->file, O_RDONLY | O_CLOEXEC), ENOENT);
}

Answer
read_home(const Marks *marks, Aim aim)
{
    (void)aim;
    return refused(open(marks->home, O_RDONLY | O_CLOEXEC), ENOENT);
}

/* A descriptor's folder can be opened and not listed, a root not followed: so each is used. */
Answer
read_first(const Marks *marks, Aim aim)
{
    (void)marks;
    char path[64];
    char byte[8];
    (void)snprintf(path, sizeof path, "/proc/1/%s", aim.path);
    if (strcmp(aim.path, "root") == 0)
        return refused(chdir(path), EACCES);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && strcmp(aim.path, "fd") == 0)
        return refused(fdopendir(fd) == NULL ? -1 : 0, EACCES);
    return refused(fd < 0 ? -1 : read(fd, byte, sizeof byte), EACCES);
}

/* Masked, or not there at all on this kernel. */
Answer
read_kernel(const Marks *marks, Aim aim)
{
    (void)marks;
    int fd = open(aim.path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && (errno == EACCES || errno == ENOENT))
        return held(errno == EACCES ? "EACCES" : "ENOENT");
    return open_door("it can be opened");
}

/* Lists a folder; every name must be one of `names` ("|name|name|"). */
static Answer
only(const char *path, const char *names)
{
    char name[300];
    DIR *folder = opendir(path);
    if (folder == NULL)
        return open_door("cannot be listed");
    bool other = false;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
    {
        (void)snprintf(name, sizeof name, "|%s|", entry->d_name);
        other = other || (entry->d_name[0] != '.' && strstr(names, name) == NULL);
    }
    (void)closedir(folder);
    return other ? open_door("there is more") : held("nothing else");
}

/* What a job's own tools add is told by the supervisor. */
Answer
list_root(const Marks *marks, Aim aim)
{
    (void)aim;
    char names[1024];
    (void)snprintf(names, sizeof names,
                   "|bin|data|dev|etc|lib|lib32|lib64|libx32|model|out|proc|run|sbin|scratch|tmp|"
                   "usr|%s",
                   marks->tools);
    return only("/", names);
}

Answer
list_dev(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    return only("/dev", "|fd|null|random|shm|stderr|stdin|stdout|tty|urandom|");
}

Answer
write_below(const Marks *marks, Aim aim)
{
    (void)marks;
    char path[256];
    (void)snprintf(path, sizeof path, "%s/selftest-new", aim.path);
    return refused(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600), EROFS);
}

/* The job owns the file and its mode lets it write: the mount is what stops it. */
Answer
write_over(const Marks *marks, Aim aim)
{
    (void)marks;
    return refused(open(aim.path, O_WRONLY | O_CLOEXEC), EROFS);
}

/* A setting of the kernel belongs to the host's root, whom the user namespace does not know. */
Answer
write_setting(const Marks *marks, Aim aim)
{
    (void)marks;
    return refused(open(aim.path, O_WRONLY | O_CLOEXEC), EACCES);
}

Answer
change_file(const Marks *marks, Aim aim)
{
    (void)marks;
    return refused(chmod(aim.path, 0600), EROFS);
}

/* Mounts are compared on their own options (field 6 of mountinfo): "rw" only for these. */
Answer
see_mounts(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    static const char may[] = "|/out|/scratch|/dev/shm|/proc|/dev/null|/dev/random|/dev/urandom|"
                              "/dev/tty|";
    char line[4096];
    char place[1024];
    char options[256];
    char name[1100];
    FILE *file = fopen("/proc/self/mountinfo", "r");
    bool other = file == NULL;
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
    {
        if (sscanf(line, "%*s %*s %*s %*s %1023s %255s", place, options) != 2)
            continue;
        (void)snprintf(name, sizeof name, "|%s|", place);
        bool wide = strncmp(options, "rw", 2) == 0 && strstr(may, name) == NULL;
        other = other || wide || strstr(options, "nosuid") == NULL;
    }
    if (file != NULL)
        (void)fclose(file);
    return other ? open_door("one can be written or gives rights")
                 : held("all others are ro,nosuid");
}

/* Another file system: what is given cannot become a name in /out. */
Answer
link_out(const Marks *marks, Aim aim)
{
    (void)marks;
    return refused(link(aim.path, "/out/linked"), EXDEV);
}
