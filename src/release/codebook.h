/*
 * The codebook as one self-contained HTML page in three languages (no network, no script), and what
 * it shares with the notice. Inner to release/.
 */
#ifndef BERAAD_RELEASE_CODEBOOK_H
#define BERAAD_RELEASE_CODEBOOK_H

#include "core/text.h"
#include "release/column.h"

/* What every document of a package is made from. */
typedef struct PackageFacts
{
    const PackageInput *input;
    const PackedColumns *columns;
    const Manifest *manifest; /* without its files */
} PackageFacts;

/* Adds the page. */
void codebook_print(Text *page, const PackageFacts *facts);

/* "31 maart 2029, en ..." : until when the rows of this entry may be kept, without paragraphs. */
char *codebook_destroy_by(Arena *arena, const ManifestRetention *retention, Language language);

/* "2012, 2014, 2016": the years of the manifest. */
char *codebook_years(Arena *arena, const Manifest *manifest);

/* Does this retention entry say the same as the one before it, so that a reader needs it once? */
bool codebook_retention_same(const ManifestRetention *one, const ManifestRetention *other);

#endif
