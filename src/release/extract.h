/*
 * What a release took out of the warehouse, before it is packed: tables inside the engine and the
 * counts about them.
 *
 * The table of a year holds exactly the rows that may leave, with the columns, in this order:
 *   pseudonym UUID, reference_year SMALLINT, one VARCHAR class code for each allowed variable,
 * weight DOUBLE (NULL for a row that is not in that date's own sample). It never holds an
 * identifier. Its rows stand in the order of their pseudonyms, as packing reads them.
 */
#ifndef BERAAD_RELEASE_EXTRACT_H
#define BERAAD_RELEASE_EXTRACT_H

#include "deliberation/model.h"
#include "plan/plan.h"
#include "warehouse/engine.h"

typedef struct StratumCount
{
    const char *classes; /* "sex=1", "" where there are no strata */
    int64_t cohort;
    int64_t sample;
} StratumCount;

typedef struct ExtractYear
{
    int year;
    Date reference_date;
    const char *table; /* in the engine */
    int64_t cohort;    /* persons on the reference date */
    int64_t
        sample; /* persons of that date's sample; the cohort's size where there is no sample rule */
    int64_t rows;    /* rows that may leave */
    int64_t invalid; /* cohort rows left out because the identifier is not valid */
    struct LIST_OF(StratumCount) strata;
} ExtractYear;

/* How often a class occurs among the rows of a year; zero counts included. */
typedef struct Frequency
{
    const char *variable;
    const char *code;
    int year;
    int64_t count;
} Frequency;

/* One set of quasi-identifiers in one year. Counts of records of the file, by the size of their
 * group. */
typedef struct RiskSet
{
    int year;
    const char *variables; /* "age, sex" */
    size_t variable_count;
    int64_t unique_in_sample;     /* records that are alone in their group of the file */
    int64_t unique_in_population; /* records of the file whose group in the cohort is one person */
    int64_t
        below[8]; /* records whose group in the cohort is smaller than k, one for each threshold */
    int64_t below_in_sample[8]; /* records whose group in the file is smaller than k */
} RiskSet;

typedef struct Risk
{
    int k[8];
    size_t k_count;
    struct LIST_OF(RiskSet) sets;
} Risk;

/* A contradiction of the catalogue and the rows of a year that show it: told, never a reason to
 * reject. */
typedef struct Warning
{
    const char *name;
    Wording label;
    int year;
    int64_t count;
} Warning;

typedef struct Extract
{
    struct LIST_OF(ExtractYear) years;
    struct LIST_OF(Frequency) frequencies;
    struct LIST_OF(Warning) warnings;
    Risk risk;
} Extract;

/*
 * Runs the plan: the source is open in the engine and the keys are bound (function_bind_keys). The
 * extract and its tables live as long as arena and engine. A value that no class takes is an
 * ERROR_DATA that names the variable and the count of persons; an empty cohort is one too.
 */
ErrorKind extract_run(Arena *arena, Engine *engine, const Plan *plan, Progress *progress,
                      Extract *ret_extract, Error *err) MUST_CHECK;

#endif
