#include "disclosure/individual.h"

#include "disclosure/total.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Euler's transformation of p^f/f 2F1(f, f; f+1; q) is (p/f) 2F1(1, 1; f+1; q), whose terms are
 * positive and fall at least as fast as q^k, and as 1/C(f+k, k): quick where q <= 1/2 or f is
 * large, and never cancelling.
 */
static double
risk_by_series(uint32_t f, double p)
{
    double sum = 0;
    double term = 1;
    for (double k = 0; term > sum * 1e-18; k++)
    {
        sum += term;
        term *= (k + 1) / (f + k + 1) * (1 - p);
    }
    return p / f * sum;
}

/* r_f = (p/q)(1/(f-1) - r_{f-1}): an error in r_{f-1} shrinks by p/q < 1 at each step. */
static double
risk_by_recursion(uint32_t f, double p)
{
    double odds = p / (1 - p);
    double risk = odds * -log(p);
    for (uint32_t at = 2; at <= f; at++)
        risk = odds * (1.0 / (at - 1) - risk);
    return risk;
}

/* From here on the series needs fewer than 40 terms whatever p is. */
#define SERIES_FROM 24

double
individual_risk(uint32_t f, double p)
{
    double risk = p >= 0.5 || f >= SERIES_FROM ? risk_by_series(f, p) : risk_by_recursion(f, p);
    return risk < 1.0 / f ? risk : 1.0 / f; /* F >= f */
}

/* Of one group: its risk, from its records and the sum of their weights. */
static double
group_risk(uint32_t f, Wide weights)
{
    double ratio = (double)f * (double)WEIGHT_ONE / (double)weights;
    return individual_risk(f, ratio < 1 ? ratio : 1);
}

IndividualRisk
individual_risks(const KeyTable *table, const size_t *set, size_t set_size, const uint64_t *weight,
                 double *ret_risk)
{
    SCRATCH Arena *work = arena_new("individual");
    uint32_t *group = arena_take_array(work, table->rows, sizeof *group);
    size_t groups = frequency_group(work, table, set, set_size, group);
    uint32_t *file = arena_take_array(work, groups, sizeof *file);
    Wide *weights = arena_take_array(work, groups, sizeof *weights);
    for (size_t row = 0; row < table->rows; row++)
        if (key_in_file(table, row))
        {
            file[group[row]]++;
            weights[group[row]] += weight[row];
        }
    double *risks = arena_take_array(work, groups, sizeof *risks);
    IndividualRisk found;
    memset(&found, 0, sizeof found);
    Total matches = {0};
    for (size_t at = 0; at < groups; at++)
        if (file[at] > 0)
        {
            risks[at] = group_risk(file[at], weights[at]);
            total_add(&matches, risks[at], file[at]);
            found.records += file[at];
            found.highest = risks[at] > found.highest ? risks[at] : found.highest;
        }
    for (size_t row = 0; row < table->rows; row++)
        ret_risk[row] = key_in_file(table, row) ? risks[group[row]] : 0;
    found.expected_matches = total_value(matches);
    found.mean_risk = found.records == 0 ? 0 : found.expected_matches / (double)found.records;
    return found;
}

typedef struct Member
{
    uint32_t household;
    double risk;
} Member;

static int
compare_members(const void *one, const void *other)
{
    const Member *first = one;
    const Member *second = other;
    if (first->household != second->household)
        return first->household < second->household ? -1 : 1;
    return (first->risk > second->risk) - (first->risk < second->risk);
}

/* The members are sorted, because a product in floating point depends on its order. */
void
household_risks(size_t rows, const uint32_t *household, uint32_t households, double *risk)
{
    SCRATCH Arena *work = arena_new("households");
    Member *members = arena_take_array(work, rows, sizeof *members);
    double *safe = arena_take_array(work, households, sizeof *safe);
    for (size_t row = 0; row < rows; row++)
        members[row] = (Member){household[row], risk[row]};
    if (rows > 0)
        qsort(members, rows, sizeof *members, compare_members);
    for (size_t at = 0; at < households; at++)
        safe[at] = 1;
    for (size_t at = 0; at < rows; at++)
        safe[members[at].household] *= 1 - members[at].risk;
    for (size_t row = 0; row < rows; row++)
        risk[row] = 1 - safe[household[row]];
}

static int
compare_risks(const void *one, const void *other)
{
    double first = *(const double *)one;
    double second = *(const double *)other;
    return (first > second) - (first < second);
}

double
individual_threshold(size_t rows, const double *risk, double target)
{
    SCRATCH Arena *work = arena_new("threshold");
    double *sorted = arena_take_array(work, rows, sizeof *sorted);
    size_t records = 0;
    for (size_t row = 0; row < rows; row++)
        if (risk[row] > 0)
            sorted[records++] = risk[row];
    if (records > 0)
        qsort(sorted, records, sizeof *sorted, compare_risks);
    double safe = 0;
    double goal = target * (double)records;
    for (size_t at = 0; at < records; at++)
    {
        double left = (double)(records - at);
        if (safe + sorted[at] * left > goal)
            return (goal - safe) / left;
        safe += sorted[at];
    }
    return 1;
}
