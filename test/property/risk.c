/*
 * Laws of perturbation, rounding and local suppression on tables and files drawn from a tape: what
 * is promised is counted again here, cell by cell and record by record, without the library's own
 * counting.
 */
#include "disclosure/controlled.h"
#include "disclosure/noise.h"
#include "disclosure/rounding.h"
#include "disclosure/suppress.h"
#include "tape.h"

#include <math.h>
#include <string.h>

#define NODES 12
#define WIDTH 5
#define CELLS 24
#define INNER 12
#define ROWS 14
#define KEYS 3
#define MISSING 3 /* the code of a value that was never there */

/* Small counts, counts at a multiple, and counts near the largest that can be. */
static uint64_t
draw_count(Tape *tape)
{
    uint64_t count = tape_draw(tape, 12);
    return tape_rarely(tape, 16) ? ((uint64_t)1 << 54) + tape_draw(tape, 0) % 1000 : count;
}

static bool
sums_agree(const ControlledTable *table)
{
    size_t width = table->columns + 1;
    for (size_t node = 0; node < table->nodes; node++)
        for (size_t column = 0; column < width; column++)
        {
            uint64_t across = 0;
            uint64_t below = 0;
            bool inner = false;
            for (size_t other = 0; other < table->columns; other++)
                across += table->count[node * width + other];
            for (size_t child = node + 1; child < table->nodes; child++)
                if (table->parent[child] == node)
                {
                    below += table->count[child * width + column];
                    inner = true;
                }
            uint64_t count = table->count[node * width + column];
            if ((inner && below != count) || (column == table->columns && across != count))
                return false;
        }
    return true;
}

static bool
controlled_rounding_adds_up(Tape *tape)
{
    uint32_t parent[NODES] = {0};
    uint64_t count[NODES * WIDTH];
    uint64_t truth[NODES * WIDTH];
    ControlledTable table = {.nodes = 1 + tape_draw(tape, NODES),
                             .parent = parent,
                             .columns = 1 + tape_draw(tape, WIDTH - 1),
                             .count = count};
    for (size_t node = 1; node < table.nodes; node++)
        parent[node] = (uint32_t)tape_draw(tape, node);
    size_t cells = table.nodes * (table.columns + 1);
    for (size_t at = 0; at < cells; at++)
        count[at] = draw_count(tape);
    uint32_t base = 1 + (uint32_t)tape_draw(tape, 7);
    Error err;
    if (controlled_sum(&table, &err) != ERROR_NONE || !sums_agree(&table))
        return false;
    memcpy(truth, count, sizeof truth);
    if (controlled_round(&table, base, tape_draw(tape, 0), &err) != ERROR_NONE)
        return false;
    for (size_t at = 0; at < cells; at++)
    {
        uint64_t floor = truth[at] - truth[at] % base;
        if (count[at] != floor && (count[at] != floor + base || truth[at] == floor))
            return false;
    }
    return sums_agree(&table);
}

/* Any sets of inner cells at all, empty ones and repeated ones too. */
static bool
small_rounding_leaves_no_small_cell(Tape *tape)
{
    size_t start[CELLS + 1] = {0};
    uint32_t inner[CELLS * INNER];
    uint64_t truth[INNER];
    uint64_t key[INNER];
    CellSums sums = {tape_draw(tape, CELLS + 1), start, inner};
    SmallInput input = {1 + tape_draw(tape, INNER), truth, key, 1 + (uint32_t)tape_draw(tape, 6)};
    for (size_t at = 0; at < input.inner_count; at++)
    {
        truth[at] = draw_count(tape);
        key[at] = tape_draw(tape, 4);
    }
    for (size_t cell = 0; cell < sums.cells; cell++)
    {
        start[cell + 1] = start[cell];
        for (uint32_t at = 0; at < input.inner_count; at++)
            if (tape_draw(tape, 2) != 0)
                inner[start[cell + 1]++] = at;
    }
    uint64_t counts[INNER];
    uint64_t published[CELLS];
    SmallRounding outcome;
    Error err;
    if (rounding_small(&sums, &input, counts, published, &outcome, &err) != ERROR_NONE)
        return false;
    for (size_t at = 0; at < input.inner_count; at++)
        if (counts[at] != truth[at] &&
            (truth[at] >= input.base || (counts[at] != 0 && counts[at] != input.base)))
            return false;
    for (size_t cell = 0; cell < sums.cells; cell++)
    {
        uint64_t sum = 0;
        for (size_t at = start[cell]; at < start[cell + 1]; at++)
            sum += counts[inner[at]];
        if (sum != published[cell] || (sum > 0 && sum < input.base))
            return false;
    }
    return true;
}

/* Unbiased, bounded, nothing barred, at most the variance asked for; refused or all of that. */
static bool
noise_keeps_its_promises(Tape *tape)
{
    SCRATCH Arena *arena = arena_new("noise");
    NoiseDesign design = {.most = 1 + (uint32_t)tape_draw(tape, 20),
                          .variance = 0.05 * (double)(1 + tape_draw(tape, 600)),
                          .barred = (uint32_t)tape_draw(tape, 6),
                          .unchanged =
                              tape_rarely(tape, 3) ? 0.01 * (double)tape_draw(tape, 100) : -1};
    NoiseTable table;
    Error err;
    ErrorKind kind = noise_table_design(arena, &design, &table, &err);
    if (kind != ERROR_NONE)
        return kind == ERROR_DATA;
    for (uint32_t count = 1; count < table.rows; count++)
    {
        double mean = 0;
        double square = 0;
        uint64_t before = 0;
        for (uint32_t at = 0; at < table.row[count].count; at++)
        {
            uint64_t upto = table.row[count].upto[at];
            double chance = (double)(upto - before) / (double)NOISE_WHOLE;
            int64_t change = table.row[count].least + (int64_t)at;
            int64_t result = count + change;
            bool barred = result < 0 || (result > 0 && result <= (int64_t)design.barred);
            if (upto < before || change > design.most || -change > (int64_t)design.most ||
                (barred && upto > before))
                return false;
            mean += chance * (double)change;
            square += chance * (double)(change * change);
            before = upto;
        }
        if (before != NOISE_WHOLE || fabs(mean) > 1e-5 || square > design.variance + 1e-4)
            return false;
    }
    return true;
}

typedef struct File
{
    size_t rows;
    uint16_t code[KEYS][ROWS];
    uint16_t lost[ROWS];
} File;

static bool
shows(const File *file, size_t row, size_t key)
{
    return file->code[key][row] != MISSING && (file->lost[row] >> key & 1) == 0;
}

/* In thousandths. */
static uint64_t
count_like(const File *file, uint32_t keys, size_t row, uint32_t alpha)
{
    uint64_t count = 0;
    for (size_t other = 0; other < file->rows; other++)
    {
        bool compatible = true;
        bool mine = true;
        bool theirs = true;
        for (size_t key = 0; key < KEYS; key++)
        {
            if ((keys >> key & 1U) == 0)
                continue;
            bool both = shows(file, row, key) && shows(file, other, key);
            compatible &= !both || file->code[key][row] == file->code[key][other];
            mine &= shows(file, row, key);
            theirs &= shows(file, other, key);
        }
        count += !compatible ? 0 : mine && !theirs ? alpha : 1000;
    }
    return count;
}

static bool
suppression_reaches_every_rule(Tape *tape)
{
    File file = {.rows = 1 + tape_draw(tape, ROWS)};
    for (size_t key = 0; key < KEYS; key++)
        for (size_t row = 0; row < file.rows; row++)
            file.code[key][row] = (uint16_t)tape_draw(tape, MISSING + 1);
    SuppressRule rules[2];
    uint32_t cost[KEYS];
    for (size_t at = 0; at < 2; at++)
        rules[at] = (SuppressRule){1 + (uint32_t)tape_draw(tape, 7),
                                   1 + (uint32_t)tape_draw(tape, file.rows)};
    for (size_t key = 0; key < KEYS; key++)
        cost[key] = 1 + (uint32_t)tape_draw(tape, 3);
    SuppressOptions options = {.keys = (size_t[]){0, 1, 2},
                               .key_count = KEYS,
                               .cost = cost,
                               .rules = rules,
                               .rule_count = 2,
                               .alpha = 250 * (uint32_t)tape_draw(tape, 5)};
    const uint16_t *const codes[] = {file.code[0], file.code[1], file.code[2]};
    KeyTable table = {.rows = file.rows,
                      .columns = KEYS,
                      .codes = codes,
                      .sizes = (uint32_t[]){4, 4, 4},
                      .missing = (uint32_t[]){MISSING, MISSING, MISSING}};
    SuppressOutcome outcome;
    Error err;
    if (suppress_keys(&table, &options, file.lost, &outcome, &err) != ERROR_NONE)
        return false;
    for (size_t at = 0; at < 2; at++)
        for (size_t row = 0; row < file.rows; row++)
            if (count_like(&file, rules[at].keys, row, options.alpha) <
                (uint64_t)rules[at].k * 1000)
                return false;
    return true;
}

static const Property properties[] = {
    PROPERTY(controlled_rounding_adds_up),
    PROPERTY(small_rounding_leaves_no_small_cell),
    PROPERTY(noise_keeps_its_promises),
    PROPERTY(suppression_reaches_every_rule),
};
TAPE_MAIN(properties)
