#include "disclosure/wildcard.h"

#include <string.h>

/* What is counted, and where it goes. */
typedef struct WildcardWork
{
    const KeyTable *table;
    const size_t *set;
    size_t set_size;
    const uint16_t *pattern; /* by row: bit `at` is set where key set[at] is missing */
    const bool *present;     /* by pattern: does a row have it? */
    WildcardCount *file;
    WildcardCount *population;
} WildcardWork;

static uint16_t *
find_patterns(Arena *work, const KeyTable *table, const size_t *set, size_t set_size)
{
    uint16_t *pattern = arena_take_array(work, table->rows, sizeof *pattern);
    for (size_t at = 0; at < set_size && table->missing != NULL; at++)
    {
        uint32_t missing = table->missing[set[at]];
        const uint16_t *codes = table->codes[set[at]];
        for (size_t row = 0; missing != KEY_NEVER_MISSING && row < table->rows; row++)
            if (codes[row] == missing)
                pattern[row] = (uint16_t)(pattern[row] | 1U << at);
    }
    return pattern;
}

/* Adds to every row of pattern `mine` the rows of pattern `theirs` that are equal to it on the keys
 * that both have; group is the grouping on those keys. */
static void
add_pattern(const WildcardWork *work, const uint32_t *group, uint32_t *counts, unsigned mine,
            unsigned theirs, bool of_file)
{
    const KeyTable *table = work->table;
    WildcardCount *into = of_file ? work->file : work->population;
    for (size_t row = 0; row < table->rows; row++)
        if (work->pattern[row] == theirs)
            counts[group[row]] += of_file ? key_in_file(table, row) : key_in_population(table, row);
    for (size_t row = 0; row < table->rows; row++)
        if (work->pattern[row] == mine)
        {
            bool shares = mine == 0 && theirs != 0;
            into[row].whole += shares ? 0 : counts[group[row]];
            into[row].shared += shares ? counts[group[row]] : 0;
        }
    for (size_t row = 0; row < table->rows; row++)
        if (work->pattern[row] == theirs)
            counts[group[row]] = 0;
}

/* All pairs of patterns whose union is `missing`: they share the keys outside it. */
static void
add_pairs(const WildcardWork *work, unsigned missing)
{
    SCRATCH Arena *arena = arena_new("wildcard pairs");
    size_t kept[WILDCARD_SET];
    size_t kept_size = 0;
    for (size_t at = 0; at < work->set_size; at++)
        if ((missing >> at & 1U) == 0)
            kept[kept_size++] = work->set[at];
    uint32_t *group = NULL;
    uint32_t *counts = NULL;
    for (unsigned mine = missing;; mine = (mine - 1) & missing)
    {
        for (unsigned theirs = missing; work->present[mine]; theirs = (theirs - 1) & missing)
        {
            if ((mine | theirs) == missing && work->present[theirs])
            {
                if (group == NULL)
                {
                    group = arena_take_array(arena, work->table->rows, sizeof *group);
                    size_t groups = frequency_group(arena, work->table, kept, kept_size, group);
                    counts = arena_take_array(arena, groups, sizeof *counts);
                }
                if (work->file != NULL)
                    add_pattern(work, group, counts, mine, theirs, true);
                if (work->population != NULL)
                    add_pattern(work, group, counts, mine, theirs, false);
            }
            if (theirs == 0)
                break;
        }
        if (mine == 0)
            break;
    }
}

void
wildcard_count(const KeyTable *table, const size_t *set, size_t set_size, WildcardCount *ret_file,
               WildcardCount *ret_population)
{
    SCRATCH Arena *arena = arena_new("wildcard");
    unsigned patterns = 1U << set_size;
    bool *present = arena_take_array(arena, patterns, sizeof *present);
    const uint16_t *pattern = find_patterns(arena, table, set, set_size);
    for (size_t row = 0; row < table->rows; row++)
        present[pattern[row]] = true;
    if (ret_file != NULL)
        memset(ret_file, 0, table->rows * sizeof *ret_file);
    if (ret_population != NULL)
        memset(ret_population, 0, table->rows * sizeof *ret_population);
    WildcardWork work = {table, set, set_size, pattern, present, ret_file, ret_population};
    bool *unions = arena_take_array(arena, patterns, sizeof *unions);
    for (unsigned mine = 0; mine < patterns; mine++)
        for (unsigned theirs = mine; present[mine] && theirs < patterns; theirs++)
            unions[mine | theirs] |= present[theirs];
    for (unsigned missing = 0; missing < patterns; missing++)
        if (unions[missing])
            add_pairs(&work, missing);
}

bool
wildcard_reaches(WildcardCount count, uint32_t alpha, uint32_t k)
{
    return (uint64_t)count.whole * 1000 + (uint64_t)count.shared * alpha >= (uint64_t)k * 1000;
}
