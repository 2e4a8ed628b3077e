#include "sandbox/stay.h"

#include "sandbox/first.h"
#include "sandbox/store.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool
put(const char *path, const char *text)
{
    size_t size = strlen(text);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool done = fd >= 0 && write(fd, text, size) == (ssize_t)size;
    return (fd < 0 || close(fd) == 0) && done;
}

/* One user, one group: all that who is not root may map (user_namespaces(7)). */
static bool
map(const char *user, const char *group)
{
    char users[64];
    char groups[64];
    (void)snprintf(users, sizeof users, "%s %s 1", user, user);
    (void)snprintf(groups, sizeof groups, "%s %s 1", group, group);
    return put("/proc/self/setgroups", "deny") && put("/proc/self/uid_map", users) &&
           put("/proc/self/gid_map", groups);
}

/* Root does not run jobs: each gets a user id of the host that owns nothing but its files. */
static bool
root_leave(const char *user, const char *group)
{
    uid_t uid = (uid_t)strtoul(user, NULL, 10);
    gid_t gid = (gid_t)strtoul(group, NULL, 10);
    return uid != 0 && gid != 0 && chown(PLACE_STORE, uid, gid) == 0 && setgroups(0, NULL) == 0 &&
           setresgid(gid, gid, gid) == 0 && setresuid(uid, uid, uid) == 0;
}

static bool
rights_drop(void)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{.effective = 0}};
    return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0 &&
           syscall(SYS_capset, &header, none) == 0;
}

/* Its files, with who it is to be, and no more rights than that; NULL, or what it cannot. */
static const char *
settle(char **arguments, char **files, int count)
{
    bool root = geteuid() == 0;
    if (!root && !map(arguments[0], arguments[1]))
        return "cannot map the user";
    /* Where the host has no memory left, the kernel is to end this job and nobody else: it looks
     * for the largest process, and what fills a memory file system is not a large one. */
    if (!put("/proc/self/oom_score_adj", "1000"))
        return "cannot be the first to be ended for memory";
    const char *fault = store_mount(files, count);
    if (fault != NULL)
        return fault;
    if (root && stands("user") && !root_leave(arguments[0], arguments[1]))
        return "cannot leave root, who has no other user ids here";
    if (!rights_drop())
        return "cannot drop its rights";
    /* The kernel forgets it when a process becomes another user. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        return "cannot end with the supervisor";
    return store_hand_over(files, count, (int)strtol(arguments[2], NULL, 10));
}

int
stay(char **arguments)
{
    char **files = arguments + 3;
    int count = 0;
    while (files[count] != NULL && strcmp(files[count], "--") != 0)
        count++;
    if (files[count] == NULL || files[count + 1] == NULL)
        return 64;
    const char *fault = settle(arguments, files, count);
    if (fault == NULL)
    {
        char filled;
        if (read((int)strtol(arguments[2], NULL, 10), &filled, 1) != 1)
            return 0; /* the supervisor is gone, or does not want it any more */
        (void)execv(files[count + 1], files + count + 1);
        fault = "bubblewrap cannot be run";
    }
    (void)dprintf(STDERR_FILENO, "launch: %s: %s\n", fault, strerror(errno));
    return 70;
}
