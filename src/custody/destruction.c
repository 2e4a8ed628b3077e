#include "custody/destruction.h"

#include "core/text.h"
#include "custody/enclave.h"
#include "custody/inner.h"
#include "custody/key.h"

#include <inttypes.h>
#include <string.h>

/* What was planned is still all there, and no other destruction has it. */
static ErrorKind
check_plan(Custody *custody, const DestructionPlan *plan, Error *err)
{
    for (size_t at = 0; at < plan->artefacts.count; at++)
    {
        const Artefact *artefact = &plan->artefacts.items[at];
        int64_t decided = 0;
        if (artefact->destroyed_at != 0)
            return error_set(err, ERROR_STATE, "artefact %" PRId64 " was destroyed since",
                             artefact->number);
        TRY(store_integer(custody->store,
                          "SELECT count(*) FROM destruction_artefact WHERE artefact = ?",
                          BINDS(bind_integer(artefact->number)), &decided, err));
        if (decided != 0)
            return error_set(err, ERROR_STATE,
                             "the destruction of artefact %" PRId64 " was decided already",
                             artefact->number);
    }
    for (size_t at = 0; at < plan->keys.count; at++)
    {
        bool passed = false;
        TRY(project_key_passed_on(custody, plan->deliberation, plan->keys.items[at], &passed, err));
        if (passed)
            return error_set(err, ERROR_STATE,
                             "the key '%s' is that of an amendment since this was proposed",
                             plan->keys.items[at]);
    }
    return ERROR_NONE;
}

/* Which they are is in the plan, whose digest stands here: ten years of jobs on site are thousands
 * of artefacts and keys, more than an entry holds. */
static json_t *
decided_body(Arena *arena, int64_t number, const Proposal *proposal, const DestructionPlan *plan)
{
    json_t *body = json_object();
    json_put(body, "destruction", json_integer(number));
    json_put(body, "proposal", json_integer(proposal->number));
    json_put_text(body, "deliberation", plan->deliberation);
    json_put_text(body, "plan", digest_print(arena, &proposal->digest));
    json_put(body, "artefacts", json_integer((json_int_t)plan->artefacts.count));
    json_put(body, "keys", json_integer((json_int_t)plan->keys.count));
    return body;
}

static Bind
bind_probe(const KeyProbe *probe)
{
    return probe->bytes == NULL ? (Bind){.kind = BIND_NULL} : bind_bytes(probe->bytes, probe->size);
}

static ErrorKind
save_parts(Custody *custody, int64_t number, const DestructionPlan *plan, const KeyProbes *probes,
           Error *err)
{
    for (size_t at = 0; at < plan->artefacts.count; at++)
        TRY(store_run(custody->store, "INSERT INTO destruction_artefact VALUES(?, ?)",
                      BINDS(bind_integer(plan->artefacts.items[at].number), bind_integer(number)),
                      err));
    for (size_t at = 0; at < plan->keys.count; at++)
        TRY(store_run(custody->store, "INSERT INTO destruction_key VALUES(?, ?, ?, ?)",
                      BINDS(bind_text(plan->deliberation), bind_text(plan->keys.items[at]),
                            bind_integer(number), bind_probe(&probes->items[at])),
                      err));
    return ERROR_NONE;
}

/* What waits to be delivered and is to be destroyed is delivered no more, from now on and not only
 * when its file is gone. */
static ErrorKind
withdraw_releases(Custody *custody, const DestructionPlan *plan, int64_t entry, Error *err)
{
    for (size_t at = 0; at < plan->artefacts.count; at++)
    {
        const Artefact *artefact = &plan->artefacts.items[at];
        if (artefact->kind != ARTEFACT_PACKAGE || artefact->delivered_at != 0)
            continue;
        TRY(store_run(custody->store,
                      "UPDATE release SET state = ?, withdrawn_entry = ? WHERE number = ?",
                      BINDS(bind_text(release_state_name(RELEASE_WITHDRAWN)), bind_integer(entry),
                            bind_integer(artefact->source)),
                      err));
    }
    return ERROR_NONE;
}

ErrorKind
destruction_decide(Custody *custody, const Actor *actor, const Proposal *proposal,
                   const KeyProbes *probes, int64_t *ret_number, Error *err)
{
    SCRATCH Arena *work = arena_new("destruction");
    ENDS_RECORDING Recording recording = {0};
    DestructionPlan plan = {0};
    int64_t entry = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(destruction_plan_parse(custody, work, proposal->bytes, proposal->size, &plan, err));
    TRY(check_plan(custody, &plan, err));
    TRY(enclave_check_idle(custody, plan.deliberation, err));
    if (probes->count != plan.keys.count)
        return error_set(err, ERROR_INTERNAL, "a destruction without its probes");
    TRY(store_integer(custody->store, "SELECT coalesce(max(number), 0) + 1 FROM destruction",
                      NO_BINDS, ret_number, err));
    TRY(record_append(custody, actor, NULL, ENTRY_DESTRUCTION_DECIDED,
                      decided_body(work, *ret_number, proposal, &plan), &entry, err));
    TRY(proposal_confirm(custody, actor, proposal->number, entry, err));
    TRY(store_run(
        custody->store,
        "INSERT INTO destruction VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)",
        BINDS(bind_integer(*ret_number), bind_text(plan.deliberation),
              bind_text(arena_copy(work, proposal->bytes, proposal->size)),
              bind_text(digest_print(work, &proposal->digest)), bind_integer(proposal->number),
              bind_text(proposal->proposed_by), bind_integer(custody->now),
              bind_text(actor_name(actor)), bind_integer(entry)),
        err));
    TRY(save_parts(custody, *ret_number, &plan, probes, err));
    TRY(withdraw_releases(custody, &plan, entry, err));
    return record_commit(&recording, err);
}

ErrorKind
destruction_complete(Custody *custody, const Actor *actor, int64_t number, const char *certificate,
                     Error *err)
{
    SCRATCH Arena *work = arena_new("destruction");
    ENDS_RECORDING Recording recording = {0};
    Destruction *destruction = NULL;
    Digest digest = digest_of(certificate, strlen(certificate));
    int64_t entry = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(destruction_find(custody, work, number, &destruction, err));
    if (destruction == NULL || destruction->completed_at != 0)
        return error_set(err, ERROR_STATE, "destruction %" PRId64 " is %s", number,
                         destruction == NULL ? "not there" : "completed already");
    json_t *body = json_object();
    json_put(body, "destruction", json_integer(number));
    json_put_text(body, "deliberation", destruction->deliberation);
    json_put_text(body, "certificate", digest_print(work, &digest));
    TRY(record_append(custody, actor, NULL, ENTRY_DESTRUCTION_COMPLETED, body, &entry, err));
    for (size_t at = 0; at < destruction->plan.artefacts.count; at++)
        TRY(artefact_end(custody, destruction->plan.artefacts.items[at].number, entry, err));
    TRY(store_run(custody->store,
                  "UPDATE destruction SET completed = ?, completed_entry = ?, certificate = ?,"
                  " certificate_digest = ? WHERE number = ?",
                  BINDS(bind_integer(custody->now), bind_integer(entry), bind_text(certificate),
                        bind_text(digest_print(work, &digest)), bind_integer(number)),
                  err));
    return record_commit(&recording, err);
}

static ErrorKind
read_row(Custody *custody, Query *query, Arena *arena, Destruction *ret_row, Error *err)
{
    ret_row->number = query_integer(query, 0);
    ret_row->deliberation = query_text(query, arena, 1);
    const char *plan = query_text(query, arena, 2);
    TRY(state_digest(query_text(query, arena, 3), &ret_row->plan_digest, err));
    ret_row->proposed_by = query_text(query, arena, 4);
    ret_row->decided_at = query_integer(query, 5);
    ret_row->decided_by = query_text(query, arena, 6);
    ret_row->entry = query_integer(query, 7);
    ret_row->completed_at = query_integer(query, 8);
    ret_row->completed_entry = query_integer(query, 9);
    ret_row->certificate = query_text(query, arena, 10);
    if (ret_row->certificate != NULL)
        TRY(state_digest(query_text(query, arena, 11), &ret_row->certificate_digest, err));
    return destruction_plan_parse(custody, arena, plan, strlen(plan), &ret_row->plan, err);
}

#define COLUMNS                                                                                    \
    "SELECT number, deliberation, plan, plan_digest, proposed_by, decided, decided_by, entry,"     \
    " coalesce(completed, 0), coalesce(completed_entry, 0), certificate, certificate_digest"       \
    " FROM destruction"

ErrorKind
destruction_find(Custody *custody, Arena *arena, int64_t number, Destruction **ret_destruction,
                 Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    *ret_destruction = NULL;
    TRY(store_query(custody->store, COLUMNS " WHERE number = ?", BINDS(bind_integer(number)),
                    &query, err));
    TRY(query_next(query, &row, err));
    if (!row)
        return ERROR_NONE;
    Destruction *destruction = arena_take(arena, sizeof *destruction);
    TRY(read_row(custody, query, arena, destruction, err));
    *ret_destruction = destruction;
    return ERROR_NONE;
}

ErrorKind
destruction_list(Custody *custody, Arena *arena, const char *deliberation,
                 DestructionList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    COLUMNS " WHERE deliberation = coalesce(?, deliberation) ORDER BY number",
                    BINDS(bind_text(deliberation)), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(read_row(custody, query, arena, LIST_ADD(arena, ret_list), err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}

ErrorKind
destruction_dooms(Custody *custody, const char *deliberation, const char *key, bool *ret_doomed,
                  Error *err)
{
    SCRATCH Arena *work = arena_new("destruction");
    Names line = {0};
    int64_t count = 0;
    /* Whoever shares the key may have decided its end. */
    TRY(project_key_line(custody, work, deliberation, key, &line, err));
    for (size_t at = 0; at < line.count && count == 0; at++)
        TRY(store_integer(
            custody->store,
            "SELECT count(*) FROM destruction_key WHERE deliberation = ? AND name = ?",
            BINDS(bind_text(line.items[at]), bind_text(key)), &count, err));
    *ret_doomed = count > 0;
    return ERROR_NONE;
}

ErrorKind
destruction_probes(Custody *custody, Arena *arena, const Destruction *destruction,
                   KeyProbes *ret_probes, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT name, probe FROM destruction_key WHERE destruction = ? ORDER BY name",
                    BINDS(bind_integer(destruction->number)), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        KeyProbe *probe = LIST_ADD(arena, ret_probes);
        probe->key = query_text(query, arena, 0);
        if (!query_null(query, 1))
            probe->bytes = query_bytes(query, arena, 1, &probe->size);
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
