/*
 * Backups: the state and the keys of a custody in one encrypted file, and a custody made from one
 * (doc/format/keys.md, "Backups"). No data is in it: packages, data sets and quarantine are made
 * again from the warehouse.
 *
 * What opens the root key opens a backup; the project keys in it need the epoch key of the separate
 * medium besides (epoch.h), so that none outlives its destruction.
 */
#ifndef BERAAD_CUSTODY_BACKUP_H
#define BERAAD_CUSTODY_BACKUP_H

#include "custody/split.h"

typedef struct BackupSummary
{
    int64_t epoch;
    int64_t entries; /* of the ledger */
    int64_t keys;    /* project keys in it, or brought back */
    int64_t missing; /* project keys that a restored custody has not, though the state names them */
} BackupSummary;

/* Can that new file be made? As backup_write would say, before a key is opened for it. */
ErrorKind backup_check_new(const char *path, Error *err) MUST_CHECK;

/*
 * Writes a backup as the new file `path`: there whole, or not at all. The entry backup_made is
 * committed before the state is copied, so that a restored ledger is the very one that was
 * published. The custody is unlocked and open for writing. ERROR_STATE: the file is there already.
 */
ErrorKind backup_write(Custody *custody, const char *path, BackupSummary *ret_summary,
                       Error *err) MUST_CHECK;

typedef struct BackupRestore
{
    const char *backup;
    const char *directory;    /* of the custody to make; not there yet, or empty */
    const char *medium;       /* the file with the epoch key; NULL: without any project key */
    const Secret *passphrase; /* of then; with shares: the new one of the custody */
    const ShareFile *shares;  /* that give the root key in the passphrase's place */
    unsigned share_count;     /* 0: none */
    KdfCost cost;             /* of the new passphrase */
    int64_t now;
} BackupRestore;

/* What backup_restore would refuse by what its files say they are, before a passphrase is asked:
 * the place, the backup, the medium. */
ErrorKind backup_check_restore(const BackupRestore *how, Error *err) MUST_CHECK;

/*
 * Makes a custody from a backup: all of it appears by one rename, or nothing. Its ledger is
 * verified and goes on with custody_restored (with shares after root_wrapped, as split_join leaves
 * it). ERROR_STATE: shares as split_root_of says; a wrong passphrase, a medium of another
 * epoch (a project key was destroyed since: the hint says so) or of another custody;
 * ERROR_INTEGRITY: the file is no backup, or damaged.
 */
ErrorKind backup_restore(const BackupRestore *how, BackupSummary *ret_summary,
                         Error *err) MUST_CHECK;

#endif
