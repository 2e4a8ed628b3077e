/* Shares in their files: opened, held against the set that they belong to, and joined. */
#include "core/file.h"
#include "core/text.h"
#include "custody/inner.h"
#include "custody/split_inner.h"

#include <stdio.h>
#include <string.h>

char *
share_set_purpose(Arena *arena, const Custody *custody, const ShareSet *set, unsigned number)
{
    return arena_print(arena, "share %u of %u, %u needed, set %s of %s", number, set->count,
                       set->needed, set->name, custody->name);
}

char *
share_set_commitment(Arena *arena, const ShareSet *set, unsigned number, const Secret *share)
{
    Hasher *hasher = hasher_new(arena);
    const char *place = arena_print(arena, "beraad share v1\n%s\n%u\n", set->name, number);
    hasher_add(hasher, place, strlen(place));
    hasher_add(hasher, share->bytes, share->size);
    Digest digest = hasher_end(hasher);
    return digest_print(arena, &digest);
}

/* The number of the share that the file says it is. */
static ErrorKind
number_of(Custody *custody, const ShareSet *set, const char *path, unsigned *ret_number, Error *err)
{
    SCRATCH Arena *work = arena_new("share");
    const char *name = file_name(path);
    const char *found = key_purpose_of(work, path);
    if (found == NULL || !text_starts(found, "share "))
        return error_set(err, ERROR_STATE,
                         "'%s' is not a share, or is open to other users or another's", name);
    for (*ret_number = 1; *ret_number <= set->count; (*ret_number)++)
        if (text_equal(found, share_set_purpose(work, custody, set, *ret_number)))
            return ERROR_NONE;
    return error_set(err, ERROR_STATE, "share '%s' is of another set, or of another custody", name);
}

static ErrorKind
open_share(Custody *custody, const ShareSet *set, const ShareFile *file, unsigned *ret_number,
           Secret **ret_share, Error *err)
{
    SCRATCH Arena *work = arena_new("share");
    const char *name = file_name(file->path);
    TRY(number_of(custody, set, file->path, ret_number, err));
    Wrapping wrapping = {.purpose = share_set_purpose(work, custody, set, *ret_number),
                         .passphrase = file->passphrase};
    FREES_SECRET Secret *share = NULL;
    TRY(key_unwrap(file->path, &wrapping, ROOT_KEY_SIZE, &share, err));
    const char *made = json_string_value(json_array_get(set->commitments, *ret_number - 1));
    if (made == NULL || !text_equal(made, share_set_commitment(work, set, *ret_number, share)))
        return error_set(err, ERROR_INTEGRITY, "share '%s' is not the one that was made", name);
    *ret_share = share;
    share = NULL;
    return ERROR_NONE;
}

/* Shares that have been opened; closed together. */
typedef struct OpenShares
{
    Secret *shares[SHARES_MOST];
    unsigned numbers[SHARES_MOST];
    unsigned count;
} OpenShares;

static void
close_shares(OpenShares *open)
{
    for (unsigned at = 0; at < open->count; at++)
        secret_free(&open->shares[at]);
}

static ErrorKind
open_shares(Custody *custody, const ShareSet *set, const ShareFile *files, unsigned count,
            OpenShares *ret_open, Error *err)
{
    for (unsigned at = 0; at < count; at++)
    {
        unsigned number = 0;
        Secret *share = NULL;
        TRY(open_share(custody, set, &files[at], &number, &share, err));
        for (unsigned other = 0; other < ret_open->count; other++)
            if (ret_open->numbers[other] == number)
            {
                secret_free(&share);
                return error_set(err, ERROR_STATE, "share '%s' was given already",
                                 file_name(files[at].path));
            }
        ret_open->numbers[ret_open->count] = number;
        ret_open->shares[ret_open->count++] = share;
    }
    return ERROR_NONE;
}

static ErrorKind
check_count(const ShareSet *set, unsigned count, Error *err)
{
    if (count < set->needed || count > set->count)
        return error_set(err, ERROR_STATE, "%u shares are given, %u of %u are needed", count,
                         set->needed, set->count);
    return ERROR_NONE;
}

ErrorKind
share_set_check(Custody *custody, const ShareSet *set, const char *const *paths, unsigned count,
                Error *err)
{
    bool seen[SHARES_MOST + 1] = {false};
    TRY(check_count(set, count, err));
    for (unsigned at = 0; at < count; at++)
    {
        unsigned number = 0;
        TRY(number_of(custody, set, paths[at], &number, err));
        if (seen[number])
            return error_set(err, ERROR_STATE, "share '%s' was given already",
                             file_name(paths[at]));
        seen[number] = true;
    }
    return ERROR_NONE;
}

ErrorKind
share_set_join(Custody *custody, const ShareSet *set, const ShareFile *files, unsigned count,
               Secret **ret_root, Error *err)
{
    __attribute__((cleanup(close_shares))) OpenShares open = {.count = 0};
    TRY(check_count(set, count, err));
    TRY(open_shares(custody, set, files, count, &open, err));
    *ret_root = share_join((const Secret *const *)open.shares, open.numbers, set->needed);
    return ERROR_NONE;
}

/* What a share says of itself; false: it is none. */
static bool
parse_share(const char *purpose, ShareSet *ret_set, unsigned *ret_number, const char **ret_rest)
{
    int end = 0;
    return purpose != NULL &&
           sscanf(purpose, "share %2u of %2u, %2u needed, set %n", ret_number, &ret_set->count,
                  &ret_set->needed, &end) == 3 &&
           end > 0 && *ret_number >= 1 && *ret_number <= ret_set->count &&
           ret_set->count <= SHARES_MOST && ret_set->needed >= 2 && (*ret_rest = purpose + end);
}

/* One share of the set that the first one named. */
static ErrorKind
open_alone(Arena *arena, const char *custody, const ShareFile *file, ShareSet *set,
           OpenShares *open, Error *err)
{
    ShareSet own = {0};
    const char *rest = NULL;
    unsigned *number = &open->numbers[open->count];
    const char *purpose = key_purpose_of(arena, file->path);
    if (!parse_share(purpose, &own, number, &rest))
        return error_set(err, ERROR_STATE,
                         "'%s' is not a share, or is open to other users or another's",
                         file_name(file->path));
    if (open->count == 0)
        *set = (ShareSet){.name = rest, .needed = own.needed, .count = own.count};
    if (!text_ends(rest, arena_print(arena, " of %s", custody)) || own.needed != set->needed ||
        own.count != set->count || !text_equal(set->name, rest))
        return error_set(err, ERROR_STATE, "share '%s' is of another set, or of another custody",
                         file_name(file->path));
    for (unsigned other = 0; other < open->count; other++)
        if (open->numbers[other] == *number)
            return error_set(err, ERROR_STATE, "share '%s' was given already",
                             file_name(file->path));
    Wrapping wrapping = {.purpose = purpose, .passphrase = file->passphrase};
    TRY(key_unwrap(file->path, &wrapping, ROOT_KEY_SIZE, &open->shares[open->count], err));
    open->count++;
    return ERROR_NONE;
}

ErrorKind
split_root_of(const char *custody, const ShareFile *files, unsigned count, Secret **ret_root,
              Error *err)
{
    __attribute__((cleanup(close_shares))) OpenShares open = {.count = 0};
    SCRATCH Arena *work = arena_new("shares");
    ShareSet set = {0};
    for (unsigned at = 0; at < count && at < SHARES_MOST; at++)
        TRY(open_alone(work, custody, &files[at], &set, &open, err));
    if (open.count < 2 || open.count < set.needed)
        return error_set(err, ERROR_STATE, "%u shares are given, %u of %u are needed", open.count,
                         set.needed, set.count);
    *ret_root = share_join((const Secret *const *)open.shares, open.numbers, set.needed);
    return ERROR_NONE;
}
