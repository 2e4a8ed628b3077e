#include "disclosure/order.h"

#include <stdlib.h>

__extension__ typedef __int128 Wide;

typedef struct Ranked
{
    Wide cost;
    size_t near; /* inner cells that it shares with primary cells */
    uint32_t cell;
} Ranked;

static int
compare_ranked(const void *one, const void *other)
{
    const Ranked *first = one;
    const Ranked *second = other;
    if (first->cost != second->cost)
        return first->cost > second->cost ? -1 : 1;
    if (first->near != second->near)
        return first->near < second->near ? -1 : 1;
    return (first->cell > second->cell) - (first->cell < second->cell);
}

/* The finaliser of SplitMix64 (Steele, Lea, Flood 2014) over two numbers. */
static uint64_t
mix(uint64_t one, uint64_t other)
{
    uint64_t value = one * 0x9E3779B97F4A7C15U + other * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31);
}

/* A cost raised by up to `percent` percent, in units of 1/100000: the same for the same cell
 * number. */
static Wide
blur(int64_t cost, size_t cell, uint64_t trial, int64_t percent)
{
    return (Wide)cost * (100000 + (int64_t)(mix(cell, trial) % 1001) * percent);
}

static bool *
find_late(Arena *work, const Model *model)
{
    bool *late = arena_take_array(work, model->inner + 1, sizeof *late);
    for (size_t cell = 0; cell < model->cells; cell++)
        if (model->cell[cell].status == CELL_PRIMARY)
            for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
                late[model->row[at]] = true;
    return late;
}

uint32_t *
order_of_trial(Arena *arena, const Model *model, int trial)
{
    static const int64_t percents[] = {0, 5, 20, 10, 30, 50};
    SCRATCH Arena *work = arena_new("order");
    int64_t percent = percents[(size_t)trial % (sizeof percents / sizeof *percents)];
    const bool *late = find_late(work, model);
    Ranked *ranked = arena_take_array(work, model->cells + 1, sizeof *ranked);
    uint32_t *order = arena_take_array(arena, model->cells + 1, sizeof *order);
    for (uint32_t cell = 0; cell < model->cells; cell++)
    {
        ranked[cell] = (Ranked){
            .cost = blur(model->cell[cell].cost, cell, (uint64_t)trial, percent), .cell = cell};
        for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
            ranked[cell].near += late[model->row[at]];
    }
    qsort(ranked, model->cells, sizeof *ranked, compare_ranked);
    for (size_t at = 0; at < model->cells; at++)
        order[at] = ranked[at].cell;
    return order;
}

uint32_t *
order_by_cost(Arena *arena, const Model *model)
{
    return order_of_trial(arena, model, 0);
}

uint32_t *
order_again(Arena *arena, Model *model, const CellStatus *before, int start)
{
    SCRATCH Arena *work = arena_new("again");
    bool *front = arena_take_array(work, model->cells + 1, sizeof *front);
    bool keeps = start % 2 == 1;
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        uint64_t chance = mix(cell, (uint64_t)start);
        bool secondary = model->cell[cell].status == CELL_SECONDARY;
        front[cell] = secondary && chance % 4 < 1 + (uint64_t)start % 3;
        if (!keeps || !secondary || (front[cell] && (chance >> 32) % 2 == 0))
            model->cell[cell].status = before[cell];
    }
    const uint32_t *order = order_of_trial(work, model, start % 3);
    uint32_t *again = arena_take_array(arena, model->cells + 1, sizeof *again);
    size_t count = 0;
    for (int round = 0; round < 2; round++)
        for (size_t at = 0; at < model->cells; at++)
            if (front[order[at]] == (round == 0))
                again[count++] = order[at];
    return again;
}
