/*
 * table round: a table of rounded counts.
 */
#include "command/table_noise.h"
#include "disclosure/controlled.h"
#include "disclosure/rounding.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

const Option command_table_round_options[] = {
    TABLE_OPTIONS,
    {"count", "COLUMN", false, "the file holds counts, in this column; not for random"},
    {"base", "B", false, "the base (without it 3)"},
    {"method", "NAME", false,
     "small (small counts, additive; without the option), controlled (additive, at most two "
     "columns and one hierarchy), nearest or random"},
    {"id", "COLUMN", false, "with random: who a record is about"},
    {"key-file", "FILE", false, "the secret: first line of FILE; not for nearest"},
    {NULL, NULL, false, NULL},
};

/* The table at work. */
typedef struct Rounding
{
    Invocation *call;
    const TableKeys *keys;
    Table table;
    TableCounts counts;
    uint32_t base;
} Rounding;

/* A secret number that belongs to an inner cell's labels: the same in every run on the same table.
 */
static uint64_t
cell_number(Arena *work, const TableKeys *keys, const Table *table, const TableCounts *counts,
            size_t inner)
{
    Text labels = text_new(work);
    for (size_t axis = 0; axis < table->axes; axis++)
    {
        const TableAxis *of = &table->axis[axis];
        text_add_csv(&labels, of->name);
        text_add(&labels, "=");
        text_add_csv(&labels, of->labels[of->leaf_node[counts->inner_leaf[axis][inner]]]);
        text_add(&labels, ",");
    }
    unsigned char bytes[crypto_shorthash_BYTES];
    (void)crypto_shorthash(bytes, (const unsigned char *)labels.bytes, labels.size,
                           keys->table->bytes);
    uint64_t number = 0;
    for (size_t at = 0; at < sizeof bytes; at++)
        number = number << 8 | bytes[at];
    return number;
}

static ErrorKind
round_small(const Rounding *rounding, uint64_t *rounded, Error *err)
{
    Arena *arena = rounding->call->arena;
    const TableCounts *counts = &rounding->counts;
    size_t inner_count = counts->inner_count;
    uint64_t *inner = arena_take_array(arena, inner_count, sizeof *inner);
    uint64_t *number = arena_take_array(arena, inner_count, sizeof *number);
    SCRATCH Arena *work = arena_new("cell numbers");
    for (size_t at = 0; at < inner_count; at++)
        number[at] = cell_number(work, rounding->keys, &rounding->table, counts, at);
    SmallInput input = {inner_count, counts->inner, number, rounding->base};
    SmallRounding outcome;
    TRY(rounding_small(&counts->sums, &input, inner, rounded, &outcome, err));
    table_note(rounding->call,
               arena_print(arena,
                           "rounded: %" PRIu64 " small cells of the crossing, %" PRIu64
                           " kept; %" PRIu64 " of %zu cells changed, mean square "
                           "error %.6g, largest error %" PRIu64,
                           outcome.rounded, outcome.kept, outcome.changed, rounding->table.cells,
                           outcome.mean_square_error, outcome.largest_error));
    return ERROR_NONE;
}

/* Each node's parent: the smallest that holds it; parents come first, as nodes are numbered. False:
 * groups are not nested. */
static bool
find_parents(Arena *arena, const TableAxis *axis, uint32_t **ret_parent)
{
    uint32_t *parent = arena_take_array(arena, axis->node_count, sizeof *parent);
    for (size_t leaf = 0; leaf < axis->leaves; leaf++)
        for (size_t at = axis->above_start[leaf] + 1; at < axis->above_start[leaf + 1]; at++)
        {
            uint32_t node = axis->above[at];
            uint32_t above = axis->above[at - 1];
            if (above >= node || (parent[node] != 0 && parent[node] != above + 1))
                return false;
            parent[node] = above + 1;
        }
    for (size_t node = 1; node < axis->node_count; node++)
        parent[node]--;
    *ret_parent = parent;
    return true;
}

/* One axis is the tree, the other, if any, the plain list. */
static ErrorKind
choose_tree(const Table *table, size_t *ret_tree, Error *err)
{
    *ret_tree = table->axes == 2 && table->axis[1].levels > 2 ? 1 : 0;
    if (table->parts > 1)
        return error_set(err, ERROR_USAGE, "method controlled: expected one table, no '--only'");
    if (table->axes > 2 || (table->axes == 2 && table->axis[1 - *ret_tree].levels > 2))
        return error_set(err, ERROR_USAGE,
                         "method controlled: expected at most two columns, one with a hierarchy");
    return ERROR_NONE;
}

/* Cells are taken over from one numbering to the other, and back. */
static ErrorKind
round_controlled(const Rounding *rounding, uint64_t *rounded, Error *err)
{
    Arena *arena = rounding->call->arena;
    const Table *of = &rounding->table;
    uint32_t *parent = NULL;
    uint64_t seed = 0;
    size_t tree = 0;
    memcpy(&seed, rounding->keys->table->bytes, sizeof seed);
    TRY(choose_tree(of, &tree, err));
    if (!find_parents(arena, &of->axis[tree], &parent))
        return error_set(err, ERROR_DATA, "column '%s': its groups are not nested",
                         of->axis[tree].name);
    size_t width = of->axes == 2 ? of->axis[1 - tree].node_count : 2;
    ControlledTable table = {
        .nodes = of->axis[tree].node_count,
        .parent = parent,
        .columns = width - 1,
        .count = arena_take_array(arena, of->axis[tree].node_count * width, sizeof *table.count)};
    uint64_t **place = arena_take_array(arena, of->cells, sizeof *place);
    for (size_t cell = 0; cell < of->cells; cell++)
    {
        size_t node = table_node(of, cell, tree);
        size_t other = of->axes == 2 ? table_node(of, cell, 1 - tree) : 1;
        place[cell] = &table.count[node * width + (other + width - 1) % width];
        *place[cell] = rounding->counts.count[cell];
    }
    TRY(controlled_sum(&table, err));
    TRY(controlled_round(&table, rounding->base, seed, err));
    for (size_t cell = 0; cell < of->cells; cell++)
        rounded[cell] = *place[cell];
    return ERROR_NONE;
}

static void
round_single(const Rounding *rounding, bool by_key, uint64_t *rounded)
{
    const TableCounts *counts = &rounding->counts;
    for (size_t cell = 0; cell < rounding->table.cells; cell++)
        rounded[cell] =
            by_key ? rounding_by_key(counts->count[cell], rounding->base, counts->key[cell])
                   : rounding_nearest(counts->count[cell], rounding->base);
}

ErrorKind
command_table_round(Invocation *call, Error *err)
{
    FREES_KEYS TableKeys keys = {NULL, NULL};
    Rounding rounding = {.call = call, .keys = &keys};
    TableRecords records;
    int64_t base = 0;
    const char *method = invocation_option(call, "method");
    method = method == NULL ? "small" : method;
    bool random = text_equal(method, "random");
    bool nearest = text_equal(method, "nearest");
    bool controlled = text_equal(method, "controlled");
    if (!random && !nearest && !controlled && !text_equal(method, "small"))
        return error_set(err, ERROR_USAGE,
                         "option '--method': expected small, controlled, nearest or random");
    if (random && invocation_option(call, "count") != NULL)
        return error_set(err, ERROR_USAGE, "method random: expected records, not a file of counts");
    TRY(table_print_check(call, err));
    TRY(invocation_integer(call, "base", 1, ROUNDING_BASE, 3, &base, err));
    rounding.base = (uint32_t)base;
    if (!nearest)
        TRY(table_keys_read(call, random, &keys, err));
    TRY(table_read(call, &rounding.table, &records, err));
    TRY(table_count(call->arena, &rounding.table, &records, random ? keys.records->bytes : NULL,
                    &rounding.counts, err));
    uint64_t *rounded = arena_take_array(call->arena, rounding.table.cells, sizeof *rounded);
    if (random || nearest)
        round_single(&rounding, random, rounded);
    else if (controlled)
        TRY(round_controlled(&rounding, rounded, err));
    else
        TRY(round_small(&rounding, rounded, err));
    return table_print_counts(call, &rounding.table, rounded, "rounded", err);
}
