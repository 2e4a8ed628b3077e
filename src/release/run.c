#include "release/run.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/key.h"
#include "warehouse/function.h"
#include "warehouse/source.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

/* The engine, open on the warehouse, with the project's ciphers bound to it. */
typedef struct Workplace
{
    BlockCipher *pseudonyms;
    BlockCipher *samples;
    Engine *engine; /* closed before the ciphers that it uses */
} Workplace;

static void
workplace_close(Workplace *place)
{
    engine_close(&place->engine);
    block_cipher_free(&place->pseudonyms);
    block_cipher_free(&place->samples);
}

static ErrorKind
open_cipher(const Secret *project, const char *purpose, BlockCipher **ret_cipher, Error *err)
{
    FREES_SECRET Secret *key = secret_derive(project, purpose, BLOCK_KEY_SIZE);
    return block_cipher_new(key->bytes, ret_cipher, err);
}

static ErrorKind
open_ciphers(const RunInput *input, Workplace *place, Error *err)
{
    FREES_SECRET Secret *project = NULL;
    TRY(project_key_open(input->custody, input->actor, input->deliberation->id,
                         input->communication->name, &project, err));
    TRY(open_cipher(project, PURPOSE_PSEUDONYM, &place->pseudonyms, err));
    return open_cipher(project, PURPOSE_SAMPLE, &place->samples, err);
}

static ErrorKind
open_workplace(Arena *arena, const RunInput *input, const char *work, Workplace *place, Error *err)
{
    IdentifierKind kind = input->catalogue->identifier;
    EngineOptions options = input->engine;
    options.spill = file_join(arena, work, "spill");
    /* SQL can touch files of the warehouse and of this release's own folder, and no others. */
    options.directories = (const char *[]){input->warehouse, work, NULL};
    TRY(file_make_directory(options.spill, 0700, err));
    TRY(open_ciphers(input, place, err));
    TRY(engine_open(&options, &place->engine, err));
    TRY(function_bind(place->engine, kind, err));
    TRY(function_bind_keys(place->engine, kind, place->pseudonyms, place->samples, err));
    return source_open(place->engine, arena, input->catalogue, input->warehouse, input->progress,
                       err);
}

static ErrorKind
extract_from(Arena *arena, const RunInput *input, const char *work, Workplace *place,
             RunOutcome *outcome, Error *err)
{
    TRY(plan_make(arena, input->deliberation, input->catalogue, input->communication, &input->years,
                  &outcome->plan, err));
    TRY(open_workplace(arena, input, work, place, err));
    return extract_run(arena, place->engine, &outcome->plan, input->progress, &outcome->extract,
                       err);
}

/* A new, empty folder of work/, 0700. */
static ErrorKind
make_work(Arena *arena, const RunInput *input, const char *name, char **ret_work, Error *err)
{
    *ret_work = custody_path(arena, input->custody, arena_print(arena, "work/%s", name));
    TRY(file_remove_tree(*ret_work, err));
    return file_make_directory(*ret_work, 0700, err);
}

/* The failure that counts is the first: what clearing up meets is not told. */
static void
clear_away(const char *path)
{
    Error unheard;
    ErrorKind kind = file_remove_tree(path, &unheard);
    (void)kind;
}

ErrorKind
run_plan(Arena *arena, const RunInput *input, RunOutcome *ret_outcome, Error *err)
{
    char *work = NULL;
    TRY(make_work(arena, input, "plan", &work, err));
    Workplace place = {0};
    ErrorKind kind = extract_from(arena, input, work, &place, ret_outcome, err);
    workplace_close(&place);
    clear_away(work);
    TRY(kind);
    return release_record_planned(input->custody, input->actor, input->deliberation,
                                  input->communication->name, &ret_outcome->plan.years, err);
}

/* "IVC/KSZG/19/002" and "sample" as "ivc-kszg-19-002-sample-3". */
static char *
package_name(Arena *arena, const RunInput *input, int64_t number)
{
    char *name = arena_print(arena, "%s-%s-%" PRId64, input->deliberation->id,
                             input->communication->name, number);
    for (char *at = name; *at != '\0'; at++)
        *at = isalnum((unsigned char)*at) ? (char)tolower((unsigned char)*at) : '-';
    return name;
}

static ErrorKind
next_number(Arena *arena, const RunInput *input, int64_t *ret_number, Error *err)
{
    ReleaseList all = {0};
    TRY(release_list(input->custody, arena, NULL, &all, err));
    *ret_number = 1;
    for (size_t at = 0; at < all.count; at++)
        if (all.items[at].number >= *ret_number)
            *ret_number = all.items[at].number + 1;
    return ERROR_NONE;
}

static ErrorKind
sign_with_custody(void *context, const void *bytes, size_t size,
                  unsigned char ret_signature[SIGNER_SIGNATURE_SIZE], Error *err)
{
    return custody_sign(context, bytes, size, ret_signature, err);
}

static PackageSigner
custody_signer(Custody *custody)
{
    NoteKey key = custody_note_key(custody);
    PackageSigner signer = {.context = custody, .sign = sign_with_custody, .name = key.name};
    memcpy(signer.public_key, key.public_key, sizeof signer.public_key);
    custody_key_id(custody, signer.key_id);
    return signer;
}

/* The plain tree in work/, then sealed into work/<name>/out. */
static ErrorKind
pack(Arena *arena, const RunInput *input, const char *work, Workplace *place, RunOutcome *outcome,
     Error *err)
{
    PackageSigner signer = custody_signer(input->custody);
    const char *staging = file_join(arena, work, "package");
    const char *sealed = file_join(arena, work, "out");
    TRY(file_make_directory(staging, 0700, err));
    TRY(file_make_directory(sealed, 0700, err));
    PackageInput package = {.deliberation = input->deliberation,
                            .deliberation_bytes = input->registration->bytes,
                            .deliberation_size = input->registration->size,
                            .catalogue = input->catalogue,
                            .communication = input->communication,
                            .extract = &outcome->extract,
                            .engine = place->engine,
                            .key_version = PROJECT_KEY_VERSION,
                            .signer = &signer,
                            .label_language = input->label_language,
                            .progress = input->progress};
    TRY(package_build(arena, &package, staging, &outcome->package, err));
    SealInput seal = {.staging = staging,
                      .summary = &outcome->package,
                      .deliberation = input->deliberation->id,
                      .communication = input->communication->name,
                      .release = outcome->release.number,
                      .made = custody_now(input->custody),
                      .recipient = input->recipient->age_key,
                      .signer = &signer,
                      .directory = sealed,
                      .name = package_name(arena, input, outcome->release.number),
                      .progress = input->progress};
    return seal_package(arena, &seal, &outcome->seal, err);
}

static void
describe(Arena *arena, const RunInput *input, const char *name, RunOutcome *outcome)
{
    Release *release = &outcome->release;
    release->deliberation = input->deliberation->id;
    release->deliberation_digest = input->deliberation->digest;
    release->communication = input->communication->name;
    release->recipient = input->recipient->id;
    release->manifest = outcome->package.manifest;
    release->package = arena_print(arena, "%s/%s.tar.age", name, name);
    release->package_digest = outcome->seal.sealed;
    release->package_size = outcome->seal.size;
    release->approvals_needed = input->deliberation->approvals;
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
    if (release_find(input->custody, arena, number, &recorded, &unheard) == ERROR_NONE &&
        recorded == NULL)
        clear_away(held);
}

/* Into held/ by one rename, then into state and ledger by one transaction: what a crash leaves
 * between the two is in no state, and custody_recover removes it. */
static ErrorKind
hold(Arena *arena, const RunInput *input, const char *work, RunOutcome *outcome, Error *err)
{
    int64_t expected = outcome->release.number;
    const char *name = package_name(arena, input, expected);
    const char *held = custody_path(arena, input->custody, arena_print(arena, "held/%s", name));
    describe(arena, input, name, outcome);
    TRY(file_move(file_join(arena, work, "out"), held, err));
    ErrorKind kind = release_record_prepared(input->custody, input->actor, &outcome->release, err);
    if (kind != ERROR_NONE)
        clear_unrecorded(arena, input, expected, held);
    else if (outcome->release.number != expected)
        return error_set(err, ERROR_INTERNAL, "the release was sealed under another number");
    return kind;
}

ErrorKind
run_release(Arena *arena, const RunInput *input, RunOutcome *ret_outcome, Error *err)
{
    *ret_outcome = (RunOutcome){0};
    TRY(next_number(arena, input, &ret_outcome->release.number, err));
    char *work = NULL;
    TRY(make_work(arena, input, "release", &work, err));
    Workplace place = {0};
    ErrorKind kind = extract_from(arena, input, work, &place, ret_outcome, err);
    if (kind == ERROR_NONE)
        kind = pack(arena, input, work, &place, ret_outcome, err);
    workplace_close(&place);
    if (kind == ERROR_NONE)
        kind = hold(arena, input, work, ret_outcome, err);
    clear_away(work);
    return kind;
}
