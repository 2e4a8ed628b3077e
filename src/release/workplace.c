#include "release/workplace.h"

#include "core/file.h"
#include "core/storage.h"
#include "custody/key.h"
#include "custody/recover.h"
#include "warehouse/function.h"
#include "warehouse/source.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

char *
workplace_name(Arena *arena, const WorkplaceInput *input, int64_t number)
{
    char *name = arena_print(arena, "%s-%s-%" PRId64, input->deliberation->id,
                             input->communication->name, number);
    for (char *at = name; *at != '\0'; at++)
        *at = isalnum((unsigned char)*at) ? (char)tolower((unsigned char)*at) : '-';
    return name;
}

ErrorKind
workplace_make(Arena *arena, const WorkplaceInput *input, const char *name, Workplace *ret_place,
               Error *err)
{
    *ret_place = (Workplace){0};
    char *directory = custody_path(arena, input->custody, arena_print(arena, "work/%s", name));
    TRY(file_remove_tree(directory, err));
    TRY(file_make_directory(directory, 0700, err));
    ret_place->directory = directory;
    return ERROR_NONE;
}

/* *ret_given: the custodian has made a spill/, which lies there. */
static ErrorKind
given_spill(Arena *arena, Custody *custody, const char **ret_given, StorageKind *ret_kind,
            Error *err)
{
    const char *own = custody_path(arena, custody, "spill");
    *ret_given = NULL;
    if (!file_exists(own))
        return ERROR_NONE;
    *ret_given = own;
    TRY(storage_kind(own, ret_kind, err));
    if (*ret_kind != STORAGE_CLEAR)
        return ERROR_NONE;
    (void)error_set(err, ERROR_STATE, "'%s' lies on a disk in clear", own);
    return error_hint(err, "mount a tmpfs or an enciphered device there, or remove it");
}

ErrorKind
workplace_check(Arena *arena, const WorkplaceInput *input, Error *err)
{
    StorageKind kind = STORAGE_CLEAR;
    const char *given = NULL;
    CLOSES_ENGINE Engine *engine = NULL;
    TRY(source_check(arena, input->catalogue, input->warehouse, err));
    TRY(given_spill(arena, input->custody, &given, &kind, err));
    return input->engine.memory_limit == NULL ? ERROR_NONE
                                              : engine_open(&input->engine, &engine, err);
}

static ErrorKind
make_spill(char *pattern, Workplace *place, Error *err)
{
    if (mkdtemp(pattern) == NULL)
        return error_set_io(err, "cannot make a folder like '%s'", pattern);
    place->spill = pattern;
    return ERROR_NONE;
}

ErrorKind
workplace_spill(Arena *arena, Custody *custody, Workplace *place, Error *err)
{
    StorageKind kind = STORAGE_CLEAR;
    const char *given = NULL;
    TRY(given_spill(arena, custody, &given, &kind, err));
    if (given == NULL)
        TRY(storage_kind(place->directory, &kind, err));
    if (kind == STORAGE_CLEAR)
        return ERROR_NONE;
    const char *above = given != NULL ? given : place->directory;
    return make_spill(file_join(arena, above, RECOVER_SPILL "XXXXXX"), place, err);
}

static ErrorKind
open_cipher(const Secret *project, const char *purpose, BlockCipher **ret_cipher, Error *err)
{
    FREES_SECRET Secret *key = secret_derive(project, purpose, BLOCK_KEY_SIZE);
    return block_cipher_new(key->bytes, ret_cipher, err);
}

static ErrorKind
open_ciphers(const WorkplaceInput *input, Workplace *place, Error *err)
{
    FREES_SECRET Secret *project = NULL;
    TRY(project_key_open(input->custody, input->actor, input->deliberation->id,
                         input->communication->name, &project, err));
    TRY(open_cipher(project, PURPOSE_PSEUDONYM, &place->pseudonyms, err));
    TRY(open_cipher(project, PURPOSE_SAMPLE, &place->samples, err));
    return open_cipher(project, PURPOSE_HOUSEHOLD, &place->households, err);
}

static ErrorKind
open_engine(Arena *arena, const WorkplaceInput *input, Workplace *place, Error *err)
{
    IdentifierKind kind = input->catalogue->identifier;
    EngineOptions options = input->engine;
    TRY(workplace_spill(arena, input->custody, place, err));
    options.spill = place->spill;
    /* SQL can touch files of the warehouse and of this folder, and no others. */
    options.directories = (const char *[]){input->warehouse, place->directory, NULL};
    TRY(open_ciphers(input, place, err));
    TRY(engine_open(&options, &place->engine, err));
    TRY(function_bind(place->engine, kind, err));
    TRY(function_bind_keys(place->engine, kind, place->pseudonyms, place->samples, err));
    TRY(function_bind_household(place->engine, place->households, err));
    return source_open(place->engine, arena, input->catalogue, input->warehouse, input->progress,
                       err);
}

ErrorKind
workplace_extract(Arena *arena, const WorkplaceInput *input, const Years *years, Workplace *place,
                  Plan *ret_plan, Extract *ret_extract, Error *err)
{
    TRY(plan_make(arena, input->deliberation, input->catalogue, input->communication, years,
                  ret_plan, err));
    TRY(open_engine(arena, input, place, err));
    return extract_run(arena, place->engine, ret_plan, input->progress, ret_extract, err);
}

void
workplace_clear(Workplace *place)
{
    Error unheard;
    engine_close(&place->engine);
    block_cipher_free(&place->pseudonyms);
    block_cipher_free(&place->samples);
    block_cipher_free(&place->households);
    ErrorKind kind = ERROR_NONE;
    if (place->spill != NULL)
        kind = file_remove_tree(place->spill, &unheard);
    if (place->directory != NULL)
        kind = file_remove_tree(place->directory, &unheard);
    (void)kind;
    place->spill = NULL;
    place->directory = NULL;
}

static ErrorKind
sign_with_custody(void *context, const void *bytes, size_t size,
                  unsigned char ret_signature[SIGNER_SIGNATURE_SIZE], Error *err)
{
    return custody_sign(context, bytes, size, ret_signature, err);
}

PackageSigner
custody_signer(Custody *custody)
{
    NoteKey key = custody_note_key(custody);
    PackageSigner signer = {.context = custody, .sign = sign_with_custody, .name = key.name};
    memcpy(signer.public_key, key.public_key, sizeof signer.public_key);
    custody_key_id(custody, signer.key_id);
    return signer;
}
