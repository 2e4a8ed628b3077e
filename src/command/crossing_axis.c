#include "catalogue/csv.h"
#include "command/crossing.h"
#include "core/file.h"

#include <stdlib.h>
#include <string.h>

#define HIERARCHY_BYTES ((size_t)64 * 1024 * 1024)

static ErrorKind
read_hierarchy(Invocation *call, const char *path, CsvTable *ret_table, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    TRY(file_read(call->arena, path, HIERARCHY_BYTES, ERROR_DATA, &bytes, &size, err));
    Complaints complaints = complaints_new(call->arena, path);
    (void)csv_read(call->arena, bytes, size, ret_table, &complaints);
    TRY(complaints_judge(&complaints, ERROR_DATA, err));
    if (ret_table->records.count < 1 || ret_table->width > CROSSING_LEVELS)
        return error_set(err, ERROR_DATA, "'%s': expected a line of names and at most %d columns",
                         path, CROSSING_LEVELS);
    return ERROR_NONE;
}

static int
compare_records(const void *one, const void *other)
{
    const CsvRecord *first = one;
    const CsvRecord *second = other;
    return strcmp(first->fields[0].text, second->fields[0].text);
}

static int
compare_value(const void *value, const void *record)
{
    return strcmp(value, ((const CsvRecord *)record)->fields[0].text);
}

/* The groups of one level, in byte order: numbers by leaf, labels behind those there are. */
static size_t
add_groups(Arena *arena, const char *const *group_of, size_t leaves, const char **labels,
           size_t known, uint32_t *ret_node)
{
    size_t count = 0;
    for (size_t leaf = 0; leaf < leaves; leaf++)
    {
        size_t low = 0;
        size_t high = count;
        while (low < high)
        {
            size_t middle = (low + high) / 2;
            if (strcmp(labels[known + middle], group_of[leaf]) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < count && text_equal(labels[known + low], group_of[leaf]))
            continue;
        memmove(labels + known + low + 1, labels + known + low, (count - low) * sizeof *labels);
        labels[known + low] = arena_copy_text(arena, group_of[leaf]);
        count++;
    }
    for (size_t leaf = 0; leaf < leaves; leaf++)
        for (size_t at = 0; at < count; at++)
            if (text_equal(labels[known + at], group_of[leaf]))
                ret_node[leaf] = (uint32_t)(known + at);
    return count;
}

/* The line of each leaf; a leaf without label (missing) needs none. */
static ErrorKind
find_lines(const char *path, CsvTable *table, const char *const *labels, size_t leaves,
           const CsvRecord **ret_lines, Error *err)
{
    CsvRecord *lines = table->records.items + 1;
    size_t count = table->records.count - 1;
    if (count > 0)
        qsort(lines, count, sizeof *lines, compare_records);
    for (size_t at = 1; at < count; at++)
        if (compare_records(&lines[at - 1], &lines[at]) == 0)
            return error_set(err, ERROR_DATA, "'%s', line %u: a value is there twice", path,
                             lines[at].fields[0].place.line);
    for (size_t leaf = 0; leaf < leaves; leaf++)
    {
        ret_lines[leaf] = labels[leaf][0] == '\0' || count == 0
                              ? NULL
                              : bsearch(labels[leaf], lines, count, sizeof *lines, compare_value);
        if (ret_lines[leaf] == NULL && labels[leaf][0] != '\0')
            return error_set(err, ERROR_DATA, "'%s': it lacks a value of the file", path);
    }
    return ERROR_NONE;
}

static int
compare_labels(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* A line of the table must say which cell it is. */
static ErrorKind
check_labels(const char *name, const char *const *labels, size_t nodes, Error *err)
{
    SCRATCH Arena *work = arena_new("labels");
    const char **sorted = arena_take_array(work, nodes, sizeof *sorted);
    for (size_t at = 0; at < nodes; at++)
        sorted[at] = labels[at];
    qsort(sorted, nodes, sizeof *sorted, compare_labels);
    for (size_t at = 1; at < nodes; at++)
        if (sorted[at][0] != '\0' && text_equal(sorted[at - 1], sorted[at]))
        {
            (void)error_set(err, ERROR_DATA,
                            "column '%s': a value, a group or the total have the same name", name);
            return error_hint(err, "give the groups of the hierarchy names of their own");
        }
    return ERROR_NONE;
}

ErrorKind
crossing_axis(Invocation *call, const char *name, const char *hierarchy, const char *const *labels,
              size_t leaves, CrossingAxis *ret_axis, Error *err)
{
    Arena *arena = call->arena;
    CsvTable table = {.width = 1};
    const CsvRecord **lines = arena_take_array(arena, leaves, sizeof *lines);
    if (hierarchy != NULL)
    {
        TRY(read_hierarchy(call, hierarchy, &table, err));
        TRY(find_lines(hierarchy, &table, labels, leaves, lines, err));
    }
    size_t levels = table.width + 1; /* the total, the groups, the leaves */
    uint32_t *node = arena_take_array(arena, leaves * levels, sizeof *node);
    const char **all = arena_take_array(arena, leaves * levels + 1, sizeof *all);
    uint32_t *of_level = arena_take_array(arena, leaves, sizeof *of_level);
    const char **group_of = arena_take_array(arena, leaves, sizeof *group_of);
    size_t nodes = 1;
    all[0] = "Total";
    for (size_t level = 1; level < levels; level++)
    {
        size_t column = levels - 1 - level; /* the coarsest is the last column */
        for (size_t leaf = 0; leaf < leaves; leaf++)
            group_of[leaf] = column == 0           ? labels[leaf]
                             : lines[leaf] == NULL ? ""
                                                   : lines[leaf]->fields[column].text;
        nodes += add_groups(arena, group_of, leaves, all, nodes, of_level);
        for (size_t leaf = 0; leaf < leaves; leaf++)
            node[leaf * levels + level] = of_level[leaf];
    }
    *ret_axis = (CrossingAxis){name, all, nodes, leaves, levels, node};
    return check_labels(name, all, nodes, err);
}
