/*
 * beraad retention declare-last | destroy | approve | withdraw | complete ID
 */
#include "command/cells.h"
#include "command/inner.h"
#include "command/retention_inner.h"
#include "core/text.h"
#include "custody/epoch.h"
#include "custody/series.h"
#include "release/words.h"
#include "retention/destroy.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

ErrorKind
retention_begin(Invocation *call, Act act, Session *session, Registration **ret_registration,
                Deliberation **ret_deliberation, Error *err)
{
    const char *id = call->words[0];
    CustodyMode mode = act == ACT_RETENTION_CERTIFICATE ? CUSTODY_READ : CUSTODY_WRITE;
    TRY(session_open(call, mode, session, err));
    TRY(registration_find(session->custody, call->arena, id, ret_registration, err));
    TRY(session_rules(session, id, ret_deliberation, err));
    Question question = {.act = act, .deliberation_id = id, .deliberation = *ret_deliberation};
    TRY(session_ask(session, &question, err));
    if (*ret_registration == NULL || *ret_deliberation == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed what is not registered");
    return ERROR_NONE;
}

/* The communication that is named, or the only one of which something was delivered. */
static ErrorKind
choose_communication(Session *session, const Deliberation *deliberation, const char **ret_name,
                     Error *err)
{
    Invocation *call = session->call;
    size_t found = 0;
    *ret_name = call->word_count > 1 ? call->words[1] : NULL;
    if (*ret_name != NULL && deliberation_communication(deliberation, *ret_name) == NULL)
        return error_set(err, ERROR_USAGE, "deliberation '%s' has no communication '%s'",
                         deliberation->id, text_shown(call->arena, *ret_name));
    for (size_t at = 0; call->word_count < 2 && at < deliberation->communications.count; at++)
    {
        Series series = {0};
        const char *name = deliberation->communications.items[at].name;
        TRY(series_find(session->custody, deliberation, name, &series, err));
        if (series.deliveries == 0)
            continue;
        *ret_name = name;
        found++;
    }
    if (*ret_name == NULL || found > 1)
        return error_set(err, ERROR_USAGE, "which communication? %s",
                         found > 1 ? "several were delivered" : "nothing was delivered");
    return ERROR_NONE;
}

static ErrorKind
propose(Session *session, Act act, const char *id, const char *bytes, Error *err)
{
    Proposal proposal = {.matter = MATTER_RETENTION,
                         .act = act_rule(act)->name,
                         .deliberation = id,
                         .digest = digest_of(bytes, strlen(bytes)),
                         .bytes = bytes,
                         .size = strlen(bytes)};
    return proposal_add(session->custody, session->actor, &proposal, err);
}

ErrorKind
command_retention_declare_last(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Registration *registration = NULL;
    Deliberation *deliberation = NULL;
    const char *communication = NULL;
    char *bytes = NULL;
    TRY(retention_begin(call, ACT_RETENTION_DECLARE_LAST, &session, &registration, &deliberation,
                        err));
    TRY(choose_communication(&session, deliberation, &communication, err));
    TRY(series_proposed(session.custody, call->arena, deliberation, communication, &bytes, err));
    TRY(session_unlock(&session, err));
    TRY(propose(&session, ACT_RETENTION_DECLARE_LAST, deliberation->id, bytes, err));
    if (call->json)
        return result_print(arena_print(call->arena, "%s\n", bytes), err);
    return result_print(
        arena_print(call->arena,
                    "the last delivery of '%s' was made, says '%s'; another person must agree:\n"
                    "beraad retention approve %s\n",
                    communication, session.actor_name, deliberation->id),
        err);
}

const Option command_retention_destroy_options[] = {
    {"year", "Y", true, "only what holds data of these years; else all"},
    {0},
};

static ErrorKind
read_wish(Invocation *call, const Deliberation *deliberation, DestructionWish *ret_wish, Error *err)
{
    const char **years = NULL;
    size_t count = invocation_option_many(call, "year", &years);
    ret_wish->deliberation = deliberation->id;
    ret_wish->communication = call->word_count > 1 ? call->words[1] : NULL;
    if (ret_wish->communication != NULL &&
        deliberation_communication(deliberation, ret_wish->communication) == NULL)
        return error_set(err, ERROR_USAGE, "deliberation '%s' has no communication '%s'",
                         deliberation->id, text_shown(call->arena, ret_wish->communication));
    for (size_t at = 0; at < count; at++)
    {
        char *end = NULL;
        long year = strtol(years[at], &end, 10);
        if (end == years[at] || *end != '\0' || year < 1000 || year > 9999)
            return error_set(err, ERROR_USAGE, "option '--year': expected a year");
        *LIST_ADD(call->arena, &ret_wish->years) = (int)year;
    }
    return ERROR_NONE;
}

static const char *
plan_table(Arena *arena, const DestructionPlan *plan)
{
    Cells cells = {0};
    ADD_ROW(arena, &cells, "artefact", "what", "communication", "years", "under key");
    for (size_t at = 0; at < plan->artefacts.count; at++)
    {
        const Artefact *artefact = &plan->artefacts.items[at];
        ADD_ROW(arena, &cells, cell_integer(arena, artefact->number),
                artefact_kind_name(artefact->kind), artefact->communication,
                words_years(arena, &artefact->years), artefact->key == NULL ? "-" : artefact->key);
    }
    Text text = text_new(arena);
    text_add(&text, cells_print(arena, &cells, 5, "r"));
    text_print(&text, "keys:");
    for (size_t at = 0; at < plan->keys.count; at++)
        text_print(&text, "%s '%s'", at == 0 ? "" : ",", plan->keys.items[at]);
    text_print(&text, "%s\n", plan->keys.count == 0 ? " none" : "");
    return text.bytes;
}

ErrorKind
command_retention_destroy(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Registration *registration = NULL;
    Deliberation *deliberation = NULL;
    DestructionWish wish = {0};
    DestructionPlan plan = {0};
    TRY(retention_begin(call, ACT_RETENTION_DESTROY, &session, &registration, &deliberation, err));
    TRY(read_wish(call, deliberation, &wish, err));
    TRY(destruction_plan(session.custody, call->arena, deliberation, &wish, &plan, err));
    if (plan.artefacts.count == 0 && plan.keys.count == 0)
        return error_set(err, ERROR_STATE, "there is nothing of it to destroy");
    TRY(session_unlock(&session, err));
    const char *bytes = destruction_plan_print(call->arena, &plan);
    TRY(propose(&session, ACT_RETENTION_DESTROY, deliberation->id, bytes, err));
    if (call->json)
        return result_print(arena_print(call->arena, "%s\n", bytes), err);
    return result_print(
        arena_print(call->arena,
                    "%sproposed; nothing is destroyed before another person agrees:\n"
                    "beraad retention approve %s\n",
                    plan_table(call->arena, &plan), deliberation->id),
        err);
}

static ErrorKind
report_done(Session *session, const Destruction *done, Error *err)
{
    Invocation *call = session->call;
    EpochStatus status = {0};
    TRY(epoch_status(session->custody, &status, err));
    const char *digest = digest_print(call->arena, &done->certificate_digest);
    if (call->json)
    {
        json_t *result = json_object();
        json_put(result, "destruction", json_integer(done->number));
        json_put_text(result, "certificate", digest);
        json_put(result, "medium_left_behind", json_boolean(epoch_is_left_behind(&status)));
        return result_print_json(call, result, err);
    }
    return result_print(
        arena_print(call->arena,
                    "destruction %" PRId64 " is completed: %zu artefact%s, %zu key%s\n"
                    "certificate %s\n%s",
                    done->number, done->plan.artefacts.count,
                    done->plan.artefacts.count == 1 ? "" : "s", done->plan.keys.count,
                    done->plan.keys.count == 1 ? "" : "s", digest,
                    epoch_is_left_behind(&status)
                        ? "the separate medium holds an older epoch: make a backup and renew it\n"
                        : ""),
        err);
}

static ErrorKind
decide_and_run(Session *session, const Registration *registration, const Proposal *proposal,
               Error *err)
{
    Arena *arena = session->call->arena;
    DestructionPlan plan = {0};
    KeyProbes probes = {0};
    Destruction *done = NULL;
    int64_t number = 0;
    TRY(destruction_plan_parse(session->custody, arena, proposal->bytes, proposal->size, &plan,
                               err));
    TRY(destroy_probes(session->custody, arena, &plan, &probes, err));
    TRY(destruction_decide(session->custody, session->actor, proposal, &probes, &number, err));
    TRY(destroy_run(session->custody, arena, session->actor, number, registration, &done, err));
    return report_done(session, done, err);
}

ErrorKind
command_retention_approve(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Registration *registration = NULL;
    Deliberation *deliberation = NULL;
    Proposal *proposal = NULL;
    TRY(retention_begin(call, ACT_RETENTION_APPROVE, &session, &registration, &deliberation, err));
    TRY(proposal_find(session.custody, call->arena, deliberation->id, MATTER_RETENTION, &proposal,
                      err));
    if (proposal == NULL || proposal->bytes == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed a proposal that is not there");
    TRY(session_unlock(&session, err));
    if (text_equal(proposal->act, act_rule(ACT_RETENTION_DESTROY)->name))
        return decide_and_run(&session, registration, proposal, err);
    TRY(series_close(session.custody, session.actor, deliberation, proposal, err));
    return call->json ? result_print("{\"closed\":true}\n", err)
                      : result_print("the series is closed: 'beraad retention show' has the dates "
                                     "that hold now\n",
                                     err);
}

ErrorKind
command_retention_withdraw(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Registration *registration = NULL;
    Deliberation *deliberation = NULL;
    Proposal *proposal = NULL;
    TRY(retention_begin(call, ACT_RETENTION_WITHDRAW, &session, &registration, &deliberation, err));
    TRY(proposal_find(session.custody, call->arena, deliberation->id, MATTER_RETENTION, &proposal,
                      err));
    if (proposal == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed a proposal that is not there");
    TRY(session_unlock(&session, err));
    TRY(proposal_withdraw(session.custody, session.actor, proposal->number, err));
    return call->json ? result_print("{\"withdrawn\":true}\n", err)
                      : result_print("what was proposed is withdrawn\n", err);
}

static size_t
count_waiting(const DestructionList *list)
{
    size_t count = 0;
    for (size_t at = 0; at < list->count; at++)
        count += list->items[at].completed_at == 0;
    return count;
}

/* What a killed process left: each decided destruction of the deliberation is brought to its end.
 */
ErrorKind
command_retention_complete(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Registration *registration = NULL;
    Deliberation *deliberation = NULL;
    DestructionList list = {0};
    TRY(retention_begin(call, ACT_RETENTION_COMPLETE, &session, &registration, &deliberation, err));
    TRY(destruction_list(session.custody, call->arena, deliberation->id, &list, err));
    if (count_waiting(&list) == 0)
        return error_set(err, ERROR_STATE, "no decided destruction waits for its end");
    TRY(session_unlock(&session, err));
    for (size_t at = 0; at < list.count; at++)
    {
        Destruction *done = NULL;
        if (list.items[at].completed_at != 0)
            continue;
        TRY(destroy_run(session.custody, call->arena, session.actor, list.items[at].number,
                        registration, &done, err));
        TRY(report_done(&session, done, err));
    }
    return ERROR_NONE;
}
