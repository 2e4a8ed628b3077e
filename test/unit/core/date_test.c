#include "core/date.h"

#include "cmocka_all.h"

static void
parse_takes_exactly_a_date(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",           "2012",        "2012-3-31",  "12-03-31",   "2012-03-31 ", " 2012-03-31",
        "2012/03/31", "2012-02-30",  "2011-02-29", "1900-02-29", "0000-01-01",  "2012-00-10",
        "2012-13-01", "2012-01-00",  "2012-04-31", "2012-03-3x", "-012-03-31",  "2012-03-311",
        "20120331",   "2012-03-31T", "+012-01-01",
    };
    Date date = {0};
    for (size_t at = 0; at < sizeof wrong / sizeof wrong[0]; at++)
        assert_false(date_parse(wrong[at], &date));
    assert_true(date_parse("2000-02-29", &date));
    assert_int_equal(date.days, 11016); /* Python: (date(2000, 2, 29) - date(1970, 1, 1)).days */
    assert_true(date_parse("1970-01-01", &date));
    assert_int_equal(date.days, 0);
    assert_true(date_parse("0001-01-01", &date));
    assert_int_equal(date.days, -719162);
    assert_true(date_parse("9999-12-31", &date));
    assert_int_equal(date.days, 2932896);
}

static void
print_is_the_inverse_of_parse(void **state)
{
    (void)state;
    char text[DATE_TEXT_SIZE];
    Date parsed = {0};
    for (int days = -719162; days <= 2932896; days += 101)
    {
        assert_true(date_parse(date_print((Date){days}, text), &parsed));
        assert_int_equal(parsed.days, days);
    }
}

static void
leap_day_is_never_later(void **state)
{
    (void)state;
    char text[DATE_TEXT_SIZE];
    assert_string_equal(date_print(date_add_years(date_of(2024, 2, 29), 5), text), "2029-02-28");
    assert_string_equal(date_print(date_add_years(date_of(2024, 2, 29), 4), text), "2028-02-29");
    assert_string_equal(date_print(date_add_years(date_of(2096, 2, 29), 4), text), "2100-02-28");
    assert_string_equal(date_print(date_add_years(date_of(2024, 2, 28), 5), text), "2029-02-28");
    assert_string_equal(date_print(date_add_years(date_of(2024, 12, 31), 1), text), "2025-12-31");
}

static void
quarters_years_and_order(void **state)
{
    (void)state;
    char text[DATE_TEXT_SIZE];
    assert_string_equal(date_print(date_quarter_end(2012, 1), text), "2012-03-31");
    assert_string_equal(date_print(date_quarter_end(2012, 2), text), "2012-06-30");
    assert_string_equal(date_print(date_quarter_end(2012, 3), text), "2012-09-30");
    assert_string_equal(date_print(date_quarter_end(2012, 4), text), "2012-12-31");
    assert_int_equal(date_year(date_of(1999, 12, 31)), 1999);
    assert_int_equal(date_compare(date_of(2000, 1, 1), date_of(1999, 12, 31)), 1);
    assert_int_equal(date_compare(date_of(1969, 12, 31), date_of(1970, 1, 1)), -1);
    assert_int_equal(date_compare(date_of(2000, 1, 1), date_of(2000, 1, 1)), 0);
}

static void
a_length_of_time_is_told_in_its_two_greatest_units(void **state)
{
    (void)state;
    static const struct
    {
        int64_t seconds;
        const char *words;
    } told[] = {
        {0, "0 seconds"},
        {1, "1 second"},
        {59, "59 seconds"},
        {60, "1 minute"},
        {301, "5 minutes and 1 second"},
        {3599, "59 minutes and 59 seconds"},
        {3600, "1 hour"},
        {3659, "1 hour"}, /* and 59 seconds, cut off */
        {3660, "1 hour and 1 minute"},
        {86399, "23 hours and 59 minutes"},
        {86400, "1 day"},
        {86400 + 3599, "1 day"},
        {2 * 86400 + 3 * 3600 + 1800, "2 days and 3 hours"},
        {861 * 86400, "861 days"},
        {INT64_MAX, "106751991167300 days and 15 hours"},
    };
    char text[DURATION_TEXT_SIZE];
    for (size_t at = 0; at < sizeof told / sizeof *told; at++)
        assert_string_equal(duration_print(told[at].seconds, text), told[at].words);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parse_takes_exactly_a_date),
        cmocka_unit_test(print_is_the_inverse_of_parse),
        cmocka_unit_test(leap_day_is_never_later),
        cmocka_unit_test(quarters_years_and_order),
        cmocka_unit_test(a_length_of_time_is_told_in_its_two_greatest_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
