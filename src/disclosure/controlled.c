#include "disclosure/controlled.h"

#include "disclosure/rounding.h"

#include <stdbool.h>
#include <string.h>

#define NOWHERE UINT32_MAX

/*
 * Every cell is an arc between two equations. Below the root the cells of one column flow down the
 * tree: equation (node, column) says that an inner node's cell is the sum of its children's. Totals
 * flow the other way, and the equation of a leaf says that its total is the sum of its columns;
 * that of the root closes the circle.
 */
typedef struct Network
{
    const ControlledTable *table;
    uint32_t base;
    bool *inner;    /* by node: it has children */
    uint32_t *rest; /* by arc, as the cells are numbered: 0 .. base */
    size_t *first;  /* by equation: where its arcs begin in arc */
    uint32_t *next; /* by equation: the first of its arcs that may still be between multiples */
    uint32_t *arc;
    uint32_t *place; /* by equation: where it stands on the path; NOWHERE */
    uint64_t random;
} Network;

static size_t
width(const ControlledTable *table)
{
    return table->columns + 1;
}

static ErrorKind
add_count(uint64_t *sum, uint64_t count, Error *err)
{
    if (count >= ROUNDING_MOST || *sum + count >= ROUNDING_MOST)
        return error_set(err, ERROR_DATA, "rounding: a sum is too large");
    *sum += count;
    return ERROR_NONE;
}

static bool *
find_inner(Arena *work, const ControlledTable *table)
{
    bool *inner = arena_take_array(work, table->nodes, sizeof *inner);
    for (size_t node = 1; node < table->nodes; node++)
        inner[table->parent[node]] = true;
    return inner;
}

ErrorKind
controlled_sum(ControlledTable *table, Error *err)
{
    for (size_t node = 1; node < table->nodes; node++)
        if (table->parent[node] >= node)
            return error_set(err, ERROR_DATA, "rounding: a node comes before its parent");
    SCRATCH Arena *work = arena_new("controlled sum");
    const bool *inner = find_inner(work, table);
    for (size_t node = 0; node < table->nodes; node++)
        for (size_t column = 0; column <= table->columns; column++)
            if (inner[node] || column == table->columns)
                table->count[node * width(table) + column] = 0;
    for (size_t node = table->nodes; node-- > 0;)
    {
        uint64_t *row = table->count + node * width(table);
        for (size_t column = 0; column < table->columns; column++)
        {
            TRY(add_count(&row[table->columns], row[column], err));
            if (node > 0)
                TRY(add_count(&table->count[table->parent[node] * width(table) + column],
                              row[column], err));
        }
    }
    return ERROR_NONE;
}

/* Equations: one for each inner node and column, total included, as the cells are numbered; that of
 * a leaf, and the root's own, under their total's number where that is free: a leaf has no inner
 * equation, and the root's comes last. */
static void
find_ends(const Network *network, uint32_t arc, uint32_t *ret_up, uint32_t *ret_down)
{
    const ControlledTable *table = network->table;
    size_t node = arc / width(table);
    size_t column = arc % width(table);
    bool is_total = column == table->columns;
    uint32_t closing = (uint32_t)(table->nodes * width(table));
    uint32_t above = node == 0 ? closing : (uint32_t)(table->parent[node] * width(table) + column);
    uint32_t below = network->inner[node] ? arc : (uint32_t)(node * width(table) + table->columns);
    *ret_up = is_total ? below : above;
    *ret_down = is_total ? above : below;
}

static void
index_arcs(Arena *work, Network *network)
{
    size_t arcs = network->table->nodes * width(network->table);
    network->first = arena_take_array(work, arcs + 2, sizeof(size_t));
    network->next = arena_take_array(work, arcs + 1, sizeof(uint32_t));
    network->arc = arena_take_array(work, 2 * arcs, sizeof(uint32_t));
    size_t *fill = arena_take_array(work, arcs + 2, sizeof *fill);
    uint32_t ends[2];
    for (size_t arc = 0; arc < arcs; arc++)
    {
        find_ends(network, (uint32_t)arc, &ends[0], &ends[1]);
        network->first[ends[0] + 1]++;
        network->first[ends[1] + 1]++;
    }
    for (size_t at = 0; at <= arcs; at++)
        fill[at + 1] = network->first[at + 1] += network->first[at];
    for (size_t arc = 0; arc < arcs; arc++)
    {
        find_ends(network, (uint32_t)arc, &ends[0], &ends[1]);
        network->arc[fill[ends[0]]++] = (uint32_t)arc;
        network->arc[fill[ends[1]]++] = (uint32_t)arc;
    }
}

static bool
between(const Network *network, uint32_t arc)
{
    return network->rest[arc] != 0 && network->rest[arc] != network->base;
}

/* An arc of the equation that is between multiples and is not `last`; NOWHERE where there is none.
 * An equation in which all cells but one are multiples has that one a multiple too: whoever comes
 * in by one arc can leave by another. */
static uint32_t
find_arc(Network *network, uint32_t equation, uint32_t last)
{
    size_t count = network->first[equation + 1] - network->first[equation];
    uint32_t *arcs = network->arc + network->first[equation];
    uint32_t *next = &network->next[equation];
    while (*next < count && !between(network, arcs[*next]))
        ++*next;
    if (*next < count && arcs[*next] != last)
        return arcs[*next];
    for (uint32_t at = *next + 1; at < count; at++)
    {
        if (between(network, arcs[at]))
            return arcs[at];
        arcs[*next] = arcs[at]; /* done with for good: no arc is looked at twice in vain */
        arcs[at] = last;
        *next = at;
    }
    return NOWHERE;
}

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t
draw(Network *network)
{
    uint64_t mixed = network->random += UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ mixed >> 31;
}

/* One step of a path: it leaves `equation` by `arc`. */
typedef struct Step
{
    uint32_t equation;
    uint32_t arc;
} Step;

static bool
runs_along(const Network *network, const Step *step)
{
    uint32_t up = 0;
    uint32_t down = 0;
    find_ends(network, step->arc, &up, &down);
    return up == step->equation;
}

/* Pushes along the cycle as far as it goes, forwards or backwards, so that each cell keeps its
 * mean. */
static void
push(Network *network, const Step *cycle, size_t length)
{
    uint32_t forward = network->base;
    uint32_t backward = network->base;
    for (size_t at = 0; at < length; at++)
    {
        uint32_t below = network->rest[cycle[at].arc];
        uint32_t above = network->base - below;
        bool along = runs_along(network, &cycle[at]);
        uint32_t ahead = along ? above : below;
        uint32_t behind = along ? below : above;
        forward = ahead < forward ? ahead : forward;
        backward = behind < backward ? behind : backward;
    }
    uint64_t chance = draw(network) >> 32;
    bool ahead = chance * (forward + backward) < (uint64_t)backward << 32;
    uint32_t distance = ahead ? forward : backward;
    for (size_t at = 0; at < length; at++)
        if (runs_along(network, &cycle[at]) == ahead)
            network->rest[cycle[at].arc] += distance;
        else
            network->rest[cycle[at].arc] -= distance;
}

/* Walks from the equation along arcs between multiples; each time it meets its own path, pushes
 * round that cycle. */
static void
walk(Network *network, uint32_t equation, Step *path)
{
    size_t length = 0;
    for (;;)
    {
        uint32_t last = length == 0 ? NOWHERE : path[length - 1].arc;
        uint32_t arc = find_arc(network, equation, last);
        if (arc == NOWHERE)
            return;
        network->place[equation] = (uint32_t)length;
        path[length++] = (Step){equation, arc};
        uint32_t up = 0;
        uint32_t down = 0;
        find_ends(network, arc, &up, &down);
        equation = up == equation ? down : up;
        if (network->place[equation] == NOWHERE)
            continue;
        size_t from = network->place[equation];
        push(network, path + from, length - from);
        for (size_t at = from; at < length; at++)
            network->place[path[at].equation] = NOWHERE;
        length = from; /* the path up to the cycle still holds */
    }
}

ErrorKind
controlled_round(ControlledTable *table, uint32_t base, uint64_t seed, Error *err)
{
    if (base < 1 || base > ROUNDING_BASE)
        return error_set(err, ERROR_DATA, "rounding: expected a base from 1 to %d", ROUNDING_BASE);
    if (table->nodes > (size_t)INT32_MAX / width(table))
        return error_set(err, ERROR_DATA, "rounding: the table has too many cells");
    SCRATCH Arena *work = arena_new("controlled");
    size_t arcs = table->nodes * width(table);
    Network network = {.table = table,
                       .base = base,
                       .inner = find_inner(work, table),
                       .rest = arena_take_array(work, arcs, sizeof(uint32_t)),
                       .place = arena_take_array(work, arcs + 1, sizeof(uint32_t)),
                       .random = seed};
    index_arcs(work, &network);
    memset(network.place, 0xff, (arcs + 1) * sizeof *network.place);
    for (size_t arc = 0; arc < arcs; arc++)
        network.rest[arc] = (uint32_t)(table->count[arc] % base);
    Step *path = arena_take_array(work, arcs + 2, sizeof *path);
    for (size_t arc = 0; arc < arcs; arc++)
        while (between(&network, (uint32_t)arc))
        {
            uint32_t up = 0;
            uint32_t down = 0;
            find_ends(&network, (uint32_t)arc, &up, &down);
            walk(&network, up, path);
        }
    for (size_t arc = 0; arc < arcs; arc++)
        table->count[arc] = table->count[arc] - table->count[arc] % base + network.rest[arc];
    return ERROR_NONE;
}
