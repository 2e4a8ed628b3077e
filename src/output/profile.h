/*
 * The report that paragraph 1 of a deliberation asks for, from released files only: who the
 * beneficiaries are, how that moved over the years, which obstacles to work the data show. One page
 * of HTML that asks nothing of any network; pure.
 */
#ifndef BERAAD_OUTPUT_PROFILE_H
#define BERAAD_OUTPUT_PROFILE_H

#include "core/text.h"
#include "output/released.h"

typedef struct ProfileInput
{
    const RequestScope *scope;
    const ReleasedFiles *files;
    Language language;
    const char *ledger; /* the custody's name */
} ProfileInput;

/* Adds the whole page. */
void profile_print(const ProfileInput *input, Text *page);

#endif
