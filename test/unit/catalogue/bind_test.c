/*
 * Placeholders: replaced where SQL is SQL, left alone in quotes and comments.
 */
#include "catalogue/bind.h"
#include "core/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char *
bind(Arena *arena, const char *sql, Date date)
{
    Catalogue catalogue = {0};
    *LIST_ADD(arena, &catalogue.parameters) = (Parameter){.name = "gap", .value = "15"};
    *LIST_ADD(arena, &catalogue.parameters) = (Parameter){.name = "yearly", .value = "(-1)"};
    *LIST_ADD(arena, &catalogue.parameters) =
        (Parameter){.name = "cities", .value = "(11002, 'it''s')"};
    return catalogue_bind_sql(arena, &catalogue, sql, date);
}

static void
placeholders_become_literals(void **state)
{
    static const struct
    {
        const char *sql;
        const char *bound;
    } cases[] = {
        {"$date", "DATE '2012-03-31'"},
        {"$year+$quarter*$month", "2012+1*3"},
        {"a<=$gap AND b-$yearly", "a<=15 AND b-(-1)"},
        {"n IN $cities", "n IN (11002, 'it''s')"},
        {"'$date' \"$gap\" $gap", "'$date' \"$gap\" 15"},
        {"'it''s $gap' $gap", "'it''s $gap' 15"},
        {"-- $gap\n$gap", "-- $gap\n15"},
        {"/* $gap ' */ $gap", "/* $gap ' */ 15"},
        {"$gap_2 $nothing", "$gap_2 $nothing"},
        {"$gap$gap", "1515"},
        {"3 - 2 / 1", "3 - 2 / 1"},
        {"$", "$"},
        {"", ""},
        {"'open $gap", "'open $gap"},
        {"/* open $gap", "/* open $gap"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        SCRATCH Arena *arena = arena_new("test");
        assert_string_equal(bind(arena, cases[at].sql, date_of(2012, 3, 31)), cases[at].bound);
    }
    (void)state;
}

static void
quarters_have_three_months(void **state)
{
    static const char *const quarters[] = {"1", "1", "1", "2", "2", "2",
                                           "3", "3", "3", "4", "4", "4"};
    for (int month = 1; month <= 12; month++)
    {
        SCRATCH Arena *arena = arena_new("test");
        assert_string_equal(bind(arena, "$quarter", date_of(2012, month, 1)), quarters[month - 1]);
    }
    (void)state;
}

/* The stretches of a text are the whole text. */
static void
stretches_leave_nothing_out(void **state)
{
    static const char sql[] = "SELECT 'a''b', \"c\" -- d\nFROM /* e */ f WHERE g = $h; $1 'i";
    static const StretchKind kinds[] = {
        STRETCH_PLAIN,  STRETCH_QUOTED,      STRETCH_PLAIN,     STRETCH_QUOTED,
        STRETCH_PLAIN,  STRETCH_COMMENT,     STRETCH_PLAIN,     STRETCH_COMMENT,
        STRETCH_PLAIN,  STRETCH_PLACEHOLDER, STRETCH_SEMICOLON, STRETCH_PLAIN,
        STRETCH_BROKEN, STRETCH_PLAIN,       STRETCH_BROKEN,    STRETCH_END};
    size_t size = 0;
    size_t total = 0;
    for (size_t at = 0; at < sizeof kinds / sizeof *kinds; at++)
    {
        assert_int_equal(sql_stretch(sql + total, &size), kinds[at]);
        total += size;
    }
    assert_int_equal(total, strlen(sql));
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placeholders_become_literals),
        cmocka_unit_test(quarters_have_three_months),
        cmocka_unit_test(stretches_leave_nothing_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
