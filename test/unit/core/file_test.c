#include "core/file.h"

#include "cmocka_all.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char directory[] = "file_test-XXXXXX";

static int
make_directory(void **state)
{
    (void)state;
    return mkdtemp(directory) == NULL ? -1 : 0;
}

static int
remove_directory(void **state)
{
    (void)state;
    Error err;
    return file_remove_tree(directory, &err) == ERROR_NONE && !file_exists(directory) ? 0 : -1;
}

static size_t
entries(const char *path)
{
    size_t count = 0;
    DIR *opened = opendir(path);
    assert_non_null(opened);
    while (readdir(opened) != NULL)
        count++;
    (void)closedir(opened);
    return count - 2; /* . and .. */
}

static void
assert_holds(const char *path, const char *expected)
{
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(file_read(arena, path, 1000000, ERROR_DATA, &bytes, &size, &err), ERROR_NONE);
    assert_int_equal(size, strlen(expected));
    assert_string_equal(bytes, expected);
}

static void
written_is_read(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    struct stat about;
    const char *path = file_join(arena, directory, "one");
    assert_int_equal(file_write(path, "abc", 3, 0600, &err), ERROR_NONE);
    assert_holds(path, "abc");
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(file_write(path, "other", 5, 0640, &err), ERROR_NONE);
    assert_holds(path, "other");
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
    assert_int_equal(file_write(path, "", 0, 0600, &err), ERROR_NONE);
    assert_holds(path, "");
    assert_int_equal(entries(directory), 1); /* no temporary name is left */
    assert_int_equal(unlink(path), 0);
}

static void
new_never_replaces(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    const char *path = file_join(arena, directory, "new");
    assert_int_equal(file_write_new(path, "first", 5, 0600, &err), ERROR_NONE);
    assert_int_equal(file_write_new(path, "second", 6, 0600, &err), ERROR_IO);
    assert_holds(path, "first");
    assert_int_equal(entries(directory), 1);
    assert_int_equal(unlink(path), 0);
}

/* Sizes around the reader's first capacity and around the limit. */
static void
the_limit_is_exact(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 65534, 65535, 65536, 65537, 200000};
    SCRATCH Arena *arena = arena_new("test");
    const char *path = file_join(arena, directory, "limit");
    char *bytes = arena_take(arena, 200000);
    memset(bytes, 'x', 200000);
    for (size_t at = 0; at < sizeof sizes / sizeof sizes[0]; at++)
    {
        Error err;
        char *found = NULL;
        size_t size = 0;
        assert_int_equal(file_write(path, bytes, sizes[at], 0600, &err), ERROR_NONE);
        assert_int_equal(file_read(arena, path, sizes[at], ERROR_DATA, &found, &size, &err),
                         ERROR_NONE);
        assert_int_equal(size, sizes[at]);
        assert_int_equal(strlen(found), size);
        if (sizes[at] > 0)
            assert_int_equal(file_read(arena, path, sizes[at] - 1, ERROR_DATA, &found, &size, &err),
                             ERROR_DATA);
    }
    assert_int_equal(unlink(path), 0);
}

static void
what_is_not_there_is_an_error(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    char *bytes = NULL;
    size_t size = 0;
    Digest digest;
    const char *path = file_join(arena, directory, "absent");
    const char *below = file_join(arena, path, "file");
    assert_int_equal(file_read(arena, path, 10, ERROR_DATA, &bytes, &size, &err), ERROR_IO);
    assert_int_equal(file_digest(path, &digest, NULL, &err), ERROR_IO);
    assert_int_equal(file_write(below, "a", 1, 0600, &err), ERROR_IO);
    assert_int_equal(file_move(path, below, &err), ERROR_IO);
    assert_int_equal(file_remove_tree(path, &err), ERROR_NONE);
    assert_false(file_exists(path));
    assert_int_equal(entries(directory), 0);
}

static void
digest_is_that_of_the_bytes(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    Digest found;
    int64_t size = 0;
    const size_t large = 600000; /* more than two steps of the reader */
    char *bytes = arena_take(arena, large);
    for (size_t at = 0; at < large; at++)
        bytes[at] = (char)(at * 7 % 251);
    const char *path = file_join(arena, directory, "digest");
    assert_int_equal(file_write(path, bytes, large, 0600, &err), ERROR_NONE);
    assert_int_equal(file_digest(path, &found, &size, &err), ERROR_NONE);
    Digest expected = digest_of(bytes, large);
    assert_true(digest_equal(&found, &expected));
    assert_int_equal(size, large);
    assert_int_equal(unlink(path), 0);
}

/* A tree goes, what its links point at stays. */
static void
trees_go_and_links_are_not_followed(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    const char *kept = file_join(arena, directory, "kept");
    const char *tree = file_join(arena, directory, "tree");
    const char *inner = file_join(arena, tree, "inner");
    assert_int_equal(file_make_directory(kept, 0700, &err), ERROR_NONE);
    assert_int_equal(file_write(file_join(arena, kept, "file"), "x", 1, 0600, &err), ERROR_NONE);
    assert_int_equal(file_make_directory(tree, 0700, &err), ERROR_NONE);
    assert_int_equal(file_make_directory(tree, 0700, &err), ERROR_NONE);
    assert_int_equal(file_make_directory(inner, 0700, &err), ERROR_NONE);
    assert_int_equal(file_write(file_join(arena, inner, "file"), "x", 1, 0600, &err), ERROR_NONE);
    assert_int_equal(symlink("../../kept", file_join(arena, inner, "link")), 0);
    assert_int_equal(file_remove_tree(tree, &err), ERROR_NONE);
    assert_false(file_exists(tree));
    assert_holds(file_join(arena, kept, "file"), "x");
    assert_int_equal(file_make_directory(file_join(arena, kept, "file"), 0700, &err), ERROR_IO);
    assert_int_equal(file_remove_tree(kept, &err), ERROR_NONE);
}

static void
names_are_joined_and_taken_apart(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    assert_string_equal(file_join(arena, "a", "b"), "a/b");
    assert_string_equal(file_name("a/b/c"), "c");
    assert_string_equal(file_name("c"), "c");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_is_read),
        cmocka_unit_test(new_never_replaces),
        cmocka_unit_test(the_limit_is_exact),
        cmocka_unit_test(what_is_not_there_is_an_error),
        cmocka_unit_test(digest_is_that_of_the_bytes),
        cmocka_unit_test(trees_go_and_links_are_not_followed),
        cmocka_unit_test(names_are_joined_and_taken_apart),
    };
    return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
