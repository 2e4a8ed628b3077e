/*
 * The sections of the codebook that have a file of their own. Inner to release/codebook*.
 */
#ifndef BERAAD_RELEASE_CODEBOOK_PART_H
#define BERAAD_RELEASE_CODEBOOK_PART_H

#include "release/codebook.h"
#include "release/markup.h"

void codebook_sample_print(Text *page, const PackageFacts *facts);
void codebook_files_print(Text *page, const PackageFacts *facts);
void codebook_variables_print(Text *page, const PackageFacts *facts);

/* What is rare, and what contradicts itself. */
void codebook_risk_print(Text *page, const PackageFacts *facts);

#endif
