/*
 * A sealed folder: an index and numbered files, all enciphered under one key of their own
 * (doc/format/sealed.md). Data sets, imports and the quarantine lie in such folders. Inner to
 * enclave/.
 */
#ifndef BERAAD_ENCLAVE_FOLDER_H
#define BERAAD_ENCLAVE_FOLDER_H

#include "core/cipher.h"
#include "core/list.h"
#include "custody/actor.h"
#include "custody/artefact.h"

/* Bounds on what a folder holds. */
#define FOLDER_FILES 1000
#define FOLDER_INDEX_BYTES ((size_t)4 * 1024 * 1024)

typedef struct FolderFile
{
    int64_t number;   /* from 1 */
    const char *name; /* any bytes but zero */
    Digest digest;    /* of the clear bytes */
    int64_t size;
    Digest sealed; /* of the file as it lies there */
    int64_t sealed_size;
} FolderFile;
typedef struct FolderFiles LIST_OF(FolderFile) FolderFiles;

/* A folder's place and key, open. */
typedef struct Folder
{
    const char *path; /* of the directory */
    Secret *key;      /* of the streams */
    const char *what; /* "beraad data set 'IVC/KSZG/19/002' 'population 2018'" */
} Folder;

/*
 * The folder of this kind (data set, import, quarantine) under the key of that name (by
 * enclave_dataset_key and its like). Where there is no key yet it is made, signed for by actor;
 * actor NULL means do not make one. Errors as project_key_open.
 */
ErrorKind folder_open(Custody *custody, Arena *arena, const Actor *actor, ArtefactKind kind,
                      const char *deliberation, const char *key_name, const char *path,
                      Folder *ret_folder, Error *err) MUST_CHECK;
void folder_close(Folder *folder);
#define CLOSES_FOLDER __attribute__((cleanup(folder_close)))

/* Writing: the directory is made new. One file at a time: begin, put, end. No two files have one
 * name (ERROR_INTERNAL). */
typedef struct FolderWriter FolderWriter;
ErrorKind folder_write_open(const Folder *folder, FolderWriter **ret_writer, Error *err) MUST_CHECK;
ErrorKind folder_file_begin(FolderWriter *writer, const char *name, Error *err) MUST_CHECK;
ErrorKind folder_file_put(FolderWriter *writer, const void *bytes, size_t size,
                          Error *err) MUST_CHECK;
/* The file is whole and synced. *ret_file borrows from the writer; may be NULL. */
ErrorKind folder_file_end(FolderWriter *writer, FolderFile *ret_file, Error *err) MUST_CHECK;

typedef struct FolderSummary
{
    Digest index; /* of the sealed index */
    int64_t files;
    int64_t size; /* of the sealed files, without the index */
} FolderSummary;

/* Writes the index and syncs the directory. */
ErrorKind folder_write_end(FolderWriter *writer, FolderSummary *ret_summary, Error *err) MUST_CHECK;
void folder_write_close(FolderWriter **writer);
#define CLOSES_FOLDER_WRITER __attribute__((cleanup(folder_write_close)))

/* The files of the index, by number. ERROR_INTEGRITY where the sealed index has not this digest, or
 * is damaged. */
ErrorKind folder_files(const Folder *folder, Arena *arena, const Digest *index,
                       FolderFiles *ret_files, Error *err) MUST_CHECK;

/* Takes the clear bytes part by part. */
typedef ErrorKind (*FolderTake)(void *context, const void *bytes, size_t size, Error *err);

/* All of a file. Size and digest are compared at the end: after ERROR_INTEGRITY what was taken must
 * not be used. */
ErrorKind folder_stream(const Folder *folder, const FolderFile *file, FolderTake take,
                        void *context, Error *err) MUST_CHECK;

/* The same into arena, a zero byte behind it; more than limit is ERROR_DATA. */
ErrorKind folder_bytes(const Folder *folder, Arena *arena, const FolderFile *file, size_t limit,
                       char **ret_bytes, size_t *ret_size, Error *err) MUST_CHECK;

#endif
