/* Programs are run with exactly what is said, and what goes wrong with them is told. */
#include "core/process.h"

#include "core/text.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmocka_all.h"

static Process *
started(const char *const *arguments)
{
    Error err;
    Process *process = NULL;
    ProcessOptions options = {.arguments = arguments, .input = -1, .output = -1};
    assert_int_equal(process_start(&options, &process, &err), ERROR_NONE);
    return process;
}

/* All of its output, after its input was closed by process_wait's half: here nothing was put. */
static size_t
read_all(Process *process, char *bytes, size_t size)
{
    Error err;
    size_t all = 0;
    size_t got = 0;
    do
    {
        assert_int_equal(process_get(process, bytes + all, size - all - 1, &got, &err), ERROR_NONE);
        all += got;
    } while (got > 0);
    bytes[all] = '\0';
    return all;
}

static void
arguments_are_exact_and_no_shell_reads_them(void **state)
{
    (void)state;
    char said[200];
    const char *const arguments[] = {"printf", "%s|%s|", "a b; $HOME `id` 'x", "*", NULL};
    CLOSES_PROCESS Process *process = started(arguments);
    (void)read_all(process, said, sizeof said);
    assert_string_equal(said, "a b; $HOME `id` 'x|*|");
}

static void
the_environment_is_path_and_locale_only(void **state)
{
    (void)state;
    char said[4096];
    assert_int_equal(setenv("BERAAD_SECRET", "canary", 1), 0);
    const char *const arguments[] = {"env", NULL};
    CLOSES_PROCESS Process *process = started(arguments);
    (void)read_all(process, said, sizeof said);
    assert_null(strstr(said, "canary"));
    assert_null(strstr(said, "HOME="));
    assert_non_null(strstr(said, "PATH="));
    assert_non_null(strstr(said, "LC_ALL=C\n"));
}

static void
no_descriptor_is_inherited(void **state)
{
    (void)state;
    char said[4096];
    int open_one = open("/dev/null", O_RDONLY); /* without O_CLOEXEC, on purpose */
    assert_true(open_one > 2);
    const char *const arguments[] = {"sh", "-c", "for n in /proc/self/fd/*; do echo ${n##*/}; done",
                                     NULL};
    CLOSES_PROCESS Process *process = started(arguments);
    (void)read_all(process, said, sizeof said);
    (void)close(open_one);
    const char *name = said;
    for (; *name != '\0'; name = strchr(name, '\n') + 1)
        assert_true(name[0] <= '3' &&
                    name[1] == '\n'); /* 3 is the shell's own look at the directory */
}

static void
what_is_put_comes_back(void **state)
{
    (void)state;
    Error err;
    char bytes[6] = "";
    size_t got = 0;
    bool open = false;
    int status = -1;
    const char *const arguments[] = {"head", "-c", "5", NULL};
    CLOSES_PROCESS Process *process = started(arguments);
    assert_int_equal(process_put(process, "12345", 5, &open, &err), ERROR_NONE);
    assert_true(open);
    while (got < 5)
    {
        size_t more = 0;
        assert_int_equal(process_get(process, bytes + got, 5 - got, &more, &err), ERROR_NONE);
        assert_true(more > 0);
        got += more;
    }
    assert_string_equal(bytes, "12345");
    assert_int_equal(process_wait(process, &status, &err), ERROR_NONE);
    assert_int_equal(status, 0);
}

/* Without SIGPIPE, which would end the test. */
static void
a_reader_that_ended_is_told(void **state)
{
    (void)state;
    Error err;
    static const char bytes[65536] = "";
    bool open = true;
    const char *const arguments[] = {"true", NULL};
    CLOSES_PROCESS Process *process = started(arguments);
    for (int at = 0; at < 10000 && open; at++)
        assert_int_equal(process_put(process, bytes, sizeof bytes, &open, &err), ERROR_NONE);
    assert_false(open);
}

static void
status_signal_and_words_are_told(void **state)
{
    (void)state;
    Error err;
    int status = -1;
    const char *const fails[] = {"sh", "-c", "echo 'no such thing' >&2; exit 7", NULL};
    CLOSES_PROCESS Process *one = started(fails);
    assert_int_equal(process_wait(one, &status, &err), ERROR_NONE);
    assert_int_equal(status, 7);
    assert_true(process_said(one, "such thing"));
    assert_false(process_said(one, "other"));
    const char *const killed[] = {"sh", "-c", "kill -TERM $$", NULL};
    CLOSES_PROCESS Process *two = started(killed);
    assert_int_equal(process_wait(two, &status, &err), ERROR_NONE);
    assert_int_equal(status, 128 + SIGTERM);
}

static void
a_missing_program_is_told(void **state)
{
    (void)state;
    Error err;
    Process *process = NULL;
    const char *const arguments[] = {"no-such-program-beraad", NULL};
    ProcessOptions options = {.arguments = arguments, .input = -1, .output = -1};
    assert_int_equal(process_start(&options, &process, &err), ERROR_STATE);
    assert_null(process);
    assert_non_null(strstr(err.message, "'no-such-program-beraad' is not installed"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_are_exact_and_no_shell_reads_them),
        cmocka_unit_test(the_environment_is_path_and_locale_only),
        cmocka_unit_test(no_descriptor_is_inherited),
        cmocka_unit_test(what_is_put_comes_back),
        cmocka_unit_test(a_reader_that_ended_is_told),
        cmocka_unit_test(status_signal_and_words_are_told),
        cmocka_unit_test(a_missing_program_is_told),
    };
    return cmocka_run_group_tests_name("core process", tests, NULL, NULL);
}
