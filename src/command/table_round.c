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
    {"base", "B", false, "the base (without it 3)"},
    {"method", "NAME", false,
     "small (small counts, additive; without the option), controlled (additive, at most two "
     "columns and one hierarchy), nearest or random"},
    {"id", "COLUMN", false, "with random: who a record is about"},
    {"key-file", "FILE", false, "the secret: first line of FILE; not for nearest"},
    {NULL, NULL, false, NULL},
};

/* A secret number that belongs to an inner cell's labels: the same in every run on the same table.
 */
static uint64_t
cell_number(Arena *work, const TableKeys *keys, const Crossing *crossing, size_t inner)
{
    Text labels = text_new(work);
    for (size_t axis = 0; axis < crossing->axes; axis++)
    {
        const CrossingAxis *of = &crossing->axis[axis];
        uint32_t node = of->node[crossing->inner_leaf[axis][inner] * of->levels + of->levels - 1];
        text_add_csv(&labels, of->name);
        text_add(&labels, "=");
        text_add_csv(&labels, of->labels[node]);
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
round_small(Invocation *call, const Crossing *crossing, const TableKeys *keys, uint32_t base,
            uint64_t *counts, Error *err)
{
    size_t inner_count = crossing->inner_count;
    uint64_t *inner = arena_take_array(call->arena, inner_count, sizeof *inner);
    uint64_t *number = arena_take_array(call->arena, inner_count, sizeof *number);
    SCRATCH Arena *work = arena_new("cell numbers");
    for (size_t at = 0; at < inner_count; at++)
        number[at] = cell_number(work, keys, crossing, at);
    SmallInput input = {inner_count, crossing->inner, number, base};
    SmallRounding outcome;
    TRY(rounding_small(&crossing->sums, &input, inner, counts, &outcome, err));
    table_note(call, arena_print(call->arena,
                                 "rounded: %" PRIu64 " small cells of the crossing, %" PRIu64
                                 " kept; %" PRIu64 " of %zu cells changed, mean square "
                                 "error %.6g, largest error %" PRIu64,
                                 outcome.rounded, outcome.kept, outcome.changed, crossing->cells,
                                 outcome.mean_square_error, outcome.largest_error));
    return ERROR_NONE;
}

/* Of the axis with groups: each node's parent, parents first as the nodes are numbered. False:
 * groups are not nested. */
static bool
find_parents(Arena *arena, const CrossingAxis *axis, uint32_t **ret_parent)
{
    uint32_t *parent = arena_take_array(arena, axis->nodes, sizeof *parent);
    for (size_t leaf = 0; leaf < axis->leaves; leaf++)
        for (size_t level = 1; level < axis->levels; level++)
        {
            uint32_t node = axis->node[leaf * axis->levels + level];
            uint32_t above = axis->node[leaf * axis->levels + level - 1];
            if (parent[node] != 0 && parent[node] != above + 1)
                return false;
            parent[node] = above + 1;
        }
    for (size_t node = 1; node < axis->nodes; node++)
        parent[node]--;
    *ret_parent = parent;
    return true;
}

/* The tree is the axis with groups, the plain list the other. Cells are taken over from one
 * numbering to the other. */
static ErrorKind
round_controlled(Invocation *call, const Crossing *crossing, uint32_t base, uint64_t seed,
                 uint64_t *counts, Error *err)
{
    size_t tree = crossing->axes == 2 && crossing->axis[1].levels > 2 ? 1 : 0;
    const CrossingAxis *plain = crossing->axes == 2 ? &crossing->axis[1 - tree] : NULL;
    if (crossing->axes > 2 || (plain != NULL && plain->levels > 2))
        return error_set(err, ERROR_USAGE,
                         "method controlled: expected at most two columns, one with a hierarchy");
    uint32_t *parent = NULL;
    if (!find_parents(call->arena, &crossing->axis[tree], &parent))
        return error_set(err, ERROR_DATA, "column '%s': its groups are not nested",
                         crossing->axis[tree].name);
    size_t width = plain == NULL ? 2 : plain->nodes;
    ControlledTable table = {
        .nodes = crossing->axis[tree].nodes,
        .parent = parent,
        .columns = width - 1,
        .count = arena_take_array(call->arena, crossing->axis[tree].nodes * width, 8)};
    for (int back = 0; back < 2; back++)
    {
        for (size_t cell = 0; cell < crossing->cells; cell++)
        {
            size_t node = crossing_node(crossing, cell, tree);
            size_t other = plain == NULL ? 1 : crossing_node(crossing, cell, 1 - tree);
            uint64_t *count = &table.count[node * width + (other + width - 1) % width];
            if (back == 1)
                counts[cell] = *count;
            else
                *count = crossing->count[cell];
        }
        if (back == 1)
            break;
        TRY(controlled_sum(&table, err));
        TRY(controlled_round(&table, base, seed, err));
    }
    return ERROR_NONE;
}

static void
round_single(const Crossing *crossing, uint32_t base, bool by_key, uint64_t *counts)
{
    for (size_t cell = 0; cell < crossing->cells; cell++)
        counts[cell] = by_key ? rounding_by_key(crossing->count[cell], base, crossing->key[cell])
                              : rounding_nearest(crossing->count[cell], base);
}

ErrorKind
command_table_round(Invocation *call, Error *err)
{
    CrossingAsk ask;
    FREES_KEYS TableKeys keys = {NULL, NULL};
    Crossing crossing;
    int64_t base = 0;
    const char *method = invocation_option(call, "method");
    method = method == NULL ? "small" : method;
    bool random = text_equal(method, "random");
    bool nearest = text_equal(method, "nearest");
    bool controlled = text_equal(method, "controlled");
    if (!random && !nearest && !controlled && !text_equal(method, "small"))
        return error_set(err, ERROR_USAGE,
                         "option '--method': expected small, controlled, nearest or random");
    TRY(table_ask_read(call, &ask, err));
    TRY(invocation_integer(call, "base", 1, ROUNDING_BASE, 3, &base, err));
    if (!nearest)
        TRY(table_keys_read(call, random, &ask, &keys, err));
    TRY(crossing_read(call, &ask, &crossing, err));
    uint64_t *counts = arena_take_array(call->arena, crossing.cells, sizeof *counts);
    if (random || nearest)
        round_single(&crossing, (uint32_t)base, random, counts);
    else if (controlled)
    {
        uint64_t seed = 0;
        memcpy(&seed, keys.table->bytes, sizeof seed);
        TRY(round_controlled(call, &crossing, (uint32_t)base, seed, counts, err));
    }
    else
        TRY(round_small(call, &crossing, &keys, (uint32_t)base, counts, err));
    return crossing_print(call, &crossing, "count", table_count, counts, err);
}
