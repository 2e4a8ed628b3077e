/*
 * HTML in three languages at once: each text stands there thrice, and the style sheet shows one.
 */
#ifndef BERAAD_RELEASE_MARKUP_H
#define BERAAD_RELEASE_MARKUP_H

#include "release/words.h"

/* <span lang="nl">...</span> for each language, escaped; one plain text where all are the same. */
void markup_wording(Text *page, const Wording *wording);
void markup_phrase(Text *page, Phrase which);

/* <TAG>phrase</TAG> */
void markup_element(Text *page, const char *tag, Phrase which);

/* A phrase with the same values in each language. */
void markup_fill(Text *page, Phrase which, const char *const *values);

/* A count in groups of three. */
void markup_count(Text *page, int64_t count);

/* The style sheet, and the language switch that it obeys. */
void markup_style(Text *page);
void markup_switch(Text *page, Language first);

/* A whole page of one column, up to its heading: title is shown in the bar too. Nothing on it comes
 * from elsewhere, and no script may run. */
void markup_open(Text *page, const char *title, Language first);
void markup_close(Text *page);

#endif
