/* Rounding, and the cell key method: tables whose numbers are changed, not hidden. */
#include "output/protect.h"

#include "disclosure/cellkey.h"
#include "disclosure/rounding.h"

#define INSIDE_MOST ((size_t)1 << 22) /* inner cells of all cells together */

/* Every cell as the sum of inner ones. */
typedef struct Sums
{
    CellSums sums;
    size_t *inner; /* by inner cell: its number among the cells */
    uint64_t *key;
    size_t inner_count;
} Sums;

static bool
is_inside(const Count *count, size_t cell, size_t inner)
{
    for (size_t axis = 0; axis < count->axes; axis++)
    {
        size_t place = count_place(count, cell, axis);
        if (place < count->places[axis] - 1 && place != count_place(count, inner, axis))
            return false;
    }
    return true;
}

static void
take_inner(Arena *arena, const Count *count, uint64_t seed, Sums *sums)
{
    sums->inner = arena_take_array(arena, count->cells, sizeof *sums->inner);
    sums->key = arena_take_array(arena, count->cells, sizeof *sums->key);
    for (size_t cell = 0; cell < count->cells; cell++)
        if (!count_is_margin(count, cell))
        {
            sums->key[sums->inner_count] =
                (count->key != NULL ? count->key[cell] : cell * UINT64_C(0x9E3779B97F4A7C15)) ^
                seed;
            sums->inner[sums->inner_count++] = cell;
        }
}

static ErrorKind
make_sums(Arena *arena, const Count *count, uint64_t seed, Sums *ret_sums, Error *err)
{
    size_t filled = 0;
    size_t *start = arena_take_array(arena, count->cells + 1, sizeof *start);
    uint32_t *list = arena_take_array(arena, INSIDE_MOST, sizeof *list);
    take_inner(arena, count, seed, ret_sums);
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        start[cell] = filled;
        for (size_t at = 0; at < ret_sums->inner_count; at++)
            if (is_inside(count, cell, ret_sums->inner[at]))
            {
                if (filled == INSIDE_MOST)
                    return error_set(err, ERROR_DATA, "the table is too large to be rounded");
                list[filled++] = (uint32_t)at;
            }
    }
    start[count->cells] = filled;
    ret_sums->sums = (CellSums){.cells = count->cells, .start = start, .inner = list};
    return ERROR_NONE;
}

static bool
has_totals(const CheckedFile *file)
{
    return file->file->type == OUTPUT_MEANS || file->file->type == OUTPUT_MAGNITUDE;
}

static int64_t
base_of_sums(const CheckInput *input, const Count *count)
{
    return input->rules.threshold * count->most;
}

bool
can_be_rounded(const CheckInput *input, const CheckedFile *file)
{
    const Count *count = file->count;
    return !has_totals(file) ||
           (count->least >= 0 && count->most > 0 && base_of_sums(input, count) <= ROUNDING_BASE);
}

/* What is rounded, and how. */
typedef struct Rounded
{
    const Sums *sums;
    const bool *unsafe;
    const int64_t *number; /* by cell */
    int64_t base;
} Rounded;

/* What an unsafe number has above a multiple of the base is small, all else of it stays. */
static ErrorKind
round_numbers(Arena *arena, const Rounded *rounded, uint64_t *ret_changed, Error *err)
{
    const Sums *sums = rounded->sums;
    const CellSums *cells = &sums->sums;
    SmallRounding outcome;
    uint64_t *above = arena_take_array(arena, sums->inner_count + 1, sizeof *above);
    uint64_t *inner = arena_take_array(arena, sums->inner_count + 1, sizeof *inner);
    for (size_t at = 0; at < sums->inner_count; at++)
        if (rounded->unsafe[sums->inner[at]])
            above[at] = (uint64_t)(rounded->number[sums->inner[at]] % rounded->base);
    SmallInput what = {.inner_count = sums->inner_count,
                       .inner = above,
                       .key = sums->key,
                       .base = (uint32_t)rounded->base};
    TRY(rounding_small(cells, &what, inner, ret_changed, &outcome, err));
    for (size_t cell = 0; cell < cells->cells; cell++)
        for (size_t at = cells->start[cell]; at < cells->start[cell + 1]; at++)
        {
            uint32_t one = cells->inner[at];
            ret_changed[cell] += (uint64_t)rounded->number[sums->inner[one]] - above[one];
        }
    return ERROR_NONE;
}

/* A mean in which nothing stayed would be one of the base alone. */
static void
leave_out_means(const Sums *sums, const bool *unsafe, CheckedFile *file)
{
    for (size_t cell = 0; cell < file->count->cells; cell++)
    {
        bool any = false;
        for (size_t at = sums->sums.start[cell]; at < sums->sums.start[cell + 1]; at++)
        {
            size_t inner = sums->inner[sums->sums.inner[at]];
            any = any || (!unsafe[inner] && file->count->measured[inner] > 0);
        }
        if (!any)
            file->changed_count[cell] = 0;
    }
}

ErrorKind
protect_round(Arena *arena, const CheckInput *input, const bool *unsafe, CheckedFile *file,
              Error *err)
{
    SCRATCH Arena *work = arena_new("round");
    const Count *count = file->count;
    Sums sums = {0};
    TRY(make_sums(work, count, input->seed, &sums, err));
    Rounded rounded = {.sums = &sums,
                       .unsafe = unsafe,
                       .number = has_totals(file) ? count->total : count->persons,
                       .base =
                           has_totals(file) ? base_of_sums(input, count) : input->rules.threshold};
    file->changed = arena_take_array(arena, count->cells, sizeof *file->changed);
    /* An inner number that is not unsafe is published exactly; all else is a sum of rounded ones.
     */
    for (size_t cell = 0; cell < count->cells; cell++)
        file->shown[cell] =
            !count_is_margin(count, cell) && !unsafe[cell] && count->persons[cell] > 0;
    TRY(round_numbers(work, &rounded, file->changed, err));
    if (file->file->type != OUTPUT_MEANS)
        return ERROR_NONE;
    file->changed_count = arena_take_array(arena, count->cells, sizeof *file->changed_count);
    rounded.number = count->measured;
    rounded.base = input->rules.threshold;
    TRY(round_numbers(work, &rounded, file->changed_count, err));
    leave_out_means(&sums, unsafe, file);
    return ERROR_NONE;
}

static ErrorKind
change_counts(Arena *arena, const CheckedFile *file, const NoiseDesign *design,
              uint64_t *ret_changed, Error *err)
{
    const Count *count = file->count;
    bool measured = has_totals(file);
    NoiseTable table;
    TRY(noise_table_design(arena, design, &table, err));
    uint64_t *counts = arena_take_array(arena, count->cells, sizeof *counts);
    for (size_t cell = 0; cell < count->cells; cell++)
        counts[cell] = (uint64_t)(measured ? count->measured[cell] : count->persons[cell]);
    cellkey_perturb(&table, count->cells, measured ? count->measured_key : count->key, counts,
                    ret_changed);
    return ERROR_NONE;
}

/* Of the same persons another number for each variable, and another one than their count has: who
 * knows one of these sums exactly does not know what the others were changed by. */
static uint64_t
key_of_sum(uint64_t key, const char *variable)
{
    for (const char *at = variable; *at != '\0'; at++)
        key = (key ^ (unsigned char)*at) * UINT64_C(0x9E3779B97F4A7C15);
    key = (key ^ key >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    key = (key ^ key >> 27) * UINT64_C(0x94d049bb133111eb);
    return key ^ key >> 31;
}

static ErrorKind
change_sums(Arena *arena, const CheckedFile *file, const NoiseDesign *of_counts, Error *err)
{
    const Count *count = file->count;
    NoiseTable table;
    NoiseDesign noise = *of_counts;
    MagnitudeDesign design = {
        .top = 1, .scale = {1}, .small = 1, .large = 1, .flex = 1, .power = 1};
    noise.barred = 0; /* no sum is barred: none is a number of persons */
    TRY(noise_table_design(arena, &noise, &table, err));
    for (size_t cell = 0; cell < count->cells; cell++)
    {
        int64_t sum = 0;
        MagnitudeCell of = {.sum = count->total[cell],
                            .key =
                                key_of_sum(count->measured_key[cell], file->file->measure.variable),
                            .contributions = count->measured[cell] > 0,
                            .largest = {(uint64_t)count->greatest[2 * cell]}};
        TRY(cellkey_perturb_magnitude(&table, &design, &of, &sum, err));
        file->changed[cell] = (uint64_t)sum;
    }
    return ERROR_NONE;
}

/* No mean is below the smallest or above the greatest value that the measure may have. */
static void
keep_within(const CheckedFile *file)
{
    for (size_t cell = 0; cell < file->count->cells; cell++)
    {
        int64_t persons = (int64_t)file->changed_count[cell];
        int64_t sum = (int64_t)file->changed[cell];
        if (sum < persons * file->count->least)
            file->changed[cell] = (uint64_t)(persons * file->count->least);
        else if (sum > persons * file->count->most)
            file->changed[cell] = (uint64_t)(persons * file->count->most);
    }
}

ErrorKind
protect_cell_key(Arena *arena, const NoiseDesign *design, CheckedFile *file, Error *err)
{
    SCRATCH Arena *work = arena_new("cell key");
    const Count *count = file->count;
    if (count->key == NULL)
        return error_set(err, ERROR_STATE, "the data set has no cell keys");
    file->changed = arena_take_array(arena, count->cells, sizeof *file->changed);
    if (!has_totals(file))
        return change_counts(work, file, design, file->changed, err);
    TRY(change_sums(work, file, design, err));
    if (file->file->type != OUTPUT_MEANS)
        return ERROR_NONE;
    file->changed_count = arena_take_array(arena, count->cells, sizeof *file->changed_count);
    TRY(change_counts(work, file, design, file->changed_count, err));
    keep_within(file);
    return ERROR_NONE;
}
