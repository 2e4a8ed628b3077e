#include "command/table_axis.h"

#include "command/hierarchy.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

static int
compare_texts(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* Every value of the data must be a leaf; the missing one (an empty label) becomes one. */
static ErrorKind
match_values(Arena *arena, Hierarchy *hierarchy, const TableAxisAsk *ask, Error *err)
{
    SCRATCH Arena *work = arena_new("match");
    size_t leaves = hierarchy->leaves.count;
    const char **sorted = arena_take_array(work, leaves, sizeof *sorted);
    size_t lacking = 0;
    bool missing = false;
    memcpy(sorted, hierarchy->leaves.items, leaves * sizeof *sorted);
    qsort(sorted, leaves, sizeof *sorted, compare_texts);
    for (size_t at = 0; at < ask->value_count; at++)
    {
        bool found =
            bsearch(&ask->values[at], sorted, leaves, sizeof *sorted, compare_texts) != NULL;
        missing |= !found && ask->values[at][0] == '\0';
        lacking += !found && ask->values[at][0] != '\0';
    }
    if (lacking > 0)
    {
        (void)error_set(err, ERROR_DATA, "column '%s': %zu of its values are not in '%s'",
                        ask->name, lacking, ask->hierarchy);
        return lacking < ask->value_count
                   ? err->kind
                   : error_hint(err, "a hierarchy has commas between its columns and no byte order "
                                     "mark");
    }
    if (missing)
        *LIST_ADD(arena, &hierarchy->leaves) = "";
    return ERROR_NONE;
}

/* A node in the making; first is its first leaf. */
static int
compare_nodes(const void *one, const void *other)
{
    const HierarchyGroup *first = one;
    const HierarchyGroup *second = other;
    uint32_t from = first->leaves.items[0];
    uint32_t to = second->leaves.items[0];
    if (from != to)
        return from < to ? -1 : 1;
    if (first->leaves.count != second->leaves.count)
        return first->leaves.count > second->leaves.count ? -1 : 1;
    if (first->depth != second->depth)
        return first->depth < second->depth ? -1 : 1;
    return strcmp(first->label, second->label);
}

static bool
is_same(const HierarchyGroup *one, const HierarchyGroup *other)
{
    return one->leaves.count == other->leaves.count && text_equal(one->label, other->label) &&
           memcmp(one->leaves.items, other->leaves.items,
                  one->leaves.count * sizeof *one->leaves.items) == 0;
}

/* The total, the groups and the leaves, as nodes in reading order. */
static size_t
list_nodes(Arena *arena, const Hierarchy *hierarchy, const char *total, HierarchyGroup **ret_nodes)
{
    size_t leaves = hierarchy->leaves.count;
    size_t count = 1 + hierarchy->groups.count + leaves;
    HierarchyGroup *nodes = arena_take_array(arena, count, sizeof *nodes);
    unsigned *depth = arena_take_array(arena, leaves, sizeof *depth); /* of the leaf itself */
    nodes[0].label = total;
    for (uint32_t leaf = 0; leaf < leaves; leaf++)
    {
        *LIST_ADD(arena, &nodes[0].leaves) = leaf;
        depth[leaf] = 1;
    }
    for (size_t at = 0; at < hierarchy->groups.count; at++)
    {
        const HierarchyGroup *group = &hierarchy->groups.items[at];
        nodes[1 + at] = *group;
        for (size_t in = 0; in < group->leaves.count; in++)
            if (depth[group->leaves.items[in]] <= group->depth)
                depth[group->leaves.items[in]] = group->depth + 1;
    }
    for (uint32_t leaf = 0; leaf < leaves; leaf++)
    {
        HierarchyGroup *alone = &nodes[1 + hierarchy->groups.count + leaf];
        *alone = (HierarchyGroup){.label = hierarchy->leaves.items[leaf], .depth = depth[leaf]};
        *LIST_ADD(arena, &alone->leaves) = leaf;
    }
    qsort(nodes + 1, count - 1, sizeof *nodes, compare_nodes);
    size_t kept = 1;
    for (size_t at = 1; at < count; at++)
        if (at == 1 || !is_same(&nodes[kept - 1], &nodes[at]))
            nodes[kept++] = nodes[at];
    *ret_nodes = nodes;
    return kept;
}

/* Which nodes hold each leaf, by depth: nodes stand with the coarser first only where they are
 * nested. */
static void
fill_above(Arena *arena, TableAxis *axis)
{
    size_t *next = arena_take_array(arena, axis->leaves + 1, sizeof *next);
    axis->above_start = arena_take_array(arena, axis->leaves + 1, sizeof *axis->above_start);
    for (size_t node = 0; node < axis->node_count; node++)
        for (size_t in = 0; in < axis->nodes[node].count; in++)
            axis->above_start[axis->nodes[node].leaf[in] + 1]++;
    for (size_t leaf = 0; leaf < axis->leaves; leaf++)
        next[leaf + 1] = axis->above_start[leaf + 1] += axis->above_start[leaf];
    axis->above = arena_take_array(arena, next[axis->leaves], sizeof *axis->above);
    for (unsigned depth = 0; depth < axis->levels; depth++)
        for (size_t node = 0; node < axis->node_count; node++)
            for (size_t in = 0; axis->depth[node] == depth && in < axis->nodes[node].count; in++)
                axis->above[next[axis->nodes[node].leaf[in]]++] = (uint32_t)node;
    axis->leaf_node = arena_take_array(arena, axis->leaves, sizeof *axis->leaf_node);
    for (size_t leaf = 0; leaf < axis->leaves; leaf++)
        axis->leaf_node[leaf] = axis->above[axis->above_start[leaf + 1] - 1];
}

static int
compare_labels(const void *one, const void *other, void *labels)
{
    const char *const *of = labels;
    uint32_t first = *(const uint32_t *)one;
    uint32_t second = *(const uint32_t *)other;
    int order = strcmp(of[first], of[second]);
    return order != 0 ? order : (first > second) - (first < second);
}

/* A line of the table must say which cell it is. */
static ErrorKind
sort_labels(Arena *arena, TableAxis *axis, Error *err)
{
    axis->label_node = arena_take_array(arena, axis->node_count, sizeof *axis->label_node);
    for (uint32_t node = 0; node < axis->node_count; node++)
        axis->label_node[node] = node;
    qsort_r(axis->label_node, axis->node_count, sizeof *axis->label_node, compare_labels,
            axis->labels);
    for (size_t at = 1; at < axis->node_count; at++)
        if (text_equal(axis->labels[axis->label_node[at - 1]], axis->labels[axis->label_node[at]]))
        {
            (void)error_set(err, ERROR_DATA,
                            "column '%s': two of its values, groups and total have the same name",
                            axis->name);
            return error_hint(err, "give groups names of their own, or the total with '--total'");
        }
    return ERROR_NONE;
}

ErrorKind
table_axis_make(Arena *arena, const TableAxisAsk *ask, TableAxis *ret_axis, Error *err)
{
    Hierarchy read = {0};
    HierarchyGroup *nodes = NULL;
    *ret_axis = (TableAxis){.name = ask->name};
    if (ask->hierarchy != NULL)
    {
        TRY(hierarchy_read(arena, ask->hierarchy, &read, err));
        TRY(match_values(arena, &read, ask, err));
    }
    else
        for (size_t at = 0; at < ask->value_count; at++)
            *LIST_ADD(arena, &read.leaves) = ask->values[at];
    if (read.leaves.count == 0)
        return error_set(err, ERROR_DATA, "column '%s': no values", ask->name);
    ret_axis->leaves = read.leaves.count;
    ret_axis->node_count = list_nodes(arena, &read, ask->total, &nodes);
    size_t count = ret_axis->node_count;
    ret_axis->labels = arena_take_array(arena, count, sizeof *ret_axis->labels);
    ret_axis->depth = arena_take_array(arena, count, sizeof *ret_axis->depth);
    ret_axis->nodes = arena_take_array(arena, count, sizeof *ret_axis->nodes);
    for (size_t node = 0; node < count; node++)
    {
        ret_axis->labels[node] = nodes[node].label;
        ret_axis->depth[node] = nodes[node].depth;
        ret_axis->nodes[node] =
            (DisclosureNode){nodes[node].leaves.items, nodes[node].leaves.count};
        if (nodes[node].depth >= ret_axis->levels)
            ret_axis->levels = nodes[node].depth + 1;
    }
    fill_above(arena, ret_axis);
    return sort_labels(arena, ret_axis, err);
}

size_t
table_axis_find(const TableAxis *axis, const char *label)
{
    size_t low = 0;
    size_t high = axis->node_count;
    while (low < high)
    {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(axis->labels[axis->label_node[middle]], label);
        if (order == 0)
            return axis->label_node[middle];
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return SIZE_MAX;
}

uint32_t
table_axis_at(const TableAxis *axis, size_t leaf, unsigned depth)
{
    uint32_t found = 0;
    for (size_t at = axis->above_start[leaf]; at < axis->above_start[leaf + 1]; at++)
        if (axis->depth[axis->above[at]] <= depth)
            found = axis->above[at];
    return found;
}
