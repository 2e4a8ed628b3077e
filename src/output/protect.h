/*
 * Protection of a table that has unsafe cells. Only for the files of the check.
 */
#ifndef BERAAD_OUTPUT_PROTECT_H
#define BERAAD_OUTPUT_PROTECT_H

#include "output/check.h"

/* An error of the library as one of ours. */
ErrorKind protect_fault(const DisclosureError *from, Error *err) MUST_CHECK;

/* Adds a dimension: each class, and all of them last, so that cells are numbered as in Count. */
bool protect_add_axis(Arena *arena, Disclosure *tables, size_t classes, DisclosureError *from);

/* The table of the sums that a table of sums or means shows, as the library takes it
 * (protect_total.c): its cells come first, numbered as in Count. */
ErrorKind total_build(Arena *arena, const Count *count, Disclosure *tables, Error *err) MUST_CHECK;

/* How far the interval of an unsafe sum must reach. */
void total_need(const Count *count, size_t cell, DisclosureCell *cell_need);

/* Suppresses the unsafe cells and what else it takes: sets file->shown and file->certificate.
 * *ret_proven false: the certificate failed, and the table must not leave. */
ErrorKind protect_suppress(Arena *arena, const CheckInput *input, const bool *unsafe,
                           CheckedFile *file, bool *ret_proven, Error *err) MUST_CHECK;

/* Sets file->changed. */
ErrorKind protect_round(Arena *arena, const CheckInput *input, CheckedFile *file,
                        Error *err) MUST_CHECK;
ErrorKind protect_cell_key(Arena *arena, CheckedFile *file, Error *err) MUST_CHECK;

#endif
