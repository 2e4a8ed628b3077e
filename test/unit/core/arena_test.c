#include "core/arena.h"

#include "cmocka_all.h"

#include <string.h>

static int freed[4];
static int freed_count;

static void
note_freed(void *what)
{
    freed[freed_count++] = *(int *)what;
}

static void
memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    for (size_t size = 0; size < 3000; size += 7)
    {
        unsigned char *piece = arena_take(arena, size);
        assert_non_null(piece);
        assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
        for (size_t at = 0; at < size; at++)
            assert_int_equal(piece[at], 0);
        memset(piece, 0xff, size);
    }
}

/* A large piece has a block of its own; small ones before and behind it stay whole. */
static void
large_pieces_stand_apart(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    char *before = arena_copy_text(arena, "before");
    const size_t size = (size_t)1024 * 1024;
    memset(arena_take(arena, size), 'x', size);
    char *behind = arena_copy_text(arena, "behind");
    memset(arena_take_array(arena, 1024, 1024), 'y', size);
    assert_string_equal(before, "before");
    assert_string_equal(behind, "behind");
}

static void
copies_end_in_zero(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    const char bytes[] = {'a', '\0', 'b'};
    const char *copy = arena_copy(arena, bytes, sizeof bytes);
    assert_memory_equal(copy, "a\0b", 4);
    assert_string_equal(arena_copy(arena, NULL, 0), "");
    assert_string_equal(arena_print(arena, "%d-%s", 7, "x"), "7-x");
    const char *longer = arena_print(arena, "%0*d", 5000, 1);
    assert_int_equal(strlen(longer), 5000);
}

static void
releases_run_last_one_first(void **state)
{
    (void)state;
    static int numbers[] = {1, 2, 3};
    Arena *arena = arena_new("test");
    freed_count = 0;
    for (int at = 0; at < 3; at++)
        arena_on_free(arena, note_freed, &numbers[at]);
    assert_int_equal(freed_count, 0);
    arena_close(&arena);
    assert_null(arena);
    assert_int_equal(freed_count, 3);
    assert_int_equal(freed[0], 3);
    assert_int_equal(freed[1], 2);
    assert_int_equal(freed[2], 1);
    arena_free(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(large_pieces_stand_apart),
        cmocka_unit_test(copies_end_in_zero),
        cmocka_unit_test(releases_run_last_one_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
