#include "disclosure/proofs.h"

#include <string.h>

__extension__ typedef __int128 Wide;

Proofs *
proofs_new(Arena *arena, const Model *model)
{
    Proofs *proofs = arena_take(arena, sizeof *proofs);
    proofs->arena = arena;
    proofs->model = model;
    proofs->rows = model_rows(arena, model);
    proofs->reach = arena_take_array(arena, model->cells + 1, sizeof *proofs->reach);
    proofs->change = arena_take_array(arena, model->cells + 1, sizeof *proofs->change);
    proofs->touched = arena_take_array(arena, model->cells + 1, sizeof *proofs->touched);
    proofs->marked = arena_take_array(arena, model->cells + 1, sizeof *proofs->marked);
    for (size_t cell = 0; cell < model->cells; cell++)
        proofs->reach[cell] = (Reach){.up_point = PROOFS_TRUTH, .down_point = PROOFS_TRUTH};
    return proofs;
}

/* The sign of a mirror image. */
static bool
within_bounds(const Model *model, const uint32_t *rows, const int64_t *changes, size_t count,
              int sign)
{
    for (size_t at = 0; at < count; at++)
    {
        Wide value = (Wide)model->value[rows[at]] + (Wide)sign * changes[at];
        if (value <= -MODEL_LIMIT || value >= MODEL_LIMIT || value < model->least[rows[at]] ||
            value > model->most[rows[at]])
            return false;
    }
    return true;
}

/* Adds the changes up by cell; false where one leaves 62 bits. *ret_touched: how many cells are in `touched`, of which some may
 * come out as 0. */
static bool
change_cells(Proofs *proofs, const uint32_t *rows, const int64_t *changes, size_t count,
             size_t *ret_touched)
{
    size_t touched = 0;
    bool fits = true;
    for (size_t at = 0; at < count && fits; at++)
        for (size_t entry = proofs->rows.start[rows[at]]; entry < proofs->rows.start[rows[at] + 1];
             entry++)
        {
            uint32_t cell = proofs->rows.cell[entry];
            Wide sum = (Wide)proofs->change[cell] + (Wide)proofs->rows.factor[entry] * changes[at];
            if (sum >= MODEL_LIMIT || sum <= -MODEL_LIMIT)
            {
                fits = false;
                break;
            }
            if (!proofs->marked[cell])
                proofs->touched[touched++] = cell;
            proofs->marked[cell] = true;
            proofs->change[cell] = (int64_t)sum;
        }
    *ret_touched = touched;
    return fits;
}

static bool
goes_further(const Proofs *proofs, size_t touched, int sign)
{
    for (size_t at = 0; at < touched; at++)
    {
        uint32_t cell = proofs->touched[at];
        int64_t change = sign * proofs->change[cell];
        if (cell_is_sensitive(&proofs->model->cell[cell]) && !proofs_meets(proofs, cell) &&
            (change > proofs->reach[cell].up || change < proofs->reach[cell].down))
            return true;
    }
    return false;
}

static void
extend(Proofs *proofs, size_t touched, int sign, uint32_t point)
{
    for (size_t at = 0; at < touched; at++)
    {
        uint32_t cell = proofs->touched[at];
        int64_t change = sign * proofs->change[cell];
        Reach *reach = &proofs->reach[cell];
        if (!cell_is_sensitive(&proofs->model->cell[cell]))
            continue;
        if (change > reach->up)
        {
            reach->up = change;
            reach->up_point = point;
        }
        if (change < reach->down)
        {
            reach->down = change;
            reach->down_point = point;
        }
    }
}

static uint32_t
keep(Proofs *proofs, const uint32_t *rows, const int64_t *changes, size_t count, int sign)
{
    Point point = {.count = count};
    point.row = arena_take_array(proofs->arena, count, sizeof *point.row);
    memcpy(point.row, rows, count * sizeof *rows);
    point.change = arena_take_array(proofs->arena, count, sizeof *point.change);
    for (size_t at = 0; at < count; at++)
        point.change[at] = sign * changes[at];
    *LIST_ADD(proofs->arena, &proofs->points) = point;
    return (uint32_t)(proofs->points.count - 1);
}

static bool
agrees(const Proofs *proofs, size_t touched)
{
    for (size_t at = 0; at < touched; at++)
        if (cell_is_shown(&proofs->model->cell[proofs->touched[at]]) &&
            proofs->change[proofs->touched[at]] != 0)
            return false;
    return true;
}

bool
proofs_try(Proofs *proofs, const uint32_t *rows, const int64_t *changes, size_t count, bool *ret_useful)
{
    size_t touched;
    bool good = false;
    bool useful = false;
    if (change_cells(proofs, rows, changes, count, &touched) && agrees(proofs, touched))
        for (int sign = 1; sign >= -1; sign -= 2)
            if (within_bounds(proofs->model, rows, changes, count, sign))
            {
                good = true;
                if (!goes_further(proofs, touched, sign))
                    continue;
                useful = true;
                extend(proofs, touched, sign, keep(proofs, rows, changes, count, sign));
            }
    for (size_t at = 0; at < touched; at++)
    {
        proofs->change[proofs->touched[at]] = 0;
        proofs->marked[proofs->touched[at]] = false;
    }
    if (ret_useful != NULL)
        *ret_useful = useful;
    return good;
}

int64_t
proofs_lacks(const Proofs *proofs, size_t cell, bool up)
{
    const Cell *need = &proofs->model->cell[cell];
    Reach reach = proofs->reach[cell];
    int64_t own = up ? need->upper : need->lower;
    int64_t gone = up ? reach.up : -reach.down;
    int64_t other = up ? -reach.down : reach.up;
    if (own > gone)
        return own;
    Wide width = (Wide)reach.up - reach.down;
    if (width < need->width)
        return need->width - other;
    return 0;
}

bool
proofs_meets(const Proofs *proofs, size_t cell)
{
    return proofs_lacks(proofs, cell, true) == 0 && proofs_lacks(proofs, cell, false) == 0;
}

void
proofs_renew(Proofs *proofs)
{
    size_t count = proofs->points.count;
    Point *points = proofs->points.items;
    proofs->points.items = NULL;
    proofs->points.count = 0;
    proofs->points.capacity = 0;
    for (size_t cell = 0; cell < proofs->model->cells; cell++)
        proofs->reach[cell] = (Reach){.up_point = PROOFS_TRUTH, .down_point = PROOFS_TRUTH};
    for (size_t at = 0; at < count; at++)
        proofs_try(proofs, points[at].row, points[at].change, points[at].count, NULL);
}

ProofsState
proofs_save(Arena *arena, const Proofs *proofs)
{
    size_t cells = proofs->model->cells;
    ProofsState state = {.count = proofs->points.count};
    state.points = arena_take_array(arena, state.count + 1, sizeof *state.points);
    state.reach = arena_take_array(arena, cells + 1, sizeof *state.reach);
    state.open = arena_take_array(arena, cells + 1, sizeof *state.open);
    if (state.count > 0)
        memcpy(state.points, proofs->points.items, state.count * sizeof *state.points);
    memcpy(state.reach, proofs->reach, cells * sizeof *state.reach);
    for (size_t cell = 0; cell < cells; cell++)
        state.open[cell] =
            cell_is_sensitive(&proofs->model->cell[cell]) && !proofs_meets(proofs, cell);
    return state;
}

void
proofs_restore(Proofs *proofs, const ProofsState *state)
{
    proofs->points.count = 0;
    for (size_t at = 0; at < state->count; at++)
        *LIST_ADD(proofs->arena, &proofs->points) = state->points[at];
    memcpy(proofs->reach, state->reach, proofs->model->cells * sizeof *state->reach);
}
