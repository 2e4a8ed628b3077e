/*
 * What is brought into the enclave from outside: models, scripts, classifications. The files of one
 * import are a sealed folder, model/N (doc/format/sealed.md); a job sees the newest file of each
 * name at /model/NAME, read-only. Nothing is looked into and nothing unpacked here: whatever a file
 * is, only the sandbox opens it.
 */
#ifndef BERAAD_ENCLAVE_IMPORT_H
#define BERAAD_ENCLAVE_IMPORT_H

#include "custody/enclave.h"

/* Bounds on one import. */
#define IMPORT_FILES 100
#define IMPORT_FILE_BYTES ((int64_t)64 * 1024 * 1024)
#define IMPORT_BYTES ((int64_t)256 * 1024 * 1024)

/* All borrowed. The gate has said yes, keys are open. */
typedef struct ImportInput
{
    Custody *custody;
    const Actor *actor;
    const char *deliberation;
    const Communication *communication;
    const char *const *paths; /* regular files; their last part is their name at /model */
    size_t count;
} ImportInput;

/* What import_files would refuse as the files lie there now: names, number, sizes, what is no file
 * or cannot be read. No key is needed (actor may be NULL). */
ErrorKind import_check(const ImportInput *input, Error *err) MUST_CHECK;

/*
 * Takes the files in and records them, all or none. ERROR_USAGE: a name that a path in /model
 * cannot have (it must be letters, digits, '.', '_' and '-', not begun with '.' or '-', at most
 * 100), or the same name twice; too many or too large; not a regular file. ERROR_IO where one
 * cannot be read, ERROR_STATE where it grows or shrinks under the hand.
 */
ErrorKind import_files(Arena *arena, const ImportInput *input, Import *ret_import,
                       Error *err) MUST_CHECK;

/* A file that a job sees. */
typedef struct ImportedFile
{
    int64_t import;   /* number of the import that brought it */
    int64_t number;   /* in its folder */
    const char *name; /* at /model */
    Digest digest;    /* of the clear bytes */
    int64_t size;
    int64_t imported_at;
    const char *imported_by;
} ImportedFile;
typedef struct ImportedFiles LIST_OF(ImportedFile) ImportedFiles;

/* Imports that are open for reading: their keys and indexes. */
typedef struct Imports Imports;

/* All of the communication. The custody is unlocked. ERROR_INTEGRITY where an index is not the one
 * of the ledger. */
ErrorKind imports_open(Custody *custody, const char *deliberation, const char *communication,
                       Imports **ret_imports, Error *err) MUST_CHECK;
void imports_close(Imports **imports);
#define CLOSES_IMPORTS __attribute__((cleanup(imports_close)))

/* Every file ever brought in, by import and number; and the newest of each name. Borrowed. */
const ImportedFiles *imports_all(const Imports *imports);
const ImportedFiles *imports_newest(const Imports *imports);

/* The bytes of a file, part by part; as dataset_stream. */
typedef ErrorKind (*ImportTake)(void *context, const void *bytes, size_t size, Error *err);
ErrorKind imports_stream(const Imports *imports, const ImportedFile *file, ImportTake take,
                         void *context, Error *err) MUST_CHECK;

#endif
