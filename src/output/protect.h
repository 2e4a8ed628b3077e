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

/* A sum measured from the smallest that so many persons could have, and how much is between that
 * and the greatest; of those who are not in the recipient's sample. */
int64_t total_height(const Count *count, size_t cell);
int64_t total_room(const Count *count, size_t cell);

/* How far the interval of an unsafe sum must reach. */
void total_need(const Count *count, size_t cell, DisclosureCell *cell_need);

/* Suppresses the unsafe cells and what else it takes: sets file->shown and file->certificate.
 * *ret_proven false: the certificate failed, and the table must not leave. */
ErrorKind protect_suppress(Arena *arena, const CheckInput *input, const bool *unsafe,
                           CheckedFile *file, bool *ret_proven, Error *err) MUST_CHECK;

/*
 * Rounding: of the inner cells the unsafe ones become the multiple of a base below or above,
 * margins are the sums of what is shown, and all other inner cells stay (disclosure/rounding.h).
 * The base of counts is the threshold. That of sums is what so many persons could have at most, so
 * a sum of fewer lies below it; can_be_rounded is false where the measure may be negative, or that
 * is too much. A mean is the rounded sum by the rounded count, and shown only where something in it
 * stayed. protect_change.c.
 */
bool can_be_rounded(const CheckInput *input, const CheckedFile *file);
ErrorKind protect_round(Arena *arena, const CheckInput *input, const bool *unsafe,
                        CheckedFile *file, Error *err) MUST_CHECK;

/* The cell key method, for every cell. A sum changes as if some persons more or fewer had the
 * greatest contribution to it, as many as a count of that size would change by; a mean is the
 * changed sum by the changed count, and no less or more than the measure may be. */
ErrorKind protect_cell_key(Arena *arena, const NoiseDesign *design, CheckedFile *file,
                           Error *err) MUST_CHECK;

#endif
