/*
 * Global recoding: which level of each key's hierarchy makes a file k-anonymous, or a k-map of its
 * population, with the least loss, when at most so many records may be left out?
 *
 * All combinations of levels form a lattice. Going up, groups only merge, so the records that a
 * combination would leave out never become more: one combination that fails rules out all below it.
 * Paths upwards are searched by halving (Kohlmayer, Prasser et al. 2012, "Flash: efficient, stable
 * and optimal k-anonymity"); what is left is looked at in the order of what it loses at least,
 * until nothing can be better. The result is the optimum.
 *
 * Loss: of a value (codes that its class holds - 1) / (codes - 1), of a record that is left out 1
 * for each key; the mean over all records and keys.
 */
#ifndef BERAAD_DISCLOSURE_RECODING_H
#define BERAAD_DISCLOSURE_RECODING_H

#include "disclosure/frequency.h"

#define RECODING_KEYS 16
#define RECODING_LEVELS 32               /* of one key, the codes themselves included */
#define RECODING_NODES ((size_t)1 << 20) /* combinations of levels */

/* class_of[code] < classes, for each code of the column. */
typedef struct RecodingLevel
{
    uint32_t classes;
    const uint16_t *class_of;
} RecodingLevel;

typedef struct RecodingKey
{
    size_t column;
    size_t levels; /* above the codes themselves; may be 0 */
    const RecodingLevel
        *level; /* each coarser than the one before: what one joins the next does not part */
} RecodingKey;

typedef struct RecodingOptions
{
    const RecodingKey *keys;
    size_t key_count;
    uint32_t k;
    bool in_population; /* k-map: F >= k instead of f >= k */
    uint64_t left_out;  /* records that may be left out */
} RecodingOptions;

typedef struct RecodingOutcome
{
    bool found;
    uint32_t level[RECODING_KEYS]; /* 0: the codes themselves */
    uint64_t left_out;
    double loss;
    size_t nodes;   /* combinations there are */
    size_t checked; /* combinations that were counted */
} RecodingOutcome;

/* ret_left_out has an element for every row. The result is counted again, row by row, before it is
 * returned. Not found is an answer, not an error. ERROR_DATA: an option outside its bounds, levels
 * that are not nested. */
ErrorKind recoding_search(const KeyTable *table, const RecodingOptions *options, bool *ret_left_out,
                          RecodingOutcome *ret_outcome, Error *err) MUST_CHECK;

#endif
