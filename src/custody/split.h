/*
 * The root key split among custodians, and joined again (doc/format/keys.md, "Shares").
 *
 * Each share is a file under its holder's own passphrase. The ledger has a commitment to each
 * (root_split), so that a share that was changed, even by its holder, is named and refused.
 */
#ifndef BERAAD_CUSTODY_SPLIT_H
#define BERAAD_CUSTODY_SPLIT_H

#include "custody/share.h"
#include "custody/wrap.h"

typedef struct ShareFile
{
    const char *path;
    const Secret *passphrase;
} ShareFile;

typedef struct RootSplit
{
    const ShareFile *files; /* to be made, one for each share */
    unsigned count;         /* 2 to SHARES_MOST */
    unsigned needed;        /* 2 to count */
    KdfCost cost;
    bool seal; /* remove key/root.key: from then on only `needed` holders together open anything */
} RootSplit;

/* What split_root would refuse, before a passphrase is asked for a share: of how many how many are
 * needed, and files that are there, or named twice, or cannot be made. */
ErrorKind split_check_new(const char *const *paths, unsigned count, unsigned needed,
                          Error *err) MUST_CHECK;

/* Splits the root key. The files are made, durable, read back and joined before anything is
 * recorded; a set made earlier is refused from then on. The custody is unlocked. ERROR_STATE: a
 * file is there already; ERROR_USAGE: the numbers. */
ErrorKind split_root(Custody *custody, const RootSplit *split, Error *err) MUST_CHECK;

/* The newest set of shares. */
typedef struct SplitStatus
{
    int64_t needed; /* 0: the root key was never split */
    int64_t count;
} SplitStatus;

ErrorKind split_status(Custody *custody, SplitStatus *ret_status, Error *err) MUST_CHECK;

typedef struct RootJoin
{
    const ShareFile *files;
    unsigned count;
    const Secret *passphrase; /* the new one of the custody */
    KdfCost cost;
} RootJoin;

/* What split_join would refuse by what the files say they are, before a passphrase is asked. */
ErrorKind split_check_join(Custody *custody, const char *const *paths, unsigned count,
                           Error *err) MUST_CHECK;

/*
 * Joins shares of the newest set, unlocks the custody with the root key, and wraps that under a new
 * passphrase (root_wrapped). ERROR_STATE: too few, a wrong passphrase, a share twice, of another
 * set or custody; ERROR_INTEGRITY: damaged, or not as it was made. Which share, is said.
 */
ErrorKind split_join(Custody *custody, const RootJoin *join, Error *err) MUST_CHECK;

/*
 * The root key from shares alone, where there is no state that could say what they must be (a
 * backup is restored): of one set of the custody of this name, whichever. A share that was changed
 * is not found out here: the key is another one then, and opens nothing. Errors as split_join.
 */
ErrorKind split_root_of(const char *custody, const ShareFile *files, unsigned count,
                        Secret **ret_root, Error *err) MUST_CHECK;

/* Wraps the root key of an unlocked custody anew, under a passphrase. */
ErrorKind root_wrap(Custody *custody, const Secret *passphrase, KdfCost cost,
                    Error *err) MUST_CHECK;

#endif
