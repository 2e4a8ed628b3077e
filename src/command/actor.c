/*
 * beraad actor add | rotate | revoke NAME , list
 */
#include "command/cells.h"
#include "command/session.h"
#include "core/text.h"

#include <inttypes.h>

static const Option add_options[] = {
    {"role", "ROLE", true,
     "operator, approver, researcher, checker, auditor; may be repeated (required)"},
    {"new-passphrase-file", "FILE", false,
     "the new actor's passphrase (or BERAAD_NEW_PASSPHRASE_FILE); else asked"},
    {NULL, NULL, false, NULL},
};

static const Option rotate_options[] = {
    {"new-passphrase-file", "FILE", false,
     "the passphrase of the new key (or BERAAD_NEW_PASSPHRASE_FILE); else asked"},
    {NULL, NULL, false, NULL},
};

static ErrorKind
read_roles(Invocation *call, unsigned *ret_roles, Error *err)
{
    const char **names = NULL;
    size_t count = invocation_option_many(call, "role", &names);
    *ret_roles = 0;
    for (size_t at = 0; at < count; at++)
    {
        Role role = ROLE_OPERATOR;
        if (!role_parse(names[at], &role))
        {
            (void)error_set(err, ERROR_USAGE, "option '--role': '%s' is no role",
                            text_shown(call->arena, names[at]));
            return error_hint(err, "operator, approver, researcher, checker or auditor");
        }
        *ret_roles |= (unsigned)role;
    }
    if (count == 0)
        return error_set(err, ERROR_USAGE, "option '--role' is missing");
    return ERROR_NONE;
}

/* "1", "2, since 2026-11-28T01:00:00Z", "revoked" */
static const char *
print_key(Arena *arena, const ActorRecord *actor)
{
    if (actor->revoked)
        return "revoked";
    if (actor->key_version == 1)
        return "1";
    return arena_print(arena, "%" PRId64 ", since %s", actor->key_version,
                       moment_print(arena, actor->key_since));
}

static ErrorKind
report_actors(Invocation *call, const ActorList *list, Error *err)
{
    if (call->json)
    {
        json_t *result = json_array();
        for (size_t at = 0; at < list->count; at++)
        {
            json_t *item = json_object();
            json_put_text(item, "actor", list->items[at].name);
            json_put(item, "roles", roles_json(list->items[at].roles));
            json_put_text(item, "added", moment_print(call->arena, list->items[at].added));
            json_put(item, "key", json_integer(list->items[at].key_version));
            json_put_text(item, "key_since", moment_print(call->arena, list->items[at].key_since));
            json_put(item, "revoked", json_boolean(list->items[at].revoked));
            if (json_array_append_new(result, item) != 0)
                error_out_of_memory();
        }
        return result_print_json(call, result, err);
    }
    Cells cells = {0};
    ADD_ROW(call->arena, &cells, "actor", "roles", "added", "key");
    for (size_t at = 0; at < list->count; at++)
        ADD_ROW(call->arena, &cells, list->items[at].name,
                roles_print(call->arena, list->items[at].roles),
                moment_print(call->arena, list->items[at].added),
                print_key(call->arena, &list->items[at]));
    return result_print(cells_print(call->arena, &cells, 4, ""), err);
}

static ErrorKind
report_actor(Session *session, const char *name, Error *err)
{
    ActorList list = {0};
    bool found = false;
    TRY(actor_find(session->custody, session->call->arena, name, &found,
                   LIST_ADD(session->call->arena, &list), err));
    return report_actors(session->call, &list, err);
}

static ErrorKind
run_add(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    FREES_SECRET Secret *passphrase = NULL;
    ActorNew actor = {.name = call->words[0], .cost = kdf_cost_default};
    TRY(read_roles(call, &actor.roles, err));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    Question question = {.act = ACT_ACTOR_ADD};
    TRY(session_ask(&session, &question, err));
    TRY(actor_check_new(session.custody, &actor, err));
    TRY(session_unlock(&session, err));
    TRY(session_new_passphrase(call, "new-passphrase-file", "BERAAD_NEW_PASSPHRASE_FILE",
                               "passphrase of the new actor", &passphrase, err));
    actor.passphrase = passphrase;
    TRY(actor_add(session.custody, &actor, err));
    return report_actor(&session, actor.name, err);
}

/* A new key: as the actor herself, who signs that with the old one, or as the custodian. */
static ErrorKind
run_rotate(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    FREES_SECRET Secret *passphrase = NULL;
    ActorNew actor = {.name = call->words[0], .cost = kdf_cost_default};
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    Question question = {.act = ACT_ACTOR_ROTATE, .about = actor.name};
    TRY(session_permit(&session, &question, err));
    TRY(session_new_passphrase(call, "new-passphrase-file", "BERAAD_NEW_PASSPHRASE_FILE",
                               "passphrase of the new key", &passphrase, err));
    actor.passphrase = passphrase;
    TRY(actor_rotate(session.custody, session.actor, &actor, err));
    return report_actor(&session, actor.name, err);
}

static ErrorKind
run_revoke(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    Question question = {.act = ACT_ACTOR_REVOKE, .about = call->words[0]};
    TRY(session_permit(&session, &question, err));
    TRY(actor_revoke(session.custody, session.actor, call->words[0], err));
    return report_actor(&session, call->words[0], err);
}

static ErrorKind
run_list(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    ActorList list = {0};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    Question question = {.act = ACT_LEDGER_SHOW};
    TRY(session_permit(&session, &question, err));
    TRY(actor_list(session.custody, call->arena, &list, err));
    return report_actors(call, &list, err);
}

const Command command_actor[] = {
    {"actor", "add", "NAME", 1, 1, add_options, run_add,
     "add an actor with roles and a key of its own; needs the custody's passphrase"},
    {"actor", "rotate", "NAME", 1, 1, rotate_options, run_rotate,
     "give an actor a new key; the old one signs nothing more"},
    {"actor", "revoke", "NAME", 1, 1, NULL, run_revoke,
     "let an actor's key sign nothing more; what it signed stays valid"},
    {"actor", "list", NULL, 0, 0, NULL, run_list, "list the actors and their roles"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
