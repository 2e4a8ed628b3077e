#include "disclosure/suda.h"

#include "disclosure/suda_search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What an MSU of each size scores. */
static void
weigh(size_t keys, const SudaOptions *options, double *ret_weights)
{
    double factorial[SUDA_KEYS + 1] = {1};
    for (size_t at = 1; at <= keys; at++)
        factorial[at] = factorial[at - 1] * (double)at;
    for (size_t size = 0; size <= keys; size++)
        ret_weights[size] = options->weigh_by_halves
                                ? (ldexp(1, (int)(keys - size)) - 1) * factorial[size] *
                                      factorial[keys - size] / factorial[keys]
                                : factorial[keys - size];
}

/* A record's score is summed size by size: in no order that the search or the rows have a part in.
 */
static void
score_record(size_t keys, const double *weights, const uint32_t *sizes, SudaRecord *record,
             Suda *suda)
{
    for (size_t size = keys + 1; size-- > 0;)
    {
        record->uniques += sizes[size];
        record->score += (double)sizes[size] * weights[size];
        record->least = sizes[size] > 0 ? (uint32_t)size : record->least;
        suda->by_size[size] += sizes[size];
    }
    suda->uniques += record->uniques;
    suda->with_unique += record->uniques > 0;
}

static void
share_scores(const Search *search, size_t keys, const double *weights, Suda *suda)
{
    uint64_t held[SUDA_KEYS][SUDA_KEYS + 1] = {{0}};
    for (size_t at = 0; at < search->unique_count; at++)
        for (size_t key = 0; key < keys; key++)
            if ((search->uniques[at].keys >> key & 1U) != 0)
                held[key][__builtin_popcount(search->uniques[at].keys)]++;
    double all = 0;
    for (size_t size = 0; size <= keys; size++)
        all += (double)suda->by_size[size] * weights[size];
    for (size_t key = 0; key < keys && all > 0; key++)
    {
        double sum = 0;
        for (size_t size = 0; size <= keys; size++)
            sum += (double)held[key][size] * weights[size];
        suda->share[search->order[key]] = sum / all;
    }
}

static int
compare_numbers(const void *one, const void *other)
{
    double first = *(const double *)one;
    double second = *(const double *)other;
    return (first > second) - (first < second);
}

/* DIS_i = 1 / (1 + P (1-d)/d / (S_i^Q A)) with A the sum of S_i^-Q and Q = 1 + (8 - m)/20. */
static void
grade(Arena *work, const SudaOptions *options, size_t keys, size_t rows, const Suda *suda,
      SudaRecord *records)
{
    double *terms = arena_take_array(work, rows, sizeof *terms);
    double power = 1 + (8 - (double)keys) / 20;
    size_t count = 0;
    for (size_t row = 0; row < rows; row++)
        if (records[row].score > 0)
            terms[count++] = pow(records[row].score, -power);
    if (count > 0)
        qsort(terms, count, sizeof *terms, compare_numbers);
    double sum = 0;
    for (size_t at = 0; at < count; at++)
        sum += terms[at];
    double odds = (double)suda->pairs * (1 - options->fraction) / options->fraction;
    for (size_t row = 0; row < rows; row++)
        if (records[row].score > 0)
            records[row].dis = 1 / (1 + odds / (pow(records[row].score, power) * sum));
}

static void
count_pairs(const KeyTable *table, Arena *work, const size_t *set, size_t set_size, Suda *suda)
{
    uint32_t *frequency = arena_take_array(work, table->rows, sizeof *frequency);
    frequency_count(table, set, set_size, frequency, NULL);
    for (size_t row = 0; row < table->rows; row++)
        if (key_in_file(table, row))
        {
            suda->records++;
            suda->pairs += frequency[row] == 2;
        }
}

static void
score_all(Arena *work, const Search *search, size_t set_size, const SudaOptions *options,
          SudaRecord *records, Suda *suda)
{
    double weights[SUDA_KEYS + 1];
    weigh(set_size, options, weights);
    uint32_t *sizes = arena_take_array(work, search->table->rows, (set_size + 1) * sizeof *sizes);
    for (size_t at = 0; at < search->unique_count; at++)
        sizes[search->uniques[at].row * (set_size + 1) +
              (size_t)__builtin_popcount(search->uniques[at].keys)]++;
    for (size_t row = 0; row < search->table->rows; row++)
        score_record(set_size, weights, sizes + row * (set_size + 1), &records[row], suda);
    share_scores(search, set_size, weights, suda);
    count_pairs(search->table, work, search->set, set_size, suda);
    grade(work, options, set_size, search->table->rows, suda, records);
}

ErrorKind
suda_search(const KeyTable *table, const size_t *set, size_t set_size, const SudaOptions *options,
            SudaRecord *ret_records, Suda *ret_suda, Error *err)
{
    if (set_size > SUDA_KEYS)
        return error_set(err, ERROR_DATA, "special uniques: expected at most %d keys, found %zu",
                         SUDA_KEYS, set_size);
    if (!(options->fraction > 0 && options->fraction <= 1))
        return error_set(err, ERROR_DATA,
                         "special uniques: expected a sampling fraction above 0 and at most 1");
    SCRATCH Arena *work = arena_new("suda");
    Search search = {.table = table, .cap = options->cap == 0 ? set_size : options->cap};
    memset(ret_suda, 0, sizeof *ret_suda);
    if (table->rows > 0)
        memset(ret_records, 0, table->rows * sizeof *ret_records);
    suda_find(&search, work, set, set_size);
    if (!search.overflow)
        score_all(work, &search, set_size, options, ret_records, ret_suda);
    free(search.uniques);
    if (search.overflow)
        return error_set(err, ERROR_DATA,
                         "special uniques: more than %zu minimal sets; a lower cap finds fewer",
                         SUDA_UNIQUES);
    return ERROR_NONE;
}
