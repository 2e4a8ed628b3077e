/*
 * The epoch key: what stands between a backup and the project keys in it
 * (doc/decision/0015-backups-and-epochs.md).
 *
 * A backup holds project keys only under the epoch key. That key is in two places: the custody
 * (key/epoch-N.key) and one separate medium, in both wrapped under the root key. Destroying a
 * project key begins a new epoch and removes the old epoch key from the custody; `custody medium`
 * then overwrites the one on the medium. After that no backup of an earlier epoch gives a project
 * key, to nobody.
 */
#ifndef BERAAD_CUSTODY_EPOCH_H
#define BERAAD_CUSTODY_EPOCH_H

#include "custody/actor.h"

#define EPOCH_KEY_SIZE 32

typedef struct EpochStatus
{
    int64_t epoch;  /* from 1 */
    int64_t medium; /* the epoch of the key that was last written to the medium; 0: never */
    int64_t backup; /* the epoch of the newest backup; 0: none was made */
} EpochStatus;

ErrorKind epoch_status(Custody *custody, EpochStatus *ret_status, Error *err) MUST_CHECK;

/* Holds the medium still a key of an earlier epoch, so that what was destroyed since could be
 * brought back from an old backup? Pure. */
bool epoch_is_left_behind(const EpochStatus *status);

/* What epoch_write_medium would refuse, before a key is opened for it. */
ErrorKind epoch_check_medium(Custody *custody, const char *path, Error *err) MUST_CHECK;

/*
 * Writes the present epoch key to the medium: a file outside the custody, overwritten in place
 * where it holds an epoch key of this custody, read back, then recorded (medium_written, by the
 * custodian). ERROR_STATE: the custody is locked; the file is something else; or there are backups,
 * but none of the present epoch, so that renewing would leave none that can be restored in full.
 */
ErrorKind epoch_write_medium(Custody *custody, const char *path, Error *err) MUST_CHECK;

#endif
