#include "plan/plan.h"

#include "core/text.h"

#include <stdlib.h>

static int
compare_years(const void *one, const void *other)
{
    int first = *(const int *)one;
    int second = *(const int *)other;
    return (first > second) - (first < second);
}

static void
sort_years(Years *years)
{
    if (years->count > 1)
        qsort(years->items, years->count, sizeof *years->items, compare_years);
}

static ErrorKind
take_years(Arena *arena, const Communication *communication, const Years *years, Plan *plan,
           Error *err)
{
    for (size_t at = 0; at < years->count; at++)
        if (!years_contain(&communication->years, years->items[at]))
            return error_set(err, ERROR_INTERNAL, "year %d reached the plan of '%s'",
                             years->items[at], communication->name);
    /* Taken from the communication, so that order and repetition of the request do not matter. */
    bool follows =
        communication->panel == PANEL_COHORT_DATES || communication->panel == PANEL_ALL_DATES;
    for (size_t at = 0; at < communication->years.count; at++)
    {
        int year = communication->years.items[at];
        bool asked = years_contain(years, year);
        if (asked)
            *LIST_ADD(arena, &plan->years) = year;
        if (asked || follows)
            *LIST_ADD(arena, &plan->sampled) = year;
    }
    sort_years(&plan->years);
    sort_years(&plan->sampled);
    return ERROR_NONE;
}

static bool
has_derivation(const Plan *plan, const char *name)
{
    for (size_t at = 0; at < plan->derivations.count; at++)
        if (text_equal(plan->derivations.items[at]->name, name))
            return true;
    return false;
}

/* Is `name` needed by a planned variable, directly or by way of another derivation? */
static bool
is_needed(const Plan *plan, const char *name)
{
    for (size_t at = 0; at < plan->variables.count; at++)
        if (text_equal(plan->variables.items[at].variable->derivation, name))
            return true;
    if (plan->household != NULL && text_equal(plan->household->derivation, name))
        return true;
    const Catalogue *catalogue = plan->catalogue;
    for (size_t at = 0; at < catalogue->derivations.count; at++)
    {
        const Derivation *user = &catalogue->derivations.items[at];
        for (size_t need = 0; need < user->needs.count; need++)
            if (text_equal(user->needs.items[need], name) && is_needed(plan, user->name))
                return true;
    }
    return false;
}

static ErrorKind
take_variables(Arena *arena, Plan *plan, Error *err)
{
    const Deliberation *deliberation = plan->deliberation;
    for (size_t at = 0; at < deliberation->variables.count; at++)
    {
        const AllowedVariable *allowed = &deliberation->variables.items[at];
        PlanVariable planned = {
            .variable = catalogue_variable(plan->catalogue, allowed->name),
            .classification = catalogue_classification(plan->catalogue, allowed->classification)};
        if (planned.variable == NULL || planned.classification == NULL)
            return error_set(err, ERROR_INTERNAL, "variable '%s' reached the plan", allowed->name);
        *LIST_ADD(arena, &plan->variables) = planned;
    }
    for (size_t at = 0; at < plan->communication->sample.strata.count; at++)
        for (size_t column = 0; column < plan->variables.count; column++)
            if (text_equal(plan->variables.items[column].variable->name,
                           plan->communication->sample.strata.items[at]))
                *LIST_ADD(arena, &plan->strata) = column;
    return ERROR_NONE;
}

static bool
is_planned(const Plan *plan, const char *variable)
{
    for (size_t at = 0; at < plan->variables.count; at++)
        if (text_equal(plan->variables.items[at].variable->name, variable))
            return true;
    return false;
}

/* A contradiction can be told only if all variables that it speaks of are planned. */
static void
take_contradictions(Arena *arena, Plan *plan)
{
    const Catalogue *catalogue = plan->catalogue;
    for (size_t at = 0; at < catalogue->contradictions.count; at++)
    {
        const Contradiction *contradiction = &catalogue->contradictions.items[at];
        bool whole = true;
        for (size_t other = 0; whole && other < contradiction->variables.count; other++)
            whole = is_planned(plan, contradiction->variables.items[other]);
        if (whole)
            *LIST_ADD(arena, &plan->contradictions) = contradiction;
    }
}

bool
plan_has_households(const Catalogue *catalogue, const Communication *communication)
{
    return communication->setting == SETTING_ON_SITE && catalogue->household.derivation != NULL;
}

ErrorKind
plan_make(Arena *arena, const Deliberation *deliberation, const Catalogue *catalogue,
          const Communication *communication, const Years *years, Plan *ret_plan, Error *err)
{
    Plan plan = {.deliberation = deliberation,
                 .catalogue = catalogue,
                 .communication = communication,
                 .cohort = catalogue_cohort(catalogue, deliberation->cohort)};
    if (plan_has_households(catalogue, communication))
        plan.household = &catalogue->household;
    if (plan.cohort == NULL)
        return error_set(err, ERROR_INTERNAL, "cohort '%s' reached the plan", deliberation->cohort);
    TRY(take_years(arena, communication, years, &plan, err));
    TRY(take_variables(arena, &plan, err));
    for (size_t at = 0; at < catalogue->derivations.count; at++)
    {
        const Derivation *derivation = &catalogue->derivations.items[at];
        if (is_needed(&plan, derivation->name) && !has_derivation(&plan, derivation->name))
            *LIST_ADD(arena, &plan.derivations) = derivation;
    }
    take_contradictions(arena, &plan);
    *ret_plan = plan;
    return ERROR_NONE;
}
