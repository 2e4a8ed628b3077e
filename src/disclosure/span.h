/*
 * The span of sparse columns, modulo the prime of field.h, kept in echelon form over a fixed order of the rows.
 *
 * Each column that was added has a pivot, its first row; reducing a column by all pivots gives its residue, which has no
 * entry in a pivot row and is empty exactly where the column lies in the span. The residue depends on the span alone, not
 * on the order in which it was built, as long as pivots stay the same.
 */
#ifndef BERAAD_DISCLOSURE_SPAN_H
#define BERAAD_DISCLOSURE_SPAN_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Rows ascending, values in 1 .. FIELD_PRIME - 1. */
typedef struct SpanVector
{
    uint32_t *row;
    uint64_t *value;
    size_t count;
} SpanVector;

typedef struct Span Span;

/* An empty span over so many rows; lives in arena with all that it keeps. */
Span *span_new(Arena *arena, size_t rows);

/* Starts a column and adds to its entries; span_reduce then reduces what was put and leaves nothing behind. */
void span_put(Span *span, uint32_t row, uint64_t value);

/* The residue of what was put, in arena, scaled so that its first value is 1 (span_scale tells by what it was divided). */
SpanVector span_reduce(Span *span, Arena *arena);

/* The first value of the last residue before it was scaled; 0 for an empty one. */
uint64_t span_scale(const Span *span);

/* Adds a residue (not empty) that lives at least as long as the span; its first row becomes a pivot. */
void span_add(Span *span, SpanVector residue);

bool span_is_pivot(const Span *span, uint32_t row);
size_t span_rank(const Span *span);

/* Do two vectors hold the same entries? */
bool span_equal(SpanVector one, SpanVector other);

/* A hash of a vector's entries. */
uint64_t span_hash(SpanVector vector);

#endif
