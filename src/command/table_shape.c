/*
 * The shape of a table: its axes, its linked parts, and the numbers of its cells.
 */
#include "command/risk.h"
#include "command/table.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

ErrorKind
table_by(Invocation *call, const char ***ret_names, size_t *ret_count, Error *err)
{
    TRY(risk_names(call, "by", ret_names, ret_count, err));
    if (*ret_count < 1 || *ret_count > TABLE_AXES)
        return error_set(err, ERROR_USAGE, "option '--by': expected 1 to %d columns, found %zu",
                         TABLE_AXES, *ret_count);
    return ERROR_NONE;
}

const char *
table_hierarchy(Invocation *call, const char *column)
{
    const char **values = NULL;
    size_t count = invocation_option_many(call, "hierarchy", &values);
    size_t size = strlen(column);
    for (size_t at = 0; at < count; at++)
        if (text_starts(values[at], column) && values[at][size] == '=')
            return values[at] + size + 1;
    return NULL;
}

/* Each --hierarchy is of a column of --by. */
static ErrorKind
check_hierarchies(Invocation *call, const char *const *by, size_t count, Error *err)
{
    const char **values = NULL;
    size_t given = invocation_option_many(call, "hierarchy", &values);
    for (size_t at = 0; at < given; at++)
    {
        bool known = false;
        for (size_t axis = 0; axis < count; axis++)
        {
            bool of_it = text_starts(values[at], by[axis]) && values[at][strlen(by[axis])] == '=';
            if (of_it && table_hierarchy(call, by[axis]) != values[at] + strlen(by[axis]) + 1)
                return error_set(err, ERROR_USAGE,
                                 "option '--hierarchy': two files for column '%s'",
                                 text_shown(call->arena, by[axis]));
            known |= of_it;
        }
        if (!known)
            return error_set(err, ERROR_USAGE,
                             "option '--hierarchy': expected COLUMN=FILE with a column of '--by'");
    }
    return ERROR_NONE;
}

/* The labels of a class column, an empty one for missing values in its place of the order. */
static size_t
labels_of(Arena *arena, const MicrodataColumn *column, size_t rows, const char ***ret_labels)
{
    bool missing = false;
    bool empty = column->label_count > 0 && column->labels[0][0] == '\0';
    for (size_t row = 0; row < rows && !missing && !empty; row++)
        missing = column->missing[row];
    const char **labels = arena_take_array(arena, column->label_count + 1, sizeof *labels);
    size_t count = 0;
    if (missing)
        labels[count++] = "";
    for (size_t at = 0; at < column->label_count; at++)
        labels[count++] = column->labels[at];
    *ret_labels = labels;
    return count;
}

/* The axes of one linked table from "V,V"; NULL: all. */
static ErrorKind
name_part(const Table *table, Arena *arena, const char *only, TablePart *part, Error *err)
{
    for (size_t axis = 0; axis < table->axes; axis++)
        part->has[axis] = only == NULL;
    for (const char *rest = only; rest != NULL;)
    {
        const char *comma = strchr(rest, ',');
        const char *name = comma == NULL ? rest : arena_copy(arena, rest, (size_t)(comma - rest));
        size_t axis = 0;
        while (axis < table->axes && !text_equal(table->axis[axis].name, name))
            axis++;
        if (axis == table->axes)
            return error_set(err, ERROR_USAGE, "option '--only': '%s' is no column of '--by'",
                             name);
        if (part->has[axis])
            return error_set(err, ERROR_USAGE, "option '--only': '%s' is there twice", name);
        part->has[axis] = true;
        rest = comma == NULL ? NULL : comma + 1;
    }
    return ERROR_NONE;
}

static ErrorKind
add_part(Table *table, Arena *arena, const char *only, Error *err)
{
    TablePart *part = &table->part[table->parts++];
    TRY(name_part(table, arena, only, part, err));
    part->first = table->cells;
    part->cells = 1;
    for (size_t axis = 0; axis < table->axes; axis++)
        if (part->has[axis] &&
            (__builtin_mul_overflow(part->cells, table->axis[axis].node_count, &part->cells) ||
             part->cells > TABLE_CELLS))
            return error_set(err, ERROR_DATA, "the table has more than %zu cells", TABLE_CELLS);
    table->cells += part->cells;
    if (table->cells > TABLE_CELLS)
        return error_set(err, ERROR_DATA, "the tables have more than %zu cells", TABLE_CELLS);
    return ERROR_NONE;
}

ErrorKind
table_shape(Invocation *call, const char *const *by, size_t count, const MicrodataColumn *columns,
            size_t rows, Table *ret_table, Error *err)
{
    const char **only = NULL;
    const char *total = invocation_option(call, "total");
    size_t parts = invocation_option_many(call, "only", &only);
    *ret_table = (Table){.axes = count};
    TRY(check_hierarchies(call, by, count, err));
    for (size_t axis = 0; axis < count; axis++)
    {
        const char **labels = NULL;
        TableAxisAsk ask = {.name = by[axis],
                            .hierarchy = table_hierarchy(call, by[axis]),
                            .total = total == NULL ? "Total" : total};
        ask.value_count = labels_of(call->arena, &columns[axis], rows, &labels);
        ask.values = labels;
        TRY(table_axis_make(call->arena, &ask, &ret_table->axis[axis], err));
    }
    ret_table->part = arena_take_array(call->arena, parts + 1, sizeof *ret_table->part);
    for (size_t part = 0; part < parts; part++)
        TRY(add_part(ret_table, call->arena, only[part], err));
    return parts > 0 ? ERROR_NONE : add_part(ret_table, call->arena, NULL, err);
}

size_t
table_part(const Table *table, size_t cell)
{
    size_t part = table->parts - 1;
    while (part > 0 && table->part[part].first > cell)
        part--;
    return part;
}

size_t
table_node(const Table *table, size_t cell, size_t axis)
{
    const TablePart *part = &table->part[table_part(table, cell)];
    if (!part->has[axis])
        return 0;
    cell -= part->first;
    for (size_t after = table->axes; after-- > axis + 1;)
        if (part->has[after])
            cell /= table->axis[after].node_count;
    return cell % table->axis[axis].node_count;
}

size_t
table_cell(const Table *table, size_t part, const size_t *nodes)
{
    const TablePart *of = &table->part[part];
    size_t cell = 0;
    for (size_t axis = 0; axis < table->axes; axis++)
        if (of->has[axis])
            cell = cell * table->axis[axis].node_count + nodes[axis];
        else if (nodes[axis] != 0)
            return SIZE_MAX;
    return of->first + cell;
}

static void
free_disclosure(void *disclosure)
{
    disclosure_free(disclosure);
}

ErrorKind
table_disclosure(Invocation *call, const Table *table, Disclosure **ret_disclosure, Error *err)
{
    static const uint32_t total[1] = {0};
    DisclosureError fault;
    Disclosure *made = disclosure_new();
    arena_on_free(call->arena, free_disclosure, made);
    for (size_t axis = 0; axis < table->axes; axis++)
    {
        const TableAxis *of = &table->axis[axis];
        if (!disclosure_add_dimension(made, of->leaves, of->nodes, of->node_count, &fault))
            return table_fault(&fault, err);
    }
    for (size_t part = 0; part < table->parts; part++)
    {
        DisclosureShown shown[TABLE_AXES];
        size_t first = 0;
        size_t cells = 0;
        for (size_t axis = 0; axis < table->axes; axis++)
            shown[axis] = table->part[part].has[axis] ? (DisclosureShown){NULL, 0}
                                                      : (DisclosureShown){total, 1};
        if (!disclosure_add_table(made, shown, &first, &cells, &fault))
            return table_fault(&fault, err);
        if (first != table->part[part].first || cells != table->part[part].cells)
            return error_set(err, ERROR_INTERNAL, "cells are numbered in two ways");
    }
    *ret_disclosure = made;
    return ERROR_NONE;
}

const char *
table_number(Arena *arena, int64_t value, int decimals)
{
    char digits[32];
    uint64_t size = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    uint64_t unit = 1;
    for (int at = 0; at < decimals; at++)
        unit *= 10;
    if (decimals == 0)
        return arena_print(arena, "%" PRId64, value);
    char *end = digits + sizeof digits - 1;
    *end = '\0';
    uint64_t part = size % unit;
    for (int at = 0; at < decimals; at++, part /= 10)
        *--end = (char)('0' + part % 10);
    return arena_print(arena, "%s%" PRIu64 ".%s", value < 0 ? "-" : "", size / unit, end);
}

bool
table_number_parse(const char *text, int decimals, int64_t *ret_value)
{
    bool negative = *text == '-';
    bool point = false;
    int after = 0;
    int64_t value = 0;
    const char *at = text + negative;
    if (*at < '0' || *at > '9')
        return false;
    for (; *at != '\0'; at++)
    {
        if (*at == '.' && !point)
        {
            point = true;
            continue;
        }
        if (*at < '0' || *at > '9' || (after == decimals && point && *at != '0'))
            return false;
        if (after == decimals && point)
            continue;
        after += point;
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, *at - '0', &value))
            return false;
    }
    for (; after < decimals; after++)
        if (__builtin_mul_overflow(value, 10, &value))
            return false;
    *ret_value = negative ? -value : value;
    return at[-1] != '.' && value < (int64_t)1 << 62;
}

ErrorKind
table_fault(const DisclosureError *from, Error *err)
{
    return error_set(err, ERROR_DATA, "%s", from->message);
}

void
table_tell(void *told, const char *step, double share)
{
    TableProgress *progress = told;
    if (progress->step == NULL)
        progress_begin(progress->progress, "%s", progress->whole);
    if (progress->step == NULL || !text_equal(progress->step, step))
    {
        progress->search += text_equal(step, "pattern");
        if (progress->search > 1 && !text_equal(step, "intervals"))
            progress_label(progress->progress, "%s: %s, search %u", progress->whole, step,
                           progress->search);
        else
            progress_label(progress->progress, "%s: %s", progress->whole, step);
        progress->step = step;
    }
    progress_at(progress->progress, share);
}

void
table_tell_end(TableProgress *told)
{
    if (told->step == NULL)
        return;
    progress_label(told->progress, "%s", told->whole);
    progress_end(told->progress, "done");
    told->step = NULL;
}

void
table_note(const Invocation *call, const char *words)
{
    if (!invocation_flag(call, "quiet"))
        (void)fprintf(stderr, "%s\n", words);
}
