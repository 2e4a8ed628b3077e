/*
 * Primary rules: which cells may not be shown, and how wide an attacker's interval for them must stay.
 *
 * Formulas: Hundepool et al., "Statistical Disclosure Control" (Wiley 2012), chapter 4; coalitions and differences: Lupp and
 * Langsrud, "Suppression of Directly-Disclosive Cells in Frequency Tables" (UNECE 2021). All parameters are secret: they
 * never stand in a released report.
 */
#ifndef BERAAD_DISCLOSURE_PRIMARY_H
#define BERAAD_DISCLOSURE_PRIMARY_H

#include "disclosure/cross.h"
#include "disclosure/tally.h"

/* Bits of Cell.reasons. */
enum
{
    RULE_FREQUENCY = 1,
    RULE_DOMINANCE = 2,
    RULE_PERCENT = 4, /* p% and pq */
    RULE_SHARE = 8,
    RULE_ZERO = 16,
    RULE_DIFFERENCE = 32,
    RULE_GIVEN = 64 /* the caller said so */
};

/* Percentages are in hundredths of a percent: 1000 is 10 %. A field of 0 turns its rule off. */
typedef struct Rules
{
    int64_t minimum;    /* fewer contributors than this are unsafe (0 < n < minimum) */
    int64_t range;      /* the width of interval that a cell unsafe by counting needs; 0 means 1: not known exactly */
    int64_t dominant;   /* (n,k): the n greatest ... (1 to 5) */
    int64_t dominance;  /* ... hold more than this of the total */
    int64_t percent;    /* p% (q is then 100 %), or the p of pq: how exactly nobody may estimate the greatest */
    int64_t prior;      /* q: how exactly everybody can already; 0 means 10000 */
    int64_t coalition;  /* contributors that pool what they know: 0 or 1 one alone, up to 6 */
    int64_t share;      /* a cell holding at least this of a margin that contains it */
    int64_t difference; /* a cell, or a margin less one of its cells, has at most so many contributors, but not none */
    bool zeros;         /* cells of value 0 are unsafe */
} Rules;

/* ERROR_USAGE: a parameter outside its bounds, with its name. */
ErrorKind rules_check(const Rules *rules, Error *err) MUST_CHECK;

/* Marks one cell (status, need, reasons, single) by the rules that look at it alone. */
void primary_judge(const Rules *rules, const Tally *tally, Cell *cell);

/* The rules that look at a cell and its margins, over the cells `first` and on of a crossed table: marks shares, and adds a
 * virtual cell for each difference to the model in making that begins as a copy. *ret_differences: pairs (margin, cell). */
typedef struct Margin
{
    uint32_t margin;
    uint32_t cell;
} Margin;

/* All pairs of a table's cells where the one's nodes differ in one dimension and contain the other's. */
Margin *primary_margins(Arena *arena, const Dimension *dimensions, size_t count,
                        const CrossTable *table, size_t first, size_t *ret_count);

/* Marks the cells that hold a share of a margin. */
void primary_shares(const Rules *rules, Model *model, const Margin *margins, size_t count);

/* Is the margin less the cell a disclosive difference? */
bool primary_differs(const Rules *rules, const Tally *margin, const Tally *cell);

#endif
