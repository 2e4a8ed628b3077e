/* What split.c and split_share.c share. */
#ifndef BERAAD_CUSTODY_SPLIT_INNER_H
#define BERAAD_CUSTODY_SPLIT_INNER_H

#include "core/json.h"
#include "custody/split.h"

/* The newest set, as the state has it. */
typedef struct ShareSet
{
    const char *name; /* NULL: the root key was never split */
    unsigned needed;
    unsigned count;
    json_t *commitments;
} ShareSet;

/* What the file of a share says it is. */
char *share_set_purpose(Arena *arena, const Custody *custody, const ShareSet *set, unsigned number);

/* Tells nothing of a share, which is 32 bytes that look random; binds its set and place. */
char *share_set_commitment(Arena *arena, const ShareSet *set, unsigned number, const Secret *share);

/* What share_set_join would refuse by what the files say they are. */
ErrorKind share_set_check(Custody *custody, const ShareSet *set, const char *const *paths,
                          unsigned count, Error *err) MUST_CHECK;

/* The root key of shares of this set, each as it was made. ERROR_STATE: too few or too many, twice
 * the same, one of another set; ERROR_INTEGRITY: one that is not as it was made. */
ErrorKind share_set_join(Custody *custody, const ShareSet *set, const ShareFile *files,
                         unsigned count, Secret **ret_root, Error *err) MUST_CHECK;

#endif
