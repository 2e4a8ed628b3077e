/*
 * beraad deliberation list: all that are registered, and what is proposed for which.
 */
#include "command/cells.h"
#include "command/inner.h"
#include "command/session.h"
#include "core/text.h"
#include "custody/registration.h"

/* One line: what is registered, or only proposed (registration is NULL), and what waits. */
typedef struct Row
{
    const Registration *registration;
    const Proposal *proposal; /* NULL: nothing waits for another person */
} Row;

typedef struct Rows LIST_OF(Row) Rows;

static void
gather(Arena *arena, const RegistrationList *registered, const ProposalList *proposed,
       Rows *ret_rows)
{
    for (size_t at = 0; at < registered->count; at++)
        *LIST_ADD(arena, ret_rows) = (Row){.registration = &registered->items[at]};
    for (size_t at = 0; at < proposed->count; at++)
    {
        const Proposal *proposal = &proposed->items[at];
        size_t row = 0;
        if (proposal->matter != MATTER_DELIBERATION)
            continue;
        while (row < registered->count &&
               !text_equal(registered->items[row].id, proposal->deliberation))
            row++;
        if (row < registered->count)
            ret_rows->items[row].proposal = proposal;
        else
            *LIST_ADD(arena, ret_rows) = (Row){.proposal = proposal};
    }
}

static json_t *
row_json(Arena *arena, const Row *row)
{
    const Registration *registration = row->registration;
    json_t *item = json_object();
    json_put_text(item, "deliberation",
                  registration == NULL ? row->proposal->deliberation : registration->id);
    json_put_text(
        item, "state",
        deliberation_state_name(registration == NULL ? DELIBERATION_UNKNOWN : registration->state));
    if (registration != NULL)
    {
        json_put_text(item, "since", moment_print(arena, registration->since));
        json_put_text(item, "decided", cell_date(arena, registration->decided));
        json_put_text(item, "digest", digest_print(arena, &registration->digest));
    }
    if (registration != NULL && registration->amends != NULL)
        json_put_text(item, "amends", registration->amends);
    if (registration != NULL && registration->amended_by != NULL)
        json_put_text(item, "amended_by", registration->amended_by);
    if (row->proposal != NULL)
    {
        json_put_text(item, "proposed", row->proposal->act);
        json_put_text(item, "proposed_by", row->proposal->proposed_by);
    }
    return item;
}

static void
add_row(Arena *arena, Cells *cells, const Row *row)
{
    const Registration *registration = row->registration;
    const char *waits = row->proposal == NULL
                            ? ""
                            : arena_print(arena, "'%s' of %s, for approval", row->proposal->act,
                                          row->proposal->proposed_by);
    if (registration == NULL)
    {
        ADD_ROW(arena, cells, row->proposal->deliberation, "",
                deliberation_state_name(DELIBERATION_UNKNOWN), "", "", waits);
        return;
    }
    const char *state = deliberation_state_name(registration->state);
    if (registration->amended_by != NULL)
        state = arena_print(arena, "%s by %s", state, registration->amended_by);
    ADD_ROW(arena, cells, registration->id, cell_date(arena, registration->decided), state,
            moment_print(arena, registration->since),
            registration->amends == NULL ? "" : registration->amends, waits);
}

static ErrorKind
report(Invocation *call, const Rows *rows, Error *err)
{
    Cells cells = {0};
    json_t *result = json_array();
    ADD_ROW(call->arena, &cells, "deliberation", "decided", "state", "since", "amends",
            "waits for");
    for (size_t at = 0; at < rows->count; at++)
    {
        add_row(call->arena, &cells, &rows->items[at]);
        if (json_array_append_new(result, row_json(call->arena, &rows->items[at])) != 0)
            error_out_of_memory();
    }
    (void)json_keep(call->arena, json_incref(result));
    if (call->json)
        return result_print_json(call, result, err);
    json_decref(result);
    return result_print(cells_print(call->arena, &cells, 6, ""), err);
}

/* What a deliberation says and how it stands is public, so the gate is not asked. */
ErrorKind
command_deliberation_list(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    RegistrationList registered = {0};
    ProposalList proposed = {0};
    Rows rows = {0};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(registration_list(session.custody, call->arena, &registered, err));
    TRY(proposal_list(session.custody, call->arena, &proposed, err));
    gather(call->arena, &registered, &proposed, &rows);
    return report(call, &rows, err);
}
