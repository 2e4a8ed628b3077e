/*
 * The answer to a person's question, as a text that can be handed to her and as JSON. It does not
 * repeat her number: whoever hands it over knows to whom.
 */
#ifndef BERAAD_SUBJECT_ANSWER_H
#define BERAAD_SUBJECT_ANSWER_H

#include "core/json.h"
#include "core/text.h"
#include "subject/search.h"

typedef struct AnswerAbout
{
    int64_t question; /* its number */
    const char *custody;
    const Catalogue *catalogue;
    Date today;
} AnswerAbout;

/* GDPR art. 15(1): for what purpose, which data, to whom, until when, what she may ask. */
void answer_text(Arena *arena, const AnswerAbout *about, const SubjectFindings *findings,
                 Language language, Text *text);

json_t *answer_json(const AnswerAbout *about, const SubjectFindings *findings);

#endif
