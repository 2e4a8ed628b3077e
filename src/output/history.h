/*
 * Everything released of a data set together: one linear system, and what a new table adds to it.
 *
 * Each cell is the number of persons for whom a product of conditions "variable@year in classes"
 * holds. Written in a basis of products of "variable@year = class" (without one reference class of
 * each variable, which is the total less the others), every published cell is a sparse integer
 * vector, whatever its filter, class list, year or margin; what an attacker can compute exactly is
 * the span of those vectors. Persons do not enter: only the sizes of the cells do. It assumes that
 * the attacker knows of no combination of classes that it is impossible; where a published zero
 * says so, the vectors below that zero are left out.
 *
 * The small sets that are looked for: suppressed cells; the difference of any two published cells
 * of which one's conditions imply the other's; and each cell of a table with one condition replaced
 * by what two published class sets of the same variable have in common, or the one without the
 * other, or by unions of the smallest sets that all tables tell apart. And, by the noise, what
 * perturbed cells give of a few persons together (average.c), and suppressed cells that several
 * tables close in upon (interval.c). Sums of one measure are a system of their own: a suppressed
 * sum that few persons dominate must not be computable from the others. Dalenius-style tracking:
 * Denning and Schlorer 1983, "Inference Controls for Statistical Databases"; Langsrud 2024, PSD,
 * for the span.
 */
#ifndef BERAAD_OUTPUT_HISTORY_H
#define BERAAD_OUTPUT_HISTORY_H

#include "disclosure/disclosure.h"
#include "output/count.h"
#include "output/finding.h"

#define HISTORY_FINDINGS 200 /* of each kind; no more are listed, and their number is told */

/* A table that was released, or would be. */
typedef struct PublishedTable
{
    const char *name; /* "request 3, profile.csv" */
    const RequestedFile *file;
    const Count *count;
    const bool *shown; /* by cell: published exactly; NULL: all of them */
    bool perturbed;    /* rounded or changed by the cell key: it enters no equation */
} PublishedTable;

typedef struct PublishedTables LIST_OF(PublishedTable) PublishedTables;

typedef struct HistoryOptions
{
    const People *people; /* for the sizes of cells that no table has */
    int64_t threshold;
    bool sample;       /* the recipient can subtract the sample */
    int64_t dominance; /* percents of a total that one, and two persons may make (count.h) */
    int64_t two;
    int64_t range;                  /* how wide the interval of a suppressed cell must stay */
    const DisclosureSolver *solver; /* NULL: intervals are not judged */
} HistoryOptions;

/* ret_known[cell]: some old table publishes exactly these persons, so hiding the cell would hide
 * nothing. */
ErrorKind history_known(const PublishedTables *old, const PublishedTable *fresh, bool *ret_known,
                        Error *err) MUST_CHECK;

/* Adds a finding for each small set that the new tables let compute together with the old ones, and
 * that could not be computed without them. ret_unsafe[at][cell] marks the shown cells of new table
 * `at` that take part: suppressing them may help; NULL where none does. ERROR_DATA where a table
 * has too many conditions or classes to be judged. */
ErrorKind history_check(Arena *arena, const PublishedTables *old, const PublishedTables *fresh,
                        const HistoryOptions *options, Findings *ret_findings, bool **ret_unsafe,
                        Error *err) MUST_CHECK;

#endif
