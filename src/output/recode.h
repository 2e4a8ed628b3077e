/*
 * A table with coarser classes: what the catalogue's class lists allow. Only for the files of the
 * check and the acts.
 */
#ifndef BERAAD_OUTPUT_RECODE_H
#define BERAAD_OUTPUT_RECODE_H

#include "output/request.h"

#define RECODE_STEPS 512

/* The same table in every combination of class lists: the file itself first, then those with fewer
 * and fewer cells. */
typedef struct RecodeSteps LIST_OF(const RequestedFile *) RecodeSteps;

/* A class list is a step where each of its classes is a union of classes of the list asked for, and
 * it has fewer of them. Dimensions stay, conditions and measure too. ERROR_DATA: more than
 * RECODE_STEPS combinations. */
ErrorKind recode_steps(Arena *arena, const RequestScope *scope, const RequestedFile *file,
                       RecodeSteps *ret_steps, Error *err) MUST_CHECK;

#endif
