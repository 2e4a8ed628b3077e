/*
 * Synthetic warehouses: a small runner of recipes. All that it knows is how to run one: what is
 * made, and from which facts, stands in the recipe's folder as SQL and CSV.
 *
 * A recipe is <directory>/synth.yaml (doc/format/synth.md): input tables (CSV), constants, steps
 * (SQL files, run once or once for each of some values), a report (one SELECT). In its SQL
 * $name stands for a constant, for the step's own variable, or for what every recipe is given:
 *   $seed, $residents   whole numbers of the run
 *   $out                the folder to write to, as the inside of a SQL text literal
 * and draw(seed, stream, item) gives the chance (function.h).
 *
 * The same recipe, seed and residents give the same bytes, whatever the threads, if its SQL keeps
 * to what the folder's README asks.
 */
#ifndef BERAAD_WAREHOUSE_SYNTH_H
#define BERAAD_WAREHOUSE_SYNTH_H

#include "core/document.h"
#include "core/list.h"
#include "core/progress.h"
#include "person/identifier.h"
#include "warehouse/engine.h"

#define SYNTH_RESIDENTS_MOST 20000000 /* and 1000 at least: with fewer its cells are empty */
#define SYNTH_RESIDENTS_LEAST 1000

typedef struct SynthInput
{
    const char *table;
    const char *path;
} SynthInput;

typedef struct SynthConstant
{
    const char *name;
    const char *value; /* a plain number */
} SynthConstant;

typedef struct SynthSql
{
    const char *file; /* its name, for messages */
    const char *text;
} SynthSql;

typedef struct SynthStep
{
    const char *label;            /* may hold $names */
    struct LIST_OF(SynthSql) sql; /* in the order in which they run */
    const char *variable;         /* NULL: runs once */
    struct LIST_OF(const char *) values;
    struct LIST_OF(const char *) folders; /* below $out, made before each run; may hold $names */
} SynthStep;

typedef struct Synth
{
    const char *directory;
    struct LIST_OF(SynthInput) inputs;
    struct LIST_OF(SynthConstant) constants;
    struct LIST_OF(SynthStep) steps;
    SynthStep report;
} Synth;

/* Reads directory/synth.yaml and the SQL files it names. All faults are collected in complaints;
 * the recipe is whole only if there are none. */
ErrorKind synth_read(Arena *arena, const char *directory, Complaints *complaints, Synth **ret_synth,
                     Error *err) MUST_CHECK;

typedef struct SynthRun
{
    const char *out;           /* the warehouse to make; must not exist */
    int64_t residents;         /* SYNTH_RESIDENTS_LEAST to SYNTH_RESIDENTS_MOST */
    int64_t seed;              /* 0 up */
    IdentifierKind identifier; /* of the catalogue */
    const char *memory_limit;  /* as in EngineOptions */
    int threads;
} SynthRun;

/* The report as text, row by row; the first row is the head. */
typedef struct SynthReport
{
    struct LIST_OF(const char *) cells;
    size_t columns;
    size_t rows;
    const char *right; /* for each column 'r' where it holds numbers, else 'l' */
} SynthReport;

/* Makes the warehouse in out + ".part" and renames it when it is whole, report.csv included: out is
 * whole or not there. A failure removes the part; what a killed run left is removed by the next one
 * (its mark shows that it is such a part, a lock that nobody is at work in it). */
ErrorKind synth_make(Arena *arena, const Synth *synth, const SynthRun *run, Progress *progress,
                     SynthReport *ret_report, Error *err) MUST_CHECK;

/* The report as CSV (RFC 4180, line feeds). */
const char *synth_report_csv(Arena *arena, const SynthReport *report);

#endif
