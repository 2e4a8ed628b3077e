#include "command/table_counts.h"

#include "disclosure/frequency.h"

#include <sodium.h>
#include <string.h>

#define COUNTS_MOST ((uint64_t)1 << 62)

/* Numbers the combinations of leaves that occur, in the order of the leaves. */
static ErrorKind
find_inner(Arena *arena, const Table *table, const TableRecords *records, TableCounts *counts,
           Error *err)
{
    const uint16_t *codes[TABLE_AXES];
    uint32_t sizes[TABLE_AXES];
    size_t set[TABLE_AXES];
    for (size_t axis = 0; axis < table->axes; axis++)
    {
        if (table->axis[axis].leaves > UINT16_MAX)
            return error_set(err, ERROR_DATA, "column '%s': too many values",
                             table->axis[axis].name);
        uint16_t *own = arena_take_array(arena, records->rows, sizeof *own);
        for (size_t row = 0; row < records->rows; row++)
            own[row] = (uint16_t)records->leaf[axis][row];
        codes[axis] = own;
        sizes[axis] = (uint32_t)table->axis[axis].leaves;
        set[axis] = axis;
    }
    KeyTable keys = {.rows = records->rows, .columns = table->axes, .codes = codes, .sizes = sizes};
    uint32_t *group = arena_take_array(arena, records->rows, sizeof *group);
    size_t groups = frequency_group(arena, &keys, set, table->axes, group);
    uint32_t *number = arena_take_array(arena, groups, sizeof *number);
    for (size_t row = 0; row < records->rows; row++)
        number[group[row]] = 1;
    for (size_t at = 0; at < groups; at++)
        number[at] = number[at] == 0 ? 0 : (uint32_t)counts->inner_count++;
    counts->inner_leaf = arena_take_array(arena, table->axes, sizeof *counts->inner_leaf);
    for (size_t axis = 0; axis < table->axes; axis++)
    {
        uint32_t *leaf = arena_take_array(arena, counts->inner_count, sizeof *leaf);
        for (size_t row = 0; row < records->rows; row++)
            leaf[number[group[row]]] = codes[axis][row];
        counts->inner_leaf[axis] = leaf;
    }
    for (size_t row = 0; row < records->rows; row++)
        group[row] = number[group[row]];
    counts->inner_of = group;
    return ERROR_NONE;
}

/* The nodes of a part above a leaf: those that hold it, or the total alone. */
static size_t
nodes_above(const Table *table, const TablePart *part, size_t axis, uint32_t leaf,
            const uint32_t **ret_nodes)
{
    const TableAxis *of = &table->axis[axis];
    *ret_nodes = of->above + of->above_start[leaf];
    return part->has[axis] ? of->above_start[leaf + 1] - of->above_start[leaf] : 1;
}

/* The cells that hold an inner cell, part by part: all combinations of the nodes above its leaves.
 */
static size_t
cells_above(const Table *table, const TableCounts *counts, size_t inner, uint32_t *ret_cells)
{
    size_t all = 0;
    for (const TablePart *part = table->part; part < table->part + table->parts; part++)
    {
        uint32_t *cells = ret_cells + all;
        size_t count = 1;
        cells[0] = 0;
        for (size_t axis = 0; axis < table->axes; axis++)
        {
            const uint32_t *nodes;
            size_t above = nodes_above(table, part, axis, counts->inner_leaf[axis][inner], &nodes);
            uint32_t width = part->has[axis] ? (uint32_t)table->axis[axis].node_count : 1;
            for (size_t at = above; at-- > 0;)
                for (size_t cell = 0; cell < count; cell++)
                    cells[at * count + cell] = cells[cell] * width + nodes[at];
            count *= above;
        }
        for (size_t cell = 0; cell < count; cell++)
            cells[cell] += (uint32_t)part->first;
        all += count;
    }
    return all;
}

/* The most that cells_above gives for one inner cell. */
static size_t
most_above(const Table *table)
{
    size_t all = 0;
    for (size_t part = 0; part < table->parts; part++)
    {
        size_t count = 1;
        for (size_t axis = 0; axis < table->axes; axis++)
            count *= table->part[part].has[axis] ? table->axis[axis].levels : 1;
        all += count;
    }
    return all;
}

static void
sum_cells(Arena *arena, const Table *table, TableCounts *counts)
{
    SCRATCH Arena *work = arena_new("sums");
    uint32_t *cells = arena_take_array(work, most_above(table), sizeof *cells);
    size_t *next = arena_take_array(work, table->cells + 1, sizeof *next);
    size_t *start = arena_take_array(arena, table->cells + 1, sizeof *start);
    counts->count = arena_take_array(arena, table->cells, sizeof *counts->count);
    counts->key = arena_take_array(arena, table->cells, sizeof *counts->key);
    for (size_t at = 0; at < counts->inner_count; at++)
        for (size_t cell = cells_above(table, counts, at, cells); cell-- > 0;)
        {
            counts->count[cells[cell]] += counts->inner[at];
            counts->key[cells[cell]] += counts->inner_key[at];
            start[cells[cell] + 1]++;
        }
    for (size_t cell = 0; cell < table->cells; cell++)
        next[cell + 1] = start[cell + 1] += start[cell];
    uint32_t *inner = arena_take_array(arena, start[table->cells], sizeof *inner);
    for (size_t at = 0; at < counts->inner_count; at++)
        for (size_t cell = cells_above(table, counts, at, cells); cell-- > 0;)
            inner[next[cells[cell]]++] = (uint32_t)at;
    counts->sums = (CellSums){table->cells, start, inner};
}

ErrorKind
table_count(Arena *arena, const Table *table, const TableRecords *records, const unsigned char *key,
            TableCounts *ret_counts, Error *err)
{
    *ret_counts = (TableCounts){0};
    TRY(find_inner(arena, table, records, ret_counts, err));
    size_t count = ret_counts->inner_count;
    uint64_t all = 0; /* below COUNTS_MOST before and after each row, so that nothing overflows */
    ret_counts->inner = arena_take_array(arena, count, sizeof *ret_counts->inner);
    ret_counts->inner_key = arena_take_array(arena, count, sizeof *ret_counts->inner_key);
    for (size_t row = 0; row < records->rows; row++)
    {
        uint32_t inner = ret_counts->inner_of[row];
        uint64_t counted = records->counted == NULL ? 1 : (uint64_t)records->counted[row];
        ret_counts->inner[inner] += counted;
        if ((all += counted) >= COUNTS_MOST)
            return error_set(err, ERROR_DATA, "row %zu: a sum of counts of more than 62 bits",
                             row + 1);
        if (key == NULL)
            continue;
        const char *id = records->id->labels[records->id->codes[row]];
        unsigned char bytes[crypto_shorthash_BYTES];
        (void)crypto_shorthash(bytes, (const unsigned char *)id, strlen(id), key);
        uint64_t number = 0;
        for (size_t at = 0; at < sizeof bytes; at++)
            number = number << 8 | bytes[at];
        ret_counts->inner_key[inner] += number;
    }
    sum_cells(arena, table, ret_counts);
    return ERROR_NONE;
}

static void
keep_largest(MagnitudeCell *cell, uint64_t size, uint32_t top)
{
    uint32_t place = cell->contributions < top ? cell->contributions++ : top;
    for (; place > 0 && cell->largest[place - 1] < size; place--)
        if (place < top)
            cell->largest[place] = cell->largest[place - 1];
    if (place < top)
        cell->largest[place] = size;
}

ErrorKind
table_magnitudes(Arena *arena, const Table *table, const TableRecords *records,
                 const TableCounts *counts, uint32_t top, MagnitudeCell **ret_cells, Error *err)
{
    SCRATCH Arena *work = arena_new("magnitudes");
    uint32_t *cells = arena_take_array(work, most_above(table), sizeof *cells);
    MagnitudeCell *made = arena_take_array(arena, table->cells, sizeof *made);
    for (size_t row = 0; row < records->rows; row++)
    {
        int64_t value = records->value[row];
        if (value >= MAGNITUDE_MOST || value <= -MAGNITUDE_MOST)
            return error_set(err, ERROR_DATA, "row %zu, column '%s': the value is too large",
                             row + 1, table->measure);
        uint64_t size = (uint64_t)(value < 0 ? -value : value);
        for (size_t at = cells_above(table, counts, counts->inner_of[row], cells); at-- > 0;)
        {
            MagnitudeCell *cell = &made[cells[at]];
            cell->sum += value;
            if (cell->sum >= MAGNITUDE_MOST || cell->sum <= -MAGNITUDE_MOST)
                return error_set(err, ERROR_DATA, "column '%s': a sum is too large",
                                 table->measure);
            keep_largest(cell, size, top);
            cell->key = counts->key[cells[at]];
        }
    }
    *ret_cells = made;
    return ERROR_NONE;
}
