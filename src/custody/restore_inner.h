/* What restore.c and restore_member.c share. */
#ifndef BERAAD_CUSTODY_RESTORE_INNER_H
#define BERAAD_CUSTODY_RESTORE_INNER_H

#include "core/cipher.h"
#include "custody/backup.h"

/* A backup that is being read, and the directory that is being filled. */
typedef struct Restore
{
    const BackupRestore *how;
    Arena *arena;
    const char *directory;
    const char *head; /* the first line */
    const char *name; /* of the custody */
    int64_t epoch;
    Secret *root;
    Secret *epoch_key; /* NULL: without project keys */
    CipherReader *reader;
    const char *bytes; /* read and not used yet */
    size_t left;
    BackupSummary *summary;
} Restore;

/* ERROR_INTEGRITY, in the words for it. */
ErrorKind restore_no_backup(Error *err);

/* All files to the end of the stream. A file that no backup holds is an error, and so is a stream
 * that ends in one. */
ErrorKind restore_members(Restore *restore, Error *err) MUST_CHECK;

#endif
