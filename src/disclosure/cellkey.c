#include "disclosure/cellkey.h"

#include <math.h>
#include <string.h>

void
cellkey_sum(size_t rows, const uint32_t *cell, const uint64_t *key, size_t cells,
            uint64_t *ret_keys, uint64_t *ret_counts)
{
    if (cells > 0)
    {
        memset(ret_keys, 0, cells * sizeof *ret_keys);
        memset(ret_counts, 0, cells * sizeof *ret_counts);
    }
    for (size_t row = 0; row < rows; row++)
    {
        ret_keys[cell[row]] += key[row];
        ret_counts[cell[row]]++;
    }
}

void
cellkey_perturb(const NoiseTable *table, size_t cells, const uint64_t *keys, const uint64_t *counts,
                uint64_t *ret_counts)
{
    for (size_t cell = 0; cell < cells; cell++)
        ret_counts[cell] =
            counts[cell] + (uint64_t)(int64_t)noise_of(table, counts[cell], keys[cell]);
}

static ErrorKind
check_magnitude(const NoiseTable *table, const MagnitudeDesign *design, const MagnitudeCell *cell,
                Error *err)
{
    bool fine = design->top >= 1 && design->top <= CELLKEY_TOP && design->large > 0 &&
                design->small >= design->large && design->small < HUGE_VAL && design->flex > 0 &&
                design->power > 0 && table->design.barred == 0;
    for (uint32_t at = 0; fine && at < design->top; at++)
        fine = design->scale[at] > 0 && design->scale[at] < HUGE_VAL &&
               (at == 0 || design->scale[at] <= design->scale[at - 1]);
    if (!fine)
        return error_set(err, ERROR_DATA,
                         "perturbation of magnitudes: a parameter is out of bounds");
    bool small = cell->sum < MAGNITUDE_MOST && cell->sum > -MAGNITUDE_MOST;
    for (uint32_t at = 0; at < cell->contributions && at < CELLKEY_TOP; at++)
        small &= cell->largest[at] < (uint64_t)MAGNITUDE_MOST;
    if (!small)
        return error_set(err, ERROR_DATA, "perturbation of magnitudes: a value is too large");
    return ERROR_NONE;
}

/* Another key for each rank: the finaliser of SplitMix64 (Steele, Lea, Flood 2014), a permutation
 * of 64 bits. */
static uint64_t
key_of_rank(uint64_t key, uint32_t rank)
{
    if (rank == 0)
        return key;
    uint64_t mixed = key + rank * UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ mixed >> 31;
}

/* The change at a place between two rows of the table; at most `place` downwards, as in both rows.
 */
static double
noise_between(const NoiseTable *table, double place, uint64_t key)
{
    if (place >= table->rows - 1)
        return noise_of(table, table->rows - 1, key);
    double below = floor(place);
    double lower = noise_of(table, (uint64_t)below, key);
    double upper = noise_of(table, (uint64_t)below + 1, key);
    return lower + (place - below) * (upper - lower);
}

/*
 * With u_j = scale_j m(x) |x_j| the unit of noise of rank j, the place in the table is |x| / sum
 * u_j. The change there is at least -place, so the noise is at least -|x|: it can bring a sum to 0
 * and not beyond.
 */
ErrorKind
cellkey_perturb_magnitude(const NoiseTable *table, const MagnitudeDesign *design,
                          const MagnitudeCell *cell, int64_t *ret_sum, Error *err)
{
    TRY(check_magnitude(table, design, cell, err));
    double size = fabs((double)cell->sum);
    double flex = size <= design->flex
                      ? design->small
                      : design->large + (design->small - design->large) *
                                            pow(design->flex / size, design->power);
    uint32_t ranks = cell->contributions < design->top ? cell->contributions : design->top;
    double unit[CELLKEY_TOP];
    double units = 0;
    for (uint32_t at = 0; at < ranks; at++)
        units += unit[at] = design->scale[at] * flex * (double)cell->largest[at];
    double noise = 0;
    for (uint32_t at = 0; units > 0 && at < ranks; at++)
        noise += unit[at] * noise_between(table, size / units, key_of_rank(cell->key, at));
    if (!(fabs(noise) < (double)MAGNITUDE_MOST))
        return error_set(err, ERROR_DATA, "perturbation of magnitudes: the noise is too large");
    int64_t change = (int64_t)llround(noise);
    int64_t below = cell->sum < 0 ? cell->sum : -cell->sum;
    change = change < below ? below : change;
    *ret_sum = cell->sum < 0 ? cell->sum - change : cell->sum + change;
    return ERROR_NONE;
}

static uint64_t
apart(uint64_t one, uint64_t other)
{
    return one > other ? one - other : other - one;
}

static bool
sum_cell(const CellSums *sums, size_t cell, const uint64_t *counts, uint64_t *ret_sum)
{
    *ret_sum = 0;
    for (size_t at = sums->start[cell]; at < sums->start[cell + 1]; at++)
        if (__builtin_add_overflow(*ret_sum, counts[sums->inner[at]], ret_sum))
            return false;
    return true;
}

static void
add_cost(AdditivityCost *cost, uint64_t truth, uint64_t perturbed, uint64_t sum)
{
    uint64_t change = apart(sum, perturbed);
    uint64_t error = apart(sum, truth);
    double before = (double)apart(perturbed, truth);
    cost->changed += change > 0;
    cost->largest_change = change > cost->largest_change ? change : cost->largest_change;
    cost->largest_error = error > cost->largest_error ? error : cost->largest_error;
    cost->error_before += before * before;
    cost->error_after += (double)error * (double)error;
}

ErrorKind
cellkey_add_up(const CellSums *sums, const AdditivityInput *input, uint64_t *ret_counts,
               AdditivityCost *ret_cost, Error *err)
{
    memset(ret_cost, 0, sizeof *ret_cost);
    for (size_t cell = 0; cell < sums->cells; cell++)
    {
        uint64_t truth = 0;
        if (!sum_cell(sums, cell, input->inner, &ret_counts[cell]) ||
            !sum_cell(sums, cell, input->truth, &truth))
            return error_set(err, ERROR_DATA, "cell %zu: the sum of its inner cells leaves 64 bits",
                             cell);
        add_cost(ret_cost, truth, input->perturbed[cell], ret_counts[cell]);
    }
    if (sums->cells > 0)
    {
        ret_cost->error_before /= (double)sums->cells;
        ret_cost->error_after /= (double)sums->cells;
    }
    return ERROR_NONE;
}
