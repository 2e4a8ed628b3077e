/* What the files of subject/ share. */
#ifndef BERAAD_SUBJECT_INNER_H
#define BERAAD_SUBJECT_INNER_H

#include "plan/plan.h"
#include "subject/search.h"

/* A year of a communication, drawn again. */
typedef struct DrawnYear
{
    int year;
    bool in_cohort;
    bool sampled; /* at that date */
    int64_t rows; /* that a file of the year has */
} DrawnYear;

typedef struct Drawn
{
    bool keyed; /* the sample could be drawn; else nothing is said of it, nor of rows */
    bool in_panel;
    struct LIST_OF(DrawnYear) years; /* all whose sample a file of the plan's years rests on */
} Drawn;

/* Draws cohort and, where keyed, sample and panel of the plan in the engine, with the warehouse
 * open and the key bound, and looks for the person. */
ErrorKind draw_again(Arena *arena, Engine *engine, const Plan *plan, int64_t person, bool keyed,
                     Drawn *ret_drawn, Error *err) MUST_CHECK;

/* Was she in the file of that year? Pure. */
Held drawn_held(const Communication *communication, const Drawn *drawn, int year);

/* NULL where the year was not drawn. */
const DrawnYear *drawn_year(const Drawn *drawn, int year);

/* Is the number in the column that a statement gives? The number is compared here and never part of
 * a statement, which the engine's messages could repeat. *ret_count: how many rows there were. */
ErrorKind draw_finds(Engine *engine, const char *step, const char *sql, int64_t number,
                     bool *ret_found, int64_t *ret_count, Error *err) MUST_CHECK;

/* The number that finally replaced this one, or itself. */
ErrorKind draw_successor(Engine *engine, const Catalogue *catalogue, int64_t number,
                         int64_t *ret_current, Error *err) MUST_CHECK;

#endif
