/*
 * Class sets by which the conditions of a table are replaced. Only for the files of the history.
 */
#ifndef BERAAD_OUTPUT_VARIANT_H
#define BERAAD_OUTPUT_VARIANT_H

#include "output/judged.h"

typedef struct Sets
{
    struct LIST_OF(Classes) items;
} Sets;

/* Adds a set that is not empty and not there. */
void sets_add(Arena *arena, Sets *sets, Classes set);

/* What column `at` of a view may be replaced by: what it has in common with class sets that other
 * tables show of the same variable, the one without the other, unions of the smallest sets that all
 * tables tell apart; and none that the view itself shows. */
Sets sets_instead(const Judged *judged, Arena *work, size_t view, size_t at);

#endif
