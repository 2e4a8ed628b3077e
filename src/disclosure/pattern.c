#include "disclosure/pattern.h"

#include "core/list.h"
#include "disclosure/field.h"
#include "disclosure/order.h"
#include "disclosure/span.h"

#include <stdlib.h>
#include <string.h>

/* A column that must stay outside the span, as its residue. */
typedef struct Guard
{
    SpanVector residue;
    uint64_t hash;
    bool single;
} Guard;

typedef struct GuardList LIST_OF(uint32_t) GuardList;

typedef struct Pattern
{
    Arena *arena;
    Model *model;
    const PatternOptions *options;
    Span *span;
    uint32_t *place; /* by inner cell: its row in the span */
    Guard *guards;
    size_t guard_count;
    GuardList *by_row;  /* guards that may have an entry in a row of the span */
    GuardList *buckets; /* guards that may have a hash; entries of guards that moved on are stale */
    size_t bucket_mask;
    size_t exposed;
} Pattern;

/* Rows of primary cells come last, so that pivots of published cells fall on them only where
 * nothing else is left. */
static uint32_t *
place_rows(Arena *arena, const Model *model)
{
    SCRATCH Arena *work = arena_new("rows");
    bool *late = arena_take_array(work, model->inner + 1, sizeof *late);
    for (size_t cell = 0; cell < model->cells; cell++)
        if (!cell_is_shown(&model->cell[cell]))
            for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
                late[model->row[at]] = true;
    uint32_t *place = arena_take_array(arena, model->inner + 1, sizeof *place);
    uint32_t next = 0;
    for (int round = 0; round < 2; round++)
        for (size_t row = 0; row < model->inner; row++)
            if (late[row] == (round == 1))
                place[row] = next++;
    return place;
}

static SpanVector
reduce_cell(Pattern *pattern, size_t cell)
{
    const Model *model = pattern->model;
    for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
        span_put(pattern->span, pattern->place[model->row[at]], field_of(model->factor[at]));
    return span_reduce(pattern->span, pattern->arena);
}

/* The guard whose residue is this vector, other than `but`; NULL where there is none. */
static Guard *
guard_find(Pattern *pattern, SpanVector vector, uint64_t hash, const Guard *but)
{
    GuardList *bucket = &pattern->buckets[hash & pattern->bucket_mask];
    for (size_t at = 0; at < bucket->count;)
    {
        Guard *guard = &pattern->guards[bucket->items[at]];
        if ((guard->hash & pattern->bucket_mask) != (hash & pattern->bucket_mask))
        {
            bucket->items[at] = bucket->items[--bucket->count];
            continue;
        }
        if (guard != but && guard->hash == hash && span_equal(guard->residue, vector))
            return guard;
        at++;
    }
    return NULL;
}

static void
guard_enter(Pattern *pattern, Guard *guard)
{
    uint32_t number = (uint32_t)(guard - pattern->guards);
    for (size_t at = 0; at < guard->residue.count; at++)
        *LIST_ADD(pattern->arena, &pattern->by_row[guard->residue.row[at]]) = number;
    *LIST_ADD(pattern->arena, &pattern->buckets[guard->hash & pattern->bucket_mask]) = number;
}

/* Equal columns are one guard: a cell and its margin of one class are the same fact. False for a
 * column in the span. */
static bool
guard_add(Pattern *pattern, SpanVector residue, bool single)
{
    if (residue.count == 0)
        return false;
    uint64_t hash = span_hash(residue);
    Guard *same = guard_find(pattern, residue, hash, NULL);
    if (same != NULL)
    {
        same->single |= single;
        return true;
    }
    Guard *guard = &pattern->guards[pattern->guard_count++];
    *guard = (Guard){.residue = residue, .hash = hash, .single = single};
    guard_enter(pattern, guard);
    return true;
}

static void
guard_cells(Pattern *pattern)
{
    const Model *model = pattern->model;
    for (size_t cell = 0; cell < model->cells; cell++)
        if (cell_is_sensitive(&model->cell[cell]))
            pattern->exposed += !guard_add(pattern, reduce_cell(pattern, cell),
                                           pattern->options->singles && model->cell[cell].single);
}

/* Inner cells of sensitive cells that cannot fall, none of their inner cells being above what is
 * known of it. */
static bool *
find_lowest(Arena *work, const Model *model)
{
    bool *lowest = arena_take_array(work, model->inner + 1, sizeof *lowest);
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        bool low = cell_is_sensitive(&model->cell[cell]);
        for (size_t at = model->start[cell]; low && at < model->start[cell + 1]; at++)
            low = model->value[model->row[at]] == model->least[model->row[at]];
        for (size_t at = model->start[cell]; low && at < model->start[cell + 1]; at++)
            lowest[model->row[at]] = true;
    }
    return lowest;
}

static void
guard_lowest(Pattern *pattern)
{
    const Model *model = pattern->model;
    SCRATCH Arena *work = arena_new("lowest");
    const bool *lowest = find_lowest(work, model);
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
            if (lowest[model->row[at]])
                span_put(pattern->span, pattern->place[model->row[at]],
                         field_of(model->factor[at]));
        (void)guard_add(pattern, span_reduce(pattern->span, pattern->arena), false);
    }
}

static uint64_t
entry(SpanVector vector, uint32_t row)
{
    size_t low = 0;
    size_t high = vector.count;
    while (low < high)
    {
        size_t middle = low + (high - low) / 2;
        if (vector.row[middle] < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < vector.count && vector.row[low] == row ? vector.value[low] : 0;
}

/* The residue of a guard once pivot is published. */
static SpanVector
guard_after(Pattern *pattern, Arena *arena, const Guard *guard, SpanVector pivot)
{
    uint64_t factor = entry(guard->residue, pivot.row[0]);
    for (size_t at = 0; at < guard->residue.count; at++)
        span_put(pattern->span, guard->residue.row[at], guard->residue.value[at]);
    for (size_t at = 0; at < pivot.count; at++)
        span_put(pattern->span, pivot.row[at],
                 field_subtract(0, field_multiply(factor, pivot.value[at])));
    return span_reduce(pattern->span, arena);
}

/* Guards with an entry in this row; clears stale numbers and repeats. */
static GuardList *
guards_at(Pattern *pattern, uint32_t row)
{
    GuardList *list = &pattern->by_row[row];
    size_t kept = 0;
    for (size_t at = 0; at < list->count; at++)
        if (entry(pattern->guards[list->items[at]].residue, row) != 0)
        {
            bool repeated = false;
            for (size_t earlier = 0; earlier < kept && !repeated; earlier++)
                repeated = list->items[earlier] == list->items[at];
            if (!repeated)
                list->items[kept++] = list->items[at];
        }
    list->count = kept;
    return list;
}

typedef struct Change
{
    SpanVector residue;
    uint64_t hash;
} Change;

/* Would two guards of which one is single become the same fact? */
static bool
singles_meet(Pattern *pattern, const GuardList *list, const Change *changes)
{
    for (size_t at = 0; at < list->count; at++)
    {
        const Guard *guard = &pattern->guards[list->items[at]];
        const Guard *same = guard_find(pattern, changes[at].residue, changes[at].hash, guard);
        if (same != NULL && entry(same->residue, changes[at].residue.row[0]) != 0 &&
            (same->single || guard->single))
            return true;
        for (size_t other = 0; other < at; other++)
            if (changes[other].hash == changes[at].hash &&
                span_equal(changes[other].residue, changes[at].residue) &&
                (guard->single || pattern->guards[list->items[other]].single))
                return true;
    }
    return false;
}

/* Makes pivot part of the span, unless that would tell a single contributor another primary cell.
 */
static bool
publish(Pattern *pattern, SpanVector pivot)
{
    GuardList *list = guards_at(pattern, pivot.row[0]);
    Change *changes = arena_take_array(pattern->arena, list->count + 1, sizeof *changes);
    for (size_t at = 0; at < list->count; at++)
    {
        changes[at].residue =
            guard_after(pattern, pattern->arena, &pattern->guards[list->items[at]], pivot);
        changes[at].hash = span_hash(changes[at].residue);
    }
    if (pattern->options->singles && singles_meet(pattern, list, changes))
        return false;
    for (size_t at = 0; at < list->count; at++)
    {
        Guard *guard = &pattern->guards[list->items[at]];
        guard->residue = changes[at].residue;
        guard->hash = changes[at].hash;
        guard_enter(pattern, guard);
    }
    span_add(pattern->span, pivot);
    return true;
}

static void
consider(Pattern *pattern, size_t number)
{
    Cell *cell = &pattern->model->cell[number];
    SpanVector residue = reduce_cell(pattern, number);
    if (residue.count == 0)
        return;
    if (guard_find(pattern, residue, span_hash(residue), NULL) != NULL ||
        !publish(pattern, residue))
        cell->status = CELL_SECONDARY;
}

static Pattern
pattern_begin(Arena *arena, Model *model, const PatternOptions *options)
{
    Pattern pattern = {.arena = arena, .model = model, .options = options};
    pattern.span = span_new(arena, model->inner);
    pattern.place = place_rows(arena, model);
    pattern.guards = arena_take_array(arena, 2 * model->cells + 1, sizeof *pattern.guards);
    pattern.by_row = arena_take_array(arena, model->inner + 1, sizeof *pattern.by_row);
    size_t buckets = 64;
    while (buckets < model->cells * 2)
        buckets *= 2;
    pattern.bucket_mask = buckets - 1;
    pattern.buckets = arena_take_array(arena, buckets, sizeof *pattern.buckets);
    return pattern;
}

void
pattern_find(Model *model, const PatternOptions *options, size_t *ret_exposed)
{
    SCRATCH Arena *arena = arena_new("pattern");
    Pattern pattern = pattern_begin(arena, model, options);
    const uint32_t *order = options->order != NULL ? options->order : order_by_cost(arena, model);
    for (size_t cell = 0; cell < model->cells; cell++)
        if (model->cell[cell].forced)
        {
            SpanVector residue = reduce_cell(&pattern, cell);
            if (residue.count > 0)
                span_add(pattern.span, residue);
        }
    guard_cells(&pattern);
    guard_lowest(&pattern);
    for (size_t at = 0; at < model->cells; at++)
    {
        const Cell *cell = &model->cell[order[at]];
        if (cell_is_shown(cell) && !cell->forced)
            consider(&pattern, order[at]);
        if (options->tell != NULL && at % 256 == 0)
            options->tell(options->told, (double)at / (double)model->cells);
    }
    *ret_exposed = pattern.exposed;
}

size_t
pattern_exposed(const Model *model, bool *ret_by_cell)
{
    SCRATCH Arena *arena = arena_new("exposed");
    Span *span = span_new(arena, model->inner);
    size_t exposed = 0;
    for (int round = 0; round < 2; round++)
        for (size_t cell = 0; cell < model->cells; cell++)
        {
            bool shown = cell_is_shown(&model->cell[cell]);
            ret_by_cell[cell] = false;
            if (round == 0 ? !shown : !cell_is_sensitive(&model->cell[cell]))
                continue;
            for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
                span_put(span, model->row[at], field_of(model->factor[at]));
            SpanVector residue = span_reduce(span, arena);
            if (round == 0 && residue.count > 0)
                span_add(span, residue);
            ret_by_cell[cell] = round == 1 && residue.count == 0;
            exposed += ret_by_cell[cell];
        }
    return exposed;
}

static bool
same_column(const Model *model, size_t one, size_t other)
{
    size_t count = model->start[one + 1] - model->start[one];
    return count == model->start[other + 1] - model->start[other] &&
           memcmp(model->row + model->start[one], model->row + model->start[other],
                  count * sizeof *model->row) == 0 &&
           memcmp(model->factor + model->start[one], model->factor + model->start[other],
                  count * sizeof *model->factor) == 0;
}

/* A sensitive cell and the hash of its residue. */
typedef struct Known
{
    uint64_t hash;
    uint32_t cell;
    SpanVector residue;
} Known;

static int
compare_known(const void *one, const void *other)
{
    const Known *first = one;
    const Known *second = other;
    if (first->hash != second->hash)
        return first->hash < second->hash ? -1 : 1;
    return (first->cell > second->cell) - (first->cell < second->cell);
}

/* Is there a single contributor among the cells from .. to - 1, whose residues are the same, that
 * stands in another column than cell `at`? */
static bool
told_by_single(const Model *model, const Known *known, size_t from, size_t to, size_t at)
{
    for (size_t other = from; other < to; other++)
        if (model->cell[known[other].cell].single &&
            span_equal(known[other].residue, known[at].residue) &&
            !same_column(model, known[other].cell, known[at].cell))
            return true;
    return false;
}

size_t
pattern_met(const Model *model)
{
    SCRATCH Arena *arena = arena_new("met");
    Span *span = span_new(arena, model->inner);
    Known *known = arena_take_array(arena, model->cells + 1, sizeof *known);
    size_t count = 0;
    for (int round = 0; round < 2; round++)
        for (uint32_t cell = 0; cell < model->cells; cell++)
        {
            bool wanted = round == 0 ? cell_is_shown(&model->cell[cell])
                                     : cell_is_sensitive(&model->cell[cell]);
            for (size_t at = model->start[cell]; wanted && at < model->start[cell + 1]; at++)
                span_put(span, model->row[at], field_of(model->factor[at]));
            if (!wanted)
                continue;
            SpanVector residue = span_reduce(span, arena);
            if (round == 0 && residue.count > 0)
                span_add(span, residue);
            else if (round == 1 && residue.count > 0)
                known[count++] = (Known){span_hash(residue), cell, residue};
        }
    qsort(known, count, sizeof *known, compare_known);
    size_t met = 0;
    for (size_t from = 0, to; from < count; from = to)
    {
        for (to = from + 1; to < count && known[to].hash == known[from].hash;)
            to++;
        for (size_t at = from; to - from > 1 && at < to; at++)
            met += told_by_single(model, known, from, to, at);
    }
    return met;
}
