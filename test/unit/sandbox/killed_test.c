/* The supervisor is killed with -9 at any moment: no process and no mount of the job is left. */
#include "fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cmocka_all.h"

/* What the job says, by which it is told from any other of this machine. */
static char words[64];

static void
pause_for(long microseconds)
{
    struct timespec moment = {microseconds / 1000000, microseconds % 1000000 * 1000};
    (void)nanosleep(&moment, NULL);
}

/* Until that many processes say `words`; false: not within five seconds. */
static bool
becomes(bool some)
{
    for (int tries = 0; tries < 500; tries++)
    {
        if ((running(words) > 0) == some)
            return true;
        pause_for(10000);
    }
    return false;
}

static size_t
mounts(char *bytes, size_t size)
{
    int fd = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
    size_t all = 0;
    for (ssize_t got = 1; got > 0 && all<size; all += got> 0 ? (size_t)got : 0)
        got = read(fd, bytes + all, size - all);
    assert_int_equal(close(fd), 0);
    return all;
}

static const char bytes[4000000];

/* Half of a file, and then the supervisor is no more. */
static ErrorKind
feed_and_die(const SandboxFile *file, void *sink, Error *err)
{
    TRY(sandbox_put(sink, bytes, file->size / 2, err));
    (void)kill(getpid(), SIGKILL);
    return ERROR_NONE;
}

/* A supervisor whose job reads a file of 4 MB and sleeps. */
static pid_t
supervisor_start(SandboxFeed feed)
{
    const SandboxFile files = {
        .path = "/data/a", .feed = feed, .from = bytes, .size = sizeof bytes};
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
    {
        Error err;
        Sandbox *sandbox = NULL;
        const char *const arguments[] = {"/bin/sh", "-c", words, NULL};
        SandboxJob job = job_small(arguments);
        job.files = &files;
        job.file_count = 1;
        ErrorKind kind = sandbox_run(&job, &sandbox, &err);
        _exit(kind == ERROR_NONE ? 0 : 1);
    }
    return pid;
}

static void
kill_supervisor(pid_t pid)
{
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void
while_the_job_runs(void **state)
{
    (void)state;
    static char before[65536];
    static char after[65536];
    size_t size = mounts(before, sizeof before);
    pid_t pid = supervisor_start(NULL);
    assert_true(becomes(true));
    pause_for(100000); /* it sleeps by now, and its files lie in no mount of ours */
    assert_int_equal(mounts(after, sizeof after), size);
    assert_memory_equal(before, after, size);
    kill_supervisor(pid);
    assert_true(becomes(false));
    assert_int_equal(mounts(after, sizeof after), size);
    assert_memory_equal(before, after, size);
}

/* At moments over the first 60 ms: before the fork, while files are put in, at the start. */
static void
while_it_begins(void **state)
{
    (void)state;
    for (long moment = 0; moment < 60000; moment += 4000)
    {
        pid_t pid = supervisor_start(NULL);
        pause_for(moment);
        kill_supervisor(pid);
        assert_true(becomes(false));
    }
}

static void
while_files_are_put_in(void **state)
{
    (void)state;
    int status = 0;
    pid_t pid = supervisor_start(feed_and_die);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    assert_true(becomes(false));
}

int
main(void)
{
    (void)snprintf(words, sizeof words, "sleep 7331; : %ld", (long)getpid());
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(while_the_job_runs),
        cmocka_unit_test(while_it_begins),
        cmocka_unit_test(while_files_are_put_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
