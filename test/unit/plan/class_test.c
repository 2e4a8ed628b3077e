/*
 * The CASE expression of a class list, run in the engine, against the list's meaning written out as
 * if-statements.
 */
#include "plan/sql.h"
#include "warehouse/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const Class *
add_class(Arena *arena, Classification *list, Class class_)
{
    class_.valid_from = date_of(1900, 1, 1);
    if (class_.valid_to.days == 0)
        class_.valid_to = date_of(9999, 12, 31);
    Class *added = LIST_ADD(arena, &list->classes);
    *added = class_;
    return added;
}

static int64_t
class_of(Engine *engine, Arena *arena, const Classification *list, ValueType type,
         const char *value)
{
    Error err;
    Text sql = text_new(arena);
    int64_t index = 0;
    text_add(&sql, "SELECT COALESCE(");
    plan_class_case(&sql, "v", type, list, date_of(2014, 3, 31));
    text_print(&sql, ", -1) FROM (SELECT %s AS v) AS one", value);
    assert_int_equal(engine_count(engine, "class", sql.bytes, &index, &err), ERROR_NONE);
    return index;
}

/* The Eurostat classes of work intensity mix open and closed ends: [0,0.20) [0.20,0.45) [0.45,0.55]
 * (0.55,0.85] (0.85,1] */
static void
ranges_take_exactly_their_ends(void **state)
{
    Error err;
    SCRATCH Arena *arena = arena_new("test");
    CLOSES_ENGINE Engine *engine = NULL;
    assert_int_equal(engine_open(&(EngineOptions){.threads = 1}, &engine, &err), ERROR_NONE);
    Classification list = {.name = "intensity"};
    Class range = {.cover = COVER_RANGE};
    range.range_low = "0", range.range_high = "0.20", range.low_included = true;
    add_class(arena, &list, range);
    range.range_low = "0.20", range.range_high = "0.45";
    add_class(arena, &list, range);
    range.range_low = "0.45", range.range_high = "0.55", range.high_included = true;
    add_class(arena, &list, range);
    range.range_low = "0.55", range.range_high = "0.85", range.low_included = false;
    add_class(arena, &list, range);
    range.range_low = "0.85", range.range_high = "1";
    add_class(arena, &list, range);
    add_class(arena, &list, (Class){.cover = COVER_MISSING, .missing = "unknown"});
    static const struct
    {
        const char *value;
        int64_t class_;
    } cases[] = {{"CAST(0 AS DOUBLE)", 0},          {"CAST(0.19 AS DOUBLE)", 0},
                 {"CAST(0.2 AS DECIMAL(4,2))", 1},  {"CAST(0.45 AS DECIMAL(4,2))", 2},
                 {"CAST(0.55 AS DECIMAL(4,2))", 2}, {"CAST(0.56 AS DOUBLE)", 3},
                 {"CAST(0.85 AS DECIMAL(4,2))", 3}, {"CAST(1 AS DOUBLE)", 4},
                 {"CAST(1.01 AS DOUBLE)", -1},      {"CAST(NULL AS DOUBLE)", 5}};
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
        assert_int_equal(class_of(engine, arena, &list, VALUE_REAL, cases[at].value),
                         cases[at].class_);
    (void)state;
}

/* A country that left a class in 2013 is not in it in 2014; 'every other value' comes last wherever
 * the list has it. */
static void
codes_respect_validity_and_the_rest_comes_last(void **state)
{
    Error err;
    SCRATCH Arena *arena = arena_new("test");
    CLOSES_ENGINE Engine *engine = NULL;
    assert_int_equal(engine_open(&(EngineOptions){.threads = 1}, &engine, &err), ERROR_NONE);
    Classification list = {.name = "country"};
    add_class(arena, &list, (Class){.cover = COVER_REST});
    Class home = {.cover = COVER_CODES};
    *LIST_ADD(arena, &home.codes) = "BE";
    add_class(arena, &list, home);
    Class gone = {.cover = COVER_CODES, .valid_to = date_of(2013, 6, 30)};
    *LIST_ADD(arena, &gone.codes) = "HR";
    add_class(arena, &list, gone);
    Class odd = {.cover = COVER_CODES, .takes_null = true};
    *LIST_ADD(arena, &odd.codes) = "O'X";
    add_class(arena, &list, odd);
    assert_int_equal(class_of(engine, arena, &list, VALUE_TEXT, "'BE'"), 1);
    assert_int_equal(class_of(engine, arena, &list, VALUE_TEXT, "'HR'"), 0);
    assert_int_equal(class_of(engine, arena, &list, VALUE_TEXT, "'O''X'"), 3);
    assert_int_equal(class_of(engine, arena, &list, VALUE_TEXT, "CAST(NULL AS VARCHAR)"), 3);
    assert_int_equal(class_of(engine, arena, &list, VALUE_TEXT, "'be'"), 0);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_take_exactly_their_ends),
        cmocka_unit_test(codes_respect_validity_and_the_rest_comes_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
