/*
 * LIPRO position, household type and size of hand-made households. The expected answers are worked
 * out from the nine rules of the derivation: 1 collective -> COLL   2 one person -> SING   3
 * reference person (1) and spouse (2)   4 one candidate partner (12) 5 children 3, 13, or 5 without
 * parent here, without partner or child of their own   6 couple with or without child 7 lone parent
 * 8 the others beside a family -> NFRP   9 no family -> OTHR All are born on 1 January; the
 * reference date is 31 March 2012, so the age is 2012 minus the year of birth.
 */
#include "town.h"

#define MAN 1
#define WOMAN 2
#define MEMBERS 6
#define LINKS 6

typedef struct Member
{
    int born; /* 0: no more members */
    int sex;
    int relation;
    const char *lipro;
    int civil; /* 0: unmarried */
} Member;

/* Members are named by their place in the household, from 1; a parent or child 9 lives elsewhere.
 */
typedef struct Link
{
    int child;
    int parent;
    int role;
} Link;

typedef struct House
{
    const char *story;
    const char *type;
    Member members[MEMBERS];
    Link links[LINKS];
} House;

static const House houses[] = {
    {"alone", "SING", {{1970, MAN, 1, "SING", 0}}, {{0, 0, 0}}},
    {"alone, though coded as a child: one person is SING by rule 2",
     "SING",
     {{1970, MAN, 3, "SING", 0}},
     {{0, 0, 0}}},
    {"married, no child",
     "MAR0",
     {{1970, MAN, 1, "MAR0", 20}, {1972, WOMAN, 2, "MAR0", 20}},
     {{0, 0, 0}}},
    {"married of the same sex: the register says so, nothing is inferred",
     "MAR0",
     {{1970, MAN, 1, "MAR0", 20}, {1972, MAN, 2, "MAR0", 20}},
     {{0, 0, 0}}},
    {"married with child",
     "MAR+",
     {{1970, MAN, 1, "MAR+", 20}, {1972, WOMAN, 2, "MAR+", 20}, {2002, MAN, 3, "CMAR", 0}},
     {{3, 1, 1}, {3, 2, 2}}},
    {"married with a stepchild (13) and a child (3)",
     "MAR+",
     {{1970, MAN, 1, "MAR+", 20},
      {1972, WOMAN, 2, "MAR+", 20},
      {1995, WOMAN, 13, "CMAR", 0},
      {2002, MAN, 3, "CMAR", 0}},
     {{3, 2, 2}}},
    {"unmarried couple, no child: one candidate, other sex, two years apart",
     "UNM0",
     {{1980, MAN, 1, "UNM0", 0}, {1982, WOMAN, 12, "UNM0", 0}},
     {{0, 0, 0}}},
    {"unmarried couple with child",
     "UNM+",
     {{1980, MAN, 1, "UNM+", 0}, {1982, WOMAN, 12, "UNM+", 0}, {2008, MAN, 3, "CUNM", 0}},
     {{3, 1, 1}, {3, 2, 2}}},
    {"lone mother", "1PA", {{1980, WOMAN, 1, "H1PA", 0}, {2004, WOMAN, 3, "C1PA", 0}}, {{2, 1, 2}}},
    {"lone mother with a son of 35: a child has no age limit",
     "1PA",
     {{1952, WOMAN, 1, "H1PA", 30}, {1977, MAN, 3, "C1PA", 0}},
     {{2, 1, 2}}},
    {"grandmother and grandchild whose parent lives elsewhere: the grandchild is the child of the "
     "core",
     "1PA",
     {{1950, WOMAN, 1, "H1PA", 30}, {2003, MAN, 5, "C1PA", 0}},
     {{2, 9, 1}}},
    {"grandparents, married, with such a grandchild",
     "MAR+",
     {{1950, MAN, 1, "MAR+", 20}, {1951, WOMAN, 2, "MAR+", 20}, {2003, MAN, 5, "CMAR", 0}},
     {{3, 9, 1}}},
    {"grandmother, daughter, grandchild: the daughter has a child of her own, so no child of the "
     "core is left",
     "OTHR",
     {{1950, WOMAN, 1, "OTHR", 30}, {1980, WOMAN, 3, "OTHR", 0}, {2003, MAN, 5, "OTHR", 0}},
     {{2, 1, 2}, {3, 2, 2}}},
    {"the same under a married couple: couple without child, the two others beside it",
     "MAR0",
     {{1949, MAN, 1, "MAR0", 20},
      {1950, WOMAN, 2, "MAR0", 20},
      {1980, WOMAN, 3, "NFRP", 0},
      {2003, MAN, 5, "NFRP", 0}},
     {{3, 2, 2}, {4, 3, 2}}},
    {"grandchild whose parent is not the aunt who lives here: aunt and grandchild are both "
     "children",
     "1PA",
     {{1950, WOMAN, 1, "H1PA", 30}, {1980, WOMAN, 3, "C1PA", 0}, {2003, MAN, 5, "C1PA", 0}},
     {{2, 1, 2}, {3, 9, 2}}},
    {"grandchild of whom no parent is known: absent as far as anyone can tell",
     "1PA",
     {{1950, WOMAN, 1, "H1PA", 30}, {2003, MAN, 5, "C1PA", 0}},
     {{0, 0, 0}}},
    {"two unmarried couples: two women of fitting age, no telling which is the partner",
     "OTHR",
     {{1970, MAN, 1, "OTHR", 0},
      {1972, WOMAN, 12, "OTHR", 0},
      {1975, MAN, 12, "OTHR", 0},
      {1976, WOMAN, 12, "OTHR", 0}},
     {{0, 0, 0}}},
    {"the same, but the reference person has a child with one of them: she is the partner",
     "UNM+",
     {{1970, MAN, 1, "UNM+", 0},
      {1972, WOMAN, 12, "UNM+", 0},
      {1975, MAN, 12, "NFRP", 0},
      {1976, WOMAN, 12, "NFRP", 0},
      {2006, MAN, 3, "CUNM", 0}},
     {{5, 1, 1}, {5, 2, 2}}},
    {"a child of one of two couples that the register does not tell apart: lone parent and others",
     "1PA",
     {{1970, MAN, 1, "H1PA", 0},
      {1972, WOMAN, 12, "NFRP", 0},
      {1974, WOMAN, 12, "NFRP", 0},
      {2001, MAN, 3, "C1PA", 0}},
     {{4, 1, 1}, {4, 9, 2}}},
    {"parents, son and his wife (4): the son has a partner, so the parents have no child at home",
     "MAR0",
     {{1960, MAN, 1, "MAR0", 20},
      {1961, WOMAN, 2, "MAR0", 20},
      {1988, MAN, 3, "NFRP", 20},
      {1989, WOMAN, 4, "NFRP", 20}},
     {{3, 1, 1}}},
    {"a younger brother beside them: the wife is nearer in age to the elder, the younger is still "
     "a child",
     "MAR+",
     {{1960, MAN, 1, "MAR+", 20},
      {1961, WOMAN, 2, "MAR+", 20},
      {1988, MAN, 3, "NFRP", 0},
      {1989, WOMAN, 4, "NFRP", 0},
      {1993, MAN, 3, "CMAR", 0}},
     {{3, 1, 1}, {5, 1, 1}}},
    {"both in marriage: the married brother is the husband, though the unmarried one is as old as "
     "she",
     "MAR+",
     {{1960, MAN, 1, "MAR+", 20},
      {1961, WOMAN, 2, "MAR+", 20},
      {1989, MAN, 3, "CMAR", 10},
      {1989, WOMAN, 4, "NFRP", 20},
      {1993, MAN, 3, "NFRP", 20}},
     {{0, 0, 0}}},
    {"son, daughter-in-law and their child: all three beside the couple",
     "MAR0",
     {{1955, MAN, 1, "MAR0", 20},
      {1956, WOMAN, 2, "MAR0", 20},
      {1984, MAN, 3, "NFRP", 20},
      {1985, WOMAN, 4, "NFRP", 20},
      {2010, WOMAN, 5, "NFRP", 0}},
     {{5, 3, 1}, {5, 4, 2}}},
    {"widow with son and his wife: no couple of hers, no child left, all OTHR by rule 9",
     "OTHR",
     {{1950, WOMAN, 1, "OTHR", 30}, {1978, MAN, 3, "OTHR", 20}, {1979, WOMAN, 4, "OTHR", 20}},
     {{2, 1, 2}}},
    {"52 and 37: a difference of 15 years is still a couple",
     "UNM0",
     {{1960, MAN, 1, "UNM0", 0}, {1975, WOMAN, 12, "UNM0", 0}},
     {{0, 0, 0}}},
    {"52 and 36: 16 years is none",
     "OTHR",
     {{1960, MAN, 1, "OTHR", 0}, {1976, WOMAN, 12, "OTHR", 0}},
     {{0, 0, 0}}},
    {"62 and 32 with a child of both: the common child overrides the age rule",
     "UNM+",
     {{1950, MAN, 1, "UNM+", 0}, {1980, WOMAN, 12, "UNM+", 0}, {2009, WOMAN, 3, "CUNM", 0}},
     {{3, 1, 1}, {3, 2, 2}}},
    {"62 and 32, the child is hers alone: no couple; the child is coded 12, no child of the "
     "reference person",
     "OTHR",
     {{1950, MAN, 1, "OTHR", 0}, {1980, WOMAN, 12, "OTHR", 0}, {2009, WOMAN, 12, "OTHR", 0}},
     {{3, 2, 2}}},
    {"two women: of the same sex nothing is inferred",
     "OTHR",
     {{1980, WOMAN, 1, "OTHR", 0}, {1981, WOMAN, 12, "OTHR", 0}},
     {{0, 0, 0}}},
    {"two women with a child of both: the common child tells",
     "UNM+",
     {{1980, WOMAN, 1, "UNM+", 0}, {1981, WOMAN, 12, "UNM+", 0}, {2009, MAN, 3, "CUNM", 0}},
     {{3, 1, 2}, {3, 2, 1}}},
    {"18 and 15: under the lowest age of a partner",
     "OTHR",
     {{1994, MAN, 1, "OTHR", 0}, {1997, WOMAN, 12, "OTHR", 0}},
     {{0, 0, 0}}},
    {"18 and 16: just old enough",
     "UNM0",
     {{1994, MAN, 1, "UNM0", 0}, {1996, WOMAN, 12, "UNM0", 0}},
     {{0, 0, 0}}},
    {"his partner's daughter of 16 would fit by age, but is the child of a candidate: one "
     "candidate, one child",
     "UNM+",
     {{1985, MAN, 1, "UNM+", 0}, {1979, WOMAN, 12, "UNM+", 0}, {1996, WOMAN, 12, "CUNM", 0}},
     {{3, 2, 2}}},
    {"mother (12 by mistake) and son: parent and child are no couple, whatever their age",
     "OTHR",
     {{1990, MAN, 1, "OTHR", 0}, {1976, WOMAN, 12, "OTHR", 0}},
     {{1, 2, 2}}},
    {"a son of 21 coded 'not related', his mother 36: near in age and of the other sex, but her "
     "child",
     "1PA",
     {{1976, WOMAN, 1, "H1PA", 0}, {1991, MAN, 12, "C1PA", 0}},
     {{2, 1, 2}}},
    {"two brothers, one wife as old as the elder, who has a child elsewhere with the younger: the "
     "younger's",
     "MAR+",
     {{1960, MAN, 1, "MAR+", 20},
      {1961, WOMAN, 2, "MAR+", 20},
      {1988, MAN, 3, "CMAR", 0},
      {1988, WOMAN, 4, "NFRP", 0},
      {1990, MAN, 3, "NFRP", 0}},
     {{9, 5, 1}, {9, 4, 2}}},
    {"daughter coded 'not related': child of the reference person by filiation",
     "1PA",
     {{1970, WOMAN, 1, "H1PA", 0}, {1994, WOMAN, 12, "C1PA", 0}},
     {{2, 1, 2}}},
    {"sister and brother",
     "OTHR",
     {{1980, WOMAN, 1, "OTHR", 0}, {1983, MAN, 9, "OTHR", 0}},
     {{0, 0, 0}}},
    {"lone mother whose own mother lives with her",
     "1PA",
     {{1980, WOMAN, 1, "H1PA", 0}, {2004, WOMAN, 3, "C1PA", 0}, {1952, WOMAN, 6, "NFRP", 30}},
     {{2, 1, 2}, {1, 3, 2}}},
    {"married couple with a lodger of fitting age: the spouse is the partner",
     "MAR0",
     {{1970, MAN, 1, "MAR0", 20}, {1972, WOMAN, 2, "MAR0", 20}, {1973, WOMAN, 12, "NFRP", 0}},
     {{0, 0, 0}}},
    {"two flatmates", "OTHR", {{1985, MAN, 1, "OTHR", 0}, {1986, MAN, 12, "OTHR", 0}}, {{0, 0, 0}}},
    {"nobody is the reference person: no core, all OTHR",
     "OTHR",
     {{1999, MAN, 3, "OTHR", 0}, {2001, MAN, 3, "OTHR", 0}},
     {{0, 0, 0}}},
};

#define HOUSES (sizeof houses / sizeof *houses)

/* The reference person is member 1 and gives the household its number, also where the register has
 * no such relation. */
static int
number_of(size_t house, int member)
{
    return 100 * ((int)house + 1) + member;
}

static size_t
members_of(const House *house)
{
    size_t count = 0;
    while (count < MEMBERS && house->members[count].born != 0)
        count++;
    return count;
}

static void
settle(Town *town, size_t house)
{
    for (size_t at = 0; at < members_of(&houses[house]); at++)
    {
        const Member *member = &houses[house].members[at];
        int person = number_of(house, (int)at + 1);
        town_person(town, person, member->born, member->sex);
        town_add(town, "household_member", "(2012, %d, %d, %d, %d, false, 11002)", person,
                 number_of(house, 1), member->relation, member->civil == 0 ? 10 : member->civil);
    }
    for (size_t at = 0; at < LINKS && houses[house].links[at].child != 0; at++)
    {
        const Link *link = &houses[house].links[at];
        town_add(town, "filiation", "(%d, %d, %d)", number_of(house, link->child),
                 number_of(house, link->parent), link->role);
    }
}

static const char *const sizes[] = {"UNK", "1", "2", "3", "4", "5", "6"};

static void
every_household_gets_the_positions_of_its_story(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    for (size_t house = 0; house < HOUSES; house++)
        settle(town, house);
    town_open(town);
    for (size_t house = 0; house < HOUSES; house++)
    {
        size_t count = members_of(&houses[house]);
        print_message("%s\n", houses[house].story);
        for (size_t at = 0; at < count; at++)
            town_expect(town, "lipro", number_of(house, (int)at + 1),
                        houses[house].members[at].lipro);
        town_expect(town, "household_type", number_of(house, 1), houses[house].type);
        town_expect(town, "household_size", number_of(house, 1), sizes[count]);
    }
    town_free(town);
    (void)state;
}

/* Rule 1 comes before all others: by the flag, by one member's relation 20, and for a single
 * inmate. */
static void
collective_households_are_collective_for_every_member(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    for (int person = 1; person <= 6; person++)
        town_person(town, person, 1970, 1 + person % 2);
    town_add(town, "household_member", "(2012, 1, 1, 20, 10, true, 11002)");
    town_add(town, "household_member", "(2012, 2, 1, 20, 10, true, 11002)");
    town_lives(town, 3, 3, 1);
    town_lives(town, 4, 3, 2);
    town_lives(town, 5, 3, 20);
    town_add(town, "household_member", "(2012, 6, 6, 1, 10, true, 11002)");
    town_open(town);
    for (int person = 1; person <= 6; person++)
    {
        town_expect(town, "lipro", person, "COLL");
        town_expect(town, "household_type", person, "COLL");
    }
    town_expect(town, "household_size", 5, "3");
    town_expect(town, "household_size", 6, "1");
    town_free(town);
    (void)state;
}

/* Outside the National Register: not applicable. In it, but not in the snapshot (came after 1
 * January): unknown. A person in no register at all: unknown. Eight in one household: the top
 * class. */
static void
who_has_no_household_is_told_apart(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    town_add(town, "person", "(1, 'BIS', '1980-01-01', NULL, NULL, NULL, NULL, NULL)");
    town_add(town, "person", "(2, 'RAD', '1980-01-01', 1, 'BE', 'BE', NULL, NULL)");
    town_person(town, 3, 1980, 1);
    for (int person = 11; person <= 18; person++)
    {
        town_person(town, person, 1960 + person, 1);
        town_lives(town, person, 11, person == 11 ? 1 : 9);
    }
    town_open(town);
    static const char *const variables[] = {"lipro", "household_type"};
    for (size_t at = 0; at < 2; at++)
    {
        town_expect(town, variables[at], 1, "NA");
        town_expect(town, variables[at], 2, "NA");
        town_expect(town, variables[at], 3, "UNK");
        town_expect(town, variables[at], 99, "UNK");
    }
    town_expect(town, "household_size", 1, "98");
    town_expect(town, "household_size", 2, "98");
    town_expect(town, "household_size", 3, "99");
    town_expect(town, "household_size", 15, "7");
    town_free(town);
    (void)state;
}

/* Two are coded as reference person: the one whose number the household has, not the lower one. */
static void
the_reference_person_gives_the_household_its_number(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    town_person(town, 11, 1950, 1);
    town_person(town, 12, 1975, 2);
    town_person(town, 13, 2005, 2);
    town_lives(town, 11, 12, 1);
    town_lives(town, 12, 12, 1);
    town_lives(town, 13, 12, 3);
    town_open(town);
    town_expect(town, "lipro", 11, "NFRP");
    town_expect(town, "lipro", 12, "H1PA");
    town_expect(town, "lipro", 13, "C1PA");
    town_free(town);
    (void)state;
}

/* The snapshot is that of the reference year: a couple in 2011 that is apart on 1 January 2012. */
static void
the_snapshot_is_of_the_reference_year(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    town_person(town, 1, 1970, 1);
    town_person(town, 2, 1971, 2);
    town_add(town, "household_member", "(2011, 1, 1, 1, 20, false, 11002)");
    town_add(town, "household_member", "(2011, 2, 1, 2, 20, false, 11002)");
    town_lives(town, 1, 1, 1);
    town_lives(town, 2, 2, 1);
    town_open(town);
    town_expect(town, "lipro", 1, "SING");
    town_expect_on(town, date_of(2011, 3, 31), "lipro", 1, "MAR0");
    town_expect_on(town, date_of(2013, 3, 31), "lipro", 1, "UNK");
    town_free(town);
    (void)state;
}

/* 2 was a BIS number until it became 20 after 1 January; the household still lists 2, and its
 * filiation says 2. */
static void
changed_numbers_are_one_person(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    town_person(town, 1, 1970, 2);
    town_person(town, 20, 2000, 1);
    town_add(town, "insz_history", "(2, 200, '2011-05-01', 'correction')");
    town_add(town, "insz_history", "(200, 20, '2012-02-01', 'correction')");
    town_lives(town, 1, 1, 1);
    town_lives(town, 2, 1, 3);
    town_add(town, "filiation", "(2, 1, 2)");
    town_open(town);
    town_expect(town, "lipro", 1, "H1PA");
    town_expect(town, "lipro", 20, "C1PA");
    town_free(town);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_household_gets_the_positions_of_its_story),
        cmocka_unit_test(collective_households_are_collective_for_every_member),
        cmocka_unit_test(who_has_no_household_is_told_apart),
        cmocka_unit_test(the_reference_person_gives_the_household_its_number),
        cmocka_unit_test(the_snapshot_is_of_the_reference_year),
        cmocka_unit_test(changed_numbers_are_one_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
