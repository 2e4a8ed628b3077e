/*
 * The official text of a deliberation, as the custodian attached it (doc/format/official-text.md):
 * plain UTF-8 text, kept and shown byte by byte as it was given. Its paragraphs are found only
 * where its own numbers say beyond doubt where they begin; otherwise the text stays whole. Pure.
 */
#ifndef BERAAD_DELIBERATION_OFFICIAL_H
#define BERAAD_DELIBERATION_OFFICIAL_H

#include "core/document.h"
#include "core/text.h"
#include "deliberation/model.h"

#define OFFICIAL_BYTES ((size_t)1024 * 1024)

/* Complains where it is longer than OFFICIAL_BYTES, empty, not UTF-8, holds a character that hides
 * or turns text (the line breaks LF and CR LF, tab and page break apart), or does not hold the
 * deliberation's reference, word for word. True without complaints. */
bool official_check(const char *bytes, size_t size, const Deliberation *deliberation,
                    Complaints *complaints);

typedef struct OfficialParagraph
{
    int number;
    const char *text; /* from its number to where the next begins, without the blank end; a copy
                         that ends in a zero byte */
} OfficialParagraph;

typedef struct OfficialParagraphs LIST_OF(OfficialParagraph) OfficialParagraphs;

/*
 * The paragraphs of a checked text, 1 to `count` (those that the deliberation summarises); empty
 * where the text does not allow it. A line begins a paragraph where it starts, behind spaces, with
 * a number, a full stop and a space. It allows it where these numbers are 1, 2, 3 ... count, in
 * this order and without another one among them: a line that begins so by chance keeps the text
 * whole. Headings stand with the paragraph before them, and so does what follows the last one.
 */
OfficialParagraphs official_split(Arena *arena, const char *bytes, size_t size, size_t count);

/* Adds a text for a person, each line indented: its own lines where the widest of them fits into
 * `width` columns; else wrapped anew, where lines that end only because the next word found no room
 * go together. What returns a carriage or feeds a page is left out. */
void official_print(Text *text, const char *official, size_t width, size_t indent);

/* NULL where there is none of that number. */
const char *official_paragraph(const OfficialParagraphs *paragraphs, int number);

#endif
