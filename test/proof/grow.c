/*
 * grow CUSTODY PASSPHRASE-FILE COUNT: appends COUNT entries to a custody's ledger in one
 * transaction, so that a test has more of them than acts would make in time.
 */
#include "custody/custody.h"
#include "custody/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* A type of entry on which no row of the state rests. */
static json_t *
planned(long at)
{
    return json_pack("{s:s, s:s, s:s, s:[i]}", "deliberation", "A/1", "deliberation_digest",
                     "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     "communication", "sample", "years", (int)at);
}

static ErrorKind
append(Custody *custody, long count, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    TRY(record_begin(custody, &recording, err));
    for (long at = 0; at < count; at++)
        TRY(record_append(custody, NULL, NULL, ENTRY_RELEASE_PLANNED, planned(at), NULL, err));
    return record_commit(&recording, err);
}

static ErrorKind
grow(char **arguments, Error *err)
{
    CLOSES_CUSTODY Custody *custody = NULL;
    FREES_SECRET Secret *passphrase = NULL;
    TRY(secret_prepare(err));
    TRY(secret_read_passphrase(arguments[2], "", &passphrase, err));
    TRY(custody_open(arguments[1], CUSTODY_WRITE, (int64_t)time(NULL), &custody, err));
    TRY(custody_unlock(custody, passphrase, err));
    return append(custody, strtol(arguments[3], NULL, 10), err);
}

int
main(int count, char **arguments)
{
    Error err = {0};
    if (count == 4 && grow(arguments, &err) == ERROR_NONE)
        return 0;
    (void)fprintf(stderr, "grow: %s\n", err.message);
    return 1;
}
