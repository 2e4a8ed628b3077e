#include "disclosure/loglinear.h"

#include "disclosure/total.h"

#include <math.h>
#include <string.h>

#define MOST_ROUNDS 1000
#define CLOSE_ENOUGH 1e-3 /* records, in every margin */

/* The key table without the cells that an empty margin makes impossible; the first key runs
 * slowest. Sums go over the cells in this order, whatever the rows' is. */
typedef struct Fit
{
    size_t keys;
    size_t whole; /* cells of the full table */
    size_t cells; /* those that can be */
    uint32_t size[LOGLINEAR_KEYS];
    size_t step[LOGLINEAR_KEYS];    /* from a cell to the one with the next code of the key */
    uint32_t *count;                /* by cell of the full table */
    uint16_t *code[LOGLINEAR_KEYS]; /* code[key][cell] */
    uint32_t *number;   /* by cell of the full table: among those that can be, plus 1; 0 */
    double *seen_count; /* by cell */
    double *mean;       /* by cell */
    double *seen;       /* room for a margin of the counts */
    double *fitted;     /* room for a margin of the means */
} Fit;

static size_t
code_of(const Fit *fit, size_t whole, size_t key)
{
    return whole / fit->step[key] % fit->size[key];
}

static size_t
place(const Fit *fit, size_t cell, size_t one, size_t other)
{
    size_t at = fit->code[one][cell];
    return one == other ? at : at * fit->size[other] + fit->code[other][cell];
}

/* Scales the means to the counts on the margin of two keys, or of one. Returns the largest relative
 * change. */
static double
scale(const Fit *fit, size_t one, size_t other)
{
    size_t margin = fit->size[one] * (one == other ? (size_t)1 : fit->size[other]);
    memset(fit->seen, 0, margin * sizeof *fit->seen);
    memset(fit->fitted, 0, margin * sizeof *fit->fitted);
    for (size_t cell = 0; cell < fit->cells; cell++)
    {
        size_t at = place(fit, cell, one, other);
        fit->seen[at] += fit->seen_count[cell];
        fit->fitted[at] += fit->mean[cell];
    }
    double change = 0;
    for (size_t at = 0; at < margin; at++)
    {
        change = fmax(change, fabs(fit->seen[at] - fit->fitted[at]));
        fit->seen[at] = fit->fitted[at] > 0 ? fit->seen[at] / fit->fitted[at] : 0;
    }
    for (size_t cell = 0; cell < fit->cells; cell++)
        fit->mean[cell] *= fit->seen[place(fit, cell, one, other)];
    return change;
}

static void
iterate(const Fit *fit, bool interactions, LoglinearRisk *found)
{
    bool pairs = interactions && fit->keys > 1; /* their margins hold the main effects */
    for (; !found->converged && found->rounds < MOST_ROUNDS; found->rounds++)
    {
        double change = 0;
        for (size_t one = 0; one < fit->keys; one++)
            for (size_t other = pairs ? one + 1 : one; other < (pairs ? fit->keys : one + 1);
                 other++)
                change = fmax(change, scale(fit, one, other));
        found->converged = change < CLOSE_ENOUGH;
    }
}

static ErrorKind
measure(const KeyTable *table, const size_t *set, Fit *fit, size_t *ret_margin, Error *err)
{
    fit->whole = *ret_margin = 1;
    for (size_t key = fit->keys; key-- > 0;)
    {
        fit->size[key] = table->sizes[set[key]];
        fit->step[key] = fit->whole;
        fit->whole *= fit->size[key];
        if (fit->whole > LOGLINEAR_CELLS)
            return error_set(err, ERROR_DATA,
                             "log-linear risk: the keys have more than %zu combinations",
                             LOGLINEAR_CELLS);
        for (size_t other = key; other < fit->keys; other++)
        {
            size_t margin = fit->size[key] * (other == key ? (size_t)1 : fit->size[other]);
            *ret_margin = margin > *ret_margin ? margin : *ret_margin;
        }
    }
    return ERROR_NONE;
}

static uint32_t *
count_cells(Arena *work, const KeyTable *table, const size_t *set, Fit *fit)
{
    uint32_t *cell = arena_take_array(work, table->rows, sizeof *cell);
    fit->count = arena_take_array(work, fit->whole, sizeof *fit->count);
    for (size_t row = 0; row < table->rows; row++)
    {
        for (size_t key = 0; key < fit->keys; key++)
            cell[row] += (uint32_t)(table->codes[set[key]][row] * fit->step[key]);
        fit->count[cell[row]] += key_in_file(table, row);
    }
    return cell;
}

/* Rules out the cells of an empty margin of two keys, or of one: their means are 0. */
static void
rule_out(const Fit *fit, size_t one, size_t other, bool *possible)
{
    size_t margin = fit->size[one] * (one == other ? (size_t)1 : fit->size[other]);
    memset(fit->seen, 0, margin * sizeof *fit->seen);
    for (int pass = 0; pass < 2; pass++)
        for (size_t cell = 0; cell < fit->whole; cell++)
        {
            size_t at = code_of(fit, cell, one);
            at = one == other ? at : at * fit->size[other] + code_of(fit, cell, other);
            if (pass == 0)
                fit->seen[at] += fit->count[cell];
            else
                possible[cell] = possible[cell] && fit->seen[at] > 0;
        }
}

static void
keep_possible(Arena *work, bool pairs, Fit *fit)
{
    bool *possible = arena_take_array(work, fit->whole, sizeof *possible);
    memset(possible, 1, fit->whole);
    for (size_t one = 0; one < fit->keys; one++)
        for (size_t other = one; other < (pairs ? fit->keys : one + 1); other++)
            rule_out(fit, one, other, possible);
    fit->number = arena_take_array(work, fit->whole, sizeof *fit->number);
    for (size_t cell = 0; cell < fit->whole; cell++)
        fit->number[cell] = possible[cell] ? (uint32_t)++fit->cells : 0;
    for (size_t key = 0; key < fit->keys; key++)
        fit->code[key] = arena_take_array(work, fit->cells, sizeof(uint16_t));
    fit->mean = arena_take_array(work, fit->cells, sizeof *fit->mean);
    fit->seen_count = arena_take_array(work, fit->cells, sizeof *fit->seen_count);
    for (size_t cell = 0; cell < fit->whole; cell++)
        if (possible[cell])
        {
            size_t at = fit->number[cell] - 1;
            fit->mean[at] = 1;
            fit->seen_count[at] = fit->count[cell];
            for (size_t key = 0; key < fit->keys; key++)
                fit->code[key][at] = (uint16_t)code_of(fit, cell, key);
        }
}

ErrorKind
loglinear_risk(const KeyTable *table, const size_t *set, size_t set_size,
               const LoglinearOptions *options, double *ret_risk, LoglinearRisk *ret_found,
               Error *err)
{
    if (set_size < 1 || set_size > LOGLINEAR_KEYS)
        return error_set(err, ERROR_DATA, "log-linear risk: expected 1 to %d keys", LOGLINEAR_KEYS);
    if (!(options->fraction > 0 && options->fraction < 1))
        return error_set(err, ERROR_DATA,
                         "log-linear risk: expected a sampling fraction above 0 and below 1");
    SCRATCH Arena *work = arena_new("loglinear");
    Fit fit = {.keys = set_size};
    size_t margin = 0;
    TRY(measure(table, set, &fit, &margin, err));
    const uint32_t *cell = count_cells(work, table, set, &fit);
    fit.seen = arena_take_array(work, margin, sizeof *fit.seen);
    fit.fitted = arena_take_array(work, margin, sizeof *fit.fitted);
    keep_possible(work, options->interactions, &fit);
    memset(ret_found, 0, sizeof *ret_found);
    iterate(&fit, options->interactions, ret_found);
    Total both = {0};
    Total matches = {0};
    for (size_t row = 0; row < table->rows; row++)
    {
        bool unique = key_in_file(table, row) && fit.count[cell[row]] == 1;
        double mean = unique ? fit.mean[fit.number[cell[row]] - 1] : 0;
        double x = mean / options->fraction * (1 - options->fraction);
        ret_risk[row] = !unique ? 0 : x > 0 ? -expm1(-x) / x : 1;
        if (!unique)
            continue;
        ret_found->unique_in_file++;
        total_add(&both, exp(-x), 1);
        total_add(&matches, ret_risk[row], 1);
    }
    ret_found->unique_in_both = total_value(both);
    ret_found->expected_matches = total_value(matches);
    return ERROR_NONE;
}
