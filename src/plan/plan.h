/*
 * From a deliberation and a catalogue to what must be asked of the warehouse for one communication.
 * Pure: values in, SQL text out (sql.h). The gate has been asked before; a plan cannot name what
 * the deliberation does not.
 */
#ifndef BERAAD_PLAN_PLAN_H
#define BERAAD_PLAN_PLAN_H

#include "deliberation/model.h"

typedef struct PlanVariable
{
    const Variable *variable;
    const Classification *classification;
} PlanVariable;

typedef struct Plan
{
    const Deliberation *deliberation;
    const Catalogue *catalogue;
    const Communication *communication;
    const Cohort *cohort;
    Years years; /* those whose rows leave: ascending, distinct, all of them the communication's */
    Years sampled; /* those whose sample is drawn: all the communication's where the panel follows
                    * persons from date to date, else the same as years */
    struct LIST_OF(PlanVariable) variables;         /* in the order of the deliberation */
    struct LIST_OF(const Derivation *) derivations; /* those needed, each after its needs */
    struct LIST_OF(size_t) strata;                  /* indices of variables */
    struct LIST_OF(const Contradiction *)
        contradictions;               /* those whose variables are all planned */
    const HouseholdNumber *household; /* on site, where the catalogue has one: who lives together is
                                         kept for the check of outputs; else NULL */
} Plan;

/* Is who lives together kept for the check of outputs? On site, where the catalogue says it. */
bool plan_has_households(const Catalogue *catalogue, const Communication *communication);

/* years are those asked for; one that the communication does not have, or a name that the catalogue
 * does not, is ERROR_INTERNAL here: reading and the gate have refused it before. */
ErrorKind plan_make(Arena *arena, const Deliberation *deliberation, const Catalogue *catalogue,
                    const Communication *communication, const Years *years, Plan *ret_plan,
                    Error *err) MUST_CHECK;

#endif
