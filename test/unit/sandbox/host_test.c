/* What a host lacks is named, all of it at once. The host is a folder in the form of /proc. */
#include "sandbox/inner.h"

#include "core/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"

typedef struct Host
{
    Arena *arena;
    char path[64];
} Host;

static void
put(Host *host, const char *name, const char *text)
{
    Error err;
    assert_int_equal(
        file_write(file_join(host->arena, host->path, name), text, strlen(text), 0644, &err),
        ERROR_NONE);
}

/* A host that lacks nothing. */
static int
host_make(void **state)
{
    static const char *const folders[] = {"self",     "self/ns",    "sys",
                                          "sys/user", "sys/kernel", "sys/kernel/seccomp"};
    static const char *const kinds[] = {"user", "pid", "net", "ipc", "uts", "cgroup", "mnt"};
    Error err;
    Host *host = calloc(1, sizeof *host);
    assert_non_null(host);
    host->arena = arena_new("test");
    (void)snprintf(host->path, sizeof host->path, "%s", "/tmp/beraad-host-XXXXXX");
    assert_non_null(mkdtemp(host->path));
    for (size_t at = 0; at < sizeof folders / sizeof *folders; at++)
        assert_int_equal(
            file_make_directory(file_join(host->arena, host->path, folders[at]), 0755, &err),
            ERROR_NONE);
    for (size_t at = 0; at < sizeof kinds / sizeof *kinds; at++)
        put(host, arena_print(host->arena, "self/ns/%s", kinds[at]), "");
    put(host, "sys/user/max_user_namespaces", "96365\n");
    put(host, "sys/kernel/seccomp/actions_avail",
        "kill_process kill_thread trap errno user_notif trace log allow\n");
    *state = host;
    return 0;
}

static int
host_remove(void **state)
{
    Host *host = *state;
    Error err;
    assert_int_equal(file_remove_tree(host->path, &err), ERROR_NONE);
    arena_free(host->arena);
    free(host);
    return 0;
}

static void
a_host_that_lacks_nothing(void **state)
{
    Host *host = *state;
    static const char *const releases[] = {"5.14.0", "5.15", "6.1.0-18-amd64", "6.18.44-fc",
                                           "10.0"};
    for (size_t at = 0; at < sizeof releases / sizeof *releases; at++)
        assert_null(host_missing(host->arena, host->path, releases[at], true));
    put(host, "sys/kernel/unprivileged_userns_clone", "1\n");
    assert_null(host_missing(host->arena, host->path, "6.1.0", true));
}

static void
an_old_kernel(void **state)
{
    Host *host = *state;
    static const char *const releases[] = {"5.13.19", "4.19.0", "5.9", "nonsense", "6", ""};
    for (size_t at = 0; at < sizeof releases / sizeof *releases; at++)
        assert_string_equal(host_missing(host->arena, host->path, releases[at], true),
                            "Linux 5.14 or later");
}

static void
user_namespaces_that_this_user_may_not_make(void **state)
{
    Host *host = *state;
    put(host, "sys/kernel/unprivileged_userns_clone", "0\n");
    assert_string_equal(host_missing(host->arena, host->path, "6.1.0", true),
                        "user namespaces (kernel.unprivileged_userns_clone is 0)");
    put(host, "sys/kernel/unprivileged_userns_clone", "1\n");
    put(host, "sys/user/max_user_namespaces", "0\n");
    assert_string_equal(host_missing(host->arena, host->path, "6.1.0", true),
                        "user namespaces (user.max_user_namespaces is 0, a job takes 2)");
}

/* What a job takes at least, of each kind, was found by trying with fewer (scenario-sandbox_host
 * does). */
static void
too_few_namespaces(void **state)
{
    Host *host = *state;
    put(host, "sys/user/max_user_namespaces", "2\n");
    assert_null(host_missing(host->arena, host->path, "6.1.0", true));
    assert_string_equal(host_missing(host->arena, host->path, "6.1.0", false),
                        "user namespaces (user.max_user_namespaces is 2, a job takes 3)");
    put(host, "sys/user/max_user_namespaces", "3\n");
    assert_null(host_missing(host->arena, host->path, "6.1.0", false));
    put(host, "sys/user/max_pid_namespaces", "1\n");
    put(host, "sys/user/max_net_namespaces", "0\n");
    assert_string_equal(host_missing(host->arena, host->path, "6.1.0", false),
                        "pid namespaces (user.max_pid_namespaces is 1, a job takes 2), "
                        "net namespaces (user.max_net_namespaces is 0, a job takes 1)");
    put(host, "sys/user/max_pid_namespaces", "2\n");
    put(host, "sys/user/max_net_namespaces", "1\n");
    put(host, "sys/user/max_mnt_namespaces", "1\n");
    assert_string_equal(host_missing(host->arena, host->path, "6.1.0", true),
                        "mnt namespaces (user.max_mnt_namespaces is 1, a job takes 2)");
}

static void
everything_that_is_missing_is_named(void **state)
{
    Host *host = *state;
    Error err;
    assert_int_equal(file_remove_tree(file_join(host->arena, host->path, "self/ns/cgroup"), &err),
                     ERROR_NONE);
    assert_int_equal(
        file_remove_tree(file_join(host->arena, host->path, "sys/kernel/seccomp"), &err),
        ERROR_NONE);
    assert_string_equal(host_missing(host->arena, host->path, "4.4.0", true),
                        "Linux 5.14 or later, cgroup namespaces, seccomp filters");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, host_make, host_remove)
    const struct CMUnitTest tests[] = {
        TEST(a_host_that_lacks_nothing),
        TEST(an_old_kernel),
        TEST(user_namespaces_that_this_user_may_not_make),
        TEST(too_few_namespaces),
        TEST(everything_that_is_missing_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
