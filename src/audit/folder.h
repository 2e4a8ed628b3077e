/*
 * A new folder of files that appears whole: made under another name beside its place, synced, and
 * moved there by one rename at the end. Nothing that is there already is touched.
 */
#ifndef BERAAD_AUDIT_FOLDER_H
#define BERAAD_AUDIT_FOLDER_H

#include "core/arena.h"
#include "core/digest.h"
#include "core/list.h"

#include <stdbool.h>

typedef struct FolderFile
{
    const char *name; /* "ledger/tile/0/000" */
    Digest digest;
} FolderFile;

typedef struct Folder
{
    Arena *arena;
    const char *path;
    const char *made; /* NULL: nothing is under way */
    struct LIST_OF(FolderFile) files;
} Folder;

/* ERROR_STATE where something of that name is there. */
ErrorKind folder_begin(Arena *arena, const char *path, Folder *ret_folder, Error *err) MUST_CHECK;

/* A file, with the folders above it; name is relative, below the folder. */
ErrorKind folder_add(Folder *folder, const char *name, const void *bytes, size_t size,
                     Error *err) MUST_CHECK;

/* "DIGEST  NAME" a line, sorted by name: what `sha256sum --check` reads. */
char *folder_sums(Folder *folder);

/* It appears. */
ErrorKind folder_end(Folder *folder, Error *err) MUST_CHECK;

/* Removes what was under way; nothing after folder_end. */
void folder_clear(Folder *folder);
#define CLEARS_FOLDER __attribute__((cleanup(folder_clear)))

#endif
