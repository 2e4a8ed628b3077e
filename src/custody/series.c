#include "custody/series.h"

#include "custody/inner.h"
#include "custody/obligation.h"

#include <string.h>

ErrorKind
series_find(Custody *custody, const Deliberation *deliberation, const char *communication,
            Series *ret_series, Error *err)
{
    const Communication *known = deliberation_communication(deliberation, communication);
    const Binds binds = BINDS(bind_text(deliberation->id), bind_text(communication));
    *ret_series = (Series){0};
    TRY(store_integer(custody->store,
                      "SELECT count(*) FROM artefact WHERE deliberation = ? AND communication = ?"
                      " AND delivered IS NOT NULL",
                      binds, &ret_series->deliveries, err));
    TRY(store_integer(custody->store,
                      "SELECT coalesce(max(closed), 0) FROM series WHERE deliberation = ?"
                      " AND communication = ?",
                      binds, &ret_series->closed_at, err));
    bool single = known != NULL && known->once && ret_series->deliveries > 0;
    ret_series->closed = ret_series->closed_at != 0 || single;
    return ERROR_NONE;
}

ErrorKind
series_check_open(Custody *custody, const Deliberation *deliberation, const char *communication,
                  Error *err)
{
    Series series = {0};
    TRY(series_find(custody, deliberation, communication, &series, err));
    if (!series.closed)
        return ERROR_NONE;
    return error_set(err, ERROR_STATE, "the last delivery of communication '%s' was made",
                     communication);
}

ErrorKind
series_proposed(Custody *custody, Arena *arena, const Deliberation *deliberation,
                const char *communication, char **ret_bytes, Error *err)
{
    Series series = {0};
    TRY(series_check_open(custody, deliberation, communication, err));
    TRY(series_find(custody, deliberation, communication, &series, err));
    if (series.deliveries == 0)
        return error_set(err, ERROR_STATE, "nothing of communication '%s' was delivered",
                         communication);
    json_t *value = json_keep(arena, json_object());
    json_put_text(value, "deliberation", deliberation->id);
    json_put_text(value, "communication", communication);
    json_put(value, "deliveries", json_integer(series.deliveries));
    *ret_bytes = json_canonical(arena, value, NULL);
    return ERROR_NONE;
}

/* The communication of the proposal, whose bytes must be what would be proposed now. */
static ErrorKind
check_proposed(Custody *custody, Arena *arena, const Deliberation *deliberation,
               const Proposal *proposal, const char **ret_communication, Error *err)
{
    json_t *value = NULL;
    char *now = NULL;
    TRY(state_json(
        arena, proposal->bytes == NULL ? NULL : arena_copy(arena, proposal->bytes, proposal->size),
        &value, err));
    *ret_communication = json_string_value(json_object_get(value, "communication"));
    if (*ret_communication == NULL)
        return error_set(err, ERROR_INTEGRITY, "a proposal that names no communication");
    TRY(series_proposed(custody, arena, deliberation, *ret_communication, &now, err));
    Digest made = digest_of(now, strlen(now));
    if (!digest_equal(&made, &proposal->digest))
        return error_set(err, ERROR_STATE, "something was delivered since this was proposed");
    return ERROR_NONE;
}

static json_t *
closed_body(const Deliberation *deliberation, const char *communication, const Proposal *proposal,
            const ObligationList *obligations)
{
    json_t *body = json_object();
    json_put_text(body, "deliberation", deliberation->id);
    json_put_text(body, "communication", communication);
    json_put(body, "proposal", json_integer(proposal->number));
    json_put(body, "obligations", obligations_json(obligations));
    return body;
}

ErrorKind
series_close(Custody *custody, const Actor *actor, const Deliberation *deliberation,
             const Proposal *proposal, Error *err)
{
    SCRATCH Arena *work = arena_new("series");
    ENDS_RECORDING Recording recording = {0};
    ObligationList obligations = {0};
    const char *communication = NULL;
    int64_t entry = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(check_proposed(custody, work, deliberation, proposal, &communication, err));
    SeriesChange change = {.closed = true};
    TRY(obligation_series(custody, work, deliberation, communication, &change, &obligations, err));
    TRY(record_append(custody, actor, NULL, ENTRY_SERIES_CLOSED,
                      closed_body(deliberation, communication, proposal, &obligations), &entry,
                      err));
    TRY(proposal_confirm(custody, actor, proposal->number, entry, err));
    TRY(store_run(custody->store, "INSERT INTO series VALUES(?, ?, ?, ?, ?, ?)",
                  BINDS(bind_text(deliberation->id), bind_text(communication),
                        bind_integer(custody->now), bind_text(actor_name(actor)),
                        bind_integer(proposal->number), bind_integer(entry)),
                  err));
    TRY(obligation_save(custody, &obligations, entry, err));
    return record_commit(&recording, err);
}
