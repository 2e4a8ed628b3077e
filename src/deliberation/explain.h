/*
 * A deliberation in plain sentences that a lawyer can hold beside the official text.
 */
#ifndef BERAAD_DELIBERATION_EXPLAIN_H
#define BERAAD_DELIBERATION_EXPLAIN_H

#include "core/text.h"
#include "deliberation/model.h"

/* What may happen to whose data until when; each sentence ends in its paragraphs. Wrapped at width
 * columns. */
void deliberation_explain(Arena *arena, const Deliberation *deliberation,
                          const Catalogue *catalogue, Language language, size_t width,
                          Text *ret_text);

#endif
