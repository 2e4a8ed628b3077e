#include "disclosure/recoding.h"

#include "disclosure/lattice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A combination of levels is a number in mixed radix, the first key running fastest. */
typedef struct Ranked
{
    double bound;
    uint32_t node;
} Ranked;

typedef struct Recoder
{
    Lattice *lattice;
    const RecodingOptions *options;
    size_t nodes;
    size_t step[RECODING_KEYS]; /* from a node to the one a level of this key higher */
    bool *fails;                /* by node: it would leave out too many records */
    bool *checked;              /* by node */
    double best_loss;
    uint32_t best;
    bool found;
} Recoder;

static void
levels_of(const Recoder *recoder, size_t node, uint32_t ret_level[RECODING_KEYS])
{
    for (size_t key = 0; key < recoder->options->key_count; key++)
    {
        size_t levels = recoder->options->keys[key].levels + 1;
        ret_level[key] = (uint32_t)(node / recoder->step[key] % levels);
    }
}

/* Whatever is below a combination that fails, fails. */
static void
rule_out_below(Recoder *recoder, const uint32_t level[RECODING_KEYS])
{
    uint32_t at[RECODING_KEYS] = {0};
    size_t node = 0;
    for (;;)
    {
        recoder->fails[node] = true;
        size_t key = 0;
        for (; key < recoder->options->key_count && at[key] == level[key]; key++)
        {
            node -= at[key] * recoder->step[key];
            at[key] = 0;
        }
        if (key == recoder->options->key_count)
            return;
        at[key]++;
        node += recoder->step[key];
    }
}

/* True where the combination leaves out few enough; the best is kept, of equals the one with the
 * lowest number. */
static bool
try_node(Recoder *recoder, uint32_t node)
{
    uint32_t level[RECODING_KEYS];
    levels_of(recoder, node, level);
    recoder->checked[node] = true;
    Check check = lattice_check(recoder->lattice, level);
    if (check.left_out > recoder->options->left_out)
    {
        rule_out_below(recoder, level);
        return false;
    }
    if (!recoder->found || check.loss < recoder->best_loss ||
        (!(check.loss > recoder->best_loss) && node < recoder->best))
    {
        recoder->best_loss = check.loss;
        recoder->best = node;
    }
    recoder->found = true;
    return true;
}

/* The node's neighbour above that loses least; the node itself at the top. */
static uint32_t
step_up(const Recoder *recoder, uint32_t node)
{
    uint32_t level[RECODING_KEYS];
    levels_of(recoder, node, level);
    double least = HUGE_VAL;
    uint32_t up = node;
    for (size_t key = 0; key < recoder->options->key_count; key++)
    {
        if (level[key] == recoder->options->keys[key].levels)
            continue;
        level[key]++;
        double bound = lattice_bound(recoder->lattice, level);
        level[key]--;
        if (bound < least)
        {
            least = bound;
            up = node + (uint32_t)recoder->step[key];
        }
    }
    return up;
}

/* Halves the way from the node to the top until it has found where it stops failing. */
static void
search_path(Recoder *recoder, uint32_t node)
{
    uint32_t path[RECODING_KEYS * RECODING_LEVELS];
    size_t length = 0;
    for (uint32_t before = node + 1; node != before; node = step_up(recoder, node))
        path[length++] = before = node;
    size_t from = 0;
    size_t to = length;
    while (from < to)
    {
        size_t middle = from + (to - from) / 2;
        bool fails = recoder->fails[path[middle]] ||
                     (!recoder->checked[path[middle]] && !try_node(recoder, path[middle]));
        if (fails)
            from = middle + 1;
        else
            to = middle;
    }
}

static int
compare_ranked(const void *one, const void *other)
{
    const Ranked *first = one;
    const Ranked *second = other;
    if (first->bound < second->bound || first->bound > second->bound)
        return first->bound < second->bound ? -1 : 1;
    return (first->node > second->node) - (first->node < second->node);
}

/* In the order of what they lose at least: the first that cannot be better than the best ends the
 * search. */
static void
search_all(Recoder *recoder, Arena *work)
{
    Ranked *ranked = arena_take_array(work, recoder->nodes, sizeof *ranked);
    for (size_t node = 0; node < recoder->nodes; node++)
    {
        uint32_t level[RECODING_KEYS];
        levels_of(recoder, node, level);
        ranked[node] = (Ranked){lattice_bound(recoder->lattice, level), (uint32_t)node};
    }
    qsort(ranked, recoder->nodes, sizeof *ranked, compare_ranked);
    for (size_t at = 0; at < recoder->nodes; at++)
    {
        if (recoder->found && ranked[at].bound > recoder->best_loss)
            return;
        uint32_t node = ranked[at].node;
        if (recoder->fails[node] || recoder->checked[node])
            continue;
        search_path(recoder, node);
        if (!recoder->fails[node] && !recoder->checked[node])
            (void)try_node(recoder, node);
    }
}

static bool
nested(const KeyTable *table, const RecodingKey *key, size_t at)
{
    const RecodingLevel *level = &key->level[at];
    uint32_t codes = table->sizes[key->column];
    for (uint32_t code = 0; code < codes; code++)
        if (level->class_of[code] >= level->classes)
            return false;
    if (at == 0)
        return true;
    SCRATCH Arena *work = arena_new("nested");
    const RecodingLevel *below = &key->level[at - 1];
    uint32_t *above = arena_take_array(work, below->classes, sizeof *above);
    for (uint32_t code = 0; code < codes; code++)
    {
        uint32_t class_above = level->class_of[code] + 1U;
        uint32_t *known = &above[below->class_of[code]];
        if (*known != 0 && *known != class_above)
            return false;
        *known = class_above;
    }
    return true;
}

static ErrorKind
check_options(const KeyTable *table, const RecodingOptions *options, Error *err)
{
    if (options->key_count < 1 || options->key_count > RECODING_KEYS || options->k < 1)
        return error_set(err, ERROR_DATA, "recoding: an option is out of bounds");
    size_t nodes = 1;
    for (size_t key = 0; key < options->key_count; key++)
    {
        const RecodingKey *of = &options->keys[key];
        if (of->levels >= RECODING_LEVELS)
            return error_set(err, ERROR_DATA, "recoding: key %zu has more than %d levels", key + 1,
                             RECODING_LEVELS);
        nodes *= of->levels + 1;
        if (nodes > RECODING_NODES)
            return error_set(err, ERROR_DATA, "recoding: more than %zu combinations of levels",
                             RECODING_NODES);
        for (size_t level = 0; level < of->levels; level++)
            if (!nested(table, of, level))
                return error_set(
                    err, ERROR_DATA,
                    "recoding: key %zu, level %zu: it parts what the level below joins", key + 1,
                    level + 1);
    }
    return ERROR_NONE;
}

/* Recodes the rows themselves and counts them again: with what is left out gone, is every record
 * where it has to be? */
static ErrorKind
verify(const KeyTable *table, const RecodingOptions *options, const RecodingOutcome *outcome,
       bool *ret_left_out, Error *err)
{
    SCRATCH Arena *work = arena_new("verify");
    const uint16_t *codes[RECODING_KEYS];
    uint32_t sizes[RECODING_KEYS];
    size_t set[RECODING_KEYS];
    for (size_t key = 0; key < options->key_count; key++)
    {
        const RecodingKey *of = &options->keys[key];
        uint32_t level = outcome->level[key];
        uint16_t *recoded = arena_take_array(work, table->rows, sizeof *recoded);
        for (size_t row = 0; row < table->rows; row++)
        {
            uint16_t code = table->codes[of->column][row];
            recoded[row] = level == 0 ? code : of->level[level - 1].class_of[code];
        }
        codes[key] = recoded;
        sizes[key] = level == 0 ? table->sizes[of->column] : of->level[level - 1].classes;
        set[key] = key;
    }
    KeyTable recoded = {table->rows,          options->key_count, codes, sizes,
                        table->in_population, table->in_file,     NULL};
    uint32_t *count = arena_take_array(work, table->rows, sizeof *count);
    bool *kept = arena_take_array(work, table->rows, sizeof *kept);
    frequency_count(&recoded, set, options->key_count, options->in_population ? NULL : count,
                    options->in_population ? count : NULL);
    uint64_t left_out = 0;
    for (size_t row = 0; row < table->rows; row++)
    {
        ret_left_out[row] = key_in_file(table, row) && count[row] < options->k;
        kept[row] = key_in_file(table, row) && !ret_left_out[row];
        left_out += ret_left_out[row];
    }
    recoded.in_file = kept;
    frequency_count(&recoded, set, options->key_count, options->in_population ? NULL : count,
                    options->in_population ? count : NULL);
    bool fine = left_out == outcome->left_out && left_out <= options->left_out;
    for (size_t row = 0; row < table->rows; row++)
        fine &= !kept[row] || count[row] >= options->k;
    return fine ? ERROR_NONE
                : error_set(err, ERROR_INTERNAL,
                            "recoding: the result does not hold when counted again");
}

ErrorKind
recoding_search(const KeyTable *table, const RecodingOptions *options, bool *ret_left_out,
                RecodingOutcome *ret_outcome, Error *err)
{
    TRY(check_options(table, options, err));
    SCRATCH Arena *work = arena_new("recoding");
    Lattice lattice = lattice_new(work, table, options);
    Recoder recoder = {.lattice = &lattice, .options = options, .nodes = 1};
    for (size_t key = 0; key < options->key_count; key++)
    {
        recoder.step[key] = recoder.nodes;
        recoder.nodes *= options->keys[key].levels + 1;
    }
    recoder.fails = arena_take_array(work, recoder.nodes, sizeof(bool));
    recoder.checked = arena_take_array(work, recoder.nodes, sizeof(bool));
    search_all(&recoder, work);
    *ret_outcome = (RecodingOutcome){
        .found = recoder.found, .nodes = recoder.nodes, .checked = lattice.checked};
    if (!recoder.found)
        return ERROR_NONE;
    levels_of(&recoder, recoder.best, ret_outcome->level);
    double values = (double)lattice.records * (double)options->key_count;
    ret_outcome->loss = values > 0 ? recoder.best_loss / values : 0;
    ret_outcome->left_out = lattice_check(&lattice, ret_outcome->level).left_out;
    return verify(table, options, ret_outcome, ret_left_out, err);
}
