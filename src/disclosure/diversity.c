#include "disclosure/diversity.h"

#include "disclosure/total.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The rows of the file in the order of their groups, and the sensitive column in the whole file. */
typedef struct Board
{
    const DiversityOptions *options;
    const uint16_t *codes;
    size_t code_count;
    uint32_t records;
    uint32_t *overall;  /* by code */
    uint32_t *in_group; /* by code, of the group at hand */
    uint32_t *sorted;   /* room for code_count */
    SignedWide *plus;
    SignedWide *minus;
} Board;

static int
compare_falling(const void *one, const void *other)
{
    uint32_t first = *(const uint32_t *)one;
    uint32_t second = *(const uint32_t *)other;
    return (first < second) - (first > second);
}

/* share of the group minus share of the file, times records of both: a whole number below 2^64 in
 * size */
static SignedWide
surplus(const Board *board, uint32_t records, size_t code)
{
    return (SignedWide)board->in_group[code] * board->records -
           (SignedWide)board->overall[code] * records;
}

static SignedWide
size_of(SignedWide number)
{
    return number < 0 ? -number : number;
}

static SignedWide
equal_distance(const Board *board, uint32_t records)
{
    SignedWide sum = 0;
    for (size_t code = 0; code < board->code_count; code++)
    {
        SignedWide more = surplus(board, records, code);
        sum += more > 0 ? more : 0;
    }
    return sum;
}

static SignedWide
ordered_distance(const Board *board, uint32_t records)
{
    SignedWide sum = 0;
    SignedWide carried = 0;
    for (size_t code = 0; code < board->code_count; code++)
    {
        carried += surplus(board, records, code);
        sum += size_of(carried);
    }
    return sum;
}

/* At each node what its children have too much of goes to those that have too little, as far as it
 * reaches: Li et al., section 5.2. */
static SignedWide
tree_distance(const Board *board, uint32_t records)
{
    const ValueTree *tree = board->options->tree;
    SignedWide sum = 0;
    for (size_t node = 0; node < tree->nodes; node++)
    {
        bool leaf = node < board->code_count;
        SignedWide least =
            board->plus[node] < board->minus[node] ? board->plus[node] : board->minus[node];
        SignedWide extra =
            leaf ? surplus(board, records, node) : board->plus[node] - board->minus[node];
        sum += leaf ? 0 : least * tree->height[node];
        board->plus[node] = board->minus[node] = 0;
        if (node + 1 == tree->nodes)
            break;
        board->plus[tree->parent[node]] += extra > 0 ? extra : 0;
        board->minus[tree->parent[node]] += extra < 0 ? -extra : 0;
    }
    return sum;
}

static double
distance_of(const Board *board, uint32_t records)
{
    double both = (double)board->records * records;
    switch (board->options->distance)
    {
    case DISTANCE_EQUAL:
        return (double)equal_distance(board, records) / both;
    case DISTANCE_ORDERED:
        return board->code_count < 2 ? 0
                                     : (double)ordered_distance(board, records) / both /
                                           (double)(board->code_count - 1);
    case DISTANCE_HIERARCHICAL:
        break;
    }
    const ValueTree *tree = board->options->tree;
    uint32_t height = tree->height[tree->nodes - 1];
    return height == 0 ? 0 : (double)tree_distance(board, records) / both / height;
}

/* From the counts of the values, largest first. */
static void
judge_counts(const uint32_t *counts, uint32_t distinct, uint32_t l, Diversity *group)
{
    double entropy = 0;
    uint64_t tail = 0;
    for (uint32_t at = 0; at < distinct; at++)
    {
        double share = (double)counts[at] / group->records;
        entropy -= share * log(share);
        tail += at + 1 >= l ? counts[at] : 0;
    }
    group->distinct = distinct;
    group->entropy = exp(entropy);
    group->recursive = tail == 0 ? HUGE_VAL : (double)counts[0] / (double)tail;
}

static Diversity
judge_group(Board *board, const uint32_t *rows, uint32_t records)
{
    Diversity group = {.records = records};
    for (uint32_t at = 0; at < records; at++)
        board->in_group[board->codes[rows[at]]]++;
    group.distance = distance_of(board, records);
    uint32_t distinct = 0;
    for (uint32_t at = 0; at < records; at++)
    {
        uint32_t *count = &board->in_group[board->codes[rows[at]]];
        if (*count > 0)
            board->sorted[distinct++] = *count;
        *count = 0;
    }
    qsort(board->sorted, distinct, sizeof *board->sorted, compare_falling);
    judge_counts(board->sorted, distinct, board->options->recursive_l, &group);
    return group;
}

static void
take_worst(Diversity *worst, const Diversity *group)
{
    worst->records += group->records;
    if (group->distinct < worst->distinct)
        worst->distinct = group->distinct;
    if (group->entropy < worst->entropy)
        worst->entropy = group->entropy;
    if (group->recursive > worst->recursive)
        worst->recursive = group->recursive;
    if (group->distance > worst->distance)
        worst->distance = group->distance;
}

static Board
prepare(Arena *work, const KeyTable *table, const DiversityOptions *options)
{
    size_t codes = table->sizes[options->column];
    size_t nodes = options->tree == NULL ? 0 : options->tree->nodes;
    Board board = {.options = options,
                   .codes = table->codes[options->column],
                   .code_count = codes,
                   .overall = arena_take_array(work, codes, sizeof(uint32_t)),
                   .in_group = arena_take_array(work, codes, sizeof(uint32_t)),
                   .sorted = arena_take_array(work, codes, sizeof(uint32_t)),
                   .plus = arena_take_array(work, nodes, sizeof(SignedWide)),
                   .minus = arena_take_array(work, nodes, sizeof(SignedWide))};
    for (size_t row = 0; row < table->rows; row++)
        if (key_in_file(table, row))
        {
            board.overall[board.codes[row]]++;
            board.records++;
        }
    return board;
}

/* The rows of the file, group after group; starts[group] is where each begins, behind the last
 * where it ends. */
static uint32_t *
collect(Arena *work, const KeyTable *table, const uint32_t *group, size_t groups, size_t *starts)
{
    uint32_t *rows = arena_take_array(work, table->rows, sizeof *rows);
    for (size_t row = 0; row < table->rows; row++)
        starts[group[row] + 1] += key_in_file(table, row);
    for (size_t at = 0; at < groups; at++)
        starts[at + 1] += starts[at];
    size_t *next = arena_take_array(work, groups, sizeof *next);
    for (size_t at = 0; at < groups; at++)
        next[at] = starts[at];
    for (size_t row = 0; row < table->rows; row++)
        if (key_in_file(table, row))
            rows[next[group[row]]++] = (uint32_t)row;
    return rows;
}

Diversity
diversity_rows(const KeyTable *table, const size_t *set, size_t set_size,
               const DiversityOptions *options, Diversity *ret_rows)
{
    SCRATCH Arena *work = arena_new("diversity");
    Board board = prepare(work, table, options);
    uint32_t *group = arena_take_array(work, table->rows, sizeof *group);
    size_t groups = frequency_group(work, table, set, set_size, group);
    size_t *starts = arena_take_array(work, groups + 1, sizeof *starts);
    const uint32_t *rows = collect(work, table, group, groups, starts);
    Diversity worst = {.distinct = UINT32_MAX, .entropy = HUGE_VAL};
    if (ret_rows != NULL && table->rows > 0)
        memset(ret_rows, 0, table->rows * sizeof *ret_rows);
    for (size_t at = 0; at < groups; at++)
    {
        if (starts[at] == starts[at + 1])
            continue;
        Diversity found =
            judge_group(&board, rows + starts[at], (uint32_t)(starts[at + 1] - starts[at]));
        take_worst(&worst, &found);
        for (size_t row = starts[at]; ret_rows != NULL && row < starts[at + 1]; row++)
            ret_rows[rows[row]] = found;
    }
    if (worst.records == 0)
        worst = (Diversity){0};
    return worst;
}

Diversity
diversity_worst(const KeyTable *table, const size_t *set, size_t set_size,
                const DiversityOptions *options)
{
    return diversity_rows(table, set, set_size, options, NULL);
}
