/* A folder as no job of ours could leave it: the walk itself is what is tried here. */
#include "sandbox/inner.h"

#include "core/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include "cmocka_all.h"

typedef struct Folder
{
    Arena *arena;
    char path[64];
    int fd;
} Folder;

static int
folder_make(void **state)
{
    Folder *folder = calloc(1, sizeof *folder);
    assert_non_null(folder);
    folder->arena = arena_new("test");
    (void)snprintf(folder->path, sizeof folder->path, "%s", "/tmp/beraad-output-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(folder->fd >= 0);
    *state = folder;
    return 0;
}

static int
folder_remove(void **state)
{
    Folder *folder = *state;
    Error err;
    (void)close(folder->fd);
    assert_int_equal(file_remove_tree(folder->path, &err), ERROR_NONE);
    arena_free(folder->arena);
    free(folder);
    return 0;
}

static void
put(Folder *folder, const char *name)
{
    int fd = openat(folder->fd, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "x", 1), 1);
    assert_int_equal(close(fd), 0);
}

static Output
listed(Folder *folder, int64_t limit)
{
    Error err;
    Output output;
    assert_int_equal(sandbox_output_list(folder->arena, folder->fd, limit, &output, &err), ERROR_NONE);
    return output;
}

static void
files_come_in_the_order_of_their_names(void **state)
{
    Folder *folder = *state;
    assert_int_equal(mkdirat(folder->fd, "b", 0700), 0);
    put(folder, "c");
    put(folder, "b/z");
    put(folder, "a");
    put(folder, "b/a");
    Output output = listed(folder, 10);
    static const char *const names[] = {"a", "b/a", "b/z", "c"};
    assert_int_equal(output.files.count, 4);
    for (size_t at = 0; at < 4; at++)
        assert_string_equal(output.files.items[at].name, names[at]);
    assert_int_equal(output.bytes, 4);
    assert_int_equal(output.refused, 0);
}

static void
nothing_but_regular_files_with_one_name(void **state)
{
    Folder *folder = *state;
    struct sockaddr_un here = {.sun_family = AF_UNIX};
    int64_t expected = 5;
    put(folder, "plain");
    put(folder, "one");
    assert_int_equal(linkat(folder->fd, "one", folder->fd, "other", 0), 0);
    assert_int_equal(symlinkat("/etc/passwd", folder->fd, "link"), 0);
    assert_int_equal(mkfifoat(folder->fd, "fifo", 0600), 0);
    (void)snprintf(here.sun_path, sizeof here.sun_path, "%s/socket", folder->path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&here, sizeof here), 0);
    assert_int_equal(close(fd), 0);
    if (mknodat(folder->fd, "device", S_IFCHR | 0600, makedev(1, 3)) == 0) /* as root only */
        expected++;
    Output output = listed(folder, 10);
    assert_int_equal(output.files.count, 1);
    assert_string_equal(output.files.items[0].name, "plain");
    assert_int_equal(output.refused, expected);
}

static void
a_link_to_a_folder_is_not_walked(void **state)
{
    Folder *folder = *state;
    assert_int_equal(symlinkat("/etc", folder->fd, "etc"), 0);
    assert_int_equal(symlinkat(".", folder->fd, "round"), 0);
    Output output = listed(folder, 10);
    assert_int_equal(output.files.count, 0);
    assert_int_equal(output.refused, 2);
}

/* What was a file when it was listed and is a link when it is opened: not followed. */
static void
a_file_that_is_swapped_is_not_opened(void **state)
{
    Folder *folder = *state;
    Error err;
    int fd = -1;
    put(folder, "a");
    Output output = listed(folder, 10);
    assert_int_equal(unlinkat(folder->fd, "a", 0), 0);
    assert_int_equal(symlinkat("/etc/passwd", folder->fd, "a"), 0);
    assert_int_equal(output_open(folder->fd, &output.files.items[0], &fd, &err), ERROR_IO);
    assert_int_equal(fd, -1);
    assert_int_equal(unlinkat(folder->fd, "a", 0), 0);
    put(folder, "a");
    put(folder, "b");
    assert_int_equal(truncate(file_join(folder->arena, folder->path, "a"), 9), 0);
    assert_int_equal(output_open(folder->fd, &output.files.items[0], &fd, &err), ERROR_INTERNAL);
    assert_int_equal(fd, -1);
}

/* One more than the limit is enough to know. */
static void
the_walk_is_bounded(void **state)
{
    Folder *folder = *state;
    char name[32];
    for (int number = 0; number < 200; number++)
    {
        (void)snprintf(name, sizeof name, "%d", number);
        put(folder, name);
    }
    assert_int_equal(listed(folder, 10).files.count, 11);
    for (int number = 0; number < 200; number++)
    {
        (void)snprintf(name, sizeof name, "%d", number);
        assert_int_equal(unlinkat(folder->fd, name, 0), 0);
        assert_int_equal(symlinkat("x", folder->fd, name), 0);
    }
    assert_int_equal(listed(folder, 10).bytes, INT64_MAX); /* too much of anything: withheld */
}

static void
depth_and_length_of_names_are_bounded(void **state)
{
    Folder *folder = *state;
    char path[600] = "d";
    for (int depth = 0; depth < 9; depth++)
    {
        assert_int_equal(mkdirat(folder->fd, path, 0700), 0);
        (void)strncat(path, "/d", sizeof path - strlen(path) - 1);
    }
    char name[256];
    memset(name, 'n', 255);
    name[255] = '\0';
    put(folder, name);
    char below[300];
    (void)snprintf(below, sizeof below, "d/%.254s", name); /* 256 bytes: one too many */
    put(folder, below);
    Output output = listed(folder, 20);
    assert_int_equal(output.files.count, 1);
    assert_string_equal(output.files.items[0].name, name);
    assert_int_equal(output.refused, 2); /* the folder that is too deep, and the long name */
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(files_come_in_the_order_of_their_names),
        TEST(nothing_but_regular_files_with_one_name),
        TEST(a_link_to_a_folder_is_not_walked),
        TEST(a_file_that_is_swapped_is_not_opened),
        TEST(the_walk_is_bounded),
        TEST(depth_and_length_of_names_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
