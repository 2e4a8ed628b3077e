/*
 * Cells as products of conditions, and as polynomials in the basis of history.h. Only for the files
 * of the history.
 */
#ifndef BERAAD_OUTPUT_PREDICATE_H
#define BERAAD_OUTPUT_PREDICATE_H

#include "disclosure/span.h"
#include "output/history.h"

#define PREDICATE_COLUMNS 12
#define PREDICATE_YEARS 32
#define PREDICATE_TERMS ((size_t)1 << 16) /* of one polynomial */

/* Those for whom each condition holds and who are in the cohort in each of the years. */
typedef struct Predicate
{
    size_t count;
    uint16_t column[PREDICATE_COLUMNS]; /* ascending */
    Classes holds[PREDICATE_COLUMNS];   /* a proper part of the column's classes */
    uint32_t years;                     /* bits */
} Predicate;

/* All variables and years that any table names. */
typedef struct HistoryColumns
{
    struct LIST_OF(Attribute) items;
    Years years;
} HistoryColumns;

/* A table with its columns numbered. */
typedef struct HistoryView
{
    const PublishedTable *table;
    size_t columns;
    uint16_t column[PREDICATE_COLUMNS]; /* ascending */
    size_t axis[PREDICATE_COLUMNS];     /* the dimension, or SIZE_MAX for a condition alone */
    Classes within[PREDICATE_COLUMNS];  /* what its conditions leave of the column */
    uint32_t years;
    Predicate *cell; /* by cell */
    bool *shown;     /* by cell: published, or known to be 0 because a cell around it is */
} HistoryView;

/* Numbers the table's columns and makes the predicates of its cells. */
ErrorKind view_make(Arena *arena, HistoryColumns *columns, const PublishedTable *table,
                    HistoryView *ret_view, Error *err) MUST_CHECK;

/* Does part imply whole? */
bool predicate_implies(const Predicate *part, const Predicate *whole);
bool predicate_equal(const Predicate *one, const Predicate *other);

/* May one person be in both? */
bool predicates_meet(const Predicate *one, const Predicate *other);

/* The same with one condition replaced; holds may be all classes of the column. */
Predicate predicate_with(const HistoryColumns *columns, const Predicate *predicate, uint16_t column,
                         Classes holds);

/* "sex=1 age@2014=2+3": for people, by codes. */
const char *predicate_print(Arena *arena, const HistoryColumns *columns,
                            const Predicate *predicate);

/* Polynomials: products of "column = class" are numbered as they come. */
typedef struct Polynomials Polynomials;
Polynomials *polynomials_new(Arena *arena, const HistoryColumns *columns);

typedef struct Polynomial
{
    uint32_t *term;
    int8_t *sign;
    size_t count;
} Polynomial;

/* ERROR_DATA where it has more than PREDICATE_TERMS terms. */
ErrorKind polynomial_of(Polynomials *polynomials, const Predicate *predicate,
                        Polynomial *ret_polynomial, Error *err) MUST_CHECK;

/* After the last polynomial: the row of each term, those of most factors first. */
size_t polynomials_rows(Polynomials *polynomials, uint32_t **ret_row);

/* Which class of the column is left out of the basis. */
Classes column_reference(const Attribute *attribute);

#endif
