/* How many households live in a cell, and in what is between two. */
#include "output/counter.h"

#include <string.h>

/* Every cell that holds the inner one, itself included. */
static void
mark_margins(const Counter *counter, size_t inner, uint32_t mark, uint32_t *marked, int64_t *homes)
{
    const Count *count = counter->count;
    for (unsigned bits = 0; bits < 1U << count->axes; bits++)
    {
        size_t cell = inner;
        for (size_t axis = 0; axis < count->axes; axis++)
            if ((bits >> axis & 1) != 0)
                cell += (count->places[axis] - 1 - count_place(count, inner, axis)) *
                        counter->stride[axis];
        if (marked[cell] != mark)
        {
            marked[cell] = mark;
            homes[cell]++;
        }
    }
}

/* The members of a household come one after the other. */
static void
count_year(const Counter *counter, const PeopleYear *year, int64_t *homes)
{
    SCRATCH Arena *work = arena_new("households");
    uint32_t *marked = arena_take_array(work, counter->count->cells, sizeof *marked);
    for (size_t at = 0; at < year->size; at++)
    {
        size_t person = year->by_household[at];
        size_t cell;
        if (counter_cell(counter, person, &cell))
            mark_margins(counter, cell, year->household[person] + 1, marked, homes);
    }
}

/* Are they kept of every year that the file names? */
static bool
are_kept(const People *people, const RequestedFile *file)
{
    bool any = false;
    for (size_t at = 0; at < people->years.count; at++)
    {
        const PeopleYear *year = &people->years.items[at];
        if (!file_uses_year(file, year->year))
            continue;
        if (year->household == NULL)
            return false;
        any = true;
    }
    return any;
}

ErrorKind
count_households(Arena *arena, const People *people, Count *count, Error *err)
{
    SCRATCH Arena *work = arena_new("households");
    Counter counter = {.arena = work, .people = people, .file = count->file};
    if (count->households != NULL || !are_kept(people, count->file))
        return ERROR_NONE;
    TRY(counter_open(&counter, err));
    for (size_t at = 0; at < people->years.count; at++)
    {
        int64_t *homes = arena_take_array(arena, count->cells, sizeof *homes);
        if (!file_uses_year(count->file, people->years.items[at].year))
            continue;
        count_year(&counter, &people->years.items[at], homes);
        for (size_t cell = 0; count->households != NULL && cell < count->cells; cell++)
            if (count->households[cell] < homes[cell])
                homes[cell] = count->households[cell];
        count->households = homes;
    }
    return ERROR_NONE;
}
