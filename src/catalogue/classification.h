/*
 * One class list, read from the bytes of its CSV file and judged by itself
 * (doc/format/class-list.md).
 */
#ifndef BERAAD_CATALOGUE_CLASSIFICATION_H
#define BERAAD_CATALOGUE_CLASSIFICATION_H

#include "catalogue/model.h"

/* Bounds that keep the judging of a hostile file short. */
#define CLASS_LIST_CLASSES 10000
#define CLASS_LIST_RANGES 500

/* Fills ret_classification's classes and digest; name and label stay as they are. Missing kinds are
 * looked up in catalogue. False with at least one complaint where the list is not sound. */
bool classification_read(Arena *arena, const Catalogue *catalogue, const char *bytes, size_t size,
                         Classification *ret_classification, Complaints *complaints);

/* Complains of classes that are valid on the same day and take the same value, have the same code,
 * or leave a gap under a rest class; places[at] is where classes[at] stands. */
void classification_check(const Classification *classification, const Place *places,
                          Complaints *complaints);

/* May this type of value be classed by this list? The first reason why not, or NULL. */
const char *classification_misfit(Arena *arena, const Classification *classification,
                                  ValueType type);

#endif
