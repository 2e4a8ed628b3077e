/* What the files of output/ share. */
#ifndef BERAAD_OUTPUT_INNER_H
#define BERAAD_OUTPUT_INNER_H

#include "output/request.h"

/* ERROR_USAGE says what is wrong with it, without its place. */
ErrorKind axis_resolve(Arena *arena, const RequestScope *scope, const AxisAsk *ask, Axis *ret_axis,
                       Error *err) MUST_CHECK;
ErrorKind condition_resolve(Arena *arena, const RequestScope *scope, const AxisAsk *ask,
                            const Names *codes, Condition *ret_condition, Error *err) MUST_CHECK;
ErrorKind measure_resolve(Arena *arena, const RequestScope *scope, const char *variable, int year,
                          Attribute *ret_measure, Error *err) MUST_CHECK;

/* Fills in the classes of the axis' list that are valid on the date, each with the classes of its
 * attribute's scheme that it holds; the axis has none yet. */
ErrorKind axis_fill(Arena *arena, Date date, Axis *axis, Error *err) MUST_CHECK;

/* The codes of a set of classes of a scheme. */
Names classes_codes(Arena *arena, const Classification *scheme, Classes classes);

bool attribute_equal(const Attribute *one, const Attribute *other);

#endif
