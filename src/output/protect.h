/*
 * Protection of a table that has unsafe cells. Only for the files of the check.
 */
#ifndef BERAAD_OUTPUT_PROTECT_H
#define BERAAD_OUTPUT_PROTECT_H

#include "output/check.h"

/* Suppresses the unsafe cells and what else it takes: sets file->shown and file->certificate.
 * *ret_proven false: the certificate failed, and the table must not leave. */
ErrorKind protect_suppress(Arena *arena, const CheckInput *input, const bool *unsafe,
                           CheckedFile *file, bool *ret_proven, Error *err) MUST_CHECK;

/* Sets file->changed. */
ErrorKind protect_round(Arena *arena, const CheckInput *input, CheckedFile *file,
                        Error *err) MUST_CHECK;
ErrorKind protect_cell_key(Arena *arena, CheckedFile *file, Error *err) MUST_CHECK;

#endif
