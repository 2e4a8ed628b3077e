/*
 * The file while values are being suppressed: a copy of its keys with a code of its own for what is
 * missing. Only for the files of local suppression.
 */
#ifndef BERAAD_DISCLOSURE_HOLES_H
#define BERAAD_DISCLOSURE_HOLES_H

#include "disclosure/suppress.h"

typedef struct Holes
{
    Arena *arena;
    const SuppressOptions *options;
    const KeyTable *original;
    KeyTable table;   /* the keys, in the order of the options, as columns 0 .. key_count - 1 */
    uint16_t **codes; /* the same, to be written */
    uint32_t *missing_code; /* by key */
    uint16_t *missing;      /* by row: bits of the keys it has not (never had, or lost) */
    uint16_t *lost;         /* by row: bits of the keys it lost here */
} Holes;

/* The places of the keys whose bits are set; returns how many. */
size_t holes_set(uint32_t keys, size_t ret_set[SUPPRESS_KEYS]);

/* What the bits cost together. */
uint64_t holes_cost(const SuppressOptions *options, uint32_t keys);

/* All sets of the keys in `within`, cheapest first, then by number; returns how many (2^keys). */
size_t holes_patterns(Arena *work, const SuppressOptions *options, uint32_t within,
                      uint32_t **ret_patterns);

/* Takes the keys out of a row. */
void holes_suppress(Holes *holes, size_t row, uint32_t keys);

/* Reaches one rule of k-anonymity. Assumes that the file has at least k records. */
void holes_anonymise(Holes *holes, const SuppressRule *rule);

/* Rows of the file that break the rule, by row; returns how many. ret_violates may be NULL. */
size_t holes_violations(const Holes *holes, const SuppressRule *rule, bool *ret_violates);

/* The same for k-map: persons like the record on the keys of the rule that it still has. A person
 * with a missing value among those is like nobody. */
size_t holes_map_violations(const Holes *holes, const SuppressRule *rule, bool *ret_violates);

/* Reaches all rules of k-map at the least cost. Assumes that the population has at least k persons.
 */
void holes_map(Holes *holes);

#endif
