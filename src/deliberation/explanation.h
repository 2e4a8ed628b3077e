/*
 * What the parts of an explanation share: the deliberation, the catalogue that labels it, and the
 * sentences written so far.
 */
#ifndef BERAAD_DELIBERATION_EXPLANATION_H
#define BERAAD_DELIBERATION_EXPLANATION_H

#include "deliberation/sentence.h"

typedef struct Explanation
{
    Sentences sentences;
    const Deliberation *deliberation;
    const Catalogue *catalogue;
} Explanation;

/* A wording in the language of the explanation. */
const char *explanation_word(const Explanation *explanation, const Wording *wording);

const char *explanation_number(const Explanation *explanation, int64_t value);

/* "one, other", or one alone where other is NULL. */
const char *explanation_join(const Explanation *explanation, const char *one, const char *between,
                             const char *other);

/* "2012, 2014 en 2016" */
const char *explanation_years(const Explanation *explanation, const Years *years);

/* The reference dates of these years. */
const char *explanation_dates(const Explanation *explanation, const Years *years);

void explanation_head(Explanation *explanation, Words words);
void explanation_say(Explanation *explanation, Words words, Slots slots, const Cites *cites);

/* The larger parts, each in a file of its own. */
void explain_communication(Explanation *explanation, const Communication *communication);
void explain_variables(Explanation *explanation);
void explain_conditions(Explanation *explanation);
void explain_retention(Explanation *explanation);

#endif
