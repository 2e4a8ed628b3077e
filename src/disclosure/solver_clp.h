/*
 * COIN-OR CLP (linear programs) and CBC (whole numbers) as a DisclosureSolver.
 */
#ifndef BERAAD_DISCLOSURE_SOLVER_CLP_H
#define BERAAD_DISCLOSURE_SOLVER_CLP_H

#include "disclosure/solver.h"

extern const DisclosureSolver disclosure_clp;

#endif
