#include "custody/undertaking.h"

#include "custody/inner.h"

ErrorKind
undertaking_signed(Custody *custody, const char *actor, const Registration *registration,
                   bool *ret_signed, Error *err)
{
    SCRATCH Arena *work = arena_new("undertaking");
    int64_t count = 0;
    TRY(store_integer(custody->store,
                      "SELECT count(*) FROM undertaking WHERE actor = ? AND deliberation = ?"
                      " AND deliberation_digest = ?",
                      BINDS(bind_text(actor), bind_text(registration->id),
                            bind_text(digest_print(work, &registration->digest))),
                      &count, err));
    *ret_signed = count != 0;
    return ERROR_NONE;
}

static json_t *
undertaking_body(const char *deliberation, const char *digest, const char *text)
{
    json_t *body = json_object();
    json_put_text(body, "deliberation", deliberation);
    json_put_text(body, "deliberation_digest", digest);
    json_put_text(body, "text", text);
    return body;
}

ErrorKind
undertaking_sign(Custody *custody, const Actor *actor, const Registration *registration,
                 const Digest *text, Error *err)
{
    SCRATCH Arena *work = arena_new("undertaking");
    ENDS_RECORDING Recording recording = {0};
    const char *digest = digest_print(work, &registration->digest);
    const char *words = digest_print(work, text);
    int64_t entry = 0;
    bool there = false;
    TRY(record_begin(custody, &recording, err));
    TRY(undertaking_signed(custody, actor_name(actor), registration, &there, err));
    if (there)
        return error_set(err, ERROR_STATE,
                         "the undertaking for deliberation '%s' is signed already",
                         registration->id);
    TRY(record_append(custody, actor, NULL, ENTRY_UNDERTAKING_SIGNED,
                      undertaking_body(registration->id, digest, words), &entry, err));
    TRY(store_run(custody->store, "INSERT INTO undertaking VALUES(?, ?, ?, ?, ?, ?)",
                  BINDS(bind_text(actor_name(actor)), bind_text(registration->id),
                        bind_text(digest), bind_text(words), bind_integer(custody->now),
                        bind_integer(entry)),
                  err));
    return record_commit(&recording, err);
}

static ErrorKind
read_row(Query *query, Arena *arena, Undertaking *ret_row, Error *err)
{
    ret_row->actor = query_text(query, arena, 0);
    ret_row->deliberation = query_text(query, arena, 1);
    TRY(state_digest(query_text(query, arena, 2), &ret_row->deliberation_digest, err));
    TRY(state_digest(query_text(query, arena, 3), &ret_row->text, err));
    ret_row->signed_at = query_integer(query, 4);
    return ERROR_NONE;
}

ErrorKind
undertaking_list(Custody *custody, Arena *arena, const char *deliberation,
                 UndertakingList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT actor, deliberation, deliberation_digest, text, signed FROM undertaking"
                    " WHERE deliberation = coalesce(?, deliberation) ORDER BY entry",
                    BINDS(bind_text(deliberation)), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(read_row(query, arena, LIST_ADD(arena, ret_list), err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
