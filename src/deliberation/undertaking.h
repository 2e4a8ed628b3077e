/*
 * The words that a researcher signs before anything of a deliberation opens for her (19/002,
 * paragraph 10; custody/undertaking.h records the signature). They are made from the deliberation:
 * what it prohibits, its purpose, and what may leave the secured environment, each with its
 * paragraphs. Pure.
 */
#ifndef BERAAD_DELIBERATION_UNDERTAKING_H
#define BERAAD_DELIBERATION_UNDERTAKING_H

#include "core/text.h"
#include "deliberation/model.h"

/* In one language, wrapped at width columns. It names the deliberation, its digest and the actor.
 */
void undertaking_text(Arena *arena, const Deliberation *deliberation, const char *actor,
                      Language language, size_t width, Text *ret_text);

/* Of the words in all languages, one after another in the order of Language, each wrapped at
 * UNDERTAKING_WIDTH: what is signed does not depend on the language in which it was read. */
#define UNDERTAKING_WIDTH 96
Digest undertaking_digest(Arena *arena, const Deliberation *deliberation, const char *actor);

#endif
