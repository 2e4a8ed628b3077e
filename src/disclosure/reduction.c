#include "disclosure/field.h"
#include "disclosure/inner.h"
#include "disclosure/span.h"

#include <stdlib.h>
#include <string.h>

/* Inner cells whose value follows from the published cells by linear algebra alone. */
static void
fix_spanned(const Model *model, bool *fixed)
{
    SCRATCH Arena *work = arena_new("fixed");
    Span *span = span_new(work, model->inner);
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        if (!cell_is_shown(&model->cell[cell]))
            continue;
        for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
            span_put(span, model->row[at], field_of(model->factor[at]));
        SpanVector residue = span_reduce(span, work);
        if (residue.count > 0)
            span_add(span, residue);
    }
    for (uint32_t row = 0; row < model->inner; row++)
    {
        span_put(span, row, 1);
        fixed[row] = span_reduce(span, work).count == 0 || model->least[row] == model->most[row];
    }
}

/* Can this published cell's free inner cells change its value in one direction only? Then none can change. */
static bool
one_sided(const Model *model, size_t cell, const bool *fixed)
{
    bool up = false;
    bool down = false;
    for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
    {
        uint32_t row = model->row[at];
        if (fixed[row])
            continue;
        bool grows = model->value[row] < model->most[row];
        bool shrinks = model->value[row] > model->least[row];
        up |= model->factor[at] > 0 ? grows : shrinks;
        down |= model->factor[at] > 0 ? shrinks : grows;
    }
    return up != down;
}

static void
fix_one_sided(const Model *model, bool *fixed)
{
    for (bool again = true; again;)
    {
        again = false;
        for (size_t cell = 0; cell < model->cells; cell++)
        {
            if (!cell_is_shown(&model->cell[cell]) || !one_sided(model, cell, fixed))
                continue;
            for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
                fixed[model->row[at]] = true;
            again = true;
        }
    }
}

typedef struct Constraint
{
    uint32_t cell;
    uint32_t size; /* free inner cells in it */
} Constraint;

static int
compare_constraints(const void *one, const void *other)
{
    const Constraint *first = one;
    const Constraint *second = other;
    if (first->size != second->size)
        return first->size < second->size ? -1 : 1;
    return (first->cell > second->cell) - (first->cell < second->cell);
}

/* Published cells that bind free inner cells, shortest first, none a combination of earlier ones. */
static size_t
choose_constraints(Arena *arena, const Model *model, const bool *fixed, Constraint **ret_chosen)
{
    Constraint *all = arena_take_array(arena, model->cells + 1, sizeof *all);
    size_t count = 0;
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        uint32_t size = 0;
        for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
            size += !fixed[model->row[at]];
        if (size > 0 && cell_is_shown(&model->cell[cell]))
            all[count++] = (Constraint){.cell = (uint32_t)cell, .size = size};
    }
    qsort(all, count, sizeof *all, compare_constraints);
    SCRATCH Arena *work = arena_new("constraints");
    Span *span = span_new(work, model->inner);
    size_t chosen = 0;
    for (size_t at = 0; at < count; at++)
    {
        uint32_t cell = all[at].cell;
        for (size_t entry = model->start[cell]; entry < model->start[cell + 1]; entry++)
            if (!fixed[model->row[entry]])
                span_put(span, model->row[entry], field_of(model->factor[entry]));
        SpanVector residue = span_reduce(span, work);
        if (residue.count == 0)
            continue;
        span_add(span, residue);
        all[chosen++] = all[at];
    }
    *ret_chosen = all;
    return chosen;
}

static uint32_t
root_of(uint32_t *parent, uint32_t at)
{
    while (parent[at] != at)
        at = parent[at] = parent[parent[at]];
    return at;
}

/* Numbers the connected parts in the order of their first inner cell. */
static void
number_components(Arena *arena, const Model *model, Reduction *reduction, const bool *fixed,
                  const Constraint *chosen)
{
    SCRATCH Arena *work = arena_new("parts");
    uint32_t *parent = arena_take_array(work, model->inner + 1, sizeof *parent);
    for (uint32_t row = 0; row < model->inner; row++)
        parent[row] = row;
    for (size_t at = 0; at < reduction->rows; at++)
    {
        uint32_t first = NOT_FREE;
        for (size_t entry = model->start[chosen[at].cell];
             entry < model->start[chosen[at].cell + 1]; entry++)
        {
            uint32_t row = model->row[entry];
            if (fixed[row])
                continue;
            if (first == NOT_FREE)
                first = root_of(parent, row);
            parent[root_of(parent, row)] = first;
        }
    }
    reduction->component = arena_take_array(arena, model->inner + 1, sizeof *reduction->component);
    reduction->column = arena_take_array(arena, model->inner + 1, sizeof *reduction->column);
    uint32_t *number = arena_take_array(work, model->inner + 1, sizeof *number);
    memset(number, 0xFF, model->inner * sizeof *number);
    for (uint32_t row = 0; row < model->inner; row++)
    {
        reduction->component[row] = NOT_FREE;
        if (fixed[row])
            continue;
        uint32_t root = root_of(parent, row);
        if (number[root] == NOT_FREE)
            number[root] = (uint32_t)reduction->count++;
        reduction->component[row] = number[root];
        reduction->free++;
    }
}

static void
place_columns(Arena *arena, const Model *model, Reduction *reduction)
{
    reduction->components =
        arena_take_array(arena, reduction->count + 1, sizeof *reduction->components);
    for (int round = 0; round < 2; round++)
        for (uint32_t row = 0; row < model->inner; row++)
        {
            if (reduction->component[row] == NOT_FREE)
                continue;
            Component *part = &reduction->components[reduction->component[row]];
            if (round == 0)
            {
                reduction->column[row] = (uint32_t)part->columns++;
                continue;
            }
            if (part->inner == NULL)
                part->inner = arena_take_array(arena, part->columns, sizeof *part->inner);
            part->inner[reduction->column[row]] = row;
        }
}

/* One pass over the chosen constraints: counts the entries of each part and column, or places them. */
static void
place_entries(const Model *model, Reduction *reduction, const Constraint *chosen, bool place)
{
    for (size_t at = 0; at < reduction->rows; at++)
    {
        Component *part = NULL;
        for (size_t entry = model->start[chosen[at].cell];
             entry < model->start[chosen[at].cell + 1]; entry++)
        {
            uint32_t row = model->row[entry];
            if (reduction->component[row] == NOT_FREE)
                continue;
            part = &reduction->components[reduction->component[row]];
            uint32_t column = reduction->column[row];
            if (place)
            {
                int to = part->start[column + 1]++;
                part->row[to] = (int)part->rows;
                part->factor[to] = model->factor[entry];
                part->across_column[part->across_start[part->rows + 1]++] = (int)column;
            }
            else
                part->start[column + 2]++;
        }
        if (part == NULL)
            continue;
        part->rows++;
        if (place && part->across_start != NULL)
            part->across_start[part->rows + 1] = part->across_start[part->rows];
    }
}

static void
make_room(Arena *arena, Component *part)
{
    for (size_t column = 0; column < part->columns; column++)
        part->start[column + 2] += part->start[column + 1];
    size_t entries = (size_t)part->start[part->columns + 1];
    part->row = arena_take_array(arena, entries + 1, sizeof *part->row);
    part->factor = arena_take_array(arena, entries + 1, sizeof *part->factor);
    part->across_start = arena_take_array(arena, part->rows + 3, sizeof *part->across_start);
    part->across_column = arena_take_array(arena, entries + 1, sizeof *part->across_column);
    part->least = arena_take_array(arena, part->columns, sizeof *part->least);
    part->most = arena_take_array(arena, part->columns, sizeof *part->most);
    part->objective = arena_take_array(arena, part->columns, sizeof *part->objective);
    part->value = arena_take_array(arena, part->columns, sizeof *part->value);
    part->zero = arena_take_array(arena, part->rows + 1, sizeof *part->zero);
    part->rows = 0;
}

Reduction
reduction_new(Arena *arena, const Model *model)
{
    SCRATCH Arena *work = arena_new("reduction");
    Reduction reduction = {0};
    bool *fixed = arena_take_array(work, model->inner + 1, sizeof *fixed);
    fix_spanned(model, fixed);
    fix_one_sided(model, fixed);
    Constraint *chosen;
    reduction.rows = choose_constraints(work, model, fixed, &chosen);
    number_components(arena, model, &reduction, fixed, chosen);
    place_columns(arena, model, &reduction);
    for (size_t at = 0; at < reduction.count; at++)
    {
        Component *part = &reduction.components[at];
        part->start = arena_take_array(arena, part->columns + 3, sizeof *part->start);
    }
    place_entries(model, &reduction, chosen, false);
    for (size_t at = 0; at < reduction.count; at++)
        make_room(arena, &reduction.components[at]);
    place_entries(model, &reduction, chosen, true);
    return reduction;
}
