#include "sandbox/attempt/attempt.h"

#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>

/* The barriers, as bubblewrap, the kernel and init.c put them up. */
#define CALLS "list of system calls"
#define NETWORK "network namespace"
#define PROCESSES "process namespace"
#define IPC "IPC namespace"
#define HOSTNAME "hostname namespace"
#define CGROUPS "cgroup namespace"
#define USERS "user namespace"
#define NESTING "no further user namespaces"
#define MOUNTS "mount namespace"
#define READ_ONLY "read-only mounts"
#define NO_RIGHTS "no capabilities"
#define NO_GAIN "no new privileges"
#define CLEARED "cleared environment"
#define CLOSED "closed descriptors"
#define SESSION "session of its own"
#define FIRST "closed first process"
#define MASKED "masked kernel files"
#define DEVICES "three devices"
#define MEMORY "memory limit"
#define NUMBER "process limit"
#define PROCESSOR "processor limit"
#define SPACE "bounded tmpfs"
#define BOUND "resource limit"

/* A system call, by the number of it. */
#define CALL(words, number)                                                                        \
    {                                                                                              \
        words, CALLS, call_absent,                                                                 \
        {                                                                                          \
            NULL, number                                                                           \
        }                                                                                          \
    }

const Attempt attempts[] = {
    /* Out by the network */
    {"make an IPv4 socket", CALLS, try_socket, {NULL, AF_INET}},
    {"make an IPv6 socket", CALLS, try_socket, {NULL, AF_INET6}},
    {"make a packet socket", CALLS, try_socket, {NULL, AF_PACKET}},
    {"make a netlink socket", CALLS, try_socket, {NULL, AF_NETLINK}},
    {"make a local socket", CALLS, try_socket, {NULL, AF_UNIX}},
    {"make a virtual machine socket", CALLS, try_socket, {NULL, AF_VSOCK}},
    {"make a kernel crypto socket", CALLS, try_socket, {NULL, AF_ALG}},
    {"make a raw socket", CALLS, try_raw_socket, {NULL, 0}},
    {"make a socket pair", CALLS, try_socketpair, {NULL, 0}},
    {"connect to a port of the host", CALLS, try_connect, {NULL, 0}},
    {"connect to an abstract socket of the host", CALLS, try_abstract, {NULL, 0}},
    {"resolve a name", CALLS, try_name, {NULL, 0}},
    {"be in the network of the host", NETWORK, share_namespace, {"net", 0}},
    {"see another interface than loopback", NETWORK, see_interfaces, {NULL, 0}},
    {"see a port of the host", NETWORK, see_port, {NULL, 0}},
    {"see an abstract socket of the host", NETWORK, see_abstract, {NULL, 0}},

    /* Into other processes */
    {"be among the processes of the host", PROCESSES, share_namespace, {"pid", 0}},
    {"signal the supervisor", PROCESSES, signal_supervisor, {NULL, 0}},
    {"see a process that is not the job's", PROCESSES, see_processes, {NULL, 0}},
    {"attach to another process", CALLS, call_ptrace, {NULL, 0}},
    CALL("read another process's memory", SYS_process_vm_readv),
    CALL("write another process's memory", SYS_process_vm_writev),
    CALL("advise another process's memory", SYS_process_madvise),
    CALL("take another process's descriptor", SYS_pidfd_getfd),
    CALL("hold another process", SYS_pidfd_open),
    CALL("compare processes", SYS_kcmp),
    {"change another process's limits", CALLS, call_limits, {NULL, 0}},
    {"look into the first process's memory", FIRST, read_first, {"mem", 0}},
    {"look into the first process's environment", FIRST, read_first, {"environ", 0}},
    {"look into the first process's descriptors", FIRST, read_first, {"fd", 0}},
    {"leave through the first process's root", FIRST, read_first, {"root", 0}},
    {"keep a variable of the supervisor's environment", CLEARED, see_environment, {NULL, 0}},
    {"keep a descriptor of the supervisor", CLOSED, see_descriptors, {NULL, 0}},
    {"be in the supervisor's session", SESSION, see_session, {NULL, 0}},
    {"type on a terminal (TIOCSTI)", CALLS, call_ioctl, {NULL, TIOCSTI}},
    {"paste on a console (TIOCLINUX)", CALLS, call_ioctl, {NULL, TIOCLINUX}},
    {"take over the console (TIOCCONS)", CALLS, call_ioctl, {NULL, TIOCCONS}},

    /* Across jobs */
    {"share IPC with the host", IPC, share_namespace, {"ipc", 0}},
    {"see a shared memory segment of the host", IPC, see_segment, {NULL, 0}},
    {"see shared memory objects of the host", MOUNTS, see_objects, {NULL, 0}},
    CALL("make a System V shared memory segment", SYS_shmget),
    CALL("make a System V semaphore", SYS_semget),
    CALL("make a System V message queue", SYS_msgget),
    CALL("open a POSIX message queue", SYS_mq_open),
    CALL("make an anonymous file", SYS_memfd_create),
    {"map shared anonymous memory", CALLS, call_shared_memory, {NULL, 0}},

    /* Into another namespace, or up */
    {"be in the user namespace of the host", USERS, share_namespace, {"user", 0}},
    {"be more than one user", USERS, see_mapping, {NULL, 0}},
    {"be in the mounts of the host", MOUNTS, share_namespace, {"mnt", 0}},
    {"be in the cgroups of the host", CGROUPS, share_namespace, {"cgroup", 0}},
    {"share the hostname", HOSTNAME, share_namespace, {"uts", 0}},
    {"see the name of the host", HOSTNAME, see_hostname, {NULL, 0}},
    {"own the mounts of the job", NESTING, own_mounts, {NULL, 0}},
    {"hold a capability", NO_RIGHTS, see_capabilities, {NULL, 0}},
    {"gain privileges by a program", NO_GAIN, see_privileges, {NULL, 0}},
    CALL("leave a namespace (unshare)", SYS_unshare),
    CALL("enter a namespace (setns)", SYS_setns),
    {"make a namespace (clone)", CALLS, call_clone, {NULL, 0}},
    CALL("make a namespace (clone3)", SYS_clone3),
    CALL("become another user", SYS_setuid),
    CALL("become another group", SYS_setresgid),
    CALL("set capabilities", SYS_capset),
    CALL("mount", SYS_mount),
    CALL("unmount", SYS_umount2),
    CALL("change the root (pivot_root)", SYS_pivot_root),
    CALL("change the root (chroot)", SYS_chroot),
    CALL("open a file system", SYS_fsopen),
    CALL("clone a mount", SYS_open_tree),
    CALL("move a mount", SYS_move_mount),
    CALL("change a mount", SYS_mount_setattr),

    /* To the kernel */
    CALL("use keys (keyctl)", SYS_keyctl),
    CALL("add a key", SYS_add_key),
    CALL("ask for a key", SYS_request_key),
    CALL("load a program into the kernel (bpf)", SYS_bpf),
    CALL("use io_uring", SYS_io_uring_setup),
    CALL("use userfaultfd", SYS_userfaultfd),
    CALL("measure the machine (perf_event_open)", SYS_perf_event_open),
    CALL("load a module", SYS_finit_module),
    CALL("load a kernel", SYS_kexec_load),
    CALL("read the kernel's log", SYS_syslog),
    CALL("swap", SYS_swapon),
    CALL("set the clock", SYS_clock_settime),
    CALL("write a disk (syncfs)", SYS_syncfs),
    CALL("open a file by handle", SYS_open_by_handle_at),
    CALL("watch files (fanotify)", SYS_fanotify_init),
    CALL("watch files (inotify)", SYS_inotify_init1),
    CALL("splice into the page cache", SYS_vmsplice),
    {"use another architecture's system calls", CALLS, call_foreign, {NULL, 0}},
    {"read the kernel's symbols", MASKED, read_kernel, {"/proc/kallsyms", 0}},
    {"read the kernel's memory", MASKED, read_kernel, {"/proc/kcore", 0}},
    {"read the kernel's keys", MASKED, read_kernel, {"/proc/keys", 0}},
    {"write the kernel's settings", USERS, write_setting, {"/proc/sys/kernel/core_pattern", 0}},

    /* To files that are not the job's */
    {"read a file of the host", MOUNTS, read_file, {NULL, 0}},
    {"read the supervisor's home", MOUNTS, read_home, {NULL, 0}},
    {"read the host's passwords", MOUNTS, read_file, {"/etc/shadow", 0}},
    {"read the host's name server", MOUNTS, read_file, {"/etc/resolv.conf", 0}},
    {"read the host's devices and drivers", MOUNTS, read_file, {"/sys", 0}},
    {"read the host's variable data", MOUNTS, read_file, {"/var", 0}},
    {"see more than its own root", MOUNTS, list_root, {NULL, 0}},
    {"see another device", DEVICES, list_dev, {NULL, 0}},
    CALL("make a device or a FIFO", SYS_mknodat),

    /* Writing anywhere but /scratch and /out */
    {"write to the root", READ_ONLY, write_below, {"/", 0}},
    {"write to the programs", READ_ONLY, write_below, {"/usr/bin", 0}},
    {"write to /etc", READ_ONLY, write_below, {"/etc", 0}},
    {"write to /data", READ_ONLY, write_below, {"/data", 0}},
    {"write to /model", READ_ONLY, write_below, {"/model", 0}},
    {"write to /run", READ_ONLY, write_below, {"/run", 0}},
    {"write to /dev", READ_ONLY, write_below, {"/dev", 0}},
    {"write over a given file", READ_ONLY, write_over, {"/data/selftest", 0}},
    {"change the rights of a given file", READ_ONLY, change_file, {"/data/selftest", 0}},
    {"write over its list of users", READ_ONLY, write_over, {"/etc/passwd", 0}},
    {"have another mount that can be written", READ_ONLY, see_mounts, {NULL, 0}},
    {"link a given file into /out", READ_ONLY, link_out, {"/data/selftest", 0}},

    /* Taking more than its share */
    {"take more memory", MEMORY, pass_memory, {NULL, 0}},
    {"start more processes", NUMBER, pass_processes, {NULL, 0}},
    {"run on more processors", PROCESSOR, pass_processors, {NULL, 0}},
    CALL("choose its processors", SYS_sched_setaffinity),
    CALL("choose its scheduling", SYS_sched_setscheduler),
    CALL("raise its priority", SYS_setpriority),
    {"run before the host's own", PROCESSOR, pass_priority, {NULL, 0}},
    {"fill /out", SPACE, pass_space, {"/out", 0}},
    {"fill /scratch", SPACE, pass_space, {"/scratch", 0}},
    {"fill /dev/shm", SPACE, pass_space, {"/dev/shm", 0}},
    {"make a sparse file larger than its share", BOUND, pass_file_size, {"/out/sparse", 0}},
    {"open too many files", BOUND, pass_limit, {"256", RLIMIT_NOFILE}},
    {"lock memory", BOUND, pass_limit, {"65536", RLIMIT_MEMLOCK}},
    {"leave a core file", BOUND, pass_limit, {"0", RLIMIT_CORE}},
    {"queue signals", BOUND, pass_limit, {"256", RLIMIT_SIGPENDING}},
};

const size_t attempt_count = sizeof attempts / sizeof *attempts;
