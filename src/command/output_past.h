/*
 * What came before a round: the rounds of the request, and what was released of the same variables
 * and years, together with which it is judged.
 */
#ifndef BERAAD_COMMAND_OUTPUT_PAST_H
#define BERAAD_COMMAND_OUTPUT_PAST_H

#include "command/output_page.h"
#include "core/text.h"

/* Who made which round, how, and what was found then; as "rounds" in item. */
ErrorKind output_rounds_add(Session *session, const OutputPage *page, Text *text, json_t *item,
                            Error *err) MUST_CHECK;

/* The released files of its variables and years; as "related" in item. */
ErrorKind output_related_add(Session *session, const OutputPage *page, Text *text, json_t *item,
                             Error *err) MUST_CHECK;

#endif
