/* What check.c and check_rest.c share. */
#ifndef BERAAD_CUSTODY_CHECK_INNER_H
#define BERAAD_CUSTODY_CHECK_INNER_H

#include "ledger/entry.h"

#define FIELDS_MOST 11

typedef struct Rest
{
    const char *match;               /* gives 1 for: number of the entry, actor, fields */
    const char *fields[FIELDS_MOST]; /* of the body, NULL-ended */
    const char *total;
} Rest;

/* What rests on an entry of the type; match is NULL where nothing does. */
const Rest *state_rest(EntryType type);

#endif
