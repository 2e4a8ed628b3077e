/*
 * Age, sex, nationality, origin, position and education of hand-made persons. The reference date is
 * 31 March 2012 unless said otherwise.
 */
#include "town.h"

static void
age_is_counted_on_the_reference_date(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    /* 25 on the day itself; 24 still, since the birthday is the next day; 64 by a day. */
    town_add(town, "person", "(1, 'RR', '1987-03-31', 1, 'BE', 'BE', NULL, NULL)");
    town_add(town, "person", "(2, 'RR', '1987-04-01', 2, 'BE', 'BE', NULL, NULL)");
    town_add(town, "person", "(3, 'RR', '1947-04-01', 2, 'BE', 'BE', NULL, NULL)");
    /* Born on 29 February 1992: 20 in 2012. Under 18. Without sex. */
    town_add(town, "person", "(4, 'RR', '1992-02-29', 1, 'BE', 'BE', NULL, NULL)");
    town_add(town, "person", "(5, 'RR', '1995-12-31', 1, 'BE', 'BE', NULL, NULL)");
    town_add(town, "person", "(6, 'BIS', '1940-01-01', NULL, NULL, NULL, NULL, NULL)");
    town_open(town);
    town_expect(town, "age", 1, "3");
    town_expect(town, "age", 2, "2");
    town_expect(town, "age", 3, "6");
    town_expect_on(town, date_of(2012, 4, 1), "age", 3, "7");
    town_expect(town, "age", 4, "2");
    /* 18 on 28 February 2010? Not before 1 March: 17 at the end of February, 18 at the end of
     * March. */
    town_expect_on(town, date_of(2010, 2, 28), "age", 4, "1");
    town_expect_on(town, date_of(2010, 3, 31), "age", 4, "2");
    town_expect(town, "age", 5, "1");
    town_expect(town, "age", 6, "7");
    town_expect(town, "age", 99, "9");
    town_expect_list(town, town->date, "age", "age5y", 4, "03");
    town_expect_list(town, town->date, "age", "age5y", 6, "12");
    town_expect(town, "sex", 1, "1");
    town_expect(town, "sex", 2, "2");
    town_expect(town, "sex", 6, "9");
    town_free(town);
    (void)state;
}

/* Croatia joined on 1 July 2013, the United Kingdom left on 1 February 2020, Bulgaria joined on 1
 * January 2007. */
static void
nationality_follows_the_membership_of_the_day(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    town_add(town, "person", "(1, 'RR', '1980-01-01', 1, 'BE', 'BE', NULL, NULL)");
    town_add(town, "person", "(2, 'RR', '1980-01-01', 1, 'HR', 'HR', NULL, NULL)");
    town_add(town, "person", "(3, 'RR', '1980-01-01', 1, 'GB', 'GB', NULL, NULL)");
    town_add(town, "person", "(4, 'RR', '1980-01-01', 1, 'BG', 'BG', NULL, NULL)");
    town_add(town, "person", "(5, 'RR', '1980-01-01', 1, 'MA', 'MA', NULL, NULL)");
    town_add(town, "person", "(6, 'RR', '1980-01-01', 1, NULL, NULL, NULL, NULL)");
    /* Moroccan until 1 June 2013, Belgian since. */
    town_add(town, "person", "(7, 'RR', '1980-01-01', 1, 'MA', 'BE', '2013-06-01', NULL)");
    town_open(town);
    Date before = date_of(2013, 6, 30);
    Date after = date_of(2013, 7, 1);
    Date last = date_of(2020, 1, 31);
    Date gone = date_of(2020, 2, 1);
    town_expect(town, "nationality", 1, "1");
    town_expect_on(town, before, "nationality", 2, "3");
    town_expect_on(town, after, "nationality", 2, "2");
    town_expect_list(town, before, "nationality", "nationality6", 2, "6");
    town_expect_list(town, after, "nationality", "nationality6", 2, "5");
    town_expect_on(town, last, "nationality", 3, "2");
    town_expect_on(town, gone, "nationality", 3, "3");
    town_expect_list(town, last, "nationality", "nationality6", 3, "3");
    town_expect_list(town, gone, "nationality", "nationality6", 3, "6");
    town_expect_on(town, date_of(2006, 12, 31), "nationality", 4, "3");
    town_expect_on(town, date_of(2007, 1, 1), "nationality", 4, "2");
    town_expect(town, "nationality", 5, "3");
    town_expect(town, "nationality", 6, "9");
    town_expect_on(town, date_of(2013, 5, 31), "nationality", 7, "3");
    town_expect_on(town, date_of(2013, 6, 1), "nationality", 7, "1");
    town_free(town);
    (void)state;
}

typedef struct Ancestry
{
    int rule;
    const char *father; /* birth nationality as SQL; NULL: no link */
    const char *mother;
    const char *birth;
    const char *now;
    const char *origin;
} Ancestry;

/* The seven rules in their order, each once as the first that holds, and where two compete. */
static const Ancestry ancestries[] = {
    {1, "'MA'", "'FR'", "'TR'", "'DE'", "06"}, /* the father counts before all others */
    {1, "'MA'", NULL, "'BE'", "'BE'", "06"},   /* a Belgian by birth with a Moroccan father */
    {2, "'BE'", "'FR'", "'TR'", "'BE'", "02"}, /* the father is Belgian: the mother */
    {2, NULL, "'CD'", "'BE'", "'BE'", "07"},   /* the father is unknown: the mother */
    {3, "'BE'", "'BE'", "'TR'", "'BE'", "04"}, /* both Belgian: own birth; Turkey is a candidate */
    {3, NULL, NULL, "'RO'", "'BE'", "03"},     /* no parent known: own birth */
    {4, NULL, NULL, "NULL", "'US'", "11"},     /* birth unknown: the present one */
    {4, "'BE'", "'BE'", "'BE'", "'NL'", "02"}, /* a Belgian who became Dutch */
    {5, "'BE'", "'BE'", "'BE'", "'BE'", "01"}, /* Belgian throughout */
    {6, NULL, "'BE'", "'BE'", "'BE'", "98"},   /* no father known */
    {6, "'BE'", "NULL", "'BE'", "'BE'", "98"}, /* a mother whose nationality is not known */
    {6, NULL, NULL, "'BE'", "NULL", "98"},     /* rule 6 comes before rule 7 */
    {7, NULL, NULL, "NULL", "'BE'", "99"},     /* own birth unknown, nothing foreign */
    {7, "'BE'", "'BE'", "NULL", "NULL", "99"}, /* nothing known of the person */
    {7, "'BE'", "'BE'", "'BE'", "NULL", "99"}, /* both parents Belgian, present one unknown */
};

#define ANCESTRIES (sizeof ancestries / sizeof *ancestries)

static void
add_parent(Town *town, int child, int role, const char *nationality)
{
    int parent = child + role;
    if (nationality == NULL)
        return;
    town_add(town, "person", "(%d, 'RR', '1950-01-01', %d, %s, 'BE', NULL, NULL)", parent, role,
             nationality);
    town_add(town, "filiation", "(%d, %d, %d)", child, parent, role);
}

static void
origin_follows_the_seven_rules(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    for (int at = 0; at < (int)ANCESTRIES; at++)
    {
        town_add(town, "person", "(%d, 'RR', '1980-01-01', 1, %s, %s, NULL, NULL)", 10 * at + 10,
                 ancestries[at].birth, ancestries[at].now);
        add_parent(town, 10 * at + 10, 1, ancestries[at].father);
        add_parent(town, 10 * at + 10, 2, ancestries[at].mother);
    }
    town_open(town);
    for (int at = 0; at < (int)ANCESTRIES; at++)
    {
        print_message("rule %d\n", ancestries[at].rule);
        town_expect(town, "origin", 10 * at + 10, ancestries[at].origin);
    }
    town_free(town);
    (void)state;
}

/* A candidate for membership in 2012 that was a member in 2014; a member that left; a father who
 * stands in the filiation but in no register (nothing is known of him). */
static void
origin_is_classed_on_the_reference_date(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    town_add(town, "person", "(1, 'RR', '1980-01-01', 1, 'HR', 'BE', NULL, NULL)");
    town_add(town, "person", "(2, 'RR', '1980-01-01', 1, 'GB', 'BE', NULL, NULL)");
    town_person(town, 3, 1980, 1);
    town_person(town, 4, 1950, 2);
    town_add(town, "filiation", "(3, 77, 1)");
    town_add(town, "filiation", "(3, 4, 2)");
    town_open(town);
    town_expect(town, "origin", 1, "04");
    town_expect_on(town, date_of(2014, 3, 31), "origin", 1, "03");
    town_expect_on(town, date_of(2018, 3, 31), "origin", 2, "02");
    town_expect_on(town, date_of(2022, 3, 31), "origin", 2, "05");
    town_expect(town, "origin", 3, "98");
    town_expect_list(town, town->date, "origin", "origin3", 1, "3");
    town_expect_list(town, town->date, "origin", "origin3", 3, "8");
    town_free(town);
    (void)state;
}

static void
position_is_that_of_the_reference_quarter(void **state)
{
    static const struct
    {
        int position;
        const char *code;
        const char *detail;
    } cases[] = {{111, "1", "111"}, {112, "1", "112"}, {121, "2", "121"}, {122, "2", "122"},
                 {123, "2", "123"}, {131, "2", "131"}, {132, "2", "132"}, {133, "2", "133"},
                 {141, "3", "141"}, {142, "3", "142"}, {143, "3", "143"}, {21, "4", "21"},
                 {22, "4", "22"},   {23, "4", "23"},   {33, "5", "33"},   {34, "6", "34"},
                 {35, "6", "35"},   {37, "7", "37"},   {38, "7", "38"},   {31, "8", "31"},
                 {32, "8", "32"},   {36, "8", "36"},   {4, "9", "4"},     {150, "NONE", "NONE"}};
    Town *town = town_new(date_of(2012, 3, 31));
    for (int at = 0; at < (int)(sizeof cases / sizeof *cases); at++)
    {
        town_person(town, at + 1, 1980, 1);
        town_add(town, "activity", "(2012, 1, %d, %d, 0, 1, false)", at + 1, cases[at].position);
        /* Another quarter and another year say something else. */
        town_add(town, "activity", "(2012, 2, %d, 111, 0, 1, false)", at + 1);
        town_add(town, "activity", "(2011, 1, %d, 111, 0, 1, false)", at + 1);
    }
    town_person(town, 90, 1980, 1);
    town_open(town);
    for (int at = 0; at < (int)(sizeof cases / sizeof *cases); at++)
    {
        town_expect(town, "socio_economic_position", at + 1, cases[at].code);
        town_expect_list(town, town->date, "socio_economic_position", "position22", at + 1,
                         cases[at].detail);
    }
    town_expect(town, "socio_economic_position", 90, "9");
    town_free(town);
    (void)state;
}

/* No row, a row without level, a level without field, both; another year's snapshot does not count.
 */
static void
education_is_that_of_the_snapshot(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    for (int person = 1; person <= 5; person++)
        town_person(town, person, 1980, 1);
    town_add(town, "education", "(2012, 2, NULL, NULL)");
    town_add(town, "education", "(2012, 3, 1, NULL)");
    town_add(town, "education", "(2012, 4, 7, 6)");
    town_add(town, "education", "(2011, 4, 3, 0)");
    town_add(town, "education", "(2014, 5, 7, 6)");
    town_open(town);
    static const char *const levels[] = {"99", "99", "1", "7", "99"};
    static const char *const fields[] = {"99", "99", "99", "06", "99"};
    static const char *const three[] = {"9", "9", "1", "3", "9"};
    for (int person = 1; person <= 5; person++)
    {
        town_expect(town, "education_level", person, levels[person - 1]);
        town_expect(town, "field_of_study", person, fields[person - 1]);
        town_expect_list(town, town->date, "education_level", "education3", person,
                         three[person - 1]);
    }
    town_free(town);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(age_is_counted_on_the_reference_date),
        cmocka_unit_test(nationality_follows_the_membership_of_the_day),
        cmocka_unit_test(origin_follows_the_seven_rules),
        cmocka_unit_test(origin_is_classed_on_the_reference_date),
        cmocka_unit_test(position_is_that_of_the_reference_quarter),
        cmocka_unit_test(education_is_that_of_the_snapshot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
