#include "disclosure/rounding.h"

#include "disclosure/total.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SWEEPS 100

uint64_t
rounding_nearest(uint64_t count, uint32_t base)
{
    uint64_t rest = base > 0 ? count % base : 0;
    return rest * 2 >= base ? count - rest + base : count - rest;
}

uint64_t
rounding_by_key(uint64_t count, uint32_t base, uint64_t key)
{
    uint64_t rest = base > 0 ? count % base : 0;
    return (key >> 32) * base < rest << 32 ? count - rest + base : count - rest;
}

typedef struct Rounder
{
    const CellSums *sums;
    const SmallInput *input;
    size_t *cell_start; /* by inner cell: where its published cells begin */
    uint32_t *cell;     /* the published cells that hold it */
    bool *open;         /* by inner cell: it becomes 0 or base */
    bool *up;           /* by open inner cell: it becomes base */
    int64_t *error;     /* by published cell: shown minus true */
    uint32_t *order;    /* inner cells by key */
} Rounder;

static void
turn_over(Arena *work, Rounder *rounder)
{
    const CellSums *sums = rounder->sums;
    size_t inner = rounder->input->inner_count;
    size_t entries = sums->cells == 0 ? 0 : sums->start[sums->cells];
    rounder->cell_start = arena_take_array(work, inner + 1, sizeof(size_t));
    rounder->cell = arena_take_array(work, entries, sizeof(uint32_t));
    size_t *next = arena_take_array(work, inner + 1, sizeof *next);
    for (size_t at = 0; at < entries; at++)
        rounder->cell_start[sums->inner[at] + 1]++;
    for (size_t at = 0; at < inner; at++)
        next[at + 1] = rounder->cell_start[at + 1] += rounder->cell_start[at];
    for (size_t cell = 0; cell < sums->cells; cell++)
        for (size_t at = sums->start[cell]; at < sums->start[cell + 1]; at++)
            rounder->cell[next[sums->inner[at]]++] = (uint32_t)cell;
}

typedef struct Keyed
{
    uint64_t key;
    uint32_t inner;
} Keyed;

static int
compare_keyed(const void *one, const void *other)
{
    const Keyed *first = one;
    const Keyed *second = other;
    if (first->key != second->key)
        return first->key < second->key ? -1 : 1;
    return (first->inner > second->inner) - (first->inner < second->inner);
}

static void
order_by_key(Arena *work, Rounder *rounder)
{
    size_t inner = rounder->input->inner_count;
    Keyed *keyed = arena_take_array(work, inner, sizeof *keyed);
    rounder->order = arena_take_array(work, inner, sizeof(uint32_t));
    for (size_t at = 0; at < inner; at++)
        keyed[at] = (Keyed){rounder->input->key[at], (uint32_t)at};
    if (inner > 0)
        qsort(keyed, inner, sizeof *keyed, compare_keyed);
    for (size_t at = 0; at < inner; at++)
        rounder->order[at] = keyed[at].inner;
}

/* By how much the sum of squared errors rises if the inner cell changes by this. */
static SignedWide
rise(const Rounder *rounder, uint32_t inner, int64_t change)
{
    SignedWide sum = 0;
    for (size_t at = rounder->cell_start[inner]; at < rounder->cell_start[inner + 1]; at++)
        sum += (SignedWide)change * (2 * rounder->error[rounder->cell[at]] + change);
    return sum;
}

static void
change_inner(Rounder *rounder, uint32_t inner, int64_t change)
{
    for (size_t at = rounder->cell_start[inner]; at < rounder->cell_start[inner + 1]; at++)
        rounder->error[rounder->cell[at]] += change;
}

/* One after the other, each where it does least harm to what was decided before it. */
static void
decide_all(Rounder *rounder)
{
    if (rounder->sums->cells > 0)
        memset(rounder->error, 0, rounder->sums->cells * sizeof *rounder->error);
    for (size_t at = 0; at < rounder->input->inner_count; at++)
    {
        uint32_t inner = rounder->order[at];
        if (!rounder->open[inner])
            continue;
        int64_t down = -(int64_t)rounder->input->inner[inner];
        int64_t up = down + rounder->input->base;
        rounder->up[inner] = rise(rounder, inner, up) < rise(rounder, inner, down);
        change_inner(rounder, inner, rounder->up[inner] ? up : down);
    }
}

/* Turns single cells as long as that brings the errors down. The sum of squares falls each time, so
 * it ends. */
static void
improve(Rounder *rounder)
{
    bool better = true;
    for (int sweep = 0; better && sweep < MOST_SWEEPS; sweep++)
    {
        better = false;
        for (size_t at = 0; at < rounder->input->inner_count; at++)
        {
            uint32_t inner = rounder->order[at];
            if (!rounder->open[inner])
                continue;
            int64_t base = rounder->input->base;
            int64_t change = rounder->up[inner] ? -base : base;
            if (rise(rounder, inner, change) >= 0)
                continue;
            change_inner(rounder, inner, change);
            rounder->up[inner] = !rounder->up[inner];
            better = true;
        }
    }
}

static uint64_t
shown(const Rounder *rounder, uint32_t inner)
{
    if (!rounder->open[inner])
        return rounder->input->inner[inner];
    return rounder->up[inner] ? rounder->input->base : 0;
}

/* Opens what small published cells are made of; false where there is none left. Such a cell's inner
 * cells are all smaller than the base: one of them, rounded up or not small, would make it larger.
 */
static bool
open_small(Rounder *rounder)
{
    bool any = false;
    for (size_t cell = 0; cell < rounder->sums->cells; cell++)
    {
        uint64_t sum = 0;
        for (size_t at = rounder->sums->start[cell]; at < rounder->sums->start[cell + 1]; at++)
            sum += shown(rounder, rounder->sums->inner[at]);
        if (sum == 0 || sum >= rounder->input->base)
            continue;
        for (size_t at = rounder->sums->start[cell]; at < rounder->sums->start[cell + 1]; at++)
        {
            uint32_t inner = rounder->sums->inner[at];
            any |= !rounder->open[inner] && rounder->input->inner[inner] > 0;
            rounder->open[inner] |= rounder->input->inner[inner] > 0;
        }
    }
    return any;
}

static ErrorKind
check_input(const CellSums *sums, const SmallInput *input, Error *err)
{
    if (input->base < 1 || input->base > ROUNDING_BASE)
        return error_set(err, ERROR_DATA, "rounding: expected a base from 1 to %d", ROUNDING_BASE);
    for (size_t at = 0; at < input->inner_count; at++)
        if (input->inner[at] >= ROUNDING_MOST)
            return error_set(err, ERROR_DATA, "rounding: inner cell %zu is too large", at);
    for (size_t cell = 0; cell < sums->cells; cell++)
    {
        /* With every small inner cell at the base: no rounding can make it larger. */
        uint64_t sum = 0;
        for (size_t at = sums->start[cell]; at < sums->start[cell + 1]; at++)
        {
            sum += input->inner[sums->inner[at]] + input->base;
            if (sum >= ROUNDING_MOST)
                return error_set(err, ERROR_DATA, "rounding: published cell %zu is too large",
                                 cell);
        }
    }
    return ERROR_NONE;
}

static void
finish(const Rounder *rounder, uint64_t *ret_inner, uint64_t *ret_published, SmallRounding *outcome)
{
    memset(outcome, 0, sizeof *outcome);
    const SmallInput *input = rounder->input;
    for (uint32_t at = 0; at < input->inner_count; at++)
    {
        bool small = input->inner[at] > 0 && input->inner[at] < input->base;
        ret_inner[at] = shown(rounder, at);
        outcome->rounded += small && rounder->open[at];
        outcome->kept += small && !rounder->open[at];
    }
    for (size_t cell = 0; cell < rounder->sums->cells; cell++)
    {
        ret_published[cell] = 0;
        for (size_t at = rounder->sums->start[cell]; at < rounder->sums->start[cell + 1]; at++)
            ret_published[cell] += ret_inner[rounder->sums->inner[at]];
        int64_t error = rounder->error[cell];
        uint64_t size = (uint64_t)(error < 0 ? -error : error);
        outcome->changed += size > 0;
        outcome->largest_error = size > outcome->largest_error ? size : outcome->largest_error;
        outcome->mean_square_error += (double)size * (double)size;
    }
    if (rounder->sums->cells > 0)
        outcome->mean_square_error /= (double)rounder->sums->cells;
}

ErrorKind
rounding_small(const CellSums *sums, const SmallInput *input, uint64_t *ret_inner,
               uint64_t *ret_published, SmallRounding *ret_outcome, Error *err)
{
    TRY(check_input(sums, input, err));
    SCRATCH Arena *work = arena_new("rounding");
    Rounder rounder = {.sums = sums,
                       .input = input,
                       .open = arena_take_array(work, input->inner_count, sizeof(bool)),
                       .up = arena_take_array(work, input->inner_count, sizeof(bool)),
                       .error = arena_take_array(work, sums->cells, sizeof(int64_t))};
    turn_over(work, &rounder);
    order_by_key(work, &rounder);
    while (open_small(&rounder))
    {
        decide_all(&rounder);
        improve(&rounder);
    }
    finish(&rounder, ret_inner, ret_published, ret_outcome);
    return ERROR_NONE;
}
