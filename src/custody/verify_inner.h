/* What verify.c and verify_rows.c share. */
#ifndef BERAAD_CUSTODY_VERIFY_INNER_H
#define BERAAD_CUSTODY_VERIFY_INNER_H

#include "custody/inner.h"
#include "ledger/verify.h"

/* One verification under way. */
typedef struct Verification
{
    Custody *custody;
    Verifier *verifier;
    StateCheck *check;
    RecordSummary *summary;
} Verification;

/* Every entry with its checkpoint, in order: parsed ahead on whichever core is free, judged one
 * after the other. Counts them in the summary. */
ErrorKind verify_rows(const Verification *verification, Error *err) MUST_CHECK;

#endif
