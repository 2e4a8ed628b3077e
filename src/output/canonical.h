/*
 * The canonical form of a table or a model: the only bytes of numbers that ever leave, printed from
 * what beraad counted.
 */
#ifndef BERAAD_OUTPUT_CANONICAL_H
#define BERAAD_OUTPUT_CANONICAL_H

#include "output/check.h"
#include "output/given.h"

/* A table as it is protected: dimensions, the number, status (doc/format/output-request.md). */
char *canonical_table(Arena *arena, const CheckedFile *file);

/* The coefficients of a model with four significant digits, in the order of its terms. */
char *canonical_model(Arena *arena, const RequestedFile *file, const Given *given);

#endif
