/* The changes of an output request: each one transaction with its ledger entry. The deciding of
 * votes is in output_vote.c. */
#include "core/text.h"
#include "custody/artefact.h"
#include "custody/output_inner.h"

#include <inttypes.h>

static json_t *
request_body(Arena *arena, const OutputRequest *request)
{
    json_t *body = json_object();
    json_put(body, "output", json_integer(request->number));
    json_put_text(body, "deliberation", request->deliberation);
    json_put_text(body, "deliberation_digest", digest_print(arena, &request->deliberation_digest));
    json_put_text(body, "communication", request->communication);
    json_put(body, "years", counts_json(request->years.items, request->years.count));
    json_put(body, "job", json_integer(request->job));
    json_put_text(body, "files", digest_print(arena, &request->files));
    json_put(body, "checkers", json_integer(request->checkers_needed));
    return body;
}

static ErrorKind
put_round(Custody *custody, const Actor *actor, const OutputRequest *round, const void *bytes,
          size_t size, int64_t entry, Error *err)
{
    SCRATCH Arena *work = arena_new("round");
    FREES_SECRET Secret *key = NULL;
    size_t sealed_size = 0;
    TRY(output_key(custody, actor, round->deliberation, round->communication, &key, err));
    const char *sealed = output_seal(work, key, round_place(work, round->number, round->round),
                                     bytes, size, &sealed_size);
    bool first = round->round == 0;
    return store_run(custody->store, "INSERT INTO output_round VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                     BINDS(bind_integer(round->number), bind_integer(round->round),
                           bind_text(first ? NULL : digest_print(work, &round->canonical)),
                           bind_text(first ? NULL : digest_print(work, &round->findings)),
                           bind_integer(round->fails), bind_text(first ? "none" : round->method),
                           bind_bytes(sealed, sealed_size), bind_integer(entry)),
                     err);
}

ErrorKind
output_record_requested(Custody *custody, const Actor *actor, OutputRequest *request,
                        const void *bytes, size_t size, Error *err)
{
    SCRATCH Arena *work = arena_new("request");
    FREES_SECRET Secret *key = NULL;
    int64_t entry = 0;
    /* The key first: where it has to be made, that is a transaction of its own. */
    TRY(output_key(custody, actor, request->deliberation, request->communication, &key, err));
    ENDS_RECORDING Recording recording = {0};
    request->author = actor_name(actor);
    request->requested_at = custody->now;
    request->state = OUTPUT_REQUESTED;
    request->round = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(store_integer(custody->store, "SELECT coalesce(max(number), 0) + 1 FROM output", NO_BINDS,
                      &request->number, err));
    TRY(record_append(custody, actor, NULL, ENTRY_OUTPUT_REQUESTED, request_body(work, request),
                      &entry, err));
    const char *years = json_canonical(
        work, json_keep(work, counts_json(request->years.items, request->years.count)), NULL);
    TRY(store_run(
        custody->store,
        "INSERT INTO output VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, NULL, NULL, ?, ?)",
        BINDS(bind_integer(request->number), bind_text(output_state_name(OUTPUT_REQUESTED)),
              bind_text(request->deliberation),
              bind_text(digest_print(work, &request->deliberation_digest)),
              bind_text(request->communication), bind_text(years), bind_integer(request->job),
              bind_text(request->author), bind_integer(request->requested_at),
              bind_text(digest_print(work, &request->files)),
              bind_integer(request->checkers_needed), bind_integer(entry), bind_integer(entry)),
        err));
    TRY(put_round(custody, actor, request, bytes, size, entry, err));
    return record_commit(&recording, err);
}

ErrorKind
output_load_for(Custody *custody, Arena *arena, int64_t number, OutputChange change,
                OutputRequest **ret_request, OutputState *ret_next, Error *err)
{
    TRY(output_find(custody, arena, number, ret_request, err));
    if (*ret_request == NULL)
        return error_set(err, ERROR_STATE, "there is no output %" PRId64, number);
    if (!output_change_leads((*ret_request)->state, change, ret_next))
        return error_set(err, ERROR_STATE, "output %" PRId64 " is %s", number,
                         output_state_name((*ret_request)->state));
    return ERROR_NONE;
}

ErrorKind
output_set_state(Custody *custody, int64_t number, OutputState state, int64_t entry, Error *err)
{
    return store_run(
        custody->store, "UPDATE output SET state = ?, last_entry = ? WHERE number = ?",
        BINDS(bind_text(output_state_name(state)), bind_integer(entry), bind_integer(number)), err);
}

static json_t *
round_body(Arena *arena, OutputChange change, const OutputRequest *round)
{
    json_t *body = json_object();
    json_put(body, "output", json_integer(round->number));
    json_put(body, "round", json_integer(round->round));
    json_put_text(body, "change", output_change_name(change));
    json_put_text(body, "method", round->method);
    json_put_text(body, "canonical", digest_print(arena, &round->canonical));
    json_put_text(body, "findings", digest_print(arena, &round->findings));
    json_put(body, "fails", json_integer(round->fails));
    return body;
}

ErrorKind
output_record_round(Custody *custody, const Actor *actor, OutputChange change,
                    const OutputRequest *round, const void *bytes, size_t size, Error *err)
{
    SCRATCH Arena *work = arena_new("round");
    ENDS_RECORDING Recording recording = {0};
    OutputRequest *request = NULL;
    OutputState next = OUTPUT_CHECKED;
    int64_t entry = 0;
    if (change != OUTPUT_CHECK && change != OUTPUT_PROTECT)
        return error_set(err, ERROR_INTERNAL, "'%s' makes no round", output_change_name(change));
    TRY(record_begin(custody, &recording, err));
    TRY(output_load_for(custody, work, round->number, change, &request, &next, err));
    request->round++;
    request->canonical = round->canonical;
    request->findings = round->findings;
    request->fails = round->fails;
    request->method = round->method;
    TRY(record_append(custody, actor, NULL, ENTRY_OUTPUT_CHECKED, round_body(work, change, request),
                      &entry, err));
    TRY(put_round(custody, NULL, request, bytes, size, entry, err));
    TRY(store_run(custody->store, "UPDATE output SET round = ? WHERE number = ?",
                  BINDS(bind_integer(request->round), bind_integer(request->number)), err));
    TRY(output_set_state(custody, request->number, next, entry, err));
    return record_commit(&recording, err);
}

ErrorKind
output_record_released(Custody *custody, const Actor *actor, int64_t number, const char *folder,
                       const Digest *record, int64_t size, Error *err)
{
    SCRATCH Arena *work = arena_new("release");
    ENDS_RECORDING Recording recording = {0};
    OutputRequest *request = NULL;
    OutputState next = OUTPUT_RELEASED;
    int64_t entry = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(output_load_for(custody, work, number, OUTPUT_RELEASE, &request, &next, err));
    Artefact artefact = {.kind = ARTEFACT_OUTPUT,
                         .deliberation = request->deliberation,
                         .communication = request->communication,
                         .years = request->years,
                         .path = arena_print(work, "outgoing/%s", folder),
                         .digest = *record,
                         .size = size,
                         .source = number};
    TRY(artefact_next(custody, &artefact.number, err));
    json_t *body = json_object();
    json_put(body, "output", json_integer(number));
    json_put(body, "round", json_integer(request->round));
    json_put_text(body, "canonical", digest_print(work, &request->canonical));
    json_put_text(body, "findings", digest_print(work, &request->findings));
    json_put_text(body, "folder", folder);
    json_put_text(body, "record", digest_print(work, record));
    TRY(record_append(custody, actor, NULL, ENTRY_OUTPUT_RELEASED, body, &entry, err));
    TRY(store_run(custody->store,
                  "UPDATE output SET folder = ?, released = ?, state = ?, last_entry = ?"
                  " WHERE number = ?",
                  BINDS(bind_text(folder), bind_integer(custody->now),
                        bind_text(output_state_name(next)), bind_integer(entry),
                        bind_integer(number)),
                  err));
    TRY(artefact_add(custody, &artefact, entry, err));
    return record_commit(&recording, err);
}

ErrorKind
output_record_withdrawn(Custody *custody, const Actor *actor, int64_t number, Error *err)
{
    SCRATCH Arena *work = arena_new("withdraw");
    ENDS_RECORDING Recording recording = {0};
    OutputRequest *request = NULL;
    OutputState next = OUTPUT_WITHDRAWN;
    int64_t entry = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(output_load_for(custody, work, number, OUTPUT_WITHDRAW, &request, &next, err));
    json_t *body = json_object();
    json_put(body, "output", json_integer(number));
    TRY(record_append(custody, actor, NULL, ENTRY_OUTPUT_WITHDRAWN, body, &entry, err));
    TRY(output_set_state(custody, number, next, entry, err));
    return record_commit(&recording, err);
}

ErrorKind
output_record_profiled(Custody *custody, const Actor *actor, const OutputProfile *profile,
                       Error *err)
{
    SCRATCH Arena *work = arena_new("profile");
    ENDS_RECORDING Recording recording = {0};
    json_t *body = json_object();
    json_t *pages = json_array();
    for (size_t at = 0; at < profile->pages.count; at++)
        if (json_array_append_new(pages,
                                  json_string(digest_print(work, &profile->pages.items[at]))) != 0)
            error_out_of_memory();
    json_put_text(body, "deliberation", profile->deliberation);
    json_put_text(body, "deliberation_digest", digest_print(work, &profile->deliberation_digest));
    json_put(body, "outputs", counts_json(profile->outputs.items, profile->outputs.count));
    json_put(body, "pages", pages);
    json_keep(work, body);
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, actor, NULL, ENTRY_OUTPUT_PROFILED, json_incref(body), NULL, err));
    return record_commit(&recording, err);
}
