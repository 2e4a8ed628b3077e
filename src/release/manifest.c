#include "release/manifest.h"

#include "core/text.h"
#include "release/shape.h"

#include <string.h>

#define MANIFEST_FORMAT "beraad package 1"

#define IN(Struct, name, kind_)                                                                    \
    {                                                                                              \
        .key = #name, .kind = (kind_), .offset = offsetof(Struct, name)                            \
    }
#define AS(key_, Struct, name, kind_)                                                              \
    {                                                                                              \
        .key = (key_), .kind = (kind_), .offset = offsetof(Struct, name)                           \
    }
#define LIST(Struct, name, shape_)                                                                 \
    {                                                                                              \
        .key = #name, .kind = FIELD_LIST, .offset = offsetof(Struct, name), .shape = &(shape_)     \
    }
#define GROUP(key_, shape_)                                                                        \
    {                                                                                              \
        .key = (key_), .kind = FIELD_GROUP, .shape = &(shape_)                                     \
    }
#define END                                                                                        \
    {                                                                                              \
        .key = NULL                                                                                \
    }

static const Shape file_shape = {.size = sizeof(ManifestFile),
                                 .fields = (const Field[]){
                                     IN(ManifestFile, name, FIELD_TEXT),
                                     AS("digest", ManifestFile, digest, FIELD_DIGEST),
                                     IN(ManifestFile, size, FIELD_COUNT),
                                     END,
                                 }};

static const Shape stratum_shape = {.size = sizeof(ManifestStratum),
                                    .fields = (const Field[]){
                                        IN(ManifestStratum, classes, FIELD_TEXT),
                                        IN(ManifestStratum, cohort, FIELD_COUNT),
                                        IN(ManifestStratum, sample, FIELD_COUNT),
                                        END,
                                    }};

static const Shape year_shape = {.size = sizeof(ManifestYear),
                                 .fields = (const Field[]){
                                     IN(ManifestYear, year, FIELD_COUNT),
                                     IN(ManifestYear, reference_date, FIELD_DATE),
                                     IN(ManifestYear, cohort, FIELD_COUNT),
                                     IN(ManifestYear, sample, FIELD_COUNT),
                                     IN(ManifestYear, rows, FIELD_COUNT),
                                     IN(ManifestYear, left_out, FIELD_COUNT),
                                     LIST(ManifestYear, strata, stratum_shape),
                                     END,
                                 }};

static const Shape variable_shape = {.size = sizeof(ManifestVariable),
                                     .fields = (const Field[]){
                                         IN(ManifestVariable, name, FIELD_TEXT),
                                         IN(ManifestVariable, classification, FIELD_TEXT),
                                         IN(ManifestVariable, classification_digest, FIELD_DIGEST),
                                         END,
                                     }};

static const Shape risk_set_shape = {.size = sizeof(ManifestRisk),
                                     .fields = (const Field[]){
                                         IN(ManifestRisk, year, FIELD_COUNT),
                                         IN(ManifestRisk, variables, FIELD_TEXT),
                                         IN(ManifestRisk, unique_in_sample, FIELD_COUNT),
                                         IN(ManifestRisk, unique_in_population, FIELD_COUNT),
                                         IN(ManifestRisk, below, FIELD_COUNTS),
                                         END,
                                     }};

static const Shape risk_shape = {.size = sizeof(Manifest),
                                 .fields = (const Field[]){
                                     AS("k", Manifest, risk_k, FIELD_COUNTS),
                                     {.key = "sets",
                                      .kind = FIELD_LIST,
                                      .offset = offsetof(Manifest, risks),
                                      .shape = &risk_set_shape},
                                     END,
                                 }};

static const Shape warning_shape = {.size = sizeof(ManifestWarning),
                                    .fields = (const Field[]){
                                        IN(ManifestWarning, name, FIELD_TEXT),
                                        IN(ManifestWarning, year, FIELD_COUNT),
                                        IN(ManifestWarning, rows, FIELD_COUNT),
                                        END,
                                    }};

static const Shape after_shape = {.size = sizeof(ManifestAfter),
                                  .fields = (const Field[]){
                                      IN(ManifestAfter, years, FIELD_COUNT),
                                      IN(ManifestAfter, event, FIELD_TEXT),
                                      END,
                                  }};

static const Shape retention_shape = {.size = sizeof(ManifestRetention),
                                      .fields = (const Field[]){
                                          IN(ManifestRetention, year, FIELD_COUNT),
                                          IN(ManifestRetention, dated, FIELD_BOOLEAN),
                                          {.key = "destroy_by",
                                           .kind = FIELD_DATE,
                                           .offset = offsetof(ManifestRetention, destroy_by),
                                           .absent_unless = "dated"},
                                          LIST(ManifestRetention, after, after_shape),
                                          IN(ManifestRetention, cites, FIELD_COUNTS),
                                          END,
                                      }};

static const Shape deliberation_shape = {
    .size = sizeof(Manifest),
    .fields = (const Field[]){
        AS("id", Manifest, deliberation, FIELD_TEXT),
        AS("digest", Manifest, deliberation_digest, FIELD_DIGEST),
        END,
    }};

static const Shape catalogue_shape = {.size = sizeof(Manifest),
                                      .fields = (const Field[]){
                                          AS("id", Manifest, catalogue, FIELD_TEXT),
                                          AS("digest", Manifest, catalogue_digest, FIELD_DIGEST),
                                          END,
                                      }};

static const Shape recipient_shape = {.size = sizeof(Manifest),
                                      .fields = (const Field[]){
                                          AS("id", Manifest, recipient_id, FIELD_TEXT),
                                          AS("name", Manifest, recipient_name, FIELD_TEXT),
                                          AS("unit", Manifest, recipient_unit, FIELD_TEXT),
                                          END,
                                      }};

static const Shape sample_shape = {
    .size = sizeof(Manifest),
    .fields = (const Field[]){
        AS("drawn", Manifest, sampled, FIELD_BOOLEAN),
        AS("percent_millionths", Manifest, percent_millionths, FIELD_COUNT),
        IN(Manifest, panel, FIELD_TEXT),
        END,
    }};

static const Shape manifest_shape = {.size = sizeof(Manifest),
                                     .fields = (const Field[]){
                                         IN(Manifest, format, FIELD_TEXT),
                                         IN(Manifest, software, FIELD_TEXT),
                                         GROUP("deliberation", deliberation_shape),
                                         GROUP("catalogue", catalogue_shape),
                                         IN(Manifest, communication, FIELD_TEXT),
                                         IN(Manifest, setting, FIELD_TEXT),
                                         IN(Manifest, provider, FIELD_TEXT),
                                         GROUP("recipient", recipient_shape),
                                         IN(Manifest, cohort, FIELD_TEXT),
                                         GROUP("sample", sample_shape),
                                         IN(Manifest, key_version, FIELD_COUNT),
                                         LIST(Manifest, years, year_shape),
                                         LIST(Manifest, variables, variable_shape),
                                         GROUP("risk", risk_shape),
                                         LIST(Manifest, warnings, warning_shape),
                                         LIST(Manifest, retention, retention_shape),
                                         LIST(Manifest, files, file_shape),
                                         END,
                                     }};

bool
manifest_name_valid(const char *name)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/";
    size_t size = strlen(name);
    if (size == 0 || size > MANIFEST_NAME_SIZE || strspn(name, allowed) != size ||
        name[size - 1] == '/')
        return false;
    for (const char *part = name; part != NULL;)
    {
        if (*part == '.' || *part == '/')
            return false;
        part = strchr(part, '/');
        if (part != NULL)
            part++;
    }
    return true;
}

char *
manifest_print(Arena *arena, const Manifest *manifest, size_t *ret_size)
{
    Manifest whole = *manifest;
    whole.format = MANIFEST_FORMAT;
    return json_canonical(arena, json_keep(arena, shape_print(&manifest_shape, &whole)), ret_size);
}

/* A name may not be a file and a directory of another file. */
static bool
name_is_inside(const char *name, const char *file)
{
    size_t size = strlen(file);
    return strncmp(name, file, size) == 0 && name[size] == '/';
}

static ErrorKind
check_files(const Manifest *manifest, Error *err)
{
    if (manifest->files.count > MANIFEST_FILES)
        return error_set(err, ERROR_DATA, "files: more than %d", MANIFEST_FILES);
    for (size_t at = 0; at < manifest->files.count; at++)
    {
        const ManifestFile *file = &manifest->files.items[at];
        if (!manifest_name_valid(file->name) || text_starts(file->name, "manifest.json"))
            return error_set(err, ERROR_DATA, "files: item %zu: a name that no package has",
                             at + 1);
        if (file->size > MANIFEST_FILE_BYTES)
            return error_set(err, ERROR_DATA, "files: item %zu: larger than a package holds",
                             at + 1);
        for (size_t before = 0; before < at; before++)
            if (name_is_inside(file->name, manifest->files.items[before].name))
                return error_set(err, ERROR_DATA, "files: item %zu: inside another file", at + 1);
        if (at > 0 && strcmp(manifest->files.items[at - 1].name, file->name) >= 0)
            return error_set(err, ERROR_DATA, "files: item %zu: not in order, or twice", at + 1);
    }
    return ERROR_NONE;
}

static ErrorKind
check(const Manifest *manifest, Error *err)
{
    if (!text_equal(manifest->format, MANIFEST_FORMAT))
        return error_set(err, ERROR_DATA, "format: this beraad reads '%s' only", MANIFEST_FORMAT);
    for (size_t at = 0; at < manifest->risks.count; at++)
        if (manifest->risks.items[at].below.count != manifest->risk_k.count)
            return error_set(err, ERROR_DATA, "risk.sets: item %zu: below: expected %zu counts",
                             at + 1, manifest->risk_k.count);
    return check_files(manifest, err);
}

ErrorKind
manifest_read(Arena *arena, const char *bytes, size_t size, Manifest **ret_manifest, Error *err)
{
    Manifest *manifest = arena_take(arena, sizeof *manifest);
    if (size > MANIFEST_BYTES)
        return error_set(err, ERROR_DATA, "larger than %zu bytes", MANIFEST_BYTES);
    TRY(shape_parse(arena, &manifest_shape, bytes, size, manifest, err));
    TRY(check(manifest, err));
    *ret_manifest = manifest;
    return ERROR_NONE;
}
