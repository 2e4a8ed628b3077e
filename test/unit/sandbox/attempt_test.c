/*
 * Attempts where there is no sandbox at all: what only looks around must find an open door here.
 * For the barriers that bubblewrap has no way to leave out (user and mount namespace,
 * no_new_privs).
 */
#include "sandbox/attempt/attempt.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmocka_all.h"

/* The number of our own namespace, as the supervisor tells it. */
static const char *
number_of(const char *kind)
{
    static char numbers[8][32];
    static int at = 0;
    char path[64];
    struct stat ours;
    at = (at + 1) % 8;
    (void)snprintf(path, sizeof path, "/proc/self/ns/%s", kind);
    assert_int_equal(stat(path, &ours), 0);
    (void)snprintf(numbers[at], sizeof numbers[at], "%llu", (unsigned long long)ours.st_ino);
    return numbers[at];
}

static void
every_namespace_is_the_hosts_own(void **state)
{
    (void)state;
    static const char *const kinds[] = {"user", "mnt", "net", "ipc", "uts", "cgroup", "pid"};
    const Marks marks = {.user = number_of("user"),
                         .mnt = number_of("mnt"),
                         .net = number_of("net"),
                         .ipc = number_of("ipc"),
                         .uts = number_of("uts"),
                         .cgroup = number_of("cgroup"),
                         .pidns = number_of("pid")};
    for (size_t at = 0; at < sizeof kinds / sizeof *kinds; at++)
        assert_false(share_namespace(&marks, (Aim){kinds[at], 0}).held);
}

static void
there_are_other_processes_files_and_devices(void **state)
{
    (void)state;
    char pid[32];
    (void)snprintf(pid, sizeof pid, "%ld", (long)getppid());
    const Marks marks = {.file = "/proc/version", .home = "/", .pid = pid, .tools = ""};
    assert_false(see_processes(&marks, (Aim){NULL, 0}).held);
    assert_false(signal_supervisor(&marks, (Aim){NULL, 0}).held);
    assert_false(see_mapping(&marks, (Aim){NULL, 0}).held);
    assert_false(see_hostname(&marks, (Aim){NULL, 0}).held);
    assert_false(list_dev(&marks, (Aim){NULL, 0}).held);
    assert_false(see_mounts(&marks, (Aim){NULL, 0}).held);
    assert_false(read_file(&marks, (Aim){NULL, 0}).held);
    assert_false(read_file(&marks, (Aim){"/sys", 0}).held);
    assert_false(read_home(&marks, (Aim){NULL, 0}).held);
}

static void
privileges_can_be_gained(void **state)
{
    (void)state;
    const Marks marks = {.file = NULL};
    assert_false(see_privileges(&marks, (Aim){NULL, 0}).held);
}

/* Another error than the barrier's own is no barrier. */
static void
only_the_barrier_itself_counts(void **state)
{
    (void)state;
    assert_false(refused(0, 0).held);
    assert_int_equal(access("/nowhere", F_OK), -1); /* ENOENT */
    assert_true(refused(-1, 0).held);
    assert_int_equal(access("/nowhere", F_OK), -1);
    assert_string_equal(refused(-1, 0).found, "ENOENT");
    assert_int_equal(access("/nowhere", F_OK), -1);
    assert_false(refused(-1, 38 /* ENOSYS */).held);
}

static void
names_are_not_given_twice(void **state)
{
    (void)state;
    assert_true(attempt_count >= 60);
    for (size_t one = 0; one < attempt_count; one++)
        for (size_t other = one + 1; other < attempt_count; other++)
            assert_string_not_equal(attempts[one].name, attempts[other].name);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_namespace_is_the_hosts_own),
        cmocka_unit_test(there_are_other_processes_files_and_devices),
        cmocka_unit_test(privileges_can_be_gained),
        cmocka_unit_test(only_the_barrier_itself_counts),
        cmocka_unit_test(names_are_not_given_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
