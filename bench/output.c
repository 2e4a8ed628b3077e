/*
 * A new table of some 200 cells against some 10,000 released ones over 160,000 persons: the
 * counting again of everything released, and the judging. bench-output [PERSONS [PERTURBED]]:
 * PERTURBED percent of the tables have their counts changed by the cell key.
 */
#include "output/history.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum
{
    VARIABLES = 14,
    RELEASED = 10000,
    THRESHOLD = 10
};

static const char *const names[VARIABLES] = {"v0", "v1", "v2", "v3",  "v4",  "v5",  "v6",
                                             "v7", "v8", "v9", "v10", "v11", "v12", "v13"};
static const size_t classes[VARIABLES] = {8, 2, 4, 13, 9, 10, 12, 9, 9, 13, 6, 3, 3, 5};

static uint64_t state = 1;

static uint64_t
chance(uint64_t bound)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (state >> 33) % bound;
}

static double
seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

typedef struct World
{
    Arena *arena;
    Classification scheme[VARIABLES];
    Attribute attribute[VARIABLES];
    People people;
} World;

/* One to three neighbours live together. */
static void
make_households(World *world, PeopleYear *year, size_t persons)
{
    year->household = arena_take_array(world->arena, persons, sizeof *year->household);
    year->by_household = arena_take_array(world->arena, persons, sizeof *year->by_household);
    year->size = persons;
    for (size_t person = 0; person < persons; person++)
    {
        year->by_household[person] = (uint32_t)person;
        year->household[person] = (uint32_t)year->households;
        year->households += chance(2);
    }
    year->households++;
}

static void
make_world(World *world, size_t persons)
{
    world->people.arena = world->arena;
    world->people.count = persons;
    PeopleYear *year = LIST_ADD(world->arena, &world->people.years);
    year->year = 2016;
    year->sampled = arena_take_array(world->arena, persons, sizeof *year->sampled);
    year->present = arena_take_array(world->arena, persons, sizeof *year->present);
    for (size_t person = 0; person < persons; person++)
    {
        year->present[person] = true;
        year->sampled[person] = chance(10) == 0;
    }
    make_households(world, year, persons);
    world->people.key = arena_take_array(world->arena, persons, sizeof *world->people.key);
    for (size_t person = 0; person < persons; person++)
        world->people.key[person] = chance(1 << 22) << 44 ^ chance(1 << 22) << 22 ^ chance(1 << 22);
    for (size_t at = 0; at < VARIABLES; at++)
    {
        for (size_t code = 0; code < classes[at]; code++)
            LIST_ADD(world->arena, &world->scheme[at].classes)->code =
                arena_print(world->arena, "%zu", code + 1);
        world->attribute[at] = (Attribute){.variable = names[at],
                                           .year = 2016,
                                           .scheme = &world->scheme[at],
                                           .all = ((Classes)1 << classes[at]) - 1};
        PeopleColumn *column = LIST_ADD(world->arena, &world->people.columns);
        *column = (PeopleColumn){.variable = names[at], .year = 2016};
        column->class_of = arena_take(world->arena, persons);
        for (size_t person = 0; person < persons; person++)
        { /* the smaller of two draws: some classes are rare */
            uint64_t one = chance(classes[at]);
            uint64_t other = chance(classes[at]);
            column->class_of[person] = (uint8_t)(one < other ? one : other);
        }
    }
}

static RequestedFile *
make_file(World *world, size_t dimensions, bool filter)
{
    RequestedFile *file = arena_take(world->arena, sizeof *file);
    bool used[VARIABLES] = {false};
    *file = (RequestedFile){.name = "t.csv", .type = OUTPUT_FREQUENCY};
    while (file->by_count < dimensions)
    {
        size_t at = chance(VARIABLES);
        if (used[at])
            continue;
        used[at] = true;
        Axis *axis = &file->by[file->by_count++];
        *axis =
            (Axis){.attribute = world->attribute[at], .column = names[at], .count = classes[at]};
        axis->code = arena_take_array(world->arena, classes[at], sizeof *axis->code);
        axis->holds = arena_take_array(world->arena, classes[at], sizeof *axis->holds);
        for (size_t code = 0; code < classes[at]; code++)
        {
            axis->code[code] = world->scheme[at].classes.items[code].code;
            axis->holds[code] = (Classes)1 << code;
        }
    }
    for (size_t at = 0; filter && at < VARIABLES; at++)
        if (!used[at])
        {
            file->where[file->where_count++] =
                (Condition){.attribute = world->attribute[at], .holds = 1};
            break;
        }
    return file;
}

/* Cells below the threshold are hidden; what else would be is of no matter to the time. */
static PublishedTable
publish(World *world, const RequestedFile *file, Count *count)
{
    bool *shown = arena_take_array(world->arena, count->cells, sizeof *shown);
    for (size_t cell = 0; cell < count->cells; cell++)
        shown[cell] =
            count->persons[cell] == 0 || count->persons[cell] - count->sampled[cell] >= THRESHOLD;
    return (PublishedTable){.name = "released", .file = file, .count = count, .shown = shown};
}

int
main(int count, char **arguments)
{
    Error err;
    SCRATCH Arena *arena = arena_new("bench");
    World *world = arena_take(arena, sizeof *world);
    PublishedTables old = {0};
    PublishedTables fresh = {0};
    Findings findings = {0};
    size_t persons = count > 1 ? strtoull(arguments[1], NULL, 10) : 160000;
    size_t perturbed = count > 2 ? strtoull(arguments[2], NULL, 10) : 0;
    size_t cells = 0;
    bool *unsafe[1] = {NULL};
    world->arena = arena;
    make_world(world, persons);
    double counting = 0;
    while (cells < RELEASED)
    {
        RequestedFile *file = make_file(world, 2 + chance(2), chance(3) == 0);
        Count *made = NULL;
        double start = seconds();
        if (count_make(arena, &world->people, file, &made, &err) != ERROR_NONE ||
            count_households(arena, &world->people, made, &err) != ERROR_NONE)
            return 1;
        counting += seconds() - start;
        cells += made->cells;
        *LIST_ADD(arena, &old) = publish(world, file, made);
        old.items[old.count - 1].perturbed = perturbed > 0 && chance(100) < perturbed;
    }
    RequestedFile *file = NULL;
    Count *made = NULL;
    do
    {
        file = make_file(world, 3, false);
        if (count_make(arena, &world->people, file, &made, &err) != ERROR_NONE ||
            count_households(arena, &world->people, made, &err) != ERROR_NONE)
            return 1;
    } while (made->cells < 180 || made->cells > 230);
    *LIST_ADD(arena, &fresh) = publish(world, file, made);
    fresh.items[0].perturbed = perturbed > 0;
    HistoryOptions options = {.people = &world->people,
                              .threshold = THRESHOLD,
                              .sample = true,
                              .range = THRESHOLD / 2,
                              .solver = disclosure_solver_clp()};
    double start = seconds();
    if (history_check(arena, &old, &fresh, &options, &findings, unsafe, &err) != ERROR_NONE)
        return 1;
    double judging = seconds() - start;
    (void)printf("%zu new cells against %zu released ones in %zu tables over %zu persons:\n"
                 "counted again in %.2f s, judged in %.2f s, %zu findings\n",
                 made->cells, cells, old.count, persons, counting, judging, findings.count);
    return 0;
}
