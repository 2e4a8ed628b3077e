/*
 * NOTICE.txt: what the recipient undertakes and until when, in nl, fr and en, each rule with its
 * paragraphs. Inner to release/.
 */
#ifndef BERAAD_RELEASE_NOTICE_H
#define BERAAD_RELEASE_NOTICE_H

#include "release/codebook.h"

/* Adds the text, wrapped for a screen of 80 columns. */
void notice_print(Text *text, const PackageFacts *facts);

#endif
