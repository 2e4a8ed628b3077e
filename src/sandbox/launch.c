/*
 * The step from our process to bubblewrap. Between fork and exec only system calls are made:
 * another thread may hold any lock of the C library.
 */
#include "sandbox/inner.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
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

/* Root does not run jobs: each gets a user id of the host that owns nothing. The raw calls, because
 * the C library's would look for other threads. */
static bool
root_leave(uid_t id)
{
    if (geteuid() != 0)
        return true;
    return syscall(SYS_setgroups, 0, NULL) == 0 && syscall(SYS_setresgid, id, id, id) == 0 &&
           syscall(SYS_setresuid, id, id, id) == 0;
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

static _Noreturn void
become(const Launch *what, pid_t parent)
{
    /* The last one is a mark: the self-test looks whether the environment was cleared. */
    static const char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C",
                                              "BERAAD_OUTSIDE=yes", NULL};
    const char *fault = NULL;
    signals_reset();
    if (what->group >= 0 && write(what->group, "0", 1) != 1)
        fault = "launch: cannot join the cgroup\n";
    else if (!processors_narrow(what->processors))
        fault = "launch: cannot set processors\n";
    else if (getpriority(PRIO_PROCESS, 0) < LOW_PRIORITY &&
             setpriority(PRIO_PROCESS, 0, LOW_PRIORITY) != 0)
        fault = "launch: cannot lower the priority\n";
    else if (!root_leave(OUTSIDE_ID_FIRST + (uid_t)parent))
        fault = "launch: cannot leave root\n";
    else if (!descriptors_keep(what))
        fault = "launch: cannot keep descriptors\n";
    /* From here on it ends with us, and bubblewrap does the same for its own child. */
    else if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        fault = "launch: the supervisor is gone\n";
    if (fault == NULL)
    {
        (void)execve(what->arguments[0], what->arguments, (char *const *)(uintptr_t)environment);
        fault = "launch: bubblewrap cannot be run\n";
    }
    size_t size = 0;
    while (fault[size] != '\0')
        size++;
    ssize_t put = write(what->said, fault, size);
    _exit(put >= 0 ? 70 : 71);
}

ErrorKind
launch(const Launch *what, pid_t *ret_pid, Error *err)
{
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid < 0)
        return error_set_io(err, "cannot start a process");
    if (pid == 0)
        become(what, parent);
    *ret_pid = pid;
    return ERROR_NONE;
}
