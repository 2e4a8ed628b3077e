/*
 * Frequencies of key combinations, in a file and in its population: the true disclosure risk where
 * the population is at hand (disclosure by re-identification; Skinner and Elliot 2002, "A measure
 * of disclosure risk for microdata", JRSS B 64).
 *
 * f is the number of records of the file in a record's group, F the number of persons of the
 * population. Codes are small integers; a missing value is a code of its own (wildcard.h has the
 * other policy). O(rows) for each set of keys. Groups are numbered in the order of their codes, so
 * nothing here depends on the order of the rows.
 */
#ifndef BERAAD_DISCLOSURE_FREQUENCY_H
#define BERAAD_DISCLOSURE_FREQUENCY_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* rows x columns of codes, column by column; code < size of its column. At most 2^32 - 1 rows. */
typedef struct KeyTable
{
    size_t rows;
    size_t columns;
    const uint16_t *const *codes; /* codes[column][row] */
    const uint32_t *sizes;        /* sizes[column] >= 1: how many codes the column has */
    const bool *in_population;    /* by row; NULL: every row is */
    const bool *in_file;          /* by row; NULL: every row is */
    const uint32_t *missing;      /* missing[column]: the code that stands for a missing value, and
                                     KEY_NEVER_MISSING where none does; NULL: no column has one */
} KeyTable;

#define KEY_NEVER_MISSING UINT32_MAX

#define FREQUENCY_THRESHOLDS 8

typedef struct FrequencyRisk
{
    int64_t unique_in_file;                            /* records with f = 1 */
    int64_t unique_in_population;                      /* records with F <= 1 */
    int64_t below_in_file[FREQUENCY_THRESHOLDS];       /* records with f < k */
    int64_t below_in_population[FREQUENCY_THRESHOLDS]; /* records with F < k */
} FrequencyRisk;

/* Is the row in the file, in the population? */
bool key_in_file(const KeyTable *table, size_t row);
bool key_in_population(const KeyTable *table, size_t row);

/* Gives each row the number of its group under the columns of set; groups are numbered from 0 in
 * the order of their codes, the first column first. Returns how many numbers may occur: some of
 * them can be empty. */
size_t frequency_group(Arena *work, const KeyTable *table, const size_t *set, size_t set_size,
                       uint32_t *ret_group);

/* f and F of each row's group (F of a row that is in no population is that of the persons like it).
 * Either array may be NULL; each has an element for every row. */
void frequency_count(const KeyTable *table, const size_t *set, size_t set_size, uint32_t *ret_file,
                     uint32_t *ret_population);

/* Counts for one set of columns and the thresholds k (at most FREQUENCY_THRESHOLDS). */
FrequencyRisk frequency_risk(const KeyTable *table, const size_t *set, size_t set_size,
                             const int *thresholds, size_t threshold_count);

/* The same where rows that are alike in everything were folded into one: persons[row] is how many
 * it stands for, at most 2^32 - 1 together; NULL: one each. */
FrequencyRisk frequency_risk_folded(const KeyTable *table, const uint32_t *persons,
                                    const size_t *set, size_t set_size, const int *thresholds,
                                    size_t threshold_count);

#endif
