/*
 * Findings for people: those of one rule and file together, with the first few cells, so that what
 * stands in the way is seen at once.
 */
#ifndef BERAAD_COMMAND_OUTPUT_FINDINGS_H
#define BERAAD_COMMAND_OUTPUT_FINDINGS_H

#include "core/display.h"
#include "core/text.h"
#include "output/finding.h"

typedef struct FindingsStyle
{
    const Cites *cites; /* of the deliberation's rule on outputs */
    bool all;           /* every cell */
    const Display *display;
} FindingsStyle;

/* Adds sorted findings, the worst first. */
void output_findings_add(const Findings *findings, const FindingsStyle *style, Text *text);

#endif
