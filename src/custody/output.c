/* The states of output requests, and reading them. What changes them stands in output_record.c. */
#include "custody/output.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/output_inner.h"

#include <inttypes.h>

#define COLUMNS                                                                                    \
    "SELECT o.number, o.state, deliberation, deliberation_digest, communication, years, job,"      \
    " author, requested, files, o.round, coalesce(r.canonical, ''), coalesce(r.findings, ''),"     \
    " coalesce(r.fails, 0), coalesce(r.method, 'none'), checkers_needed, folder,"                  \
    " coalesce(released, 0), o.last_entry FROM output AS o"                                        \
    " LEFT JOIN output_round AS r ON r.output = o.number AND r.round = o.round AND o.round > 0"

static const char *const state_names[OUTPUT_STATE_COUNT] = {
    [OUTPUT_REQUESTED] = "requested", [OUTPUT_CHECKED] = "checked",
    [OUTPUT_APPROVED] = "approved",   [OUTPUT_REJECTED] = "rejected",
    [OUTPUT_RELEASED] = "released",   [OUTPUT_WITHDRAWN] = "withdrawn",
};

static const char *const change_names[OUTPUT_CHANGE_COUNT] = {
    [OUTPUT_CHECK] = "check",       [OUTPUT_PROTECT] = "protect", [OUTPUT_VOTE] = "vote",
    [OUTPUT_AGREE] = "agree",       [OUTPUT_REFUSE] = "refuse",   [OUTPUT_RELEASE] = "release",
    [OUTPUT_WITHDRAW] = "withdraw",
};

/* Where each change leads; what is not here cannot be. An approved request can be checked once
 * more: what was released since may stand against it now, and then it starts again. */
typedef struct Step
{
    bool leads;
    OutputState next;
} Step;

static const Step steps[OUTPUT_STATE_COUNT][OUTPUT_CHANGE_COUNT] = {
    [OUTPUT_REQUESTED] =
        {[OUTPUT_CHECK] = {true, OUTPUT_CHECKED}, [OUTPUT_WITHDRAW] = {true, OUTPUT_WITHDRAWN}},
    [OUTPUT_CHECKED] = {[OUTPUT_CHECK] = {true, OUTPUT_CHECKED},
                        [OUTPUT_PROTECT] = {true, OUTPUT_CHECKED},
                        [OUTPUT_VOTE] = {true, OUTPUT_CHECKED},
                        [OUTPUT_AGREE] = {true, OUTPUT_APPROVED},
                        [OUTPUT_REFUSE] = {true, OUTPUT_REJECTED},
                        [OUTPUT_WITHDRAW] = {true, OUTPUT_WITHDRAWN}},
    [OUTPUT_APPROVED] = {[OUTPUT_CHECK] = {true, OUTPUT_CHECKED},
                         [OUTPUT_RELEASE] = {true, OUTPUT_RELEASED},
                         [OUTPUT_WITHDRAW] = {true, OUTPUT_WITHDRAWN}},
};

const char *
output_state_name(OutputState state)
{
    return state_names[state];
}

bool
output_state_parse(const char *name, OutputState *ret_state)
{
    for (OutputState state = 0; state < OUTPUT_STATE_COUNT; state++)
        if (text_equal(state_names[state], name))
        {
            *ret_state = state;
            return true;
        }
    return false;
}

const char *
output_change_name(OutputChange change)
{
    return change_names[change];
}

bool
output_change_leads(OutputState state, OutputChange change, OutputState *ret_next)
{
    *ret_next = steps[state][change].next;
    return steps[state][change].leads;
}

char *
output_states_print(Arena *arena)
{
    Text text = text_new(arena);
    for (OutputState state = 0; state < OUTPUT_STATE_COUNT; state++)
        for (OutputChange change = 0; change < OUTPUT_CHANGE_COUNT; change++)
        {
            OutputState next;
            if (output_change_leads(state, change, &next))
                text_print(&text, "%-9s --%s--> %s\n", state_names[state], change_names[change],
                           state_names[next]);
        }
    return text.bytes;
}

static ErrorKind
read_row(Query *query, Arena *arena, OutputRequest *ret_row, Error *err)
{
    ret_row->number = query_integer(query, 0);
    if (!output_state_parse(query_text(query, arena, 1), &ret_row->state))
        return error_set(err, ERROR_INTEGRITY, "the state of output %" PRId64 " is damaged",
                         ret_row->number);
    ret_row->deliberation = query_text(query, arena, 2);
    TRY(state_digest(query_text(query, arena, 3), &ret_row->deliberation_digest, err));
    ret_row->communication = query_text(query, arena, 4);
    TRY(state_years(arena, query_text(query, arena, 5), &ret_row->years, err));
    ret_row->job = query_integer(query, 6);
    ret_row->author = query_text(query, arena, 7);
    ret_row->requested_at = query_integer(query, 8);
    TRY(state_digest(query_text(query, arena, 9), &ret_row->files, err));
    ret_row->round = query_integer(query, 10);
    if (ret_row->round > 0)
    {
        TRY(state_digest(query_text(query, arena, 11), &ret_row->canonical, err));
        TRY(state_digest(query_text(query, arena, 12), &ret_row->findings, err));
    }
    ret_row->fails = query_integer(query, 13) != 0;
    ret_row->method = query_text(query, arena, 14);
    ret_row->checkers_needed = (int)query_integer(query, 15);
    ret_row->folder = query_text(query, arena, 16);
    ret_row->released_at = query_integer(query, 17);
    ret_row->entry = query_integer(query, 18);
    return ERROR_NONE;
}

static ErrorKind
read_votes(Custody *custody, Arena *arena, OutputRequest *request, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT actor, commitment, at FROM output_vote WHERE output = ? AND round = ?"
                    " ORDER BY entry",
                    BINDS(bind_integer(request->number), bind_integer(request->round)), &query,
                    err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        OutputVote *vote = LIST_ADD(arena, &request->votes);
        vote->actor = query_text(query, arena, 0);
        TRY(state_digest(query_text(query, arena, 1), &vote->commitment, err));
        vote->at = query_integer(query, 2);
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}

ErrorKind
output_find(Custody *custody, Arena *arena, int64_t number, OutputRequest **ret_request, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    *ret_request = NULL;
    TRY(store_query(custody->store, COLUMNS " WHERE o.number = ?", BINDS(bind_integer(number)),
                    &query, err));
    TRY(query_next(query, &row, err));
    if (!row)
        return ERROR_NONE;
    OutputRequest *request = arena_take(arena, sizeof *request);
    TRY(read_row(query, arena, request, err));
    TRY(read_votes(custody, arena, request, err));
    *ret_request = request;
    return ERROR_NONE;
}

ErrorKind
output_list(Custody *custody, Arena *arena, const char *deliberation, OutputList *ret_list,
            Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    COLUMNS " WHERE o.deliberation = coalesce(?, o.deliberation) ORDER BY o.number",
                    BINDS(bind_text(deliberation)), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        OutputRequest *request = LIST_ADD(arena, ret_list);
        TRY(read_row(query, arena, request, err));
        TRY(read_votes(custody, arena, request, err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}

ErrorKind
output_move(Custody *custody, const OutputRequest *request, Error *err)
{
    SCRATCH Arena *work = arena_new("move");
    if (request->state != OUTPUT_RELEASED || request->folder == NULL)
        return error_set(err, ERROR_INTERNAL, "output %" PRId64 " was not released",
                         request->number);
    const char *from = custody_path(work, custody, arena_print(work, "held/%s", request->folder));
    const char *to = custody_path(work, custody, arena_print(work, "outgoing/%s", request->folder));
    if (!file_exists(from))
        return ERROR_NONE;
    if (file_exists(to))
        return error_set(err, ERROR_INTEGRITY, "output %" PRId64 " is in held/ and in outgoing/",
                         request->number);
    TRY(file_move(from, to, err));
    return file_sync(custody_path(work, custody, "held"), err);
}
