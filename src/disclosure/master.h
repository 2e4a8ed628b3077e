/*
 * The master program of a search for the cheapest pattern (optimum.h): which cells to suppress so
 * that every cut holds. A cut says of weighed cells that enough of them must be suppressed; none is
 * kept that another one implies.
 */
#ifndef BERAAD_DISCLOSURE_MASTER_H
#define BERAAD_DISCLOSURE_MASTER_H

#include "disclosure/model.h"
#include "disclosure/solver.h"

typedef struct MasterBounds
{
    int steps;      /* of each search in whole numbers */
    size_t entries; /* of the programs of all searches together */
} MasterBounds;

typedef struct Master Master;

/* Secondary cells, and published ones that may be suppressed, are its to choose from; statuses are
 * as at this moment. Everything lives in arena.
 * limit: patterns have fewer secondary cells than these, and the fewest is sought; 0: no limit, and
 * the sum of the costs is to be least. */
Master *master_new(Arena *arena, Model *model, const DisclosureSolver *solver, size_t limit,
                   MasterBounds bounds);

/* From here on fewer secondary cells than these, where there is a limit. */
void master_lower(Master *master, size_t limit);

/* A cut: the weights (by cell, >= 0) of the suppressed cells together must reach gap (> 0). */
void master_cut(Master *master, const double *weight, double gap);

/* Sets the statuses to the best pattern that all cuts allow. False, with the statuses as they were,
 * where there is none or a bound is reached. */
bool master_choose(Master *master);

#endif
