/*
 * grow CUSTODY PASSPHRASE-FILE COUNT [DELIBERATION]: appends COUNT entries to a custody's ledger,
 * so that a test or a measurement has more of them than acts would make in time. With a
 * deliberation they bear on it: a plan, then a refusal that cites paragraphs, and so on.
 */
#include "custody/custody.h"
#include "custody/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define AT_ONCE 10000 /* entries of one transaction */

/* Types of entry on which no row of the state rests. */
static json_t *
planned(const char *deliberation, long at)
{
    return json_pack("{s:s, s:s, s:s, s:[i]}", "deliberation", deliberation, "deliberation_digest",
                     "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     "communication", "sample", "years", (int)at);
}

static json_t *
refused(const char *deliberation, long at)
{
    return json_pack("{s:s, s:s, s:[i], s:[{s:s, s:[i, i]}, {s:s, s:[i]}]}", "act", "release run",
                     "deliberation", deliberation, "years", (int)at, "reasons", "code", "year",
                     "cites", 2, 4, "code", "variable", "cites", 3);
}

static ErrorKind
append(Custody *custody, const char *deliberation, long first, long end, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    TRY(record_begin(custody, &recording, err));
    for (long at = first; at < end; at++)
        if (deliberation != NULL && at % 2 == 1)
            TRY(record_append(custody, NULL, "els", ENTRY_REFUSED, refused(deliberation, at), NULL,
                              err));
        else
            TRY(record_append(custody, NULL, NULL, ENTRY_RELEASE_PLANNED,
                              planned(deliberation == NULL ? "A/1" : deliberation, at), NULL, err));
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
    long count = strtol(arguments[3], NULL, 10);
    for (long at = 0; at < count; at += AT_ONCE)
        TRY(append(custody, arguments[4], at, at + AT_ONCE < count ? at + AT_ONCE : count, err));
    return ERROR_NONE;
}

int
main(int count, char **arguments)
{
    Error err = {0};
    if ((count == 4 || count == 5) && grow(arguments, &err) == ERROR_NONE)
        return 0;
    (void)fprintf(stderr, "grow: %s\n", err.message);
    return 1;
}
