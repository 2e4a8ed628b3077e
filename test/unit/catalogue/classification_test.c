/*
 * Class lists: each rule of doc/format/class-list.md broken once, with the place and the words that
 * are said.
 */
#include "catalogue/classification.h"
#include "core/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "code,valid_from,valid_to,label_nl,label_fr,label_en,range,codes,missing\n"

static const char *
judge(Arena *arena, const char *bytes, Classification *ret_list)
{
    Catalogue catalogue = {0};
    LIST_ADD(arena, &catalogue.missing)->name = "unknown";
    Complaints complaints = complaints_new(arena, "x.csv");
    *ret_list = (Classification){.name = "x"};
    bool sound =
        classification_read(arena, &catalogue, bytes, strlen(bytes), ret_list, &complaints);
    assert_int_equal(sound, complaints.count == 0);
    return complaints_print(arena, &complaints);
}

static void
null_belongs_to_one_class_a_day(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Classification list;
    assert_string_equal(judge(arena,
                              HEAD "1,,2012-12-31,a,b,c,\"[0,0.20)\",,\n"
                                   "1,2013-01-01,,a,b,c,\"[0,0.25]\",NULL,\n"
                                   "MAR+,,,a,b,c,,X Y-1 NULL,unknown\n"
                                   "3,2013-01-01,,a,b,c,,*,\n"
                                   "4,,,\"d,e\",b,c,\"(0.5,)\",,\n",
                              &list),
                        "x.csv:3:1: classes 'MAR+' and '1' are valid on the same day: both take "
                        "missing values\n"
                        "");
    (void)state;
}

static void
covers_are_told_apart(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Classification list;
    assert_string_equal(judge(arena,
                              HEAD "1,,2012-12-31,a,b,c,\"[0,0.20)\",,\n"
                                   "1,2013-01-01,,a,b,c,\"(-1.5,0.25]\",NULL,\n"
                                   "2,,,a,b,c,,X Y-1,\n"
                                   "3,,,a,b,c,,*,\n"
                                   "9,,2012-12-31,a,b,c,,NULL,unknown\n",
                              &list),
                        "");
    assert_int_equal(list.classes.count, 5);
    const Class *first = &list.classes.items[0];
    const Class *second = &list.classes.items[1];
    assert_int_equal(first->cover, COVER_RANGE);
    assert_true(first->low_included && !first->high_included && !first->takes_null);
    assert_string_equal(first->range_high, "0.20");
    assert_int_equal(date_compare(first->valid_from, date_of(1, 1, 1)), 0);
    assert_int_equal(date_compare(first->valid_to, date_of(2012, 12, 31)), 0);
    assert_true(!second->low_included && second->high_included && second->takes_null);
    assert_string_equal(second->range_low, "-1.5");
    assert_int_equal(list.classes.items[2].cover, COVER_CODES);
    assert_int_equal(list.classes.items[2].codes.count, 2);
    assert_int_equal(list.classes.items[3].cover, COVER_REST);
    assert_int_equal(list.classes.items[3].codes.count, 0);
    assert_int_equal(list.classes.items[4].cover, COVER_MISSING);
    assert_true(list.classes.items[4].takes_null);
    assert_string_equal(list.classes.items[4].missing, "unknown");
    (void)state;
}

/* One row that breaks one rule, or two that do not go together. */
static void
each_rule_is_told_when_it_is_broken(void **state)
{
    static const struct
    {
        const char *rows;
        const char *complaint;
    } cases[] = {
        {"", "x.csv: expected 1 to 10000 classes, found 0\n"},
        {"a b,,,n,f,e,,1,\n",
         "x.csv:2:1: expected a code of 1 to 32 letters, digits and '+-_.', found 'a b'\n"},
        {"=1,,,n,f,e,,1,\n",
         "x.csv:2:1: expected a code of 1 to 32 letters, digits and '+-_.', found '=1'\n"},
        {"1,2013-02-29,,n,f,e,,1,\n",
         "x.csv:2:3: expected a date as YYYY-MM-DD or nothing, found '2013-02-29'\n"},
        {"1,2013-02-02,2013-02-01,n,f,e,,1,\n", "x.csv:2:14: valid_to is before valid_from\n"},
        {"1,,,,f,e,,1,\n", "x.csv:2:5: expected a label, found nothing\n"},
        {"1,,,n,=f(),e,,1,\n",
         "x.csv:2:7: expected a label, found one that a spreadsheet would run as a formula\n"},
        {"1,,,n,f, e,,1,\n", "x.csv:2:9: expected a label without spaces around it\n"},
        {"1,,,n,f,e,0-18,,\n", "x.csv:2:11: expected an interval such as [0,18) or (0.55,0.85] or "
                               "[65,), found '0-18'\n"},
        {"1,,,n,f,e,\"[,18)\",,\n", "x.csv:2:11: expected an interval such as [0,18) or "
                                    "(0.55,0.85] or [65,), found '[,18)'\n"},
        {"1,,,n,f,e,\"[1e3,18)\",,\n", "x.csv:2:11: expected an interval such as [0,18) or "
                                       "(0.55,0.85] or [65,), found '[1e3,18)'\n"},
        {"1,,,n,f,e,\"[0,1234567890)\",,\n", "x.csv:2:11: expected an interval such as [0,18) or "
                                             "(0.55,0.85] or [65,), found '[0,1234567890)'\n"},
        {"1,,,n,f,e,\"[18,18)\",,\n",
         "x.csv:2:11: expected an interval that holds a number, found '[18,18)'\n"},
        {"1,,,n,f,e,\"[19,18]\",,\n",
         "x.csv:2:11: expected an interval that holds a number, found '[19,18]'\n"},
        {"1,,,n,f,e,\"[0,18)\",5,\n", "x.csv:2:20: expected a range or codes, found both\n"},
        {"1,,,n,f,e,,,\n", "x.csv:2:12: expected a range or codes, found neither\n"},
        {"1,,,n,f,e,,A  B,\n", "x.csv:2:12: expected source codes separated by single spaces\n"},
        {"1,,,n,f,e,,A ,\n", "x.csv:2:12: expected source codes separated by single spaces\n"},
        {"1,,,n,f,e,,A *,\n",
         "x.csv:2:12: expected '*' alone or with 'NULL', found it among codes\n"},
        {"1,,,n,f,e,,A A,\n", "x.csv:2:1: source code 'A' stands twice\n"},
        {"1,,,n,f,e,,NULL NULL,\n", "x.csv:2:12: 'NULL' stands twice\n"},
        {"1,,,n,f,e,,1,gone\n", "x.csv:2:14: no kind of missing value 'gone' in the catalogue\n"},
        {"1,,,n,f,e,,A,\n1,,,n,f,e,,B,\n",
         "x.csv:3:1: classes '1' and '1' are valid on the same day: they have the same code\n"},
        {"1,,,n,f,e,,A B,\n2,,,n,f,e,,B,\n", "x.csv:3:1: classes '1' and '2' are valid on the same "
                                             "day: they have a source code in common\n"},
        {"1,,,n,f,e,,*,\n2,,,n,f,e,,*,\n",
         "x.csv:3:1: classes '1' and '2' are valid on the same day: both take every other value\n"},
        {"1,,,n,f,e,\"[0,2]\",,\n2,,,n,f,e,\"[2,3)\",,\n",
         "x.csv:3:1: classes '1' and '2' are valid on the same day: their ranges overlap\n"},
        {"1,,,n,f,e,\"(,2]\",,\n2,,,n,f,e,\"(1,)\",,\n",
         "x.csv:3:1: classes '1' and '2' are valid on the same day: their ranges overlap\n"},
        {"1,,,n,f,e,\"[0,2)\",,\n2,,,n,f,e,,1.5 2,\n",
         "x.csv:3:1: classes '2' and '1' are valid on the same day: a source code of one lies in "
         "the range of the other\n"},
        {"1,,,n,f,e,\"[0,2)\",,\n2,,,n,f,e,\"(2,3)\",,\n3,,,n,f,e,,*,\n",
         "x.csv:4:1: class '3' takes every other value, and so what lies between the ranges of '1' "
         "and '2'\n"},
        /* The gap opens only when the class between them ends. */
        {"1,,,n,f,e,\"[0,2)\",,\n2,,2012-12-31,n,f,e,\"[2,3)\",,\n3,,,n,f,e,\"[3,4)\",,\n4,,,n,f,e,"
         ",*,\n",
         "x.csv:5:1: class '4' takes every other value, and so what lies between the ranges of '1' "
         "and '3'\n"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        SCRATCH Arena *arena = arena_new("test");
        Classification list;
        const char *bytes = arena_print(arena, "%s%s", HEAD, cases[at].rows);
        assert_string_equal(judge(arena, bytes, &list), cases[at].complaint);
    }
    (void)state;
}

static void
what_is_apart_in_time_or_value_goes_together(void **state)
{
    static const char *const rows[] = {
        "1,,2012-12-31,n,f,e,,A,\n2,2013-01-01,,n,f,e,,A,\n",
        "1,,,n,f,e,\"[0,2)\",,\n2,,,n,f,e,\"[2,3)\",,\n3,,,n,f,e,,*,\n",
        "1,,,n,f,e,\"[0,2]\",,\n2,,,n,f,e,\"(2,3)\",,\n",
        "1,,,n,f,e,\"[0,2)\",,\n2,,,n,f,e,\"[5,6)\",,\n", /* a gap without a rest */
        "1,,,n,f,e,\"[0,2)\",,\n2,,,n,f,e,,2 x,\n",
    };
    for (size_t at = 0; at < sizeof rows / sizeof *rows; at++)
    {
        SCRATCH Arena *arena = arena_new("test");
        Classification list;
        assert_string_equal(judge(arena, arena_print(arena, "%s%s", HEAD, rows[at]), &list), "");
    }
    (void)state;
}

static void
the_header_is_exact(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Classification list;
    assert_string_equal(judge(arena, "code,label\n1,x\n", &list),
                        "x.csv:1:1: expected 9 columns, found 2\n");
    assert_string_equal(
        judge(arena, "code,valid_from,valid_to,label_fr,label_nl,label_en,range,codes,missing\n",
              &list),
        "x.csv:1:26: expected column 'label_nl', found 'label_fr'\n");
    (void)state;
}

static void
a_list_must_fit_the_type_of_its_values(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Classification list;
    assert_string_equal(judge(arena, HEAD "1,,,n,f,e,\"[0,1)\",,\n2,,,n,f,e,,7,\n", &list), "");
    assert_null(classification_misfit(arena, &list, VALUE_INTEGER));
    assert_null(classification_misfit(arena, &list, VALUE_REAL));
    assert_non_null(classification_misfit(arena, &list, VALUE_TEXT));
    assert_string_equal(judge(arena, HEAD "1,,,n,f,e,,1.5,\n", &list), "");
    assert_non_null(classification_misfit(arena, &list, VALUE_INTEGER));
    assert_null(classification_misfit(arena, &list, VALUE_REAL));
    assert_null(classification_misfit(arena, &list, VALUE_TEXT));
    assert_non_null(classification_misfit(arena, &list, VALUE_BOOLEAN));
    assert_non_null(classification_misfit(arena, &list, VALUE_DATE));
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_belongs_to_one_class_a_day),
        cmocka_unit_test(covers_are_told_apart),
        cmocka_unit_test(each_rule_is_told_when_it_is_broken),
        cmocka_unit_test(what_is_apart_in_time_or_value_goes_together),
        cmocka_unit_test(the_header_is_exact),
        cmocka_unit_test(a_list_must_fit_the_type_of_its_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
