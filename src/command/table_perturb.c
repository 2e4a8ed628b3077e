/*
 * table perturb: a table of counts or sums with cell-key noise.
 *
 * What the noise is made of stays secret: neither the table nor the JSON says anything of it. What
 * additivity costs is said on standard error, to the one who runs it.
 */
#include "command/table_noise.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const Option command_table_perturb_options[] = {
    TABLE_OPTIONS,
    {"id", "COLUMN", false, "who a record is about: the same person has the same key everywhere"},
    {"key-file", "FILE", false, "the secret: first line of FILE, /dev/fd/N for a descriptor"},
    {"most", "D", false, "the largest change (without it 5)"},
    {"variance", "V", false, "of the change (without it 3)"},
    {"barred", "JS", false, "no count from 1 to JS is shown (without it 0)"},
    {"additive", NULL, false,
     "make margins the sums of the perturbed cells, and say what it costs"},
    {"value", "COLUMN", false, "sums of this column instead of counts"},
    {"decimals", "N", false, "of the column, 0 to 9 (without it 0)"},
    {"top", "K", false, "with --value: contributors that set the noise, 1 to 8 (without it 3)"},
    {"noise-small", "M", false, "with --value: strength below --flex (without it 0.3)"},
    {"noise-large", "M", false, "with --value: strength far above it (without it 0.03)"},
    {"flex", "X", false, "with --value: from where it falls (without it 1000)"},
    {NULL, NULL, false, NULL},
};

static ErrorKind
read_number(const Invocation *call, const char *name, double fallback, double *ret_value,
            Error *err)
{
    const char *text = invocation_option(call, name);
    *ret_value = fallback;
    if (text == NULL)
        return ERROR_NONE;
    char *end = NULL;
    errno = 0;
    *ret_value = strtod(text, &end);
    if (errno != 0 || end == text || *end != '\0' || !(*ret_value > 0 && *ret_value < 1e18))
        return error_set(err, ERROR_USAGE, "option '--%s': expected a number above 0", name);
    return ERROR_NONE;
}

static ErrorKind
design_noise(Invocation *call, NoiseTable *ret_table, Error *err)
{
    int64_t most = 0;
    int64_t barred = 0;
    double variance = 0;
    TRY(invocation_integer(call, "most", 1, NOISE_MOST, 5, &most, err));
    TRY(invocation_integer(call, "barred", 0, NOISE_MOST, 0, &barred, err));
    TRY(read_number(call, "variance", 3, &variance, err));
    NoiseDesign design = {
        .most = (uint32_t)most, .variance = variance, .barred = (uint32_t)barred, .unchanged = -1};
    if (barred > 0 && invocation_option(call, "value") != NULL)
        return error_set(err, ERROR_USAGE, "option '--barred' is for counts");
    if (noise_table_design(call->arena, &design, ret_table, err) == ERROR_NONE)
        return ERROR_NONE;
    err->kind = ERROR_USAGE; /* the design is what the options say */
    return error_hint(err, "'--most', '--variance' and '--barred' make the noise");
}

static ErrorKind
perturb_sums(Invocation *call, const NoiseTable *noise, const Table *table,
             const MagnitudeCell *cells, uint32_t top, Error *err)
{
    MagnitudeDesign design = {.top = top, .power = 2};
    TableResult result = table_result(call->arena, table);
    TRY(read_number(call, "noise-small", 0.3, &design.small, err));
    TRY(read_number(call, "noise-large", 0.03, &design.large, err));
    TRY(read_number(call, "flex", 1000, &design.flex, err));
    for (int at = 0; at < table->decimals; at++)
        design.flex *= 10;
    for (uint32_t rank = 0; rank < top; rank++)
        design.scale[rank] = 1.0 / (1U << rank);
    for (size_t cell = 0; cell < table->cells; cell++)
    {
        int64_t sum = 0;
        TRY(cellkey_perturb_magnitude(noise, &design, &cells[cell], &sum, err));
        result.value[cell] = table_number(call->arena, sum, table->decimals);
        result.status[cell] = "perturbed";
    }
    result.title = arena_print(call->arena, "%s, perturbed", table->measure);
    result.words = arena_print(call->arena, "%zu cells, perturbed", table->cells);
    return table_print(call, table, &result, err);
}

/* Every cell becomes the sum of its perturbed inner cells; says what that costs. */
static ErrorKind
restore_additivity(Invocation *call, const NoiseTable *noise, const TableCounts *counts,
                   uint64_t *perturbed, Error *err)
{
    size_t cells = counts->sums.cells;
    uint64_t *inner = arena_take_array(call->arena, counts->inner_count, sizeof *inner);
    uint64_t *added = arena_take_array(call->arena, cells, sizeof *added);
    cellkey_perturb(noise, counts->inner_count, counts->inner_key, counts->inner, inner);
    AdditivityInput input = {counts->inner, inner, perturbed};
    AdditivityCost cost;
    TRY(cellkey_add_up(&counts->sums, &input, added, &cost, err));
    memcpy(perturbed, added, cells * sizeof *added);
    table_note(call, arena_print(call->arena,
                                 "additivity: %" PRIu64 " of %zu cells differ from their own "
                                 "noise, by at most %" PRIu64 "; mean square error %.6g, it "
                                 "was %.6g; largest error %" PRIu64,
                                 cost.changed, cells, cost.largest_change, cost.error_after,
                                 cost.error_before, cost.largest_error));
    return ERROR_NONE;
}

static ErrorKind
perturb_counts(Invocation *call, const NoiseTable *noise, const Table *table,
               const TableCounts *counts, Error *err)
{
    uint64_t *perturbed = arena_take_array(call->arena, table->cells, sizeof *perturbed);
    cellkey_perturb(noise, table->cells, counts->key, counts->count, perturbed);
    if (invocation_flag(call, "additive"))
        TRY(restore_additivity(call, noise, counts, perturbed, err));
    return table_print_counts(call, table, perturbed, "perturbed", err);
}

ErrorKind
command_table_perturb(Invocation *call, Error *err)
{
    FREES_KEYS TableKeys keys = {NULL, NULL};
    NoiseTable noise;
    Table table;
    TableRecords records;
    TableCounts counts;
    MagnitudeCell *cells = NULL;
    int64_t top = 0;
    bool sums = invocation_option(call, "value") != NULL;
    TRY(table_print_check(call, err));
    TRY(invocation_integer(call, "top", 1, CELLKEY_TOP, 3, &top, err));
    TRY(design_noise(call, &noise, err));
    if (sums && invocation_flag(call, "additive"))
        return error_set(err, ERROR_USAGE, "option '--additive' is for counts");
    TRY(table_keys_read(call, true, &keys, err));
    TRY(table_read(call, &table, &records, err));
    TRY(table_count(call->arena, &table, &records, keys.records->bytes, &counts, err));
    if (!sums)
        return perturb_counts(call, &noise, &table, &counts, err);
    TRY(table_magnitudes(call->arena, &table, &records, &counts, (uint32_t)top, &cells, err));
    return perturb_sums(call, &noise, &table, cells, (uint32_t)top, err);
}
