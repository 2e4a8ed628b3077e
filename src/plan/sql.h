/*
 * The statements of a plan, in the order in which a release runs them. Tables, by year Y:
 *
 *   cohort_Y(person, valid)                 every person of the cohort once; valid: the identifier
 * holds subject(person)                         for whom derivations are computed now
 *   derived_D(person, ...)                  one table for each derivation D, until the deliveries
 *   unit_Y(person, in_cohort, <v...>, <c...>)  class index of each variable v, and truth of each
 * contradiction c stratum_Y(<strata>, cohort_size, sample_size) sample_Y(person, weight) that
 * date's sample; without a sample rule the whole cohort, weight 1 panel(person) everybody sampled
 * at any date of the plan delivery_Y(pseudonym, reference_year, <v...> as class codes, weight)
 *
 * household_Y(pseudonym, household) numbers the households of the cohort from 1 in the order of
 * household_number(), which is random; 0 where none is known. It holds no identifier.
 *
 * A class index is the place of the class in its list (from 0); NULL where no class takes the
 * value.
 */
#ifndef BERAAD_PLAN_SQL_H
#define BERAAD_PLAN_SQL_H

#include "core/text.h"
#include "plan/plan.h"

typedef enum StepKind
{
    STEP_COHORT,
    STEP_SUBJECT, /* the cohort's valid persons */
    STEP_DERIVE,
    STEP_UNIT,
    STEP_HOUSEHOLD, /* on site: household_Y(pseudonym, household) */
    STEP_SAMPLE,
    STEP_PANEL,    /* once, after all years are sampled */
    STEP_NEWCOMER, /* panel 'all dates': subject becomes the panel persons outside the cohort */
    STEP_NEWCOMER_DERIVE,
    STEP_NEWCOMER_UNIT,
    STEP_CLEAR, /* what was derived goes */
    STEP_DELIVERY
} StepKind;

typedef struct Step
{
    StepKind kind;
    int year;         /* 0: none */
    const char *name; /* for progress and errors: "derive lipro 2012" */
    const char *sql;
} Step;

typedef struct Steps LIST_OF(Step) Steps;

/* All steps, in order. */
Steps plan_steps(Arena *arena, const Plan *plan);

/* Counting and reading queries on the tables above. */
const char *plan_invalid_sql(Arena *arena, int year); /* one integer: cohort rows left out */
/* What the data set keeps of household_Y: pseudonym and household of each row of delivery_Y. */
const char *plan_household_sql(Arena *arena, int year);
/* One integer: rows of unit_Y beyond one a person, which a sound catalogue never gives. */
const char *plan_repeated_sql(Arena *arena, int year);
const char *plan_strata_sql(Arena *arena, const Plan *plan,
                            int year); /* strata indices, cohort_size, sample_size; ordered */
/* in_cohort, sampled, delivered (booleans), then the variables' class indices, then the
 * contradictions */
const char *plan_unit_sql(Arena *arena, const Plan *plan, int year);

/* CASE expression over `value` that gives the class index on that date (see above). */
void plan_class_case(Text *sql, const char *value, ValueType type,
                     const Classification *classification, Date date);

#endif
