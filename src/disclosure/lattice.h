/*
 * The file as global recoding sees it: its distinct combinations of codes, how many records and
 * persons each has, and what each class of each level loses. Only for the files of recoding.
 */
#ifndef BERAAD_DISCLOSURE_LATTICE_H
#define BERAAD_DISCLOSURE_LATTICE_H

#include "disclosure/recoding.h"

typedef struct Lattice
{
    const RecodingOptions *options;
    size_t classes;       /* distinct combinations of codes */
    uint32_t *file;       /* by class: records */
    uint32_t *population; /* by class: persons */
    uint64_t records;
    uint16_t **codes[RECODING_KEYS]; /* codes[key][level][class] */
    uint32_t *sizes[RECODING_KEYS];  /* sizes[key][level] */
    uint32_t *
        *held[RECODING_KEYS]; /* held[key][level][code]: codes of level 0 in its class, less 1 */
    uint64_t *lost[RECODING_KEYS];  /* lost[key][level]: sum of held over the records */
    uint32_t domain[RECODING_KEYS]; /* codes less 1, at least 1 */
    size_t checked;
} Lattice;

typedef struct Check
{
    uint64_t left_out;
    double loss; /* the sum over keys and records */
} Check;

/* The distinct combinations of the file and its population. */
Lattice lattice_new(Arena *arena, const KeyTable *table, const RecodingOptions *options);

/* Counts one combination of levels. */
Check lattice_check(Lattice *lattice, const uint32_t level[RECODING_KEYS]);

/* What a combination loses at least: without leaving anything out. */
double lattice_bound(const Lattice *lattice, const uint32_t level[RECODING_KEYS]);

#endif
