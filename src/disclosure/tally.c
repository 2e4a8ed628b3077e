#include "disclosure/tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HEAVIEST 1e15

__extension__ typedef __int128 Wide;

static int64_t
weight_of(const Records *records, size_t record)
{
    return records->weight == NULL ? 1 : (int64_t)llround(records->weight[record]);
}

static int64_t
value_of(const Records *records, size_t record)
{
    return records->value == NULL ? 1 : records->value[record];
}

static bool
add_within(int64_t *sum, Wide more)
{
    Wide total = (Wide)*sum + more;
    if (total >= MODEL_LIMIT || total <= -MODEL_LIMIT)
        return false;
    *sum = (int64_t)total;
    return true;
}

ErrorKind
tally_inner(Arena *arena, const Records *records, size_t inner, int64_t **ret_values, Error *err)
{
    int64_t *values = arena_take_array(arena, inner + 1, sizeof *values);
    for (size_t record = 0; record < records->rows; record++)
    {
        if (records->inner[record] >= inner)
            return error_set(err, ERROR_DATA, "record %zu: no such inner cell", record + 1);
        if (records->weight != NULL &&
            !(records->weight[record] >= 0 && records->weight[record] < HEAVIEST))
            return error_set(err, ERROR_DATA, "record %zu: a weight below 0 or no number",
                             record + 1);
        Wide value = (Wide)weight_of(records, record) * value_of(records, record);
        if (!add_within(&values[records->inner[record]], value))
            return error_set(err, ERROR_DATA,
                             "inner cell %u: its sum of values needs more than 62 bits",
                             records->inner[record]);
    }
    *ret_values = values;
    return ERROR_NONE;
}

/* Puts a contribution where it belongs among the greatest. */
static void
rank(Tally *tally, int64_t size, int64_t times)
{
    size_t at = TALLY_TOP;
    while (at > 0 && (tally->top_times[at - 1] == 0 || tally->top[at - 1] < size))
        at--;
    if (at == TALLY_TOP || times == 0)
        return;
    memmove(&tally->top[at + 1], &tally->top[at], (TALLY_TOP - 1 - at) * sizeof *tally->top);
    memmove(&tally->top_times[at + 1], &tally->top_times[at],
            (TALLY_TOP - 1 - at) * sizeof *tally->top_times);
    tally->top[at] = size;
    tally->top_times[at] = times;
}

typedef struct Contribution
{
    uint32_t holding;
    int64_t records;
    int64_t value; /* of the contributor, once */
    int64_t times; /* weight */
    int64_t total; /* what it adds to the cell's total */
    bool negative;
} Contribution;

static bool
contribute(Tally *tally, const Contribution *one)
{
    int64_t size = one->value < 0 ? -one->value : one->value;
    tally->contributors++;
    tally->sole = one->holding;
    tally->records += one->records;
    tally->negative |= one->negative;
    rank(tally, size, one->times);
    return add_within(&tally->total, one->total) &&
           add_within(&tally->size, (Wide)size * one->times);
}

static bool
merge(Tally *tally, const Tally *part)
{
    tally->contributors += part->contributors;
    tally->sole = part->contributors > 0 ? part->sole : tally->sole;
    tally->records += part->records;
    tally->negative |= part->negative;
    for (size_t at = 0; at < TALLY_TOP && part->top_times[at] > 0; at++)
        rank(tally, part->top[at], part->top_times[at]);
    return add_within(&tally->total, part->total) && add_within(&tally->size, part->size);
}

/* A record at its holding. */
typedef struct Member
{
    uint32_t holding;
    uint32_t inner;
    size_t record;
} Member;

static int
compare_members(const void *one, const void *other)
{
    const Member *first = one;
    const Member *second = other;
    if (first->holding != second->holding)
        return first->holding < second->holding ? -1 : 1;
    if (first->inner != second->inner)
        return first->inner < second->inner ? -1 : 1;
    return (first->record > second->record) - (first->record < second->record);
}

/* Adds a record to what its holding contributes to a cell. A holding's weighted values are added
 * up; its sum is one contribution. */
static bool
join(Contribution *sum, const Records *records, size_t record)
{
    int64_t value = value_of(records, record);
    Wide weighted = (Wide)weight_of(records, record) * value;
    sum->records++;
    sum->negative |= value < 0;
    sum->times = 1;
    return add_within(&sum->total, weighted) && add_within(&sum->value, weighted);
}

typedef struct Tallying
{
    const Records *records;
    const Model *model;
    Tally *cells;
    Tally *inner; /* contributors that stand in one inner cell alone */
    ModelRows rows;
    Contribution *sum; /* by cell: what the holding at work contributes */
    uint32_t *touched;
} Tallying;

/* One holding with records first .. last - 1, in several inner cells. */
static bool
tally_spread(Tallying *work, const Member *members, size_t count)
{
    size_t touched = 0;
    bool fits = true;
    for (size_t at = 0; at < count; at++)
        for (size_t entry = work->rows.start[members[at].inner];
             entry < work->rows.start[members[at].inner + 1]; entry++)
        {
            uint32_t cell = work->rows.cell[entry];
            if (work->sum[cell].records == 0)
                work->touched[touched++] = cell;
            work->sum[cell].holding = members[at].holding;
            fits &= join(&work->sum[cell], work->records, members[at].record);
        }
    for (size_t at = 0; at < touched; at++)
    {
        uint32_t cell = work->touched[at];
        fits &= contribute(&work->cells[cell], &work->sum[cell]);
        work->sum[cell] = (Contribution){0};
    }
    return fits;
}

static bool
tally_holdings(Tallying *work)
{
    SCRATCH Arena *scratch = arena_new("holdings");
    const Records *records = work->records;
    Member *members = arena_take_array(scratch, records->rows + 1, sizeof *members);
    for (size_t record = 0; record < records->rows; record++)
        members[record] = (Member){records->holding[record], records->inner[record], record};
    qsort(members, records->rows, sizeof *members, compare_members);
    bool fits = true;
    for (size_t first = 0, last; first < records->rows; first = last)
    {
        for (last = first + 1;
             last < records->rows && members[last].holding == members[first].holding;)
            last++;
        if (members[last - 1].inner != members[first].inner)
        {
            fits &= tally_spread(work, members + first, last - first);
            continue;
        }
        Contribution sum = {.holding = members[first].holding};
        for (size_t at = first; at < last; at++)
            fits &= join(&sum, records, members[at].record);
        fits &= contribute(&work->inner[members[first].inner], &sum);
    }
    return fits;
}

static bool
tally_persons(Tallying *work)
{
    const Records *records = work->records;
    bool fits = true;
    for (size_t record = 0; record < records->rows; record++)
    {
        int64_t value = value_of(records, record);
        int64_t times = weight_of(records, record);
        Contribution one = {.holding = (uint32_t)record,
                            .records = 1,
                            .value = value,
                            .times = times,
                            .negative = value < 0};
        fits &= add_within(&one.total, (Wide)value * times) &&
                contribute(&work->inner[records->inner[record]], &one);
    }
    return fits;
}

ErrorKind
tally_cells(Arena *arena, const Records *records, const Model *model, Tally **ret_tallies,
            Error *err)
{
    SCRATCH Arena *scratch = arena_new("tally");
    Tallying work = {.records = records, .model = model};
    work.cells = arena_take_array(arena, model->cells + 1, sizeof *work.cells);
    work.inner = arena_take_array(scratch, model->inner + 1, sizeof *work.inner);
    work.sum = arena_take_array(scratch, model->cells + 1, sizeof *work.sum);
    work.touched = arena_take_array(scratch, model->cells + 1, sizeof *work.touched);
    work.rows = records->holding != NULL ? model_rows(scratch, model) : (ModelRows){0};
    bool fits = records->holding != NULL ? tally_holdings(&work) : tally_persons(&work);
    for (size_t cell = 0; cell < model->cells; cell++)
        for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
            fits &= merge(&work.cells[cell], &work.inner[model->row[at]]);
    if (!fits)
        return error_set(err, ERROR_DATA, "a sum of contributions needs more than 62 bits");
    *ret_tallies = work.cells;
    return ERROR_NONE;
}

int64_t
tally_greatest(const Tally *tally, int64_t count)
{
    int64_t sum = 0;
    for (size_t at = 0; at < TALLY_TOP && count > 0 && tally->top_times[at] > 0; at++)
    {
        int64_t times = tally->top_times[at] < count ? tally->top_times[at] : count;
        sum += times * tally->top[at]; /* at most `size`, which fits */
        count -= times;
    }
    return sum;
}
