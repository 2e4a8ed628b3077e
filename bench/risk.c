/*
 * What the risk and perturbation functions of disclosure/ take on the microdata of bench/microdata.py:
 *
 *     bench-risk FILE.csv
 *
 * Each line of output: work, processor seconds of its one thread, and what came out. bench/disclosure puts them beside the peers'
 * figures.
 */
#include "core/text.h"
#include "disclosure/cellkey.h"
#include "disclosure/population.h"
#include "disclosure/recoding.h"
#include "disclosure/suda.h"
#include "disclosure/suppress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum
{
    SEX,
    AGE,
    PROV,
    NAT,
    EDUC,
    CNO,
    CNAE,
    CONTRACT,
    HHSIZE,
    COLUMNS
};

static const uint16_t first_code[COLUMNS] = {1, 16, 1, 1, 1, 1, 1, 1, 1};
static const uint32_t sizes[COLUMNS] = {2, 84, 52, 40, 7, 60, 88, 12, 9};

static double
seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* The nine columns behind the first, whole numbers all of them. */
static bool
read_file(Arena *arena, const char *path, KeyTable *ret_table)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    char line[1024];
    size_t room = (size_t)1 << 20;
    uint16_t *codes[COLUMNS];
    for (size_t column = 0; column < COLUMNS; column++)
        codes[column] = arena_take_array(arena, room, sizeof(uint16_t));
    size_t rows = 0;
    bool fine = fgets(line, sizeof line, file) != NULL;
    while (fine && rows < room && fgets(line, sizeof line, file) != NULL)
    {
        char *at = strchr(line, ',');
        for (size_t column = 0; column < COLUMNS && at != NULL; column++)
        {
            long value = strtol(at + 1, &at, 10) - first_code[column];
            fine = fine && value >= 0 && value < (long)sizes[column] && *at == ',';
            codes[column][rows] = (uint16_t)value;
        }
        rows++;
    }
    (void)fclose(file);
    const uint16_t **kept = arena_take_array(arena, COLUMNS, sizeof *kept);
    for (size_t column = 0; column < COLUMNS; column++)
        kept[column] = codes[column];
    *ret_table = (KeyTable){.rows = rows, .columns = COLUMNS, .codes = kept, .sizes = sizes};
    return fine;
}

static void
bench_frequency(const KeyTable *table)
{
    static const size_t set[] = {SEX, AGE, PROV, NAT, EDUC};
    static const size_t wide[] = {AGE, PROV, NAT, CNO, CNAE};
    uint32_t *count = calloc(table->rows, sizeof *count);
    double begun = seconds();
    frequency_count(table, set, 5, count, NULL);
    printf("f, sex age prov nat educ: %.3f s\n", seconds() - begun);
    begun = seconds();
    frequency_count(table, wide, 5, count, NULL);
    printf("f, age prov nat cno cnae: %.3f s\n", seconds() - begun);
    begun = seconds();
    PopulationRisk risk = population_risk(table, set, 5);
    printf("f, F, 1/F, tau of sex age prov nat educ: %.3f s, %" PRIu64 " unique\n",
           seconds() - begun, risk.unique_in_file);
    free(count);
}

static void
bench_suda(const KeyTable *table, size_t cap)
{
    static const size_t set[] = {SEX, AGE, PROV, NAT, EDUC, CNAE, CONTRACT, HHSIZE};
    SudaRecord *records = calloc(table->rows, sizeof *records);
    Suda suda;
    Error err;
    SudaOptions options = {.cap = cap, .fraction = 0.1};
    double begun = seconds();
    if (suda_search(table, set, 8, &options, records, &suda, &err) == ERROR_NONE)
        printf("SUDA2, 8 keys, cap %zu: %.3f s, %" PRIu64 " minimal sets of %" PRIu64 " records\n",
               cap, seconds() - begun, suda.uniques, suda.with_unique);
    free(records);
}

static void
bench_suppress(const KeyTable *table, uint32_t alpha)
{
    static const size_t set[] = {SEX, PROV, NAT, EDUC};
    uint16_t *lost = calloc(table->rows, sizeof *lost);
    SuppressRule rule = {15, 3};
    SuppressOptions options = {
        .keys = set, .key_count = 4, .rules = &rule, .rule_count = 1, .alpha = alpha};
    SuppressOutcome outcome;
    Error err;
    double begun = seconds();
    if (suppress_keys(table, &options, lost, &outcome, &err) == ERROR_NONE)
        printf("local suppression, k 3, sex prov nat educ, alpha %u/1000: %.3f s, %" PRIu64
               " short, %" PRIu64 " values, %" PRIu64 " of 1 rules verified\n",
               alpha, seconds() - begun, outcome.violating, outcome.values, outcome.verified);
    free(lost);
}

/* prov x cnae x sex, each with its total: 53 x 89 x 3 = 14,151 cells. */
static void
bench_cellkey(const KeyTable *table)
{
    enum
    {
        INNER = 52 * 88 * 2,
        CELLS = 53 * 89 * 3
    };
    SCRATCH Arena *arena = arena_new("cellkey");
    uint64_t *key = arena_take_array(arena, table->rows, sizeof *key);
    uint32_t *cell = arena_take_array(arena, table->rows, sizeof *cell);
    for (size_t row = 0; row < table->rows; row++)
        key[row] = (row + 1) * UINT64_C(0x9e3779b97f4a7c15);
    uint64_t inner_key[INNER];
    uint64_t inner[INNER];
    static uint64_t keys[CELLS];
    static uint64_t counts[CELLS];
    NoiseTable noise;
    Error err;
    double begun = seconds();
    for (size_t row = 0; row < table->rows; row++)
        cell[row] =
            (table->codes[PROV][row] * 88U + table->codes[CNAE][row]) * 2U + table->codes[SEX][row];
    cellkey_sum(table->rows, cell, key, INNER, inner_key, inner);
    for (size_t at = 0; at < INNER; at++)
        for (unsigned total = 0; total < 8; total++)
        {
            size_t prov = (total & 1) != 0 ? 0 : at / 176 + 1;
            size_t cnae = (total & 2) != 0 ? 0 : at / 2 % 88 + 1;
            size_t sex = (total & 4) != 0 ? 0 : at % 2 + 1;
            keys[(prov * 89 + cnae) * 3 + sex] += inner_key[at];
            counts[(prov * 89 + cnae) * 3 + sex] += inner[at];
        }
    NoiseDesign design = {5, 3, 2, -1};
    if (noise_table_design(arena, &design, &noise, &err) != ERROR_NONE)
        return;
    cellkey_perturb(&noise, CELLS, keys, counts, counts);
    printf("cell keys, %d cells, table designed: %.3f s, %" PRIu64 " in all\n", CELLS,
           seconds() - begun, counts[0]);
}

#define LEVELS 4

static void
bench_recoding(const KeyTable *table, uint64_t left_out)
{
    static const size_t set[] = {SEX, AGE, PROV, NAT, EDUC};
    /* How many codes a class holds in a row, or (prov, nat) how many classes the codes go round. */
    static const uint32_t widths[5][LEVELS] = {{2}, {5, 10, 20, 84}, {17, 1}, {8, 1}, {3, 7}};
    static uint16_t class_of[5][LEVELS][84];
    RecodingLevel level[5][LEVELS];
    RecodingKey keys[5];
    for (size_t key = 0; key < 5; key++)
    {
        keys[key] = (RecodingKey){set[key], 0, level[key]};
        for (size_t at = 0; at < LEVELS && widths[key][at] > 0; at++)
        {
            bool round = set[key] == PROV || set[key] == NAT;
            uint32_t width = widths[key][at];
            for (uint32_t code = 0; code < sizes[set[key]]; code++)
                class_of[key][at][code] = (uint16_t)(round ? code % width : code / width);
            level[key][at] = (RecodingLevel){round ? width : (sizes[set[key]] + width - 1) / width,
                                             class_of[key][at]};
            keys[key].levels++;
        }
    }
    RecodingOptions options = {.keys = keys, .key_count = 5, .k = 5, .left_out = left_out};
    bool *out = calloc(table->rows, sizeof *out);
    RecodingOutcome outcome;
    Error err;
    double begun = seconds();
    if (recoding_search(table, &options, out, &outcome, &err) == ERROR_NONE)
        printf("lattice, k 5, 5 keys, at most %" PRIu64 " left out: %.3f s, %zu of %zu nodes "
               "counted, levels %u %u %u %u %u, loss %.4f, %" PRIu64 " left out\n",
               left_out, seconds() - begun, outcome.checked, outcome.nodes, outcome.level[0],
               outcome.level[1], outcome.level[2], outcome.level[3], outcome.level[4], outcome.loss,
               outcome.left_out);
    free(out);
}

int
main(int count, char **arguments)
{
    SCRATCH Arena *arena = arena_new("bench");
    KeyTable table;
    double begun = seconds();
    if (count != 2 || !read_file(arena, arguments[1], &table))
    {
        (void)fputs("usage: bench-risk FILE.csv (microdata of at most 1,048,576 rows)\n", stderr);
        return 2;
    }
    printf("read %zu records: %.3f s\n", table.rows, seconds() - begun);
    bench_frequency(&table);
    bench_cellkey(&table);
    bench_recoding(&table, 0);
    bench_recoding(&table, table.rows / 100);
    if (table.rows > 200000)
        return 0;
    bench_suda(&table, 0);
    bench_suda(&table, 3);
    bench_suppress(&table, 1000);
    bench_suppress(&table, 0);
    return 0;
}
