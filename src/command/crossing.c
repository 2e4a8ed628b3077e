#include "command/crossing.h"

#include "disclosure/frequency.h"
#include "warehouse/microdata.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

typedef struct Reading
{
    const CrossingAsk *ask;
    Microdata data;
    const MicrodataColumn *id;
    const MicrodataColumn *value;
} Reading;

static ErrorKind
read_columns(Invocation *call, const CrossingAsk *ask, Reading *reading, Error *err)
{
    MicrodataAsk asks[CROSSING_AXES + 2];
    size_t count = 0;
    for (; count < ask->by_count; count++)
        asks[count] = (MicrodataAsk){.name = ask->by[count], .form = MICRODATA_CLASS};
    if (ask->id != NULL)
        asks[count++] = (MicrodataAsk){.name = ask->id, .form = MICRODATA_CLASS};
    if (ask->value != NULL)
        asks[count++] =
            (MicrodataAsk){.name = ask->value, .form = MICRODATA_NUMBER, .decimals = ask->decimals};
    TRY(microdata_read(call->arena, ask->file, asks, count, &call->progress, &reading->data, err));
    reading->ask = ask;
    reading->id = ask->id == NULL ? NULL : &reading->data.columns[ask->by_count];
    reading->value = ask->value == NULL ? NULL : &reading->data.columns[count - 1];
    const MicrodataColumn *needed[] = {reading->id, reading->value};
    for (size_t at = 0; at < 2; at++)
        for (size_t row = 0; needed[at] != NULL && row < reading->data.rows; row++)
            if (needed[at]->missing[row])
                return error_set(err, ERROR_DATA, "row %zu, column '%s': the value is missing",
                                 row + 1, needed[at]->name);
    return ERROR_NONE;
}

static const char *
hierarchy_of(Invocation *call, const CrossingAsk *ask, const char *name)
{
    const char *start = arena_print(call->arena, "%s=", name);
    for (size_t at = 0; at < ask->hierarchy_count; at++)
        if (text_starts(ask->hierarchies[at], start))
            return ask->hierarchies[at] + strlen(start);
    return NULL;
}

static ErrorKind
make_axes(Invocation *call, const Reading *reading, Crossing *crossing, Error *err)
{
    crossing->axes = reading->ask->by_count;
    crossing->cells = 1;
    for (size_t axis = 0; axis < crossing->axes; axis++)
    {
        const MicrodataColumn *column = &reading->data.columns[axis];
        bool missing = false;
        for (size_t row = 0; row < reading->data.rows; row++)
            missing |= column->missing[row];
        size_t leaves = column->label_count + missing;
        const char **labels = arena_take_array(call->arena, leaves + 1, sizeof *labels);
        for (size_t leaf = 0; leaf < leaves; leaf++)
            labels[leaf] = leaf < column->label_count ? column->labels[leaf] : "";
        if (leaves >= UINT16_MAX)
            return error_set(err, ERROR_DATA, "column '%s': too many values", column->name);
        TRY(crossing_axis(call, column->name, hierarchy_of(call, reading->ask, column->name),
                          labels, leaves, &crossing->axis[axis], err));
        crossing->cells *= crossing->axis[axis].nodes;
        if (crossing->cells > CROSSING_CELLS)
            return error_set(err, ERROR_DATA, "the table has more than %zu cells", CROSSING_CELLS);
    }
    return ERROR_NONE;
}

/* Numbers the combinations of leaves that occur, in the order of the leaves. Returns each row's. */
static uint32_t *
find_inner(Arena *arena, const Reading *reading, Crossing *crossing)
{
    size_t rows = reading->data.rows;
    const uint16_t *codes[CROSSING_AXES];
    uint32_t sizes[CROSSING_AXES];
    size_t set[CROSSING_AXES];
    for (size_t axis = 0; axis < crossing->axes; axis++)
    {
        uint16_t *own = arena_take_array(arena, rows, sizeof *own);
        for (size_t row = 0; row < rows; row++)
        {
            uint32_t code = reading->data.columns[axis].codes[row];
            own[row] =
                (uint16_t)(code == MICRODATA_MISSING ? crossing->axis[axis].leaves - 1 : code);
        }
        codes[axis] = own;
        sizes[axis] = crossing->axis[axis].leaves == 0 ? 1 : (uint32_t)crossing->axis[axis].leaves;
        set[axis] = axis;
    }
    KeyTable table = {.rows = rows, .columns = crossing->axes, .codes = codes, .sizes = sizes};
    uint32_t *group = arena_take_array(arena, rows, sizeof *group);
    size_t groups = frequency_group(arena, &table, set, crossing->axes, group);
    uint32_t *number = arena_take_array(arena, groups, sizeof *number);
    for (size_t row = 0; row < rows; row++)
        number[group[row]] = 1;
    for (size_t at = 0; at < groups; at++)
        number[at] = number[at] == 0 ? 0 : (uint32_t)crossing->inner_count++;
    crossing->inner_leaf = arena_take_array(arena, crossing->axes, sizeof *crossing->inner_leaf);
    for (size_t axis = 0; axis < crossing->axes; axis++)
    {
        uint32_t *leaf = arena_take_array(arena, crossing->inner_count, sizeof *leaf);
        for (size_t row = 0; row < rows; row++)
            leaf[number[group[row]]] = codes[axis][row];
        crossing->inner_leaf[axis] = leaf;
    }
    for (size_t row = 0; row < rows; row++)
        group[row] = number[group[row]];
    return group;
}

/* The cells that hold an inner cell: all combinations of the nodes above its leaves. */
static size_t
cells_above(const Crossing *crossing, size_t inner, uint32_t *ret_cells)
{
    size_t count = 1;
    ret_cells[0] = 0;
    for (size_t axis = 0; axis < crossing->axes; axis++)
    {
        const CrossingAxis *of = &crossing->axis[axis];
        const uint32_t *nodes = of->node + crossing->inner_leaf[axis][inner] * of->levels;
        for (size_t level = of->levels; level-- > 0;)
            for (size_t at = 0; at < count; at++)
                ret_cells[level * count + at] = ret_cells[at] * (uint32_t)of->nodes + nodes[level];
        count *= of->levels;
    }
    return count;
}

static size_t
most_above(const Crossing *crossing)
{
    size_t count = 1;
    for (size_t axis = 0; axis < crossing->axes; axis++)
        count *= crossing->axis[axis].levels;
    return count;
}

static void
sum_cells(Arena *arena, Crossing *crossing)
{
    size_t above = most_above(crossing);
    uint32_t *cells = arena_take_array(arena, above, sizeof *cells);
    size_t *start = arena_take_array(arena, crossing->cells + 1, sizeof *start);
    size_t *next = arena_take_array(arena, crossing->cells + 1, sizeof *next);
    uint32_t *inner = arena_take_array(arena, above * crossing->inner_count, sizeof *inner);
    crossing->count = arena_take_array(arena, crossing->cells, sizeof *crossing->count);
    crossing->key = arena_take_array(arena, crossing->cells, sizeof *crossing->key);
    for (size_t at = 0; at < crossing->inner_count; at++)
        for (size_t cell = cells_above(crossing, at, cells); cell-- > 0;)
        {
            crossing->count[cells[cell]] += crossing->inner[at];
            crossing->key[cells[cell]] += crossing->inner_key[at];
            start[cells[cell] + 1]++;
        }
    for (size_t cell = 0; cell < crossing->cells; cell++)
        next[cell + 1] = start[cell + 1] += start[cell];
    for (size_t at = 0; at < crossing->inner_count; at++)
        for (size_t cell = cells_above(crossing, at, cells); cell-- > 0;)
            inner[next[cells[cell]]++] = (uint32_t)at;
    crossing->sums = (CellSums){crossing->cells, start, inner};
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

static ErrorKind
add_magnitudes(Arena *arena, const Reading *reading, const uint32_t *inner, Crossing *crossing,
               Error *err)
{
    uint32_t *cells = arena_take_array(arena, most_above(crossing), sizeof *cells);
    crossing->magnitude = arena_take_array(arena, crossing->cells, sizeof *crossing->magnitude);
    for (size_t row = 0; row < reading->data.rows; row++)
    {
        int64_t value = reading->value->numbers[row];
        if (value >= MAGNITUDE_MOST || value <= -MAGNITUDE_MOST)
            return error_set(err, ERROR_DATA, "row %zu, column '%s': the value is too large",
                             row + 1, reading->value->name);
        uint64_t size = (uint64_t)(value < 0 ? -value : value);
        for (size_t at = cells_above(crossing, inner[row], cells); at-- > 0;)
        {
            MagnitudeCell *cell = &crossing->magnitude[cells[at]];
            cell->sum += value;
            if (cell->sum >= MAGNITUDE_MOST || cell->sum <= -MAGNITUDE_MOST)
                return error_set(err, ERROR_DATA, "column '%s': a sum is too large",
                                 reading->value->name);
            keep_largest(cell, size, reading->ask->top);
            cell->key = crossing->key[cells[at]];
        }
    }
    return ERROR_NONE;
}

ErrorKind
crossing_read(Invocation *call, const CrossingAsk *ask, Crossing *ret_crossing, Error *err)
{
    Reading reading = {.ask = ask};
    memset(ret_crossing, 0, sizeof *ret_crossing);
    TRY(read_columns(call, ask, &reading, err));
    TRY(make_axes(call, &reading, ret_crossing, err));
    const uint32_t *inner = find_inner(call->arena, &reading, ret_crossing);
    size_t count = ret_crossing->inner_count;
    ret_crossing->inner = arena_take_array(call->arena, count, sizeof(uint64_t));
    ret_crossing->inner_key = arena_take_array(call->arena, count, sizeof(uint64_t));
    for (size_t row = 0; row < reading.data.rows; row++)
    {
        ret_crossing->inner[inner[row]]++;
        if (reading.id == NULL)
            continue;
        const char *id = reading.id->labels[reading.id->codes[row]];
        unsigned char bytes[crypto_shorthash_BYTES];
        (void)crypto_shorthash(bytes, (const unsigned char *)id, strlen(id), ask->key);
        uint64_t key = 0;
        for (size_t at = 0; at < sizeof bytes; at++)
            key = key << 8 | bytes[at];
        ret_crossing->inner_key[inner[row]] += key;
    }
    sum_cells(call->arena, ret_crossing);
    return reading.value == NULL ? ERROR_NONE
                                 : add_magnitudes(call->arena, &reading, inner, ret_crossing, err);
}

size_t
crossing_node(const Crossing *crossing, size_t cell, size_t axis)
{
    for (size_t after = crossing->axes; after-- > axis + 1;)
        cell /= crossing->axis[after].nodes;
    return cell % crossing->axis[axis].nodes;
}

static ErrorKind
print_json(Invocation *call, const Crossing *crossing, const char *name,
           const char *(*number)(Arena *, const void *, size_t), const void *values, Error *err)
{
    json_t *all = json_array();
    for (size_t cell = 0; cell < crossing->cells; cell++)
    {
        json_t *entry = json_object();
        for (size_t axis = 0; axis < crossing->axes; axis++)
            json_put_text(entry, crossing->axis[axis].name,
                          crossing->axis[axis].labels[crossing_node(crossing, cell, axis)]);
        json_put(entry, name, json_integer(strtoll(number(call->arena, values, cell), NULL, 10)));
        if (json_array_append_new(all, entry) != 0)
            error_out_of_memory();
    }
    return result_print_json(call, all, err);
}

ErrorKind
crossing_print(Invocation *call, const Crossing *crossing, const char *name,
               const char *(*number)(Arena *, const void *, size_t), const void *values, Error *err)
{
    if (call->json)
        return print_json(call, crossing, name, number, values, err);
    Text csv = text_new(call->arena);
    for (size_t axis = 0; axis < crossing->axes; axis++)
    {
        text_add_csv(&csv, crossing->axis[axis].name);
        text_add(&csv, ",");
    }
    text_add_csv(&csv, name);
    text_add(&csv, "\n");
    for (size_t cell = 0; cell < crossing->cells; cell++)
    {
        for (size_t axis = 0; axis < crossing->axes; axis++)
        {
            text_add_csv(&csv, crossing->axis[axis].labels[crossing_node(crossing, cell, axis)]);
            text_add(&csv, ",");
        }
        text_add(&csv, number(call->arena, values, cell));
        text_add(&csv, "\n");
    }
    return result_print(csv.bytes, err);
}
