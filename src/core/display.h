/*
 * Where a person reads: whether it is a terminal, how wide it is, and whether it may be coloured.
 *
 * Prose is wrapped everywhere. A line that says one thing, and a row of a table, must fit on a
 * terminal; elsewhere it stays one line, whatever its length, so that grep, cut and awk find it
 * whole.
 */
#ifndef BERAAD_CORE_DISPLAY_H
#define BERAAD_CORE_DISPLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DISPLAY_PROSE 80       /* columns of prose where there is no terminal */
#define DISPLAY_PROSE_MOST 120 /* longer lines are hard to read, however wide the terminal is */
#define DISPLAY_LEAST 40       /* columns; a narrower terminal breaks lines by itself */

#define DISPLAY_WHOLE SIZE_MAX /* lines are never broken */

typedef struct Display
{
    bool terminal;
    bool colour;  /* a terminal, and NO_COLOR is not set (no-color.org) */
    size_t prose; /* columns in which prose is wrapped */
    size_t row;   /* columns in which a line or row must fit; DISPLAY_WHOLE: it is one line */
} Display;

/* Looks at a descriptor and at NO_COLOR. A terminal that does not know its size is taken for one of
 * 80 columns. */
Display display_of(int fd);

#endif
