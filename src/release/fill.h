/*
 * What a manifest says, taken from the deliberation, the catalogue and the counts of the extract.
 * Inner to release/.
 */
#ifndef BERAAD_RELEASE_FILL_H
#define BERAAD_RELEASE_FILL_H

#include "release/package.h"

/* All of it but the list of files. Lives in arena, and borrows the input's texts. */
Manifest *manifest_fill(Arena *arena, const PackageInput *input);

#endif
