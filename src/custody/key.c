#include "custody/key.h"

#include "core/text.h"
#include "custody/destruction.h"
#include "custody/epoch.h"
#include "custody/inner.h"
#include "custody/wrap.h"

#include <string.h>

char *
project_key_file(Arena *arena, const char *deliberation, const char *communication)
{
    /* The zero byte between them keeps two pairs of names apart that would run together. */
    Hasher *hasher = hasher_new(arena);
    hasher_add(hasher, deliberation, strlen(deliberation) + 1);
    hasher_add(hasher, communication, strlen(communication));
    Digest digest = hasher_end(hasher);
    return arena_print(arena, "%s.key", text_hex(arena, digest.bytes, DIGEST_SIZE));
}

static char *
key_path(Arena *arena, const Custody *custody, const char *file)
{
    return custody_path(arena, custody, arena_print(arena, "key/project/%s", file));
}

char *
project_key_purpose(Arena *arena, const char *deliberation, const char *communication)
{
    return arena_print(arena, "project key %d of '%s' '%s'", PROJECT_KEY_VERSION, deliberation,
                       communication);
}

ErrorKind
project_key_state(Custody *custody, const char *deliberation, const char *communication,
                  ProjectKeyState *ret_state, Error *err)
{
    int64_t state = 0;
    TRY(store_integer(custody->store,
                      "SELECT coalesce((SELECT iif(destroyed IS NULL, 1, 2) FROM project_key"
                      " WHERE deliberation = ? AND communication = ?), 0)",
                      BINDS(bind_text(deliberation), bind_text(communication)), &state, err));
    *ret_state = (ProjectKeyState)state;
    return ERROR_NONE;
}

ErrorKind
project_key_opens(Custody *custody, const char *deliberation, const char *communication,
                  bool *ret_opens, Error *err)
{
    ProjectKeyState state = PROJECT_KEY_NONE;
    bool doomed = false;
    TRY(project_key_state(custody, deliberation, communication, &state, err));
    TRY(destruction_dooms(custody, deliberation, communication, &doomed, err));
    *ret_opens = state == PROJECT_KEY_LIVE && !doomed;
    return ERROR_NONE;
}

static ErrorKind
record_key(Custody *custody, const Actor *actor, const char *deliberation,
           const char *communication, Error *err)
{
    SCRATCH Arena *work = arena_new("key");
    ENDS_RECORDING Recording recording = {0};
    json_t *body = json_object();
    json_put_text(body, "deliberation", deliberation);
    json_put_text(body, "communication", communication);
    json_put(body, "version", json_integer(PROJECT_KEY_VERSION));
    int64_t number = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, actor, NULL, ENTRY_KEY_CREATED, body, &number, err));
    TRY(store_run(
        custody->store, "INSERT INTO project_key VALUES(?, ?, ?, ?, ?, NULL)",
        BINDS(bind_text(deliberation), bind_text(communication), bind_integer(PROJECT_KEY_VERSION),
              bind_text(project_key_file(work, deliberation, communication)), bind_integer(number)),
        err));
    return record_commit(&recording, err);
}

/* The file is durable before the state knows of it: a crash in between leaves a file that recovery
 * removes. */
static ErrorKind
make_key(Custody *custody, const Actor *actor, const char *deliberation, const char *communication,
         Error *err)
{
    SCRATCH Arena *work = arena_new("key");
    FREES_SECRET Secret *key = secret_random(PROJECT_KEY_SIZE);
    if (custody->mode != CUSTODY_WRITE)
        return error_set(err, ERROR_INTERNAL, "the custody is open for reading only");
    const char *path = key_path(work, custody, project_key_file(work, deliberation, communication));
    Wrapping wrapping = {.purpose = project_key_purpose(work, deliberation, communication),
                         .key = custody->root};
    TRY(key_wrap(path, &wrapping, key, err));
    /* Where this fails the file stays, and recovery decides: a commit that reports a fault may
     * still have happened. */
    return record_key(custody, actor, deliberation, communication, err);
}

ErrorKind
project_key_open(Custody *custody, const Actor *actor, const char *deliberation,
                 const char *communication, Secret **ret_key, Error *err)
{
    SCRATCH Arena *work = arena_new("key");
    ProjectKeyState state = PROJECT_KEY_NONE;
    bool doomed = false;
    if (!custody_unlocked(custody))
        return error_set(err, ERROR_STATE, "the custody is locked");
    TRY(project_key_state(custody, deliberation, communication, &state, err));
    if (state == PROJECT_KEY_DESTROYED)
        return error_set(err, ERROR_STATE, "the key '%s' was destroyed", communication);
    TRY(destruction_dooms(custody, deliberation, communication, &doomed, err));
    if (doomed)
        return error_set(err, ERROR_STATE,
                         "the destruction of what is under the key '%s' was decided",
                         communication);
    if (state == PROJECT_KEY_NONE && actor == NULL)
        return error_set(err, ERROR_STATE, "communication '%s' has no key yet", communication);
    if (state == PROJECT_KEY_NONE)
        TRY(make_key(custody, actor, deliberation, communication, err));
    const char *path = key_path(work, custody, project_key_file(work, deliberation, communication));
    Wrapping wrapping = {.purpose = project_key_purpose(work, deliberation, communication),
                         .key = custody->root};
    return key_unwrap(path, &wrapping, PROJECT_KEY_SIZE, ret_key, err);
}

static ErrorKind
record_destroyed(Custody *custody, const Actor *actor, const char *deliberation,
                 const char *communication, int64_t epoch, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    json_t *body = json_object();
    json_put_text(body, "deliberation", deliberation);
    json_put_text(body, "communication", communication);
    json_put(body, "version", json_integer(PROJECT_KEY_VERSION));
    json_put(body, "epoch", json_integer(epoch));
    int64_t number = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, actor, NULL, ENTRY_KEY_DESTROYED, body, &number, err));
    TRY(store_run(
        custody->store,
        "UPDATE project_key SET destroyed = ? WHERE deliberation = ? AND communication = ?",
        BINDS(bind_integer(number), bind_text(deliberation), bind_text(communication)), err));
    TRY(store_run(custody->store, "INSERT INTO epoch VALUES(?, ?)",
                  BINDS(bind_integer(epoch), bind_integer(number)), err));
    return record_commit(&recording, err);
}

ErrorKind
project_key_destroy(Custody *custody, const Actor *actor, const char *deliberation,
                    const char *communication, Error *err)
{
    SCRATCH Arena *work = arena_new("destroy");
    ProjectKeyState state = PROJECT_KEY_NONE;
    EpochStatus status = {0};
    if (!custody_unlocked(custody))
        return error_set(err, ERROR_STATE, "the custody is locked");
    TRY(project_key_state(custody, deliberation, communication, &state, err));
    if (state == PROJECT_KEY_NONE)
        return error_set(err, ERROR_STATE, "communication '%s' has no key", communication);
    TRY(epoch_status(custody, &status, err));
    /* The next epoch's key is durable before the state speaks of it; cut short before that, it is
     * removed as unknown and nothing happened. */
    if (state == PROJECT_KEY_LIVE)
    {
        TRY(epoch_make(custody, status.epoch + 1, err));
        TRY(record_destroyed(custody, actor, deliberation, communication, status.epoch + 1, err));
    }
    TRY(key_erase(key_path(work, custody, project_key_file(work, deliberation, communication)),
                  err));
    return epoch_erase_old(custody, err);
}
