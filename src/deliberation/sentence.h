/*
 * Sentences with their paragraphs, wrapped: how explain writes.
 */
#ifndef BERAAD_DELIBERATION_SENTENCE_H
#define BERAAD_DELIBERATION_SENTENCE_H

#include "core/text.h"
#include "deliberation/model.h"
#include "deliberation/wording.h"

typedef struct Sentences
{
    Arena *arena;
    Language language;
    size_t width; /* columns */
    Text *text;
} Sentences;

/* Up to three values for the slots {0}, {1}, {2}. */
typedef struct Slots
{
    const char *value[3];
} Slots;

/* The template of words with its slots filled. */
const char *sentence_fill(const Sentences *sentences, Words words, Slots slots);

/* A heading, after an empty line. */
void sentence_head(Sentences *sentences, const char *heading);

/* One sentence, ending in its paragraphs. */
void sentence_say(Sentences *sentences, Words words, Slots slots, const Cites *cites);

/* words wrapped; the first line begins with `first`, the others with `next`. */
void sentence_wrap(Sentences *sentences, const char *first, const char *next, const char *words);

/* "31 maart 2012", "1er janvier 2012" */
const char *sentence_date(const Sentences *sentences, Date date);

/* "2012, 2014 en 2016"; between is the word before the last. */
const char *sentence_list(const Sentences *sentences, const char *const *items, size_t count,
                          Words between);

/* The sentence with its paragraphs before the full stop. */
const char *sentence_with_cites(const Sentences *sentences, const char *sentence,
                                const Cites *cites);

/* "(punten 2, 4 en 8)"; without any, the words that say so. */
const char *sentence_cites(const Sentences *sentences, const Cites *cites);

#endif
