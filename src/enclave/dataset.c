#include "enclave/dataset.h"

#include "core/file.h"
#include "core/text.h"
#include "enclave/folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define MANIFEST_BYTES ((size_t)8 * 1024 * 1024)

typedef struct OpenYear
{
    DatasetYear about;
    Folder folder;
    FolderFiles files;
    Manifest *manifest;
    int memory;     /* the Parquet file, for the engine; -1: not decrypted */
    int households; /* the same of DATASET_HOUSEHOLDS; -1 also where there is none */
} OpenYear;

struct Dataset
{
    Arena *arena;
    struct LIST_OF(OpenYear) years;
};

void
dataset_close(Dataset **dataset)
{
    if (*dataset == NULL)
        return;
    for (size_t at = 0; at < (*dataset)->years.count; at++)
    {
        folder_close(&(*dataset)->years.items[at].folder);
        file_close(&(*dataset)->years.items[at].memory);
        file_close(&(*dataset)->years.items[at].households);
    }
    arena_free((*dataset)->arena);
    free(*dataset);
    *dataset = NULL;
}

static const FolderFile *
find_file(const OpenYear *year, const char *name)
{
    for (size_t at = 0; at < year->files.count; at++)
        if (text_equal(year->files.items[at].name, name))
            return &year->files.items[at];
    return NULL;
}

/* The manifest, held against the ledger's digest. */
static ErrorKind
read_manifest(Arena *arena, OpenYear *year, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    const FolderFile *file = find_file(year, "manifest.json");
    if (file == NULL || !digest_equal(&file->digest, &year->about.manifest))
        return error_set(err, ERROR_INTEGRITY, "its manifest is not the one that the ledger names");
    TRY(folder_bytes(&year->folder, arena, file, MANIFEST_BYTES, &bytes, &size, err));
    TRY(manifest_read(arena, bytes, size, &year->manifest, err));
    if (year->manifest->years.count != 1 ||
        year->manifest->years.items[0].year != year->about.year ||
        !text_equal(year->manifest->communication, year->about.communication))
        return error_set(err, ERROR_INTEGRITY, "its manifest is of another year");
    return ERROR_NONE;
}

static bool
is_prepared(const DatasetYearList *prepared, int year)
{
    for (size_t at = 0; at < prepared->count; at++)
        if (prepared->items[at].year == year)
            return true;
    return false;
}

/* All that are asked for; of no wish, at least one. */
static ErrorKind
check_prepared(const DatasetYearList *prepared, const Years *years, const char *communication,
               Error *err)
{
    for (size_t asked = 0; asked < years->count; asked++)
        if (!is_prepared(prepared, years->items[asked]))
            return error_set(err, ERROR_STATE, "year %d of communication '%s' is not prepared",
                             years->items[asked], communication);
    if (prepared->count == 0)
        return error_set(err, ERROR_STATE, "no year of communication '%s' is prepared",
                         communication);
    return ERROR_NONE;
}

ErrorKind
dataset_check(Custody *custody, const char *deliberation, const char *communication,
              const Years *years, Error *err)
{
    SCRATCH Arena *work = arena_new("data set");
    DatasetYearList prepared = {0};
    TRY(enclave_datasets(custody, work, deliberation, communication, &prepared, err));
    return check_prepared(&prepared, years, communication, err);
}

static ErrorKind
open_year(Custody *custody, Dataset *dataset, const DatasetYear *about, Error *err)
{
    Arena *arena = dataset->arena;
    OpenYear *year = LIST_ADD(arena, &dataset->years);
    const char *path =
        custody_path(arena, custody, arena_print(arena, "dataset/%s", about->folder));
    year->about = *about;
    year->memory = -1;
    year->households = -1;
    ErrorKind kind = folder_open(custody, arena, NULL, ARTEFACT_DATA_SET, about->deliberation,
                                 enclave_dataset_key(arena, about->communication, about->year),
                                 path, &year->folder, err);
    if (kind == ERROR_NONE)
        kind = folder_files(&year->folder, arena, &about->index, &year->files, err);
    if (kind == ERROR_NONE)
        kind = read_manifest(arena, year, err);
    if (kind != ERROR_NONE)
        error_within(err, "data set of %d", about->year);
    return kind;
}

/* Of those that are prepared, the ones asked for. */
static ErrorKind
open_years(Custody *custody, Dataset *dataset, const DatasetYearList *prepared, const Years *years,
           const char *communication, Error *err)
{
    TRY(check_prepared(prepared, years, communication, err));
    for (size_t at = 0; at < prepared->count; at++)
        if (years->count == 0 || years_contain(years, prepared->items[at].year))
            TRY(open_year(custody, dataset, &prepared->items[at], err));
    return ERROR_NONE;
}

ErrorKind
dataset_open(Custody *custody, const char *deliberation, const char *communication,
             const Years *years, Dataset **ret_dataset, Error *err)
{
    CLOSES_DATASET Dataset *dataset = calloc(1, sizeof *dataset);
    DatasetYearList prepared = {0};
    if (dataset == NULL)
        error_out_of_memory();
    dataset->arena = arena_new("data set");
    TRY(enclave_datasets(custody, dataset->arena, deliberation, communication, &prepared, err));
    TRY(open_years(custody, dataset, &prepared, years, communication, err));
    *ret_dataset = dataset;
    dataset = NULL;
    return ERROR_NONE;
}

size_t
dataset_years(const Dataset *dataset)
{
    return dataset->years.count;
}

const Manifest *
dataset_manifest(const Dataset *dataset, size_t year_at)
{
    return dataset->years.items[year_at].manifest;
}

const DatasetYear *
dataset_year(const Dataset *dataset, size_t year_at)
{
    return &dataset->years.items[year_at].about;
}

ErrorKind
dataset_stream(const Dataset *dataset, size_t year_at, const ManifestFile *file, DatasetTake take,
               void *context, Error *err)
{
    const OpenYear *year = &dataset->years.items[year_at];
    const FolderFile *sealed = find_file(year, file->name);
    if (sealed == NULL || sealed->size != file->size ||
        !digest_equal(&sealed->digest, &file->digest))
        return error_set(err, ERROR_INTEGRITY, "data set of %d: '%s' is not as the manifest says",
                         year->about.year, file->name);
    ErrorKind kind = folder_stream(&year->folder, sealed, take, context, err);
    if (kind != ERROR_NONE)
        error_within(err, "data set of %d, '%s'", year->about.year, file->name);
    return kind;
}

static ErrorKind
take_into(void *context, const void *bytes, size_t size, Error *err)
{
    const int *fd = context;
    return file_put(*fd, bytes, size, err);
}

static const ManifestFile *
parquet_of(const Manifest *manifest)
{
    for (size_t at = 0; at < manifest->files.count; at++)
        if (text_ends(manifest->files.items[at].name, ".parquet"))
            return &manifest->files.items[at];
    return NULL;
}

/* An anonymous file in memory; sealed below, when nobody can change it any more. */
static ErrorKind
open_memory(int *ret_memory, Error *err)
{
    *ret_memory = memfd_create("beraad", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    return *ret_memory < 0 ? error_set_io(err, "cannot make a file in memory") : ERROR_NONE;
}

static ErrorKind
seal_memory(int memory, Error *err)
{
    if (fcntl(memory, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
        return error_set_io(err, "cannot seal a file in memory");
    return ERROR_NONE;
}

bool
dataset_has_households(const Dataset *dataset, size_t year_at)
{
    return find_file(&dataset->years.items[year_at], DATASET_HOUSEHOLDS) != NULL;
}

static ErrorKind
decrypt_households(OpenYear *year, Error *err)
{
    const FolderFile *file = find_file(year, DATASET_HOUSEHOLDS);
    if (file == NULL || year->households >= 0)
        return ERROR_NONE;
    TRY(open_memory(&year->households, err));
    if (folder_stream(&year->folder, file, take_into, &year->households, err) != ERROR_NONE)
        return error_within(err, "data set of %d, '%s'", year->about.year, file->name);
    return seal_memory(year->households, err);
}

static ErrorKind
decrypt_year(Dataset *dataset, size_t year_at, Error *err)
{
    OpenYear *year = &dataset->years.items[year_at];
    const ManifestFile *file = parquet_of(year->manifest);
    if (year->memory >= 0)
        return ERROR_NONE;
    if (file == NULL)
        return error_set(err, ERROR_INTEGRITY, "data set of %d: no Parquet file", year->about.year);
    TRY(open_memory(&year->memory, err));
    TRY(dataset_stream(dataset, year_at, file, take_into, &year->memory, err));
    TRY(seal_memory(year->memory, err));
    return decrypt_households(year, err);
}

char *
dataset_view(Arena *arena, const Manifest *manifest)
{
    return arena_print(arena, "%s_%d", manifest->communication, (int)manifest->years.items[0].year);
}

static const char *
memory_path(Arena *arena, int memory)
{
    return arena_print(arena, "/proc/self/fd/%d", memory);
}

static ErrorKind
make_view(Arena *arena, Engine *engine, const char *view, int memory, Error *err)
{
    return engine_run(engine, view,
                      arena_print(arena, "CREATE VIEW %s AS SELECT * FROM read_parquet(%s)",
                                  engine_identifier(arena, view),
                                  engine_literal(arena, memory_path(arena, memory))),
                      NULL, err);
}

static ErrorKind
make_views(Dataset *dataset, Engine *engine, Error *err)
{
    SCRATCH Arena *work = arena_new("data set");
    for (size_t at = 0; at < dataset->years.count; at++)
    {
        const OpenYear *year = &dataset->years.items[at];
        TRY(make_view(work, engine, dataset_view(work, year->manifest), year->memory, err));
        if (year->households >= 0)
            TRY(make_view(work, engine, arena_print(work, "household_%d", year->about.year),
                          year->households, err));
    }
    return ERROR_NONE;
}

ErrorKind
dataset_engine(Dataset *dataset, const EngineOptions *options, Engine **ret_engine, Error *err)
{
    SCRATCH Arena *work = arena_new("data set");
    CLOSES_ENGINE Engine *engine = NULL;
    EngineOptions own = *options;
    struct LIST_OF(const char *) files = {0};
    for (size_t at = 0; at < dataset->years.count; at++)
    {
        TRY(decrypt_year(dataset, at, err));
        const OpenYear *year = &dataset->years.items[at];
        *LIST_ADD(work, &files) = memory_path(work, year->memory);
        if (year->households >= 0)
            *LIST_ADD(work, &files) = memory_path(work, year->households);
    }
    *LIST_ADD(work, &files) = NULL;
    own.spill = NULL;
    own.directories = NULL;
    own.files = files.items;
    TRY(engine_open(&own, &engine, err));
    TRY(make_views(dataset, engine, err));
    *ret_engine = engine;
    engine = NULL;
    return ERROR_NONE;
}
