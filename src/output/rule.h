/*
 * The rules on one file by itself. Only for the files of the check.
 */
#ifndef BERAAD_OUTPUT_RULE_H
#define BERAAD_OUTPUT_RULE_H

#include "output/check.h"
#include "output/given.h"

#define RULE_FINDINGS 200 /* of each rule and file; the rest is counted */

typedef struct RuleScope
{
    Arena *arena;
    const CheckRules *rules;
    const RequestedFile *file;
    const Count *count;
    Findings *findings;
    bool *unsafe; /* by cell: may not be shown */
} RuleScope;

/* Cells that may not be shown by the rules that look at each alone. */
void rule_cells(RuleScope *scope);

/* Nearly everybody of a margin in one cell. */
void rule_groups(RuleScope *scope);

/* Observations, degrees of freedom, levels, saturation of a model. */
void rule_model(RuleScope *scope);

/* The numbers of the file against those of the data. */
void rule_compare(RuleScope *scope, const Given *given);

void rule_found(RuleScope *scope, Rule rule, size_t cell);

/* Number `cell` of a proportion: numerator and denominator; false where there is none. */
bool count_share(const RequestedFile *file, const Count *count, size_t cell, size_t *ret_base);

#endif
