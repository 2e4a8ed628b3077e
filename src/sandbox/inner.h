/*
 * What the files of sandbox/ share: how one job is put together, started, watched and read out.
 */
#ifndef BERAAD_SANDBOX_INNER_H
#define BERAAD_SANDBOX_INNER_H

#include "sandbox/group.h"
#include "sandbox/note.h"
#include "sandbox/sandbox.h"

#include <sys/types.h>

/* Places in the sandbox. */
#define PLACE_INIT "/run/sandbox/init"
#define PLACE_SELFTEST "/run/sandbox/selftest"

/* User and group inside, and the host's user ids for jobs that root starts: this and the number of
 * the process that supervises, so two jobs of one moment never share one. No distribution gives
 * out ids up there. */
#define INSIDE_ID 1000
#define OUTSIDE_ID_FIRST 1610612736U

/* How long a job goes on while its supervisor says nothing: longer than a busy host holds it up. */
#define SILENCE_MILLISECONDS 30000

/* The files of one job: ours (the first process, /etc/passwd, /etc/group) and then the job's. */
typedef struct FileList LIST_OF(SandboxFile) FileList;

/* Descriptors that the sandbox starts with, as the new process numbers them. */
typedef struct Descriptors
{
    int control;
    int terminal; /* -1: none */
    int filter;
} Descriptors;

/* Where the parts are (parts.c); ERROR_STATE where one is not there. */
ErrorKind parts_find(Arena *arena, const SandboxParts *given, SandboxParts *ret_parts,
                     Error *err) MUST_CHECK;

/* The whole of one of our programs. */
ErrorKind part_read(Arena *arena, const char *path, char **ret_bytes, size_t *ret_size,
                    Error *err) MUST_CHECK;

/* What a host lacks, in words; NULL: nothing. proc is where /proc is (or a test's own), release as
 * uname(2) gives it, root whether root starts the job (host.c). */
const char *host_missing(Arena *arena, const char *proc, const char *release, bool root);
/* host_missing of this host, as ERROR_STATE. */
ErrorKind host_check(Arena *arena, Error *err) MUST_CHECK;

/* The cgroup of a job with these limits and files (share.c), of no more memory than the host can
 * give: so a job that takes too much meets its own end before others are ended for it. NO_GROUP:
 * the host offers none. */
ErrorKind share_open(Arena *work, const SandboxLimits *limits, const FileList *files,
                     Group *ret_group, Error *err) MUST_CHECK;

/* The words for the limits that are in force. */
const char *limits_name(bool group);

/* ERROR_USAGE where a job cannot be: a path that is not plain, a limit of 0, too many files. */
ErrorKind job_check(const SandboxJob *job, Error *err) MUST_CHECK;

/* The whole argument vector: what comes before bubblewrap (stay.h), it and the job, NULL-ended
 * (arguments.c). */
char **arguments_build(Arena *arena, const SandboxJob *job, const SandboxParts *parts,
                       const FileList *files, const Descriptors *descriptors);

/* What the new process is before it becomes bubblewrap (launch.c). */
typedef struct Launch
{
    char **arguments; /* the first is the program */
    const int *keep;  /* descriptors that it keeps, besides standard input, output and error */
    size_t keep_count;
    int said;       /* its standard output and error */
    int group;      /* cgroup.procs of its cgroup; -1: none */
    int processors; /* how many it and the job may use */
} Launch;

/* Forks and executes. */
ErrorKind launch(const Launch *what, pid_t *ret_pid, Error *err) MUST_CHECK;

/* One message of the control socket. size 0: the other end is gone. */
typedef struct Heard
{
    Note note;
    size_t size;
    pid_t sender;             /* as this process numbers it; 0: not told */
    int fds[NOTE_FILES_MOST]; /* ours now */
    size_t count;
} Heard;

/* The two ends (control.c); the second is for the sandbox. */
ErrorKind control_open(int *ret_ours, int *ret_theirs, Error *err) MUST_CHECK;
/* Waits for a message. */
ErrorKind control_hear(int control, Heard *ret_heard, Error *err) MUST_CHECK;
/* The one byte; false: it does not go through. */
bool control_say(int control);
/* Closes what descriptors it still has. */
void heard_close(Heard *heard);
#define CLOSES_HEARD __attribute__((cleanup(heard_close)))

/* What the job sees: our own files (its first process, /etc/passwd ...) and those of the job, in
 * the order in which they are fed (feed.c). */
ErrorKind files_gather(Arena *arena, const SandboxJob *job, const SandboxParts *parts,
                       FileList *files, Error *err) MUST_CHECK;
/* Fills them, as the sandbox hands over where to write. *ret_taken false: it has ended. */
ErrorKind files_feed(const FileList *files, int control, bool *ret_taken, Error *err) MUST_CHECK;

/* What is in a folder that a job wrote and nobody writes now (output.c). */
typedef struct OutputFile
{
    const char *name;
    int64_t size;
} OutputFile;

typedef struct Output
{
    struct OutputFiles LIST_OF(OutputFile) files; /* in the order of their names' bytes */
    int64_t bytes;
    int64_t refused;
} Output;

/* Walks the folder behind fd, never following a link; reads at most limit + 1 regular files. */
ErrorKind sandbox_output_list(Arena *arena, int fd, int64_t limit, Output *ret_output,
                              Error *err) MUST_CHECK;
/* Opens one of them, which must be as it was listed. */
ErrorKind output_open(int folder, const OutputFile *file, int *ret_fd, Error *err) MUST_CHECK;

/* A job that has ended (report.c). */
struct Sandbox
{
    Arena *arena;
    int out; /* the folder of the job, which no process holds any more */
    Output output;
    SandboxReport report;
};

/* What was seen of its end: by its first process, and by its cgroup. */
void report_fill(Arena *work, const Group *group, const Note *note, SandboxReport *ret_report);
/* Looks over what it left in /out and adds it to the report. Every process of it is dead. */
ErrorKind stock_take(Sandbox *sandbox, const SandboxLimits *limits, Error *err) MUST_CHECK;

/* A terminal of the job's own and its showing on ours (terminal.c). */
typedef struct Terminal Terminal;
/* unseen: what the job writes to it is dropped, and nothing is typed. */
ErrorKind terminal_open(bool unseen, const char *init, Terminal **ret_terminal,
                        Error *err) MUST_CHECK;
int terminal_slave(const Terminal *terminal);
/* Closes our copy of the job's side. */
void terminal_begin(Terminal *terminal);
/* Waits at most `milliseconds` for fd to be readable, showing and passing on meanwhile. */
ErrorKind terminal_wait(Terminal *terminal, int fd, int milliseconds, bool *ret_readable,
                        Error *err) MUST_CHECK;
/* The job has ended: shows what it wrote last, within a second. */
void terminal_end(Terminal *terminal);
/* Gives our terminal back as it was. */
void terminal_close(Terminal **terminal);
#define CLOSES_TERMINAL __attribute__((cleanup(terminal_close)))

#endif
