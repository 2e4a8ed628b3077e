/*
 * One look at all persons of a year: what no class took, how often each class occurs, which
 * contradictions show, and how rare the combinations of quasi-identifiers are.
 */
#ifndef BERAAD_RELEASE_COUNT_H
#define BERAAD_RELEASE_COUNT_H

#include "release/extract.h"

/* Reads unit_<year> (plan/sql.h) and adds to the extract's frequencies, warnings and risk. */
ErrorKind count_year(Arena *arena, Engine *engine, const Plan *plan, int year, Extract *extract,
                     Error *err) MUST_CHECK;

#endif
