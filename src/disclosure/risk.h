/*
 * libberaad-disclosure: how easily persons are recognised in microdata, and what it takes to make
 * that harder.
 *
 * A DisclosureFile is columns of small codes; keys are the columns by which somebody could be
 * recognised. Nothing depends on the order of rows, but which of equal records loses a value. All
 * functions that return bool give false on an error, with its words in *err, and then no result.
 * Memory that cannot be had ends the process with status 71.
 */
#ifndef BERAAD_DISCLOSURE_RISK_H
#define BERAAD_DISCLOSURE_RISK_H

#include "disclosure/disclosure.h"

/* It would indent all that stands in extern "C": */
/* clang-format off */
#ifdef __cplusplus
extern "C" {
#endif

#define DISCLOSURE_NEVER_MISSING UINT32_MAX

typedef struct DisclosureFile
{
    size_t rows; /* at most 2^32 - 2 */
    size_t columns;
    const uint16_t *const *codes; /* codes[column][row] < sizes[column] */
    const uint32_t *sizes;        /* how many codes a column has, 1 to 65536 */
    const bool *in_population;    /* by row; NULL: every row is */
    const bool *in_file;          /* by row; NULL: every row is */
    const uint32_t *missing;      /* by column: the code of a missing value, or
                                     DISCLOSURE_NEVER_MISSING; NULL: no column has one */
} DisclosureFile;

/* Some columns of a file, all different. */
typedef struct DisclosureKeys
{
    const size_t *column;
    size_t count;
} DisclosureKeys;

/* f, the records of the file, and F, the persons of the population, that are like each row;
 * either may be NULL. A missing value is a value of its own. */
DISCLOSURE_API bool disclosure_count_keys(const DisclosureFile *file,
                                          const DisclosureKeys *keys, uint32_t *ret_file,
                                          uint32_t *ret_population, DisclosureError *err);

/* The same with missing keys matching any value (Templ, Kowarik, Meindl 2015, 3.1): an
 * incomplete record counts alpha thousandths for a complete one. ret_counts in thousandths, by
 * row. At most 16 keys. */
DISCLOSURE_API bool disclosure_count_missing(const DisclosureFile *file,
                                             const DisclosureKeys *keys, uint32_t alpha,
                                             uint64_t *ret_counts, DisclosureError *err);

typedef struct DisclosureRisk
{
    uint64_t records;
    uint64_t persons;
    uint32_t least_file;       /* k of k-anonymity */
    uint32_t least_population; /* k of k-map */
    uint64_t unique_in_file;
    uint64_t unique_in_both; /* sample uniques that are population uniques */
    uint64_t unmatched;      /* records that nobody in the population is like */
    double expected_matches; /* sum of 1/F */
    double mean_risk;
} DisclosureRisk;

/* The true risk, where the population is at hand. */
DISCLOSURE_API bool disclosure_population_risk(const DisclosureFile *file,
                                               const DisclosureKeys *keys,
                                               DisclosureRisk *ret_risk, DisclosureError *err);

/* E(1/F) of each row from sampling weights (Benedetti and Franconi 1998, by the exact
 * recursion); weight in whole millionths, at least 1000000. household (NULL: none) gives each
 * row the risk that any member of its household, numbered below households, is matched.
 * ret_risk by row, 0 outside the file; *ret_expected (may be NULL) the sum of the single risks.
 */
DISCLOSURE_API bool disclosure_individual_risk(const DisclosureFile *file,
                                               const DisclosureKeys *keys,
                                               const uint64_t *weight,
                                               const uint32_t *household, uint32_t households,
                                               double *ret_risk, double *ret_expected,
                                               DisclosureError *err);

typedef struct DisclosureSpecial
{
    uint32_t uniques; /* minimal sets of keys on which the record is unique */
    uint32_t least;   /* keys of the smallest; 0: there is none */
    double score;     /* SUDA */
    double dis;       /* DIS-SUDA: how likely a match is correct */
} DisclosureSpecial;

/* Special uniques of at most cap keys (0: of any number; at most 20 keys), weighed for a
 * sampling fraction above 0 and at most 1 (SUDA2; Elliot, Manning, Haglin). ret_special by row.
 */
DISCLOSURE_API bool disclosure_special_uniques(const DisclosureFile *file,
                                               const DisclosureKeys *keys, size_t cap,
                                               double fraction, DisclosureSpecial *ret_special,
                                               DisclosureError *err);

typedef struct DisclosureDiversity
{
    uint32_t distinct; /* l */
    double entropy;    /* entropy l */
    double recursive;  /* (c, l)-diverse for every c above this */
    double distance;   /* t, by equal distance */
} DisclosureDiversity;

/* The worst group of each measure of a sensitive column; l is that of recursive diversity,
 * from 1. */
DISCLOSURE_API bool disclosure_diversity(const DisclosureFile *file, const DisclosureKeys *keys,
                                         size_t sensitive, uint32_t l,
                                         DisclosureDiversity *ret_worst, DisclosureError *err);

/* Local suppression: every record must be like at least k on every one of the sets, which are
 * bits of keys (at most 10 keys, 64 sets). in_population: counted there (k-map). ret_lost by
 * row: the bits of the keys that it loses. Every set is counted again on the finished file.
 * *ret_values: values lost. */
DISCLOSURE_API bool disclosure_suppress_keys(const DisclosureFile *file,
                                             const DisclosureKeys *keys, const uint32_t *sets,
                                             size_t set_count, uint32_t k, bool in_population,
                                             uint16_t *ret_lost, uint64_t *ret_values,
                                             DisclosureError *err);

/* A coarser level of a key: class_of[code] < classes. */
typedef struct DisclosureLevel
{
    uint32_t classes;
    const uint16_t *class_of;
} DisclosureLevel;

typedef struct DisclosureRecoding
{
    uint32_t k;
    bool in_population; /* k-map */
    uint64_t left_out;  /* records that may be left out */
    /* By key: its levels, each coarser than the one before; what one joins the next does not
     * part. At most 16 keys. */
    const DisclosureLevel *const *level;
    const size_t *levels;
} DisclosureRecoding;

/* The levels of all keys with the least loss at which every record is like k. *ret_found false:
 * there are none. ret_level by key, 0 for the codes themselves; ret_left_out by row; *ret_loss
 * from 0 to 1. */
DISCLOSURE_API bool disclosure_recode_keys(const DisclosureFile *file,
                                           const DisclosureKeys *keys,
                                           const DisclosureRecoding *recoding, bool *ret_found,
                                           uint32_t *ret_level, bool *ret_left_out,
                                           double *ret_loss, DisclosureError *err);

#ifdef __cplusplus
}
#endif

#endif
