/*
 * A table for a person: columns that line up, in as many columns of a terminal as there are.
 *
 * What fits stands on one line. What does not: words are folded within their column; where that
 * would leave too little of a column, a row takes several lines, the later ones indented, each
 * lined up with those of the other rows. Nothing is left out.
 */
#ifndef BERAAD_COMMAND_GRID_H
#define BERAAD_COMMAND_GRID_H

#include "core/arena.h"
#include "core/display.h"

#include <stddef.h>

typedef struct Grid
{
    const char *const *cells; /* row by row; the first row is the head */
    size_t columns;
    size_t rows;
    const char *right; /* "lr": which columns are right-aligned; of those only the head is folded */
} Grid;

/* room: Display.row, at least 20. */
const char *grid_print(Arena *arena, const Grid *grid, size_t room);

#endif
