#include "disclosure/cross.h"

#include "core/list.h"

ErrorKind
cross_inner(const Dimension *dimensions, size_t count, size_t *ret_inner, Error *err)
{
    size_t inner = 1;
    if (count > CROSS_DIMENSIONS)
        return error_set(err, ERROR_DATA, "more than %d dimensions", CROSS_DIMENSIONS);
    for (size_t at = 0; at < count; at++)
        if (dimensions[at].leaves == 0 ||
            __builtin_mul_overflow(inner, dimensions[at].leaves, &inner) || inner >= UINT32_MAX)
            return error_set(err, ERROR_DATA, "a table of more than 2^32 - 2 inner cells, or none");
    *ret_inner = inner;
    return ERROR_NONE;
}

typedef struct RowList LIST_OF(uint32_t) RowList;

/* All inner cells of one combination of nodes into rows, ascending because each node's leaves are; spare is a second list
 * to work with. */
static void
expand(Arena *work, const Dimension *dimensions, const uint32_t *node, size_t count, RowList *rows,
       RowList *spare)
{
    rows->count = 0;
    *LIST_ADD(work, rows) = 0;
    for (size_t at = 0; at < count; at++)
    {
        const Dimension *dimension = &dimensions[at];
        spare->count = 0;
        for (size_t row = 0; row < rows->count; row++)
            for (size_t leaf = dimension->start[node[at]]; leaf < dimension->start[node[at] + 1];
                 leaf++)
                *LIST_ADD(work, spare) =
                    rows->items[row] * (uint32_t)dimension->leaves + dimension->leaf[leaf];
        RowList other = *rows;
        *rows = *spare;
        *spare = other;
    }
}

/* The next combination; false after the last. */
static bool
advance(size_t *place, const size_t *sizes, size_t count)
{
    for (size_t at = count; at-- > 0;)
    {
        if (++place[at] < sizes[at])
            return true;
        place[at] = 0;
    }
    return false;
}

ErrorKind
cross_add(ModelMaker *maker, const Dimension *dimensions, size_t count, const CrossTable *table,
          size_t *ret_first, size_t *ret_cells, Error *err)
{
    size_t place[CROSS_DIMENSIONS] = {0};
    uint32_t node[CROSS_DIMENSIONS] = {0};
    SCRATCH Arena *work = arena_new("cross");
    RowList rows = {0};
    RowList spare = {0};
    *ret_cells = 0;
    do
    {
        for (size_t at = 0; at < count; at++)
            node[at] = table->shown[at][place[at]];
        expand(work, dimensions, node, count, &rows, &spare);
        size_t cell;
        TRY(model_add(maker, (Column){.row = rows.items, .count = rows.count}, &cell, err));
        if (*ret_cells == 0)
            *ret_first = cell;
        ++*ret_cells;
    } while (advance(place, table->shown_count, count));
    return ERROR_NONE;
}
