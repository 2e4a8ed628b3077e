/*
 * One year of a data set as it is read, before the persons of all years are one. Only for the files
 * of the people.
 */
#ifndef BERAAD_OUTPUT_LOADED_H
#define BERAAD_OUTPUT_LOADED_H

#include "output/people.h"

typedef struct Pseudonym
{
    unsigned char bytes[PEOPLE_PSEUDONYM];
} Pseudonym;

typedef struct PseudonymList LIST_OF(Pseudonym) PseudonymList;

/* A year as it was read, before the persons of all years are one. */
typedef struct LoadedYear
{
    PseudonymList persons;
    struct LIST_OF(uint8_t *) columns;
    uint32_t *household; /* by person; NULL: not kept */
} LoadedYear;

typedef struct YearNeed
{
    int year;
    bool households;
    struct LIST_OF(Attribute) attributes;
} YearNeed;

/* The year's rows, persons ascending and each once; nothing of ret_year is set yet. Errors as
 * people_load. */
ErrorKind loaded_read(Arena *arena, Engine *engine, const YearNeed *need, LoadedYear *ret_year,
                      Error *err) MUST_CHECK;

/* As qsort wants it: by their bytes. */
int pseudonym_order(const void *one, const void *other);

#endif
