#include "catalogue/csv.h"
#include "command/table.h"
#include "core/file.h"

#include <stdlib.h>
#include <string.h>

#define HIERARCHY_BYTES ((size_t)64 * 1024 * 1024)
#define LEVELS 24

/* A group in the making. */
typedef struct Group
{
    const char *label;
    unsigned depth;
    struct LIST_OF(uint32_t) leaves;
} Group;

typedef struct Groups LIST_OF(Group) Groups;
typedef struct Labels LIST_OF(const char *) Labels;

/* A hierarchy as read: leaves in the order of the file, groups with the leaves that they hold. */
typedef struct Hierarchy
{
    Arena *arena;
    Groups groups;
    Labels leaves;
} Hierarchy;

static int
compare_texts(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static void
hold(Hierarchy *hierarchy, size_t group, uint32_t leaf)
{
    *LIST_ADD(hierarchy->arena, &hierarchy->groups.items[group].leaves) = leaf;
}

static int
compare_records(const void *one, const void *other)
{
    return strcmp(((const CsvRecord *)one)->fields[0].text,
                  ((const CsvRecord *)other)->fields[0].text);
}

/* The groups of one column of a CSV, in byte order. */
static void
read_column(Hierarchy *hierarchy, const CsvTable *table, size_t column, unsigned depth)
{
    SCRATCH Arena *work = arena_new("labels");
    size_t count = table->records.count - 1;
    const CsvRecord *lines = table->records.items + 1;
    const char **labels = arena_take_array(work, count + 1, sizeof *labels);
    for (size_t at = 0; at < count; at++)
        labels[at] = lines[at].fields[column].text;
    qsort(labels, count, sizeof *labels, compare_texts);
    size_t first = hierarchy->groups.count;
    for (size_t at = 0; at < count; at++)
        if (labels[at][0] != '\0' && (at == 0 || !text_equal(labels[at], labels[at - 1])))
            *LIST_ADD(hierarchy->arena, &hierarchy->groups) =
                (Group){.label = labels[at], .depth = depth};
    for (uint32_t at = 0; at < count; at++)
    {
        const char *label = lines[at].fields[column].text;
        for (size_t low = first, high = hierarchy->groups.count; low < high;)
        {
            size_t middle = low + (high - low) / 2;
            int order = strcmp(hierarchy->groups.items[middle].label, label);
            if (order == 0)
            {
                hold(hierarchy, middle, at);
                break;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle;
        }
    }
}

static ErrorKind
read_csv(Hierarchy *hierarchy, const char *path, const char *bytes, size_t size, Error *err)
{
    CsvTable table = {0};
    Complaints complaints = complaints_new(hierarchy->arena, path);
    (void)csv_read(hierarchy->arena, bytes, size, &table, &complaints);
    TRY(complaints_judge(&complaints, ERROR_DATA, err));
    if (table.records.count < 2 || table.width > LEVELS)
        return error_set(err, ERROR_DATA,
                         "'%s': expected a line of names, values below it, and at most %d columns",
                         path, LEVELS);
    qsort(table.records.items + 1, table.records.count - 1, sizeof *table.records.items,
          compare_records);
    for (size_t at = 1; at < table.records.count; at++)
        *LIST_ADD(hierarchy->arena, &hierarchy->leaves) = table.records.items[at].fields[0].text;
    for (size_t column = table.width; column-- > 1;)
        read_column(hierarchy, &table, column, (unsigned)(table.width - column));
    return ERROR_NONE;
}

/* A line of an .hrc file. */
typedef struct HrcLine
{
    const char *label;
    unsigned depth; /* from 1 */
} HrcLine;

typedef struct HrcLines LIST_OF(HrcLine) HrcLines;

static ErrorKind
read_hrc_line(Arena *arena, const char *path, const char *from, const char *to, HrcLines *lines,
              Error *err)
{
    unsigned depth = 1;
    while (to > from && (to[-1] == '\r' || to[-1] == ' ' || to[-1] == '\t'))
        to--;
    for (; from < to && *from == '@'; from++)
        depth++;
    while (from < to && *from == ' ')
        from++;
    if (from == to)
        return depth == 1 ? ERROR_NONE
                          : error_set(err, ERROR_DATA, "'%s', line %zu: a level without a code",
                                      path, lines->count + 1);
    unsigned before = lines->count > 0 ? lines->items[lines->count - 1].depth : 0;
    if (depth > before + 1 || depth > LEVELS)
        return error_set(err, ERROR_DATA,
                         "'%s', code %zu: expected at most one level below the code before it",
                         path, lines->count + 1);
    *LIST_ADD(arena, lines) =
        (HrcLine){.label = arena_copy(arena, from, (size_t)(to - from)), .depth = depth};
    return ERROR_NONE;
}

static ErrorKind
read_hrc(Hierarchy *hierarchy, const char *path, const char *bytes, size_t size, Error *err)
{
    HrcLines lines = {0};
    size_t open[LEVELS + 1];
    if (!text_is_utf8(bytes, size) || memchr(bytes, 0, size) != NULL)
        return error_set(err, ERROR_DATA, "'%s': not UTF-8 text", path);
    for (const char *at = bytes; at < bytes + size;)
    {
        const char *end = memchr(at, '\n', (size_t)(bytes + size - at));
        end = end == NULL ? bytes + size : end;
        TRY(read_hrc_line(hierarchy->arena, path, at, end, &lines, err));
        at = end + 1;
    }
    for (size_t at = 0; at < lines.count; at++)
    {
        const HrcLine *line = &lines.items[at];
        bool group = at + 1 < lines.count && lines.items[at + 1].depth > line->depth;
        if (group)
        {
            open[line->depth] = hierarchy->groups.count;
            *LIST_ADD(hierarchy->arena, &hierarchy->groups) =
                (Group){.label = line->label, .depth = line->depth};
            continue;
        }
        for (unsigned depth = 1; depth < line->depth; depth++)
            hold(hierarchy, open[depth], (uint32_t)hierarchy->leaves.count);
        *LIST_ADD(hierarchy->arena, &hierarchy->leaves) = line->label;
    }
    if (hierarchy->leaves.count == 0)
        return error_set(err, ERROR_DATA, "'%s': no codes", path);
    return ERROR_NONE;
}

static ErrorKind
read_hierarchy(Hierarchy *hierarchy, const char *path, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    TRY(file_read(hierarchy->arena, path, HIERARCHY_BYTES, ERROR_DATA, &bytes, &size, err));
    if (text_ends(path, ".hrc"))
        return read_hrc(hierarchy, path, bytes, size, err);
    return read_csv(hierarchy, path, bytes, size, err);
}

/* Every value of the data must be a leaf; the missing one (an empty label) becomes one. */
static ErrorKind
match_values(Hierarchy *hierarchy, const char *name, const char *const *values, size_t count,
             Error *err)
{
    SCRATCH Arena *work = arena_new("match");
    size_t leaves = hierarchy->leaves.count;
    const char **sorted = arena_take_array(work, leaves + 1, sizeof *sorted);
    size_t lacking = 0;
    bool missing = false;
    if (leaves > 0)
        memcpy(sorted, hierarchy->leaves.items, leaves * sizeof *sorted);
    qsort(sorted, leaves, sizeof *sorted, compare_texts);
    for (size_t at = 0; at < count; at++)
    {
        bool found = bsearch(&values[at], sorted, leaves, sizeof *sorted, compare_texts) != NULL;
        missing |= !found && values[at][0] == '\0';
        lacking += !found && values[at][0] != '\0';
    }
    if (lacking > 0)
        return error_set(err, ERROR_DATA,
                         "column '%s': %zu of its values are not in the hierarchy", name, lacking);
    if (missing)
        *LIST_ADD(hierarchy->arena, &hierarchy->leaves) = "";
    return ERROR_NONE;
}

static ErrorKind
check_labels(const TableAxis *axis, Error *err)
{
    SCRATCH Arena *work = arena_new("labels");
    const char **sorted = arena_take_array(work, axis->node_count + 1, sizeof *sorted);
    memcpy(sorted, axis->labels, axis->node_count * sizeof *sorted);
    qsort(sorted, axis->node_count, sizeof *sorted, compare_texts);
    for (size_t at = 1; at < axis->node_count; at++)
        if (text_equal(sorted[at - 1], sorted[at]))
        {
            (void)error_set(err, ERROR_DATA,
                            "column '%s': two of its values, groups and total have the same name",
                            axis->name);
            return error_hint(err, "Give groups names of their own, or the total with --total.");
        }
    return ERROR_NONE;
}

static void
put_node(Arena *arena, TableAxis *axis, const Group *group)
{
    size_t at = axis->node_count++;
    uint32_t *leaves = arena_take_array(arena, group->leaves.count + 1, sizeof *leaves);
    if (group->leaves.count > 0)
        memcpy(leaves, group->leaves.items, group->leaves.count * sizeof *leaves);
    axis->labels[at] = group->label;
    axis->depth[at] = group->depth;
    axis->nodes[at] = (DisclosureNode){leaves, group->leaves.count};
}

static void
fill_axis(Arena *arena, const Hierarchy *hierarchy, const char *total, TableAxis *axis)
{
    size_t count = 1 + hierarchy->groups.count + hierarchy->leaves.count;
    axis->labels = arena_take_array(arena, count, sizeof *axis->labels);
    axis->depth = arena_take_array(arena, count, sizeof *axis->depth);
    axis->nodes = arena_take_array(arena, count, sizeof *axis->nodes);
    axis->leaves = hierarchy->leaves.count;
    Group all = {.label = total};
    for (uint32_t leaf = 0; leaf < axis->leaves; leaf++)
        *LIST_ADD(arena, &all.leaves) = leaf;
    put_node(arena, axis, &all);
    for (size_t at = 0; at < hierarchy->groups.count; at++)
        put_node(arena, axis, &hierarchy->groups.items[at]);
    axis->first_leaf = axis->node_count;
    for (uint32_t leaf = 0; leaf < axis->leaves; leaf++)
    {
        unsigned depth = 1;
        for (size_t at = 0; at < hierarchy->groups.count; at++)
        {
            const Group *group = &hierarchy->groups.items[at];
            for (size_t in = 0; in < group->leaves.count; in++)
                if (group->leaves.items[in] == leaf && group->depth >= depth)
                    depth = group->depth + 1;
        }
        Group alone = {.label = hierarchy->leaves.items[leaf], .depth = depth};
        *LIST_ADD(arena, &alone.leaves) = leaf;
        put_node(arena, axis, &alone);
    }
}

ErrorKind
table_axis_read(Arena *arena, const char *name, const char *hierarchy, const char *total,
                const char *const *values, size_t value_count, TableAxis *ret_axis, Error *err)
{
    Hierarchy read = {.arena = arena};
    *ret_axis = (TableAxis){.name = name};
    if (hierarchy != NULL)
    {
        TRY(read_hierarchy(&read, hierarchy, err));
        TRY(match_values(&read, name, values, value_count, err));
    }
    else
        for (size_t at = 0; at < value_count; at++)
            *LIST_ADD(arena, &read.leaves) = values[at];
    if (read.leaves.count == 0)
        return error_set(err, ERROR_DATA, "column '%s': no values", name);
    fill_axis(arena, &read, total, ret_axis);
    return check_labels(ret_axis, err);
}

size_t
table_axis_find(const TableAxis *axis, const char *label)
{
    for (size_t node = 0; node < axis->node_count; node++)
        if (text_equal(axis->labels[node], label))
            return node;
    return SIZE_MAX;
}
