/* What the files of output/ share. */
#ifndef BERAAD_OUTPUT_INNER_H
#define BERAAD_OUTPUT_INNER_H

#include "output/request.h"

/* A dimension or condition as it was asked for. */
typedef struct AxisAsk
{
    const char *variable;
    const char *as; /* NULL: the deliberation's list */
    int year;       /* 0: none was said */
    bool named;     /* the year was said for this one, so it stands in the column's name */
} AxisAsk;

/* ERROR_USAGE says what is wrong with it, without its place. */
ErrorKind axis_resolve(Arena *arena, const RequestScope *scope, const AxisAsk *ask, Axis *ret_axis,
                       Error *err) MUST_CHECK;
ErrorKind condition_resolve(Arena *arena, const RequestScope *scope, const AxisAsk *ask,
                            const Names *codes, Condition *ret_condition, Error *err) MUST_CHECK;
ErrorKind measure_resolve(Arena *arena, const RequestScope *scope, const char *variable, int year,
                          Attribute *ret_measure, Error *err) MUST_CHECK;

/* The codes of a set of classes of a scheme. */
Names classes_codes(Arena *arena, const Classification *scheme, Classes classes);

bool attribute_equal(const Attribute *one, const Attribute *other);

#endif
