#include "disclosure/frequency.h"

#include <stdlib.h>
#include <string.h>

/* Up to so many groups are counted in an array that is indexed by the key itself; so many a row in
 * larger tables, where sorting would cost more than the empty places. */
#define DENSE_GROUPS ((uint64_t)1 << 20)
#define DENSE_GROUPS_A_ROW 4

#define DIGIT_BITS 11
#define DIGITS ((size_t)1 << DIGIT_BITS)

typedef struct RowKey
{
    uint64_t key;
    uint32_t row;
} RowKey;

bool
key_in_file(const KeyTable *table, size_t row)
{
    return table->in_file == NULL || table->in_file[row];
}

bool
key_in_population(const KeyTable *table, size_t row)
{
    return table->in_population == NULL || table->in_population[row];
}

/* One pass of a radix sort by the digit at shift: stable, so that the passes add up. */
static void
sort_by_digit(const RowKey *from, RowKey *to, size_t rows, unsigned shift)
{
    size_t start[DIGITS] = {0};
    for (size_t at = 0; at < rows; at++)
        start[from[at].key >> shift & (DIGITS - 1)]++;
    size_t next = 0;
    for (size_t digit = 0; digit < DIGITS; digit++)
    {
        size_t count = start[digit];
        start[digit] = next;
        next += count;
    }
    for (size_t at = 0; at < rows; at++)
        to[start[from[at].key >> shift & (DIGITS - 1)]++] = from[at];
}

/* Replaces each key (all below groups) by the rank of its value: the same groups, in the same
 * order, in at most `rows` numbers. A radix sort has no bad case that a file could be made for. */
static uint64_t
compress(Arena *work, uint64_t *keys, size_t rows, uint64_t groups)
{
    RowKey *sorted = arena_take_array(work, rows, sizeof *sorted);
    RowKey *spare = arena_take_array(work, rows, sizeof *spare);
    for (size_t row = 0; row < rows; row++)
        sorted[row] = (RowKey){.key = keys[row], .row = (uint32_t)row};
    for (unsigned shift = 0; shift < 64 && (groups - 1) >> shift != 0; shift += DIGIT_BITS)
    {
        sort_by_digit(sorted, spare, rows, shift);
        RowKey *swap = sorted;
        sorted = spare;
        spare = swap;
    }
    uint64_t rank = 0;
    for (size_t at = 0; at < rows; at++)
    {
        rank += at > 0 && sorted[at].key != sorted[at - 1].key;
        keys[sorted[at].row] = rank;
    }
    return rank + 1;
}

static uint64_t
dense_limit(size_t rows)
{
    uint64_t by_rows = (uint64_t)rows * DENSE_GROUPS_A_ROW;
    uint64_t limit = by_rows > DENSE_GROUPS ? by_rows : DENSE_GROUPS;
    return limit < UINT32_MAX ? limit : UINT32_MAX;
}

size_t
frequency_group(Arena *work, const KeyTable *table, const size_t *set, size_t set_size,
                uint32_t *ret_group)
{
    if (table->rows == 0)
        return 0;
    uint64_t *keys = arena_take_array(work, table->rows, sizeof *keys);
    uint64_t groups = 1;
    for (size_t at = 0; at < set_size; at++)
    {
        uint64_t size = table->sizes[set[at]];
        const uint16_t *codes = table->codes[set[at]];
        if (groups > UINT64_MAX / size)
            groups = compress(work, keys, table->rows, groups);
        for (size_t row = 0; row < table->rows; row++)
            keys[row] = keys[row] * size + codes[row];
        groups *= size;
    }
    if (groups > dense_limit(table->rows))
        groups = compress(work, keys, table->rows, groups);
    for (size_t row = 0; row < table->rows; row++)
        ret_group[row] = (uint32_t)keys[row];
    return (size_t)groups;
}

static uint32_t
persons_of(const uint32_t *persons, size_t row)
{
    return persons == NULL ? 1 : persons[row];
}

/* The two frequencies of a group lie side by side: one place in memory for each row, not two. */
typedef struct GroupCount
{
    uint32_t file;
    uint32_t population;
} GroupCount;

static GroupCount *
count_groups(Arena *work, const KeyTable *table, const uint32_t *persons, const size_t *set,
             size_t set_size, uint32_t *ret_group)
{
    size_t groups = frequency_group(work, table, set, set_size, ret_group);
    GroupCount *counts = arena_take_array(work, groups, sizeof *counts);
    for (size_t row = 0; row < table->rows; row++)
    {
        uint32_t alike = persons_of(persons, row);
        counts[ret_group[row]].file += key_in_file(table, row) ? alike : 0;
        counts[ret_group[row]].population += key_in_population(table, row) ? alike : 0;
    }
    return counts;
}

void
frequency_count(const KeyTable *table, const size_t *set, size_t set_size, uint32_t *ret_file,
                uint32_t *ret_population)
{
    SCRATCH Arena *work = arena_new("frequency");
    uint32_t *group = arena_take_array(work, table->rows, sizeof *group);
    const GroupCount *counts = count_groups(work, table, NULL, set, set_size, group);
    for (size_t row = 0; ret_file != NULL && row < table->rows; row++)
        ret_file[row] = counts[group[row]].file;
    for (size_t row = 0; ret_population != NULL && row < table->rows; row++)
        ret_population[row] = counts[group[row]].population;
}

FrequencyRisk
frequency_risk_folded(const KeyTable *table, const uint32_t *persons, const size_t *set,
                      size_t set_size, const int *thresholds, size_t threshold_count)
{
    SCRATCH Arena *work = arena_new("frequency");
    uint32_t *group = arena_take_array(work, table->rows, sizeof *group);
    const GroupCount *counts = count_groups(work, table, persons, set, set_size, group);
    FrequencyRisk risk;
    memset(&risk, 0, sizeof risk);
    for (size_t row = 0; row < table->rows; row++)
    {
        if (!key_in_file(table, row))
            continue;
        int64_t alike = persons_of(persons, row);
        int64_t in_file = counts[group[row]].file;
        int64_t in_population = counts[group[row]].population;
        risk.unique_in_file += in_file == 1 ? alike : 0;
        risk.unique_in_population += in_population <= 1 ? alike : 0;
        for (size_t at = 0; at < threshold_count; at++)
        {
            risk.below_in_file[at] += in_file < thresholds[at] ? alike : 0;
            risk.below_in_population[at] += in_population < thresholds[at] ? alike : 0;
        }
    }
    return risk;
}

FrequencyRisk
frequency_risk(const KeyTable *table, const size_t *set, size_t set_size, const int *thresholds,
               size_t threshold_count)
{
    return frequency_risk_folded(table, NULL, set, set_size, thresholds, threshold_count);
}
