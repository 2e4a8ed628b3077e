/*
 * Local suppression: single key values are taken out of single records until every record is like k
 * others, at the least cost that a search finds, and until every rule that was asked for has been
 * seen to hold.
 *
 * k-anonymity counts in the file. A record with a missing key counts every compatible record; a
 * complete one counts each incomplete compatible record for alpha (wildcard.h): with alpha = 1, as
 * the peers have it, few suppressed records can hide many unique ones; with alpha = 0, the safe
 * choice, every record of a rare combination loses a value itself. k-map counts in the population:
 * a record's own suppressions are all that matters, so that the least cost is found exactly, record
 * by record. Samarati 2001; Sweeney 2002; for the compatible count as in wildcard.h.
 */
#ifndef BERAAD_DISCLOSURE_SUPPRESS_H
#define BERAAD_DISCLOSURE_SUPPRESS_H

#include "disclosure/frequency.h"

#define SUPPRESS_KEYS 10
#define SUPPRESS_RULES 64

/* On these keys every record must be like at least k (itself included, in the file). */
typedef struct SuppressRule
{
    uint32_t keys; /* bits: the places in SuppressOptions.keys */
    uint32_t k;    /* at least 1 */
} SuppressRule;

typedef struct SuppressOptions
{
    const size_t *keys; /* columns; at most SUPPRESS_KEYS */
    size_t key_count;
    const uint32_t *cost;      /* by key: of one suppressed value, 1 to 1000000; NULL: 1 each */
    const SuppressRule *rules; /* at most SUPPRESS_RULES */
    size_t rule_count;
    uint32_t alpha;     /* thousandths, 0 to 1000; only for k-anonymity */
    bool in_population; /* k-map: count rows of the population instead of the file */
} SuppressOptions;

typedef struct SuppressOutcome
{
    uint64_t values; /* suppressed in all */
    uint64_t by_key[SUPPRESS_KEYS];
    uint64_t records; /* with a suppressed value */
    uint64_t cost;
    uint64_t violating; /* records that broke a rule before */
    uint64_t verified;  /* rules that were counted again at the end, on the finished file */
} SuppressOutcome;

/* ret_suppressed has an element for every row: the bits of the keys that it loses, 0 outside the
 * file. Which of several records with the same keys loses a value is decided by row; how many do is
 * not. ERROR_DATA: an option outside its bounds, or fewer than k records (k-map: persons) in all.
 */
ErrorKind suppress_keys(const KeyTable *table, const SuppressOptions *options,
                        uint16_t *ret_suppressed, SuppressOutcome *ret_outcome,
                        Error *err) MUST_CHECK;

#endif
