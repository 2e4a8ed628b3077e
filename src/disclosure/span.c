#include "disclosure/span.h"

#include "disclosure/field.h"

#include <string.h>

#define BITS 64

struct Span
{
    Arena *arena;
    size_t rows;
    size_t words;
    uint64_t *full;     /* values of the column at work, by row */
    uint64_t *touched;  /* bit of each row that may hold a value */
    uint64_t *summary;  /* bit of each word of touched that is not 0 */
    SpanVector *pivots; /* by pivot row; count 0: none */
    uint32_t *left; /* rows of the residue at work */
    size_t rank;
    uint64_t scale;
};

Span *
span_new(Arena *arena, size_t rows)
{
    Span *span = arena_take(arena, sizeof *span);
    span->arena = arena;
    span->rows = rows;
    span->words = rows / BITS + 1;
    span->full = arena_take_array(arena, rows + 1, sizeof *span->full);
    span->touched = arena_take_array(arena, span->words, sizeof *span->touched);
    span->summary = arena_take_array(arena, span->words / BITS + 1, sizeof *span->summary);
    span->pivots = arena_take_array(arena, rows + 1, sizeof *span->pivots);
    span->left = arena_take_array(arena, rows + 1, sizeof *span->left);
    return span;
}

static inline void
touch(Span *span, uint32_t row)
{
    span->touched[row / BITS] |= (uint64_t)1 << (row % BITS);
    span->summary[row / BITS / BITS] |= (uint64_t)1 << (row / BITS % BITS);
}

void
span_put(Span *span, uint32_t row, uint64_t value)
{
    touch(span, row);
    span->full[row] = field_fold(span->full[row] + value);
}

/* Subtracts factor times a vector from the column at work. */
static void
subtract(Span *span, SpanVector vector, uint64_t factor)
{
    for (size_t at = 0; at < vector.count; at++)
    {
        uint32_t row = vector.row[at];
        touch(span, row);
        span->full[row] =
            field_subtract(span->full[row], field_multiply(factor, vector.value[at]));
    }
}

/* Takes the first touched row out; false where none is left. *from: the word of summary to begin with. */
static bool
next_row(Span *span, size_t *from, uint32_t *ret_row)
{
    size_t last = span->words / BITS;
    while (*from <= last && span->summary[*from] == 0)
        (*from)++;
    if (*from > last)
        return false;
    size_t word = *from * BITS + (size_t)__builtin_ctzll(span->summary[*from]);
    size_t row = word * BITS + (size_t)__builtin_ctzll(span->touched[word]);
    span->touched[word] &= span->touched[word] - 1;
    if (span->touched[word] == 0)
        span->summary[*from] &= span->summary[*from] - 1;
    *ret_row = (uint32_t)row;
    return true;
}

static SpanVector
gather(const Span *span, Arena *arena, const uint32_t *rows, size_t count)
{
    SpanVector vector = {.count = count};
    if (count == 0)
        return vector;
    vector.row = arena_take_array(arena, count, sizeof *vector.row);
    vector.value = arena_take_array(arena, count, sizeof *vector.value);
    memcpy(vector.row, rows, count * sizeof *rows);
    uint64_t inverse = span->scale == 1 ? 1 : field_inverse(span->scale);
    for (size_t at = 0; at < count; at++)
        vector.value[at] = field_multiply(span->full[rows[at]], inverse);
    return vector;
}

SpanVector
span_reduce(Span *span, Arena *arena)
{
    size_t count = 0;
    uint32_t *left = span->left;
    uint32_t row;
    for (size_t from = 0; next_row(span, &from, &row);)
    {
        uint64_t value = span->full[row];
        if (value == 0)
            continue;
        if (span->pivots[row].count > 0)
        {
            SpanVector pivot = span->pivots[row];
            SpanVector tail = {pivot.row + 1, pivot.value + 1, pivot.count - 1};
            span->full[row] = 0;
            subtract(span, tail, value);
            continue;
        }
        left[count++] = row;
    }
    span->scale = count > 0 ? span->full[left[0]] : 0;
    SpanVector residue = gather(span, arena, left, count);
    for (size_t at = 0; at < count; at++)
        span->full[left[at]] = 0;
    return residue;
}

uint64_t
span_scale(const Span *span)
{
    return span->scale;
}

void
span_add(Span *span, SpanVector residue)
{
    span->pivots[residue.row[0]] = residue;
    span->rank++;
}

bool
span_is_pivot(const Span *span, uint32_t row)
{
    return span->pivots[row].count > 0;
}

size_t
span_rank(const Span *span)
{
    return span->rank;
}

bool
span_equal(SpanVector one, SpanVector other)
{
    return one.count == other.count &&
           memcmp(one.row, other.row, one.count * sizeof *one.row) == 0 &&
           memcmp(one.value, other.value, one.count * sizeof *one.value) == 0;
}

uint64_t
span_hash(SpanVector vector)
{
    uint64_t hash = vector.count;
    for (size_t at = 0; at < vector.count; at++)
    {
        hash = (hash ^ vector.row[at]) * 0x9E3779B97F4A7C15U;
        hash = (hash ^ (hash >> 29) ^ vector.value[at]) * 0xBF58476D1CE4E5B9U;
    }
    return hash ^ (hash >> 32);
}
