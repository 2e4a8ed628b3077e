/*
 * The sets of persons whose numbers tables give, exactly or with noise, and how well the number of
 * a few is known from all of them (average.c says how it is counted). Only for the files of the
 * history.
 */
#ifndef BERAAD_OUTPUT_AVERAGES_H
#define BERAAD_OUTPUT_AVERAGES_H

#include "output/judged.h"

typedef struct Measure
{
    uint64_t key;
    int64_t persons;
    bool exact;
    double precision; /* where not exact */
    struct LIST_OF(CellOf) at;
    struct LIST_OF(uint64_t) lines; /* that were counted, by the keys on them */
} Measure;

/* All sets that the first `views` tables show, exactly or perturbed. */
typedef struct Averages
{
    const Judged *judged;
    Arena *arena;
    size_t views;
    struct LIST_OF(Measure) measures;
    size_t *slot; /* number of the measure and 1, by hash of the key */
    size_t mask;
} Averages;

/* A few persons: a cell, or what one cell has more than another. */
typedef struct Few
{
    uint64_t key;
    int64_t persons;
    CellOf whole;
    CellOf part; /* view SIZE_MAX: nothing is taken off */
    bool maybe;  /* not of few persons: perhaps of few households, which is looked at last */
} Few;

/* All sets of the first `views` tables, with the precision that lines of one table give. */
void averages_make(const Judged *judged, Arena *arena, size_t views, Averages *ret_averages);

/* The place of a set among the measures by its key: 0 where it is none, else its number and 1. */
size_t *averages_slot(const Averages *averages, uint64_t key);

/* How well the number of these few is known; 0 where it is known exactly, which other rules judge.
 * Marks the tables that it rests on. */
double averages_precision(const Averages *averages, const Few *few, bool *named);

/* Is there a number in the cell, and persons behind it? A 0 has no noise. */
bool averages_is_measured(const Judged *judged, CellOf of);

#endif
