/* The states of releases, and reading them. What changes them stands in release_record.c. */
#include "custody/release.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/inner.h"

#include <inttypes.h>

#define COLUMNS                                                                                    \
    "SELECT number, state, deliberation, deliberation_digest, communication, recipient, years,"    \
    " manifest, package, package_file, package_size, approvals_needed, prepared, prepared_by,"     \
    " coalesce(delivered, 0), variables FROM release"

static const char *const state_names[] = {
    [RELEASE_PREPARED] = "prepared",
    [RELEASE_APPROVED] = "approved",
    [RELEASE_DELIVERED] = "delivered",
    [RELEASE_WITHDRAWN] = "withdrawn",
};

#define STATES (sizeof state_names / sizeof *state_names)

static const bool changes[STATES][CHANGE_WITHDRAW + 1] = {
    [RELEASE_PREPARED] = {[CHANGE_APPROVE] = true, [CHANGE_WITHDRAW] = true},
    [RELEASE_APPROVED] = {[CHANGE_DELIVER] = true, [CHANGE_WITHDRAW] = true},
};

const char *
release_state_name(ReleaseState state)
{
    return state_names[state];
}

bool
release_state_parse(const char *name, ReleaseState *ret_state)
{
    for (size_t state = 0; state < STATES; state++)
        if (text_equal(state_names[state], name))
        {
            *ret_state = (ReleaseState)state;
            return true;
        }
    return false;
}

bool
release_change_allowed(ReleaseState state, ReleaseChange change)
{
    return changes[state][change];
}

static ErrorKind
read_years(Arena *arena, const char *text, Release *release, Error *err)
{
    json_t *list = NULL;
    TRY(state_json(arena, text, &list, err));
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const json_t *item = json_array_get(list, at);
        ReleaseYear *year = LIST_ADD(arena, &release->years);
        year->year = (int)json_integer_value(json_object_get(item, "year"));
        year->rows = json_integer_value(json_object_get(item, "rows"));
        release->row_count += year->rows;
    }
    return ERROR_NONE;
}

static ErrorKind
read_variables(Arena *arena, const char *text, Release *release, Error *err)
{
    json_t *list = NULL;
    TRY(state_json(arena, text, &list, err));
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const char *name = json_string_value(json_array_get(list, at));
        if (name == NULL)
            return error_set(err, ERROR_INTEGRITY, "the state of release %" PRId64 " is damaged",
                             release->number);
        *LIST_ADD(arena, &release->variables) = name;
    }
    return ERROR_NONE;
}

static ErrorKind
read_row(Query *query, Arena *arena, Release *ret_row, Error *err)
{
    ret_row->number = query_integer(query, 0);
    if (!release_state_parse(query_text(query, arena, 1), &ret_row->state))
        return error_set(err, ERROR_INTEGRITY, "the state of release %" PRId64 " is damaged",
                         ret_row->number);
    ret_row->deliberation = query_text(query, arena, 2);
    TRY(state_digest(query_text(query, arena, 3), &ret_row->deliberation_digest, err));
    ret_row->communication = query_text(query, arena, 4);
    ret_row->recipient = query_text(query, arena, 5);
    TRY(read_years(arena, query_text(query, arena, 6), ret_row, err));
    TRY(state_digest(query_text(query, arena, 7), &ret_row->manifest, err));
    TRY(state_digest(query_text(query, arena, 8), &ret_row->package_digest, err));
    ret_row->package = query_text(query, arena, 9);
    ret_row->package_size = query_integer(query, 10);
    ret_row->approvals_needed = (int)query_integer(query, 11);
    ret_row->prepared_at = query_integer(query, 12);
    ret_row->prepared_by = query_text(query, arena, 13);
    ret_row->delivered_at = query_integer(query, 14);
    return read_variables(arena, query_text(query, arena, 15), ret_row, err);
}

static ErrorKind
read_approvals(Custody *custody, Arena *arena, Release *release, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT actor, at FROM approval WHERE release = ? ORDER BY entry",
                    BINDS(bind_integer(release->number)), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        *LIST_ADD(arena, &release->approvals) =
            (Approval){.actor = query_text(query, arena, 0), .at = query_integer(query, 1)};
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}

ErrorKind
release_find(Custody *custody, Arena *arena, int64_t number, Release **ret_release, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    *ret_release = NULL;
    TRY(store_query(custody->store, COLUMNS " WHERE number = ?", BINDS(bind_integer(number)),
                    &query, err));
    TRY(query_next(query, &row, err));
    if (!row)
        return ERROR_NONE;
    Release *release = arena_take(arena, sizeof *release);
    TRY(read_row(query, arena, release, err));
    TRY(read_approvals(custody, arena, release, err));
    *ret_release = release;
    return ERROR_NONE;
}

ErrorKind
release_list(Custody *custody, Arena *arena, const char *deliberation, ReleaseList *ret_list,
             Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    COLUMNS " WHERE deliberation = coalesce(?, deliberation) ORDER BY number",
                    BINDS(bind_text(deliberation)), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        Release *release = LIST_ADD(arena, ret_list);
        TRY(read_row(query, arena, release, err));
        TRY(read_approvals(custody, arena, release, err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}

static char *
place_in(Custody *custody, Arena *arena, const char *folder, const char *name)
{
    return custody_path(arena, custody, arena_print(arena, "%s/%s", folder, name));
}

ErrorKind
release_move(Custody *custody, const Release *release, Error *err)
{
    SCRATCH Arena *work = arena_new("move");
    const char *staged = release_staged(work, release->package);
    const char *from = place_in(custody, work, "held", staged);
    const char *to = place_in(custody, work, "outgoing", staged);
    if (release->state == RELEASE_PREPARED || release->state == RELEASE_WITHDRAWN)
        return error_set(err, ERROR_INTERNAL, "release %" PRId64 " was not delivered",
                         release->number);
    if (!file_exists(from))
        return ERROR_NONE;
    if (file_exists(to))
        return error_set(err, ERROR_INTEGRITY, "release %" PRId64 " is in held/ and in outgoing/",
                         release->number);
    TRY(file_move(from, to, err));
    return file_sync(custody_path(work, custody, "held"), err);
}

ErrorKind
release_check_held(Custody *custody, const Release *release, Error *err)
{
    SCRATCH Arena *work = arena_new("held");
    const char *path = place_in(custody, work, "held", release->package);
    Digest digest;
    int64_t size = 0;
    if (!file_exists(path))
        return error_set(err, ERROR_INTEGRITY,
                         "release %" PRId64 ": its package is gone from held/", release->number);
    TRY(file_digest(path, &digest, &size, err));
    if (size != release->package_size || !digest_equal(&digest, &release->package_digest))
        return error_set(err, ERROR_INTEGRITY,
                         "release %" PRId64
                         ": its package in held/ is not the one that was recorded",
                         release->number);
    return ERROR_NONE;
}
