/*
 * The words of retention, in three languages.
 */
#ifndef BERAAD_RETENTION_PHRASE_H
#define BERAAD_RETENTION_PHRASE_H

#include "catalogue/model.h"

typedef enum DuePhrase
{
    DUE_PACKAGE,
    DUE_DATA_SET,
    DUE_IMPORT,
    DUE_QUARANTINE,
    DUE_OUTPUT,
    DUE_WITH,
    DUE_ON_SITE,
    DUE_TODAY,
    DUE_LEFT_ONE,
    DUE_LEFT_MANY,
    DUE_LATE_ONE,
    DUE_LATE_MANY,
    DUE_YEARS,
    DUE_PENDING,
    DUE_UNDATED,
    DUE_PARAGRAPHS,
    DUE_AMENDS,
    DUE_DESTROYED,
    DUE_DESTROYED_ON,
    DUE_UNATTESTED,
    DUE_DESTROY,
    DUE_NOTHING,
    DUE_ALL_GONE,
    DUE_KEYS_LEFT,
    DUE_PHRASES
} DuePhrase;

/* The phrase in that language. */
const char *due_phrase(DuePhrase which, Language language);

#endif
