/*
 * On what footing a request is counted together with what was released before it. An amendment may
 * have dropped a variable that an earlier output is of, or have it in other classes; the data set
 * of its own deliberation, if it is kept, still has it. Of each variable and year that anything
 * names, one class list of one data set is chosen, such that all others that are named are unions
 * of its classes; everything is then told in those. What cannot be told in them is lost: no one
 * can judge anything against it.
 */
#ifndef BERAAD_OUTPUT_FOOTING_H
#define BERAAD_OUTPUT_FOOTING_H

#include "output/request.h"

#define FOOTING_OWN 0         /* the data set of the deliberation that is asked under */
#define FOOTING_NONE SIZE_MAX /* no data set has the variable any more */

/* Data set number `source` has the variable in the class list of attribute.scheme. */
typedef struct FootingOffer
{
    Attribute attribute;
    size_t source;
} FootingOffer;

typedef struct FootingColumn
{
    struct LIST_OF(FootingOffer) offers;
    bool is_own;          /* must be counted from the own data set, as it is */
    FootingOffer settled; /* source FOOTING_NONE: by nobody */
} FootingColumn;

/* A data set that is not there, or cannot be joined to the own one. */
typedef struct FootingGap
{
    size_t source;
    int year;
} FootingGap;

/* arena, scope: set by the caller. */
typedef struct Footing
{
    Arena *arena;
    const RequestScope *scope; /* the own one */
    struct LIST_OF(FootingColumn) columns;
    struct LIST_OF(FootingGap) gaps;
} Footing;

/* Adds what a file that was asked for under deliberation `source` names. Its measure, where the
 * source is FOOTING_OWN, has numbers for codes and must stay as it is. */
ErrorKind footing_add(Footing *footing, size_t source, const RequestedFile *file,
                      Error *err) MUST_CHECK;

/* The variable must be counted from the own data set: who is in a sample hangs on it. */
void footing_keep(Footing *footing, const Attribute *attribute);

/* Chooses for each variable and year; the own data set where it will do. Again after a gap. */
void footing_settle(Footing *footing);
void footing_add_gap(Footing *footing, size_t source, int year);

/* The file in the classes that were chosen, with the statement that it had. *ret_lost names the
 * first variable that it cannot be told in; NULL: it can be. */
ErrorKind footing_restate(const Footing *footing, const RequestedFile *file,
                          RequestedFile *ret_file, const Attribute **ret_lost,
                          Error *err) MUST_CHECK;

/* What is to be counted from data set `source`. */
const FootingColumn *footing_column(const Footing *footing, const Attribute *attribute);

#endif
