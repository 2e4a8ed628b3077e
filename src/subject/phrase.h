/* The sentences of the answer to a person, in three languages; "{}" stands for a value. */
#ifndef BERAAD_SUBJECT_PHRASE_H
#define BERAAD_SUBJECT_PHRASE_H

#include "catalogue/model.h"

typedef enum AnswerPhrase
{
    ANSWER_TITLE,
    ANSWER_LEAD,
    ANSWER_PSEUDONYM,
    ANSWER_REPLACED,
    ANSWER_EMPTY,
    ANSWER_NOWHERE,
    ANSWER_SOMEWHERE,
    ANSWER_OPEN,
    ANSWER_DELIBERATION,
    ANSWER_PURPOSE,
    ANSWER_PROVIDER,
    ANSWER_PACKAGE,
    ANSWER_DATA_SET,
    ANSWER_VARIABLES,
    ANSWER_YES,
    ANSWER_NO_COHORT,
    ANSWER_NO_SAMPLE,
    ANSWER_NO_KEY,
    ANSWER_NO_CATALOGUE,
    ANSWER_DESTROY_BY,
    ANSWER_RECIPIENT_BY,
    ANSWER_DESTROYED,
    ANSWER_DESTROYED_HERE,
    ANSWER_ATTESTED,
    ANSWER_COLON,
    ANSWER_SEPARATOR,
    ANSWER_PENDING,
    ANSWER_CHANGED,
    ANSWER_RIGHTS,
    ANSWER_PHRASES
} AnswerPhrase;

const char *answer_phrase(AnswerPhrase which, Language language);

#endif
