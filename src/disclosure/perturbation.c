/*
 * The public face of noise.h, cellkey.h, rounding.h and controlled.h.
 */
#include "disclosure/perturbation.h"

#include "disclosure/cellkey.h"
#include "disclosure/controlled.h"
#include "disclosure/rounding.h"
#include "disclosure/system.h"

#include <string.h>

_Static_assert(DISCLOSURE_TOP == CELLKEY_TOP, "one number of greatest contributors");

struct DisclosureNoise
{
    Arena *arena;
    NoiseTable table;
};

DisclosureNoise *
disclosure_noise_new(const DisclosureNoiseDesign *design, DisclosureError *err)
{
    Error error;
    Arena *arena = arena_new("noise");
    DisclosureNoise *noise = arena_take(arena, sizeof *noise);
    NoiseDesign own = {.most = design->most,
                       .variance = design->variance,
                       .barred = design->barred,
                       .unchanged = design->unchanged};
    noise->arena = arena;
    if (system_report(noise_table_design(arena, &own, &noise->table, &error), &error, err))
        return noise;
    arena_free(arena);
    return NULL;
}

void
disclosure_noise_free(DisclosureNoise *noise)
{
    if (noise != NULL)
        arena_free(noise->arena);
}

int32_t
disclosure_noise_of(const DisclosureNoise *noise, uint64_t count, uint64_t key)
{
    return noise_of(&noise->table, count, key);
}

void
disclosure_perturb(const DisclosureNoise *noise, size_t cells, const uint64_t *keys,
                   const uint64_t *counts, uint64_t *ret_counts)
{
    cellkey_perturb(&noise->table, cells, keys, counts, ret_counts);
}

bool
disclosure_perturb_sum(const DisclosureNoise *noise, const DisclosureStrength *strength,
                       const DisclosureMagnitude *cell, int64_t *ret_sum, DisclosureError *err)
{
    Error error;
    MagnitudeDesign design = {.top = strength->top,
                              .small = strength->small,
                              .large = strength->large,
                              .flex = strength->flex,
                              .power = strength->power};
    MagnitudeCell own = {.sum = cell->sum, .key = cell->key, .contributions = cell->contributions};
    memcpy(design.scale, strength->scale, sizeof design.scale);
    memcpy(own.largest, cell->largest, sizeof own.largest);
    return system_report(cellkey_perturb_magnitude(&noise->table, &design, &own, ret_sum, &error),
                         &error, err);
}

static ErrorKind
check_sums(const DisclosureSums *sums, Error *err)
{
    if (sums->start[0] != 0)
        return error_set(err, ERROR_USAGE, "sums: the first begins at 0");
    for (size_t cell = 0; cell < sums->cells; cell++)
    {
        if (sums->start[cell + 1] < sums->start[cell])
            return error_set(err, ERROR_USAGE, "sums: cell %zu ends before it begins", cell);
        for (size_t at = sums->start[cell]; at < sums->start[cell + 1]; at++)
            if (sums->inner[at] >= sums->inner_count)
                return error_set(err, ERROR_USAGE, "sums: cell %zu has no such inner cell", cell);
    }
    return ERROR_NONE;
}

static ErrorKind
add_up(const DisclosureSums *sums, const AdditivityInput *input, uint64_t *ret_counts,
       DisclosureCost *ret_cost, Error *err)
{
    AdditivityCost cost;
    CellSums own = {sums->cells, sums->start, sums->inner};
    TRY(check_sums(sums, err));
    TRY(cellkey_add_up(&own, input, ret_counts, &cost, err));
    *ret_cost = (DisclosureCost){
        .changed = cost.changed, .largest_error = cost.largest_error, .error = cost.error_after};
    return ERROR_NONE;
}

bool
disclosure_add_up(const DisclosureSums *sums, const uint64_t *truth, const uint64_t *perturbed,
                  const uint64_t *shown, uint64_t *ret_counts, DisclosureCost *ret_cost,
                  DisclosureError *err)
{
    Error error;
    AdditivityInput input = {truth, perturbed, shown};
    return system_report(add_up(sums, &input, ret_counts, ret_cost, &error), &error, err);
}

static ErrorKind
round_small(const DisclosureSums *sums, const SmallInput *input, uint64_t *ret_inner,
            uint64_t *ret_counts, DisclosureCost *ret_cost, Error *err)
{
    SmallRounding outcome;
    CellSums own = {sums->cells, sums->start, sums->inner};
    TRY(check_sums(sums, err));
    TRY(rounding_small(&own, input, ret_inner, ret_counts, &outcome, err));
    *ret_cost = (DisclosureCost){.changed = outcome.changed,
                                 .largest_error = outcome.largest_error,
                                 .error = outcome.mean_square_error};
    return ERROR_NONE;
}

bool
disclosure_round_small(const DisclosureSums *sums, const uint64_t *counts, const uint64_t *key,
                       uint32_t base, uint64_t *ret_inner, uint64_t *ret_counts,
                       DisclosureCost *ret_cost, DisclosureError *err)
{
    Error error;
    SmallInput input = {sums->inner_count, counts, key, base};
    return system_report(round_small(sums, &input, ret_inner, ret_counts, ret_cost, &error), &error,
                         err);
}

uint64_t
disclosure_round_nearest(uint64_t count, uint32_t base)
{
    return rounding_nearest(count, base);
}

uint64_t
disclosure_round_by_key(uint64_t count, uint32_t base, uint64_t key)
{
    return rounding_by_key(count, base, key);
}

static ErrorKind
round_controlled(DisclosureGrid *grid, uint32_t base, uint64_t seed, Error *err)
{
    ControlledTable table = {.nodes = grid->nodes,
                             .parent = grid->parent,
                             .columns = grid->columns,
                             .count = grid->count};
    TRY(controlled_sum(&table, err));
    return controlled_round(&table, base, seed, err);
}

bool
disclosure_round_controlled(DisclosureGrid *grid, uint32_t base, uint64_t seed,
                            DisclosureError *err)
{
    Error error;
    return system_report(round_controlled(grid, base, seed, &error), &error, err);
}
