/*
 * A release from the warehouse to the sealed package in held/. The gate has said yes, the actor's
 * key and the custody are open (command/session.h); nothing here decides whether something may be
 * done.
 */
#ifndef BERAAD_RELEASE_RUN_H
#define BERAAD_RELEASE_RUN_H

#include "custody/recipient.h"
#include "custody/release.h"
#include "release/package.h"
#include "release/seal.h"
#include "release/workplace.h"

/* All borrowed. */
typedef struct RunInput
{
    WorkplaceInput where;             /* no warehouse: run_check has nothing to check */
    const Registration *registration; /* of its deliberation */
    const Recipient *recipient;       /* run_release only */
    Years years;
    Language label_language; /* of labels inside .sav */
} RunInput;

typedef struct RunOutcome
{
    Plan plan;
    Extract extract;
    PackageSummary package; /* run_release only, as what follows */
    SealSummary seal;
    Release release;
} RunOutcome;

/* What would be refused of the warehouse, its engine and its place, without a key (actor may be
 * NULL). */
ErrorKind run_check(Arena *arena, const RunInput *input, Error *err) MUST_CHECK;

/* Everything but the package: what would leave, in counts. Needs the project key, because the
 * sample does. */
ErrorKind run_plan(Arena *arena, const RunInput *input, RunOutcome *ret_outcome,
                   Error *err) MUST_CHECK;

/*
 * The package, sealed, in held/ and in the ledger, awaiting approval. On failure nothing is left in
 * work/ or held/. ERROR_DATA: the warehouse is not as the catalogue says, or a value that no class
 * takes.
 */
ErrorKind run_release(Arena *arena, const RunInput *input, RunOutcome *ret_outcome,
                      Error *err) MUST_CHECK;

#endif
