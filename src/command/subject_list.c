/* beraad subject list */
#include "command/cells.h"
#include "command/subject_inner.h"
#include "core/text.h"

static json_t *
inquiry_json(const Inquiry *inquiry)
{
    json_t *item = json_object();
    json_t *catalogues = json_array();
    json_put(item, "question", json_integer(inquiry->number));
    json_put_text(item, "state", proposal_state_name(inquiry->state));
    json_put(item, "catalogues", catalogues);
    for (size_t at = 0; at < inquiry->catalogues.count; at++)
        json_add(catalogues, json_string(inquiry->catalogues.items[at]));
    json_put_text(item, "asked_by", inquiry->asked_by);
    json_put(item, "asked", json_integer(inquiry->asked_at));
    if (inquiry->settled_by != NULL)
        json_put_text(item, "settled_by", inquiry->settled_by);
    if (inquiry->answered_at != 0)
        json_put(item, "answered", json_integer(inquiry->answered_at));
    return item;
}

static ErrorKind
report_list(Invocation *call, const InquiryList *all, Error *err)
{
    Cells cells = {0};
    json_t *result = json_keep(call->arena, json_array());
    ADD_ROW(call->arena, &cells, "question", "catalogues", "asked by", "asked", "state", "by",
            "answered");
    for (size_t at = 0; at < all->count; at++)
    {
        const Inquiry *inquiry = &all->items[at];
        if (json_array_append_new(result, inquiry_json(inquiry)) != 0)
            error_out_of_memory();
        ADD_ROW(call->arena, &cells, cell_integer(call->arena, inquiry->number),
                cell_names(call->arena, &inquiry->catalogues), inquiry->asked_by,
                moment_print(call->arena, inquiry->asked_at),
                inquiry->answered_at != 0 ? "answered" : proposal_state_name(inquiry->state),
                inquiry->settled_by == NULL ? "" : inquiry->settled_by,
                inquiry->answered_at == 0 ? "" : moment_print(call->arena, inquiry->answered_at));
    }
    if (call->json)
        return result_print_json(call, json_incref(result), err);
    return result_print(cells_print(call->arena, &cells, 7, "r"), err);
}

ErrorKind
command_subject_list(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    InquiryList all = {0};
    Question question = {.act = ACT_SUBJECT_LIST};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(session_permit(&session, &question, err));
    TRY(inquiry_list(session.custody, call->arena, &all, err));
    return report_list(call, &all, err);
}
