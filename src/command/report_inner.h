/* What the files of report_*.c share. */
#ifndef BERAAD_COMMAND_REPORT_INNER_H
#define BERAAD_COMMAND_REPORT_INNER_H

#include "command/report.h"
#include "core/text.h"

/* The date by which a year's rows must be gone if they are delivered that day, or "-". */
const char *report_destroy_by(Arena *arena, const Deliberation *deliberation, int year,
                              Date delivered);

/* What was counted: rows by year; what is rare; contradictions, where there are any. */
void report_add_counts(Invocation *call, Text *text, const RunInput *input, const Extract *extract);
void report_add_risk(Invocation *call, Text *text, const Extract *extract);
void report_add_warnings(Invocation *call, Text *text, const Extract *extract);

/* The same for a program. */
json_t *report_years_json(const Extract *extract);
json_t *report_risk_json(const Extract *extract);

#endif
