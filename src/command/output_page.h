/*
 * The page on which a checker decides: the files as they would leave, what was found, how it came
 * to that, and what was released before of the same.
 */
#ifndef BERAAD_COMMAND_OUTPUT_PAGE_H
#define BERAAD_COMMAND_OUTPUT_PAGE_H

#include "command/output_scope.h"
#include "output/kept.h"

/* All that the page shows; borrowed. */
typedef struct OutputPage
{
    const OutputAsked *asked;
    const RoundContent *round; /* the newest; empty before the first check */
    bool all;                  /* every row and every cell, not the first few */
    const Display *display;
} OutputPage;

/* As text or JSON on standard output; JSON is always whole. The custody is unlocked. */
ErrorKind output_page_show(Session *session, const OutputPage *page, Error *err) MUST_CHECK;

#endif
