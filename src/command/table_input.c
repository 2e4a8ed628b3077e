/*
 * From a file to a table and its records.
 */
#include "command/table.h"

#include "command/risk.h"

#include <string.h>

#define COLUMNS (TABLE_AXES + 5)
#define WEIGHT_DECIMALS 9

/* Which column of the Microdata answers what; COLUMNS: none. */
typedef struct Asked
{
    MicrodataAsk asks[COLUMNS];
    size_t count;
    const char **by;
    size_t by_count;
    size_t value;
    size_t counted;
    size_t weight;
    size_t holding;
    size_t id;
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
list_asks(Invocation *call, int decimals, Asked *asked, Error *err)
{
    TRY(table_by(call, &asked->by, &asked->by_count, err));
    for (size_t at = 0; at < asked->by_count; at++)
        (void)ask_for(asked, asked->by[at], MICRODATA_CLASS, 0);
    asked->value = ask_for(asked, invocation_option(call, "value"), MICRODATA_NUMBER, decimals);
    asked->counted = ask_for(asked, invocation_option(call, "count"), MICRODATA_NUMBER, 0);
    asked->weight =
        ask_for(asked, invocation_option(call, "weight"), MICRODATA_NUMBER, WEIGHT_DECIMALS);
    asked->holding = ask_for(asked, invocation_option(call, "holding"), MICRODATA_CLASS, 0);
    asked->id = ask_for(asked, invocation_option(call, "id"), MICRODATA_CLASS, 0);
    if (asked->counted < COLUMNS && asked->count != asked->by_count + 1)
        return error_set(err, ERROR_USAGE,
                         "option '--count': a file of counts has no '--value', '--weight', "
                         "'--holding' or '--id'");
    return ERROR_NONE;
}

/* What is not a class of the table must be there in every row, and counts and weights not below 0.
 */
static ErrorKind
check_columns(const Asked *asked, Error *err)
{
    for (size_t at = asked->by_count; at < asked->count; at++)
    {
        const MicrodataColumn *column = &asked->data.columns[at];
        bool sized = at == asked->counted || at == asked->weight;
        for (size_t row = 0; row < asked->data.rows; row++)
        {
            if (column->missing[row])
                return error_set(err, ERROR_DATA, "row %zu, column '%s': the value is missing",
                                 row + 1, column->name);
            if (sized && column->numbers[row] < 0)
                return error_set(err, ERROR_DATA, "row %zu, column '%s': expected 0 or more",
                                 row + 1, column->name);
        }
    }
    return ERROR_NONE;
}

/* The leaf of each row on one axis. */
static uint32_t *
leaves_of(Arena *arena, const TableAxis *axis, const MicrodataColumn *column, size_t rows)
{
    uint32_t *of_node = arena_take_array(arena, axis->node_count, sizeof *of_node);
    uint32_t *of_code = arena_take_array(arena, column->label_count + 1, sizeof *of_code);
    uint32_t *leaf = arena_take_array(arena, rows, sizeof *leaf);
    for (uint32_t at = 0; at < axis->leaves; at++)
        of_node[axis->leaf_node[at]] = at;
    for (size_t code = 0; code <= column->label_count; code++)
    {
        size_t node = table_axis_find(axis, code < column->label_count ? column->labels[code] : "");
        of_code[code] = node == SIZE_MAX ? 0 : of_node[node];
    }
    for (size_t row = 0; row < rows; row++)
        leaf[row] = of_code[column->missing[row] ? column->label_count : column->codes[row]];
    return leaf;
}

static void
take_records(Arena *arena, const Table *table, const Asked *asked, TableRecords *ret_records)
{
    const MicrodataColumn *columns = asked->data.columns;
    size_t rows = asked->data.rows;
    *ret_records = (TableRecords){.rows = rows};
    for (size_t axis = 0; axis < table->axes; axis++)
        ret_records->leaf[axis] = leaves_of(arena, &table->axis[axis], &columns[axis], rows);
    if (asked->value < COLUMNS)
        ret_records->value = columns[asked->value].numbers;
    if (asked->counted < COLUMNS)
        ret_records->counted = columns[asked->counted].numbers;
    if (asked->holding < COLUMNS)
        ret_records->holding = columns[asked->holding].codes;
    if (asked->id < COLUMNS)
        ret_records->id = &columns[asked->id];
    if (asked->weight == COLUMNS)
        return;
    ret_records->weight = arena_take_array(arena, rows, sizeof *ret_records->weight);
    for (size_t row = 0; row < rows; row++)
        ret_records->weight[row] = (double)columns[asked->weight].numbers[row] / 1e9;
}

ErrorKind
table_read(Invocation *call, Table *ret_table, TableRecords *ret_records, Error *err)
{
    Asked asked = {.count = 0};
    int64_t decimals = 0;
    TRY(invocation_integer(call, "decimals", 0, 9, 0, &decimals, err));
    TRY(list_asks(call, (int)decimals, &asked, err));
    TRY(microdata_read(call->arena, call->words[0], asked.asks, asked.count, &call->progress,
                       &asked.data, err));
    TRY(check_columns(&asked, err));
    TRY(table_shape(call, asked.by, asked.by_count, asked.data.columns, asked.data.rows, ret_table,
                    err));
    take_records(call->arena, ret_table, &asked, ret_records);
    ret_table->measure = asked.value < COLUMNS ? asked.asks[asked.value].name : "count";
    ret_table->decimals = asked.value < COLUMNS ? (int)decimals : 0;
    return ERROR_NONE;
}
