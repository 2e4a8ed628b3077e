/*
 * libberaad-disclosure: safe tables.
 *
 * A Disclosure holds one system of tables: dimensions with their hierarchies, one or more tables
 * over them, and the values of the inner cells (all combinations of leaves). Rules say which cells
 * may not be shown; disclosure_protect finds what else must be suppressed and proves, in exact
 * arithmetic, how far an attacker's interval for each unsafe cell reaches; disclosure_audit proves
 * it of a pattern that is there already.
 *
 *     disclosure_new, then dimensions and tables, then values, then disclosure_build, then rules,
 * then protect or audit.
 *
 * Values are whole numbers: counts, or magnitudes in their smallest unit. Nothing here depends on
 * the order of records, on threads (there are none) or on the clock. One Disclosure belongs to one
 * thread at a time. Memory that cannot be had ends the process with status 71.
 */
#ifndef BERAAD_DISCLOSURE_DISCLOSURE_H
#define BERAAD_DISCLOSURE_DISCLOSURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* It would indent all that stands in extern "C": */
/* clang-format off */
#ifdef __cplusplus
extern "C" {
#endif

#define DISCLOSURE_API __attribute__((visibility("default")))

typedef struct Disclosure Disclosure;

/* What went wrong; names places and counts, never a value. */
typedef struct DisclosureError
{
    char message[512];
} DisclosureError;

DISCLOSURE_API Disclosure *disclosure_new(void);
DISCLOSURE_API void disclosure_free(Disclosure *tables); /* NULL is allowed */

/* ---- Shape ---- All functions that return bool give false on an error, with its words in *err. */

/* A set of leaves that a table shows as one class: a total, a group, a leaf. */
typedef struct DisclosureNode
{
    const uint32_t *leaf; /* ascending, below the dimension's number of leaves */
    size_t count;
} DisclosureNode;

/* Adds a dimension; nodes may be nested or cut through each other. All is copied. */
DISCLOSURE_API bool disclosure_add_dimension(Disclosure *tables, size_t leaves,
                                             const DisclosureNode *nodes, size_t node_count,
                                             DisclosureError *err);

/* The nodes of a dimension that a table shows. */
typedef struct DisclosureShown
{
    const uint32_t *node; /* NULL: all of them */
    size_t count;
} DisclosureShown;

/* Adds a table over all dimensions (one entry each); several tables over the same dimensions are linked. Its cells are all
 * combinations of its nodes, the last dimension running fastest, numbered from *ret_first on. */
DISCLOSURE_API bool disclosure_add_table(Disclosure *tables, const DisclosureShown *shown,
                                         size_t *ret_first, size_t *ret_cells,
                                         DisclosureError *err);

/* Adds a single cell: the sum of factor times inner cell (factor NULL: all 1), inner cells ascending. */
DISCLOSURE_API bool disclosure_add_cell(Disclosure *tables, const uint32_t *inner,
                                        const int32_t *factor, size_t count, size_t *ret_cell,
                                        DisclosureError *err);

/* ---- Values ---- one of the three. Inner cells are numbered with the last dimension running fastest. */

/* Contributions, column by column; value, weight and holding must stay where they are until disclosure_build. A weight says
 * how often a record is taken, in values and in rules on their size; contributors are records, or holdings, whatever their
 * weight. Beside a single cell with a factor other than 1 contributors are not counted, and rules on their number, `singles`
 * and rules on the greatest are refused. */
typedef struct DisclosureRecords
{
    size_t rows;
    const uint32_t *const *leaf; /* leaf[dimension][row] */
    const int64_t *value;        /* NULL: 1 each, a table of counts */
    const double *weight;        /* not negative, rounded; NULL: 1 each */
    const uint32_t *holding;     /* rows of one number are one contributor; NULL: each row is one */
} DisclosureRecords;

DISCLOSURE_API bool disclosure_set_records(Disclosure *tables, const DisclosureRecords *records,
                                           DisclosureError *err);

/* Aggregated: the value of each inner cell. For rules that count contributors a value is a number of contributors, and
 * somebody is alone in a cell whose only value is a 1; rules on the greatest contributors need records. */
DISCLOSURE_API bool disclosure_set_values(Disclosure *tables, const int64_t *value, size_t inner,
                                          DisclosureError *err);

/* What the attacker knows of every inner cell before he sees a table: at least (INT64_MIN: nothing). Unless said, 0, or nothing
 * where records hold negative values. */
DISCLOSURE_API void disclosure_set_least(Disclosure *tables, int64_t least);

/* Fixes shape and values. */
DISCLOSURE_API bool disclosure_build(Disclosure *tables, DisclosureError *err);

/* ---- Rules ---- */

/* Percentages are in hundredths of a percent: 1000 is 10 %. A field of 0 turns its rule off. */
typedef struct DisclosureRules
{
    int64_t minimum;    /* fewer contributors than this are unsafe, unless there are none */
    int64_t range;      /* the width of interval that a cell unsafe by its count needs; 0: 1, not known exactly */
    int64_t dominant;   /* (n,k): the n greatest (1 to 5) ... */
    int64_t dominance;  /* ... hold more than k of the cell */
    int64_t percent;    /* p%: nobody may estimate the greatest contribution closer than this */
    int64_t prior;      /* pq: everybody can already estimate each contribution to this; 0: 10000 */
    int64_t coalition;  /* contributors that pool their knowledge (0 to 6) */
    int64_t share;      /* a cell that holds at least this of a margin above 0; it must then not be known exactly, or by `range` */
    int64_t difference; /* a cell, or a margin less one of its cells, of this many contributors or fewer, but not none (a margin
                         * that is all in one of its cells: share 10000, or zeros) */
    bool zeros;         /* cells of value 0 are unsafe */
} DisclosureRules;

DISCLOSURE_API bool disclosure_apply(Disclosure *tables, const DisclosureRules *rules,
                                     DisclosureError *err);

typedef enum DisclosureStatus
{
    DISCLOSURE_PUBLISHED,
    DISCLOSURE_PRIMARY,
    DISCLOSURE_SECONDARY,
    DISCLOSURE_VIRTUAL /* a difference of cells that must stay unknown; after the caller's cells */
} DisclosureStatus;

/* Why a cell is primary: bits. */
enum
{
    DISCLOSURE_BY_FREQUENCY = 1,
    DISCLOSURE_BY_DOMINANCE = 2,
    DISCLOSURE_BY_PERCENT = 4,
    DISCLOSURE_BY_SHARE = 8,
    DISCLOSURE_BY_ZERO = 16,
    DISCLOSURE_BY_DIFFERENCE = 32,
    DISCLOSURE_BY_CALLER = 64
};

typedef struct DisclosureCell
{
    int64_t value;
    int64_t contributors;
    int64_t cost; /* of suppressing it: its size, and at least 1 */
    DisclosureStatus status;
    unsigned reasons;
    bool single;   /* one contributor */
    bool negative; /* holds negative contributions, which rules take by their size */
    bool forced;   /* published whatever happens, as a margin that is known already; it cannot be sensitive */
    /* The interval must reach this far above and below the value, and be this wide; all 0: not sensitive. */
    int64_t upper;
    int64_t lower;
    int64_t width;
    /* What has been proven: whole tables exist that agree with all published cells and give these values. */
    int64_t least;
    int64_t most;
} DisclosureCell;

DISCLOSURE_API size_t disclosure_cells(const Disclosure *tables);
DISCLOSURE_API DisclosureCell disclosure_cell(const Disclosure *tables, size_t cell); /* all 0 where there is none */

/* Replaces status, cost, forced and need (below 2^62) of one of the caller's cells; the rest of *to is not looked at. What was
 * proven before is forgotten. Nothing happens for a cell that there is not. */
DISCLOSURE_API void disclosure_set_cell(Disclosure *tables, size_t cell, const DisclosureCell *to);

/* ---- The solver, injected ---- */
/* maximise c'x  subject to  row_least <= A x <= row_most,  least <= x <= most.  Infinite bounds are HUGE_VAL. */
typedef struct DisclosureProgram
{
    int columns;
    int rows;
    const int *start;     /* columns + 1: where the entries of each column begin */
    const int *row;       /* entries */
    const double *factor; /* entries */
    const double *least;  /* by column */
    const double *most;
    const double *row_least; /* by row */
    const double *row_most;
} DisclosureProgram;

typedef enum DisclosureAnswer
{
    DISCLOSURE_OPTIMAL,
    DISCLOSURE_INFEASIBLE,
    DISCLOSURE_UNBOUNDED,
    DISCLOSURE_UNSOLVED /* gave up: numerical trouble, or its limit of steps; never a limit of time */
} DisclosureAnswer;

typedef struct DisclosureSolver
{
    const char *name;
    void *context; /* the caller's, passed to open and maximise_whole */
    /* A copy of a program, or NULL. The solver keeps what it learns between calls (warm start). */
    void *(*open)(void *context, const DisclosureProgram *program);
    /* Changes the bounds of one column, or of one row. */
    void (*bound)(void *opened, int column, double least, double most);
    void (*bound_row)(void *opened, int row, double least, double most);
    /* ret_value by column; ret_price by row (the dual values), may be NULL. */
    DisclosureAnswer (*maximise)(void *opened, const double *objective, double *ret_value,
                                 double *ret_price);
    void (*close)(void *opened);
    /* The same with every column a whole number, from scratch; steps bounds the search. NULL where the solver has none: then
     * what only whole numbers can settle counts as not safe. */
    DisclosureAnswer (*maximise_whole)(void *context, const DisclosureProgram *program,
                                       const double *objective, int steps, double *ret_value);
} DisclosureSolver;

/* COIN-OR CLP and CBC. */
DISCLOSURE_API const DisclosureSolver *disclosure_solver_clp(void);

/* ---- Protection ---- */

typedef struct DisclosureOptions
{
    const DisclosureSolver *solver;
    bool singles;    /* nobody who is alone in cells can work out an unsafe cell of others, by subtracting them or by reasoning
                      * from them; facts that would let him become virtual cells */
    int tries;       /* orders in which the elimination is tried, 1 to 16; 0: 4 */
    int trims;       /* rounds in which needless suppressions are sought; 0: none */
    int starts;      /* how often the search for fewer begins again, 1 to 64; 0: 20 times for small tables, once for large ones */
    int whole_steps; /* bound of each search in whole numbers; 0: 1000 */
    void (*tell)(void *told, const char *step, double share); /* progress; may be NULL */
    void *told;
} DisclosureOptions;

typedef struct DisclosureSummary
{
    size_t primary;
    size_t secondary;
    size_t open;     /* sensitive cells whose need is not proven. 0: the pattern is safe */
    size_t exposed;  /* sensitive cells that are linear combinations of published ones */
    size_t programs; /* linear programs solved */
    size_t free;     /* inner cells that can change at all, in so many independent parts */
    size_t parts;
} DisclosureSummary;

/* Finds a pattern. False only on wrong use; a table that cannot be made safe has summary.open > 0. */
DISCLOSURE_API bool disclosure_protect(Disclosure *tables, const DisclosureOptions *options,
                                       DisclosureSummary *ret_summary, DisclosureError *err);

/* Proves the pattern as it stands. */
DISCLOSURE_API bool disclosure_audit(Disclosure *tables, const DisclosureOptions *options,
                                     DisclosureSummary *ret_summary, DisclosureError *err);

/* The fewest and cheapest suppressions, by Benders cuts (with singles, the fewest for the facts that keep those who are alone
 * from cells of others, which are found one after the other): for small tables (a few hundred cells), as a yardstick. false where
 * the solver has no whole numbers or gave up. */
DISCLOSURE_API bool disclosure_optimum(Disclosure *tables, const DisclosureOptions *options,
                                       DisclosureSummary *ret_summary, DisclosureError *err);

/* What an attacker can work out of a table that anybody suppressed, from what it shows alone: shown[cell] is false for a
 * suppressed one, whose value is not looked at. Call it in place of setting values, after the shape is complete. */
DISCLOSURE_API bool disclosure_set_published(Disclosure *tables, const int64_t *value,
                                             const bool *shown, const DisclosureSolver *solver,
                                             DisclosureError *err);

/* The attacker's interval of each listed cell by linear programming: -HUGE_VAL and HUGE_VAL where nothing bounds it. */
DISCLOSURE_API bool disclosure_intervals(Disclosure *tables, const DisclosureOptions *options,
                                         const size_t *cell, size_t count, double *ret_least,
                                         double *ret_most, DisclosureError *err);

/* The certificate of the last protect or audit: JSON (doc/format/disclosure-certificate.md), as secret as the table itself. The
 * bytes live as long as tables. */
DISCLOSURE_API const char *disclosure_certificate(Disclosure *tables, size_t *ret_size);

#ifdef __cplusplus
}
#endif

#endif
