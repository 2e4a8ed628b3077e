#include "disclosure/lattice.h"

#include <string.h>

/* The class of a code at a level; level 0 is the code itself. */
static uint16_t
class_at(const RecodingKey *key, size_t level, uint16_t code)
{
    return level == 0 ? code : key->level[level - 1].class_of[code];
}

/* One row for each distinct combination. */
static uint32_t *
find_classes(Arena *arena, const KeyTable *table, Lattice *lattice)
{
    SCRATCH Arena *work = arena_new("lattice");
    size_t set[RECODING_KEYS];
    for (size_t key = 0; key < lattice->options->key_count; key++)
        set[key] = lattice->options->keys[key].column;
    uint32_t *group = arena_take_array(work, table->rows, sizeof *group);
    size_t groups = frequency_group(work, table, set, lattice->options->key_count, group);
    uint32_t *number = arena_take_array(work, groups, sizeof *number);
    uint32_t *first = arena_take_array(arena, table->rows, sizeof *first);
    for (size_t row = 0; row < table->rows; row++)
        if (number[group[row]] == 0)
        {
            first[lattice->classes] = (uint32_t)row;
            number[group[row]] = (uint32_t)++lattice->classes;
        }
    lattice->file = arena_take_array(arena, lattice->classes, sizeof(uint32_t));
    lattice->population = arena_take_array(arena, lattice->classes, sizeof(uint32_t));
    for (size_t row = 0; row < table->rows; row++)
    {
        lattice->file[number[group[row]] - 1] += key_in_file(table, row);
        lattice->population[number[group[row]] - 1] += key_in_population(table, row);
        lattice->records += key_in_file(table, row);
    }
    return first;
}

static void
fill_level(Arena *arena, Lattice *lattice, size_t key, size_t level, const uint16_t *original)
{
    const RecodingKey *of = &lattice->options->keys[key];
    uint32_t codes = lattice->sizes[key][0];
    uint32_t classes = level == 0 ? codes : of->level[level - 1].classes;
    uint32_t *sizes = arena_take_array(arena, classes, sizeof *sizes);
    for (uint32_t code = 0; code < codes; code++)
        sizes[class_at(of, level, (uint16_t)code)]++;
    lattice->sizes[key][level] = classes;
    lattice->held[key][level] = arena_take_array(arena, codes, sizeof(uint32_t));
    for (uint32_t code = 0; code < codes; code++)
        lattice->held[key][level][code] = sizes[class_at(of, level, (uint16_t)code)] - 1;
    lattice->codes[key][level] = arena_take_array(arena, lattice->classes, sizeof(uint16_t));
    for (size_t at = 0; at < lattice->classes; at++)
    {
        lattice->codes[key][level][at] = class_at(of, level, original[at]);
        lattice->lost[key][level] +=
            (uint64_t)lattice->file[at] * lattice->held[key][level][original[at]];
    }
}

static void
fill_key(Arena *arena, Lattice *lattice, size_t key, const KeyTable *table, const uint32_t *first)
{
    size_t levels = lattice->options->keys[key].levels + 1;
    size_t column = lattice->options->keys[key].column;
    lattice->codes[key] = arena_take_array(arena, levels, sizeof(uint16_t *));
    lattice->held[key] = arena_take_array(arena, levels, sizeof(uint32_t *));
    lattice->sizes[key] = arena_take_array(arena, levels, sizeof(uint32_t));
    lattice->lost[key] = arena_take_array(arena, levels, sizeof(uint64_t));
    lattice->sizes[key][0] = table->sizes[column];
    lattice->domain[key] = table->sizes[column] > 1 ? table->sizes[column] - 1 : 1;
    uint16_t *original = arena_take_array(arena, lattice->classes, sizeof *original);
    for (size_t at = 0; at < lattice->classes; at++)
        original[at] = table->codes[column][first[at]];
    for (size_t level = 0; level < levels; level++)
        fill_level(arena, lattice, key, level, original);
}

Lattice
lattice_new(Arena *arena, const KeyTable *table, const RecodingOptions *options)
{
    Lattice lattice = {.options = options};
    const uint32_t *first = find_classes(arena, table, &lattice);
    for (size_t key = 0; key < options->key_count; key++)
        fill_key(arena, &lattice, key, table, first);
    return lattice;
}

double
lattice_bound(const Lattice *lattice, const uint32_t level[RECODING_KEYS])
{
    double loss = 0;
    for (size_t key = 0; key < lattice->options->key_count; key++)
        loss += (double)lattice->lost[key][level[key]] / lattice->domain[key];
    return loss;
}

/* Numbers the groups that the distinct combinations form at these levels; returns how many numbers
 * there may be. */
static size_t
group_classes(Arena *work, const Lattice *lattice, const uint32_t level[RECODING_KEYS],
              uint32_t *ret_group)
{
    const uint16_t *codes[RECODING_KEYS];
    uint32_t sizes[RECODING_KEYS];
    size_t set[RECODING_KEYS];
    size_t keys = lattice->options->key_count;
    for (size_t key = 0; key < keys; key++)
    {
        codes[key] = lattice->codes[key][level[key]];
        sizes[key] = lattice->sizes[key][level[key]];
        set[key] = key;
    }
    KeyTable table = {.rows = lattice->classes, .columns = keys, .codes = codes, .sizes = sizes};
    return frequency_group(work, &table, set, keys, ret_group);
}

Check
lattice_check(Lattice *lattice, const uint32_t level[RECODING_KEYS])
{
    SCRATCH Arena *work = arena_new("lattice check");
    uint32_t *group = arena_take_array(work, lattice->classes, sizeof *group);
    size_t groups = group_classes(work, lattice, level, group);
    uint64_t *count = arena_take_array(work, groups, sizeof *count);
    const uint32_t *weight = lattice->options->in_population ? lattice->population : lattice->file;
    for (size_t at = 0; at < lattice->classes; at++)
        count[group[at]] += weight[at];
    Check check = {.left_out = 0};
    uint64_t saved[RECODING_KEYS] = {0};
    for (size_t at = 0; at < lattice->classes; at++)
    {
        if (count[group[at]] >= lattice->options->k || lattice->file[at] == 0)
            continue;
        check.left_out += lattice->file[at];
        for (size_t key = 0; key < lattice->options->key_count; key++)
            saved[key] += (uint64_t)lattice->file[at] *
                          lattice->held[key][level[key]][lattice->codes[key][0][at]];
    }
    for (size_t key = 0; key < lattice->options->key_count; key++)
        check.loss += (double)(lattice->lost[key][level[key]] - saved[key]) / lattice->domain[key];
    check.loss += (double)check.left_out * (double)lattice->options->key_count;
    lattice->checked++;
    return check;
}
