/*
 * Findings for people: those of one rule and file together, with the first few cells, so that what
 * stands in the way is seen at once.
 */
#ifndef BERAAD_COMMAND_OUTPUT_FINDINGS_H
#define BERAAD_COMMAND_OUTPUT_FINDINGS_H

#include "core/text.h"
#include "output/finding.h"

/* Adds sorted findings, the worst first. all: every cell. Colours only on a terminal. */
void output_findings_add(Arena *arena, const Findings *findings, const Cites *cites, bool all,
                         Text *text);

#endif
