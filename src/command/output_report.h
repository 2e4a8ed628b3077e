/*
 * Where output requests stand.
 */
#ifndef BERAAD_COMMAND_OUTPUT_REPORT_H
#define BERAAD_COMMAND_OUTPUT_REPORT_H

#include "command/command.h"
#include "core/text.h"
#include "custody/output.h"

/* Adds where it stands to text, and gives the same as a JSON object that lives as long as the
 * invocation. */
ErrorKind report_state(Invocation *call, Custody *custody, const OutputRequest *request, Text *text,
                       json_t **ret_item, Error *err) MUST_CHECK;

/* Where it stands, after a vote or a release. */
ErrorKind report_output_state(Invocation *call, Custody *custody, const OutputRequest *request,
                              Error *err) MUST_CHECK;

ErrorKind report_outputs(Invocation *call, const OutputList *list, Error *err) MUST_CHECK;

#endif
