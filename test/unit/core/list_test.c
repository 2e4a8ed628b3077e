#include "core/list.h"

#include "cmocka_all.h"

static void
grows_and_keeps_what_it_holds(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    struct LIST_OF(int64_t) list = {0};
    for (int64_t at = 0; at < 10000; at++)
    {
        int64_t *last = LIST_ADD(arena, &list);
        assert_int_equal(*last, 0);
        *last = at * at;
    }
    assert_int_equal(list.count, 10000);
    assert_true(list.capacity >= list.count);
    for (int64_t at = 0; at < 10000; at++)
        assert_int_equal(list.items[at], at * at);
}

static void
elements_of_any_size(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    struct LIST_OF(struct
                   {
                       char name[3];
                       double value;
                   }) list = {0};
    for (int at = 0; at < 100; at++)
        LIST_ADD(arena, &list)->value = at;
    assert_int_equal(list.items[99].value, 99);
    assert_int_equal(list.items[99].name[0], 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_keeps_what_it_holds),
        cmocka_unit_test(elements_of_any_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
