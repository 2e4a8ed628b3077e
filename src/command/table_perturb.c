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

static const char *
print_sum(Arena *arena, const void *values, size_t cell)
{
    return arena_print(arena, "%" PRId64, ((const int64_t *)values)[cell]);
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
    return noise_table_design(call->arena, &design, ret_table, err);
}

static ErrorKind
perturb_sums(Invocation *call, const NoiseTable *table, const Crossing *crossing, uint32_t top,
             Error *err)
{
    MagnitudeDesign design = {.top = top, .power = 2};
    TRY(read_number(call, "noise-small", 0.3, &design.small, err));
    TRY(read_number(call, "noise-large", 0.03, &design.large, err));
    TRY(read_number(call, "flex", 1000, &design.flex, err));
    for (uint32_t rank = 0; rank < top; rank++)
        design.scale[rank] = 1.0 / (1U << rank);
    int64_t *sums = arena_take_array(call->arena, crossing->cells, sizeof *sums);
    for (size_t cell = 0; cell < crossing->cells; cell++)
        TRY(cellkey_perturb_magnitude(table, &design, &crossing->magnitude[cell], &sums[cell],
                                      err));
    return crossing_print(call, crossing, invocation_option(call, "value"), print_sum, sums, err);
}

static ErrorKind
restore_additivity(Invocation *call, const NoiseTable *table, const Crossing *crossing,
                   uint64_t *counts, Error *err)
{
    size_t inner_count = crossing->inner_count;
    uint64_t *inner = arena_take_array(call->arena, inner_count, sizeof *inner);
    uint64_t *added = arena_take_array(call->arena, crossing->cells, sizeof *added);
    cellkey_perturb(table, inner_count, crossing->inner_key, crossing->inner, inner);
    AdditivityInput input = {crossing->inner, inner, counts};
    AdditivityCost cost;
    TRY(cellkey_add_up(&crossing->sums, &input, added, &cost, err));
    memcpy(counts, added, crossing->cells * sizeof *counts);
    table_note(call, arena_print(call->arena,
                                 "additivity: %" PRIu64 " of %zu cells differ from their own "
                                 "noise, by at most %" PRIu64 "; mean square error %.6g, it "
                                 "was %.6g; largest error %" PRIu64,
                                 cost.changed, crossing->cells, cost.largest_change,
                                 cost.error_after, cost.error_before, cost.largest_error));
    return ERROR_NONE;
}

ErrorKind
command_table_perturb(Invocation *call, Error *err)
{
    CrossingAsk ask;
    FREES_KEYS TableKeys keys = {NULL, NULL};
    NoiseTable table;
    Crossing crossing;
    int64_t decimals = 0;
    int64_t top = 0;
    TRY(table_ask_read(call, &ask, err));
    TRY(invocation_integer(call, "decimals", 0, 9, 0, &decimals, err));
    TRY(invocation_integer(call, "top", 1, CELLKEY_TOP, 3, &top, err));
    TRY(design_noise(call, &table, err));
    TRY(table_keys_read(call, true, &ask, &keys, err));
    ask.value = invocation_option(call, "value");
    ask.decimals = (int)decimals;
    ask.top = (uint32_t)top;
    if (ask.value != NULL && invocation_flag(call, "additive"))
        return error_set(err, ERROR_USAGE, "option '--additive' is for counts");
    TRY(crossing_read(call, &ask, &crossing, err));
    if (ask.value != NULL)
        return perturb_sums(call, &table, &crossing, ask.top, err);
    uint64_t *counts = arena_take_array(call->arena, crossing.cells, sizeof *counts);
    cellkey_perturb(&table, crossing.cells, crossing.key, crossing.count, counts);
    if (invocation_flag(call, "additive"))
        TRY(restore_additivity(call, &table, &crossing, counts, err));
    return crossing_print(call, &crossing, "count", table_count, counts, err);
}
