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

/* From ?1 up along what it amends, as far as the key of communication ?2 is shared, and from there
 * down again. A circle, which only a damaged state can hold, comes to its end. */
#define LINE                                                                                       \
    "WITH RECURSIVE up(id, amends, continues, depth) AS ("                                         \
    "  SELECT id, amends, continues, 0 FROM deliberation WHERE id = ?1 UNION"                      \
    "  SELECT d.id, d.amends, d.continues, depth + 1 FROM deliberation AS d JOIN up"               \
    "  ON d.id = up.amends WHERE depth < 1000"                                                     \
    "  AND EXISTS(SELECT 1 FROM json_each(up.continues) WHERE value = ?2)),"                       \
    " down(id, depth) AS ("                                                                        \
    "  SELECT * FROM (SELECT id, 0 FROM up ORDER BY depth DESC LIMIT 1) UNION"                     \
    "  SELECT d.id, depth + 1 FROM deliberation AS d JOIN down ON d.amends = down.id"              \
    "  WHERE depth < 1000 AND EXISTS(SELECT 1 FROM json_each(d.continues) WHERE value = ?2))"      \
    " SELECT id FROM down ORDER BY depth"

ErrorKind
project_key_line(Custody *custody, Arena *arena, const char *deliberation,
                 const char *communication, Names *ret_line, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store, LINE, BINDS(bind_text(deliberation), bind_text(communication)),
                    &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        *LIST_ADD(arena, ret_line) = query_text(query, arena, 0);
        TRY(query_next(query, &row, err));
    }
    if (ret_line->count == 0)
        *LIST_ADD(arena, ret_line) = deliberation;
    return ERROR_NONE;
}

ErrorKind
project_key_home(Custody *custody, Arena *arena, const char *deliberation,
                 const char *communication, const char **ret_home, Error *err)
{
    Names line = {0};
    TRY(project_key_line(custody, arena, deliberation, communication, &line, err));
    *ret_home = line.items[0];
    return ERROR_NONE;
}

/* The newest that shares it is the one whose key it is. */
ErrorKind
project_key_passed_on(Custody *custody, const char *deliberation, const char *communication,
                      bool *ret_passed, Error *err)
{
    SCRATCH Arena *work = arena_new("key");
    Names line = {0};
    int64_t ended = 0;
    TRY(project_key_line(custody, work, deliberation, communication, &line, err));
    const char *newest = line.items[line.count - 1];
    TRY(store_integer(custody->store,
                      "SELECT count(*) FROM deliberation_change WHERE deliberation = ?"
                      " AND state = 'ended'",
                      BINDS(bind_text(newest)), &ended, err));
    *ret_passed = ended == 0 && !text_equal(newest, deliberation);
    return ERROR_NONE;
}

ErrorKind
project_key_state(Custody *custody, const char *deliberation, const char *communication,
                  ProjectKeyState *ret_state, Error *err)
{
    SCRATCH Arena *work = arena_new("key");
    const char *home = NULL;
    int64_t state = 0;
    TRY(project_key_home(custody, work, deliberation, communication, &home, err));
    TRY(store_integer(custody->store,
                      "SELECT coalesce((SELECT iif(destroyed IS NULL, 1, 2) FROM project_key"
                      " WHERE deliberation = ? AND communication = ?), 0)",
                      BINDS(bind_text(home), bind_text(communication)), &state, err));
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
    const char *home = NULL;
    bool doomed = false;
    if (!custody_unlocked(custody))
        return error_set(err, ERROR_STATE, "the custody is locked");
    TRY(custody_clock_check(custody, err));
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
    TRY(project_key_home(custody, work, deliberation, communication, &home, err));
    if (state == PROJECT_KEY_NONE)
        TRY(make_key(custody, actor, home, communication, err));
    const char *path = key_path(work, custody, project_key_file(work, home, communication));
    Wrapping wrapping = {.purpose = project_key_purpose(work, home, communication),
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
    const char *home = NULL;
    if (!custody_unlocked(custody))
        return error_set(err, ERROR_STATE, "the custody is locked");
    TRY(project_key_state(custody, deliberation, communication, &state, err));
    if (state == PROJECT_KEY_NONE)
        return error_set(err, ERROR_STATE, "communication '%s' has no key", communication);
    TRY(project_key_home(custody, work, deliberation, communication, &home, err));
    TRY(epoch_status(custody, &status, err));
    /* The next epoch's key is durable before the state speaks of it; cut short before that, it is
     * removed as unknown and nothing happened. */
    if (state == PROJECT_KEY_LIVE)
    {
        TRY(epoch_make(custody, status.epoch + 1, err));
        TRY(record_destroyed(custody, actor, home, communication, status.epoch + 1, err));
    }
    TRY(key_erase(key_path(work, custody, project_key_file(work, home, communication)), err));
    return epoch_erase_old(custody, err);
}
