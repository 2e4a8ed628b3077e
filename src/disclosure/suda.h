/*
 * Special uniques: which records are unique, and on how few keys.
 *
 * A minimal sample unique (MSU) of a record is a set of keys on which it is alone, no proper subset
 * of which makes it alone. The fewer keys, the more likely that it is unique in the population too:
 * Elliot, Manning, Ford 2002, "A computational algorithm for handling the special uniques problem",
 * IJUFKS 10(5); Manning, Haglin, Keane 2008, "A recursive search algorithm for statistical
 * disclosure assessment", DMKD 16. Scores and DIS as in Elliot 2004.
 *
 * The search goes down the sets of keys and refines the groups of each set by one more key. A
 * record that is alone has no group to be refined in: what the search touches shrinks with every
 * record it finds.
 */
#ifndef BERAAD_DISCLOSURE_SUDA_H
#define BERAAD_DISCLOSURE_SUDA_H

#include "disclosure/frequency.h"

/* Up to so many keys. With m keys a record's MSUs of size s score (m-s)! each, and no record can
 * have more than C(m, s) of them, none inside another, so that (Lubell, Yamamoto, Meshalkin) the
 * score is at most m!: 20! < 2^62. */
#define SUDA_KEYS 20

typedef struct SudaOptions
{
    size_t cap;      /* the largest MSU looked for; 0: no cap */
    double fraction; /* sampling fraction delta of DIS, above 0, at most 1: to be declared, never
                        guessed */
    bool weigh_by_halves; /* the other scoring, (2^(m-s) - 1) s! (m-s)! / m! for an MSU of size s */
} SudaOptions;

typedef struct SudaRecord
{
    uint32_t uniques; /* MSUs of at most cap keys */
    uint32_t least;   /* keys of the smallest; 0 where there is none */
    double score;     /* 0 where there is none */
    double dis;       /* DIS-SUDA: how likely a match with it is correct; 0 where there is none */
} SudaRecord;

typedef struct Suda
{
    uint64_t records;                /* of the file */
    uint64_t with_unique;            /* records with an MSU */
    uint64_t pairs;                  /* records with f = 2 on all keys */
    uint64_t uniques;                /* MSUs in all */
    uint64_t by_size[SUDA_KEYS + 1]; /* MSUs of each size */
    double share[SUDA_KEYS]; /* by key of the set: the share of the file's score from MSUs that hold
                                it */
} Suda;

/* Searches the rows of the file. ret_records has an element for every row. Missing values are a
 * class. ERROR_DATA: more than SUDA_KEYS keys, a fraction that is none, or more MSUs than can be
 * held (a lower cap would help). */
ErrorKind suda_search(const KeyTable *table, const size_t *set, size_t set_size,
                      const SudaOptions *options, SudaRecord *ret_records, Suda *ret_suda,
                      Error *err) MUST_CHECK;

#endif
