#include "disclosure/holes.h"

#include <string.h>

/* F of every row on the keys (bits), from the untouched table. */
static void
count_population(const Holes *holes, uint32_t keys, uint32_t *ret_population)
{
    size_t set[SUPPRESS_KEYS];
    size_t set_size = holes_set(keys, set);
    for (size_t at = 0; at < set_size; at++)
        set[at] = holes->options->keys[set[at]];
    frequency_count(holes->original, set, set_size, NULL, ret_population);
}

size_t
holes_map_violations(const Holes *holes, const SuppressRule *rule, bool *ret_violates)
{
    SCRATCH Arena *work = arena_new("map violations");
    size_t rows = holes->table.rows;
    uint32_t *population = arena_take_array(work, rows, sizeof *population);
    bool present[1 << SUPPRESS_KEYS] = {false};
    for (size_t row = 0; row < rows; row++)
        present[holes->missing[row] & rule->keys] |= key_in_file(&holes->table, row);
    if (ret_violates != NULL && rows > 0)
        memset(ret_violates, 0, rows * sizeof *ret_violates);
    size_t violations = 0;
    for (uint32_t missing = 0; missing < 1U << SUPPRESS_KEYS; missing++)
    {
        if (!present[missing])
            continue;
        count_population(holes, rule->keys & ~missing, population);
        for (size_t row = 0; row < rows; row++)
            if (key_in_file(&holes->table, row) && (holes->missing[row] & rule->keys) == missing &&
                population[row] < rule->k)
            {
                violations++;
                if (ret_violates != NULL)
                    ret_violates[row] = true;
            }
    }
    return violations;
}

/* Of the rows that are open and whose missing keys are all in `pattern`: which keep every rule
 * without those keys? */
static void
judge_pattern(const Holes *holes, uint32_t pattern, uint32_t *population, bool *ret_keeps)
{
    size_t rows = holes->table.rows;
    memset(ret_keeps, 1, rows * sizeof *ret_keeps);
    for (size_t at = 0; at < holes->options->rule_count; at++)
    {
        const SuppressRule *rule = &holes->options->rules[at];
        count_population(holes, rule->keys & ~pattern, population);
        for (size_t row = 0; row < rows; row++)
            ret_keeps[row] &= population[row] >= rule->k;
    }
}

/* The patterns come cheapest first. What a record never had costs nothing, but costs every pattern
 * it can take the same: the first that holds is its cheapest. */
void
holes_map(Holes *holes)
{
    SCRATCH Arena *work = arena_new("map");
    size_t rows = holes->table.rows;
    uint32_t *patterns = NULL;
    size_t count =
        holes_patterns(work, holes->options, (1U << holes->options->key_count) - 1, &patterns);
    uint32_t *population = arena_take_array(work, rows, sizeof *population);
    bool *keeps = arena_take_array(work, rows, sizeof *keeps);
    bool *done = arena_take_array(work, rows, sizeof *done);
    size_t left = 0;
    for (size_t row = 0; row < rows; row++)
    {
        done[row] = !key_in_file(&holes->table, row);
        left += !done[row];
    }
    for (size_t at = 0; at < count && left > 0; at++)
    {
        judge_pattern(holes, patterns[at], population, keeps);
        for (size_t row = 0; row < rows; row++)
            if (!done[row] && keeps[row] && (holes->missing[row] & ~patterns[at]) == 0)
            {
                holes_suppress(holes, row, patterns[at]);
                done[row] = true;
                left--;
            }
    }
}
