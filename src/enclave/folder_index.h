/*
 * The index of a sealed folder as JSON (doc/format/sealed.md): names in hexadecimal, for they are
 * any bytes but zero. Inner to folder.c.
 */
#ifndef BERAAD_ENCLAVE_FOLDER_INDEX_H
#define BERAAD_ENCLAVE_FOLDER_INDEX_H

#include "core/text.h"
#include "enclave/folder.h"

#include <stdbool.h>

/* Is there a file of this name? */
bool folder_has(const FolderFiles *files, const char *name);

/* Canonical JSON. */
const char *folder_index_print(Arena *arena, const FolderFiles *files, size_t *ret_size);

/* The inverse; place names the folder in errors. ERROR_INTEGRITY where it is none: another format,
 * too many files, a name twice. */
ErrorKind folder_index_parse(Arena *arena, const Text *text, const char *place,
                             FolderFiles *ret_files, Error *err) MUST_CHECK;

#endif
