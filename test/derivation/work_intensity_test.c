/*
 * Work intensity of hand-made households on 31 March 2012: volume worked over volume workable of
 * the members of 18 to 59 who are not students under 25. Classes: 1 [0,0.20) 2 [0.20,0.45) 3
 * [0.45,0.55] 4 (0.55,0.85] 5 (0.85,1]; 7 nobody of working age, 8 no household, 9 unknown.
 */
#include "town.h"

#define MEMBERS 4

typedef struct Worker
{
    int born; /* 0: no more members */
    const char *worked;
    const char *workable; /* NULL: no row for the quarter */
    bool student;
} Worker;

typedef struct Home
{
    const char *story;
    const char *code;
    Worker members[MEMBERS];
} Home;

static const Home homes[] = {
    {"nothing worked: 0 / 1", "1", {{1980, "0", "1", false}}},
    {"0.199999 / 1, just under the limit", "1", {{1980, "0.199999", "1", false}}},
    {"0.2 / 1, on the limit", "2", {{1980, "0.2", "1", false}}},
    {"(0.1 + 0.2) / 1.5 is 0.2 in exact decimals, though not in binary ones",
     "2",
     {{1980, "0.1", "0.75", false}, {1981, "0.2", "0.75", false}}},
    {"0.45 is medium", "3", {{1980, "0.45", "1", false}}},
    {"0.449999 is low", "2", {{1980, "0.449999", "1", false}}},
    {"one of two works: 1 / 2", "3", {{1980, "1", "1", false}, {1981, "0", "1", false}}},
    {"0.55 is medium still", "3", {{1980, "0.55", "1", false}}},
    {"0.550001 is high", "4", {{1980, "0.550001", "1", false}}},
    {"0.85 is high still", "4", {{1980, "0.85", "1", false}}},
    {"0.850001 is very high", "5", {{1980, "0.850001", "1", false}}},
    {"all works: 2 / 2", "5", {{1980, "1", "1", false}, {1981, "1", "1", false}}},
    {"a student of 20 does not count: 1 / 1, not 1 / 2",
     "5",
     {{1970, "1", "1", false}, {1992, "0", "1", true}}},
    {"a student of 25 counts: 1 / 2", "3", {{1970, "1", "1", false}, {1987, "0", "1", true}}},
    {"one of 20 who is no student counts: 1 / 2",
     "3",
     {{1970, "1", "1", false}, {1992, "0", "1", false}}},
    {"a child of 17 does not count", "5", {{1970, "1", "1", false}, {1995, "0", "1", false}}},
    {"59 counts: 1 / 2", "3", {{1970, "1", "1", false}, {1953, "0", "1", false}}},
    {"60 does not: 1 / 1", "5", {{1970, "1", "1", false}, {1952, "0", "1", false}}},
    {"a pensioner alone: nobody of working age", "7", {{1940, "0", "0", false}}},
    {"two students under 25: nobody that counts",
     "7",
     {{1991, "0", "1", true}, {1992, "0", "1", true}}},
    {"a household of 60 and more and under 18",
     "7",
     {{1945, "1", "1", false}, {2000, "0", "0", false}}},
    {"of working age, but no volume possible: 0 / 0 is undefined", "7", {{1980, "0", "0", false}}},
    {"no row for the quarter: unknown", "9", {{1980, NULL, NULL, false}}},
    {"one of two has no row: the other's volume, 0.3 / 1",
     "2",
     {{1980, "0.3", "1", false}, {1981, NULL, NULL, false}}},
};

#define HOMES (sizeof homes / sizeof *homes)

static void
settle(Town *town, int home)
{
    for (int at = 0; at < MEMBERS && homes[home].members[at].born != 0; at++)
    {
        const Worker *worker = &homes[home].members[at];
        int person = 10 * (home + 1) + at;
        town_person(town, person, worker->born, 1);
        town_lives(town, person, 10 * (home + 1), at == 0 ? 1 : 11);
        if (worker->workable != NULL)
            town_add(town, "activity", "(2012, 1, %d, 111, %s, %s, %s)", person, worker->worked,
                     worker->workable, worker->student ? "true" : "false");
        /* Another quarter must not count. */
        town_add(town, "activity", "(2011, 4, %d, 111, 1, 1, false)", person);
    }
}

static void
intensity_is_that_of_the_story(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    for (int home = 0; home < (int)HOMES; home++)
        settle(town, home);
    town_open(town);
    for (int home = 0; home < (int)HOMES; home++)
    {
        print_message("%s\n", homes[home].story);
        for (int at = 0; at < MEMBERS && homes[home].members[at].born != 0; at++)
            town_expect(town, "work_intensity", 10 * (home + 1) + at, homes[home].code);
    }
    town_expect_list(town, town->date, "work_intensity", "work_intensity2", 10, "1");
    town_expect_list(town, town->date, "work_intensity", "work_intensity2", 30, "2");
    town_free(town);
    (void)state;
}

/* Collective and outside the National Register: no private household. In the register without
 * snapshot: unknown. */
static void
without_private_household_there_is_none(void **state)
{
    Town *town = town_new(date_of(2012, 3, 31));
    town_person(town, 1, 1980, 1);
    town_add(town, "household_member", "(2012, 1, 1, 20, 10, true, 11002)");
    town_add(town, "person", "(2, 'BIS', '1980-01-01', NULL, NULL, NULL, NULL, NULL)");
    town_person(town, 3, 1980, 1);
    for (int person = 1; person <= 3; person++)
        town_add(town, "activity", "(2012, 1, %d, 111, 1, 1, false)", person);
    town_open(town);
    town_expect(town, "work_intensity", 1, "8");
    town_expect(town, "work_intensity", 2, "8");
    town_expect(town, "work_intensity", 3, "9");
    town_free(town);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intensity_is_that_of_the_story),
        cmocka_unit_test(without_private_household_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
