/* Where releases stand. */
#include "command/cells.h"
#include "command/report_inner.h"
#include "command/session.h"

#include <inttypes.h>

ErrorKind
report_delivery(Invocation *call, const Custody *custody, const Release *release,
                const Deliberation *deliberation, Error *err)
{
    Arena *arena = call->arena;
    bool delivered = release->state == RELEASE_DELIVERED;
    const char *place =
        arena_print(arena, "%s/%s", delivered ? "outgoing" : "held", release->package);
    if (call->json)
    {
        json_t *result = json_object();
        json_put(result, "release", json_integer(release->number));
        json_put_text(result, "state", release_state_name(release->state));
        json_put_text(result, "package", custody_path(arena, custody, place));
        return result_print_json(call, result, err);
    }
    Text text = text_new(arena);
    text_print(&text, "release %" PRId64 " is %s: %zu of %d approvals\n", release->number,
               release_state_name(release->state), release->approvals.count,
               release->approvals_needed);
    if (release->state != RELEASE_WITHDRAWN)
        text_print(&text, "package   %s\n", custody_path(arena, custody, place));
    for (size_t at = 0; delivered && at < release->years.count; at++)
    {
        int year = release->years.items[at].year;
        const char *until = report_destroy_by(arena, deliberation, year, call->today);
        Cites cites = deliberation_retention_cites(arena, deliberation, year);
        text_print(&text, "%d      %s rows, to be destroyed by %s  %s\n", year,
                   cell_count(arena, release->years.items[at].rows), until,
                   cites_print(arena, &cites));
    }
    return result_print(text.bytes, err);
}

static json_t *
release_json(Arena *arena, const Release *release)
{
    json_t *entry = json_object();
    json_t *years = json_array();
    json_t *approvals = json_array();
    for (size_t at = 0; at < release->years.count; at++)
        (void)json_array_append_new(years, json_integer(release->years.items[at].year));
    for (size_t at = 0; at < release->approvals.count; at++)
        (void)json_array_append_new(approvals, json_string(release->approvals.items[at].actor));
    json_put(entry, "release", json_integer(release->number));
    json_put_text(entry, "state", release_state_name(release->state));
    json_put_text(entry, "deliberation", release->deliberation);
    json_put_text(entry, "communication", release->communication);
    json_put_text(entry, "recipient", release->recipient);
    json_put(entry, "years", years);
    json_put(entry, "rows", json_integer(release->row_count));
    json_put_text(entry, "prepared_by", release->prepared_by);
    json_put_text(entry, "prepared_at", moment_print(arena, release->prepared_at));
    json_put(entry, "approved_by", approvals);
    json_put_text(entry, "manifest", digest_print(arena, &release->manifest));
    json_put_text(entry, "package", release->package);
    return entry;
}

ErrorKind
report_releases(Invocation *call, const ReleaseList *releases, Error *err)
{
    Arena *arena = call->arena;
    json_t *all = json_array();
    Cells cells = {0};
    ADD_ROW(arena, &cells, "release", "state", "deliberation", "communication", "years", "rows",
            "prepared", "by", "approved by");
    for (size_t at = 0; at < releases->count; at++)
    {
        const Release *release = &releases->items[at];
        Text years = text_new(arena);
        Text approvers = text_new(arena);
        for (size_t year = 0; year < release->years.count; year++)
            text_print(&years, "%s%d", year == 0 ? "" : " ", release->years.items[year].year);
        for (size_t who = 0; who < release->approvals.count; who++)
            text_print(&approvers, "%s%s", who == 0 ? "" : " ",
                       release->approvals.items[who].actor);
        (void)json_array_append_new(all, release_json(arena, release));
        ADD_ROW(arena, &cells, cell_count(arena, release->number),
                release_state_name(release->state), release->deliberation, release->communication,
                years.bytes, cell_count(arena, release->row_count),
                moment_print(arena, release->prepared_at), release->prepared_by, approvers.bytes);
    }
    if (call->json)
        return result_print_json(call, all, err);
    json_decref(all);
    return result_print(cells_print(arena, &cells, 9, "rllllrlll"), err);
}
