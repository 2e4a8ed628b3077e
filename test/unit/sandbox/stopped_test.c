/* A job that may not begin, or not go on: it is ended, and nothing of it comes out. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmocka_all.h"

/* Says yes so many times, and then what is to come of it. */
typedef struct Asker
{
    int yes;
    int asked;
    ErrorKind then; /* ERROR_NONE: no */
} Asker;

static ErrorKind
answer(void *context, bool *ret_may, Error *err)
{
    Asker *asker = context;
    *ret_may = asker->asked++ < asker->yes;
    if (!*ret_may && asker->then != ERROR_NONE)
        return error_set(err, asker->then, "the one who is asked cannot say");
    return ERROR_NONE;
}

/* By which its job is told from any other of this machine. */
static char words[64];

static SandboxJob
job_asking(const char *const *arguments, Asker *asker)
{
    SandboxJob job = job_small(arguments);
    job.may = answer;
    job.asker = asker;
    return job;
}

static void
one_that_may_not_begin_never_does(void **state)
{
    (void)state;
    Error err;
    Asker asker = {.yes = 0};
    const char *const arguments[] = {"/bin/sh", "-c", "echo x >/out/x", NULL};
    SandboxJob job = job_asking(arguments, &asker);
    CLOSES_SANDBOX Sandbox *sandbox = NULL;
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_NONE);
    assert_int_equal(sandbox_report(sandbox)->end, SANDBOX_STOPPED);
    assert_string_equal(sandbox_end_name(SANDBOX_STOPPED), "stopped");
    assert_int_equal(sandbox_report(sandbox)->files, 0); /* not even its standard output */
    assert_int_equal(asker.asked, 1);
}

/* The second question comes a second after the first; it would sleep for two hours. */
static void
one_that_may_not_go_on_is_ended_and_leaves_nothing(void **state)
{
    (void)state;
    Error err;
    Asker asker = {.yes = 1};
    const char *const arguments[] = {"/bin/sh", "-c", words, NULL};
    SandboxJob job = job_asking(arguments, &asker);
    job.limits.milliseconds = 7200000;
    CLOSES_SANDBOX Sandbox *sandbox = NULL;
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_NONE);
    assert_int_equal(running(words), 0);
    const SandboxReport *report = sandbox_report(sandbox);
    assert_int_equal(report->end, SANDBOX_STOPPED);
    assert_int_equal(asker.asked, 2);
    assert_true(report->milliseconds >= SANDBOX_ASK && report->milliseconds < 10000);
    assert_true(report->withheld);
    assert_int_equal(report->files, 3); /* what it was to leave was there */
    assert_null(left(sandbox, "x"));
    assert_null(left(sandbox, "stdout.txt"));
}

static void
where_nobody_can_say_it_is_ended_too(void **state)
{
    (void)state;
    const char *const arguments[] = {"/bin/sh", "-c", words, NULL};
    for (int yes = 0; yes < 2; yes++)
    {
        Error err;
        Asker asker = {.yes = yes, .then = ERROR_INTEGRITY};
        SandboxJob job = job_asking(arguments, &asker);
        CLOSES_SANDBOX Sandbox *sandbox = NULL;
        assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_INTEGRITY);
        assert_string_equal(err.message, "the one who is asked cannot say");
        assert_null(sandbox);
        assert_int_equal(running(words), 0);
    }
}

static void
one_that_ends_by_itself_is_asked_for_once(void **state)
{
    (void)state;
    Error err;
    Asker asker = {.yes = 1};
    const char *const arguments[] = {"/bin/true", NULL};
    SandboxJob job = job_asking(arguments, &asker);
    CLOSES_SANDBOX Sandbox *sandbox = NULL;
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_NONE);
    assert_int_equal(sandbox_report(sandbox)->end, SANDBOX_DONE);
    assert_int_equal(asker.asked, 1);
}

/* The self-test runs no job: nobody is asked, whatever the answer would be. */
static void
the_self_test_asks_nobody(void **state)
{
    (void)state;
    Error err;
    Asker asker = {.yes = 0};
    SCRATCH Arena *arena = arena_new("test");
    SandboxAttempts attempts;
    const char *const arguments[] = {"/bin/true", NULL};
    SandboxJob job = job_asking(arguments, &asker);
    assert_int_equal(sandbox_selftest(arena, &job, &attempts, &err), ERROR_NONE);
    assert_int_equal(asker.asked, 0);
}

/* bubblewrap with other arguments for the first process: it waits 0.4 s for a word. */
static void
impatient_write(char *path, size_t size)
{
    static const char script[] =
        "#!/usr/bin/python3\n"
        "import os, sys\n"
        "a = ['silence=400' if w.startswith('silence=') else w for w in sys.argv[1:]]\n"
        "assert '--version' in a or 'silence=400' in a\n"
        "os.execv('/usr/bin/bwrap', ['bwrap'] + a)\n";
    (void)snprintf(path, size, "%s", "/tmp/beraad-bwrap-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, script, sizeof script - 1), sizeof script - 1);
    assert_int_equal(fchmod(fd, 0755), 0);
    assert_int_equal(close(fd), 0);
}

/* A supervisor that stands still asks nobody, so its job does not go on: at the latest when it may
 * not be silent any longer. One that asks each second is silent for a second. */
static void
the_job_of_a_supervisor_that_stands_still_is_ended(void **state)
{
    (void)state;
    Error err;
    Asker asker = {.yes = 9};
    char path[64];
    const char *const arguments[] = {"/bin/sh", "-c", words, NULL};
    SandboxJob job = job_asking(arguments, &asker);
    impatient_write(path, sizeof path);
    job.parts.bwrap = path;
    CLOSES_SANDBOX Sandbox *sandbox = NULL;
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_NONE);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(sandbox_report(sandbox)->end, SANDBOX_STOPPED);
    assert_true(asker.asked <= asker.yes); /* nobody said no */
    assert_true(sandbox_report(sandbox)->withheld);
    assert_int_equal(running(words), 0);
}

/* With the patience that it has, one that is asked for again and again lives. */
static void
one_that_may_goes_on(void **state)
{
    (void)state;
    Error err;
    Asker asker = {.yes = 100};
    const char *const arguments[] = {"/bin/sleep", "2.5", NULL};
    SandboxJob job = job_asking(arguments, &asker);
    CLOSES_SANDBOX Sandbox *sandbox = NULL;
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_NONE);
    assert_int_equal(sandbox_report(sandbox)->end, SANDBOX_DONE);
    assert_true(asker.asked >= 2);
}

int
main(void)
{
    (void)snprintf(words, sizeof words, "echo x >/out/x; sleep 7200; : %ld", (long)getpid());
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_that_may_not_begin_never_does),
        cmocka_unit_test(one_that_may_not_go_on_is_ended_and_leaves_nothing),
        cmocka_unit_test(where_nobody_can_say_it_is_ended_too),
        cmocka_unit_test(one_that_ends_by_itself_is_asked_for_once),
        cmocka_unit_test(the_self_test_asks_nobody),
        cmocka_unit_test(the_job_of_a_supervisor_that_stands_still_is_ended),
        cmocka_unit_test(one_that_may_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
