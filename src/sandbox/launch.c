/*
 * The step from our process to bubblewrap. Between fork and exec only system calls are made:
 * another thread may hold any lock of the C library.
 */
#include "sandbox/inner.h"

#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum
{
    LOW_PRIORITY = 10 /* nice(1): what is not a job goes first */
};

/* The processors that it may use: the first `count` of ours. The job cannot widen it: the list of
 * system calls has no sched_setaffinity. */
static bool
processors_narrow(int count)
{
    cpu_set_t ours;
    cpu_set_t its;
    if (sched_getaffinity(0, sizeof ours, &ours) != 0)
        return false;
    CPU_ZERO(&its);
    int taken = 0;
    for (size_t at = 0; at < CPU_SETSIZE && taken < count; at++)
    {
        if (!CPU_ISSET(at, &ours))
            continue;
        CPU_SET(at, &its);
        taken++;
    }
    return sched_setaffinity(0, sizeof its, &its) == 0;
}

/* Keeps the descriptors that are listed and no other. */
static bool
descriptors_keep(const Launch *what)
{
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(what->said, STDOUT_FILENO) < 0 ||
        dup2(what->said, STDERR_FILENO) < 0 || close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) != 0)
        return false;
    for (size_t at = 0; at < what->keep_count; at++)
        if (fcntl(what->keep[at], F_SETFD, 0) != 0)
            return false;
    return true;
}

static void
signals_reset(void)
{
    for (int number = 1; number < NSIG; number++)
        (void)signal(number, SIG_DFL);
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Who is not root has every right in a user namespace of its own, but not in a new program: these
 * three go on into it (stay.c), which maps the user by them and drops them. */
static bool
rights_keep(bool needed)
{
    static const int rights[] = {CAP_SETGID, CAP_SETUID, CAP_SYS_ADMIN};
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct sets[2];
    if (!needed)
        return true;
    if (syscall(SYS_capget, &header, sets) != 0)
        return false;
    sets[0].inheritable = sets[0].permitted;
    if (syscall(SYS_capset, &header, sets) != 0)
        return false;
    for (size_t at = 0; at < sizeof rights / sizeof *rights; at++)
        if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, rights[at], 0, 0) != 0)
            return false;
    return true;
}

/* The supervisor is above our pid namespace, so getppid(2) is 0 whether it lives or not. */
static bool
lives(int supervisor)
{
    struct pollfd ended = {.fd = supervisor, .events = POLLIN};
    return poll(&ended, 1, 0) == 0;
}

static _Noreturn void
become(const Launch *what, int supervisor, bool owned)
{
    /* The last one is a mark: the self-test looks whether the environment was cleared. */
    static const char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C",
                                              "BERAAD_OUTSIDE=yes", NULL};
    const char *fault = NULL;
    signals_reset();
    if (what->group >= 0 && write(what->group, "0", 1) != 1)
        fault = "launch: cannot join the cgroup\n";
    else if (!rights_keep(owned))
        fault = "launch: cannot keep the rights to map the user\n";
    else if (!processors_narrow(what->processors))
        fault = "launch: cannot set processors\n";
    else if (getpriority(PRIO_PROCESS, 0) < LOW_PRIORITY &&
             setpriority(PRIO_PROCESS, 0, LOW_PRIORITY) != 0)
        fault = "launch: cannot lower the priority\n";
    /* From here on it ends with us, and as it is the first of a pid namespace, all in it does. */
    else if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || !lives(supervisor))
        fault = "launch: the supervisor is gone\n";
    else if (!descriptors_keep(what))
        fault = "launch: cannot keep descriptors\n";
    if (fault == NULL)
    {
        (void)execve(what->arguments[0], what->arguments, (char *const *)(uintptr_t)environment);
        fault = "launch: beraad-sandbox-init cannot be run\n";
    }
    size_t size = 0;
    while (fault[size] != '\0')
        size++;
    ssize_t put = write(what->said, fault, size);
    _exit(put >= 0 ? 70 : 71);
}

/* The kernel says why it makes no namespace; ENOSPC is its word for too many of them. */
static ErrorKind
launch_refused(Error *err)
{
    if (errno == ENOMEM || errno == EAGAIN)
        return error_set_io(err, "cannot start a process in a pid namespace of its own");
    return error_set(err, ERROR_STATE,
                     "the host cannot give a barrier of the sandbox: launch: a process in a pid "
                     "namespace of its own: %s",
                     errno == ENOSPC ? "too many namespaces" : strerror(errno));
}

/*
 * Bubblewrap is the first process of a pid namespace: when it is killed, the kernel kills whatever
 * it has begun. Its own --die-with-parent does not cover its child's first moments: the child waits
 * for a word from a parent that may be dead, for ever, with the clear bytes that were on their way.
 * Who is not root needs a user namespace for that, and stays the same user in it (stay.h). The
 * mount namespace is for the job's files (store.h): no other process of the host is in it.
 */
ErrorKind
launch(const Launch *what, pid_t *ret_pid, Error *err)
{
    bool owned = geteuid() != 0;
    CLOSES_FILE int supervisor = (int)syscall(SYS_pidfd_open, getpid(), 0);
    if (supervisor < 0)
        return error_set_io(err, "cannot name this process to another");
    unsigned long flags = SIGCHLD | CLONE_NEWPID | CLONE_NEWNS | (owned ? CLONE_NEWUSER : 0UL);
    pid_t pid = (pid_t)syscall(SYS_clone, flags, NULL, NULL, NULL, NULL);
    if (pid < 0)
        return launch_refused(err);
    if (pid == 0)
        become(what, supervisor, owned);
    *ret_pid = pid;
    return ERROR_NONE;
}
