/*
 * Class lists inside each other: which class of a coarser list takes everything that a class of a
 * finer one takes.
 */
#ifndef BERAAD_OUTPUT_NESTING_H
#define BERAAD_OUTPUT_NESTING_H

#include "catalogue/model.h"

/* ret_within[n] is the number of the class of coarse, valid on date, that takes every value that
 * fine's class n takes; SIZE_MAX where fine's class is not valid on date. False where some valid
 * class of fine is not wholly inside one of coarse's. */
bool nesting_find(const Classification *fine, const Classification *coarse, Date date,
                  size_t *ret_within);

#endif
