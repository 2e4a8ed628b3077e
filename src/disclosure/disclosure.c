#include "disclosure/disclosure.h"

#include "disclosure/system.h"

#include <stdio.h>
#include <string.h>

bool
system_report(ErrorKind kind, const Error *err, DisclosureError *ret_err)
{
    if (kind != ERROR_NONE)
        snprintf(ret_err->message, sizeof ret_err->message, "%s", err->message);
    return kind == ERROR_NONE;
}

Disclosure *
disclosure_new(void)
{
    Arena *arena = arena_new("disclosure");
    Disclosure *tables = arena_take(arena, sizeof *tables);
    tables->arena = arena;
    return tables;
}

void
disclosure_free(Disclosure *tables)
{
    if (tables != NULL)
        arena_free(tables->arena);
}

static ErrorKind
check_open(const Disclosure *tables, Error *err)
{
    if (tables->model != NULL)
        return error_set(err, ERROR_USAGE, "shape and values are fixed once they are built");
    return ERROR_NONE;
}

static ErrorKind
check_node(const DisclosureNode *node, size_t leaves, size_t number, Error *err)
{
    for (size_t at = 0; at < node->count; at++)
        if (node->leaf[at] >= leaves || (at > 0 && node->leaf[at] <= node->leaf[at - 1]))
            return error_set(err, ERROR_DATA, "node %zu: leaves not ascending or not there",
                             number);
    if (node->count == 0)
        return error_set(err, ERROR_DATA, "node %zu: no leaves", number);
    return ERROR_NONE;
}

static ErrorKind
add_dimension(Disclosure *tables, size_t leaves, const DisclosureNode *nodes, size_t count,
              Error *err)
{
    TRY(check_open(tables, err));
    if (tables->dimension_count == CROSS_DIMENSIONS || tables->tables.count > 0 ||
        tables->value != NULL)
        return error_set(err, ERROR_USAGE,
                         "more than %d dimensions, or one after the first table or the values",
                         CROSS_DIMENSIONS);
    if (leaves == 0 || count == 0 || count >= UINT32_MAX)
        return error_set(err, ERROR_DATA, "a dimension without leaves or nodes");
    size_t all = 0;
    for (size_t node = 0; node < count; node++)
    {
        TRY(check_node(&nodes[node], leaves, node, err));
        all += nodes[node].count;
    }
    size_t *start = arena_take_array(tables->arena, count + 1, sizeof *start);
    uint32_t *leaf = arena_take_array(tables->arena, all, sizeof *leaf);
    for (size_t node = 0; node < count; node++)
    {
        memcpy(leaf + start[node], nodes[node].leaf, nodes[node].count * sizeof *leaf);
        start[node + 1] = start[node] + nodes[node].count;
    }
    tables->dimensions[tables->dimension_count] =
        (Dimension){.leaves = leaves, .nodes = count, .start = start, .leaf = leaf};
    TRY(cross_inner(tables->dimensions, tables->dimension_count + 1, &tables->inner, err));
    tables->dimension_count++;
    return ERROR_NONE;
}

bool
disclosure_add_dimension(Disclosure *tables, size_t leaves, const DisclosureNode *nodes,
                         size_t node_count, DisclosureError *err)
{
    Error inner;
    return system_report(add_dimension(tables, leaves, nodes, node_count, &inner), &inner, err);
}

static ErrorKind
copy_shown(Disclosure *tables, const DisclosureShown *shown, size_t dimension, SystemTable *table,
           Error *err)
{
    size_t nodes = tables->dimensions[dimension].nodes;
    size_t count = shown->node == NULL ? nodes : shown->count;
    uint32_t *copy = arena_take_array(tables->arena, count + 1, sizeof *copy);
    for (size_t at = 0; at < count; at++)
    {
        copy[at] = shown->node == NULL ? (uint32_t)at : shown->node[at];
        if (copy[at] >= nodes)
            return error_set(err, ERROR_DATA, "dimension %zu: no such node", dimension);
    }
    table->shown[dimension] = copy;
    table->shown_count[dimension] = count;
    if (count == 0 || __builtin_mul_overflow(table->cells, count, &table->cells) ||
        table->cells >= UINT32_MAX - tables->table_cells)
        return error_set(err, ERROR_DATA, "a table of no cells, or of more than 2^32 - 2");
    return ERROR_NONE;
}

static ErrorKind
add_table(Disclosure *tables, const DisclosureShown *shown, size_t *ret_first, size_t *ret_cells,
          Error *err)
{
    SystemTable table = {.cells = 1};
    TRY(check_open(tables, err));
    if (tables->dimension_count == 0 || tables->singles.count > 0)
        return error_set(err, ERROR_USAGE, "a table before the dimensions, or after a single cell");
    for (size_t at = 0; at < tables->dimension_count; at++)
        TRY(copy_shown(tables, &shown[at], at, &table, err));
    table.first = tables->table_cells;
    tables->table_cells += table.cells;
    *ret_first = table.first;
    *ret_cells = table.cells;
    *LIST_ADD(tables->arena, &tables->tables) = table;
    return ERROR_NONE;
}

bool
disclosure_add_table(Disclosure *tables, const DisclosureShown *shown, size_t *ret_first,
                     size_t *ret_cells, DisclosureError *err)
{
    Error inner;
    return system_report(add_table(tables, shown, ret_first, ret_cells, &inner), &inner, err);
}

bool
disclosure_add_cell(Disclosure *tables, const uint32_t *inner, const int32_t *factor, size_t count,
                    size_t *ret_cell, DisclosureError *err)
{
    Error error;
    if (!system_report(check_open(tables, &error), &error, err))
        return false;
    SystemCell cell = {.count = count};
    cell.row = arena_take_array(tables->arena, count + 1, sizeof *cell.row);
    cell.factor = arena_take_array(tables->arena, count + 1, sizeof *cell.factor);
    for (size_t at = 0; at < count; at++)
    {
        cell.row[at] = inner[at];
        cell.factor[at] = factor == NULL ? 1 : factor[at];
    }
    *ret_cell = tables->table_cells + tables->singles.count;
    *LIST_ADD(tables->arena, &tables->singles) = cell;
    return true;
}

static ErrorKind
set_records(Disclosure *tables, const DisclosureRecords *from, Error *err)
{
    TRY(check_open(tables, err));
    uint32_t *inner = arena_take_array(tables->arena, from->rows + 1, sizeof *inner);
    bool negative = false;
    for (size_t row = 0; row < from->rows; row++)
    {
        size_t at = 0;
        for (size_t dimension = 0; dimension < tables->dimension_count; dimension++)
        {
            size_t leaves = tables->dimensions[dimension].leaves;
            if (from->leaf[dimension][row] >= leaves)
                return error_set(err, ERROR_DATA, "record %zu: no such leaf in dimension %zu",
                                 row + 1, dimension);
            at = at * leaves + from->leaf[dimension][row];
        }
        inner[row] = (uint32_t)at;
        if (from->value != NULL &&
            (from->value[row] >= MODEL_LIMIT || from->value[row] <= -MODEL_LIMIT))
            return error_set(err, ERROR_DATA, "record %zu: a value of more than 62 bits", row + 1);
        negative |= from->value != NULL && from->value[row] < 0;
    }
    tables->records = (Records){.rows = from->rows,
                                .inner = inner,
                                .value = from->value,
                                .weight = from->weight,
                                .holding = from->holding};
    if (negative && !tables->least_given)
        tables->least = -MODEL_LIMIT;
    return tally_inner(tables->arena, &tables->records, tables->inner, &tables->value, err);
}

bool
disclosure_set_records(Disclosure *tables, const DisclosureRecords *records, DisclosureError *err)
{
    Error inner;
    return system_report(set_records(tables, records, &inner), &inner, err);
}

bool
disclosure_set_values(Disclosure *tables, const int64_t *value, size_t inner, DisclosureError *err)
{
    Error error;
    if (!system_report(check_open(tables, &error), &error, err))
        return false;
    if (tables->dimension_count > 0 && inner != tables->inner)
    {
        ErrorKind kind = error_set(
            &error, ERROR_DATA, "expected %zu inner cells, all combinations of leaves, found %zu",
            tables->inner, inner);
        return system_report(kind, &error, err);
    }
    tables->inner = inner;
    tables->value = arena_take_array(tables->arena, inner + 1, sizeof *tables->value);
    tables->records = (Records){0};
    if (inner > 0)
        memcpy(tables->value, value, inner * sizeof *value);
    return true;
}

void
disclosure_set_least(Disclosure *tables, int64_t least)
{
    tables->least = least < -MODEL_LIMIT ? -MODEL_LIMIT : least;
    tables->least_given = true;
}

void
system_add_difference(Disclosure *tables, Margin pair)
{
    const Model *model = tables->model;
    size_t from = model->start[pair.margin];
    size_t to = model->start[pair.margin + 1];
    size_t minus = model->start[pair.cell];
    SystemCell *cell = LIST_ADD(tables->arena, &tables->virtuals);
    *cell = (SystemCell){.row = arena_take_array(tables->arena, to - from + 1, sizeof *cell->row)};
    for (size_t at = from; at < to; at++)
        if (minus < model->start[pair.cell + 1] && model->row[minus] == model->row[at])
            minus++;
        else
            cell->row[cell->count++] = model->row[at];
}

static ErrorKind
add_cells(ModelMaker *maker, const SystemCell *cells, size_t count, Error *err)
{
    size_t number;
    for (size_t at = 0; at < count; at++)
    {
        Column column = {
            .row = cells[at].row, .factor = cells[at].factor, .count = cells[at].count};
        TRY(model_add(maker, column, &number, err));
    }
    return ERROR_NONE;
}

ErrorKind
system_model(Disclosure *tables, Error *err)
{
    ModelMaker *maker = model_begin(tables->arena, tables->value, tables->inner);
    for (size_t row = 0; row < tables->inner; row++)
        model_bound(maker, row, tables->least, MODEL_LIMIT);
    size_t cell;
    size_t cells;
    for (size_t at = 0; at < tables->tables.count; at++)
    {
        const SystemTable *table = &tables->tables.items[at];
        CrossTable shown = {.shown = (const uint32_t *const *)table->shown,
                            .shown_count = table->shown_count};
        TRY(cross_add(maker, tables->dimensions, tables->dimension_count, &shown, &cell, &cells,
                      err));
    }
    TRY(add_cells(maker, tables->singles.items, tables->singles.count, err));
    TRY(add_cells(maker, tables->virtuals.items, tables->virtuals.count, err));
    return model_end(maker, &tables->model, err);
}

ErrorKind
system_widen(Disclosure *tables, const int64_t *width, Error *err)
{
    const Model *before = tables->model;
    TRY(system_model(tables, err));
    memcpy(tables->model->cell, before->cell, before->cells * sizeof *before->cell);
    for (size_t at = before->cells; at < tables->model->cells; at++)
    {
        Cell *cell = &tables->model->cell[at];
        cell->status = CELL_VIRTUAL;
        cell->reasons = RULE_DIFFERENCE;
        cell->width = width[at - before->cells];
    }
    return ERROR_NONE;
}

static void
set_costs(Model *model)
{
    for (size_t at = 0; at < model->cells; at++)
    {
        Cell *cell = &model->cell[at];
        int64_t size = cell->value < 0 ? -cell->value : cell->value;
        cell->cost = size > 0 ? size : 1;
    }
}

static ErrorKind
build(Disclosure *tables, Error *err)
{
    TRY(check_open(tables, err));
    if (tables->value == NULL)
        return error_set(err, ERROR_USAGE, "no values are set");
    TRY(system_model(tables, err));
    set_costs(tables->model);
    tables->cells = tables->model->cells;
    tables->rules = digest_of("", 0);
    /* Records count contributors cell by cell of crossed tables; factors other than 1 would make no
     * sense of that. */
    for (size_t at = 0; at < tables->singles.count; at++)
        for (size_t entry = 0; entry < tables->singles.items[at].count; entry++)
            if (tables->singles.items[at].factor[entry] != 1)
                return ERROR_NONE;
    if (tables->records.inner != NULL)
        TRY(tally_cells(tables->arena, &tables->records, tables->model, &tables->tally, err));
    return ERROR_NONE;
}

bool
disclosure_build(Disclosure *tables, DisclosureError *err)
{
    Error inner;
    return system_report(build(tables, &inner), &inner, err);
}
