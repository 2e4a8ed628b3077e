/*
 * The solver that audit and repair ask: declared in the public header, because the caller injects it.
 */
#ifndef BERAAD_DISCLOSURE_SOLVER_H
#define BERAAD_DISCLOSURE_SOLVER_H

#include "disclosure/disclosure.h"

#endif
