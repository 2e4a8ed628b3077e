/* The keys of a custody: there, what they say they are, and whether they open. */
#include "core/file.h"
#include "core/text.h"
#include "custody/condition_inner.h"
#include "custody/epoch.h"
#include "custody/key.h"
#include "custody/wrap.h"

#include <inttypes.h>

/* Files of keys that must be there, and what makes their purpose: of a project key deliberation and
 * communication, of an actor's name and version. Those of a destruction that was decided may be
 * gone. */
static const char present_keys[] =
    "SELECT 'key/project/' || k.file, k.deliberation, k.communication, 0 FROM project_key AS k"
    " WHERE k.destroyed IS NULL AND NOT EXISTS (SELECT 1 FROM destruction_key AS d"
    "  JOIN destruction AS e ON e.number = d.destruction"
    "  WHERE d.name = k.communication AND e.completed IS NULL)"
    " UNION ALL SELECT 'actor/' || file, NULL, actor, version FROM actor_key WHERE ended IS NULL";

static void
examine_key_file(const Examination *examination, const char *name, const char *purpose)
{
    SCRATCH Arena *work = arena_new("key");
    const char *path = custody_path(work, examination->custody, name);
    if (!file_exists(path))
    {
        fault_add(examination, FAULT_KEY_LOST,
                  arena_print(work, "the key file '%s' is missing", name), name);
        return;
    }
    if (fault_known(examination, name))
        return; /* it is not read then */
    const char *says = key_purpose_of(work, path);
    if (says == NULL)
        fault_add(examination, FAULT_KEY,
                  arena_print(work, "'%s' is damaged, or no key file", name), name);
    else if (!text_equal(says, purpose))
        fault_add(examination, FAULT_KEY,
                  arena_print(work, "'%s' is the file of another key", name), name);
    else
        examination->condition->things++;
}

ErrorKind
examine_key_files(Examination *examination, Error *err)
{
    SCRATCH Arena *work = arena_new("keys");
    Custody *custody = examination->custody;
    CLOSES_QUERY Query *query = NULL;
    EpochStatus status = {0};
    bool sealed = false;
    TRY(split_is_sealed(custody, &sealed, err));
    TRY(epoch_status(custody, &status, err));
    if (!sealed)
        examine_key_file(examination, ROOT_KEY_FILE, ROOT_KEY_PURPOSE);
    examine_key_file(examination, SIGNING_KEY_FILE, SIGNING_KEY_PURPOSE);
    examine_key_file(examination, arena_print(work, "key/epoch-%" PRId64 ".key", status.epoch),
                     epoch_purpose(work, custody->name, status.epoch));
    TRY(store_query(custody->store, present_keys, NO_BINDS, &query, err));
    for (;;)
    {
        bool row = false;
        TRY(query_next(query, &row, err));
        if (!row)
            return ERROR_NONE;
        const char *of = query_text(query, work, 2);
        const char *purpose =
            query_null(query, 1) ? NULL : project_key_purpose(work, query_text(query, work, 1), of);
        if (purpose == NULL)
            purpose = actor_key_purpose(work, custody, of, query_integer(query, 3));
        examine_key_file(examination, query_text(query, work, 0), purpose);
    }
}

/* A key that does not open is a fault; a machine that fails is an error. */
static ErrorKind
judge_opening(const Examination *examination, ErrorKind kind, const Error *fault, const char *name,
              Error *err)
{
    examination->condition->opened += kind == ERROR_NONE;
    if (kind == ERROR_NONE || fault_known(examination, name))
        return ERROR_NONE;
    if (kind == ERROR_INTEGRITY || kind == ERROR_STATE || kind == ERROR_IO)
        fault_add(examination, FAULT_KEY, fault->message, name);
    else
        *err = *fault;
    return kind == ERROR_INTERNAL ? kind : ERROR_NONE;
}

static ErrorKind
examine_project_keys(const Examination *examination, Error *err)
{
    SCRATCH Arena *work = arena_new("keys");
    CLOSES_QUERY Query *query = NULL;
    TRY(store_query(examination->custody->store, present_keys, NO_BINDS, &query, err));
    for (;;)
    {
        FREES_SECRET Secret *key = NULL;
        Error fault = {0};
        bool row = false;
        TRY(query_next(query, &row, err));
        if (!row)
            return ERROR_NONE;
        if (query_null(query, 1))
            continue;
        const char *name = query_text(query, work, 0);
        Wrapping wrapping = {.purpose = project_key_purpose(work, query_text(query, work, 1),
                                                            query_text(query, work, 2)),
                             .key = examination->custody->root};
        ErrorKind kind = key_unwrap(custody_path(work, examination->custody, name), &wrapping,
                                    PROJECT_KEY_SIZE, &key, &fault);
        TRY(judge_opening(examination, kind, &fault, name, err));
    }
}

ErrorKind
condition_examine_keys(Custody *custody, Arena *arena, const Secret *passphrase,
                       Condition *condition, Error *err)
{
    SCRATCH Arena *work = arena_new("keys");
    Examination examination = {.arena = arena, .custody = custody, .condition = condition};
    FREES_SECRET Secret *epoch = NULL;
    EpochStatus status = {0};
    Error fault = {0};
    ErrorKind kind = custody_unlock(custody, passphrase, &fault);
    TRY(judge_opening(&examination, kind, &fault, ROOT_KEY_FILE, err));
    if (kind != ERROR_NONE)
        return ERROR_NONE;
    TRY(epoch_status(custody, &status, err));
    kind = epoch_open(custody, NULL, status.epoch, &epoch, &fault);
    TRY(judge_opening(&examination, kind, &fault,
                      arena_print(work, "key/epoch-%" PRId64 ".key", status.epoch), err));
    return examine_project_keys(&examination, err);
}
