#include "command/risk.h"
#include "command/table.h"
#include "warehouse/microdata.h"

#include <inttypes.h>
#include <string.h>

#define COLUMNS (TABLE_AXES + 4)

static void
free_tables(void *tables)
{
    disclosure_free(tables);
}

ErrorKind
table_fault(ErrorKind kind, const DisclosureError *from, Error *err)
{
    return error_set(err, kind, "%s", from->message);
}

void
table_tell(void *told, const char *step, double share)
{
    TableProgress *progress = told;
    if (progress->step == NULL || strcmp(progress->step, step) != 0)
    {
        if (progress->step != NULL)
            progress_end(progress->progress, "done");
        progress_begin(progress->progress, "%s", step);
        progress->step = step;
    }
    progress_at(progress->progress, share);
}

const char *
table_hierarchy(Invocation *call, const char *column)
{
    const char **values = NULL;
    size_t count = invocation_option_many(call, "hierarchy", &values);
    const char *start = arena_print(call->arena, "%s=", column);
    for (size_t at = 0; at < count; at++)
        if (text_starts(values[at], start))
            return values[at] + strlen(start);
    return NULL;
}

static ErrorKind
check_hierarchies(Invocation *call, const char *const *by, size_t count, Error *err)
{
    const char **values = NULL;
    size_t given = invocation_option_many(call, "hierarchy", &values);
    for (size_t at = 0; at < given; at++)
    {
        bool known = false;
        for (size_t axis = 0; axis < count; axis++)
            known |= text_starts(values[at], arena_print(call->arena, "%s=", by[axis]));
        if (!known)
            return error_set(err, ERROR_USAGE,
                             "option '--hierarchy': expected COLUMN=FILE with a column of '--by'");
    }
    return ERROR_NONE;
}

/* Adds one linked table: `only` lists its columns, separated by commas; NULL: all. */
static ErrorKind
add_part(Table *table, Arena *arena, const char *only, Error *err)
{
    DisclosureShown shown[TABLE_AXES] = {{NULL, 0}};
    DisclosureError fault;
    static const uint32_t total[1] = {0};
    bool *has = table->part_has[table->parts];
    const char *rest = only;
    for (size_t axis = 0; axis < table->axes; axis++)
        has[axis] = only == NULL;
    while (rest != NULL)
    {
        const char *comma = strchr(rest, ',');
        size_t size = comma == NULL ? strlen(rest) : (size_t)(comma - rest);
        const char *name = arena_copy(arena, rest, size);
        size_t axis = 0;
        while (axis < table->axes && !text_equal(table->axis[axis].name, name))
            axis++;
        if (axis == table->axes)
            return error_set(err, ERROR_USAGE, "option '--only': '%s' is no column of '--by'", name);
        has[axis] = true;
        rest = comma == NULL ? NULL : comma + 1;
    }
    for (size_t axis = 0; axis < table->axes; axis++)
        if (!has[axis])
            shown[axis] = (DisclosureShown){total, 1};
    if (!disclosure_add_table(table->tables, shown, &table->part_first[table->parts],
                              &table->part_cells[table->parts], &fault))
        return table_fault(ERROR_DATA, &fault, err);
    table->parts++;
    return ERROR_NONE;
}

ErrorKind
table_shape(Invocation *call, const char *const *by, size_t count, const char *const *const *values,
            const size_t *value_counts, Table *ret_table, Error *err)
{
    Arena *arena = call->arena;
    const char **only = NULL;
    size_t parts = invocation_option_many(call, "only", &only);
    const char *total = invocation_option(call, "total");
    DisclosureError fault;
    TRY(check_hierarchies(call, by, count, err));
    ret_table->tables = disclosure_new();
    arena_on_free(arena, free_tables, ret_table->tables);
    ret_table->axes = count;
    for (size_t axis = 0; axis < count; axis++)
    {
        TableAxis *of = &ret_table->axis[axis];
        TRY(table_axis_read(arena, by[axis], table_hierarchy(call, by[axis]),
                            total == NULL ? "Total" : total, values[axis], value_counts[axis], of,
                            err));
        if (!disclosure_add_dimension(ret_table->tables, of->leaves, of->nodes, of->node_count,
                                      &fault))
            return table_fault(ERROR_DATA, &fault, err);
    }
    ret_table->part_first = arena_take_array(arena, parts + 1, sizeof(size_t));
    ret_table->part_cells = arena_take_array(arena, parts + 1, sizeof(size_t));
    ret_table->part_has = arena_take_array(arena, parts + 1, sizeof *ret_table->part_has);
    if (parts == 0)
        return add_part(ret_table, arena, NULL, err);
    for (size_t part = 0; part < parts; part++)
        TRY(add_part(ret_table, arena, only[part], err));
    return ERROR_NONE;
}

/* Which column of the Microdata answers what. */
typedef struct Asked
{
    MicrodataAsk asks[COLUMNS];
    size_t count;
    size_t by;
    const char **names;
    const MicrodataColumn *value;
    const MicrodataColumn *weight;
    const MicrodataColumn *holding;
    const MicrodataColumn *counted;
    Microdata data;
} Asked;

static size_t
ask_for(Asked *asked, const char *name, MicrodataForm form, int decimals)
{
    if (name == NULL)
        return COLUMNS;
    asked->asks[asked->count] = (MicrodataAsk){.name = name, .form = form, .decimals = decimals};
    return asked->count++;
}

static ErrorKind
read_columns(Invocation *call, Asked *asked, int decimals, Error *err)
{
    TRY(risk_names(call, "by", &asked->names, &asked->by, err));
    if (asked->by < 1 || asked->by > TABLE_AXES)
        return error_set(err, ERROR_USAGE, "option '--by': expected 1 to %d columns, found %zu",
                         TABLE_AXES, asked->by);
    for (size_t at = 0; at < asked->by; at++)
        (void)ask_for(asked, asked->names[at], MICRODATA_CLASS, 0);
    size_t value = ask_for(asked, invocation_option(call, "value"), MICRODATA_NUMBER, decimals);
    size_t weight = ask_for(asked, invocation_option(call, "weight"), MICRODATA_NUMBER, 9);
    size_t holding = ask_for(asked, invocation_option(call, "holding"), MICRODATA_CLASS, 0);
    size_t counted = ask_for(asked, invocation_option(call, "count"), MICRODATA_NUMBER, 0);
    if (counted < COLUMNS && asked->count != asked->by + 1)
        return error_set(err, ERROR_USAGE,
                         "option '--count': the file holds counts, so no '--value', '--weight' or "
                         "'--holding'");
    TRY(microdata_read(call->arena, call->words[0], asked->asks, asked->count, &call->progress,
                       &asked->data, err));
    asked->value = value < COLUMNS ? &asked->data.columns[value] : NULL;
    asked->weight = weight < COLUMNS ? &asked->data.columns[weight] : NULL;
    asked->holding = holding < COLUMNS ? &asked->data.columns[holding] : NULL;
    asked->counted = counted < COLUMNS ? &asked->data.columns[counted] : NULL;
    for (size_t at = asked->by; at < asked->count; at++)
        for (size_t row = 0; row < asked->data.rows; row++)
            if (asked->data.columns[at].missing[row])
                return error_set(err, ERROR_DATA, "row %zu, column '%s': the value is missing",
                                 row + 1, asked->data.columns[at].name);
    return ERROR_NONE;
}

/* The labels of a class column, an empty one for missing values at the end. */
static size_t
labels_of(Arena *arena, const MicrodataColumn *column, size_t rows, const char ***ret_labels)
{
    bool missing = false;
    for (size_t row = 0; row < rows && !missing; row++)
        missing = column->missing[row];
    *ret_labels = arena_take_array(arena, column->label_count + 1, sizeof **ret_labels);
    for (size_t at = 0; at < column->label_count; at++)
        (*ret_labels)[at] = column->labels[at];
    if (missing)
        (*ret_labels)[column->label_count] = "";
    return column->label_count + missing;
}

/* The leaf of each record on one axis. */
static uint32_t *
leaves_of(Arena *arena, const TableAxis *axis, const MicrodataColumn *column, size_t rows)
{
    uint32_t *of_code = arena_take_array(arena, column->label_count + 1, sizeof *of_code);
    uint32_t *leaf = arena_take_array(arena, rows + 1, sizeof *leaf);
    for (size_t code = 0; code <= column->label_count; code++)
    {
        const char *label = code < column->label_count ? column->labels[code] : "";
        for (size_t at = 0; at < axis->leaves; at++)
            if (text_equal(axis->labels[axis->first_leaf + at], label))
                of_code[code] = (uint32_t)at;
    }
    for (size_t row = 0; row < rows; row++)
        leaf[row] = of_code[column->missing[row] ? column->label_count : column->codes[row]];
    return leaf;
}

static ErrorKind
set_counts(Arena *arena, Table *table, const uint32_t *const *leaf, const Asked *asked, Error *err)
{
    size_t inner = 1;
    DisclosureError fault;
    for (size_t axis = 0; axis < table->axes; axis++)
        inner *= table->axis[axis].leaves;
    int64_t *values = arena_take_array(arena, inner + 1, sizeof *values);
    for (size_t row = 0; row < asked->data.rows; row++)
    {
        size_t at = 0;
        for (size_t axis = 0; axis < table->axes; axis++)
            at = at * table->axis[axis].leaves + leaf[axis][row];
        int64_t count = asked->counted->numbers[row];
        if (count < 0 || __builtin_add_overflow(values[at], count, &values[at]))
            return error_set(err, ERROR_DATA, "row %zu, column '%s': a count below 0 or too large",
                             row + 1, asked->counted->name);
    }
    return disclosure_set_values(table->tables, values, inner, &fault)
               ? ERROR_NONE
               : table_fault(ERROR_DATA, &fault, err);
}

static ErrorKind
set_values(Arena *arena, Table *table, const Asked *asked, Error *err)
{
    const uint32_t *leaf[TABLE_AXES];
    DisclosureError fault;
    for (size_t axis = 0; axis < table->axes; axis++)
        leaf[axis] =
            leaves_of(arena, &table->axis[axis], &asked->data.columns[axis], asked->data.rows);
    if (asked->counted != NULL)
        return set_counts(arena, table, leaf, asked, err);
    double *weight = NULL;
    if (asked->weight != NULL)
    {
        weight = arena_take_array(arena, asked->data.rows + 1, sizeof *weight);
        for (size_t row = 0; row < asked->data.rows; row++)
            weight[row] = (double)asked->weight->numbers[row] / 1e9;
    }
    DisclosureRecords records = {.rows = asked->data.rows,
                                 .leaf = leaf,
                                 .value = asked->value == NULL ? NULL : asked->value->numbers,
                                 .weight = weight,
                                 .holding = asked->holding == NULL ? NULL : asked->holding->codes};
    return disclosure_set_records(table->tables, &records, &fault)
               ? ERROR_NONE
               : table_fault(ERROR_DATA, &fault, err);
}

ErrorKind
table_read(Invocation *call, Table *ret_table, Error *err)
{
    Asked asked = {.count = 0};
    DisclosureError fault;
    int64_t decimals = 0;
    memset(ret_table, 0, sizeof *ret_table);
    TRY(invocation_integer(call, "decimals", 0, 9, 0, &decimals, err));
    TRY(read_columns(call, &asked, (int)decimals, err));
    const char **labels[TABLE_AXES];
    size_t counts[TABLE_AXES];
    for (size_t axis = 0; axis < asked.by; axis++)
        counts[axis] =
            labels_of(call->arena, &asked.data.columns[axis], asked.data.rows, &labels[axis]);
    TRY(table_shape(call, asked.names, asked.by, (const char *const *const *)labels, counts,
                    ret_table, err));
    TRY(set_values(call->arena, ret_table, &asked, err));
    if (!disclosure_build(ret_table->tables, &fault))
        return table_fault(ERROR_DATA, &fault, err);
    ret_table->measure = asked.value == NULL ? "count" : asked.value->name;
    ret_table->decimals = asked.value == NULL ? 0 : (int)decimals;
    return ERROR_NONE;
}

size_t
table_node(const Table *table, size_t cell, size_t axis)
{
    size_t part = table->parts;
    while (part > 1 && table->part_first[part - 1] > cell)
        part--;
    part--;
    cell -= table->part_first[part];
    if (!table->part_has[part][axis])
        return 0;
    for (size_t after = table->axes; after-- > axis + 1;)
        if (table->part_has[part][after])
            cell /= table->axis[after].node_count;
    return cell % table->axis[axis].node_count;
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
