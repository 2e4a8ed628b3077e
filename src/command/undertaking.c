/*
 * beraad undertaking show | sign ID , list
 */
#include "custody/undertaking.h"
#include "command/cells.h"
#include "command/session.h"
#include "deliberation/undertaking.h"

static const Option language_options[] = {
    {"language", "nl|fr|en", false, "in which language it is shown; else that of the locale"},
    {NULL, NULL, false, NULL},
};

/* The words, and what binds them. */
static ErrorKind
report(Session *session, const Deliberation *deliberation, const char *state, Error *err)
{
    Invocation *call = session->call;
    const char *actor = session->actor_name == NULL ? "..." : session->actor_name;
    Digest digest = undertaking_digest(call->arena, deliberation, actor);
    Language language = LANGUAGE_EN;
    Text text = text_new(call->arena);
    TRY(invocation_language(call, &language, err));
    undertaking_text(call->arena, deliberation, actor, language,
                     call->display.terminal ? call->display.prose : UNDERTAKING_WIDTH, &text);
    if (call->json)
    {
        json_t *result = json_object();
        json_put_text(result, "deliberation", deliberation->id);
        json_put_text(result, "actor", actor);
        json_put_text(result, "text", text.bytes);
        json_put_text(result, "digest", digest_print(call->arena, &digest));
        json_put_text(result, "state", state);
        return result_print_json(call, result, err);
    }
    text_print(&text, "\n%s\n%s\n", state, digest_print(call->arena, &digest));
    return result_print(text.bytes, err);
}

/* What a deliberation says is public, so the gate is not asked. */
static ErrorKind
show(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Catalogue *catalogue = NULL;
    Deliberation *deliberation = NULL;
    Registration *registration = NULL;
    bool is_signed = false;
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(session_deliberation(&session, call->words[0], &catalogue, &deliberation, err));
    if (deliberation == NULL)
        return error_set(err, ERROR_USAGE, "no deliberation of that reference is registered");
    TRY(registration_find(session.custody, call->arena, deliberation->id, &registration, err));
    if (registration != NULL && session.actor_name != NULL)
        TRY(undertaking_signed(session.custody, session.actor_name, registration, &is_signed, err));
    return report(&session, deliberation, is_signed ? "signed" : "not signed", err);
}

static ErrorKind
sign(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Catalogue *catalogue = NULL;
    Deliberation *deliberation = NULL;
    Registration *registration = NULL;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(session_deliberation(&session, call->words[0], &catalogue, &deliberation, err));
    Question question = {.act = ACT_UNDERTAKING_SIGN,
                         .deliberation_id = call->words[0],
                         .deliberation = deliberation};
    TRY(session_permit(&session, &question, err));
    TRY(registration_find(session.custody, call->arena, call->words[0], &registration, err));
    if (registration == NULL || deliberation == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed what is not registered");
    Digest digest = undertaking_digest(call->arena, deliberation, session.actor_name);
    TRY(undertaking_sign(session.custody, session.actor, registration, &digest, err));
    return report(&session, deliberation, "signed", err);
}

static ErrorKind
report_list(Invocation *call, const UndertakingList *list, Error *err)
{
    Cells cells = {0};
    json_t *result = json_array();
    ADD_ROW(call->arena, &cells, "actor", "deliberation", "signed");
    for (size_t at = 0; at < list->count; at++)
    {
        const Undertaking *undertaking = &list->items[at];
        const char *moment = moment_print(call->arena, undertaking->signed_at);
        json_t *item = json_object();
        json_put_text(item, "actor", undertaking->actor);
        json_put_text(item, "deliberation", undertaking->deliberation);
        json_put_text(item, "signed", moment);
        json_put_text(item, "text", digest_print(call->arena, &undertaking->text));
        if (json_array_append_new(result, item) != 0)
            error_out_of_memory();
        ADD_ROW(call->arena, &cells, undertaking->actor, undertaking->deliberation, moment);
    }
    (void)json_keep(call->arena, json_incref(result));
    if (call->json)
        return result_print_json(call, result, err);
    json_decref(result);
    return result_print(cells_print(call->arena, &cells, 3, ""), err);
}

static ErrorKind
list(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    UndertakingList all = {0};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    Question question = {.act = ACT_LEDGER_SHOW};
    TRY(session_permit(&session, &question, err));
    TRY(undertaking_list(session.custody, call->arena, NULL, &all, err));
    return report_list(call, &all, err);
}

const Command command_undertaking[] = {
    {"undertaking", "show", "ID", 1, 1, language_options, show,
     "show what a researcher undertakes before anything opens for her"},
    {"undertaking", "sign", "ID", 1, 1, language_options, sign,
     "sign it, as a researcher, with the actor's key"},
    {"undertaking", "list", NULL, 0, 0, NULL, list, "list who has signed for which deliberation"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
