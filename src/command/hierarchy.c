#include "command/hierarchy.h"

#include "catalogue/csv.h"
#include "core/file.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

#define HIERARCHY_BYTES ((size_t)64 * 1024 * 1024)

/* A line of either form, as sorted to find what is there twice. */
typedef struct Line
{
    const char *label;
    uint32_t leaf;
    unsigned line;
} Line;

static int
compare_lines(const void *one, const void *other)
{
    const Line *first = one;
    const Line *second = other;
    int order = strcmp(first->label, second->label);
    return order != 0 ? order : (first->leaf > second->leaf) - (first->leaf < second->leaf);
}

/* Refuses a value that is there twice; the lines are left sorted by their labels. */
static ErrorKind
check_lines(const char *path, Line *lines, size_t count, Error *err)
{
    qsort(lines, count, sizeof *lines, compare_lines);
    for (size_t at = 1; at < count; at++)
        if (text_equal(lines[at].label, lines[at - 1].label))
        {
            unsigned line =
                lines[at].line > lines[at - 1].line ? lines[at].line : lines[at - 1].line;
            return error_set(err, ERROR_DATA, "'%s', line %u: a value that was there before", path,
                             line);
        }
    return ERROR_NONE;
}

/* ---- CSV ---- */

/* Coarsest column first, so that nested groups are runs of lines; the value itself last. */
static int
compare_records(const void *one, const void *other, void *width)
{
    const CsvRecord *first = one;
    const CsvRecord *second = other;
    for (size_t column = *(const size_t *)width; column-- > 0;)
    {
        int order = strcmp(first->fields[column].text, second->fields[column].text);
        if (order != 0)
            return order;
    }
    return 0;
}

/* The groups of one column, in byte order. */
static void
add_column(Arena *arena, const CsvTable *table, size_t column, Hierarchy *hierarchy)
{
    SCRATCH Arena *work = arena_new("column of groups");
    size_t count = table->records.count - 1;
    Line *lines = arena_take_array(work, count, sizeof *lines);
    for (uint32_t leaf = 0; leaf < count; leaf++)
        lines[leaf] = (Line){table->records.items[leaf + 1].fields[column].text, leaf, 0};
    qsort(lines, count, sizeof *lines, compare_lines);
    HierarchyGroup *group = NULL;
    for (size_t at = 0; at < count; at++)
    {
        if (lines[at].label[0] == '\0')
            continue;
        if (group == NULL || !text_equal(group->label, lines[at].label))
        {
            group = LIST_ADD(arena, &hierarchy->groups);
            *group = (HierarchyGroup){.label = lines[at].label,
                                      .depth = (unsigned)(table->width - column)};
        }
        *LIST_ADD(arena, &group->leaves) = lines[at].leaf;
    }
}

ErrorKind
hierarchy_parse_csv(Arena *arena, const char *path, const char *bytes, size_t size,
                    Hierarchy *ret_hierarchy, Error *err)
{
    CsvTable table = {0};
    Complaints complaints = complaints_new(arena, path);
    *ret_hierarchy = (Hierarchy){0};
    (void)csv_read(arena, bytes, size, &table, &complaints);
    TRY(complaints_judge(&complaints, ERROR_DATA, err));
    if (table.records.count < 2 || table.width > HIERARCHY_LEVELS)
        return error_set(err, ERROR_DATA,
                         "'%s': expected a line of names, values below it, and at most %d columns",
                         path, HIERARCHY_LEVELS);
    size_t count = table.records.count - 1;
    qsort_r(table.records.items + 1, count, sizeof *table.records.items, compare_records,
            &table.width);
    Line *lines = arena_take_array(arena, count, sizeof *lines);
    for (uint32_t leaf = 0; leaf < count; leaf++)
    {
        const CsvField *value = &table.records.items[leaf + 1].fields[0];
        lines[leaf] = (Line){value->text, leaf, value->place.line};
        *LIST_ADD(arena, &ret_hierarchy->leaves) = value->text;
    }
    TRY(check_lines(path, lines, count, err));
    for (size_t column = table.width; column-- > 1;)
        add_column(arena, &table, column, ret_hierarchy);
    return ERROR_NONE;
}

/* ---- .hrc ---- */

typedef struct Code
{
    const char *label;
    unsigned depth; /* from 1 */
    unsigned line;
} Code;

typedef struct Codes LIST_OF(Code) Codes;

/* The codes of one line: none or one. */
static ErrorKind
add_code(Arena *arena, const char *from, const char *to, unsigned line, Codes *codes, Error *err)
{
    unsigned depth = 1;
    unsigned before = codes->count > 0 ? codes->items[codes->count - 1].depth : 0;
    while (to > from && (to[-1] == '\r' || to[-1] == ' ' || to[-1] == '\t'))
        to--;
    for (; from < to && *from == '@'; from++)
        depth++;
    while (from < to && (*from == ' ' || *from == '\t'))
        from++;
    if (from == to && depth == 1)
        return ERROR_NONE;
    if (from == to)
        return error_set(err, ERROR_DATA, "line %u: expected a code behind the '@'", line);
    if (depth > HIERARCHY_LEVELS)
        return error_set(err, ERROR_DATA, "line %u: more than %d levels", line, HIERARCHY_LEVELS);
    if (depth > before + 1)
        return error_set(err, ERROR_DATA,
                         "line %u: expected at most one level below the code before it", line);
    *LIST_ADD(arena, codes) = (Code){arena_copy(arena, from, (size_t)(to - from)), depth, line};
    return ERROR_NONE;
}

static ErrorKind
read_codes(Arena *arena, const char *bytes, size_t size, Codes *codes, Error *err)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* a byte order mark, as Windows programs write it */
    unsigned line = 1;
    if (!text_is_utf8(bytes, size) || memchr(bytes, 0, size) != NULL)
        return error_set(err, ERROR_DATA, "expected UTF-8 text");
    const char *end = bytes + size;
    const char *from = size >= 3 && memcmp(bytes, mark, 3) == 0 ? bytes + 3 : bytes;
    for (; from < end; line++)
    {
        const char *stop = memchr(from, '\n', (size_t)(end - from));
        stop = stop == NULL ? end : stop;
        TRY(add_code(arena, from, stop, line, codes, err));
        from = stop + 1;
    }
    if (codes->count == 0)
        return error_set(err, ERROR_DATA, "expected codes, found none");
    return ERROR_NONE;
}

ErrorKind
hierarchy_parse_hrc(Arena *arena, const char *path, const char *bytes, size_t size,
                    Hierarchy *ret_hierarchy, Error *err)
{
    Codes codes = {0};
    size_t open[HIERARCHY_LEVELS + 1];
    *ret_hierarchy = (Hierarchy){0};
    if (read_codes(arena, bytes, size, &codes, err) != ERROR_NONE)
        return error_within(err, "'%s'", path);
    Line *lines = arena_take_array(arena, codes.count, sizeof *lines);
    for (size_t at = 0; at < codes.count; at++)
    {
        const Code *code = &codes.items[at];
        if (at + 1 < codes.count && codes.items[at + 1].depth > code->depth)
        {
            open[code->depth] = ret_hierarchy->groups.count;
            *LIST_ADD(arena, &ret_hierarchy->groups) =
                (HierarchyGroup){.label = code->label, .depth = code->depth};
            continue;
        }
        uint32_t leaf = (uint32_t)ret_hierarchy->leaves.count;
        for (unsigned depth = 1; depth < code->depth; depth++)
            *LIST_ADD(arena, &ret_hierarchy->groups.items[open[depth]].leaves) = leaf;
        lines[leaf] = (Line){code->label, leaf, code->line};
        *LIST_ADD(arena, &ret_hierarchy->leaves) = code->label;
    }
    return check_lines(path, lines, ret_hierarchy->leaves.count, err);
}

ErrorKind
hierarchy_read(Arena *arena, const char *path, Hierarchy *ret_hierarchy, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    TRY(file_read(arena, path, HIERARCHY_BYTES, ERROR_DATA, &bytes, &size, err));
    if (text_ends(path, ".hrc"))
        return hierarchy_parse_hrc(arena, path, bytes, size, ret_hierarchy, err);
    return hierarchy_parse_csv(arena, path, bytes, size, ret_hierarchy, err);
}
