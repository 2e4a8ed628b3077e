/* Tasks on all cores: each is done once, what comes first comes first, nothing is left behind. */
#include "ledger/crew.h"

#include "../core/cmocka_all.h"

#include <stdatomic.h>
#include <stdlib.h>

#define COUNT 2000

typedef struct Counted
{
    CrewTask task;
    atomic_int runs;
    atomic_int frees;
} Counted;

static void
run(CrewTask *task)
{
    atomic_fetch_add(&((Counted *)task)->runs, 1);
}

static void
note_free(CrewTask *task)
{
    atomic_fetch_add(&((Counted *)task)->frees, 1);
}

static Counted *
new_tasks(Arena *arena, void (*free)(CrewTask *))
{
    Counted *tasks = arena_take_array(arena, COUNT, sizeof *tasks);
    for (size_t at = 0; at < COUNT; at++)
        tasks[at].task = (CrewTask){.run = run, .free = free};
    return tasks;
}

static void
each_is_done_once(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("tasks");
    SCRATCH Arena *of_crew = arena_new("crew");
    Crew *crew = crew_new(of_crew);
    Counted *tasks = new_tasks(arena, note_free);
    crew_settle(crew);
    for (size_t at = 0; at < COUNT; at++)
        crew_add(crew, &tasks[at].task);
    crew_settle(crew);
    for (size_t at = 0; at < COUNT; at++)
    {
        assert_int_equal(tasks[at].runs, 1);
        assert_int_equal(tasks[at].frees, 1);
    }
}

/* One that is waited for is done when the waiting ends, whatever else there is, and is its owner's.
 */
static void
what_is_waited_for_is_done(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("tasks");
    SCRATCH Arena *of_crew = arena_new("crew");
    Crew *crew = crew_new(of_crew);
    Counted *tasks = new_tasks(arena, note_free);
    Counted *mine = new_tasks(arena, NULL);
    for (size_t at = 0; at < COUNT; at++)
    {
        crew_add(crew, &tasks[at].task);
        crew_add_first(crew, &mine[at].task);
        if (at % 3 == 2)
            for (size_t one = at - 2; one <= at; one++)
            {
                crew_wait(crew, &mine[one].task);
                assert_int_equal(mine[one].runs, 1);
                assert_int_equal(mine[one].frees, 0);
            }
    }
    crew_settle(crew);
    for (size_t at = 0; at < COUNT; at++)
        assert_int_equal(mine[at].runs, 1);
}

static Counted *order[8];
static size_t ordered;

static void
note_order(CrewTask *task)
{
    order[ordered++] = (Counted *)task;
}

/* Two tasks start no thread, so that their order is known. */
static void
an_urgent_one_comes_first(void **state)
{
    (void)state;
    SCRATCH Arena *of_crew = arena_new("crew");
    Crew *crew = crew_new(of_crew);
    Counted later = {.task = {.run = note_order}};
    Counted urgent = {.task = {.run = note_order}};
    ordered = 0;
    crew_add(crew, &later.task);
    crew_add_first(crew, &urgent.task);
    crew_wait(crew, &later.task);
    assert_int_equal(ordered, 2);
    assert_ptr_equal(order[0], &urgent);
    assert_ptr_equal(order[1], &later);
}

/* A crew may end while tasks wait: each is freed all the same. */
static void
an_unsettled_crew_ends(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("tasks");
    Arena *of_crew = arena_new("crew");
    Crew *crew = crew_new(of_crew);
    Counted *tasks = new_tasks(arena, note_free);
    for (size_t at = 0; at < COUNT; at++)
        crew_add(crew, &tasks[at].task);
    arena_free(of_crew);
    for (size_t at = 0; at < COUNT; at++)
        assert_int_equal(tasks[at].frees, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_done_once),
        cmocka_unit_test(what_is_waited_for_is_done),
        cmocka_unit_test(an_urgent_one_comes_first),
        cmocka_unit_test(an_unsettled_crew_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
