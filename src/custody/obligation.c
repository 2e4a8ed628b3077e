#include "custody/obligation.h"

#include "core/text.h"
#include "custody/inner.h"
#include "custody/series.h"

#include <string.h>

#define SECONDS_A_DAY 86400

static Date
day_of(int64_t seconds)
{
    return (Date){.days = (int32_t)(seconds / SECONDS_A_DAY)};
}

void
obligation_judge(Arena *arena, const Deliberation *deliberation, const SeriesDates *dates,
                 Obligation *obligation)
{
    /* Data are not received before they are delivered: until a receipt is attested, the delivery
     * stands for it. */
    RetentionEvents likely = {.delivered = true,
                              .delivery = dates->delivery,
                              .received = true,
                              .receipt = dates->received ? dates->receipt : dates->delivery,
                              .last_delivered = true,
                              .last_delivery = dates->last};
    RetentionEvents firm = likely;
    firm.received = dates->received;
    firm.last_delivered = dates->closed;
    Date bound = {0};
    Date expected = {0};
    bool has_bound = deliberation_destroy_by(deliberation, obligation->year, &firm, &bound);
    obligation->dated = deliberation_destroy_by(deliberation, obligation->year, &likely, &expected);
    obligation->destroy_by = expected;
    obligation->pending = !has_bound || (obligation->dated && date_compare(expected, bound) < 0);
    obligation->cites = deliberation_retention_cites(arena, deliberation, obligation->year);
}

/* The day on which the recipient says, or said, to have received it. */
static ErrorKind
find_receipt(Custody *custody, int64_t artefact, const Attested *now, SeriesDates *dates,
             Error *err)
{
    SCRATCH Arena *work = arena_new("receipt");
    AttestedList all = {0};
    TRY(attested_list(custody, work, artefact, &all, err));
    if (now != NULL)
        *LIST_ADD(work, &all) = *now;
    for (size_t at = 0; at < all.count; at++)
        for (size_t of = 0; of < all.items[at].artefacts.count; of++)
        {
            if (all.items[at].event != ATTESTED_RECEIPT ||
                all.items[at].artefacts.items[of] != artefact)
                continue;
            dates->received = true;
            dates->receipt = all.items[at].on_date;
        }
    return ERROR_NONE;
}

/* A series, judged. */
typedef struct SeriesView
{
    const Deliberation *deliberation;
    const SeriesChange *change;
    ArtefactList earlier; /* destroyed things too: the last delivery stays the last */
    SeriesDates dates;
} SeriesView;

static ErrorKind
judge_artefact(Custody *custody, Arena *arena, const SeriesView *view, const Artefact *artefact,
               Date delivery, ObligationList *ret_list, Error *err)
{
    SeriesDates dates = view->dates;
    dates.delivery = delivery;
    dates.received = false;
    TRY(find_receipt(custody, artefact->number, view->change->received, &dates, err));
    for (size_t at = 0; at < artefact->years.count; at++)
    {
        Obligation *obligation = LIST_ADD(arena, ret_list);
        *obligation = (Obligation){.artefact = artefact->number,
                                   .kind = artefact->kind,
                                   .source = artefact->source,
                                   .deliberation = artefact->deliberation,
                                   .communication = artefact->communication,
                                   .year = artefact->years.items[at]};
        obligation_judge(arena, view->deliberation, &dates, obligation);
    }
    return ERROR_NONE;
}

static ErrorKind
list_delivered(Custody *custody, Arena *arena, const char *communication, SeriesView *view,
               Error *err)
{
    ArtefactList all = {0};
    ArtefactFilter filter = {.deliberation = view->deliberation->id,
                             .communication = communication};
    TRY(artefact_list(custody, arena, &filter, &all, err));
    for (size_t at = 0; at < all.count; at++)
        if (all.items[at].delivered_at != 0)
            *LIST_ADD(arena, &view->earlier) = all.items[at];
    return ERROR_NONE;
}

static void
find_last(SeriesView *view, Date today)
{
    bool found = view->change->delivered != NULL;
    view->dates.last = today;
    for (size_t at = 0; at < view->earlier.count; at++)
    {
        Date day = day_of(view->earlier.items[at].delivered_at);
        if (!found || date_compare(day, view->dates.last) > 0)
            view->dates.last = day;
        found = true;
    }
}

ErrorKind
obligation_series(Custody *custody, Arena *arena, const Deliberation *deliberation,
                  const char *communication, const SeriesChange *change, ObligationList *ret_list,
                  Error *err)
{
    const Communication *known = deliberation_communication(deliberation, communication);
    SeriesView view = {.deliberation = deliberation, .change = change};
    Series series = {0};
    Date today = day_of(custody->now);
    TRY(series_find(custody, deliberation, communication, &series, err));
    TRY(list_delivered(custody, arena, communication, &view, err));
    find_last(&view, today);
    view.dates.closed = change->closed || series.closed || (known != NULL && known->once);
    if (change->delivered != NULL)
        TRY(judge_artefact(custody, arena, &view, change->delivered, today, ret_list, err));
    for (size_t at = 0; at < view.earlier.count; at++)
    {
        const Artefact *artefact = &view.earlier.items[at];
        if (artefact->destroyed_at == 0)
            TRY(judge_artefact(custody, arena, &view, artefact, day_of(artefact->delivered_at),
                               ret_list, err));
    }
    return ERROR_NONE;
}

json_t *
obligations_json(const ObligationList *list)
{
    json_t *array = json_array();
    for (size_t at = 0; at < list->count; at++)
    {
        const Obligation *obligation = &list->items[at];
        char date[DATE_TEXT_SIZE];
        json_t *item = json_object();
        json_put(item, "artefact", json_integer(obligation->artefact));
        json_put(item, "year", json_integer(obligation->year));
        json_put(item, "pending", json_boolean(obligation->pending));
        json_put(item, "cites", counts_json(obligation->cites.items, obligation->cites.count));
        if (obligation->dated)
            json_put_text(item, "destroy_by", date_print(obligation->destroy_by, date));
        if (json_array_append_new(array, item) != 0)
            error_out_of_memory();
    }
    return array;
}

static ErrorKind
save_one(Custody *custody, const Obligation *obligation, int64_t entry, Error *err)
{
    SCRATCH Arena *work = arena_new("obligation");
    char date[DATE_TEXT_SIZE];
    json_t *cites = json_keep(work, counts_json(obligation->cites.items, obligation->cites.count));
    return store_run(
        custody->store, "INSERT OR REPLACE INTO obligation VALUES(?, ?, ?, ?, ?, ?)",
        BINDS(bind_integer(obligation->artefact), bind_integer(obligation->year),
              bind_text(obligation->dated ? date_print(obligation->destroy_by, date) : NULL),
              bind_integer(obligation->pending), bind_text(json_canonical(work, cites, NULL)),
              bind_integer(entry)),
        err);
}

ErrorKind
obligation_save(Custody *custody, const ObligationList *list, int64_t entry, Error *err)
{
    for (size_t at = 0; at < list->count; at++)
        TRY(save_one(custody, &list->items[at], entry, err));
    return ERROR_NONE;
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
    ret_row->artefact = query_integer(query, 0);
    if (!artefact_kind_parse(query_text(query, arena, 1), &ret_row->kind))
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged artefact");
    ret_row->source = query_integer(query, 2);
    ret_row->deliberation = query_text(query, arena, 3);
    ret_row->communication = query_text(query, arena, 4);
    ret_row->recipient = query_text(query, arena, 5);
    ret_row->year = (int)query_integer(query, 6);
    const char *date = query_text(query, arena, 7);
    ret_row->dated = date != NULL;
    if (date != NULL && !date_parse(date, &ret_row->destroy_by))
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged date");
    ret_row->pending = query_integer(query, 8) != 0;
    ret_row->destroyed_at = query_integer(query, 10);
    return read_cites(arena, query_text(query, arena, 9), &ret_row->cites, err);
}

ErrorKind
obligation_list(Custody *custody, Arena *arena, ObligationList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT o.artefact, a.kind, a.source, a.deliberation, a.communication,"
                    " r.recipient, o.year, o.destroy_by, o.pending, o.cites,"
                    " coalesce(a.destroyed, 0)"
                    " FROM obligation AS o JOIN artefact AS a ON a.number = o.artefact"
                    " LEFT JOIN release AS r ON a.kind = 'package' AND r.number = a.source"
                    " ORDER BY o.destroy_by IS NULL, o.destroy_by, o.artefact, o.year",
                    NO_BINDS, &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(read_row(query, arena, LIST_ADD(arena, ret_list), err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
