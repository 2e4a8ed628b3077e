/* A job that may not begin, or not go on: it is ended, and nothing of it comes out. */
#include "fixture.h"

#include <stdio.h>
#include <string.h>
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
