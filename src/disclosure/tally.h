/*
 * From contributions to what the primary rules ask of each cell: how many contributors, their
 * total, the greatest among them.
 *
 * A contributor is a person (one record) or a holding (all records with the same number: a
 * household, a group of enterprises), whose records are added up within a cell before anything is
 * judged. Weights expand: a record of rounded weight w counts as w contributors of its value.
 * Negative values count by their size.
 */
#ifndef BERAAD_DISCLOSURE_TALLY_H
#define BERAAD_DISCLOSURE_TALLY_H

#include "disclosure/model.h"

#define TALLY_TOP 8 /* the greatest contributions that are kept of each cell */

typedef struct Records
{
    size_t rows;
    const uint32_t *inner;   /* by record: its inner cell */
    const int64_t *value;    /* in smallest units; NULL: 1 each, a count */
    const double *weight;    /* >= 0; NULL: 1 each */
    const uint32_t *holding; /* any numbers; NULL: each record is its own */
} Records;

typedef struct Tally
{
    int64_t contributors;         /* persons or holdings, unweighted */
    int64_t records;              /* persons, unweighted */
    int64_t total;                /* weighted sum of values */
    int64_t size;                 /* weighted sum of the sizes of contributions */
    int64_t top[TALLY_TOP];       /* sizes of the greatest contributions, greatest first ... */
    int64_t top_times[TALLY_TOP]; /* ... and how many of each (weights) */
    bool negative;                /* holds a negative value */
    uint32_t
        sole; /* where there is one contributor, the number of his holding or record; else any */
} Tally;

/* Weighted totals of the inner cells. ERROR_DATA: an inner cell outside, a weight below 0 or not a
 * number, a sum of more than 62 bits. */
ErrorKind tally_inner(Arena *arena, const Records *records, size_t inner, int64_t **ret_values,
                      Error *err) MUST_CHECK;

/* Tallies by cell of a model whose inner cells those are; the factors of its cells are all 1. */
ErrorKind tally_cells(Arena *arena, const Records *records, const Model *model, Tally **ret_tallies,
                      Error *err) MUST_CHECK;

/* The sum of the sizes of the `count` greatest contributors (count <= TALLY_TOP). */
int64_t tally_greatest(const Tally *tally, int64_t count);

#endif
