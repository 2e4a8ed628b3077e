/*
 * The words of explain, in three languages.
 *
 * A template has slots {0} to {9}: what a deliberation or a catalogue names comes in through them,
 * so that nothing here knows any deliberation. Names come without article behind a colon, for Dutch
 * and French would bend them.
 */
#ifndef BERAAD_DELIBERATION_WORDING_H
#define BERAAD_DELIBERATION_WORDING_H

#include "catalogue/model.h"

typedef enum Words
{
    WORDS_TITLE,
    WORDS_AMENDS,
    WORDS_HEAD_WHO,
    WORDS_PROVIDER,
    WORDS_RECIPIENT,
    WORDS_PURPOSE,
    WORDS_HEAD_WHOSE,
    WORDS_COHORT,
    WORDS_DATES,
    WORDS_HEAD_COMMUNICATION,
    WORDS_DELIVERED,
    WORDS_ON_SITE,
    WORDS_AT_DATES,
    WORDS_SAMPLE,
    WORDS_STRATA,
    WORDS_PERMANENT,
    WORDS_WHOLE,
    WORDS_PANEL_SAMPLED,
    WORDS_PANEL_COHORT,
    WORDS_PANEL_ALL,
    WORDS_ONCE,
    WORDS_REPEATED,
    WORDS_HEAD_VARIABLES,
    WORDS_VARIABLES,
    WORDS_VARIABLE_ONE,
    WORDS_CLASSES,
    WORDS_SEPARATOR,
    WORDS_OTHERS,
    WORDS_HEAD_ON_SITE,
    WORDS_NETWORK,
    WORDS_EGRESS,
    WORDS_CHECKER_ONE,
    WORDS_CHECKER_MANY,
    WORDS_THRESHOLD,
    WORDS_PROHIBITED,
    WORDS_APPROVAL_ONE,
    WORDS_APPROVAL_MANY,
    WORDS_RISK,
    WORDS_HEAD_UNTIL,
    WORDS_DESTROY_BY,
    WORDS_DESTROY_AFTER,
    WORDS_DESTROY_AFTER_ONE,
    WORDS_ALL_YEARS,
    WORDS_EVENT_DELIVERY,
    WORDS_EVENT_RECEIPT,
    WORDS_EVENT_LAST_DELIVERY,
    WORDS_EARLIEST,
    WORDS_UNDERTAKING_LEAD,
    WORDS_UNDERTAKING_IDENTIFY,
    WORDS_UNDERTAKING_PURPOSE,
    WORDS_UNDERTAKING_EGRESS,
    WORDS_HEAD_READINGS,
    WORDS_QUESTION,
    WORDS_READING,
    WORDS_HEAD_PARAGRAPHS,
    WORDS_PARAGRAPH,
    WORDS_UNCITED,
    WORDS_CITE_ONE,
    WORDS_CITE_MANY,
    WORDS_CITE_NONE,
    WORDS_AND,
    WORDS_OR,
    WORDS_DATE,
    WORDS_FIRST_DAY,
    WORDS_DECIMAL_POINT,
    WORDS_COUNT
} Words;

/* The template in that language. */
const char *wording_of(Words words, Language language);

/* The name of month 1 to 12. */
const char *wording_month(int month, Language language);

#endif
