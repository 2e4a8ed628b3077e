/*
 * How far disclosure_protect stays above the fewest suppressions there are:
 *
 *     bench-optimum TABLES [FIRST]      random tables of the seeds FIRST .. FIRST + TABLES - 1
 *
 * Each table is protected, then its optimum is found by disclosure_optimum (Benders cuts, every
 * suppression at a cost of 1). Prints for each kind of table the suppressed cells of both and how
 * the ratios are spread.
 */
#include "disclosure/disclosure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAVES 10
#define KINDS 4
#define MOST 100000

static uint64_t state;

static uint64_t
draw(uint64_t bound)
{
    uint64_t value = state += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return (value ^ (value >> 31)) % bound;
}

static void
stop(const char *why)
{
    (void)fprintf(stderr, "bench-optimum: %s\n", why);
    exit(1);
}

/* A total, groups of neighbours (0: none), leaves. */
static void
add_dimension(Disclosure *tables, uint32_t leaves, uint32_t groups)
{
    static uint32_t all[LEAVES];
    DisclosureNode nodes[1 + 2 * LEAVES];
    size_t count = 0;
    DisclosureError err;
    for (uint32_t leaf = 0; leaf < leaves; leaf++)
        all[leaf] = leaf;
    nodes[count++] = (DisclosureNode){all, leaves};
    for (uint32_t group = 0; group < groups; group++)
    {
        uint32_t from = group * leaves / groups;
        nodes[count++] = (DisclosureNode){all + from, (group + 1) * leaves / groups - from};
    }
    for (uint32_t leaf = 0; leaf < leaves; leaf++)
        nodes[count++] = (DisclosureNode){all + leaf, 1};
    if (!disclosure_add_dimension(tables, leaves, nodes, count, &err))
        stop(err.message);
}

static Disclosure *
draw_shape(unsigned kind, size_t *ret_inner)
{
    Disclosure *tables = disclosure_new();
    uint32_t leaves[3] = {5 + (uint32_t)draw(5), 5 + (uint32_t)draw(4), 2};
    size_t dimensions = kind < 3 ? 2 : 3;
    *ret_inner = 1;
    for (size_t at = 0; at < dimensions; at++)
    {
        leaves[at] -= kind == 3 && at < 2 ? 2 : 0;
        add_dimension(tables, leaves[at], kind == 1 && at == 0 ? 3 : 0);
        *ret_inner *= leaves[at];
    }
    DisclosureShown shown[3] = {{0}};
    DisclosureError err;
    size_t first;
    size_t cells;
    if (!disclosure_add_table(tables, shown, &first, &cells, &err))
        stop(err.message);
    return tables;
}

/* Skewed counts, or as values of kind 2 magnitudes, whose unsafe cells are given at random with
 * needs of 10 %. */
static void
draw_values(Disclosure *tables, unsigned kind, size_t inner)
{
    int64_t value[LEAVES * LEAVES * 2];
    DisclosureError err;
    DisclosureRules rules = {.minimum = kind == 2 ? 0 : 4};
    for (size_t at = 0; at < inner; at++)
    {
        uint64_t one = 1 + draw(kind == 0 ? 16 : 8);
        value[at] = (int64_t)(draw(one * 4) * (kind == 2 ? 1000 : 1));
    }
    if (!disclosure_set_values(tables, value, inner, &err) || !disclosure_build(tables, &err) ||
        !disclosure_apply(tables, &rules, &err))
        stop(err.message);
    for (size_t at = 0; kind == 2 && at < disclosure_cells(tables); at++)
    {
        DisclosureCell cell = disclosure_cell(tables, at);
        if (cell.value == 0 || cell.value > 20000 || draw(5) != 0)
            continue;
        cell.status = DISCLOSURE_PRIMARY;
        cell.upper = cell.lower = cell.value / 10;
        disclosure_set_cell(tables, at, &cell);
    }
}

static Disclosure *
draw_table(uint64_t seed, unsigned kind)
{
    size_t inner;
    state = seed * 0x9E3779B97F4A7C15U;
    Disclosure *tables = draw_shape(kind, &inner);
    draw_values(tables, kind, inner);
    return tables;
}

static int
compare(const void *one, const void *other)
{
    double first = *(const double *)one;
    double second = *(const double *)other;
    return (first > second) - (first < second);
}

typedef struct Kind
{
    size_t tables;
    size_t cells;
    size_t primary;
    size_t ours;
    size_t best;
    double ratio[MOST]; /* suppressed in all: ours over the fewest */
} Kind;

static void
try_table(uint64_t seed, Kind *kinds)
{
    unsigned kind = seed % KINDS;
    Kind *into = &kinds[kind];
    DisclosureOptions options = {.solver = disclosure_solver_clp(), .trims = 1};
    DisclosureSummary ours;
    DisclosureSummary best;
    DisclosureError err;
    Disclosure *tables = draw_table(seed, kind);
    Disclosure *again = draw_table(seed, kind);
    if (!disclosure_protect(tables, &options, &ours, &err))
        stop(err.message);
    for (size_t at = 0; at < disclosure_cells(again); at++)
    {
        DisclosureCell cell = disclosure_cell(again, at);
        cell.cost = 1;
        disclosure_set_cell(again, at, &cell);
    }
    if (ours.open == 0 && ours.primary > 0 && into->tables < MOST &&
        disclosure_optimum(again, &options, &best, &err))
    {
        into->cells += disclosure_cells(again);
        into->primary += ours.primary;
        into->ours += ours.secondary;
        into->best += best.secondary;
        into->ratio[into->tables++] =
            (double)(ours.primary + ours.secondary) / (double)(best.primary + best.secondary);
    }
    disclosure_free(tables);
    disclosure_free(again);
}

static void
report(const char *name, Kind *kind)
{
    qsort(kind->ratio, kind->tables, sizeof *kind->ratio, compare);
    size_t within = 0;
    size_t equal = 0;
    for (size_t at = 0; at < kind->tables; at++)
    {
        within += kind->ratio[at] <= 1.15;
        equal += kind->ratio[at] <= 1;
    }
    if (kind->tables == 0)
        return;
    printf(
        "%-22s%6zu tables%8.0f cells%7zu primary%6zu secondary, fewest%6zu (%+.1f %%; of all "
        "suppressed %+.1f %%); "
        "optimal %.0f %%, within 15 %% %.1f %%, median %+.1f %%, 95th %+.1f %%, worst %+.1f %%\n",
        name, kind->tables, (double)kind->cells / (double)kind->tables, kind->primary, kind->ours,
        kind->best, 100 * ((double)kind->ours / (double)kind->best - 1),
        100 * ((double)(kind->primary + kind->ours) / (double)(kind->primary + kind->best) - 1),
        100.0 * (double)equal / (double)kind->tables, 100.0 * (double)within / (double)kind->tables,
        100 * (kind->ratio[kind->tables / 2] - 1), 100 * (kind->ratio[kind->tables * 19 / 20] - 1),
        100 * (kind->ratio[kind->tables - 1] - 1));
}

int
main(int count, char **arguments)
{
    static const char *const names[KINDS] = {"two dimensions", "one hierarchical", "magnitudes",
                                             "three dimensions"};
    static Kind kinds[KINDS];
    if (count < 2)
        stop("usage: bench-optimum TABLES [FIRST]");
    uint64_t tables = strtoull(arguments[1], NULL, 10);
    uint64_t first = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    for (uint64_t seed = first; seed < first + tables; seed++)
        try_table(seed, kinds);
    for (size_t kind = 0; kind < KINDS; kind++)
        report(names[kind], &kinds[kind]);
    return 0;
}
