/*
 * Where each person stands in a table. Only for the files that count.
 */
#ifndef BERAAD_OUTPUT_COUNTER_H
#define BERAAD_OUTPUT_COUNTER_H

#include "output/count.h"

/* What of a person a table looks at, by dimension: the place of each class of the data set. */
typedef struct Lookup
{
    const uint8_t *class_of;
    uint8_t place[REQUEST_CODES]; /* NOWHERE: the person is not in the table */
} Lookup;

#define NOWHERE UINT8_MAX

typedef struct Counter
{
    Arena *arena;
    const People *people;
    const RequestedFile *file;
    Count *count;
    size_t stride[REQUEST_TERMS];
    Lookup axis[REQUEST_TERMS];
    Lookup where[REQUEST_WHERE + 1];
    size_t where_count;
    const uint8_t *measured;
    int64_t value[REQUEST_CODES]; /* of each class of the measure */
    bool counts[REQUEST_CODES];   /* is it a number, not a missing one? */
} Counter;

/* Keeps the two greatest sizes of contributions (count.c). */
void keep_greatest(int64_t *greatest, int64_t value);

/* Looks up every column that the file names; gives counter->count its shape, and nothing is counted
 * yet. arena, people and file are set. Errors as count_make. */
ErrorKind counter_open(Counter *counter, Error *err) MUST_CHECK;

/* The inner cell of a person; false where she is not in the table. */
static inline bool
counter_cell(const Counter *counter, size_t person, size_t *ret_cell)
{
    size_t cell = 0;
    for (size_t at = 0; at < counter->where_count; at++)
    {
        uint8_t class_ = counter->where[at].class_of[person];
        if (class_ == PEOPLE_ABSENT || counter->where[at].place[class_] == NOWHERE)
            return false;
    }
    for (size_t at = 0; at < counter->count->axes; at++)
    {
        uint8_t class_ = counter->axis[at].class_of[person];
        if (class_ == PEOPLE_ABSENT || counter->axis[at].place[class_] == NOWHERE)
            return false;
        cell += counter->stride[at] * counter->axis[at].place[class_];
    }
    *ret_cell = cell;
    return true;
}

#endif
