/*
 * The synthetic warehouse of catalogue amsb, judged by counts over the written files. The SQL here
 * is independent of the recipe's: it knows the warehouse's format and the domain's figures only.
 */
#include "warehouse/synth.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "synth_place.h"

/* Made once, judged by all tests: 20,000 residents. */
static Engine *engine;

static int64_t
counted(const char *sql)
{
    int64_t count = 0;
    Error err = {0};
    if (engine_count(engine, "test", sql, &count, &err) != ERROR_NONE)
        fail_msg("%s", err.message);
    return count;
}

static void
expect_none(const char *sql)
{
    int64_t count = counted(sql);
    if (count != 0)
        fail_msg("%lld rows of: %s", (long long)count, sql);
}

/* Guards against a check that is true of nothing. */
static void
expect_some(const char *sql)
{
    if (counted(sql) == 0)
        fail_msg("no row of: %s", sql);
}

static int
make_warehouse(void **state)
{
    (void)state;
    synth_place_open();
    synth_place_make("small", 20000, 1, 2);
    engine = synth_place_engine("small");
    return 0;
}

static int
remove_warehouse(void **state)
{
    (void)state;
    engine_close(&engine);
    synth_place_close();
    return 0;
}

static void
keys_are_unique(void **state)
{
    (void)state;
    expect_none("SELECT count(*) - count(DISTINCT insz) FROM person");
    expect_none("SELECT count(*) - count(DISTINCT old_insz) FROM insz_history");
    expect_none("SELECT count(*) - count(DISTINCT (year, insz)) FROM household_member");
    expect_none("SELECT count(*) - count(DISTINCT (child_insz, parent_role)) FROM filiation");
    expect_none("SELECT count(*) - count(DISTINCT (year, quarter, insz)) FROM activity");
    expect_none("SELECT count(*) - count(DISTINCT (year, insz)) FROM education");
    expect_none("SELECT count(*) - count(DISTINCT (nis, valid_from)) FROM centre");
    expect_none("SELECT count(*) - count(DISTINCT (year, month, insz, nis, kind, amount_type, "
                "first_day)) FROM living_wage_payment");
    assert_int_equal(counted("SELECT count(*) FROM centre WHERE valid_from <= '2012-01-01'"), 589);
    assert_int_equal(counted("SELECT count(*) FROM centre WHERE valid_to IS NULL"), 581);
}

/* Check digits, parity and the rule that nobody can hold such a number, worked out here again. */
static void
numbers_are_valid_and_nobodys(void **state)
{
    (void)state;
    expect_none("SELECT count(*) FROM person WHERE NOT identifier_valid(insz)");
    expect_none("SELECT count(*) FROM insz_history WHERE NOT identifier_valid(old_insz)");
    expect_none("SELECT count(*) FROM person WHERE insz % 100 <> 97 - (insz // 100 + CASE WHEN "
                "year(birth_date) >= 2000 THEN 2000000000 ELSE 0 END) % 97");
    expect_none("SELECT count(*) FROM person WHERE (insz // 100000) % 100 <= 31");
    expect_none("SELECT count(*) FROM insz_history WHERE (old_insz // 100000) % 100 <= 31");
    expect_none(
        "SELECT count(*) FROM person WHERE sex IS NOT NULL AND (insz // 100) % 2 <> sex % 2");
    /* Days 33 to 63 and 65 to 95 keep the two kinds of number apart. */
    expect_none("SELECT count(*) FROM person WHERE (insz // 100000) % 100 - day(birth_date) NOT IN "
                "(32, 64)");
    expect_none(
        "SELECT count(*) FROM person WHERE register = 'BIS' AND (insz // 100000) % 100 > 63");
    expect_none("SELECT count(*) FROM insz_history WHERE (old_insz // 100000) % 100 < 65");
    expect_none("SELECT count(*) FROM person WHERE insz // 1000000000 <> year(birth_date) % 100");
    expect_none(
        "SELECT count(*) FROM person WHERE register <> 'BIS' AND (insz // 10000000) % 100 <> "
        "month(birth_date)");
    expect_none(
        "SELECT count(*) FROM person WHERE (register = 'BIS') <> ((insz // 10000000) % 100 >= "
        "20)");
    expect_some("SELECT count(*) FROM person WHERE register = 'BIS'");
    expect_some("SELECT count(*) FROM person WHERE register = 'RAD'");
}

static void
changed_numbers_lead_to_a_person(void **state)
{
    (void)state;
    expect_some("SELECT count(*) FROM insz_history WHERE reason = 'bis_to_rr'");
    expect_some("SELECT count(*) FROM insz_history WHERE reason = 'correction'");
    expect_none("SELECT count(*) FROM insz_history h JOIN person p ON p.insz = h.old_insz");
    expect_none("SELECT count(*) FROM insz_history h WHERE insz NOT IN (SELECT insz FROM person) "
                "AND insz NOT IN (SELECT old_insz FROM insz_history)");
    expect_none("SELECT count(*) FROM insz_history a JOIN insz_history b ON b.old_insz = a.insz "
                "WHERE b.changed_on < a.changed_on");
    /* A number that was replaced is not used afterwards, the new one not before. */
    expect_none("SELECT count(*) FROM living_wage_payment p JOIN insz_history h ON h.old_insz = "
                "p.insz WHERE make_date(p.year, p.month, 1) >= h.changed_on");
    expect_none("SELECT count(*) FROM living_wage_payment p JOIN insz_history h ON h.insz = p.insz "
                "WHERE make_date(p.year, p.month, 1) < h.changed_on");
    expect_some("SELECT count(*) FROM living_wage_payment p JOIN insz_history h ON h.old_insz = "
                "p.insz");
    expect_none(
        "SELECT count(*) FROM household_member m JOIN insz_history h ON h.insz = m.insz WHERE "
        "make_date(m.year, 1, 1) < h.changed_on");
}

static void
households_have_one_reference(void **state)
{
    (void)state;
    expect_none(
        "SELECT count(*) FROM (SELECT 1 FROM household_member WHERE NOT collective GROUP BY "
        "year, reference_insz HAVING sum((relation = 1)::INT) <> 1)");
    expect_none("SELECT count(*) FROM household_member WHERE (relation = 1) AND insz <> "
                "reference_insz");
    expect_none("SELECT count(*) FROM household_member WHERE collective <> (relation = 20)");
    expect_none(
        "SELECT count(*) FROM (SELECT 1 FROM household_member GROUP BY year, reference_insz "
        "HAVING bool_or(insz = reference_insz) IS NOT TRUE)");
    expect_none(
        "SELECT count(*) FROM (SELECT 1 FROM household_member WHERE NOT collective GROUP BY "
        "year, reference_insz HAVING count(DISTINCT nis) > 1)");
    expect_none("SELECT count(*) FROM household_member WHERE relation NOT BETWEEN 1 AND 17 AND "
                "relation <> 20");
    expect_none("SELECT count(*) FROM household_member m WHERE NOT EXISTS (SELECT 1 FROM centre c "
                "WHERE c.nis = m.nis AND make_date(m.year, 1, 1) BETWEEN c.valid_from AND "
                "coalesce(c.valid_to, DATE '9999-12-31'))");
}

/* Kinds of household that a derivation must meet; each occurs. */
static void
households_are_of_every_kind(void **state)
{
    (void)state;
    expect_some("SELECT count(*) FROM household_member WHERE relation = 5");
    expect_some("SELECT count(*) FROM household_member WHERE relation IN (6, 7)");
    expect_some("SELECT count(*) FROM household_member WHERE relation = 13");
    expect_some("SELECT count(*) FROM household_member WHERE relation = 11");
    expect_some("SELECT count(*) FROM household_member WHERE relation = 20");
    expect_some("SELECT count(*) FROM household_member WHERE civil_state = 30");
    expect_some("SELECT count(*) FROM household_member WHERE civil_state = 41");
    /* Lone parents: no partner beside the reference, a child of it. */
    expect_some(
        "SELECT count(*) FROM (SELECT 1 FROM household_member GROUP BY year, reference_insz "
        "HAVING sum((relation IN (2, 12))::INT) = 0 AND sum((relation = 3)::INT) > 0)");
    /* One in four to two in five households is one person. */
    assert_in_range(
        counted("SELECT 100 * sum((n = 1)::INT) // count(*) FROM (SELECT count(*) AS n FROM "
                "household_member WHERE year = 2016 AND NOT collective GROUP BY "
                "reference_insz)"),
        25, 45);
}

static void
spouses_pair(void **state)
{
    (void)state;
    expect_none(
        "SELECT count(*) FROM (SELECT 1 FROM household_member WHERE relation = 2 GROUP BY year, "
        "reference_insz HAVING count(*) > 1)");
    expect_none(
        "SELECT count(*) FROM household_member s JOIN household_member r ON r.year = s.year "
        "AND r.insz = s.reference_insz WHERE s.relation = 2 AND NOT (s.civil_state = 20 AND "
        "r.civil_state = 20)");
    expect_some("SELECT count(*) FROM household_member WHERE relation = 2");
}

/* A couple of 2012 whose two are still there is mostly still one in 2014, but not always. */
static void
couples_form_and_split(void **state)
{
    (void)state;
    int64_t lasting = counted("WITH pair AS (SELECT year, insz, reference_insz FROM "
                              "household_member WHERE relation = 2), "
                              "there AS (SELECT a.insz, a.reference_insz FROM pair a JOIN "
                              "household_member x ON x.year = 2014 "
                              "AND x.insz = a.insz JOIN household_member y ON y.year = 2014 AND "
                              "y.insz = a.reference_insz "
                              "WHERE a.year = 2012) SELECT 1000 * count(*) FILTER (EXISTS (SELECT "
                              "1 FROM pair b WHERE b.year = "
                              "2014 AND b.insz = there.insz AND b.reference_insz = "
                              "there.reference_insz)) // count(*) FROM "
                              "there");
    assert_in_range(lasting, 900, 995);
}

static void
ages_fit(void **state)
{
    (void)state;
    expect_none(
        "SELECT count(*) FROM filiation f JOIN person c ON c.insz = f.child_insz JOIN person p "
        "ON p.insz = f.parent_insz WHERE c.birth_date < p.birth_date + INTERVAL 15 YEAR");
    expect_none(
        "SELECT count(*) FROM filiation f JOIN person p ON p.insz = f.parent_insz WHERE p.sex "
        "<> f.parent_role");
    expect_none(
        "SELECT count(*) FROM filiation WHERE child_insz NOT IN (SELECT insz FROM person) OR "
        "parent_insz NOT IN (SELECT insz FROM person)");
    expect_none("SELECT count(*) FROM person WHERE death_date < birth_date");
    expect_none(
        "SELECT count(*) FROM household_member m JOIN person p ON p.insz = m.insz WHERE "
        "p.birth_date >= make_date(m.year, 1, 1) OR p.death_date < make_date(m.year, 1, 1)");
    expect_none("SELECT count(*) FROM household_member m JOIN person p ON p.insz = m.insz WHERE "
                "m.relation = 2 AND p.birth_date + INTERVAL 16 YEAR > make_date(m.year, 1, 1)");
    expect_none(
        "SELECT count(*) FROM activity a JOIN person p ON p.insz = a.insz WHERE p.birth_date + "
        "INTERVAL 15 YEAR > make_date(a.year, 3, 31) OR p.death_date <= make_date(a.year, 3, "
        "31)");
    expect_none("SELECT count(*) FROM activity WHERE worked NOT BETWEEN 0 AND 1 OR workable NOT "
                "BETWEEN 0 AND 1");
    /* Nobody is a minor alone in a private household. */
    expect_none(
        "SELECT count(*) FROM household_member m JOIN person p ON p.insz = m.insz WHERE NOT "
        "collective AND p.birth_date + INTERVAL 16 YEAR > make_date(m.year, 1, 1) AND relation "
        "= 1");
}

static void
payments_fit_the_person(void **state)
{
    (void)state;
    expect_none("SELECT count(*) FROM payment_of p JOIN person q ON q.insz = p.person WHERE "
                "q.death_date < p.last_day");
    expect_none(
        "SELECT count(*) FROM living_wage_payment WHERE first_day > last_day OR first_day < "
        "make_date(year, month, 1) OR last_day > last_day(make_date(year, month, 1))");
    expect_none(
        "SELECT count(*) FROM (SELECT 1 FROM payment_of GROUP BY year, month, person HAVING "
        "count(DISTINCT category) > 1)");
    expect_none(
        "SELECT count(*) FROM living_wage_payment WHERE (amount_type = 3) <> (amount_cents < "
        "0)");
    expect_none(
        "SELECT count(*) FROM living_wage_payment p WHERE NOT EXISTS (SELECT 1 FROM centre c "
        "WHERE c.nis = p.nis AND make_date(p.year, p.month, 1) BETWEEN c.valid_from AND "
        "coalesce(c.valid_to, DATE '9999-12-31'))");
    /* Legal amounts of June 2017 (domain 2.14), the most that a month can give. */
    expect_none(
        "SELECT count(*) FROM living_wage_payment WHERE year = 2017 AND month = 7 AND "
        "amount_type = 1 AND amount_cents > CASE category WHEN 1 THEN 58982 WHEN 2 THEN 88474 "
        "ELSE 117965 END");
    assert_int_equal(counted("SELECT count(DISTINCT year * 12 + month) FROM living_wage_payment"),
                     22 * 12);
    for (int type = 1; type <= 4; type++)
    {
        char sql[128];
        (void)snprintf(sql, sizeof sql,
                       "SELECT count(*) FROM living_wage_payment WHERE amount_type = %d", type);
        expect_some(sql);
    }
    expect_some("SELECT count(*) FROM living_wage_payment WHERE kind = 2");
}

/* Education and work go with living wage as they do in life. */
static void
living_wage_goes_with_less(void **state)
{
    (void)state;
    int64_t with = counted("SELECT 100 * sum((level <= 2)::INT) // count(level) FROM education e "
                           "JOIN cohort c USING (year, "
                           "insz)");
    int64_t all =
        counted("SELECT 100 * sum((level <= 2)::INT) // count(level) FROM education e JOIN "
                "person p USING (insz) WHERE year(p.birth_date) BETWEEN 1955 AND 1993");
    assert_true(with >= all + 15);
    int64_t main_position =
        counted("SELECT 100 * sum((position = 33)::INT) // count(*) FROM activity a "
                "JOIN cohort c USING (year, insz)");
    assert_in_range(main_position, 75, 97);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_unique),
        cmocka_unit_test(numbers_are_valid_and_nobodys),
        cmocka_unit_test(changed_numbers_lead_to_a_person),
        cmocka_unit_test(households_have_one_reference),
        cmocka_unit_test(households_are_of_every_kind),
        cmocka_unit_test(spouses_pair),
        cmocka_unit_test(couples_form_and_split),
        cmocka_unit_test(ages_fit),
        cmocka_unit_test(payments_fit_the_person),
        cmocka_unit_test(living_wage_goes_with_less),
    };
    return cmocka_run_group_tests_name("warehouse/synth", tests, make_warehouse, remove_warehouse);
}
