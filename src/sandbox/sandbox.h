/*
 * A place nothing leaves: a program runs in it, sees what it was given, and writes to one bounded
 * folder. The only folder that says bwrap, seccomp and cgroup (doc/architecture.md, "A job").
 *
 * What the job sees: /usr and the little of /etc that R, Python and the engine need, read-only; its
 * files (/data, /model, ... by stream, see SandboxFile), read-only; /scratch (/tmp is the same),
 * /dev/shm and /out, each a bounded tmpfs of its own; a /proc that shows the job only; /dev/null,
 * /dev/random and /dev/urandom. It has no network and can make no socket, no capability, no way to
 * one, no further namespace, the system calls of a list, and an environment that is always the
 * same.
 *
 * Clear bytes exist in the memory of the job only: a file's bytes are written into a tmpfs of a
 * mount namespace that is the job's own before the job begins, and no name outside ever leads to
 * them. They go with the last process, also when beraad is killed. A host that swaps can write them
 * to its swap, but for a job that root starts on Linux 6.4 or later: SandboxHost says so.
 *
 * One rule: a barrier that the host cannot give is ERROR_STATE with its name. There is no weaker
 * sandbox.
 */
#ifndef BERAAD_SANDBOX_SANDBOX_H
#define BERAAD_SANDBOX_SANDBOX_H

#include "core/arena.h"
#include "core/list.h"

#include <stdbool.h>
#include <stdint.h>

/* Bounds on what one job is given: each file is a descriptor while the sandbox is filled. */
#define SANDBOX_FILES_MAX 256

/* A file's bytes are being taken; the `take` that sandbox_put is. */
typedef struct SandboxFile SandboxFile;

/* Puts all bytes of the file through sandbox_put(sink, ...), from the first to the last. An error
 * (a digest that does not hold, at the very end) ends the sandbox before the job began. */
typedef ErrorKind (*SandboxFeed)(const SandboxFile *file, void *sink, Error *err);

/* One file that the job sees, read-only, owned by it, in the order in which they are fed. */
struct SandboxFile
{
    const char *path; /* absolute, plain parts: "/data/population-2018.parquet" */
    bool program;     /* mode 0755 instead of 0644 */
    SandboxFeed feed; /* NULL: the bytes are at `from`, `size` of them */
    const void *from; /* for feed, or the bytes */
    size_t size;
};

/* Takes part of a file; has the shape of a stream's taker. `sink` is what feed was given.
 * ERROR_STATE: the process is asked to end (core/interrupt.h). */
ErrorKind sandbox_put(void *sink, const void *bytes, size_t size, Error *err) MUST_CHECK;

/* A directory of the host that everybody may read (a tool chain), under the same or another name.
 */
typedef struct SandboxTool
{
    const char *host;
    const char *path;
} SandboxTool;

/* All are upper bounds; none may be 0. Memory and processes count the whole job. */
typedef struct SandboxLimits
{
    int64_t memory;       /* bytes in the processes' own memory; what lies in files comes on top */
    int64_t scratch;      /* bytes in /scratch; /dev/shm has SANDBOX_SHARED_BYTES */
    int64_t out;          /* bytes in /out, the captured output included */
    int64_t files;        /* files and directories in /out; in /scratch ten times as many */
    int processes;        /* processes and threads */
    int processors;       /* processors they run on */
    int64_t milliseconds; /* from its first instruction to its end */
} SandboxLimits;

#define SANDBOX_SHARED_BYTES ((int64_t)64 * 1024 * 1024)

/* 4 GiB of memory, 4 GiB of scratch, 1 GiB and 1000 files of output, 64 processes, all processors
 * but one (at least one), one hour. */
SandboxLimits sandbox_limits(void);

/* Where the parts of the sandbox are. NULL: bwrap along a fixed path (/usr/bin, /usr/local/bin),
 * ours beside the running program or in its libexec/beraad. A test gives another. */
typedef struct SandboxParts
{
    const char *bwrap;
    const char *init;     /* beraad-sandbox-init: first process of the job, src/sandbox/init.c */
    const char *selftest; /* beraad-sandbox-selftest: src/sandbox/attempt/ */
} SandboxParts;

/* May the job begin, or go on? Asked when everything is in place, and then each SANDBOX_ASK
 * milliseconds until it ends. No: it is ended, with SANDBOX_STOPPED; so it is by an error, which
 * sandbox_run returns. It blocks the job's terminal: it answers at once. */
typedef ErrorKind (*SandboxMay)(void *context, bool *ret_may, Error *err);
#define SANDBOX_ASK 1000

typedef struct SandboxJob
{
    const char *const *arguments; /* NULL-ended; the first is found along the job's PATH */
    const SandboxFile *files;
    size_t file_count;
    const SandboxTool *tools; /* besides /usr; often none */
    size_t tool_count;
    SandboxLimits limits;
    bool terminal; /* standard input, output and error are a terminal of the job's own, shown on
                    * ours (which must be one); else input is empty and output goes to
                    * /out/stdout.txt and /out/stderr.txt */
    bool unseen;   /* the terminal is not shown on ours, which need not be one: for the self-test */
    SandboxMay may; /* NULL: it may always */
    void *asker;    /* the context of `may` */
    SandboxParts parts;
} SandboxJob;

/* How a job ended: all that a researcher is shown, with duration and resources. */
typedef enum SandboxEnd
{
    SANDBOX_DONE,     /* exit status 0 */
    SANDBOX_FAILED,   /* another exit status */
    SANDBOX_CRASHED,  /* a signal of its own doing ended it */
    SANDBOX_ABSENT,   /* the program is not there or cannot be run */
    SANDBOX_TIME,     /* ended at the time limit */
    SANDBOX_MEMORY,   /* ended for its memory */
    SANDBOX_CROWDED,  /* ended for the number of its files; none of /out is given out */
    SANDBOX_OVERFLOW, /* what it left in /out passes the limits: none of it is given out */
    SANDBOX_STOPPED,  /* it might not begin, or not go on (SandboxMay), or the supervisor was not
                       * heard for half a minute (SIGSTOP): none of it is given out */
    SANDBOX_END_COUNT
} SandboxEnd;

/* "done", "failed", "crashed", "absent", "time", "memory", "files", "output",
 * "stopped". */
const char *sandbox_end_name(SandboxEnd end);

typedef struct SandboxReport
{
    SandboxEnd end;
    int exit_status; /* of SANDBOX_DONE and SANDBOX_FAILED */
    int signal;      /* of SANDBOX_CRASHED */
    int64_t milliseconds;
    int64_t processor_milliseconds; /* of all its processes that were waited for */
    int64_t memory; /* of its processes, highest seen, bytes; looked at every 20 ms. Of its whole
                     * cgroup where the kernel ended it for its memory */
    int processes;  /* highest seen */
    int survivors;  /* still there when its first process had ended; killed */
    const char *limits; /* which limits were in force: "cgroup v2, rlimits and watch" or "rlimits
                         * and watch" */
    bool withheld;      /* nothing of /out is given out: it passes the limits, or was stopped */
    int64_t files;      /* in /out: regular, with one name, fit to be given out */
    int64_t bytes;      /* of them together */
    int64_t refused; /* in /out: links, devices, FIFOs, sockets, second names of a file, names that
                      * are not UTF-8 or longer than 255 bytes, directories deeper than 8 */
} SandboxReport;

/* ERROR_USAGE where our standard input and output are no terminal, as SandboxJob.terminal asks. */
ErrorKind sandbox_terminal_check(Error *err) MUST_CHECK;

/* A job that has ended, with what it left in /out; no process of it is alive. */
typedef struct Sandbox Sandbox;

/*
 * Runs a job to its end. Whatever the job does is no error but a report. ERROR_STATE: the host
 * lacks a barrier, or the memory that the files need; a feed's error unchanged; ERROR_USAGE: a
 * file's path or a tool that cannot be.
 *
 * Started as root, the job belongs to a user id of the host that nobody else has. When the caller
 * dies, the job dies. It forks: no other thread may hold a lock that a new program needs.
 */
ErrorKind sandbox_run(const SandboxJob *job, Sandbox **ret_sandbox, Error *err) MUST_CHECK;

const SandboxReport *sandbox_report(const Sandbox *sandbox);

/* A file of /out: its name below /out ("table/rates.csv"; valid UTF-8, no part empty, "." or "..",
 * at most 255 bytes, else anything: show it with text_shown) and a descriptor at its first byte,
 * closed when the visit ends. Its size is what is read, exactly. */
typedef ErrorKind (*SandboxVisit)(void *context, const char *name, int fd, int64_t size,
                                  Error *err);

/* Each file once, in the order of the names' bytes; stops at the first error, which it returns.
 * Nothing is visited where the report says withheld. */
ErrorKind sandbox_visit(const Sandbox *sandbox, SandboxVisit visit, void *context,
                        Error *err) MUST_CHECK;

/* Lets go of /out: its bytes are gone. */
void sandbox_close(Sandbox **sandbox);
#define CLOSES_SANDBOX __attribute__((cleanup(sandbox_close)))

/* What the host gives. */
typedef struct SandboxHost
{
    const char *kernel; /* "6.1.0" */
    const char *bwrap;  /* "0.8.0" */
    const char *limits; /* as in SandboxReport */
    bool swap;          /* the host swaps: its swap must be encrypted */
    bool root;          /* jobs get a user id of their own */
} SandboxHost;

/* ERROR_STATE, naming all that is missing: Linux 5.14, as many namespaces of each kind as a job
 * takes, user namespaces that this user may make, seccomp filters, bwrap 0.8. */
ErrorKind sandbox_host(Arena *arena, const SandboxParts *parts, SandboxHost *ret_host,
                       Error *err) MUST_CHECK;

/* One attempt to get out, and what came of it. */
typedef struct SandboxAttempt
{
    const char *name;    /* "connect to a loopback address of the host" */
    const char *barrier; /* "network namespace" */
    bool held;
    const char *found; /* what stopped it, or what did not: "ENOSYS" */
} SandboxAttempt;
typedef struct SandboxAttempts LIST_OF(SandboxAttempt) SandboxAttempts;

/*
 * Tries to get out of the sandbox that this job would get (its tools, limits and terminal; its
 * files replaced by marked ones of the same paths). *ret_attempts has every attempt, held or not.
 * An attempt that was not held, or did not answer, is ERROR_STATE: no job may start.
 */
ErrorKind sandbox_selftest(Arena *arena, const SandboxJob *job, SandboxAttempts *ret_attempts,
                           Error *err) MUST_CHECK;

#endif
