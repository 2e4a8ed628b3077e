/*
 * One request while it is being checked. Only for the files of the check.
 */
#ifndef BERAAD_OUTPUT_CHECKER_H
#define BERAAD_OUTPUT_CHECKER_H

#include "output/rule.h"

typedef struct Checker
{
    Arena *arena;
    const CheckInput *input;
    Checked *checked;
    bool **unsafe; /* by file and cell */
    size_t *step;  /* by file: of its recodes */
} Checker;

/* Adds a finding about a file as a whole. */
void checker_found(Checker *checker, Rule rule, const char *file, int64_t number,
                   const char *detail);

/* File number `at` as the rules take it. */
RuleScope checker_scope(Checker *checker, size_t at);

/* Marks what may not be shown, by the rules that look at each cell alone. */
void checker_mark_unsafe(Checker *checker, size_t at);

/* Protects the files by the method asked for and holds them against the history, in turns, until
 * nothing more can be done (check_protect.c). */
ErrorKind checker_protect(Checker *checker, Error *err) MUST_CHECK;

#endif
