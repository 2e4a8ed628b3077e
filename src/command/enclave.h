/*
 * What the enclave commands show. A researcher is told how a job ended and what lies in quarantine,
 * never a byte of it. Tables on standard output, or JSON.
 */
#ifndef BERAAD_COMMAND_ENCLAVE_H
#define BERAAD_COMMAND_ENCLAVE_H

#include "command/command.h"
#include "enclave/dataset.h"
#include "enclave/import.h"
#include "enclave/job.h"
#include "enclave/quarantine.h"

/* Years that were prepared now. */
ErrorKind report_datasets(Invocation *call, const DatasetYearList *years, Error *err) MUST_CHECK;

/* One import, with its files among all that were brought in. */
ErrorKind report_import(Invocation *call, const Import *made, const ImportedFiles *all,
                        Error *err) MUST_CHECK;

/* How a job ended: exit status, duration, resources, class of error. */
ErrorKind report_job(Invocation *call, const JobOutcome *outcome, Error *err) MUST_CHECK;

/* Each attempt, its barrier, and whether it held. */
ErrorKind report_selftest(Invocation *call, const SandboxHost *host,
                          const SandboxAttempts *attempts, Error *err) MUST_CHECK;

/* Data sets, imports and jobs. */
ErrorKind report_enclave(Invocation *call, const DatasetYearList *datasets,
                         const ImportList *imports, const JobList *jobs, Error *err) MUST_CHECK;

/* Names (shown safely), sizes and digests of the files in quarantine. */
ErrorKind report_quarantine(Invocation *call, const QuarantineFiles *files, Error *err) MUST_CHECK;

#endif
