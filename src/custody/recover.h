/*
 * What a killed process left behind, finished or undone. Run by custody_open for writing.
 *
 *   delivered in the ledger, still in held/      -> moved to outgoing/
 *   in held/ or work/, in no state               -> removed
 *   in spill/, of a name that beraad gives       -> removed
 *   in dataset/, model/ or quarantine/, likewise -> removed
 *   a key or actor file that no state knows      -> overwritten and removed
 *   a file of key/ or public/ not wholly written -> likewise; removed
 *   in outgoing/, not delivered in the ledger    -> ERROR_INTEGRITY: beraad never leaves that
 * behind
 */
#ifndef BERAAD_CUSTODY_RECOVER_H
#define BERAAD_CUSTODY_RECOVER_H

#include "custody/custody.h"

/* What beraad makes in spill/ begins so, and nothing else there is beraad's. */
#define RECOVER_SPILL "spill-"

typedef struct Recovery
{
    int moved;
    int removed;
} Recovery;

/* Does what the table above says, and counts it. ERROR_IO; ERROR_INTEGRITY as above. */
ErrorKind custody_recover(Custody *custody, Recovery *ret_recovery, Error *err) MUST_CHECK;

/* What the recovery at custody_open found. */
Recovery custody_recovery(const Custody *custody);

#endif
