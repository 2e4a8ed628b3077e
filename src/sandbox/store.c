#include "sandbox/store.h"

#include "sandbox/note.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Stored
{
    mode_t mode;
    off_t size;
} Stored;

static bool
stored_parse(const char *text, Stored *ret_stored)
{
    char *end = NULL;
    unsigned long mode = strtoul(text, &end, 8);
    if (*end != ':' || mode > 0777)
        return false;
    *ret_stored = (Stored){.mode = (mode_t)mode, .size = (off_t)strtoll(end + 1, NULL, 10)};
    return ret_stored->size >= 0;
}

/* Bytes of all files in whole pages; -1: one of them is not a file's text. */
static long long
bytes_sum(char *const *files, int count)
{
    long long page = sysconf(_SC_PAGESIZE);
    long long most = (long long)1 << 50;
    long long bytes = page;
    for (int at = 0; at < count; at++)
    {
        Stored stored;
        if (!stored_parse(files[at], &stored))
            return -1;
        if (stored.size > most || bytes > most)
            return most;
        bytes += (stored.size + page - 1) / page * page;
    }
    return bytes;
}

/* What the host can give without swapping, by its own estimate (MemAvailable of proc(5)); -1: it
 * does not say. */
static long long
bytes_available(void)
{
    char text[4096];
    int fd = open("/proc/meminfo", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        (void)close(fd);
    text[got < 0 ? 0 : got] = '\0';
    const char *label = "MemAvailable:";
    const char *found = strstr(text, label);
    return found == NULL ? -1 : strtoll(found + strlen(label), NULL, 10) * 1024;
}

const char *
store_mount(char *const *files, int count)
{
    /* The best that the kernel takes; it refuses an option that it does not know. */
    static const char *const wishes[] = {",huge=within_size,noswap", ",huge=within_size", ",noswap",
                                         ""};
    long long bytes = count > STORE_FILES_MAX ? -1 : bytes_sum(files, count);
    errno = EINVAL;
    if (bytes < 0)
        return "cannot read what the job's files are";
    long long available = bytes_available();
    errno = ENOMEM;
    if (bytes > available - available / 16)
        return STORE_FULL;
    /* What the host mounts and unmounts is seen here, nothing of ours there. */
    if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) != 0)
        return "cannot keep its mounts from the host";
    for (size_t at = 0; at < sizeof wishes / sizeof *wishes; at++)
    {
        char options[128];
        (void)snprintf(options, sizeof options, "mode=0755,size=%lld%s", bytes, wishes[at]);
        if (mount("tmpfs", PLACE_STORE, "tmpfs", MS_NOSUID | MS_NODEV, options) == 0)
            return NULL;
    }
    return "cannot mount memory for the job's files";
}

/* A file of its size with all its pages; -1: not, with errno. */
static int
file_make(int number, const Stored *stored)
{
    char path[64];
    (void)snprintf(path, sizeof path, PLACE_STORE "/%d", number);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    /* The size first: pages that lie within it may be large. */
    bool made = fd >= 0 && fchmod(fd, stored->mode) == 0 && ftruncate(fd, stored->size) == 0 &&
                (stored->size == 0 || fallocate(fd, 0, 0, stored->size) == 0);
    return made ? fd : -1;
}

static bool
send_some(int control, const int *fds, size_t count)
{
    Note note = {.kind = NOTE_FILES};
    struct iovec part = {&note, sizeof note};
    union
    {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(NOTE_FILES_MOST * sizeof(int))];
    } extra;
    memset(&extra, 0, sizeof extra);
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &extra,
                             .msg_controllen = CMSG_SPACE(count * sizeof(int))};
    extra.header = (struct cmsghdr){CMSG_LEN(count * sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
    memcpy(CMSG_DATA(&extra.header), fds, count * sizeof(int));
    return sendmsg(control, &message, MSG_NOSIGNAL) == (ssize_t)sizeof note;
}

const char *
store_hand_over(char *const *files, int count, int control)
{
    int fds[STORE_FILES_MAX];
    for (int at = 0; at < count; at++)
    {
        Stored stored;
        if (!stored_parse(files[at], &stored))
            return "cannot read what the job's files are";
        fds[at] = file_make(at, &stored);
        if (fds[at] < 0)
            return errno == ENOSPC || errno == ENOMEM ? STORE_FULL : "cannot make the job's files";
    }
    for (int at = 0; at < count; at += NOTE_FILES_MOST)
    {
        int some = count - at > NOTE_FILES_MOST ? NOTE_FILES_MOST : count - at;
        if (!send_some(control, fds + at, (size_t)some))
            return "cannot hand over the job's files";
    }
    return NULL;
}
