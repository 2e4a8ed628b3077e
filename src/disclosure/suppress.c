#include "disclosure/suppress.h"

#include "disclosure/holes.h"
#include "disclosure/wildcard.h"

#include <stdlib.h>
#include <string.h>

#define MOST_COST 1000000

size_t
holes_set(uint32_t keys, size_t ret_set[SUPPRESS_KEYS])
{
    size_t count = 0;
    for (size_t key = 0; key < SUPPRESS_KEYS; key++)
        if ((keys >> key & 1U) != 0)
            ret_set[count++] = key;
    return count;
}

uint64_t
holes_cost(const SuppressOptions *options, uint32_t keys)
{
    uint64_t cost = 0;
    for (size_t key = 0; key < options->key_count; key++)
        if ((keys >> key & 1U) != 0)
            cost += options->cost == NULL ? 1 : options->cost[key];
    return cost;
}

typedef struct Priced
{
    uint64_t cost;
    uint32_t keys;
} Priced;

static int
compare_priced(const void *one, const void *other)
{
    const Priced *first = one;
    const Priced *second = other;
    if (first->cost != second->cost)
        return first->cost < second->cost ? -1 : 1;
    return (first->keys > second->keys) - (first->keys < second->keys);
}

size_t
holes_patterns(Arena *work, const SuppressOptions *options, uint32_t within,
               uint32_t **ret_patterns)
{
    size_t count = (size_t)1 << __builtin_popcount(within);
    Priced *priced = arena_take_array(work, count, sizeof *priced);
    uint32_t keys = 0;
    for (size_t at = 0; at < count; at++, keys = (keys - within) & within)
        priced[at] = (Priced){holes_cost(options, keys), keys};
    qsort(priced, count, sizeof *priced, compare_priced);
    *ret_patterns = arena_take_array(work, count, sizeof **ret_patterns);
    for (size_t at = 0; at < count; at++)
        (*ret_patterns)[at] = priced[at].keys;
    return count;
}

void
holes_suppress(Holes *holes, size_t row, uint32_t keys)
{
    keys &= ~(uint32_t)holes->missing[row];
    holes->missing[row] = (uint16_t)(holes->missing[row] | keys);
    holes->lost[row] = (uint16_t)(holes->lost[row] | keys);
    for (size_t key = 0; key < holes->options->key_count; key++)
        if ((keys >> key & 1U) != 0)
            holes->codes[key][row] = (uint16_t)holes->missing_code[key];
}

size_t
holes_violations(const Holes *holes, const SuppressRule *rule, bool *ret_violates)
{
    if (holes->options->in_population)
        return holes_map_violations(holes, rule, ret_violates);
    SCRATCH Arena *work = arena_new("violations");
    size_t set[SUPPRESS_KEYS];
    size_t set_size = holes_set(rule->keys, set);
    WildcardCount *counts = arena_take_array(work, holes->table.rows, sizeof *counts);
    wildcard_count(&holes->table, set, set_size, counts, NULL);
    size_t violations = 0;
    for (size_t row = 0; row < holes->table.rows; row++)
    {
        bool violates = key_in_file(&holes->table, row) &&
                        !wildcard_reaches(counts[row], holes->options->alpha, rule->k);
        violations += violates;
        if (ret_violates != NULL)
            ret_violates[row] = violates;
    }
    return violations;
}

static ErrorKind
check_options(const KeyTable *table, const SuppressOptions *options, Error *err)
{
    if (options->key_count < 1 || options->key_count > SUPPRESS_KEYS)
        return error_set(err, ERROR_DATA, "local suppression: expected 1 to %d keys, found %zu",
                         SUPPRESS_KEYS, options->key_count);
    if (options->rule_count > SUPPRESS_RULES || options->alpha > 1000)
        return error_set(err, ERROR_DATA, "local suppression: an option is out of bounds");
    uint64_t records = 0;
    for (size_t row = 0; row < table->rows; row++)
        records += options->in_population ? key_in_population(table, row) : key_in_file(table, row);
    for (size_t at = 0; at < options->rule_count; at++)
    {
        const SuppressRule *rule = &options->rules[at];
        if (rule->k < 1 || rule->keys == 0 || rule->keys >> options->key_count != 0)
            return error_set(err, ERROR_DATA, "local suppression: rule %zu is out of bounds",
                             at + 1);
        if (records < rule->k)
            return error_set(err, ERROR_DATA, "local suppression: k = %u, and %llu records in all",
                             rule->k, (unsigned long long)records);
    }
    for (size_t key = 0; key < options->key_count; key++)
        if (options->cost != NULL && (options->cost[key] < 1 || options->cost[key] > MOST_COST))
            return error_set(err, ERROR_DATA, "local suppression: expected a cost from 1 to %d",
                             MOST_COST);
    for (size_t key = 0; key < options->key_count; key++)
        if (table->sizes[options->keys[key]] > UINT16_MAX)
            return error_set(err, ERROR_DATA, "local suppression: key %zu has too many values",
                             key + 1);
    return ERROR_NONE;
}

static void
copy_key(Holes *holes, const KeyTable *table, size_t key, uint32_t *sizes)
{
    size_t column = holes->options->keys[key];
    uint32_t missing = table->missing == NULL ? KEY_NEVER_MISSING : table->missing[column];
    holes->codes[key] = arena_take_array(holes->arena, table->rows, sizeof(uint16_t));
    if (table->rows > 0)
        memcpy(holes->codes[key], table->codes[column], table->rows * sizeof(uint16_t));
    bool known = missing < table->sizes[column];
    holes->missing_code[key] = known ? missing : table->sizes[column];
    sizes[key] = table->sizes[column] + !known;
    for (size_t row = 0; known && row < table->rows; row++)
        if (holes->codes[key][row] == missing)
            holes->missing[row] = (uint16_t)(holes->missing[row] | 1U << key);
}

static Holes
open_holes(Arena *arena, const KeyTable *table, const SuppressOptions *options, uint16_t *lost)
{
    size_t keys = options->key_count;
    Holes holes = {.arena = arena,
                   .options = options,
                   .original = table,
                   .codes = arena_take_array(arena, keys, sizeof(uint16_t *)),
                   .missing_code = arena_take_array(arena, keys, sizeof(uint32_t)),
                   .missing = arena_take_array(arena, table->rows, sizeof(uint16_t)),
                   .lost = lost};
    uint32_t *sizes = arena_take_array(arena, keys, sizeof *sizes);
    for (size_t key = 0; key < keys; key++)
        copy_key(&holes, table, key, sizes);
    holes.table = (KeyTable){.rows = table->rows,
                             .columns = keys,
                             .codes = (const uint16_t *const *)holes.codes,
                             .sizes = sizes,
                             .in_population = table->in_population,
                             .in_file = table->in_file,
                             .missing = holes.missing_code};
    return holes;
}

static void
count_outcome(const Holes *holes, SuppressOutcome *outcome)
{
    for (size_t row = 0; row < holes->table.rows; row++)
    {
        outcome->records += holes->lost[row] != 0;
        outcome->cost += holes_cost(holes->options, holes->lost[row]);
        for (size_t key = 0; key < holes->options->key_count; key++)
            outcome->by_key[key] += (uint32_t)holes->lost[row] >> key & 1U;
    }
    for (size_t key = 0; key < holes->options->key_count; key++)
        outcome->values += outcome->by_key[key];
}

/* Rows that break any rule as the file is. */
static uint64_t
count_violating(const Holes *holes)
{
    SCRATCH Arena *work = arena_new("violating");
    bool *any = arena_take_array(work, holes->table.rows, sizeof *any);
    bool *violates = arena_take_array(work, holes->table.rows, sizeof *violates);
    uint64_t count = 0;
    for (size_t at = 0; at < holes->options->rule_count; at++)
    {
        (void)holes_violations(holes, &holes->options->rules[at], violates);
        for (size_t row = 0; row < holes->table.rows; row++)
        {
            count += violates[row] && !any[row];
            any[row] |= violates[row];
        }
    }
    return count;
}

/* Rule after rule, until a whole round finds each of them kept: what one rule takes out can break
 * another. Each round takes out at least one value, so there is an end. */
static void
anonymise_all(Holes *holes)
{
    const SuppressOptions *options = holes->options;
    for (bool changed = true; changed;)
    {
        changed = false;
        for (size_t at = 0; at < options->rule_count; at++)
            while (holes_violations(holes, &options->rules[at], NULL) > 0)
            {
                holes_anonymise(holes, &options->rules[at]);
                changed = true;
            }
    }
}

ErrorKind
suppress_keys(const KeyTable *table, const SuppressOptions *options, uint16_t *ret_suppressed,
              SuppressOutcome *ret_outcome, Error *err)
{
    TRY(check_options(table, options, err));
    SCRATCH Arena *arena = arena_new("suppress");
    memset(ret_outcome, 0, sizeof *ret_outcome);
    if (table->rows > 0)
        memset(ret_suppressed, 0, table->rows * sizeof *ret_suppressed);
    Holes holes = open_holes(arena, table, options, ret_suppressed);
    ret_outcome->violating = count_violating(&holes);
    if (options->in_population)
        holes_map(&holes);
    else
        anonymise_all(&holes);
    for (size_t at = 0; at < options->rule_count; at++)
        ret_outcome->verified += holes_violations(&holes, &options->rules[at], NULL) == 0;
    count_outcome(&holes, ret_outcome);
    if (ret_outcome->verified != options->rule_count)
        return error_set(err, ERROR_INTERNAL, "local suppression: a rule does not hold at the end");
    return ERROR_NONE;
}
