/* What changes a release: each function is one transaction of entry and state. */
#include "core/file.h"
#include "core/text.h"
#include "custody/artefact.h"
#include "custody/inner.h"

#include <inttypes.h>
#include <string.h>

static json_t *
body_of(Arena *arena, const Release *release, bool with_digests)
{
    json_t *body = json_object();
    json_put(body, "release", json_integer(release->number));
    if (with_digests)
    {
        json_put_text(body, "manifest", digest_print(arena, &release->manifest));
        json_put_text(body, "package", digest_print(arena, &release->package_digest));
    }
    return body;
}

ErrorKind
release_record_planned(Custody *custody, const Actor *actor, const Deliberation *deliberation,
                       const char *communication, const Years *years, Error *err)
{
    SCRATCH Arena *work = arena_new("plan");
    ENDS_RECORDING Recording recording = {0};
    json_t *body = json_object();
    json_put_text(body, "deliberation", deliberation->id);
    json_put_text(body, "deliberation_digest", digest_print(work, &deliberation->digest));
    json_put_text(body, "communication", communication);
    json_put(body, "years", counts_json(years->items, years->count));
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, actor, NULL, ENTRY_RELEASE_PLANNED, body, NULL, err));
    return record_commit(&recording, err);
}

static json_t *
years_json(const Release *release)
{
    json_t *list = json_array();
    for (size_t at = 0; at < release->years.count; at++)
    {
        json_t *item = json_object();
        json_put(item, "year", json_integer(release->years.items[at].year));
        json_put(item, "rows", json_integer(release->years.items[at].rows));
        if (json_array_append_new(list, item) != 0)
            error_out_of_memory();
    }
    return list;
}

/* "NAME" or "DIRECTORY/NAME", neither hidden: nothing outside held/ can be meant. */
static bool
package_path_valid(const char *path)
{
    const char *slash = strchr(path, '/');
    const char *last = slash == NULL ? path : slash + 1;
    return path[0] != '\0' && path[0] != '.' && path[0] != '/' && last[0] != '\0' &&
           last[0] != '.' && strchr(last, '/') == NULL;
}

static ErrorKind
check_staged(Custody *custody, const Release *prepared, const char *staged, Error *err)
{
    SCRATCH Arena *work = arena_new("staged");
    int64_t taken = 0;
    const char *path = custody_path(work, custody, arena_print(work, "held/%s", prepared->package));
    if (!package_path_valid(prepared->package) || !file_exists(path))
        return error_set(err, ERROR_INTERNAL, "a release without its package in held/");
    TRY(store_integer(custody->store,
                      "SELECT count(*) FROM release WHERE staged = ? AND state <> 'withdrawn'",
                      BINDS(bind_text(staged)), &taken, err));
    if (taken != 0)
        return error_set(err, ERROR_STATE, "another release holds a package named '%s'", staged);
    return ERROR_NONE;
}

static json_t *
prepared_body(Arena *arena, const Release *prepared)
{
    json_t *body = body_of(arena, prepared, true);
    json_put_text(body, "deliberation", prepared->deliberation);
    json_put_text(body, "deliberation_digest", digest_print(arena, &prepared->deliberation_digest));
    json_put_text(body, "communication", prepared->communication);
    json_put_text(body, "recipient", prepared->recipient);
    json_put(body, "years", years_json(prepared));
    json_put(body, "variables", names_json(&prepared->variables));
    json_put_text(body, "package_file", prepared->package);
    json_put(body, "package_size", json_integer(prepared->package_size));
    json_put(body, "approvals_needed", json_integer(prepared->approvals_needed));
    return body;
}

static ErrorKind
insert_release(Custody *custody, const Release *prepared, const json_t *body, int64_t entry,
               Error *err)
{
    SCRATCH Arena *work = arena_new("release");
    const char *years = json_canonical(work, json_object_get(body, "years"), NULL);
    const char *variables = json_canonical(work, json_object_get(body, "variables"), NULL);
    return store_run(
        custody->store,
        "INSERT INTO release VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, NULL, "
        "NULL)",
        BINDS(bind_integer(prepared->number), bind_text(release_state_name(prepared->state)),
              bind_text(prepared->deliberation),
              bind_text(digest_print(work, &prepared->deliberation_digest)),
              bind_text(prepared->communication), bind_text(prepared->recipient), bind_text(years),
              bind_text(variables), bind_text(digest_print(work, &prepared->manifest)),
              bind_text(digest_print(work, &prepared->package_digest)),
              bind_text(prepared->package), bind_integer(prepared->package_size),
              bind_text(release_staged(work, prepared->package)),
              bind_integer(prepared->approvals_needed), bind_integer(prepared->prepared_at),
              bind_text(prepared->prepared_by), bind_integer(entry)),
        err);
}

/* The package is sealed for its recipient: no key of this custody opens it. */
static ErrorKind
add_artefact(Custody *custody, const Release *prepared, int64_t entry, Error *err)
{
    SCRATCH Arena *work = arena_new("release");
    Artefact artefact = {.kind = ARTEFACT_PACKAGE,
                         .deliberation = prepared->deliberation,
                         .communication = prepared->communication,
                         .path =
                             arena_print(work, "held/%s", release_staged(work, prepared->package)),
                         .digest = prepared->package_digest,
                         .size = prepared->package_size,
                         .source = prepared->number};
    for (size_t at = 0; at < prepared->years.count; at++)
        *LIST_ADD(work, &artefact.years) = prepared->years.items[at].year;
    TRY(artefact_next(custody, &artefact.number, err));
    return artefact_add(custody, &artefact, entry, err);
}

/* What was withdrawn exists no more: its file goes now, or when the custody is opened next. */
static ErrorKind
end_artefact(Custody *custody, const Release *release, int64_t entry, Error *err)
{
    SCRATCH Arena *work = arena_new("release");
    ArtefactList found = {0};
    ArtefactKind kind = ARTEFACT_PACKAGE;
    ArtefactFilter filter = {.kind = &kind, .source = release->number, .existing = true};
    TRY(artefact_list(custody, work, &filter, &found, err));
    for (size_t at = 0; at < found.count; at++)
        TRY(artefact_end(custody, found.items[at].number, entry, err));
    return ERROR_NONE;
}

ErrorKind
release_record_prepared(Custody *custody, const Actor *actor, Release *prepared, Error *err)
{
    SCRATCH Arena *work = arena_new("release");
    ENDS_RECORDING Recording recording = {0};
    const char *staged = release_staged(work, prepared->package);
    int64_t entry = 0;
    if (prepared->approvals_needed < 1)
        return error_set(err, ERROR_INTERNAL, "a release that nobody must approve");
    prepared->state = RELEASE_PREPARED;
    prepared->prepared_at = custody->now;
    prepared->prepared_by = actor_name(actor);
    prepared->delivered_at = 0;
    prepared->row_count = 0;
    for (size_t at = 0; at < prepared->years.count; at++)
        prepared->row_count += prepared->years.items[at].rows;
    TRY(record_begin(custody, &recording, err));
    TRY(check_staged(custody, prepared, staged, err));
    TRY(store_integer(custody->store, "SELECT coalesce(max(number), 0) + 1 FROM release", NO_BINDS,
                      &prepared->number, err));
    json_t *body = json_keep(work, prepared_body(work, prepared));
    TRY(record_append(custody, actor, NULL, ENTRY_RELEASE_PREPARED, json_incref(body), &entry,
                      err));
    TRY(insert_release(custody, prepared, body, entry, err));
    TRY(add_artefact(custody, prepared, entry, err));
    return record_commit(&recording, err);
}

/* The release, in a state in which it may be changed so. */
static ErrorKind
load_for(Custody *custody, Arena *arena, int64_t number, ReleaseChange change,
         Release **ret_release, Error *err)
{
    TRY(release_find(custody, arena, number, ret_release, err));
    if (*ret_release == NULL)
        return error_set(err, ERROR_STATE, "there is no release %" PRId64, number);
    if (!release_change_allowed((*ret_release)->state, change))
        return error_set(err, ERROR_STATE, "release %" PRId64 " is %s", number,
                         release_state_name((*ret_release)->state));
    return ERROR_NONE;
}

static ErrorKind
set_approved(Custody *custody, Release *release, Error *err)
{
    int64_t given = 0;
    TRY(store_integer(custody->store, "SELECT count(*) FROM approval WHERE release = ?",
                      BINDS(bind_integer(release->number)), &given, err));
    if (given < release->approvals_needed)
        return ERROR_NONE;
    release->state = RELEASE_APPROVED;
    return store_run(
        custody->store, "UPDATE release SET state = ? WHERE number = ?",
        BINDS(bind_text(release_state_name(RELEASE_APPROVED)), bind_integer(release->number)), err);
}

ErrorKind
release_record_approval(Custody *custody, const Actor *actor, int64_t number,
                        const Digest *manifest, const Digest *package, ReleaseState *ret_state,
                        Error *err)
{
    SCRATCH Arena *work = arena_new("approval");
    ENDS_RECORDING Recording recording = {0};
    Release *release = NULL;
    int64_t entry = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(load_for(custody, work, number, CHANGE_APPROVE, &release, err));
    if (!digest_equal(manifest, &release->manifest) ||
        !digest_equal(package, &release->package_digest))
        return error_set(err, ERROR_INTEGRITY,
                         "release %" PRId64 ": other bytes than were prepared", number);
    if (text_equal(actor_name(actor), release->prepared_by))
        return error_set(err, ERROR_INTERNAL, "release %" PRId64 ": approved by its operator",
                         number);
    TRY(record_append(custody, actor, NULL, ENTRY_RELEASE_APPROVED, body_of(work, release, true),
                      &entry, err));
    TRY(store_run(custody->store, "INSERT INTO approval VALUES(?, ?, ?, ?)",
                  BINDS(bind_integer(number), bind_text(actor_name(actor)),
                        bind_integer(custody->now), bind_integer(entry)),
                  err));
    TRY(set_approved(custody, release, err));
    TRY(record_commit(&recording, err));
    *ret_state = release->state;
    return ERROR_NONE;
}

ErrorKind
release_record_withdrawn(Custody *custody, const Actor *actor, int64_t number, Error *err)
{
    SCRATCH Arena *work = arena_new("withdraw");
    ENDS_RECORDING Recording recording = {0};
    Release *release = NULL;
    int64_t entry = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(load_for(custody, work, number, CHANGE_WITHDRAW, &release, err));
    TRY(record_append(custody, actor, NULL, ENTRY_RELEASE_WITHDRAWN, body_of(work, release, false),
                      &entry, err));
    TRY(store_run(custody->store,
                  "UPDATE release SET state = ?, withdrawn_entry = ? WHERE number = ?",
                  BINDS(bind_text(release_state_name(RELEASE_WITHDRAWN)), bind_integer(entry),
                        bind_integer(number)),
                  err));
    TRY(end_artefact(custody, release, entry, err));
    TRY(record_commit(&recording, err));
    const char *staged = release_staged(work, release->package);
    return file_remove_tree(custody_path(work, custody, arena_print(work, "held/%s", staged)), err);
}
