/*
 * The rules that say which cells are unsafe, as options, and the table that they judge.
 */
#ifndef BERAAD_COMMAND_TABLE_RULES_H
#define BERAAD_COMMAND_TABLE_RULES_H

#include "command/table_print.h"

/* What is added up, and who contributes. */
#define TABLE_RECORD_OPTIONS                                                                       \
    {"value", "COLUMN", false, "sums of this column instead of counts"},                           \
        {"decimals", "N", false, "of the column, 0 to 9 (without it 0)"},                          \
        {"weight", "COLUMN", false, "sampling weights"},                                           \
        {"holding", "COLUMN", false, "household or group: all its records are one contributor"},   \
    {                                                                                              \
        "count", "COLUMN", false, "the file holds counts, in this column"                          \
    }

#define TABLE_RULE_OPTIONS                                                                         \
    {"minimum", "N", false, "fewer contributors are unsafe"},                                      \
        {"range", "W", false,                                                                      \
         "how wide a reader's interval for such a cell must be (without it: not exact)"},          \
        {"dominance", "N,K", false, "the N greatest, at most 5, hold more than K percent"},        \
        {"percent", "P", false,                                                                    \
         "somebody could estimate the greatest contribution closer than P percent"},               \
        {"prior", "Q", false, "with --percent: everybody can to Q percent already (pq rule)"},     \
        {"coalition", "C", false, "contributors that pool what they know, at most 6"},             \
        {"share", "P", false, "a cell that holds at least P percent of a margin"},                 \
        {"difference", "K", false, "a margin less one of its cells leaves at most K"},             \
    {                                                                                              \
        "zeros", NULL, false, "cells without anything are unsafe"                                  \
    }

/* *ret_any: is there any rule at all? ERROR_USAGE: a number that none can be, a rule that needs
 * another or other data. */
ErrorKind table_rules_read(const Invocation *call, DisclosureRules *ret_rules, bool *ret_any,
                           Error *err) MUST_CHECK;

/* Reads the table that the call names and judges its cells; without any rule none is unsafe. */
ErrorKind table_judged(Invocation *call, const DisclosureRules *rules, bool any, Table *ret_table,
                       Disclosure **ret_disclosure, Error *err) MUST_CHECK;

/* Why a cell is unsafe, "frequency+percent"; NULL: it is not. */
const char *table_reasons(Arena *arena, const DisclosureCell *cell);

/* The result with the true value of each cell, its contributors and why it is unsafe: secret. */
TableResult table_inside(Arena *arena, const Table *table, const Disclosure *disclosure);

#endif
