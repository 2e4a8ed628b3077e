/*
 * The self-test of the sandbox: a program that runs where a job runs and tries to get out.
 *
 * table.c is the whole of it at a glance: each row is one attempt, the barrier that must stop it,
 * and the function that tries. An attempt succeeds for the sandbox (it is "held") only if that very
 * barrier stopped it: a system call that is not on the list must answer ENOSYS, not EPERM from
 * further in. It stands alone: the C library and nothing of the house.
 *
 * What an attempt aims at is real: the supervisor lays out marks on the host first (a readable
 * file, a listening port, a socket, a shared memory segment) and passes their names.
 */
#ifndef BERAAD_SANDBOX_ATTEMPT_ATTEMPT_H
#define BERAAD_SANDBOX_ATTEMPT_ATTEMPT_H

#include <stdbool.h>
#include <stddef.h>

/* What the supervisor says: the marks, the limits of the job, the host's namespaces (as the inode
 * numbers of /proc/self/ns/NAME). In the order of selftest.c: "file=/var/tmp/..." and so on. */
#define MARK_NAMES                                                                                 \
    X(file)     /* a file of the host that everybody may read */                                   \
    X(home)     /* the supervisor's home */                                                        \
    X(pid)      /* the supervisor */                                                               \
    X(port)     /* a TCP port that listens on 127.0.0.1 */                                         \
    X(abstract) /* a listening abstract socket, without its zero byte */                           \
    X(shared)   /* id of a System V shared memory segment of the host */                           \
    X(objects)  /* device number of the host's /dev/shm */                                         \
    X(memory)   /* the limits, as sandbox.h */                                                     \
    X(scratch)                                                                                     \
    X(out)                                                                                         \
    X(processes)                                                                                   \
    X(processors)                                                                                  \
    X(tools) /* names at the root that the job's own tools add: "opt|" */                          \
    X(user)  /* namespaces */                                                                      \
    X(mnt)                                                                                         \
    X(net)                                                                                         \
    X(ipc)                                                                                         \
    X(uts)                                                                                         \
    X(cgroup)                                                                                      \
    X(pidns)

typedef struct Marks
{
#define X(name) const char *name;
    MARK_NAMES
#undef X
} Marks;

/* Was it stopped by what should stop it, and by what exactly? */
typedef struct Answer
{
    bool held;
    char found[96];
} Answer;

/* What a function is told by its row; most need one of the two or none. */
typedef struct Aim
{
    const char *path;
    long number;
} Aim;

typedef struct Attempt
{
    const char *name;
    const char *barrier;
    Answer (*run)(const Marks *marks, Aim aim);
    Aim aim;
} Attempt;

extern const Attempt attempts[];
extern const size_t attempt_count;

/* Answers. `held` and `open_door` say what was found; refused takes a system call's result: held
 * where it failed, and where `only` is not 0, with that errno alone. */
Answer held(const char *found);
Answer open_door(const char *found);
Answer refused(long result, int only);

/* The number that a mark is. */
long long mark_number(const char *mark);

/* Each tries what its row says (network.c, place.c, call.c, bound.c). */
Answer try_socket(const Marks *marks, Aim aim); /* aim.number: the address family */
Answer try_raw_socket(const Marks *marks, Aim aim);
Answer try_connect(const Marks *marks, Aim aim);  /* to the listening port */
Answer try_abstract(const Marks *marks, Aim aim); /* to the listening abstract socket */
Answer try_socketpair(const Marks *marks, Aim aim);
Answer try_name(const Marks *marks, Aim aim); /* DNS */
Answer see_interfaces(const Marks *marks, Aim aim);
Answer see_port(const Marks *marks, Aim aim);
Answer see_abstract(const Marks *marks, Aim aim);

Answer share_namespace(const Marks *marks, Aim aim); /* aim.path: its kind */
Answer own_mounts(const Marks *marks, Aim aim);
Answer see_mapping(const Marks *marks, Aim aim);
Answer see_hostname(const Marks *marks, Aim aim);
Answer see_segment(const Marks *marks, Aim aim);
Answer see_objects(const Marks *marks, Aim aim);
Answer signal_supervisor(const Marks *marks, Aim aim);
Answer see_processes(const Marks *marks, Aim aim);
Answer see_capabilities(const Marks *marks, Aim aim);
Answer see_privileges(const Marks *marks, Aim aim);
Answer see_environment(const Marks *marks, Aim aim);
Answer see_descriptors(const Marks *marks, Aim aim);
Answer see_session(const Marks *marks, Aim aim);

Answer read_file(const Marks *marks, Aim aim); /* the host's mark, or aim.path */
Answer read_home(const Marks *marks, Aim aim);
Answer read_first(const Marks *marks, Aim aim); /* aim.path below /proc/1 */
Answer read_kernel(const Marks *marks, Aim aim);
Answer list_root(const Marks *marks, Aim aim);
Answer list_dev(const Marks *marks, Aim aim);
Answer write_below(const Marks *marks, Aim aim); /* a new file in aim.path */
Answer write_over(const Marks *marks, Aim aim);  /* the existing file aim.path */
Answer write_setting(const Marks *marks, Aim aim);
Answer change_file(const Marks *marks, Aim aim);
Answer see_mounts(const Marks *marks, Aim aim);
Answer link_out(const Marks *marks, Aim aim);

Answer call_absent(const Marks *marks, Aim aim); /* aim.number: the system call */
Answer call_ptrace(const Marks *marks, Aim aim);
Answer call_clone(const Marks *marks, Aim aim);
Answer call_ioctl(const Marks *marks, Aim aim); /* aim.number: the request */
Answer call_limits(const Marks *marks, Aim aim);
Answer call_shared_memory(const Marks *marks, Aim aim);
Answer call_foreign(const Marks *marks, Aim aim); /* another architecture's calls */

Answer pass_memory(const Marks *marks, Aim aim);
Answer pass_processes(const Marks *marks, Aim aim);
Answer pass_processors(const Marks *marks, Aim aim);
Answer pass_space(const Marks *marks, Aim aim); /* aim.path: a tmpfs */
Answer pass_file_size(const Marks *marks, Aim aim);
Answer pass_limit(const Marks *marks, Aim aim); /* aim.number: an rlimit that must be low */
Answer pass_priority(const Marks *marks, Aim aim);

/* Runs of their own, which the sandbox must end (alone.c): one that never returns. */
void alone_bomb(void);
void alone_files(void);
void alone_memory(void);
/* Left behind by the main run: links in /out and a process that goes on writing. */
void leave_behind(void);

#endif
