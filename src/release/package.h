/*
 * The package: what leaves for a recipient, as a tree of plain files (design section 8,
 * doc/format/package.md).
 *
 * Its bytes are a function of what it says: no clock, no release number, no chance. The same
 * extract packed twice has the same manifest. Sealing (seal.h) and opening (open.h) are modules of
 * their own; opening needs no custody.
 */
#ifndef BERAAD_RELEASE_PACKAGE_H
#define BERAAD_RELEASE_PACKAGE_H

#include "release/extract.h"
#include "release/manifest.h"
#include "release/signer.h"
#include "release/sink.h"

/* All borrowed; progress may be NULL. */
typedef struct PackageInput
{
    const Deliberation *deliberation;
    const char *deliberation_bytes; /* the file as registered; its digest is deliberation->digest */
    size_t deliberation_size;
    const Catalogue *catalogue;
    const Communication *communication;
    const Extract *extract;
    Engine *engine;  /* where the extract's tables are */
    int key_version; /* of the project key behind the pseudonyms; from 1 */
    const PackageSigner *signer;
    Language label_language; /* of the labels inside .sav, which can hold one language only */
    Progress *progress;
} PackageInput;

typedef struct PackageSummary
{
    Digest manifest; /* of manifest.json's bytes */
    struct LIST_OF(ManifestFile)
        files;     /* all but manifest.json and manifest.json.note, in byte order of names */
    int64_t bytes; /* of all of them */
} PackageSummary;

/*
 * Writes the tree into staging, an existing empty directory: manifest.json, manifest.json.note,
 * data/, codebook/, deliberation.yaml, NOTICE.txt; every file synced. The summary lives in arena.
 * ERROR_CATALOGUE: a name or code cannot stand in one of the formats (a class code that a
 * spreadsheet would read as a formula, a variable name that SPSS refuses). ERROR_INTERNAL: the
 * extract's tables are not as extract.h says. ERROR_IO. On failure what was written stays in
 * staging, for the caller to remove.
 */
ErrorKind package_build(Arena *arena, const PackageInput *input, const char *staging,
                        PackageSummary *ret_summary, Error *err) MUST_CHECK;

/* The same files, given to a sink. Errors as package_build, and the sink's own. What the sink got
 * before a failure is its owner's to take back. */
ErrorKind package_write(Arena *arena, const PackageInput *input, const PackageSink *sink,
                        PackageSummary *ret_summary, Error *err) MUST_CHECK;

#endif
