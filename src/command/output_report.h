/*
 * What the output commands show: the page on which a checker decides, and where a request stands.
 */
#ifndef BERAAD_COMMAND_OUTPUT_REPORT_H
#define BERAAD_COMMAND_OUTPUT_REPORT_H

#include "command/command.h"
#include "custody/output.h"
#include "output/kept.h"

/* The whole: state, files as they would leave, findings with what to do, votes without their
 * verdict. */
ErrorKind report_output(Invocation *call, Custody *custody, const Deliberation *deliberation,
                        const OutputRequest *request, const RoundContent *round,
                        Error *err) MUST_CHECK;

/* Where it stands, after a vote or a release. */
ErrorKind report_output_state(Invocation *call, Custody *custody, const OutputRequest *request,
                              Error *err) MUST_CHECK;

ErrorKind report_outputs(Invocation *call, const OutputList *list, Error *err) MUST_CHECK;

#endif
