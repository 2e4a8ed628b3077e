/*
 * What the release commands show: the summary that an operator can defend. Tables on standard
 * output, or JSON.
 */
#ifndef BERAAD_COMMAND_REPORT_H
#define BERAAD_COMMAND_REPORT_H

#include "command/command.h"
#include "release/run.h"

/* What a release would take out; the counts where outcome->extract has any. */
ErrorKind report_plan(Invocation *call, const RunInput *input, const RunOutcome *outcome,
                      Error *err) MUST_CHECK;

/* What was packed and now waits in held/. */
ErrorKind report_run(Invocation *call, const RunInput *input, const RunOutcome *outcome,
                     Error *err) MUST_CHECK;

/* Where a release stands after approval, delivery or withdrawal. */
ErrorKind report_delivery(Invocation *call, const Custody *custody, const Release *release,
                          const Deliberation *deliberation, Error *err) MUST_CHECK;

ErrorKind report_releases(Invocation *call, const ReleaseList *releases, Error *err) MUST_CHECK;

#endif
