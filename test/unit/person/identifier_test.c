/*
 * Kinds of identifier and their text.
 */
#include "person/identifier.h"
#include "person/insz.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void
kinds_have_names(void **state)
{
    (void)state;
    IdentifierKind kind = IDENTIFIER_INSZ;
    assert_true(identifier_kind_parse("opaque", &kind));
    assert_int_equal(kind, IDENTIFIER_OPAQUE);
    assert_true(identifier_kind_parse("insz", &kind));
    assert_int_equal(kind, IDENTIFIER_INSZ);
    assert_false(identifier_kind_parse("INSZ", &kind));
    assert_false(identifier_kind_parse("", &kind));
    assert_string_equal(identifier_kind_name(IDENTIFIER_OPAQUE), "opaque");
    assert_string_equal(identifier_kind_name(IDENTIFIER_INSZ), "insz");
}

static void
text_is_a_number_in_one_form_only(void **state)
{
    (void)state;
    static const struct
    {
        IdentifierKind kind;
        const char *text;
        int64_t number; /* -1: refused */
    } cases[] = {
        {IDENTIFIER_OPAQUE, "0", 0},
        {IDENTIFIER_OPAQUE, "48842", 48842},
        {IDENTIFIER_OPAQUE, "9223372036854775807", INT64_MAX},
        {IDENTIFIER_OPAQUE, "9223372036854775808", -1},
        {IDENTIFIER_OPAQUE, "99999999999999999999", -1},
        {IDENTIFIER_OPAQUE, "007", -1},
        {IDENTIFIER_OPAQUE, "", -1},
        {IDENTIFIER_OPAQUE, "-1", -1},
        {IDENTIFIER_OPAQUE, "+1", -1},
        {IDENTIFIER_OPAQUE, " 1", -1},
        {IDENTIFIER_OPAQUE, "1.0", -1},
        {IDENTIFIER_OPAQUE, "1e3", -1},
        {IDENTIFIER_INSZ, "85073003328", INT64_C(85073003328)},
        {IDENTIFIER_INSZ, "00010100105", INT64_C(10100105)},
        {IDENTIFIER_INSZ, "10100105", -1},
        {IDENTIFIER_INSZ, "85.07.30-033.28", -1},
        {IDENTIFIER_INSZ, "850730033281", -1},
        {IDENTIFIER_INSZ, "8507300332x", -1},
        {IDENTIFIER_INSZ, "", -1},
    };
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++)
    {
        int64_t number = -1;
        assert_int_equal(
            identifier_parse(cases[at].kind, cases[at].text, strlen(cases[at].text), &number),
            cases[at].number >= 0);
        assert_int_equal(number, cases[at].number);
    }
}

static void
an_opaque_number_is_any_from_0(void **state)
{
    (void)state;
    static const int64_t numbers[] = {0, 1, INT64_MAX, -1, INT64_MIN};
    bool valid[5];
    identifier_valid_many(IDENTIFIER_OPAQUE, numbers, 5, valid);
    assert_true(valid[0] && valid[1] && valid[2]);
    assert_false(valid[3] || valid[4]);
}

static void
many_are_judged_as_one_is(void **state)
{
    (void)state;
    int64_t numbers[4001];
    bool valid[4001];
    size_t good = 0;
    for (size_t at = 0; at < 4001; at++)
        numbers[at] = INT64_C(85073003328) + ((int64_t)at - 2000) * 33;
    identifier_valid_many(IDENTIFIER_INSZ, numbers, 4001, valid);
    for (size_t at = 0; at < 4001; at++)
    {
        assert_int_equal(valid[at], identifier_valid(IDENTIFIER_INSZ, numbers[at]));
        good += valid[at] ? 1 : 0;
    }
    assert_true(valid[2000]);
    assert_true(good > 10 && good < 400); /* about 2 in 100 fit one of the two centuries */
}

static void
an_odd_day_is_a_warning_not_a_refusal(void **state)
{
    (void)state;
    Insz insz;
    Error err;
    assert_int_equal(insz_parse("85073500107", 11, &insz, &err), ERROR_NONE);
    assert_int_equal(insz.verdict, INSZ_VALID_ODD_DAY);
    assert_true(identifier_valid(IDENTIFIER_INSZ, insz.number));
}

static void
a_refusal_says_the_rule(void **state)
{
    (void)state;
    static const struct
    {
        const char *text;
        const char *words;
    } cases[] = {
        {"85133000105", "not a valid INSZ: the month is none of 00 to 12, 20 to 32, 40 to 52"},
        {"12345678901", "not a valid INSZ: the check digits fit neither century"},
        {"85073000061", "not a valid INSZ: the serial number is not from 001 to 998"},
        {"85-07-30-033.28",
         "expected an INSZ as eleven digits or YY.MM.DD-SSS.CC, found another form"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++)
    {
        Insz insz;
        Error err;
        assert_int_equal(insz_parse(cases[at].text, strlen(cases[at].text), &insz, &err),
                         ERROR_DATA);
        assert_string_equal(err.message, cases[at].words);
    }
}

static void
a_number_is_shown_with_its_zeros(void **state)
{
    (void)state;
    char text[INSZ_TEXT_SIZE];
    assert_string_equal(insz_print(INT64_C(85073003328), text), "85.07.30-033.28");
    assert_string_equal(insz_print(INT64_C(10100105), text), "00.01.01-001.05");
    assert_string_equal(insz_print(0, text), "00.00.00-000.00");
    assert_string_equal(insz_print(INT64_C(99999999999), text), "99.99.99-999.99");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_have_names),
        cmocka_unit_test(text_is_a_number_in_one_form_only),
        cmocka_unit_test(an_opaque_number_is_any_from_0),
        cmocka_unit_test(many_are_judged_as_one_is),
        cmocka_unit_test(an_odd_day_is_a_warning_not_a_refusal),
        cmocka_unit_test(a_refusal_says_the_rule),
        cmocka_unit_test(a_number_is_shown_with_its_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
