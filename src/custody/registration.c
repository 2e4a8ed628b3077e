#include "custody/registration.h"

#include "core/text.h"
#include "custody/inner.h"

#include <inttypes.h>
#include <string.h>

#define COLUMNS                                                                                    \
    "SELECT id, decided, amends, amended_by, catalogue, catalogue_digest, digest, registered_by,"  \
    " registered, bytes FROM deliberation"

static ErrorKind
read_row(Query *query, Arena *arena, Registration *ret_row, Error *err)
{
    ret_row->id = query_text(query, arena, 0);
    const char *decided = query_text(query, arena, 1);
    ret_row->amends = query_text(query, arena, 2);
    ret_row->amended_by = query_text(query, arena, 3);
    ret_row->catalogue = query_text(query, arena, 4);
    TRY(state_digest(query_text(query, arena, 5), &ret_row->catalogue_digest, err));
    TRY(state_digest(query_text(query, arena, 6), &ret_row->digest, err));
    ret_row->registered_by = query_text(query, arena, 7);
    ret_row->registered_at = query_integer(query, 8);
    if (!date_parse(decided, &ret_row->decided))
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged date");
    return ERROR_NONE;
}

ErrorKind
registration_find(Custody *custody, Arena *arena, const char *id, Registration **ret_registration,
                  Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    *ret_registration = NULL;
    TRY(store_query(custody->store, COLUMNS " WHERE id = ?", BINDS(bind_text(id)), &query, err));
    TRY(query_next(query, &row, err));
    if (!row)
        return ERROR_NONE;
    Registration *found = arena_take(arena, sizeof *found);
    TRY(read_row(query, arena, found, err));
    found->bytes = query_bytes(query, arena, 9, &found->size);
    Digest made = digest_of(found->bytes, found->size);
    if (!digest_equal(&made, &found->digest))
        return error_set(err, ERROR_INTEGRITY,
                         "deliberation '%s': the stored bytes are not those that were registered",
                         id);
    *ret_registration = found;
    return ERROR_NONE;
}

ErrorKind
registration_list(Custody *custody, Arena *arena, RegistrationList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store, COLUMNS " ORDER BY entry", NO_BINDS, &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(read_row(query, arena, LIST_ADD(arena, ret_list), err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}

/* The one it amends is there, was not amended before, and is not younger. */
static ErrorKind
check_amended(Custody *custody, const Deliberation *deliberation, Error *err)
{
    SCRATCH Arena *work = arena_new("register");
    Registration *old = NULL;
    char then[DATE_TEXT_SIZE];
    char now[DATE_TEXT_SIZE];
    TRY(registration_find(custody, work, deliberation->amends, &old, err));
    if (old == NULL)
        return error_set(err, ERROR_STATE, "deliberation '%s' amends '%s', which is not registered",
                         deliberation->id, deliberation->amends);
    if (old->amended_by != NULL)
        return error_set(err, ERROR_STATE,
                         "deliberation '%s' amends '%s', which '%s' has amended already",
                         deliberation->id, deliberation->amends, old->amended_by);
    if (date_compare(deliberation->decided, old->decided) < 0)
        return error_set(err, ERROR_STATE,
                         "deliberation '%s' of %s is older than '%s' of %s, which it amends",
                         deliberation->id, date_print(deliberation->decided, now),
                         deliberation->amends, date_print(old->decided, then));
    return ERROR_NONE;
}

static ErrorKind
check_new(Custody *custody, const Deliberation *deliberation, const Digest *digest, Error *err)
{
    SCRATCH Arena *work = arena_new("register");
    Registration *there = NULL;
    if (!digest_equal(&deliberation->digest, digest))
        return error_set(err, ERROR_INTERNAL, "a deliberation was read from other bytes");
    TRY(registration_find(custody, work, deliberation->id, &there, err));
    if (there != NULL && digest_equal(&there->digest, digest))
        return error_set(err, ERROR_STATE, "deliberation '%s' is registered already",
                         deliberation->id);
    if (there != NULL)
    {
        (void)error_set(err, ERROR_STATE,
                        "deliberation '%s' is registered already, with another text",
                        deliberation->id);
        return error_hint(err,
                          "only a new deliberation that names the one it amends can change it");
    }
    return deliberation->amends == NULL ? ERROR_NONE : check_amended(custody, deliberation, err);
}

static json_t *
registration_body(Arena *arena, const Deliberation *deliberation, const Catalogue *catalogue)
{
    char decided[DATE_TEXT_SIZE];
    json_t *body = json_object();
    json_put_text(body, "deliberation", deliberation->id);
    json_put_text(body, "digest", digest_print(arena, &deliberation->digest));
    json_put_text(body, "decided", date_print(deliberation->decided, decided));
    json_put_text(body, "catalogue", catalogue->id);
    json_put_text(body, "catalogue_digest", digest_print(arena, &catalogue->digest));
    if (deliberation->amends != NULL)
        json_put_text(body, "amends", deliberation->amends);
    return body;
}

ErrorKind
registration_add(Custody *custody, const Actor *actor, const Deliberation *deliberation,
                 const Catalogue *catalogue, const char *bytes, size_t size, Error *err)
{
    SCRATCH Arena *work = arena_new("register");
    ENDS_RECORDING Recording recording = {0};
    Digest digest = digest_of(bytes, size);
    char decided[DATE_TEXT_SIZE];
    int64_t number = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(check_new(custody, deliberation, &digest, err));
    TRY(record_append(custody, actor, NULL, ENTRY_DELIBERATION_REGISTERED,
                      registration_body(work, deliberation, catalogue), &number, err));
    TRY(store_run(
        custody->store, "INSERT INTO deliberation VALUES(?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?)",
        BINDS(bind_text(deliberation->id), bind_text(digest_print(work, &digest)),
              bind_text(date_print(deliberation->decided, decided)),
              bind_text(deliberation->amends), bind_text(catalogue->id),
              bind_text(digest_print(work, &catalogue->digest)), bind_bytes(bytes, size),
              bind_integer(custody->now), bind_text(actor_name(actor)), bind_integer(number)),
        err));
    if (deliberation->amends != NULL)
        TRY(store_run(custody->store, "UPDATE deliberation SET amended_by = ? WHERE id = ?",
                      BINDS(bind_text(deliberation->id), bind_text(deliberation->amends)), err));
    return record_commit(&recording, err);
}
