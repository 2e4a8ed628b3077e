#include "custody/custody.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/inner.h"
#include "custody/token.h"
#include "custody/wrap.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECONDS_A_DAY 86400

/* Kept to the owner: what lies inside may be read by whoever may read the directory. */
static ErrorKind
check_private(const char *path, const char *name, mode_t type, Error *err)
{
    struct stat about;
    if (lstat(path, &about) != 0 || (about.st_mode & S_IFMT) != type)
        return error_set(err, ERROR_STATE, "'%s' is not a custody: '%s' is missing", path, name);
    if (about.st_uid != geteuid())
        return error_set(err, ERROR_STATE, "'%s' belongs to another user", path);
    if ((about.st_mode & 077) != 0)
    {
        (void)error_set(err, ERROR_STATE, "'%s' is open to other users", path);
        return error_hint(err, "find out who may have read it; then chmod go= '%s'", name);
    }
    return ERROR_NONE;
}

const char *const custody_directories[] = {"key",      "key/project", "actor", "held",
                                           "outgoing", "work",        NULL};

static ErrorKind
check_directories(const Custody *custody, Error *err)
{
    SCRATCH Arena *work = arena_new("custody");
    struct stat about;
    if (lstat(custody->directory, &about) != 0)
        return error_set(err, ERROR_STATE, "there is no custody '%s'", custody->directory);
    TRY(check_private(custody->directory, ".", S_IFDIR, err));
    TRY(check_private(custody_path(work, custody, "state.db"), "state.db", S_IFREG, err));
    for (const char *const *name = custody_directories; *name != NULL; name++)
        TRY(check_private(custody_path(work, custody, *name), *name, S_IFDIR, err));
    return ERROR_NONE;
}

/* One writer: the lock goes with the process, however it ends. */
static ErrorKind
take_lock(Custody *custody, Error *err)
{
    SCRATCH Arena *work = arena_new("lock");
    const char *path = custody_path(work, custody, "lock");
    custody->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (custody->lock < 0)
        return error_set_io(err, "cannot lock the custody '%s'", custody->directory);
    if (flock(custody->lock, LOCK_EX | LOCK_NB) != 0)
    {
        if (errno != EWOULDBLOCK)
            return error_set_io(err, "cannot lock the custody '%s'", custody->directory);
        (void)error_set(err, ERROR_STATE, "another process is writing in the custody '%s'",
                        custody->directory);
        return error_hint(err, "wait until it has ended");
    }
    return ERROR_NONE;
}

ErrorKind
custody_identify(Custody *custody, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store, "SELECT name, public_key FROM custody WHERE one = 1", NO_BINDS,
                    &query, err));
    TRY(query_next(query, &row, err));
    if (!row)
        return error_set(err, ERROR_INTEGRITY, "the custody state does not say whose it is");
    custody->name = query_text(query, custody->arena, 0);
    const char *key = query_text(query, custody->arena, 1);
    if (!note_name_valid(custody->name) || !public_key_parse(key, custody->public_key))
        return error_set(err, ERROR_INTEGRITY, "the custody state does not say whose it is");
    return ERROR_NONE;
}

static ErrorKind
last_moment(Custody *custody, int64_t *ret_moment, Error *err)
{
    return store_integer(custody->store, "SELECT at FROM head WHERE one = 1", NO_BINDS, ret_moment,
                         err);
}

ErrorKind
custody_clock_check(Custody *custody, Error *err)
{
    int64_t last = 0;
    char words[DURATION_TEXT_SIZE];
    TRY(last_moment(custody, &last, err));
    if (custody->clock >= last - CUSTODY_CLOCK_SLACK)
        return ERROR_NONE;
    (void)error_set(err, ERROR_STATE, "the clock stands %s before the last ledger entry",
                    duration_print(last - custody->clock, words));
    return error_hint(err, "set the clock right: dates decide what is allowed");
}

/* Whoever only looks is not kept from it by a clock that was set back, but is shown no date as
 * further away than it was at the last entry. */
static ErrorKind
not_before_the_ledger(Custody *custody, Error *err)
{
    int64_t last = 0;
    TRY(last_moment(custody, &last, err));
    if (custody->now < last)
        custody->now = last;
    return ERROR_NONE;
}

static ErrorKind
open_parts(Custody *custody, Error *err)
{
    SCRATCH Arena *work = arena_new("custody");
    bool writing = custody->mode == CUSTODY_WRITE;
    TRY(check_directories(custody, err));
    if (writing)
        TRY(take_lock(custody, err));
    TRY(store_open(custody_path(work, custody, "state.db"), &custody_schema,
                   writing ? STORE_WRITE : STORE_READ, &custody->store, err));
    TRY(custody_identify(custody, err));
    if (!writing)
        return not_before_the_ledger(custody, err);
    TRY(custody_clock_check(custody, err));
    return custody_recover(custody, &custody->recovery, err);
}

ErrorKind
custody_open(const char *directory, CustodyMode mode, int64_t now, Custody **ret_custody,
             Error *err)
{
    Arena *arena = arena_new("custody");
    CLOSES_CUSTODY Custody *custody = arena_take(arena, sizeof *custody);
    custody->arena = arena;
    custody->directory = arena_copy_text(arena, directory);
    custody->mode = mode;
    custody->now = now;
    custody->clock = now;
    custody->lock = -1;
    TRY(open_parts(custody, err));
    *ret_custody = custody;
    custody = NULL;
    return ERROR_NONE;
}

void
custody_close(Custody **custody)
{
    if (*custody != NULL)
    {
        secret_free(&(*custody)->root);
        secret_free(&(*custody)->signing);
        store_close(&(*custody)->store);
        file_close(&(*custody)->lock);
        arena_free((*custody)->arena);
    }
    *custody = NULL;
}

static ErrorKind
ask_token(const json_t *token, const Secret *pin, Secret **ret_answer, Error *err)
{
    unsigned char challenge[TOKEN_CHALLENGE_SIZE];
    const char *text = json_string_value(json_object_get(token, "challenge"));
    TokenKey key = {.token = json_string_value(json_object_get(token, "label")),
                    .key = json_string_value(json_object_get(token, "key")),
                    .pin = pin};
    if (key.token == NULL || key.key == NULL || text == NULL ||
        !text_hex_parse(text, challenge, sizeof challenge))
        return error_set(err, ERROR_INTEGRITY, "the key file 'root.key' is damaged");
    return token_answer(&key, challenge, ret_answer, err);
}

ErrorKind
root_key_open(const char *path, const Secret *passphrase, Secret **ret_root, Error *err)
{
    SCRATCH Arena *work = arena_new("root");
    FREES_SECRET Secret *answer = NULL;
    const json_t *token = key_token_of(work, path);
    Wrapping wrapping = {.purpose = ROOT_KEY_PURPOSE, .passphrase = passphrase};
    if (token != NULL)
    {
        TRY(ask_token(token, passphrase, &answer, err));
        wrapping = (Wrapping){.purpose = ROOT_KEY_PURPOSE, .key = answer};
    }
    return key_unwrap(path, &wrapping, ROOT_KEY_SIZE, ret_root, err);
}

ErrorKind
custody_root_check(const Custody *custody, Error *err)
{
    SCRATCH Arena *work = arena_new("unlock");
    if (custody_unlocked(custody) || file_exists(custody_path(work, custody, ROOT_KEY_FILE)))
        return ERROR_NONE;
    (void)error_set(err, ERROR_STATE, "the root key is sealed: it is in the shares only");
    return error_hint(err, "'beraad custody join' with as many shares as are needed");
}

ErrorKind
custody_unlock(Custody *custody, const Secret *passphrase, Error *err)
{
    SCRATCH Arena *work = arena_new("unlock");
    FREES_SECRET Secret *root = NULL;
    if (custody_unlocked(custody))
        return ERROR_NONE;
    TRY(custody_root_check(custody, err));
    TRY(root_key_open(custody_path(work, custody, ROOT_KEY_FILE), passphrase, &root, err));
    return custody_unlock_root(custody, &root, err);
}

ErrorKind
custody_unlock_root(Custody *custody, Secret **root, Error *err)
{
    SCRATCH Arena *work = arena_new("unlock");
    FREES_SECRET Secret *seed = NULL;
    Wrapping inner = {.purpose = SIGNING_KEY_PURPOSE, .key = *root};
    TRY(key_unwrap(custody_path(work, custody, SIGNING_KEY_FILE), &inner, SEED_SIZE, &seed, err));
    TRY(signing_key_open(seed, custody->public_key, &custody->signing, err));
    custody->root = *root;
    *root = NULL;
    return ERROR_NONE;
}

bool
custody_unlocked(const Custody *custody)
{
    return custody->signing != NULL;
}

const char *
custody_name(const Custody *custody)
{
    return custody->name;
}

int64_t
custody_now(const Custody *custody)
{
    return custody->now;
}

Date
custody_today(const Custody *custody)
{
    return (Date){.days = (int32_t)(custody->now / SECONDS_A_DAY)};
}

int64_t
custody_clock_lag(const Custody *custody)
{
    int64_t lag = custody->now - custody->clock;
    return lag > CUSTODY_CLOCK_SLACK ? lag : 0;
}

void
custody_advance(Custody *custody, int64_t now)
{
    custody->clock = now;
    if (now > custody->now)
        custody->now = now;
}

char *
custody_path(Arena *arena, const Custody *custody, const char *name)
{
    return file_join(arena, custody->directory, name);
}

Recovery
custody_recovery(const Custody *custody)
{
    return custody->recovery;
}
