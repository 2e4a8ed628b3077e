/*
 * A table counted from the persons: every cell, margins included, with what the rules look at.
 *
 * Cells are numbered with the last dimension running fastest; a dimension of n classes has n + 1
 * places, the last of them all classes together ("*").
 */
#ifndef BERAAD_OUTPUT_COUNT_H
#define BERAAD_OUTPUT_COUNT_H

#include "output/people.h"

#define COUNT_CELLS ((size_t)1 << 20)

typedef struct Count
{
    const RequestedFile *file;
    size_t axes;
    size_t places[REQUEST_TERMS]; /* classes and one more */
    size_t cells;
    int64_t *persons;    /* by cell */
    int64_t *sampled;    /* by cell: of them in the recipient's sample */
    int64_t *households; /* by cell: distinct ones, of the year with the fewest; NULL where it was
                            not kept of each year of the file */
    uint64_t *key;       /* by cell: sum of the persons' cell keys; NULL: none */
    int64_t least;       /* the smallest and greatest value that the measure's class list has */
    int64_t most;
    int64_t *total;    /* by cell: sum of the measure; NULL without one */
    int64_t *measured; /* by cell: persons who have a measure */
    int64_t
        *greatest; /* by cell: the two greatest contributions to total (2 * cell, 2 * cell + 1) */
    uint64_t *measured_key; /* by cell: sum of the cell keys of those who have a measure */
    /* The same of those who are not in the recipient's sample; NULL where nobody is in one. */
    int64_t *other_total;
    int64_t *other_measured;
    int64_t *other_greatest;
} Count;

/* ERROR_DATA: more cells than COUNT_CELLS. */
ErrorKind count_make(Arena *arena, const People *people, const RequestedFile *file,
                     Count **ret_count, Error *err) MUST_CHECK;

/* Sets households, by cell, where they are kept. */
ErrorKind count_households(Arena *arena, const People *people, Count *count, Error *err) MUST_CHECK;

/* The place of a cell on an axis; is it a margin (some place is the last)? */
size_t count_place(const Count *count, size_t cell, size_t axis);
bool count_is_margin(const Count *count, size_t cell);

/* Does a dimension or a condition of the file name this year? */
bool file_uses_year(const RequestedFile *file, int year);

/* Do one or two persons make most of the total of a cell, or of what is left of it without the
 * recipient's sample: more than these percents of it, or so
 * much that what is left hides the greatest no better than to a tenth? (1,k), (2,k) and the p% rule
 * with p = 10: Hundepool et al. 2012, section 4.2. */
bool count_is_dominated(const Count *count, size_t cell, int64_t one_most, int64_t two_most);

/* The same of a sum and its two greatest contributions. */
bool sum_is_dominated(int64_t total, const int64_t *greatest, int64_t one_most, int64_t two_most);

/* "sex=1, age=*": a cell by its codes. */
const char *count_cell_name(Arena *arena, const RequestedFile *file, const Count *count,
                            size_t cell);

#endif
