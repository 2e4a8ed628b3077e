/*
 * A table under way, cell by cell, and what stands in its cells.
 *
 *     Cells cells = {0};
 *     ADD_ROW(arena, &cells, "year", "rows");
 *     ADD_ROW(arena, &cells, "2012", cell_count(arena, 1234));
 *     cells_print(arena, &cells, 2, "rr")
 */
#ifndef BERAAD_COMMAND_CELLS_H
#define BERAAD_COMMAND_CELLS_H

#include "catalogue/model.h"
#include "core/date.h"

#include <stdint.h>

/* Row by row; the first row is the head. All borrowed. */
typedef struct Cells LIST_OF(const char *) Cells;

#define ADD_ROW(arena, cells, ...)                                                                 \
    cells_add((arena), (cells), sizeof((const char *[]){__VA_ARGS__}) / sizeof(const char *),      \
              (const char *[]){__VA_ARGS__})
void cells_add(Arena *arena, Cells *cells, size_t count, const char *const *row);

/* As result_table has it: so many columns, those marked 'r' in `right` right-aligned. */
const char *cells_print(Arena *arena, const Cells *cells, size_t columns, const char *right);

/* 1234567 as "1,234,567"; 2026 as "2026"; a day as "2026-11-28"; names as "amsb, census". */
const char *cell_count(Arena *arena, int64_t value);
const char *cell_integer(Arena *arena, int64_t value);
const char *cell_date(Arena *arena, Date date);
const char *cell_names(Arena *arena, const Names *names);

#endif
