/*
 * The report that paragraph 1 of a deliberation asks for, from released files only: who the
 * beneficiaries are, how that moved over the years, which obstacles to work the data show. One page
 * of HTML that asks nothing of any network; pure.
 */
#ifndef BERAAD_OUTPUT_PROFILE_H
#define BERAAD_OUTPUT_PROFILE_H

#include "core/json.h"
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

/* The cells of a released table. */
typedef struct ProfileCell
{
    const char *code[REQUEST_TERMS];  /* of each dimension; "*": all */
    const char *label[REQUEST_TERMS]; /* in the page's language */
    const char *number;               /* as it was released; "" where it is suppressed */
    char status;                      /* p, s, r, k (doc/format/output-request.md) */
} ProfileCell;

typedef struct ProfileCells LIST_OF(ProfileCell) ProfileCells;

/* The chart of a table as Vega-Lite 5 with its data inside: bars by its first dimension, coloured
 * by its second, lines where the first is the year. NULL where no number can be drawn. The result
 * lives as long as arena. */
json_t *profile_chart(Arena *arena, const ProfileCells *cells, size_t dimensions, bool is_line,
                      const char *const *titles, Language language);

#endif
