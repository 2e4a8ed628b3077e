/*
 * A population for the attacks, made by numbers: variables "v0", "v1" ... whose classes have the
 * codes "1", "2" ..., of one year.
 */
#ifndef BERAAD_TEST_OUTPUT_WORLD_H
#define BERAAD_TEST_OUTPUT_WORLD_H

#include "output/count.h"

#define WORLD_VARIABLES 10
#define WORLD_YEAR 2016

typedef struct World
{
    Arena *arena;
    uint64_t state; /* of chance */
    Classification scheme[WORLD_VARIABLES];
    Attribute attribute[WORLD_VARIABLES];
    const char *name[WORLD_VARIABLES];
    People people;
} World;

/* Nobody is in the sample; each person has a cell key. Classes are all the first at the start. */
World *world_new(Arena *arena, uint64_t seed, size_t persons, const size_t *classes,
                 size_t variables);

uint64_t world_chance(World *world, uint64_t bound);

uint8_t *world_column(World *world, size_t variable);

/* A table of this type without dimensions. */
RequestedFile *world_file(World *world, OutputType type);

/* Adds a dimension of the variable's own classes; or of these sets of them. */
void world_by(World *world, RequestedFile *file, size_t variable);
void world_by_sets(World *world, RequestedFile *file, size_t variable, const Classes *sets,
                   size_t count);
void world_where(World *world, RequestedFile *file, size_t variable, Classes holds);

/* Who lives together: those of the same number, below homes. From then on counts have households. */
void world_homes(World *world, const uint32_t *home, size_t homes);

Count *world_count(World *world, const RequestedFile *file);

#endif
