#include "custody/actor.h"

#include "core/text.h"
#include "custody/inner.h"

#include <string.h>

typedef struct RoleName
{
    Role role;
    const char *name;
} RoleName;

/* The last one is not an actor's. */
static const RoleName role_names[] = {
    {ROLE_OPERATOR, "operator"}, {ROLE_APPROVER, "approver"}, {ROLE_RESEARCHER, "researcher"},
    {ROLE_CHECKER, "checker"},   {ROLE_AUDITOR, "auditor"},   {ROLE_CUSTODIAN, "custodian"},
};

#define ROLE_NAMES (sizeof role_names / sizeof *role_names)

bool
role_parse(const char *name, Role *ret_role)
{
    for (size_t at = 0; at < ROLE_NAMES - 1; at++)
        if (text_equal(role_names[at].name, name))
        {
            *ret_role = role_names[at].role;
            return true;
        }
    return false;
}

const char *
roles_print(Arena *arena, unsigned roles)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < ROLE_NAMES; at++)
        if ((roles & (unsigned)role_names[at].role) != 0)
            text_print(&text, "%s%s", text.size == 0 ? "" : ", ", role_names[at].name);
    return text.bytes;
}

bool
actor_name_valid(const char *name)
{
    size_t size = strlen(name);
    return size >= 1 && size <= ACTOR_NAME_SIZE && name[0] >= 'a' && name[0] <= 'z' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == size &&
           !text_equal(name, ACTOR_CUSTODY) && !text_equal(name, ACTOR_UNKNOWN);
}

json_t *
roles_json(unsigned roles)
{
    json_t *list = json_array();
    for (size_t at = 0; at < ROLE_NAMES; at++)
        if ((roles & (unsigned)role_names[at].role) != 0 &&
            json_array_append_new(list, json_string(role_names[at].name)) != 0)
            error_out_of_memory();
    return list;
}

static ErrorKind
roles_read(Arena *arena, const char *text, unsigned *ret_roles, Error *err)
{
    json_t *list = NULL;
    TRY(state_json(arena, text, &list, err));
    *ret_roles = 0;
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const char *name = json_string_value(json_array_get(list, at));
        Role role = ROLE_OPERATOR;
        if (name == NULL || !role_parse(name, &role))
            return error_set(err, ERROR_INTEGRITY, "the state holds a role that does not exist");
        *ret_roles |= (unsigned)role;
    }
    return ERROR_NONE;
}

ErrorKind
actor_check_new(Custody *custody, const ActorNew *actor, Error *err)
{
    SCRATCH Arena *work = arena_new("actor");
    bool found = false;
    ActorRecord there;
    if (!actor_name_valid(actor->name))
    {
        (void)error_set(err, ERROR_USAGE, "the name is not one of an actor");
        return error_hint(err, "a to z, 0 to 9 and '-', beginning with a letter, at most %d",
                          ACTOR_NAME_SIZE);
    }
    if (actor->roles == 0 || (actor->roles & ~(ROLE_EVERY & ~(unsigned)ROLE_CUSTODIAN)) != 0)
        return error_set(err, ERROR_USAGE, "actor '%s': no role is given", actor->name);
    TRY(actor_find(custody, work, actor->name, &found, &there, err));
    if (found)
        return error_set(err, ERROR_STATE, "actor '%s' is there already", actor->name);
    return ERROR_NONE;
}

static ErrorKind
record_actor(Custody *custody, const ActorNew *actor, const char *public_key, Error *err)
{
    SCRATCH Arena *work = arena_new("actor");
    ENDS_RECORDING Recording recording = {0};
    json_t *roles = json_keep(work, roles_json(actor->roles));
    json_t *body = json_object();
    json_put_text(body, "actor", actor->name);
    json_put(body, "roles", json_incref(roles));
    json_put_text(body, "public_key", public_key);
    int64_t number = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, NULL, NULL, ENTRY_ACTOR_ADDED, body, &number, err));
    TRY(store_run(custody->store, "INSERT INTO actor VALUES(?, ?, ?, ?)",
                  BINDS(bind_text(actor->name), bind_text(json_canonical(work, roles, NULL)),
                        bind_integer(custody->now), bind_integer(number)),
                  err));
    TRY(actor_key_record(custody, actor->name, 1, public_key, number, err));
    return record_commit(&recording, err);
}

ErrorKind
actor_add(Custody *custody, const ActorNew *actor, Error *err)
{
    SCRATCH Arena *work = arena_new("actor");
    const char *public_key = NULL;
    TRY(actor_check_new(custody, actor, err));
    TRY(actor_key_make(custody, work, actor, 1, &public_key, err));
    /* Where this fails the file stays, and recovery decides: a commit that reports a fault may
     * still have happened. */
    return record_actor(custody, actor, public_key, err);
}

#define COLUMNS                                                                                    \
    "SELECT a.name, a.roles, k.public_key, a.added, k.version, k.since, k.ended, k.file"           \
    " FROM actor AS a JOIN actor_key AS k ON k.actor = a.name AND k.version ="                     \
    " (SELECT max(version) FROM actor_key AS n WHERE n.actor = a.name)"

static ErrorKind
read_row(Query *query, Arena *arena, ActorRecord *ret_actor, Error *err)
{
    ret_actor->name = query_text(query, arena, 0);
    TRY(roles_read(arena, query_text(query, arena, 1), &ret_actor->roles, err));
    ret_actor->added = query_integer(query, 3);
    ret_actor->key_version = query_integer(query, 4);
    ret_actor->key_since = query_integer(query, 5);
    ret_actor->revoked = !query_null(query, 6);
    ret_actor->key_file = query_text(query, arena, 7);
    if (!public_key_parse(query_text(query, arena, 2), ret_actor->public_key))
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged public key");
    return ERROR_NONE;
}

ErrorKind
actor_find(Custody *custody, Arena *arena, const char *name, bool *ret_found,
           ActorRecord *ret_actor, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    TRY(store_query(custody->store, COLUMNS " WHERE a.name = ?", BINDS(bind_text(name)), &query,
                    err));
    TRY(query_next(query, ret_found, err));
    return *ret_found ? read_row(query, arena, ret_actor, err) : ERROR_NONE;
}

ErrorKind
actor_list(Custody *custody, Arena *arena, ActorList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store, COLUMNS " ORDER BY a.name", NO_BINDS, &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(read_row(query, arena, LIST_ADD(arena, ret_list), err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
