/*
 * Reading and judging a deliberation file. Unknown keys, wrong types, names that the catalogue does
 * not define and rules that cite nothing are complaints with line and column; all are found at
 * once.
 */
#ifndef BERAAD_DELIBERATION_READ_H
#define BERAAD_DELIBERATION_READ_H

#include "deliberation/model.h"

/* The catalogue's id that the text names, or NULL (none, or no plain name; it is never a path):
 * what to load before deliberation_read. */
const char *deliberation_catalogue_name(Arena *arena, const char *bytes, size_t size);

/* How many paragraphs the text summarises; 0 where it cannot be read. */
size_t deliberation_paragraph_count(Arena *arena, const char *bytes, size_t size);

/* NULL with at least one complaint where the file is not a sound deliberation under this catalogue.
 * catalogue NULL (there is none of that name): a complaint of the name, and all is judged but what
 * a catalogue defines. */
Deliberation *deliberation_read(Arena *arena, const char *bytes, size_t size,
                                const Catalogue *catalogue, Complaints *complaints);

/* What a text says without any catalogue: all but its variables, which stay empty. Of what was
 * registered, and so judged, years ago: what must be destroyed must be so whatever became of the
 * catalogue. */
Deliberation *deliberation_read_rules(Arena *arena, const char *bytes, size_t size,
                                      Complaints *complaints);

#endif
