/* The delivery of a release: entry, state and obligations in one transaction. */
#include "core/text.h"
#include "custody/inner.h"
#include "custody/obligation.h"

#include <inttypes.h>

#define SECONDS_A_DAY 86400

static Date
day_of(int64_t seconds)
{
    return (Date){.days = (int32_t)(seconds / SECONDS_A_DAY)};
}

/* The obligations of one delivery, given that `last` is the newest of the series. */
static void
judge_delivery(Arena *arena, const Deliberation *deliberation, const Release *release,
               const Date days[2], ObligationList *ret_list)
{
    for (size_t at = 0; at < release->years.count; at++)
    {
        Obligation *obligation = LIST_ADD(arena, ret_list);
        *obligation = (Obligation){.release = release->number,
                                   .deliberation = release->deliberation,
                                   .communication = release->communication,
                                   .recipient = release->recipient,
                                   .year = release->years.items[at].year};
        obligation_judge(arena, deliberation, days[0], days[1], obligation);
    }
}

/* Those of the release, and those of the deliveries before it in the same series: a later delivery
 * moves what depends on the last one. */
static ErrorKind
judge_series(Custody *custody, Arena *arena, const Deliberation *deliberation,
             const Release *release, ObligationList *ret_list, Error *err)
{
    ReleaseList all = {0};
    Date today = day_of(custody->now);
    judge_delivery(arena, deliberation, release, (const Date[2]){today, today}, ret_list);
    TRY(release_list(custody, arena, release->deliberation, &all, err));
    for (size_t at = 0; at < all.count; at++)
    {
        const Release *earlier = &all.items[at];
        if (earlier->state != RELEASE_DELIVERED ||
            !text_equal(earlier->communication, release->communication))
            continue;
        judge_delivery(arena, deliberation, earlier,
                       (const Date[2]){day_of(earlier->delivered_at), today}, ret_list);
    }
    return ERROR_NONE;
}

static json_t *
obligations_json(const ObligationList *list)
{
    json_t *array = json_array();
    for (size_t at = 0; at < list->count; at++)
    {
        const Obligation *obligation = &list->items[at];
        char date[DATE_TEXT_SIZE];
        json_t *item = json_object();
        json_put(item, "release", json_integer(obligation->release));
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
save_obligation(Custody *custody, const Obligation *obligation, int64_t entry, Error *err)
{
    SCRATCH Arena *work = arena_new("obligation");
    char date[DATE_TEXT_SIZE];
    json_t *cites = json_keep(work, counts_json(obligation->cites.items, obligation->cites.count));
    return store_run(
        custody->store, "INSERT OR REPLACE INTO obligation VALUES(?, ?, ?, ?, ?, ?)",
        BINDS(bind_integer(obligation->release), bind_integer(obligation->year),
              bind_text(obligation->dated ? date_print(obligation->destroy_by, date) : NULL),
              bind_integer(obligation->pending), bind_text(json_canonical(work, cites, NULL)),
              bind_integer(entry)),
        err);
}

static json_t *
delivered_body(Arena *arena, const Release *release, const ObligationList *obligations)
{
    json_t *body = json_object();
    json_put(body, "release", json_integer(release->number));
    json_put_text(body, "manifest", digest_print(arena, &release->manifest));
    json_put_text(body, "package", digest_print(arena, &release->package_digest));
    json_put(body, "obligations", obligations_json(obligations));
    return body;
}

/* What the delivery rests on, once more at the last moment and inside its transaction. */
static ErrorKind
load_approved(Custody *custody, Arena *arena, int64_t number, const Deliberation *deliberation,
              Release **ret_release, Error *err)
{
    TRY(release_find(custody, arena, number, ret_release, err));
    if (*ret_release == NULL)
        return error_set(err, ERROR_STATE, "there is no release %" PRId64, number);
    const Release *release = *ret_release;
    if (!release_change_allowed(release->state, CHANGE_DELIVER))
        return error_set(err, ERROR_STATE, "release %" PRId64 " is %s", number,
                         release_state_name(release->state));
    if (!digest_equal(&release->deliberation_digest, &deliberation->digest))
        return error_set(err, ERROR_INTEGRITY,
                         "release %" PRId64 " was prepared under another deliberation", number);
    return release_check_held(custody, release, err);
}

ErrorKind
release_record_delivered(Custody *custody, const Actor *actor, int64_t number,
                         const Deliberation *deliberation, Error *err)
{
    SCRATCH Arena *work = arena_new("deliver");
    ENDS_RECORDING Recording recording = {0};
    Release *release = NULL;
    ObligationList obligations = {0};
    int64_t entry = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(load_approved(custody, work, number, deliberation, &release, err));
    TRY(judge_series(custody, work, deliberation, release, &obligations, err));
    TRY(record_append(custody, actor, NULL, ENTRY_RELEASE_DELIVERED,
                      delivered_body(work, release, &obligations), &entry, err));
    TRY(store_run(
        custody->store,
        "UPDATE release SET state = ?, delivered = ?, delivered_entry = ? WHERE number = ?",
        BINDS(bind_text(release_state_name(RELEASE_DELIVERED)), bind_integer(custody->now),
              bind_integer(entry), bind_integer(number)),
        err));
    for (size_t at = 0; at < obligations.count; at++)
        TRY(save_obligation(custody, &obligations.items[at], entry, err));
    return record_commit(&recording, err);
}
