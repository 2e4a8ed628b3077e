#include "sandbox/filter.h"

#include "core/file.h"

#include <errno.h>
#include <linux/nsfs.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Allowed whatever the arguments. One that this architecture does not have is passed over. */
static const char *const plain[] = {
    /* files by name */
    "access", "chdir", "chmod", "chown", "creat", "faccessat", "faccessat2", "fchdir", "fchmod",
    "fchmodat", "fchown", "fchownat", "getcwd", "lchown", "link", "linkat", "mkdir", "mkdirat",
    "open", "openat", "openat2", "readlink", "readlinkat", "rename", "renameat", "renameat2",
    "rmdir", "symlink", "symlinkat", "truncate", "umask", "unlink", "unlinkat", "utime",
    "utimensat", "utimes", "futimesat", "stat", "lstat", "newfstatat", "statx", "statfs", "stat64",
    "fstatat64", "getxattr", "lgetxattr", "listxattr", "llistxattr",
    /* files by descriptor */
    "close", "close_range", "copy_file_range", "dup", "dup2", "dup3", "fadvise64", "fallocate",
    "fcntl", "fdatasync", "fgetxattr", "flistxattr", "flock", "fstat", "fstatfs", "fsync",
    "ftruncate", "getdents", "getdents64", "lseek", "pipe", "pipe2", "pread64", "preadv", "preadv2",
    "pwrite64", "pwritev", "pwritev2", "read", "readahead", "readv", "sendfile", "sync_file_range",
    "write", "writev",
    /* init.c gives /out to the supervisor with it; a job has no socket to use it on */
    "sendmsg",
    /* waiting */
    "epoll_create", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_pwait2", "epoll_wait",
    "eventfd", "eventfd2", "poll", "ppoll", "pselect6", "select", "signalfd", "signalfd4",
    "timerfd_create", "timerfd_gettime", "timerfd_settime",
    /* memory; mmap has a rule of its own */
    "brk", "madvise", "membarrier", "mincore", "mlock", "mlock2", "mprotect", "mremap", "msync",
    "munlock", "munmap",
    /* processes and threads; clone has a rule of its own */
    "arch_prctl", "execve", "exit", "exit_group", "fork", "futex", "futex_waitv", "get_robust_list",
    "getpgid", "getpgrp", "getpid", "getppid", "getsid", "gettid", "restart_syscall", "rseq",
    "sched_get_priority_max", "sched_get_priority_min", "sched_getaffinity", "sched_getparam",
    "sched_getscheduler", "sched_yield", "set_robust_list", "set_tid_address", "setpgid", "setsid",
    "vfork", "wait4", "waitid", "getcpu", "getpriority",
    /* signals, to processes of the job: there are no others in its pid namespace */
    "kill", "pause", "rt_sigaction", "rt_sigpending", "rt_sigprocmask", "rt_sigqueueinfo",
    "rt_sigreturn", "rt_sigsuspend", "rt_sigtimedwait", "sigaltstack", "tgkill", "tkill",
    /* time */
    "alarm", "clock_getres", "clock_gettime", "clock_nanosleep", "getitimer", "gettimeofday",
    "nanosleep", "setitimer", "time", "timer_create", "timer_delete", "timer_getoverrun",
    "timer_gettime", "timer_settime", "times",
    /* who and where */
    "capget", "getegid", "geteuid", "getgid", "getgroups", "getrandom", "getresgid", "getresuid",
    "getrlimit", "getrusage", "getuid", "setrlimit", "sysinfo", "uname"};

/* Allowed where argument `at`, seen through `mask`, is `value`. */
typedef struct Narrow
{
    const char *call;
    unsigned at;
    scmp_datum_t mask;
    scmp_datum_t value;
} Narrow;

#define WHOLE 0xffffffffU
#define NEW_NAMESPACES                                                                             \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |  \
     CLONE_NEWNET) /* clone(2) has no CLONE_NEWTIME: its bit is part of the signal's number */
#define SHARED_ANONYMOUS (MAP_SHARED | MAP_ANONYMOUS)

static const Narrow narrow[] = {
    {"clone", 0, NEW_NAMESPACES, 0},
    /* Shared anonymous memory lives on when no process maps its pages: it could not be counted. */
    {"mmap", 3, SHARED_ANONYMOUS, 0},
    {"mmap", 3, SHARED_ANONYMOUS, MAP_SHARED},
    {"mmap", 3, SHARED_ANONYMOUS, MAP_ANONYMOUS},
    {"prlimit64", 0, WHOLE, 0}, /* its own limits only */
    {"personality", 0, WHOLE, 0},
    {"personality", 0, WHOLE, 0xffffffffU},
    {"personality", 0, WHOLE, ADDR_NO_RANDOMIZE},
    {"prctl", 0, WHOLE, PR_SET_NAME},
    {"prctl", 0, WHOLE, PR_GET_NAME},
    {"prctl", 0, WHOLE, PR_SET_PDEATHSIG},
    {"prctl", 0, WHOLE, PR_GET_DUMPABLE},
    {"prctl", 0, WHOLE, PR_SET_DUMPABLE},
    {"prctl", 0, WHOLE, PR_CAPBSET_READ},
    {"prctl", 0, WHOLE, PR_GET_NO_NEW_PRIVS},
    {"prctl", 0, WHOLE, PR_SET_VMA},
    /* A terminal and a descriptor's state; TIOCSTI, TIOCLINUX and TIOCCONS are not among them. */
    {"ioctl", 1, WHOLE, TCGETS},
    {"ioctl", 1, WHOLE, TCSETS},
    {"ioctl", 1, WHOLE, TCSETSW},
    {"ioctl", 1, WHOLE, TCSETSF},
    {"ioctl", 1, WHOLE, TCFLSH},
    {"ioctl", 1, WHOLE, TIOCGWINSZ},
    {"ioctl", 1, WHOLE, TIOCGPGRP},
    {"ioctl", 1, WHOLE, TIOCSPGRP},
    {"ioctl", 1, WHOLE, TIOCSCTTY},
    {"ioctl", 1, WHOLE, TIOCNOTTY},
    {"ioctl", 1, WHOLE, TIOCGSID},
    {"ioctl", 1, WHOLE, TIOCOUTQ},
    {"ioctl", 1, WHOLE, NS_GET_USERNS}, /* the self-test asks who owns its mounts */
    {"ioctl", 1, WHOLE, FIONREAD},
    {"ioctl", 1, WHOLE, FIONBIO},
    {"ioctl", 1, WHOLE, FIOCLEX},
    {"ioctl", 1, WHOLE, FIONCLEX}};

static void
close_filter(scmp_filter_ctx *filter)
{
    if (*filter != NULL)
        seccomp_release(*filter);
}

static int
add_narrow(scmp_filter_ctx filter, const Narrow *rule)
{
    struct scmp_arg_cmp when = {rule->at, SCMP_CMP_MASKED_EQ, rule->mask, rule->value};
    int call = seccomp_syscall_resolve_name(rule->call);
    return call < 0 ? 0 : seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &when);
}

static int
fill(scmp_filter_ctx filter)
{
    int fault = 0;
    for (size_t at = 0; at < sizeof plain / sizeof *plain && fault == 0; at++)
    {
        int call = seccomp_syscall_resolve_name(plain[at]);
        if (call >= 0)
            fault = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    }
    for (size_t at = 0; at < sizeof narrow / sizeof *narrow && fault == 0; at++)
        fault = add_narrow(filter, &narrow[at]);
    return fault;
}

ErrorKind
filter_open(int *ret_fd, Error *err)
{
    __attribute__((cleanup(close_filter))) scmp_filter_ctx filter =
        seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    if (filter == NULL)
        error_out_of_memory();
    int fault = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (fault == 0)
        fault = fill(filter);
    if (fault < 0)
        return error_set(err, ERROR_INTERNAL, "the list of system calls: libseccomp says %d",
                         -fault);
    CLOSES_FILE int fd = memfd_create("filter", MFD_CLOEXEC);
    if (fd < 0)
        return error_set_io(err, "cannot make a memory file");
    fault = seccomp_export_bpf(filter, fd);
    if (fault < 0 || lseek(fd, 0, SEEK_SET) != 0)
        return error_set(err, ERROR_INTERNAL, "the list of system calls: cannot be exported");
    *ret_fd = fd;
    fd = -1;
    return ERROR_NONE;
}
