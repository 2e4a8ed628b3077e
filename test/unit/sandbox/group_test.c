/* The cgroup of a job, on a hierarchy that the test lays out: plain files in the place of the
 * kernel's. */
#include "sandbox/group.h"

#include "core/file.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmocka_all.h"

typedef struct Place
{
    Arena *arena;
    char path[64];
} Place;

static int
place_make(void **state)
{
    Place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    place->arena = arena_new("test");
    (void)snprintf(place->path, sizeof place->path, "%s", "/tmp/beraad-group-XXXXXX");
    assert_non_null(mkdtemp(place->path));
    *state = place;
    return 0;
}

static int
place_remove(void **state)
{
    Place *place = *state;
    Error err;
    assert_int_equal(file_remove_tree(place->path, &err), ERROR_NONE);
    arena_free(place->arena);
    free(place);
    return 0;
}

/* A cgroup with these controllers for its children. */
static char *
cgroup(Place *place, const char *name, const char *controllers)
{
    Error err;
    char *folder = arena_print(place->arena, "%s%s", place->path, name);
    assert_int_equal(file_make_directory(folder, 0755, &err), ERROR_NONE);
    static const char *const files[] = {"cgroup.procs", "cgroup.controllers"};
    for (size_t at = 0; at < 2; at++)
        assert_int_equal(file_write(file_join(place->arena, folder, files[at]), "", 0, 0644, &err),
                         ERROR_NONE);
    assert_int_equal(file_write(file_join(place->arena, folder, "cgroup.subtree_control"),
                                controllers, strlen(controllers), 0644, &err),
                     ERROR_NONE);
    return folder;
}

static const char *
content(Place *place, const char *folder, const char *name)
{
    Error err;
    char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(file_read(place->arena, file_join(place->arena, folder, name), 1000,
                               ERROR_STATE, &bytes, &size, &err),
                     ERROR_NONE);
    return bytes;
}

static void
the_nearest_that_gives_all_three_is_taken(void **state)
{
    Place *place = *state;
    (void)cgroup(place, "", "cpu memory pids\n");
    char *user = cgroup(place, "/user", "cpuset cpu io memory pids\n");
    (void)cgroup(place, "/user/one", "memory pids\n");
    (void)cgroup(place, "/user/one/deep", "");
    assert_string_equal(group_parent(place->arena, place->path, "0::/user/one/deep\n"), user);
    assert_string_equal(
        group_parent(place->arena, place->path, "1:name=systemd:/x\n0::/user/one\n"), user);
    assert_string_equal(group_parent(place->arena, place->path, "0::/\n"), place->path);
}

static void
where_none_does_there_is_none(void **state)
{
    Place *place = *state;
    (void)cgroup(place, "", "memory pids cpuset\n"); /* "cpuset" is not "cpu" */
    (void)cgroup(place, "/a", "");
    assert_null(group_parent(place->arena, place->path, "0::/a\n"));
    assert_null(group_parent(place->arena, place->path, "7:memory:/a\n")); /* v1 only */
    assert_null(group_parent(place->arena, place->path, "0::/../other\n"));
    assert_null(group_parent(place->arena, "/nowhere", "0::/a\n"));
}

static void
limits_are_written_as_the_kernel_reads_them(void **state)
{
    Place *place = *state;
    Error err;
    Group group;
    char *parent = cgroup(place, "", "cpu memory pids\n");
    const GroupLimits limits = {.memory = 1073741824, .processes = 67, .processors = 3};
    assert_int_equal(group_open(place->arena, parent, 4711, &limits, &group, &err), ERROR_NONE);
    assert_true(text_ends(group.folder, "/beraad-job-4711"));
    assert_string_equal(content(place, group.folder, "memory.max"), "1073741824");
    assert_string_equal(content(place, group.folder, "memory.swap.max"), "0");
    assert_string_equal(content(place, group.folder, "memory.oom.group"), "1");
    assert_string_equal(content(place, group.folder, "pids.max"), "67");
    assert_string_equal(content(place, group.folder, "cpu.max"), "300000 100000");
    /* What launch.c does in the new process. */
    assert_int_equal(write(group.procs, "0", 1), 1);
    assert_string_equal(content(place, group.folder, "cgroup.procs"), "0");
    const char *folder = arena_copy_text(place->arena, group.folder);
    group_close(&group);
    assert_int_equal(group.procs, -1);
    assert_string_equal(content(place, folder, "cgroup.kill"), "1");
}

static void
what_the_kernel_tells_is_read(void **state)
{
    Place *place = *state;
    Error err;
    bool exhausted = true;
    Group none = NO_GROUP;
    assert_int_equal(group_memory(place->arena, &none, &exhausted), 0);
    assert_false(exhausted);
    Group group = {cgroup(place, "/job", ""), -1};
    static const char events[] = "low 0\nhigh 0\nmax 12\noom 1\noom_kill 3\noom_group_kill 1\n";
    assert_int_equal(file_write(file_join(place->arena, group.folder, "memory.events"), events,
                                sizeof events - 1, 0644, &err),
                     ERROR_NONE);
    assert_int_equal(
        file_write(file_join(place->arena, group.folder, "memory.peak"), "4096\n", 5, 0644, &err),
        ERROR_NONE);
    assert_int_equal(group_memory(place->arena, &group, &exhausted), 4096);
    assert_true(exhausted);
}

/* A process that is no more. */
static pid_t
ended(void)
{
    int status = 0;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        _exit(0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return pid;
}

/* A supervisor that was killed leaves an empty cgroup; the next one removes it and no other: that
 * of a supervisor who lives is empty too, before its job begins. */
static void
what_a_killed_supervisor_left_is_removed(void **state)
{
    Place *place = *state;
    Error err;
    Group group;
    char *parent = cgroup(place, "", "cpu memory pids\n");
    const char *stale = arena_print(place->arena, "%s/beraad-job-%d", parent, (int)ended());
    const char *ours = arena_print(place->arena, "%s/beraad-job-%d", parent, (int)getpid());
    const char *others[] = {
        arena_print(place->arena, "%s/beraad-job-%d", parent, (int)getppid()),
        file_join(place->arena, parent, "beraad-job-1x"),
        file_join(place->arena, parent, "somebody"),
    };
    assert_int_equal(mkdir(stale, 0755), 0);
    assert_int_equal(mkdir(ours, 0755), 0); /* of one of this number who is no more */
    for (size_t at = 0; at < 3; at++)
        assert_int_equal(mkdir(others[at], 0755), 0);
    const GroupLimits limits = {1, 1, 1};
    assert_int_equal(group_open(place->arena, parent, getpid(), &limits, &group, &err), ERROR_NONE);
    group_close(&group);
    assert_false(file_exists(stale));
    for (size_t at = 0; at < 3; at++)
        assert_true(file_exists(others[at]));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_make, place_remove)
    const struct CMUnitTest tests[] = {
        TEST(the_nearest_that_gives_all_three_is_taken),   TEST(where_none_does_there_is_none),
        TEST(limits_are_written_as_the_kernel_reads_them), TEST(what_the_kernel_tells_is_read),
        TEST(what_a_killed_supervisor_left_is_removed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
