#include "release/run.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/key.h"

#include <string.h>

ErrorKind
run_check(Arena *arena, const RunInput *input, Error *err)
{
    return input->where.warehouse == NULL ? ERROR_NONE : workplace_check(arena, &input->where, err);
}

static ErrorKind
plan_in(Arena *arena, const RunInput *input, RunOutcome *outcome, Error *err)
{
    CLEARS_WORKPLACE Workplace place = {0};
    TRY(workplace_make(arena, &input->where, "plan", &place, err));
    return workplace_extract(arena, &input->where, &input->years, &place, &outcome->plan,
                             &outcome->extract, err);
}

ErrorKind
run_plan(Arena *arena, const RunInput *input, RunOutcome *ret_outcome, Error *err)
{
    TRY(plan_in(arena, input, ret_outcome, err));
    return release_record_planned(input->where.custody, input->where.actor,
                                  input->where.deliberation, input->where.communication->name,
                                  &ret_outcome->plan.years, err);
}

static ErrorKind
next_number(Arena *arena, const RunInput *input, int64_t *ret_number, Error *err)
{
    ReleaseList all = {0};
    TRY(release_list(input->where.custody, arena, NULL, &all, err));
    *ret_number = 1;
    for (size_t at = 0; at < all.count; at++)
        if (all.items[at].number >= *ret_number)
            *ret_number = all.items[at].number + 1;
    return ERROR_NONE;
}

/* The plain tree in work/, then sealed into work/<name>/out. */
static ErrorKind
pack(Arena *arena, const RunInput *input, Workplace *place, RunOutcome *outcome, Error *err)
{
    PackageSigner signer = custody_signer(input->where.custody);
    const char *staging = file_join(arena, place->directory, "package");
    const char *sealed = file_join(arena, place->directory, "out");
    TRY(file_make_directory(staging, 0700, err));
    TRY(file_make_directory(sealed, 0700, err));
    PackageInput package = {.deliberation = input->where.deliberation,
                            .deliberation_bytes = input->registration->bytes,
                            .deliberation_size = input->registration->size,
                            .catalogue = input->where.catalogue,
                            .communication = input->where.communication,
                            .extract = &outcome->extract,
                            .engine = place->engine,
                            .key_version = PROJECT_KEY_VERSION,
                            .signer = &signer,
                            .label_language = input->label_language,
                            .progress = input->where.progress};
    TRY(package_build(arena, &package, staging, &outcome->package, err));
    SealInput seal = {.staging = staging,
                      .summary = &outcome->package,
                      .deliberation = input->where.deliberation->id,
                      .communication = input->where.communication->name,
                      .release = outcome->release.number,
                      .made = custody_now(input->where.custody),
                      .recipient = input->recipient->age_key,
                      .signer = &signer,
                      .directory = sealed,
                      .name = workplace_name(arena, &input->where, outcome->release.number),
                      .progress = input->where.progress};
    return seal_package(arena, &seal, &outcome->seal, err);
}

static void
describe(Arena *arena, const RunInput *input, const char *name, RunOutcome *outcome)
{
    Release *release = &outcome->release;
    release->deliberation = input->where.deliberation->id;
    release->deliberation_digest = input->where.deliberation->digest;
    release->communication = input->where.communication->name;
    release->recipient = input->recipient->id;
    release->manifest = outcome->package.manifest;
    release->package = arena_print(arena, "%s/%s.tar.age", name, name);
    release->package_digest = outcome->seal.sealed;
    release->package_size = outcome->seal.size;
    release->approvals_needed = input->where.deliberation->approvals;
    for (size_t at = 0; at < input->where.deliberation->variables.count; at++)
        *LIST_ADD(arena, &release->variables) = input->where.deliberation->variables.items[at].name;
    for (size_t at = 0; at < outcome->extract.years.count; at++)
        *LIST_ADD(arena, &release->years) = (ReleaseYear){outcome->extract.years.items[at].year,
                                                          outcome->extract.years.items[at].rows};
}

/* Removes what was staged unless the state knows it: a commit that reported a fault may have
 * happened all the same, and where that cannot be told, the recovery of the next start decides. */
static void
clear_unrecorded(Arena *arena, const RunInput *input, int64_t number, const char *held)
{
    Error unheard;
    Release *recorded = NULL;
    if (release_find(input->where.custody, arena, number, &recorded, &unheard) == ERROR_NONE &&
        recorded == NULL)
    {
        ErrorKind kind = file_remove_tree(held, &unheard);
        (void)kind;
    }
}

/* Into held/ by one rename, then into state and ledger by one transaction: what a crash leaves
 * between the two is in no state, and custody_recover removes it. */
static ErrorKind
hold(Arena *arena, const RunInput *input, const char *work, RunOutcome *outcome, Error *err)
{
    int64_t expected = outcome->release.number;
    const char *name = workplace_name(arena, &input->where, expected);
    const char *held =
        custody_path(arena, input->where.custody, arena_print(arena, "held/%s", name));
    describe(arena, input, name, outcome);
    TRY(file_move(file_join(arena, work, "out"), held, err));
    ErrorKind kind =
        release_record_prepared(input->where.custody, input->where.actor, &outcome->release, err);
    if (kind != ERROR_NONE)
        clear_unrecorded(arena, input, expected, held);
    else if (outcome->release.number != expected)
        return error_set(err, ERROR_INTERNAL, "the release was sealed under another number");
    return kind;
}

ErrorKind
run_release(Arena *arena, const RunInput *input, RunOutcome *ret_outcome, Error *err)
{
    CLEARS_WORKPLACE Workplace place = {0};
    *ret_outcome = (RunOutcome){0};
    TRY(next_number(arena, input, &ret_outcome->release.number, err));
    TRY(workplace_make(arena, &input->where, "release", &place, err));
    TRY(workplace_extract(arena, &input->where, &input->years, &place, &ret_outcome->plan,
                          &ret_outcome->extract, err));
    TRY(pack(arena, input, &place, ret_outcome, err));
    return hold(arena, input, place.directory, ret_outcome, err);
}
