/*
 * The cohort, the category and the centre, and whether a parent was known before, from hand-made
 * payments. The reference date is 31 March 2012.
 */
#include "town.h"

#include <stdio.h>

enum
{
    ANTWERP = 11002,
    ELSEWHERE = 23000
};

typedef struct Payment
{
    int year;
    int month;
    int person;
    int nis;
    int category;
    const char *first_day;
    const char *last_day;
    int kind;   /* 0: living wage */
    int amount; /* 0: grant */
} Payment;

static void
pay(Town *town, Payment payment)
{
    town_add(town, "living_wage_payment", "(%d, %d, %d, %d, %d, %d, %d, '%s', '%s', 80000)",
             payment.year, payment.month, payment.person, payment.nis,
             payment.kind == 0 ? 1 : payment.kind, payment.amount == 0 ? 1 : payment.amount,
             payment.category, payment.first_day, payment.last_day);
}

/* A whole month in the past. */
static void
pay_month(Town *town, int year, int month, int person)
{
    char first[16];
    char last[16];
    (void)snprintf(first, sizeof first, "%04d-%02d-01", year, month);
    (void)snprintf(last, sizeof last, "%04d-%02d-28", year, month);
    pay(town, (Payment){.year = year,
                        .month = month,
                        .person = person,
                        .nis = ELSEWHERE,
                        .category = 2,
                        .first_day = first,
                        .last_day = last});
}

static void
the_cohort_is_who_is_paid_for_the_day(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    for (int person = 1; person <= 9; person++)
        town_person(town, person, 1980, 1);
    /* 1: the whole month. 2: from the last day on. 3: ends a day before. 4: equivalent living wage.
     * 5: arrears only. 6: another month. 7: two centres, the second from the 20th: once in the
     * cohort. 8: March of another year. 9: a recovery beside the grant. */
    pay(town, (Payment){2012, 3, 1, ANTWERP, 2, "2012-03-01", "2012-03-31", 0, 0});
    pay(town, (Payment){2012, 3, 2, ANTWERP, 2, "2012-03-31", "2012-03-31", 0, 0});
    pay(town, (Payment){2012, 3, 3, ANTWERP, 2, "2012-03-01", "2012-03-30", 0, 0});
    pay(town, (Payment){2012, 3, 4, ANTWERP, 2, "2012-03-01", "2012-03-31", 2, 0});
    pay(town, (Payment){2012, 3, 5, ANTWERP, 2, "2012-03-01", "2012-03-31", 0, 2});
    pay(town, (Payment){2012, 2, 6, ANTWERP, 2, "2012-02-01", "2012-02-29", 0, 0});
    pay(town, (Payment){2012, 3, 7, ANTWERP, 1, "2012-03-01", "2012-03-31", 0, 0});
    pay(town, (Payment){2012, 3, 7, ELSEWHERE, 3, "2012-03-20", "2012-03-31", 0, 0});
    pay(town, (Payment){2011, 3, 8, ANTWERP, 2, "2011-03-01", "2011-03-31", 0, 0});
    pay(town, (Payment){2012, 3, 9, ANTWERP, 2, "2012-03-01", "2012-03-31", 0, 0});
    pay(town, (Payment){2012, 3, 9, ANTWERP, 2, "2012-03-01", "2012-03-31", 0, 3});
    town_open(town);
    assert_string_equal(town_cohort(town, "living_wage_beneficiaries", town->date), "1 2 7 9");
    assert_string_equal(town_cohort(town, "living_wage_beneficiaries", date_of(2011, 3, 31)), "8");
    /* Of two centres the last to begin; its category with it. 4 has no grant of a living wage:
     * unknown. */
    town_expect(town, "living_wage_category", 1, "2");
    town_expect(town, "living_wage_category", 7, "3");
    town_expect(town, "living_wage_category", 4, "9");
    town_expect(town, "centre_dimension", 1, "1");
    town_expect(town, "centre_dimension", 7, "5");
    town_expect(town, "centre_dimension", 4, "9");
    town_free(town);
    (void)state;
}

/* Two centres from the same day: the lower number. */
static void
centres_that_begin_together_go_by_number(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    town_person(town, 1, 1980, 1);
    pay(town, (Payment){2012, 3, 1, ELSEWHERE, 1, "2012-03-01", "2012-03-31", 0, 0});
    pay(town, (Payment){2012, 3, 1, ANTWERP, 3, "2012-03-01", "2012-03-31", 0, 0});
    town_open(town);
    town_expect(town, "living_wage_category", 1, "3");
    town_expect(town, "centre_dimension", 1, "1");
    town_free(town);
    (void)state;
}

/* A centre with exactly so many beneficiaries on the day; the five big cities whatever their size.
 */
static void
the_dimension_goes_by_the_beneficiaries_of_the_day(void **state)
{
    static const struct
    {
        int nis;
        int size;
        const char *code;
    } centres[] = {{11002, 1, "1"},   {21004, 1, "1"},    {44021, 1, "1"},   {52011, 1, "1"},
                   {62063, 1, "1"},   {31001, 1000, "2"}, {31002, 999, "3"}, {31003, 500, "3"},
                   {31004, 499, "4"}, {31005, 100, "4"},  {31006, 99, "5"}};
    Town *town = town_new(date_of(2012, 3, 31));
    for (int at = 0; at < (int)(sizeof centres / sizeof *centres); at++)
    {
        text_print(&town->rows,
                   "INSERT INTO w_person SELECT %d * 10000 + n, 'RR', '1980-01-01', 1, 'BE', 'BE', "
                   "NULL, NULL FROM range(%d) r(n);",
                   at + 1, centres[at].size);
        text_print(&town->rows,
                   "INSERT INTO w_living_wage_payment SELECT 2012, 3, %d * 10000 + n, %d, 1, 1, 2, "
                   "'2012-03-01', '2012-03-31', 1 FROM range(%d) r(n);",
                   at + 1, centres[at].nis, centres[at].size);
        /* One more who is paid for another day of the month does not count. */
        pay(town, (Payment){2012, 3, 1, centres[at].nis, 2, "2012-03-01", "2012-03-30", 0, 0});
    }
    town_open(town);
    for (int at = 0; at < (int)(sizeof centres / sizeof *centres); at++)
        town_expect(town, "centre_dimension", (at + 1) * 10000, centres[at].code);
    town_free(town);
    (void)state;
}

static void
a_parent_counts_when_paid_before_the_quarter(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    for (int person = 1; person <= 9; person++)
    {
        town_person(town, person, 1990, 1);
        town_person(town, 10 * person, 1960, 2);
        town_person(town, 10 * person + 1, 1960, 1);
        if (person != 1)
            town_add(town, "filiation", "(%d, %d, 2)", person, 10 * person);
    }
    /* 1: the mother was paid, but no link says that she is the mother: unknown. */
    pay_month(town, 2008, 5, 10);
    /* 2: years ago: yes. */
    pay_month(town, 2003, 1, 20);
    /* 3: the month before the quarter: yes. */
    pay_month(town, 2011, 12, 30);
    /* 4: in the reference quarter only: no. */
    pay_month(town, 2012, 1, 40);
    pay_month(town, 2012, 3, 40);
    /* 5: after it: no. */
    pay_month(town, 2012, 4, 50);
    pay_month(town, 2014, 1, 50);
    /* 6: an equivalent living wage: no. */
    pay(town, (Payment){2010, 3, 60, ELSEWHERE, 2, "2010-03-01", "2010-03-31", 2, 0});
    /* 7: the father, not the mother: any parent counts. */
    town_add(town, "filiation", "(7, 71, 1)");
    pay_month(town, 2009, 7, 71);
    /* 8: never: no. */
    /* 9: the mother was paid under a number that was replaced later: yes. */
    town_add(town, "insz_history", "(5090, 90, '2011-01-01', 'bis_to_rr')");
    pay_month(town, 2007, 2, 5090);
    town_open(town);
    static const char *const known[] = {"9", "1", "1", "2", "2", "2", "1", "2", "1"};
    for (int person = 1; person <= 9; person++)
        town_expect(town, "parent_known", person, known[person - 1]);
    /* In the second quarter the payments of the first come before. */
    town_expect_on(town, date_of(2012, 6, 30), "parent_known", 4, "1");
    town_free(town);
    (void)state;
}

/* The old number is paid, the new one is in the register: one person, under the new number. */
static void
the_cohort_has_canonical_numbers(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    town_person(town, 8, 1980, 1);
    town_add(town, "insz_history", "(6, 7, '2012-05-01', 'bis_to_rr')");
    town_add(town, "insz_history", "(7, 8, '2012-06-01', 'correction')");
    pay(town, (Payment){2012, 3, 6, ANTWERP, 2, "2012-03-01", "2012-03-15", 0, 0});
    pay(town, (Payment){2012, 3, 6, ANTWERP, 2, "2012-03-16", "2012-03-31", 0, 0});
    pay(town, (Payment){2012, 3, 7, ELSEWHERE, 3, "2012-03-10", "2012-03-31", 0, 0});
    town_open(town);
    assert_string_equal(town_cohort(town, "living_wage_beneficiaries", town->date), "8");
    town_expect(town, "living_wage_category", 8, "2");
    town_free(town);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cohort_is_who_is_paid_for_the_day),
        cmocka_unit_test(centres_that_begin_together_go_by_number),
        cmocka_unit_test(the_dimension_goes_by_the_beneficiaries_of_the_day),
        cmocka_unit_test(a_parent_counts_when_paid_before_the_quarter),
        cmocka_unit_test(the_cohort_has_canonical_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
