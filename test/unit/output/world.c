#include "world.h"

#include <stdio.h>
#include <stdlib.h>

uint64_t
world_chance(World *world, uint64_t bound)
{
    world->state = world->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (world->state >> 33) % bound;
}

static void
add_variable(World *world, size_t at, size_t classes)
{
    world->name[at] = arena_print(world->arena, "v%zu", at);
    for (size_t code = 0; code < classes; code++)
        LIST_ADD(world->arena, &world->scheme[at].classes)->code =
            arena_print(world->arena, "%zu", code + 1);
    world->attribute[at] = (Attribute){.variable = world->name[at],
                                       .year = WORLD_YEAR,
                                       .scheme = &world->scheme[at],
                                       .all = ((Classes)1 << classes) - 1};
    *LIST_ADD(world->arena, &world->people.columns) =
        (PeopleColumn){.variable = world->name[at],
                       .year = WORLD_YEAR,
                       .class_of = arena_take(world->arena, world->people.count)};
}

World *
world_new(Arena *arena, uint64_t seed, size_t persons, const size_t *classes, size_t variables)
{
    World *world = arena_take(arena, sizeof *world);
    world->arena = arena;
    world->state = seed;
    world->people.arena = arena;
    world->people.count = persons;
    PeopleYear *year = LIST_ADD(arena, &world->people.years);
    year->year = WORLD_YEAR;
    year->present = arena_take(arena, persons);
    world->people.key = arena_take_array(arena, persons, sizeof *world->people.key);
    world->people.noise = (NoiseDesign){.most = 6, .variance = 4, .barred = 2, .unchanged = -1};
    for (size_t person = 0; person < persons; person++)
    {
        year->present[person] = true;
        for (int part = 0; part < 4; part++)
            world->people.key[person] =
                world->people.key[person] << 16 | world_chance(world, 1 << 16);
    }
    for (size_t at = 0; at < variables; at++)
        add_variable(world, at, classes[at]);
    return world;
}

uint8_t *
world_column(World *world, size_t variable)
{
    return world->people.columns.items[variable].class_of;
}

RequestedFile *
world_file(World *world, OutputType type)
{
    RequestedFile *file = arena_take(world->arena, sizeof *file);
    *file = (RequestedFile){.name = "t.csv", .type = type};
    return file;
}

void
world_by_sets(World *world, RequestedFile *file, size_t variable, const Classes *sets, size_t count)
{
    Axis *axis = &file->by[file->by_count++];
    *axis = (Axis){
        .attribute = world->attribute[variable], .column = world->name[variable], .count = count};
    axis->code = arena_take_array(world->arena, count, sizeof *axis->code);
    axis->holds = arena_take_array(world->arena, count, sizeof *axis->holds);
    for (size_t at = 0; at < count; at++)
    {
        axis->code[at] = arena_print(world->arena, "%zu", at + 1);
        axis->holds[at] = sets[at];
    }
}

void
world_by(World *world, RequestedFile *file, size_t variable)
{
    Classes sets[REQUEST_CODES];
    size_t count = world->scheme[variable].classes.count;
    for (size_t at = 0; at < count; at++)
        sets[at] = (Classes)1 << at;
    world_by_sets(world, file, variable, sets, count);
}

void
world_where(World *world, RequestedFile *file, size_t variable, Classes holds)
{
    file->where[file->where_count++] =
        (Condition){.attribute = world->attribute[variable], .holds = holds};
}

void
world_homes(World *world, const uint32_t *home, size_t homes)
{
    PeopleYear *year = &world->people.years.items[0];
    year->household = arena_take_array(world->arena, world->people.count, sizeof *year->household);
    year->by_household =
        arena_take_array(world->arena, world->people.count, sizeof *year->by_household);
    year->households = homes;
    year->size = 0;
    for (uint32_t at = 0; at < homes; at++)
        for (size_t person = 0; person < world->people.count; person++)
            if (home[person] == at)
            {
                year->household[person] = at;
                year->by_household[year->size++] = (uint32_t)person;
            }
}

Count *
world_count(World *world, const RequestedFile *file)
{
    Error err;
    Count *count = NULL;
    if (count_make(world->arena, &world->people, file, &count, &err) != ERROR_NONE ||
        count_households(world->arena, &world->people, count, &err) != ERROR_NONE)
    {
        (void)fprintf(stderr, "world: %s\n", err.message);
        abort();
    }
    return count;
}
