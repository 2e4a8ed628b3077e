#include "audit/folder.h"
#include "core/file.h"

#include "../core/cmocka_all.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char place[] = "/tmp/beraad-folder-XXXXXX";

static int
setup(void **state)
{
    (void)state;
    return mkdtemp(place) == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
    Error err;
    (void)state;
    return file_remove_tree(place, &err) == ERROR_NONE ? 0 : -1;
}

static size_t
count_names(const char *path)
{
    size_t count = 0;
    DIR *directory = opendir(path);
    assert_non_null(directory);
    while (readdir(directory) != NULL)
        count++;
    (void)closedir(directory);
    return count - 2;
}

static void
it_appears_whole_or_not_at_all(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Error err = {0};
    char *bytes = NULL;
    size_t size = 0;
    const char *path = file_join(arena, place, "whole");
    (void)state;
    {
        CLEARS_FOLDER Folder folder = {0};
        assert_int_equal(folder_begin(arena, path, &folder, &err), ERROR_NONE);
        assert_int_equal(folder_add(&folder, "a/b/c", "x", 1, &err), ERROR_NONE);
        assert_int_equal(count_names(place), 1);
        assert_false(file_exists(path));
    }
    assert_int_equal(count_names(place), 0);
    CLEARS_FOLDER Folder folder = {0};
    assert_int_equal(folder_begin(arena, path, &folder, &err), ERROR_NONE);
    assert_int_equal(folder_add(&folder, "z", "", 0, &err), ERROR_NONE);
    assert_int_equal(folder_add(&folder, "a/b", "abc", 3, &err), ERROR_NONE);
    /* sha256 of "abc": FIPS 180-4; of nothing: the same. */
    assert_string_equal(folder_sums(&folder),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a/b\n"
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  z\n");
    assert_int_equal(folder_end(&folder, &err), ERROR_NONE);
    assert_int_equal(count_names(place), 1);
    assert_int_equal(
        file_read(arena, file_join(arena, path, "a/b"), 9, ERROR_DATA, &bytes, &size, &err),
        ERROR_NONE);
    assert_string_equal(bytes, "abc");
}

static void
what_is_there_is_not_touched(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Error err = {0};
    Folder folder = {0};
    const char *path = file_join(arena, place, "there");
    (void)state;
    assert_int_equal(file_write_new(path, "x", 1, 0600, &err), ERROR_NONE);
    assert_int_equal(folder_begin(arena, path, &folder, &err), ERROR_STATE);
    assert_int_equal(unlink(path), 0);
    /* Somebody else takes the name meanwhile; a slash at the end is none of it. */
    assert_int_equal(folder_begin(arena, arena_print(arena, "%s/", path), &folder, &err),
                     ERROR_NONE);
    assert_int_equal(file_make_directory(path, 0700, &err), ERROR_NONE);
    assert_int_equal(folder_end(&folder, &err), ERROR_STATE);
    folder_clear(&folder);
    assert_int_equal(count_names(path), 0);
    assert_int_equal(folder_begin(arena, "/proc/no/where", &folder, &err), ERROR_IO);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_appears_whole_or_not_at_all),
        cmocka_unit_test(what_is_there_is_not_touched),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
