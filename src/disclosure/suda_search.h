/*
 * The search for minimal sample uniques and what it remembers. Only for the files of suda.
 */
#ifndef BERAAD_DISCLOSURE_SUDA_SEARCH_H
#define BERAAD_DISCLOSURE_SUDA_SEARCH_H

#include "disclosure/suda.h"

/* One MSU of one row: its keys as bits, and the row's MSU before it. */
typedef struct Unique
{
    uint32_t keys;
    uint32_t row;
    uint32_t before;
} Unique;

#define SUDA_UNIQUES ((size_t)1 << 28)

typedef struct Search
{
    const KeyTable *table;
    size_t set[SUDA_KEYS];   /* bit -> column */
    size_t order[SUDA_KEYS]; /* bit -> place in the caller's set */
    size_t cap;
    uint32_t *last;   /* by row: its newest MSU; NULL where cover is used */
    uint64_t *cover;  /* by row, cover_words each: the sets that hold one of its MSUs */
    uint64_t *supers; /* by set, cover_words each: the sets that hold it */
    size_t cover_words;
    Unique *uniques;
    size_t unique_count;
    size_t unique_capacity;
    uint32_t *spare; /* room for all rows */
    bool overflow;
} Search;

/* Finds all MSUs of at most search->cap keys; table, set_size keys of set and cap are given. The
 * caller frees uniques. overflow: there are more than SUDA_UNIQUES, and not all were kept. */
void suda_find(Search *search, Arena *work, const size_t *set, size_t set_size);

#endif
