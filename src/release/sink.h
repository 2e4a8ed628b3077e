/*
 * Where the files of a package go. package_build puts them into a directory; the enclave has each
 * pass through a pipe and be enciphered.
 */
#ifndef BERAAD_RELEASE_SINK_H
#define BERAAD_RELEASE_SINK_H

#include "release/manifest.h"

typedef struct PackageSink
{
    void *context;
    bool with_spss; /* SPSS files too: they are written by another library, and not on site */
    /* A file of this name comes: the engine writes it to *ret_path once, from beginning to end,
     * and then `end` is called. */
    ErrorKind (*begin)(void *context, const char *name, const char **ret_path, Error *err);
    /* It is written: now it is durable, and digest and size of file->name are known. */
    ErrorKind (*end)(void *context, ManifestFile *file, Error *err);
    /* A file of file->name from memory; digest and size are filled in. */
    ErrorKind (*put)(void *context, const void *bytes, size_t size, ManifestFile *file, Error *err);
} PackageSink;

#endif
