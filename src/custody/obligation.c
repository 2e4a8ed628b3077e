#include "custody/obligation.h"

#include "custody/inner.h"

#include <string.h>

void
obligation_judge(Arena *arena, const Deliberation *deliberation, Date delivery, Date last,
                 Obligation *obligation)
{
    const Communication *communication =
        deliberation_communication(deliberation, obligation->communication);
    bool closed = communication != NULL && communication->once;
    /* Data are not received before they are delivered: until a receipt is attested, the delivery
     * stands for it. */
    RetentionEvents firm = {
        .delivered = true, .delivery = delivery, .last_delivered = closed, .last_delivery = last};
    RetentionEvents likely = firm;
    likely.received = true;
    likely.receipt = delivery;
    likely.last_delivered = true;
    Date bound = {0};
    Date expected = {0};
    bool has_bound = deliberation_destroy_by(deliberation, obligation->year, &firm, &bound);
    obligation->dated = deliberation_destroy_by(deliberation, obligation->year, &likely, &expected);
    obligation->destroy_by = expected;
    obligation->pending = !has_bound || (obligation->dated && date_compare(expected, bound) < 0);
    obligation->cites = deliberation_retention_cites(arena, deliberation, obligation->year);
}

static ErrorKind
read_cites(Arena *arena, const char *text, Cites *ret_cites, Error *err)
{
    json_t *list = NULL;
    TRY(state_json(arena, text, &list, err));
    for (size_t at = 0; at < json_array_size(list); at++)
        *LIST_ADD(arena, ret_cites) = (int)json_integer_value(json_array_get(list, at));
    return ERROR_NONE;
}

static ErrorKind
read_row(Query *query, Arena *arena, Obligation *ret_row, Error *err)
{
    ret_row->release = query_integer(query, 0);
    ret_row->deliberation = query_text(query, arena, 1);
    ret_row->communication = query_text(query, arena, 2);
    ret_row->recipient = query_text(query, arena, 3);
    ret_row->year = (int)query_integer(query, 4);
    const char *date = query_text(query, arena, 5);
    ret_row->dated = date != NULL;
    if (date != NULL && !date_parse(date, &ret_row->destroy_by))
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged date");
    ret_row->pending = query_integer(query, 6) != 0;
    return read_cites(arena, query_text(query, arena, 7), &ret_row->cites, err);
}

ErrorKind
obligation_list(Custody *custody, Arena *arena, ObligationList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT o.release, r.deliberation, r.communication, r.recipient, o.year,"
                    " o.destroy_by, o.pending, o.cites"
                    " FROM obligation AS o JOIN release AS r ON r.number = o.release"
                    " ORDER BY o.destroy_by IS NULL, o.destroy_by, o.release, o.year",
                    NO_BINDS, &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(read_row(query, arena, LIST_ADD(arena, ret_list), err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
