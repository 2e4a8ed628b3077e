/* Jobs run in the real sandbox: what they see, how they end, what they leave. */
#include "sandbox/sandbox.h"

#include "core/text.h"
#include "fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "cmocka_all.h"

static SandboxEnd
end_of(const Sandbox *sandbox)
{
    return sandbox_report(sandbox)->end;
}

static void
a_job_reads_its_files_and_leaves_what_it_writes(void **state)
{
    (void)state;
    const SandboxFile files[] = {{.path = "/data/a.csv", .from = "x\n1\n", .size = 4},
                                 {.path = "/model/deep/b", .from = "model", .size = 5}};
    SandboxJob job = job_small(NULL);
    job.files = files;
    job.file_count = 2;
    CLOSES_SANDBOX Sandbox *sandbox = run_shell(
        job,
        "cat /data/a.csv; cat /model/deep/b >&2; mkdir -p /out/t; echo made >/out/t/new; exit 0");
    assert_int_equal(end_of(sandbox), SANDBOX_DONE);
    assert_string_equal(left(sandbox, "stdout.txt"), "x\n1\n");
    assert_string_equal(left(sandbox, "stderr.txt"), "model");
    assert_string_equal(left(sandbox, "t/new"), "made\n");
    assert_int_equal(sandbox_report(sandbox)->files, 3);
    assert_int_equal(sandbox_report(sandbox)->bytes, 4 + 5 + 5);
}

/* A stream of a size that no pipe holds; the digest is sha256sum's own, inside and outside. */
static ErrorKind
feed_zeros(const SandboxFile *file, void *sink, Error *err)
{
    static const char zeros[65536];
    for (size_t left_over = file->size; left_over > 0;)
    {
        size_t size = left_over < sizeof zeros ? left_over : sizeof zeros;
        TRY(sandbox_put(sink, zeros, size, err));
        left_over -= size;
    }
    return ERROR_NONE;
}

static void
a_large_file_arrives_whole(void **state)
{
    (void)state;
    const SandboxFile file = {.path = "/data/zeros", .feed = feed_zeros, .size = 20000001};
    SandboxJob job = job_small(NULL);
    job.files = &file;
    job.file_count = 1;
    /* head -c 20000001 /dev/zero | sha256sum */
    CLOSES_SANDBOX Sandbox *sandbox = run_shell(job, "sha256sum </data/zeros");
    assert_string_equal(left(sandbox, "stdout.txt"),
                        "26c71d6af2b3fd59b8ea1c2f5b28c6bd6049e178205e5be77aabf61371437f2c  -\n");
}

static ErrorKind
feed_badly(const SandboxFile *file, void *sink, Error *err)
{
    TRY(sandbox_put(sink, "the whole file", file->size, err));
    return error_set(err, ERROR_INTEGRITY, "the digest does not hold");
}

static void
a_job_whose_file_is_damaged_never_begins(void **state)
{
    (void)state;
    Error err;
    Sandbox *sandbox = NULL;
    const char *const arguments[] = {"/bin/sh", "-c", "touch /out/begun; sleep 7321", NULL};
    const SandboxFile file = {.path = "/data/a", .feed = feed_badly, .size = 14};
    SandboxJob job = job_small(arguments);
    job.files = &file;
    job.file_count = 1;
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_INTEGRITY);
    assert_null(sandbox);
    assert_string_equal(err.message, "file '/data/a' for the sandbox: the digest does not hold");
    assert_int_equal(running("sleep 7321"), 0);
}

static ErrorKind
feed_short(const SandboxFile *file, void *sink, Error *err)
{
    return sandbox_put(sink, "short", file->size - 1, err);
}

static ErrorKind
feed_long(const SandboxFile *file, void *sink, Error *err)
{
    TRY(sandbox_put(sink, "longer", file->size, err));
    return sandbox_put(sink, "!", 1, err);
}

static void
a_file_has_exactly_the_size_that_was_said(void **state)
{
    (void)state;
    Error err;
    Sandbox *sandbox = NULL;
    const char *const arguments[] = {"true", NULL};
    SandboxFile file = {.path = "/data/a", .feed = feed_short, .size = 5};
    SandboxJob job = job_small(arguments);
    job.files = &file;
    job.file_count = 1;
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_DATA);
    file.feed = feed_long;
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_DATA);
    assert_null(sandbox);
}

static ErrorKind
feed_never(const SandboxFile *file, void *sink, Error *err)
{
    (void)sink;
    return error_set(err, ERROR_INTERNAL, "'%s' is asked for", file->path);
}

/* 32 TiB, and 255 files that together pass what a number holds. */
static void
more_than_the_host_has_is_not_asked_for(void **state)
{
    (void)state;
    static SandboxFile files[255];
    static char paths[255][32];
    const char *const arguments[] = {"true", NULL};
    SandboxJob job = job_small(arguments);
    for (size_t at = 0; at < 255; at++)
    {
        (void)snprintf(paths[at], sizeof paths[at], "/data/%zu", at);
        files[at] = (SandboxFile){.path = paths[at],
                                  .feed = feed_never,
                                  .size = at == 0 ? (size_t)1 << 45 : SIZE_MAX / 128};
    }
    job.files = files;
    for (job.file_count = 1; job.file_count <= 255; job.file_count += 254)
    {
        Error err;
        Sandbox *sandbox = NULL;
        assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_STATE);
        assert_string_equal(err.message, "the host has not enough memory for the job's files");
    }
}

/* Files of a job by the hundred: they come in more than one message. */
static void
two_hundred_files_come_in_their_order(void **state)
{
    (void)state;
    static SandboxFile files[200];
    static char paths[200][32];
    for (size_t at = 0; at < 200; at++)
    {
        (void)snprintf(paths[at], sizeof paths[at], "/data/%03zu", at);
        files[at] = (SandboxFile){.path = paths[at], .from = paths[at], .size = strlen(paths[at])};
    }
    SandboxJob job = job_small(NULL);
    job.files = files;
    job.file_count = 200;
    CLOSES_SANDBOX Sandbox *sandbox = run_shell(
        job, "for f in /data/*; do [ \"$(cat $f)\" = $f ] || echo $f; done; ls /data | wc -l");
    assert_string_equal(left(sandbox, "stdout.txt"), "200\n");
}

/* What the kernel can do is asked elsewhere than the sandbox does: a file that says how large pages
 * of shared memory are given out, and the version that brought noswap. */
static void
files_lie_in_large_pages_and_are_not_swapped(void **state)
{
    (void)state;
    struct utsname kernel;
    const SandboxFile file = {.path = "/data/a", .from = "a", .size = 1};
    SandboxJob job = job_small(NULL);
    job.files = &file;
    job.file_count = 1;
    CLOSES_SANDBOX Sandbox *sandbox = run_shell(job, "grep ' /data/a ' /proc/self/mountinfo");
    const char *line = left(sandbox, "stdout.txt");
    assert_non_null(line);
    assert_non_null(strstr(line, " /data/a ro,nosuid,nodev"));
    if (access("/sys/kernel/mm/transparent_hugepage/shmem_enabled", F_OK) == 0)
        assert_non_null(strstr(line, "huge=within_size"));
    assert_int_equal(uname(&kernel), 0);
    char *rest = NULL;
    long first = strtol(kernel.release, &rest, 10);
    long second = strtol(rest + 1, NULL, 10);
    if (geteuid() == 0 && (first > 6 || (first == 6 && second >= 4)))
        assert_non_null(strstr(line, "noswap"));
}

static void
each_end_has_its_name(void **state)
{
    (void)state;
    static const struct
    {
        const char *script;
        SandboxEnd end;
    } cases[] = {{"exit 0", SANDBOX_DONE},
                 {"exit 9", SANDBOX_FAILED},
                 {"kill -SEGV $$", SANDBOX_CRASHED},
                 {"kill -KILL $$", SANDBOX_CRASHED}};
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        CLOSES_SANDBOX Sandbox *sandbox = run_shell(job_small(NULL), cases[at].script);
        assert_int_equal(end_of(sandbox), cases[at].end);
    }
    CLOSES_SANDBOX Sandbox *failed = run_shell(job_small(NULL), "exit 9");
    assert_int_equal(sandbox_report(failed)->exit_status, 9);
    CLOSES_SANDBOX Sandbox *crashed = run_shell(job_small(NULL), "kill -SEGV $$");
    assert_int_equal(sandbox_report(crashed)->signal, SIGSEGV);
}

static void
a_program_that_is_not_there_is_told(void **state)
{
    (void)state;
    Error err;
    const char *const arguments[] = {"no-such-program", NULL};
    SandboxJob job = job_small(arguments);
    CLOSES_SANDBOX Sandbox *sandbox = NULL;
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_NONE);
    assert_int_equal(end_of(sandbox), SANDBOX_ABSENT);
}

static void
a_job_that_hangs_is_ended_at_its_time(void **state)
{
    (void)state;
    SandboxJob job = job_small(NULL);
    job.limits.milliseconds = 200;
    CLOSES_SANDBOX Sandbox *sandbox =
        run_shell(job, "trap '' TERM INT HUP; echo before; sleep 7322 & sleep 7322");
    assert_int_equal(end_of(sandbox), SANDBOX_TIME);
    assert_true(sandbox_report(sandbox)->milliseconds >= 200);
    assert_string_equal(left(sandbox, "stdout.txt"), "before\n"); /* nothing is lost */
    assert_int_equal(running("sleep 7322"), 0);
}

static void
a_daemon_does_not_outlive_its_job(void **state)
{
    (void)state;
    CLOSES_SANDBOX Sandbox *sandbox =
        run_shell(job_small(NULL), "(setsid sleep 7323 &) ; sleep 0.1; exit 0");
    assert_int_equal(end_of(sandbox), SANDBOX_DONE);
    assert_int_equal(sandbox_report(sandbox)->survivors, 1);
    assert_int_equal(running("sleep 7323"), 0);
}

static void
one_process_cannot_take_more_memory_than_the_job_has(void **state)
{
    (void)state;
    CLOSES_SANDBOX Sandbox *sandbox = run_python(
        job_small(NULL), "try:\n  bytearray(300 << 20)\nexcept MemoryError:\n  print('refused')");
    assert_string_equal(left(sandbox, "stdout.txt"), "refused\n");
}

static void
many_processes_cannot_either(void **state)
{
    (void)state;
    SandboxJob job = job_small(NULL);
    job.limits.memory = (int64_t)96 * 1024 * 1024;
    CLOSES_SANDBOX Sandbox *sandbox = run_python(
        job, "import os, time\n"
             "for n in range(10):\n"
             "  if os.fork() == 0:\n    b = bytearray(b'x') * (30 << 20)\n    time.sleep(7324)\n"
             "time.sleep(7324)");
    assert_int_equal(end_of(sandbox), SANDBOX_MEMORY);
    assert_true(sandbox_report(sandbox)->memory > job.limits.memory);
    assert_int_equal(running("sleep(7324)"), 0);
}

static void
a_fork_bomb_meets_the_number_and_then_the_time(void **state)
{
    (void)state;
    SandboxJob job = job_small(NULL);
    job.limits.milliseconds = 400;
    CLOSES_SANDBOX Sandbox *sandbox = run_python(
        job, "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass # fork-bomb-7325");
    assert_int_equal(end_of(sandbox), SANDBOX_TIME);
    assert_true(sandbox_report(sandbox)->processes <= job.limits.processes);
    assert_int_equal(running("fork-bomb-7325"), 0);
}

static void
a_million_files_end_the_job_and_none_comes_out(void **state)
{
    (void)state;
    static const char *const folders[] = {"/out", "/scratch", "/dev/shm"};
    for (size_t at = 0; at < 3; at++)
    {
        char script[200];
        (void)snprintf(script, sizeof script,
                       "n = 0\nwhile True:\n  open(f'%s/{n}', 'w').close()\n  n += 1", folders[at]);
        CLOSES_SANDBOX Sandbox *sandbox = run_python(job_small(NULL), script);
        assert_int_equal(end_of(sandbox), SANDBOX_CROWDED);
        assert_true(sandbox_report(sandbox)->withheld);
        assert_null(left(sandbox, "1"));
    }
}

static void
a_full_output_is_an_error_of_the_job_only(void **state)
{
    (void)state;
    CLOSES_SANDBOX Sandbox *sandbox =
        run_shell(job_small(NULL), "head -c 100000000 /dev/urandom >/out/large; exit 0");
    assert_int_equal(end_of(sandbox), SANDBOX_DONE);
    assert_true(sandbox_report(sandbox)->bytes <= 8 * 1024 * 1024);
}

static void
a_sparse_file_is_no_larger_than_it_may_be(void **state)
{
    (void)state;
    CLOSES_SANDBOX Sandbox *one = run_shell(
        job_small(NULL), "truncate -s 1T /out/huge || echo no; truncate -s 4M /out/allowed");
    assert_int_equal(end_of(one), SANDBOX_DONE);
    assert_string_equal(left(one, "stdout.txt"), "no\n");
    /* Each is within the bound of a file, together they are not: none comes out. */
    CLOSES_SANDBOX Sandbox *two =
        run_shell(job_small(NULL), "truncate -s 8M /out/a; truncate -s 8M /out/b");
    assert_int_equal(end_of(two), SANDBOX_OVERFLOW);
    assert_true(sandbox_report(two)->withheld);
    assert_null(left(two, "a"));
}

static void
links_and_unreadable_names_stay_behind(void **state)
{
    (void)state;
    CLOSES_SANDBOX Sandbox *sandbox = run_python(
        job_small(NULL),
        "import os\n"
        "os.symlink('/etc/passwd', '/out/symbolic')\n"
        "open('/out/first', 'w').write('x'); os.link('/out/first', '/out/second')\n"
        "open(b'/out/\\xff\\xfe', 'w').write('x')\n"
        "os.makedirs('/out/a/b/c/d/e/f/g/h/i'); open('/out/a/b/c/d/e/f/g/h/i/deep', 'w')\n"
        "for n in (os.mkfifo, os.mknod):\n  try: n('/out/fifo')\n  except OSError as e: "
        "print(e.errno)\n"
        "open('/out/line\\nbreak\\x1b[31m\\u202egpj', 'w').write('told')\n"
        "open('/out/closed', 'w').write('opened'); os.chmod('/out/closed', 0)\n"
        "os.mkdir('/out/shut'); open('/out/shut/in', 'w').write('in'); os.chmod('/out/shut', 0)\n"
        "os.chmod('/out', 0)\n");
    assert_int_equal(end_of(sandbox), SANDBOX_DONE);
    assert_int_equal(sandbox_report(sandbox)->refused, 5);
    assert_null(left(sandbox, "symbolic"));
    assert_null(left(sandbox, "first"));
    assert_string_equal(left(sandbox, "line\nbreak\x1b[31m\xe2\x80\xaegpj"), "told");
    assert_string_equal(left(sandbox, "closed"), "opened");
    assert_string_equal(left(sandbox, "shut/in"), "in");
}

/* The same script over the same data, twice: the same bytes. What is left to chance is asked for.
 */
static void
the_starting_conditions_are_the_same(void **state)
{
    (void)state;
    static const char script[] =
        "import os, sys, time, locale, socket\n"
        "print(sorted(os.environ.items()), os.getcwd(), os.getuid(), os.getgid(), os.getpid())\n"
        "print({'a', 'b', 'c', 'd'}, hash('x'), id(object()) , os.uname().nodename)\n"
        "print(time.tzname, locale.getlocale(), oct(os.umask(0)), sys.stdin.read() == '')\n"
        "print(open('/proc/self/maps').read().count('stack'), open('/proc/self/maps').readline())\n"
        "open('/out/mode', 'w')\n";
    CLOSES_SANDBOX Sandbox *one = run_python(job_small(NULL), script);
    char first[65536];
    (void)snprintf(first, sizeof first, "%s", left(one, "stdout.txt"));
    assert_int_equal(setenv("TZ", "Asia/Tokyo", 1), 0);
    assert_int_equal(setenv("LC_ALL", "nl_BE.UTF-8", 1), 0);
    mode_t before = umask(0);
    CLOSES_SANDBOX Sandbox *two = run_python(job_small(NULL), script);
    (void)umask(before);
    assert_int_equal(unsetenv("TZ"), 0);
    assert_int_equal(setenv("LC_ALL", "C", 1), 0);
    assert_string_equal(left(two, "stderr.txt"), "");
    assert_string_equal(first, left(two, "stdout.txt"));
    assert_non_null(strstr(first, "enclave"));
}

/* On a terminal nothing is captured, and the terminal is the job's own. */
static void
a_terminal_is_the_jobs_own(void **state)
{
    (void)state;
    SandboxJob job = job_small(NULL);
    job.terminal = true;
    job.unseen = true;
    CLOSES_SANDBOX Sandbox *sandbox =
        run_shell(job, "test -t 0 && test -t 1 && test -t 2 && echo seen >/dev/tty && exit 5");
    assert_int_equal(end_of(sandbox), SANDBOX_FAILED);
    assert_int_equal(sandbox_report(sandbox)->exit_status, 5);
    assert_int_equal(sandbox_report(sandbox)->files, 0);
}

static void
r_and_python_run(void **state)
{
    (void)state;
    Error err;
    const char *const arguments[] = {"Rscript", "-e", "cat(coef(lm(dist ~ speed, cars))[[2]])",
                                     NULL};
    SandboxJob job = job_small(arguments);
    job.limits.memory = (int64_t)2 * 1024 * 1024 * 1024;
    if (access("/usr/bin/Rscript", X_OK) != 0)
        skip();
    CLOSES_SANDBOX Sandbox *sandbox = NULL;
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_NONE);
    /* The regression of R's own manual, ?cars: 3.9324. */
    assert_true(text_starts(left(sandbox, "stdout.txt"), "3.9324"));
}

static void
what_cannot_be_is_said_before_anything_starts(void **state)
{
    (void)state;
    static const char *const paths[] = {"data/a", "/", "/data/../a", "/data//a", "/data/.", ""};
    Error err;
    Sandbox *sandbox = NULL;
    const char *const arguments[] = {"true", NULL};
    for (size_t at = 0; at < sizeof paths / sizeof *paths; at++)
    {
        const SandboxFile file = {.path = paths[at], .from = "", .size = 0};
        SandboxJob job = job_small(arguments);
        job.files = &file;
        job.file_count = 1;
        assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_USAGE);
    }
    SandboxJob job = job_small(arguments);
    job.limits.processes = 0;
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_USAGE);
    job = job_small(arguments);
    job.terminal = true; /* and ours is none */
    if (!isatty(STDIN_FILENO))
        assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_USAGE);
    assert_null(sandbox);
}

/* Parts that are not there, or not what they should be: never another sandbox in silence. */
static void
a_missing_part_is_refused(void **state)
{
    (void)state;
    Error err;
    Sandbox *sandbox = NULL;
    const char *const arguments[] = {"true", NULL};
    SandboxJob job = job_small(arguments);
    job.parts.bwrap = "/nowhere/bwrap";
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_STATE);
    assert_string_equal(err.message, "the sandbox lacks its part 'bwrap'");
    job.parts.bwrap = "/bin/true"; /* ends without a sandbox */
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_STATE);
    job.parts.bwrap = "/bin/echo"; /* says something else */
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_STATE);
    job.parts.bwrap = NULL;
    job.parts.init = "/bin/true"; /* a first process that is not ours */
    assert_int_equal(sandbox_run(&job, &sandbox, &err), ERROR_STATE);
    assert_null(sandbox);
}

static void
the_self_test_holds(void **state)
{
    (void)state;
    Error err = {.kind = ERROR_NONE};
    SCRATCH Arena *arena = arena_new("test");
    SandboxAttempts attempts;
    const char *const arguments[] = {"true", NULL};
    for (int terminal = 0; terminal < 2; terminal++)
    {
        SandboxJob job = job_small(arguments);
        job.terminal = terminal == 1;
        if (sandbox_selftest(arena, &job, &attempts, &err) != ERROR_NONE)
            fail_msg("%s", err.message);
        assert_true(attempts.count >= 60);
        for (size_t at = 0; at < attempts.count; at++)
            assert_true(attempts.items[at].held);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_reads_its_files_and_leaves_what_it_writes),
        cmocka_unit_test(a_large_file_arrives_whole),
        cmocka_unit_test(a_job_whose_file_is_damaged_never_begins),
        cmocka_unit_test(a_file_has_exactly_the_size_that_was_said),
        cmocka_unit_test(more_than_the_host_has_is_not_asked_for),
        cmocka_unit_test(two_hundred_files_come_in_their_order),
        cmocka_unit_test(files_lie_in_large_pages_and_are_not_swapped),
        cmocka_unit_test(each_end_has_its_name),
        cmocka_unit_test(a_program_that_is_not_there_is_told),
        cmocka_unit_test(a_job_that_hangs_is_ended_at_its_time),
        cmocka_unit_test(a_daemon_does_not_outlive_its_job),
        cmocka_unit_test(one_process_cannot_take_more_memory_than_the_job_has),
        cmocka_unit_test(many_processes_cannot_either),
        cmocka_unit_test(a_fork_bomb_meets_the_number_and_then_the_time),
        cmocka_unit_test(a_million_files_end_the_job_and_none_comes_out),
        cmocka_unit_test(a_full_output_is_an_error_of_the_job_only),
        cmocka_unit_test(a_sparse_file_is_no_larger_than_it_may_be),
        cmocka_unit_test(links_and_unreadable_names_stay_behind),
        cmocka_unit_test(the_starting_conditions_are_the_same),
        cmocka_unit_test(a_terminal_is_the_jobs_own),
        cmocka_unit_test(r_and_python_run),
        cmocka_unit_test(what_cannot_be_is_said_before_anything_starts),
        cmocka_unit_test(a_missing_part_is_refused),
        cmocka_unit_test(the_self_test_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
