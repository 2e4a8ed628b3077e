/* The delivery of a release: entry, state and obligations in one transaction. */
#include "custody/inner.h"
#include "custody/obligation.h"
#include "custody/series.h"

#include <inttypes.h>

static json_t *
delivered_body(Arena *arena, const Release *release)
{
    json_t *body = json_object();
    json_put(body, "release", json_integer(release->number));
    json_put_text(body, "manifest", digest_print(arena, &release->manifest));
    json_put_text(body, "package", digest_print(arena, &release->package_digest));
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
    TRY(series_check_open(custody, deliberation, release->communication, err));
    return release_check_held(custody, release, err);
}

/* The artefact that its package is, from the time when it was prepared. */
static ErrorKind
find_artefact(Custody *custody, Arena *arena, const Release *release, Artefact *ret_artefact,
              Error *err)
{
    ArtefactList found = {0};
    ArtefactKind kind = ARTEFACT_PACKAGE;
    ArtefactFilter filter = {.kind = &kind, .source = release->number, .existing = true};
    TRY(artefact_list(custody, arena, &filter, &found, err));
    if (found.count != 1)
        return error_set(err, ERROR_INTEGRITY, "release %" PRId64 " has no package in the state",
                         release->number);
    *ret_artefact = found.items[0];
    return ERROR_NONE;
}

ErrorKind
release_record_delivered(Custody *custody, const Actor *actor, int64_t number,
                         const Deliberation *deliberation, Error *err)
{
    SCRATCH Arena *work = arena_new("deliver");
    ENDS_RECORDING Recording recording = {0};
    Release *release = NULL;
    Artefact artefact = {0};
    ObligationList obligations = {0};
    int64_t entry = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(load_approved(custody, work, number, deliberation, &release, err));
    TRY(find_artefact(custody, work, release, &artefact, err));
    SeriesChange change = {.delivered = &artefact};
    TRY(obligation_series(custody, work, deliberation, release->communication, &change,
                          &obligations, err));
    ObligationParts parts = obligation_parts(work, &obligations);
    ObligationEntry first = {.type = ENTRY_RELEASE_DELIVERED,
                             .body = delivered_body(work, release),
                             .deliberation = deliberation->id};
    TRY(obligation_append(custody, actor, &first, &parts, &entry, err));
    TRY(store_run(
        custody->store,
        "UPDATE release SET state = ?, delivered = ?, delivered_entry = ? WHERE number = ?",
        BINDS(bind_text(release_state_name(RELEASE_DELIVERED)), bind_integer(custody->now),
              bind_integer(entry), bind_integer(number)),
        err));
    TRY(artefact_deliver(custody, artefact.number,
                         arena_print(work, "outgoing/%s", release_staged(work, release->package)),
                         err));
    TRY(obligation_save(custody, &parts, err));
    return record_commit(&recording, err);
}
