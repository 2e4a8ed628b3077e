#include "sandbox/stay.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdbool.h>
#include <stdio.h>
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

static bool
rights_drop(void)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{.effective = 0}};
    return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0 &&
           syscall(SYS_capset, &header, none) == 0;
}

int
stay(char **arguments)
{
    const char *fault = NULL;
    if (!map(arguments[0], arguments[1]))
        fault = "cannot map the user";
    else if (!rights_drop())
        fault = "cannot drop its rights";
    if (fault == NULL)
    {
        (void)execv(arguments[2], arguments + 2);
        fault = "bubblewrap cannot be run";
    }
    (void)dprintf(STDERR_FILENO, "launch: %s: %s\n", fault, strerror(errno));
    return 70;
}
