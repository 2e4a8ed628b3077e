#include "custody/registration.h"

#include "core/text.h"
#include "custody/inner.h"

#include <inttypes.h>
#include <string.h>

/* ?1 is a moment: what happened from then on is not looked at. */
#define COLUMNS                                                                                    \
    "SELECT id, decided, amends, catalogue, catalogue_digest, digest, registered_by, registered,"  \
    " (SELECT n.id FROM deliberation AS n WHERE n.amends = d.id AND n.registered < ?1),"           \
    " (SELECT n.registered FROM deliberation AS n WHERE n.amends = d.id AND n.registered < ?1),"   \
    " (SELECT c.state FROM deliberation_change AS c WHERE c.deliberation = d.id AND c.at < ?1"     \
    "  ORDER BY c.entry DESC LIMIT 1),"                                                            \
    " (SELECT max(c.at) FROM deliberation_change AS c WHERE c.deliberation = d.id AND c.at < ?1)," \
    " (SELECT p.proposed_by FROM proposal AS p WHERE p.number = d.proposal), bytes,"               \
    " text_digest, text, continues"                                                                \
    " FROM deliberation AS d WHERE registered < ?1"

static const struct
{
    DeliberationState state;
    const char *name;
} state_names[DELIBERATION_STATES] = {
    {DELIBERATION_UNKNOWN, "not registered"},
    {DELIBERATION_IN_FORCE, "in force"},
    {DELIBERATION_SUSPENDED, "suspended"},
    {DELIBERATION_AMENDED, "amended"},
    {DELIBERATION_ENDED, "ended"},
};

const char *
deliberation_state_name(DeliberationState state)
{
    for (size_t at = 0; at < DELIBERATION_STATES; at++)
        if (state_names[at].state == state)
            return state_names[at].name;
    return "";
}

const char *
deliberation_states_print(Arena *arena, unsigned states)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < DELIBERATION_STATES; at++)
        if ((states & (unsigned)state_names[at].state) != 0)
            text_print(&text, "%s%s", text.size == 0 ? "" : ", ", state_names[at].name);
    return text.bytes;
}

static ErrorKind
read_state(Query *query, Arena *arena, Registration *ret_row, Error *err)
{
    const char *changed = query_text(query, arena, 10);
    ret_row->amended_by = query_text(query, arena, 8);
    ret_row->state = DELIBERATION_IN_FORCE;
    ret_row->since = changed == NULL ? ret_row->registered_at : query_integer(query, 11);
    for (size_t at = 0; changed != NULL && at < DELIBERATION_STATES; at++)
        if (text_equal(state_names[at].name, changed))
            ret_row->state = state_names[at].state;
    if (ret_row->amended_by == NULL)
        return ERROR_NONE;
    if (ret_row->state == DELIBERATION_ENDED)
        return error_set(err, ERROR_INTEGRITY, "deliberation '%s' was ended and amended",
                         ret_row->id);
    ret_row->state = DELIBERATION_AMENDED;
    ret_row->since = query_integer(query, 9);
    return ERROR_NONE;
}

static ErrorKind
read_continues(Query *query, Arena *arena, Registration *ret_row, Error *err)
{
    json_t *list = NULL;
    if (query_null(query, 16))
        return ERROR_NONE;
    TRY(state_json(arena, query_text(query, arena, 16), &list, err));
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const char *name = json_string_value(json_array_get(list, at));
        if (name == NULL)
            return error_set(err, ERROR_INTEGRITY, "the state of deliberation '%s' is damaged",
                             ret_row->id);
        *LIST_ADD(arena, &ret_row->continues) = name;
    }
    return ERROR_NONE;
}

static ErrorKind
read_row(Query *query, Arena *arena, Registration *ret_row, Error *err)
{
    ret_row->id = query_text(query, arena, 0);
    const char *decided = query_text(query, arena, 1);
    ret_row->amends = query_text(query, arena, 2);
    ret_row->catalogue = query_text(query, arena, 3);
    TRY(state_digest(query_text(query, arena, 4), &ret_row->catalogue_digest, err));
    TRY(state_digest(query_text(query, arena, 5), &ret_row->digest, err));
    ret_row->registered_by = query_text(query, arena, 6);
    ret_row->registered_at = query_integer(query, 7);
    ret_row->proposed_by = query_text(query, arena, 12);
    if (!query_null(query, 14))
    {
        Digest *digest = arena_take(arena, sizeof *digest);
        TRY(state_digest(query_text(query, arena, 14), digest, err));
        ret_row->text_digest = digest;
    }
    TRY(read_continues(query, arena, ret_row, err));
    if (!date_parse(decided, &ret_row->decided))
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged date");
    return read_state(query, arena, ret_row, err);
}

static ErrorKind
read_bytes(Query *query, Arena *arena, Registration *ret_row, Error *err)
{
    ret_row->bytes = query_bytes(query, arena, 13, &ret_row->size);
    Digest made = digest_of(ret_row->bytes, ret_row->size);
    if (!digest_equal(&made, &ret_row->digest))
        return error_set(err, ERROR_INTEGRITY,
                         "deliberation '%s': the stored bytes are not those that were registered",
                         ret_row->id);
    if (query_null(query, 15))
        return ERROR_NONE;
    ret_row->text = query_bytes(query, arena, 15, &ret_row->text_size);
    made = digest_of(ret_row->text, ret_row->text_size);
    if (ret_row->text_digest == NULL || !digest_equal(&made, ret_row->text_digest))
        return error_set(err, ERROR_INTEGRITY,
                         "deliberation '%s': the stored official text is not the registered one",
                         ret_row->id);
    return ERROR_NONE;
}

ErrorKind
registration_find_before(Custody *custody, Arena *arena, const char *id, int64_t moment,
                         Registration **ret_registration, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    *ret_registration = NULL;
    TRY(store_query(custody->store, COLUMNS " AND id = ?2",
                    BINDS(bind_integer(moment), bind_text(id)), &query, err));
    TRY(query_next(query, &row, err));
    if (!row)
        return ERROR_NONE;
    Registration *found = arena_take(arena, sizeof *found);
    TRY(read_row(query, arena, found, err));
    TRY(read_bytes(query, arena, found, err));
    *ret_registration = found;
    return ERROR_NONE;
}

ErrorKind
registration_find(Custody *custody, Arena *arena, const char *id, Registration **ret_registration,
                  Error *err)
{
    return registration_find_before(custody, arena, id, INT64_MAX, ret_registration, err);
}

/* A line that is longer leads round in a circle. */
#define LINE_MOST 1000

static ErrorKind
find_amended(Custody *custody, Arena *arena, const char *id, const char **ret_amended, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    *ret_amended = NULL;
    TRY(store_query(custody->store, "SELECT amends FROM deliberation WHERE id = ?",
                    BINDS(bind_text(id)), &query, err));
    TRY(query_next(query, &row, err));
    if (row && !query_null(query, 0))
        *ret_amended = query_text(query, arena, 0);
    return ERROR_NONE;
}

static ErrorKind
object_circle(Error *err)
{
    return error_set(err, ERROR_INTEGRITY, "the state holds amendments without a beginning");
}

ErrorKind
registration_line(Custody *custody, Arena *arena, const Deliberation *deliberation,
                  DeliberationLine *ret_line, Error *err)
{
    *LIST_ADD(arena, ret_line) = deliberation->id;
    for (const char *at = deliberation->amends; at != NULL;)
    {
        if (ret_line->count > LINE_MOST)
            return object_circle(err);
        *LIST_ADD(arena, ret_line) = at;
        TRY(find_amended(custody, arena, at, &at, err));
    }
    return ERROR_NONE;
}

ErrorKind
registration_newest(Custody *custody, Arena *arena, const char *id, Registration **ret_registration,
                    Error *err)
{
    TRY(registration_find(custody, arena, id, ret_registration, err));
    for (int count = 0; *ret_registration != NULL && (*ret_registration)->amended_by != NULL;
         count++)
    {
        if (count > LINE_MOST)
            return object_circle(err);
        TRY(registration_find(custody, arena, (*ret_registration)->amended_by, ret_registration,
                              err));
    }
    return ERROR_NONE;
}

ErrorKind
registration_list(Custody *custody, Arena *arena, RegistrationList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store, COLUMNS " ORDER BY entry", BINDS(bind_integer(INT64_MAX)),
                    &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(read_row(query, arena, LIST_ADD(arena, ret_list), err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}

/* Are these the bytes of the other with its id replaced once, where it first stands? */
static bool
is_copy(const char *bytes, size_t size, const char *id, const Registration *other)
{
    const char *here = memmem(bytes, size, id, strlen(id));
    const char *there = memmem(other->bytes, other->size, other->id, strlen(other->id));
    if (here == NULL || there == NULL || here - bytes != there - other->bytes)
        return false;
    size_t before = (size_t)(here - bytes);
    size_t rest = size - before - strlen(id);
    return rest == other->size - before - strlen(other->id) &&
           memcmp(bytes, other->bytes, before) == 0 &&
           memcmp(here + strlen(id), there + strlen(other->id), rest) == 0;
}

ErrorKind
registration_find_copy(Custody *custody, Arena *arena, const char *id, const char *bytes,
                       size_t size, const char **ret_copied, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    *ret_copied = NULL;
    TRY(store_query(custody->store, COLUMNS " AND id <> ?2",
                    BINDS(bind_integer(INT64_MAX), bind_text(id)), &query, err));
    TRY(query_next(query, &row, err));
    while (row && *ret_copied == NULL)
    {
        Registration other = {0};
        TRY(read_row(query, arena, &other, err));
        TRY(read_bytes(query, arena, &other, err));
        if (is_copy(bytes, size, id, &other))
            *ret_copied = other.id;
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
