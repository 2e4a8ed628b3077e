/*
 * The history while it is being judged: its tables, their polynomials, and the small sets that are
 * looked for. Only for the files of the history.
 */
#ifndef BERAAD_OUTPUT_JUDGED_H
#define BERAAD_OUTPUT_JUDGED_H

#include "output/predicate.h"

/* A small set that must not be computable. */
typedef struct Target
{
    Predicate predicate;
    size_t view;
    size_t cell; /* of the view, which does not show it; SIZE_MAX: no table has this cell */
    bool maybe;  /* not of few persons: perhaps of few households, which is looked at last */
    Polynomial polynomial;
} Target;

/* A cell of a view. */
typedef struct CellOf
{
    size_t view;
    size_t cell;
} CellOf;

typedef struct Targets LIST_OF(Target) Targets;

#define JUDGED_EXACT 2000 /* sets that are looked at person by person, of one judging */

typedef struct Judged
{
    Arena *arena;
    const HistoryOptions *options;
    HistoryColumns columns;
    HistoryView *views; /* the old ones first */
    size_t old_count;
    size_t view_count;
    Polynomials *polynomials;
    Polynomial **shown; /* by view and cell: those that make the view's span; count 0: not needed */
    size_t products;    /* that stand in them; a target with another one cannot be computed */
    uint32_t *row;
    size_t rows;
    Targets targets;
    size_t exact;  /* how many sets were looked at person by person */
    int64_t crowd; /* more persons than this live in as many households as the threshold, or more */
    Findings *findings;
    bool **unsafe;
} Judged;

/* Is a set of so many persons, of whom so many are in the recipient's sample, too small to be
 * known? */
bool size_is_small(const HistoryOptions *options, int64_t persons, int64_t sampled);

/* The same of a cell, in which too few households may live too. */
bool cell_is_small(const HistoryOptions *options, const Count *count, size_t cell);

/* The tables that are judged: number `view`'s. */
static inline const Count *
judged_count(const Judged *judged, size_t view)
{
    return judged->views[view].table->count;
}

/* How many persons the fewest households too few can hold, of any year: judged->crowd; 0 where no
 * households are kept (home.c). */
int64_t homes_crowd(const HistoryOptions *options);

/* May a set of so many persons be of too few households? Only a look at each of them says it. */
bool judged_may_be_few_homes(const Judged *judged, int64_t persons);

/* Do those of whole who are not of part, which implies it (NULL: nobody), live in fewer households
 * than the threshold, in any of its years in which they are kept? True without a look where that
 * was asked very often already (home.c). */
bool judged_few_homes(Judged *judged, const Predicate *whole, const Predicate *part);

/* The views of all tables, the old ones first. */
ErrorKind judged_view_all(Judged *judged, const PublishedTables *old, const PublishedTables *fresh,
                          Error *err) MUST_CHECK;

/* A hidden 0 that follows from a published one is as good as published. */
void judged_show_zeros(Judged *judged);

/* The polynomials of what is shown, and the products that stand in them. */
ErrorKind judged_make_polynomials(Judged *judged, Error *err) MUST_CHECK;

/* Adds a target unless it cannot be computed for want of a product. */
ErrorKind judged_target(Judged *judged, const Target *target, Error *err) MUST_CHECK;

/* Findings: targets that can be computed with the new tables and not without (target.c). */
void judged_targets(Judged *judged);

/* Targets: cells of tables with one condition replaced (variant.c). */
ErrorKind judged_variants(Judged *judged, Error *err) MUST_CHECK;

/* Findings: published cells that differ by a small set (difference.c). */
void judged_differences(Judged *judged);

/* Findings: published sums of one measure whose difference one or two of many persons dominate
 * (difference_total.c). */
ErrorKind judged_total_differences(Judged *judged, Error *err) MUST_CHECK;

/* Findings: few persons whose number several perturbed cells give away (average.c). */
void judged_averages(Judged *judged);

/* Findings: suppressed cells that several tables together tell too closely (interval.c). */
ErrorKind judged_intervals(Judged *judged, Error *err) MUST_CHECK;

/* The same of suppressed sums, where all tables are of one measure (interval_total.c). */
ErrorKind judged_total_intervals(Judged *judged, const Attribute *measure, Error *err) MUST_CHECK;

/* Cells whose sets the old tables show already: nothing new is said by them. */
bool *judged_known(Judged *judged, const HistoryView *view);

/* Adds a finding, unless there are HISTORY_FINDINGS of the rule. */
void judged_found(Judged *judged, Rule rule, const HistoryView *view, const char *cell,
                  const char *against);

/* The name of a cell of a view, and of the view. */
const char *judged_cell(const Judged *judged, const HistoryView *view, size_t cell);

/* What outlives the judging: copies in the caller's arena, each once. */
void judged_keep_findings(Arena *arena, const Judged *judged, Findings *ret_findings);

/* The sums of the new tables, each measure once, with findings that those of the counts do not have
 * already; marks cells as history_check does (history_total.c). */
ErrorKind judged_measures(Arena *arena, const PublishedTables *old, const PublishedTables *fresh,
                          const HistoryOptions *options, Findings *ret_findings, bool **ret_unsafe,
                          Error *err) MUST_CHECK;

/* Marks the cells that could be suppressed against this: one, or those around a small set. */
void judged_mark(Judged *judged, size_t view, size_t cell);
void judged_mark_around(Judged *judged, const Target *target);

#endif
