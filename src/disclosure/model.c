#include "disclosure/model.h"

#include "core/list.h"

#include <string.h>

__extension__ typedef __int128 Wide;

struct ModelMaker
{
    Arena *arena;
    Model *model;
    struct LIST_OF(size_t) ends;
    struct LIST_OF(uint32_t) rows;
    struct LIST_OF(int32_t) factors;
    struct LIST_OF(Cell) cells;
};

bool
cell_is_sensitive(const Cell *cell)
{
    return cell->upper > 0 || cell->lower > 0 || cell->width > 0;
}

bool
cell_is_shown(const Cell *cell)
{
    return cell->status == CELL_PUBLISHED;
}

CellStatus *
model_statuses(Arena *arena, const Model *model)
{
    CellStatus *statuses = arena_take_array(arena, model->cells + 1, sizeof *statuses);
    for (size_t cell = 0; cell < model->cells; cell++)
        statuses[cell] = model->cell[cell].status;
    return statuses;
}

void
model_set_statuses(Model *model, const CellStatus *statuses)
{
    for (size_t cell = 0; cell < model->cells; cell++)
        model->cell[cell].status = statuses[cell];
}

ModelMaker *
model_begin(Arena *arena, const int64_t *values, size_t inner)
{
    ModelMaker *maker = arena_take(arena, sizeof *maker);
    Model *model = arena_take(arena, sizeof *model);
    maker->arena = arena;
    maker->model = model;
    model->inner = inner;
    model->value = arena_take_array(arena, inner + 1, sizeof *model->value);
    model->least = arena_take_array(arena, inner + 1, sizeof *model->least);
    model->most = arena_take_array(arena, inner + 1, sizeof *model->most);
    for (size_t row = 0; row < inner; row++)
    {
        model->value[row] = values[row];
        model->most[row] = MODEL_LIMIT;
    }
    return maker;
}

void
model_bound(ModelMaker *maker, size_t inner, int64_t least, int64_t most)
{
    maker->model->least[inner] = least;
    maker->model->most[inner] = most;
}

/* The cell's value, and whether no partial sum of it for any values within reach could overflow. */
static ErrorKind
sum(const Model *model, Column column, size_t cell, int64_t *ret_sum, Error *err)
{
    Wide total = 0;
    for (size_t at = 0; at < column.count; at++)
    {
        int32_t factor = column.factor == NULL ? 1 : column.factor[at];
        if (column.row[at] >= model->inner || factor == 0 ||
            (at > 0 && column.row[at] <= column.row[at - 1]))
            return error_set(err, ERROR_DATA,
                             "cell %zu: inner cells not ascending, not there, or with factor 0",
                             cell);
        total += (Wide)factor * model->value[column.row[at]];
    }
    if (total >= MODEL_LIMIT || total <= -MODEL_LIMIT)
        return error_set(err, ERROR_DATA, "cell %zu: its value needs more than 62 bits", cell);
    *ret_sum = (int64_t)total;
    return ERROR_NONE;
}

ErrorKind
model_add(ModelMaker *maker, Column column, size_t *ret_cell, Error *err)
{
    int64_t value = 0;
    if (column.count > MODEL_ENTRIES - maker->rows.count)
        return error_set(err, ERROR_DATA, "tables whose cells have more than %zu parts in all",
                         MODEL_ENTRIES);
    TRY(sum(maker->model, column, maker->cells.count, &value, err));
    for (size_t at = 0; at < column.count; at++)
    {
        *LIST_ADD(maker->arena, &maker->rows) = column.row[at];
        *LIST_ADD(maker->arena, &maker->factors) = column.factor == NULL ? 1 : column.factor[at];
    }
    *LIST_ADD(maker->arena, &maker->ends) = maker->rows.count;
    *ret_cell = maker->cells.count;
    *LIST_ADD(maker->arena, &maker->cells) = (Cell){.value = value, .cost = 1};
    return ERROR_NONE;
}

ErrorKind
model_end(ModelMaker *maker, Model **ret_model, Error *err)
{
    Model *model = maker->model;
    if (model->inner >= UINT32_MAX || maker->cells.count >= UINT32_MAX)
        return error_set(err, ERROR_DATA, "a table of more than 2^32 - 2 cells");
    for (size_t row = 0; row < model->inner; row++)
    {
        int64_t value = model->value[row];
        if (value >= MODEL_LIMIT || value <= -MODEL_LIMIT)
            return error_set(err, ERROR_DATA, "inner cell %zu: its value needs more than 62 bits",
                             row);
        if (value < model->least[row] || value > model->most[row])
            return error_set(err, ERROR_DATA,
                             "inner cell %zu: its value is outside what is known of it", row);
    }
    model->cells = maker->cells.count;
    model->start = arena_take_array(maker->arena, model->cells + 1, sizeof *model->start);
    if (model->cells > 0)
        memcpy(model->start + 1, maker->ends.items, model->cells * sizeof *model->start);
    model->row = maker->rows.items;
    model->factor = maker->factors.items;
    model->cell = maker->cells.items;
    *ret_model = model;
    return ERROR_NONE;
}

ModelRows
model_rows(Arena *arena, const Model *model)
{
    size_t entries = model->start[model->cells];
    ModelRows rows = {
        .start = arena_take_array(arena, model->inner + 2, sizeof *rows.start),
        .cell = arena_take_array(arena, entries + 1, sizeof *rows.cell),
        .factor = arena_take_array(arena, entries + 1, sizeof *rows.factor),
    };
    for (size_t at = 0; at < entries; at++)
        rows.start[model->row[at] + 2]++;
    for (size_t row = 0; row < model->inner; row++)
        rows.start[row + 2] += rows.start[row + 1];
    for (size_t cell = 0; cell < model->cells; cell++)
        for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
        {
            size_t to = rows.start[model->row[at] + 1]++;
            rows.cell[to] = (uint32_t)cell;
            rows.factor[to] = model->factor[at];
        }
    return rows;
}
