#include "disclosure/noise.h"

#include <math.h>
#include <string.h>

#define ROUNDING 1e-14 /* of the dual function: near its least value no step seems to fall */
#define PLACES (2 * NOISE_MOST + 1)

/* The changes that one row may make, and the chances found for them. */
typedef struct Support
{
    int change[PLACES];
    double chance[PLACES];
    size_t count;
    double a;
    double b;
} Support;

static bool
allowed(const NoiseDesign *design, uint32_t count, int64_t change)
{
    int64_t result = (int64_t)count + change;
    if (change == 0 && design->unchanged >= 0)
        return false;
    return result == 0 || result > (int64_t)design->barred;
}

static void
find_support(const NoiseDesign *design, uint32_t count, Support *support)
{
    int least = count < design->most ? -(int)count : -(int)design->most;
    support->count = 0;
    support->a = support->b = 0;
    for (int change = least; change <= (int)design->most; change++)
        if (allowed(design, count, change))
            support->change[support->count++] = change;
}

/* The chances exp(a v + b v^2) / sum, their moments, and the dual function log sum - b V that is to
 * be least. */
typedef struct Moments
{
    double of[5]; /* mean of v^0 .. v^4 */
    double dual;
} Moments;

static Moments
find_moments(Support *support, double a, double b, double variance)
{
    Moments moments = {.dual = 0};
    double highest = -HUGE_VAL;
    for (size_t at = 0; at < support->count; at++)
    {
        double v = support->change[at];
        support->chance[at] = a * v + b * v * v;
        highest = fmax(highest, support->chance[at]);
    }
    double sum = 0;
    for (size_t at = 0; at < support->count; at++)
        sum += support->chance[at] = exp(support->chance[at] - highest);
    for (size_t at = 0; at < support->count; at++)
    {
        double power = support->chance[at] /= sum;
        for (size_t moment = 0; moment < 5; moment++, power *= support->change[at])
            moments.of[moment] += power;
    }
    moments.dual = highest + log(sum) - b * variance;
    return moments;
}

/* The Newton step for the means of v and, if curved, of v^2. */
static void
find_step(const Moments *moments, double variance, bool curved, double *ret_a, double *ret_b)
{
    const double *m = moments->of;
    double vv = m[2] - m[1] * m[1];
    double vs = m[3] - m[1] * m[2];
    double ss = m[4] - m[2] * m[2];
    double miss_a = -m[1];
    double miss_b = curved ? variance - m[2] : 0;
    double determinant = vv * ss - vs * vs;
    bool plane = curved && determinant > 1e-14 * vv * ss;
    *ret_a = plane ? (ss * miss_a - vs * miss_b) / determinant : miss_a / vv;
    *ret_b = plane ? (vv * miss_b - vs * miss_a) / determinant : 0;
}

/* Newton's method on a convex function, with steps halved until it falls. False: no chances have
 * these moments. */
static bool
solve(Support *support, double variance, bool curved)
{
    Moments here = find_moments(support, support->a, support->b, variance);
    for (int round = 0; round < 500; round++)
    {
        if (fabs(here.of[1]) < 1e-13 &&
            (!curved || fabs(here.of[2] - variance) < 1e-12 * (1 + variance)))
            return true;
        double step_a = 0;
        double step_b = 0;
        find_step(&here, variance, curved, &step_a, &step_b);
        double share = 1;
        Moments there = here;
        for (int half = 0; half < 60; half++, share /= 2)
        {
            there = find_moments(support, support->a + share * step_a, support->b + share * step_b,
                                 variance);
            if (there.dual <= here.dual + ROUNDING * (1 + fabs(here.dual)))
                break;
        }
        support->a += share * step_a;
        support->b += share * step_b;
        here = there;
    }
    return fabs(here.of[1]) < 1e-9 &&
           (!curved || fabs(here.of[2] - variance) < 1e-9 * (1 + variance));
}

/* What mean 0 leaves possible: from the nearest changes on both sides of 0 to the farthest. */
static void
find_reach(const Support *support, double *ret_least, double *ret_most)
{
    int below = 0;
    int above = 0;
    bool still = false;
    for (size_t at = 0; at < support->count; at++)
    {
        int change = support->change[at];
        still |= change == 0;
        if (change < 0)
            below = change;
        if (change > 0 && above == 0)
            above = change;
    }
    *ret_least = still ? 0 : -(double)below * above;
    *ret_most =
        support->count == 0 ? 0 : -(double)support->change[0] * support->change[support->count - 1];
}

static ErrorKind
fit(const NoiseDesign *design, uint32_t count, bool whole, Support *support, Error *err)
{
    double left = design->unchanged >= 0 && (count == 0 || count > design->barred)
                      ? 1 - design->unchanged
                      : 1;
    double variance = design->variance / left;
    double least = 0;
    double most = 0;
    find_support(design, count, support);
    find_reach(support, &least, &most);
    if (support->count == 0 || support->change[0] >= 0 || variance < least * (1 + 1e-9) ||
        (whole && variance > most * (1 - 1e-9)))
        return error_set(err, ERROR_DATA,
                         "perturbation of a count of %u: a variance from %.6g to %.6g can be had, "
                         "asked for %.6g",
                         count, least * left, most * left, design->variance);
    bool flat = solve(support, variance, false);
    double mean = 0;
    for (size_t at = 0; at < support->count; at++)
        mean += support->chance[at] * support->change[at] * support->change[at];
    if (flat && !whole && mean <= variance)
        return ERROR_NONE;
    if (!solve(support, variance, true))
        return error_set(err, ERROR_DATA,
                         "perturbation of a count of %u: no chances found for a variance of %.6g",
                         count, design->variance);
    return ERROR_NONE;
}

/* The chances as thresholds; what rounding leaves over stays with the last change. */
static NoiseRow
write_row(Arena *arena, const NoiseDesign *design, const Support *support, bool may_stay)
{
    bool fixed = design->unchanged >= 0 && may_stay;
    int least = support->change[0];
    int most = support->change[support->count - 1];
    NoiseRow row = {.least = least, .count = (uint32_t)(most - least + 1)};
    uint64_t *upto = arena_take_array(arena, row.count, sizeof *upto);
    double sum = 0;
    size_t next = 0;
    for (uint32_t at = 0; at < row.count; at++)
    {
        int change = least + (int)at;
        if (next < support->count && support->change[next] == change)
            sum += support->chance[next++] * (fixed ? 1 - design->unchanged : 1);
        else if (change == 0 && fixed)
            sum += design->unchanged;
        upto[at] = at + 1 == row.count ? NOISE_WHOLE : (uint64_t)(sum * (double)NOISE_WHOLE + 0.5);
        double chance = (double)(upto[at] - (at == 0 ? 0 : upto[at - 1])) / (double)NOISE_WHOLE;
        row.mean += chance * change;
        row.variance += chance * change * change;
    }
    row.upto = upto;
    return row;
}

static ErrorKind
check_design(const NoiseDesign *design, Error *err)
{
    if (design->most < 1 || design->most > NOISE_MOST)
        return error_set(err, ERROR_DATA, "perturbation: expected a largest change from 1 to %d",
                         NOISE_MOST);
    if (!(design->variance > 0 && design->variance < HUGE_VAL))
        return error_set(err, ERROR_DATA, "perturbation: expected a variance above 0");
    if (design->barred >= design->most)
        return error_set(err, ERROR_DATA,
                         "perturbation: the largest change must exceed the largest barred result");
    if (!(design->unchanged < 1))
        return error_set(err, ERROR_DATA, "perturbation: expected a chance of no change below 1");
    return ERROR_NONE;
}

ErrorKind
noise_table_design(Arena *arena, const NoiseDesign *design, NoiseTable *ret_table, Error *err)
{
    TRY(check_design(design, err));
    /* The first count that no change brings to a barred result: D without any, else D + js + 1. */
    uint32_t rows = design->most + (design->barred == 0 ? 0 : design->barred + 1) + 1;
    static const uint64_t certain[] = {NOISE_WHOLE};
    NoiseRow *row = arena_take_array(arena, rows, sizeof *row);
    row[0] = (NoiseRow){.least = 0, .count = 1, .upto = certain};
    for (uint32_t count = 1; count < rows; count++)
    {
        SCRATCH Arena *work = arena_new("noise");
        Support *support = arena_take(work, sizeof *support);
        bool whole = count + 1 == rows;
        TRY(fit(design, count, whole, support, err));
        row[count] = write_row(arena, design, support, count > design->barred);
    }
    *ret_table = (NoiseTable){*design, rows, row};
    return ERROR_NONE;
}

int32_t
noise_of(const NoiseTable *table, uint64_t count, uint64_t key)
{
    const NoiseRow *row = &table->row[count < table->rows ? count : table->rows - 1];
    uint64_t place = key >> 32;
    uint32_t at = 0;
    while (place >= row->upto[at])
        at++;
    return row->least + (int32_t)at;
}
