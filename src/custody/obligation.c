#include "custody/obligation.h"

#include "core/text.h"
#include "custody/inner.h"
#include "custody/registration.h"
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

/* The series of a communication, judged by one text. */
typedef struct SeriesView
{
    const Deliberation *deliberation;
    const SeriesChange *change;
    SeriesDates dates;
} SeriesView;

/* Of a year that an amendment says nothing about, what was delivered before keeps the date that it
 * has: silence prolongs nothing. */
static bool
keeps_date(const Deliberation *deliberation, const Artefact *artefact, const Obligation *obligation)
{
    return obligation->cites.count == 0 && !text_equal(artefact->deliberation, deliberation->id);
}

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
        Obligation obligation = {.artefact = artefact->number,
                                 .kind = artefact->kind,
                                 .source = artefact->source,
                                 .deliberation = artefact->deliberation,
                                 .communication = artefact->communication,
                                 .year = artefact->years.items[at]};
        obligation_judge(arena, view->deliberation, &dates, &obligation);
        if (!keeps_date(view->deliberation, artefact, &obligation))
            *LIST_ADD(arena, ret_list) = obligation;
    }
    return ERROR_NONE;
}

static ErrorKind
judge_series(Custody *custody, Arena *arena, SeriesView *view, const Series *series,
             ObligationList *ret_list, Error *err)
{
    view->dates.closed = series->closed;
    view->dates.last = series->last;
    for (size_t at = 0; at < series->delivered.count; at++)
    {
        const Artefact *artefact = &series->delivered.items[at];
        if (artefact->destroyed_at == 0)
            TRY(judge_artefact(custody, arena, view, artefact, day_of(artefact->delivered_at),
                               ret_list, err));
    }
    return ERROR_NONE;
}

/* What the change makes of the newest series. */
static void
change_series(const Deliberation *deliberation, const char *communication,
              const SeriesChange *change, Date today, Series *series)
{
    const Communication *known = deliberation_communication(deliberation, communication);
    series->closed = series->closed || change->closed || known == NULL || known->once;
    if (change->delivered != NULL &&
        (series->deliveries == 0 || date_compare(today, series->last) > 0))
        series->last = today;
}

ErrorKind
obligation_series(Custody *custody, Arena *arena, const Deliberation *deliberation,
                  const char *communication, const SeriesChange *change, ObligationList *ret_list,
                  Error *err)
{
    SeriesView view = {.deliberation = deliberation, .change = change};
    SeriesList all = {0};
    Date today = day_of(custody->now);
    TRY(series_along(custody, arena, deliberation, communication, &all, err));
    change_series(deliberation, communication, change, today, &all.items[0]);
    if (change->delivered != NULL)
    {
        view.dates.closed = all.items[0].closed;
        view.dates.last = all.items[0].last;
        TRY(judge_artefact(custody, arena, &view, change->delivered, today, ret_list, err));
    }
    for (size_t at = 0; at < all.count; at++)
        TRY(judge_series(custody, arena, &view, &all.items[at], ret_list, err));
    return ERROR_NONE;
}

/* The names of what was delivered under those that the deliberation amends. */
static ErrorKind
list_communications(Custody *custody, Arena *arena, const Deliberation *deliberation,
                    DeliberationLine *ret_names, Error *err)
{
    DeliberationLine line = {0};
    TRY(registration_line(custody, arena, deliberation, &line, err));
    for (size_t at = 1; at < line.count; at++)
    {
        ArtefactList all = {0};
        ArtefactFilter filter = {.deliberation = line.items[at], .existing = true};
        TRY(artefact_list(custody, arena, &filter, &all, err));
        for (size_t in = 0; in < all.count; in++)
        {
            bool told = all.items[in].delivered_at == 0;
            for (size_t of = 0; !told && of < ret_names->count; of++)
                told = text_equal(ret_names->items[of], all.items[in].communication);
            if (!told)
                *LIST_ADD(arena, ret_names) = all.items[in].communication;
        }
    }
    return ERROR_NONE;
}

ErrorKind
obligation_amended(Custody *custody, Arena *arena, const Deliberation *deliberation,
                   ObligationList *ret_list, Error *err)
{
    static const SeriesChange amended = {0};
    DeliberationLine names = {0};
    TRY(list_communications(custody, arena, deliberation, &names, err));
    for (size_t at = 0; at < names.count; at++)
        TRY(obligation_series(custody, arena, deliberation, names.items[at], &amended, ret_list,
                              err));
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
    ret_row->by_text = query_text(query, arena, 11);
    ret_row->entry = query_integer(query, 12);
    ret_row->destroyed_entry = query_integer(query, 13);
    ret_row->attested = !query_null(query, 14);
    if (ret_row->attested && !date_parse(query_text(query, arena, 14), &ret_row->attested_on))
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged date");
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
                    " coalesce(a.destroyed, 0),"
                    " (WITH RECURSIVE line(id, entry) AS (VALUES(a.deliberation, 0) UNION"
                    "  SELECT d.id, d.entry FROM deliberation AS d JOIN line ON d.amends = line.id"
                    "  WHERE d.entry <= o.entry) SELECT id FROM line ORDER BY entry DESC LIMIT 1),"
                    " o.entry, coalesce(a.destroyed_entry, 0), (SELECT on_date FROM attested AS d"
                    "  WHERE d.artefact = a.number AND d.event = 'destruction')"
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
