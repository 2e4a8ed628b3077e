/*
 * The inside of a package, read strictly from a tar stream: each entry must be the one that the
 * signed manifest says comes next, byte for byte of its header, with exactly its size and digest.
 * Inner to release/.
 */
#ifndef BERAAD_RELEASE_UNPACK_H
#define BERAAD_RELEASE_UNPACK_H

#include "release/minisign.h"
#include "release/open.h"

/* Where the stream comes from: up to size bytes; *ret_got 0 at its end. */
typedef struct ByteSource
{
    void *context;
    ErrorKind (*read)(void *context, void *bytes, size_t size, size_t *ret_got, Error *err);
} ByteSource;

typedef struct UnpackInput
{
    ByteSource source;
    const PackageStatement *statement;
    const MinisignKey *key;
    const char *directory; /* an existing empty one for the files; NULL: nothing is written */
    Date today;            /* past a date of the manifest no file is written */
} UnpackInput;

typedef struct UnpackSummary
{
    Manifest *manifest;
    Digest tar;
    bool ended; /* on failure: the stream ended too early, which is its source's fault */
} UnpackSummary;

/* ERROR_DATA: not the one stream that the manifest allows. ERROR_INTEGRITY: a digest or the note
 * says no. ERROR_REFUSED: a directory is given, and a date of the manifest has gone. ERROR_IO. On
 * failure what was written stays, for the caller to remove. */
ErrorKind unpack(Arena *arena, const UnpackInput *input, UnpackSummary *ret_summary,
                 Error *err) MUST_CHECK;

#endif
