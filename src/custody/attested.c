#include "custody/attested.h"

#include "core/text.h"
#include "custody/inner.h"
#include "custody/obligation.h"

#include <inttypes.h>
#include <string.h>

#define SECONDS_A_DAY 86400

static const char *const event_names[] = {
    [ATTESTED_RECEIPT] = "receipt",
    [ATTESTED_DESTRUCTION] = "destruction",
};

const char *
attested_event_name(AttestedEvent event)
{
    return event_names[event];
}

bool
attested_event_parse(const char *name, AttestedEvent *ret_event)
{
    for (size_t event = 0; event < sizeof event_names / sizeof *event_names; event++)
        if (text_equal(event_names[event], name))
        {
            *ret_event = (AttestedEvent)event;
            return true;
        }
    return false;
}

static ErrorKind
check_artefact(Custody *custody, int64_t number, const Attested *attested, Error *err)
{
    SCRATCH Arena *work = arena_new("attested");
    Artefact *artefact = NULL;
    int64_t there = 0;
    TRY(artefact_find(custody, work, number, &artefact, err));
    int64_t recipients = 0;
    TRY(store_integer(custody->store,
                      "SELECT count(*) FROM artefact AS a JOIN release AS r ON r.number = a.source"
                      " WHERE a.number = ? AND a.kind = 'package' AND r.recipient = ?"
                      " AND a.delivered IS NOT NULL",
                      BINDS(bind_integer(number), bind_text(attested->recipient)), &recipients,
                      err));
    if (artefact == NULL || recipients != 1 ||
        !text_equal(artefact->deliberation, attested->deliberation) ||
        !text_equal(artefact->communication, attested->communication))
        return error_set(err, ERROR_STATE,
                         "artefact %" PRId64
                         " is no package of this communication that '%s' was sent",
                         number, attested->recipient);
    if (attested->on_date.days < artefact->delivered_at / SECONDS_A_DAY ||
        attested->on_date.days > custody->now / SECONDS_A_DAY)
        return error_set(err, ERROR_STATE,
                         "the attested day is before the delivery, or has not come");
    TRY(store_integer(
        custody->store, "SELECT count(*) FROM attested WHERE artefact = ? AND event = ?",
        BINDS(bind_integer(number), bind_text(attested_event_name(attested->event))), &there, err));
    if (there != 0)
        return error_set(err, ERROR_STATE, "the %s of artefact %" PRId64 " was attested already",
                         attested_event_name(attested->event), number);
    return ERROR_NONE;
}

static json_t *
body_of(Arena *arena, const Attested *attested, const Digest *statement)
{
    char date[DATE_TEXT_SIZE];
    json_t *body = json_object();
    json_t *artefacts = json_array();
    for (size_t at = 0; at < attested->artefacts.count; at++)
        if (json_array_append_new(artefacts, json_integer(attested->artefacts.items[at])) != 0)
            error_out_of_memory();
    json_put_text(body, "deliberation", attested->deliberation);
    json_put_text(body, "communication", attested->communication);
    json_put_text(body, "recipient", attested->recipient);
    json_put_text(body, "event", attested_event_name(attested->event));
    json_put_text(body, "on_date", date_print(attested->on_date, date));
    json_put(body, "artefacts", artefacts);
    json_put_text(body, "statement", digest_print(arena, statement));
    return body;
}

static ErrorKind
save(Custody *custody, int64_t artefact, const Attested *attested, const Digest *statement,
     int64_t entry, Error *err)
{
    SCRATCH Arena *work = arena_new("attested");
    char date[DATE_TEXT_SIZE];
    return store_run(custody->store, "INSERT INTO attested VALUES(?, ?, ?, ?, ?, ?, ?)",
                     BINDS(bind_integer(artefact), bind_text(attested_event_name(attested->event)),
                           bind_text(date_print(attested->on_date, date)),
                           bind_text(attested->recipient), bind_text(digest_print(work, statement)),
                           bind_integer(custody->now), bind_integer(entry)),
                     err);
}

ErrorKind
attested_record(Custody *custody, const Actor *actor, const Deliberation *holding,
                const Attested *attested, Error *err)
{
    SCRATCH Arena *work = arena_new("attested");
    ENDS_RECORDING Recording recording = {0};
    ObligationList obligations = {0};
    ObligationParts parts = {0};
    int64_t entry = 0;
    TRY(record_begin(custody, &recording, err));
    if (attested->artefacts.count == 0)
        return error_set(err, ERROR_INTERNAL, "an attestation of nothing");
    for (size_t at = 0; at < attested->artefacts.count; at++)
        TRY(check_artefact(custody, attested->artefacts.items[at], attested, err));
    Digest statement = digest_of(attested->text, strlen(attested->text));
    json_t *body = body_of(work, attested, &statement);
    if (attested->event == ATTESTED_RECEIPT)
    {
        SeriesChange change = {.received = attested};
        TRY(obligation_series(custody, work, holding, attested->communication, &change,
                              &obligations, err));
        parts = obligation_parts(work, &obligations);
    }
    ObligationEntry first = {
        .type = ENTRY_ATTESTATION_RECEIVED, .body = body, .deliberation = attested->deliberation};
    TRY(obligation_append(custody, actor, &first, &parts, &entry, err));
    for (size_t at = 0; at < attested->artefacts.count; at++)
        TRY(save(custody, attested->artefacts.items[at], attested, &statement, entry, err));
    TRY(store_run(custody->store, "INSERT INTO attestation VALUES(?, ?, ?, ?)",
                  BINDS(bind_integer(entry), bind_text(attested->text),
                        bind_text(attested->signature), bind_text(attested->minisign_key)),
                  err));
    TRY(obligation_save(custody, &parts, err));
    return record_commit(&recording, err);
}

static ErrorKind
find_package(Custody *custody, const Digest *digest, const Attested *attested,
             int64_t *ret_artefact, Error *err)
{
    SCRATCH Arena *work = arena_new("attested");
    TRY(store_integer(custody->store,
                      "SELECT coalesce(max(a.number), 0) FROM artefact AS a JOIN release AS r"
                      " ON r.number = a.source WHERE a.kind = 'package' AND a.digest = ?"
                      " AND a.deliberation = ? AND a.communication = ? AND r.recipient = ?"
                      " AND a.delivered IS NOT NULL",
                      BINDS(bind_text(digest_print(work, digest)),
                            bind_text(attested->deliberation), bind_text(attested->communication),
                            bind_text(attested->recipient)),
                      ret_artefact, err));
    if (*ret_artefact != 0)
        return ERROR_NONE;
    return error_set(err, ERROR_STATE,
                     "no package of that digest, deliberation and communication was delivered to "
                     "'%s'",
                     attested->recipient);
}

ErrorKind
attested_find(Custody *custody, Arena *arena, const Digest *packages, size_t count,
              Attested *attested, Error *err)
{
    for (size_t at = 0; at < count; at++)
        if (find_package(custody, &packages[at], attested, LIST_ADD(arena, &attested->artefacts),
                         err) != ERROR_NONE)
            return error_within(err, "package %zu", at + 1);
    return ERROR_NONE;
}

static ErrorKind
read_row(Query *query, Arena *arena, Attested *ret_row, Error *err)
{
    if (!attested_event_parse(query_text(query, arena, 0), &ret_row->event) ||
        !date_parse(query_text(query, arena, 1), &ret_row->on_date))
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged attestation");
    ret_row->recipient = query_text(query, arena, 2);
    TRY(state_digest(query_text(query, arena, 3), &ret_row->statement, err));
    ret_row->received_at = query_integer(query, 4);
    ret_row->entry = query_integer(query, 5);
    ret_row->text = query_text(query, arena, 6);
    ret_row->signature = query_text(query, arena, 7);
    ret_row->minisign_key = query_text(query, arena, 8);
    ret_row->deliberation = query_text(query, arena, 9);
    ret_row->communication = query_text(query, arena, 10);
    Digest made = digest_of(ret_row->text, strlen(ret_row->text));
    if (!digest_equal(&made, &ret_row->statement))
        return error_set(err, ERROR_INTEGRITY,
                         "the kept text of an attestation is not the one that ledger entry %" PRId64
                         " recorded",
                         ret_row->entry);
    return ERROR_NONE;
}

ErrorKind
attested_list(Custody *custody, Arena *arena, int64_t artefact, AttestedList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT d.event, d.on_date, d.recipient, d.statement, d.received, d.entry,"
                    " t.text, t.signature, t.minisign_key, a.deliberation, a.communication"
                    " FROM attested AS d JOIN attestation AS t ON t.entry = d.entry"
                    " JOIN artefact AS a ON a.number = d.artefact"
                    " WHERE d.artefact = ? ORDER BY d.entry",
                    BINDS(bind_integer(artefact)), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        Attested *attested = LIST_ADD(arena, ret_list);
        TRY(read_row(query, arena, attested, err));
        *LIST_ADD(arena, &attested->artefacts) = artefact;
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
