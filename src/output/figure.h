/*
 * Figures and notes: the two types without numbers of their own, each in a closed form.
 */
#ifndef BERAAD_OUTPUT_FIGURE_H
#define BERAAD_OUTPUT_FIGURE_H

#include "output/given.h"

#define FIGURE_BYTES ((size_t)4096)
#define OUTPUT_NOTE_BYTES 400
#define NOTE_LINES 10
#define NOTE_DIGITS 8
#define NOTE_WORD 30

/* Reads the specification of a figure that draws this table and writes the same in canonical form,
 * as valid Vega-Lite whose data are the named file. NULL with a complaint where it is not in the
 * closed form. */
char *figure_canonical(Arena *arena, const RequestedFile *table, const char *bytes, size_t size,
                       Complaints *complaints);

/* A note in canonical form: lines without blanks at their ends, single blanks, one line feed at the
 * end. NULL with a complaint where it is none. */
char *note_canonical(Arena *arena, const char *bytes, size_t size, Complaints *complaints);

#endif
