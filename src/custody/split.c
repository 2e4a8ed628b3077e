#include "custody/split.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/inner.h"
#include "custody/split_inner.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define SET_SIZE 8 /* random bytes that name a set */

static ErrorKind
read_set(Custody *custody, Arena *arena, ShareSet *ret_set, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    *ret_set = (ShareSet){0};
    TRY(store_query(custody->store,
                    "SELECT set_name, needed, commitments FROM root_split"
                    " ORDER BY entry DESC LIMIT 1",
                    NO_BINDS, &query, err));
    TRY(query_next(query, &row, err));
    if (!row)
        return ERROR_NONE;
    ret_set->name = query_text(query, arena, 0);
    ret_set->needed = (unsigned)query_integer(query, 1);
    TRY(state_json(arena, query_text(query, arena, 2), &ret_set->commitments, err));
    ret_set->count = (unsigned)json_array_size(ret_set->commitments);
    return ERROR_NONE;
}

static ErrorKind
record_split(Custody *custody, const ShareSet *set, bool sealed, Error *err)
{
    SCRATCH Arena *work = arena_new("split");
    ENDS_RECORDING Recording recording = {0};
    json_t *body = json_object();
    json_put_text(body, "set", set->name);
    json_put(body, "needed", json_integer(set->needed));
    json_put(body, "shares", json_incref(set->commitments));
    json_put(body, "sealed", json_integer(sealed));
    int64_t number = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, NULL, NULL, ENTRY_ROOT_SPLIT, body, &number, err));
    TRY(store_run(custody->store, "INSERT INTO root_split VALUES(?, ?, ?, ?, ?)",
                  BINDS(bind_integer(number), bind_text(set->name), bind_integer(set->needed),
                        bind_text(json_canonical(work, set->commitments, NULL)),
                        bind_integer(sealed)),
                  err));
    return record_commit(&recording, err);
}

ErrorKind
record_wrapped(Custody *custody, const char *by, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    json_t *body = json_object();
    json_put_text(body, "by", by);
    TRY(record_begin(custody, &recording, err));
    int64_t number = 0;
    TRY(record_append(custody, NULL, NULL, ENTRY_ROOT_WRAPPED, body, &number, err));
    TRY(store_run(custody->store, "INSERT INTO root_wrap VALUES(?, ?)",
                  BINDS(bind_integer(number), bind_text(by)), err));
    return record_commit(&recording, err);
}

static ErrorKind
write_shares(Custody *custody, const RootSplit *split, Arena *arena, ShareSet *set, Error *err)
{
    FREES_SECRET Secret *random = secret_random((size_t)(split->needed - 1) * ROOT_KEY_SIZE);
    for (unsigned at = 0; at < split->count; at++)
    {
        FREES_SECRET Secret *share = share_make(custody->root, random, split->needed, at + 1);
        Wrapping wrapping = {.purpose = share_set_purpose(arena, custody, set, at + 1),
                             .passphrase = split->files[at].passphrase,
                             .cost = split->cost};
        if (file_exists(split->files[at].path))
            return error_set(err, ERROR_STATE, "'%s' is there already", split->files[at].path);
        TRY(key_wrap_again(split->files[at].path, &wrapping, share, err));
        if (json_array_append_new(set->commitments, json_string(share_set_commitment(
                                                        arena, set, at + 1, share))) != 0)
            error_out_of_memory();
    }
    return ERROR_NONE;
}

/* What lies in the files now gives the root key back: the first that are needed, and the last. */
static ErrorKind
read_back(Custody *custody, const RootSplit *split, const ShareSet *set, Error *err)
{
    for (unsigned from = 0; from <= split->count - split->needed;
         from += split->count > split->needed ? split->count - split->needed : 1)
    {
        FREES_SECRET Secret *root = NULL;
        TRY(share_set_join(custody, set, split->files + from, split->needed, &root, err));
        if (sodium_memcmp(root->bytes, custody->root->bytes, ROOT_KEY_SIZE) != 0)
            return error_set(err, ERROR_INTERNAL, "the shares do not give the key back");
    }
    return ERROR_NONE;
}

static ErrorKind
check_numbers(unsigned count, unsigned needed, Error *err)
{
    if (needed < 2 || needed > count || count > SHARES_MOST)
        return error_set(err, ERROR_USAGE,
                         "of 2 to %d shares at least 2 are needed, and at most all", SHARES_MOST);
    return ERROR_NONE;
}

ErrorKind
split_check_new(const char *const *paths, unsigned count, unsigned needed, Error *err)
{
    TRY(check_numbers(count, needed, err));
    for (unsigned at = 0; at < count; at++)
    {
        if (file_exists(paths[at]))
            return error_set(err, ERROR_STATE, "'%s' is there already", paths[at]);
        if (!file_can_make(paths[at]))
            return error_set_io(err, "cannot create '%s'", paths[at]);
        for (unsigned other = 0; other < at; other++)
            if (text_equal(paths[at], paths[other]))
                return error_set(err, ERROR_USAGE, "'%s' is named twice", paths[at]);
    }
    return ERROR_NONE;
}

ErrorKind
split_root(Custody *custody, const RootSplit *split, Error *err)
{
    SCRATCH Arena *work = arena_new("split");
    unsigned char name[SET_SIZE];
    ShareSet set = {.needed = split->needed, .count = split->count};
    TRY(check_numbers(split->count, split->needed, err));
    if (!custody_unlocked(custody))
        return error_set(err, ERROR_STATE, "the custody is locked");
    randombytes_buf(name, sizeof name);
    set.name = text_hex(work, name, sizeof name);
    set.commitments = json_keep(work, json_array());
    TRY(write_shares(custody, split, work, &set, err));
    TRY(read_back(custody, split, &set, err));
    TRY(record_split(custody, &set, split->seal, err));
    return split_erase_sealed(custody, err);
}

ErrorKind
split_is_sealed(Custody *custody, bool *ret_sealed, Error *err)
{
    int64_t sealed = 0;
    TRY(store_integer(custody->store,
                      "SELECT coalesce((SELECT sealed FROM root_split ORDER BY entry DESC LIMIT 1)"
                      " AND (SELECT max(entry) FROM root_split)"
                      "  > coalesce((SELECT max(entry) FROM root_wrap), 0), 0)",
                      NO_BINDS, &sealed, err));
    *ret_sealed = sealed != 0;
    return ERROR_NONE;
}

ErrorKind
split_erase_sealed(Custody *custody, Error *err)
{
    SCRATCH Arena *work = arena_new("split");
    bool sealed = false;
    TRY(split_is_sealed(custody, &sealed, err));
    if (!sealed)
        return ERROR_NONE;
    return key_erase(custody_path(work, custody, ROOT_KEY_FILE), err);
}

ErrorKind
root_wrap(Custody *custody, const Secret *passphrase, KdfCost cost, Error *err)
{
    SCRATCH Arena *work = arena_new("wrap");
    Wrapping wrapping = {.purpose = ROOT_KEY_PURPOSE, .passphrase = passphrase, .cost = cost};
    if (!custody_unlocked(custody))
        return error_set(err, ERROR_STATE, "the custody is locked");
    TRY(key_wrap_again(custody_path(work, custody, ROOT_KEY_FILE), &wrapping, custody->root, err));
    return record_wrapped(custody, "passphrase", err);
}

ErrorKind
split_status(Custody *custody, SplitStatus *ret_status, Error *err)
{
    *ret_status = (SplitStatus){0};
    TRY(store_integer(custody->store,
                      "SELECT coalesce((SELECT needed FROM root_split ORDER BY entry DESC LIMIT 1),"
                      " 0)",
                      NO_BINDS, &ret_status->needed, err));
    return store_integer(custody->store,
                         "SELECT coalesce((SELECT json_array_length(commitments) FROM root_split"
                         " ORDER BY entry DESC LIMIT 1), 0)",
                         NO_BINDS, &ret_status->count, err);
}

/* The newest set, which must be there. */
static ErrorKind
find_set(Custody *custody, Arena *arena, ShareSet *ret_set, Error *err)
{
    TRY(read_set(custody, arena, ret_set, err));
    if (ret_set->name == NULL)
        return error_set(err, ERROR_STATE, "the root key of this custody was never split");
    return ERROR_NONE;
}

ErrorKind
split_check_join(Custody *custody, const char *const *paths, unsigned count, Error *err)
{
    SCRATCH Arena *work = arena_new("join");
    ShareSet set = {0};
    TRY(find_set(custody, work, &set, err));
    return share_set_check(custody, &set, paths, count, err);
}

ErrorKind
split_join(Custody *custody, const RootJoin *join, Error *err)
{
    SCRATCH Arena *work = arena_new("join");
    FREES_SECRET Secret *root = NULL;
    ShareSet set = {0};
    TRY(find_set(custody, work, &set, err));
    TRY(share_set_join(custody, &set, join->files, join->count, &root, err));
    TRY(custody_unlock_root(custody, &root, err));
    return root_wrap(custody, join->passphrase, join->cost, err);
}
