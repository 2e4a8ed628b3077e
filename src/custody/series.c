#include "custody/series.h"

#include "custody/inner.h"
#include "custody/obligation.h"
#include "custody/registration.h"
#include "deliberation/amendment.h"
#include "deliberation/read.h"

#include <string.h>

#define SECONDS_A_DAY 86400

/* When the series of one deliberation was declared closed; 0: it was not. */
static ErrorKind
find_closed(Custody *custody, const char *id, const char *communication, int64_t *ret_closed,
            Error *err)
{
    return store_integer(custody->store,
                         "SELECT coalesce(max(closed), 0) FROM series WHERE deliberation = ?"
                         " AND communication = ?",
                         BINDS(bind_text(id), bind_text(communication)), ret_closed, err);
}

/* What was delivered under one deliberation belongs to this series. */
static ErrorKind
add_delivered(Custody *custody, Arena *arena, const char *id, const char *communication,
              Series *series, Error *err)
{
    ArtefactList all = {0};
    ArtefactFilter filter = {.deliberation = id, .communication = communication};
    TRY(artefact_list(custody, arena, &filter, &all, err));
    for (size_t at = 0; at < all.count; at++)
    {
        Date day = {.days = (int32_t)(all.items[at].delivered_at / SECONDS_A_DAY)};
        if (all.items[at].delivered_at == 0)
            continue;
        if (series->deliveries == 0 || date_compare(day, series->last) > 0)
            series->last = day;
        series->deliveries++;
        *LIST_ADD(arena, &series->delivered) = all.items[at];
    }
    return ERROR_NONE;
}

/* The text that is older by one, and whether the communication of the newer one goes on with it:
 * not where it is for another recipient, or otherwise another flow of the same name. *newer becomes
 * the older; NULL where it cannot be read, with which nothing goes on. */
static ErrorKind
step_back(Custody *custody, Arena *arena, const char *older, const char *communication,
          const Deliberation **newer, bool *ret_goes_on, Error *err)
{
    Registration *registration = NULL;
    const Communication *known =
        *newer == NULL ? NULL : deliberation_communication(*newer, communication);
    TRY(registration_find(custody, arena, older, &registration, err));
    *ret_goes_on =
        known != NULL && registration != NULL &&
        amendment_continues(arena, registration->bytes, registration->size, *newer, known);
    Complaints unheard = complaints_new(arena, older);
    *newer = registration == NULL ? NULL
                                  : deliberation_read_rules(arena, registration->bytes,
                                                            registration->size, &unheard);
    return ERROR_NONE;
}

ErrorKind
series_along(Custody *custody, Arena *arena, const Deliberation *deliberation,
             const char *communication, SeriesList *ret_list, Error *err)
{
    const Communication *known = deliberation_communication(deliberation, communication);
    bool once = known != NULL && known->once;
    const Deliberation *newer = deliberation;
    DeliberationLine line = {0};
    TRY(registration_line(custody, arena, deliberation, &line, err));
    for (size_t at = 0; at < line.count; at++)
    {
        int64_t closed_at = 0;
        bool goes_on = false;
        TRY(find_closed(custody, line.items[at], communication, &closed_at, err));
        if (at > 0)
            TRY(step_back(custody, arena, line.items[at], communication, &newer, &goes_on, err));
        if (!goes_on || once || closed_at != 0)
            *LIST_ADD(arena, ret_list) =
                (Series){.closed = at > 0 || closed_at != 0, .closed_at = closed_at};
        Series *series = &ret_list->items[ret_list->count - 1];
        TRY(add_delivered(custody, arena, line.items[at], communication, series, err));
        series->closed = series->closed || (once && series->deliveries > 0);
    }
    return ERROR_NONE;
}

ErrorKind
series_find(Custody *custody, const Deliberation *deliberation, const char *communication,
            Series *ret_series, Error *err)
{
    SCRATCH Arena *work = arena_new("series");
    SeriesList all = {0};
    int64_t amended = 0;
    TRY(series_along(custody, work, deliberation, communication, &all, err));
    TRY(store_integer(custody->store, "SELECT count(*) FROM deliberation WHERE amends = ?",
                      BINDS(bind_text(deliberation->id)), &amended, err));
    *ret_series = (Series){.deliveries = all.items[0].deliveries,
                           .closed = all.items[0].closed || amended != 0,
                           .closed_at = all.items[0].closed_at};
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
closed_body(const Deliberation *deliberation, const char *communication, const Proposal *proposal)
{
    json_t *body = json_object();
    json_put_text(body, "deliberation", deliberation->id);
    json_put_text(body, "communication", communication);
    json_put(body, "proposal", json_integer(proposal->number));
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
    ObligationParts parts = obligation_parts(work, &obligations);
    ObligationEntry first = {.type = ENTRY_SERIES_CLOSED,
                             .body = closed_body(deliberation, communication, proposal),
                             .deliberation = deliberation->id};
    TRY(obligation_append(custody, actor, &first, &parts, &entry, err));
    TRY(proposal_confirm(custody, actor, proposal->number, entry, err));
    TRY(store_run(custody->store, "INSERT INTO series VALUES(?, ?, ?, ?, ?, ?)",
                  BINDS(bind_text(deliberation->id), bind_text(communication),
                        bind_integer(custody->now), bind_text(actor_name(actor)),
                        bind_integer(proposal->number), bind_integer(entry)),
                  err));
    TRY(obligation_save(custody, &parts, err));
    return record_commit(&recording, err);
}
