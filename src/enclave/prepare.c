/* Making a year of the on-site data set. */
#include "core/file.h"
#include "core/text.h"
#include "custody/key.h"
#include "custody/series.h"
#include "enclave/dataset.h"
#include "enclave/folder.h"
#include "enclave/pipe.h"
#include "plan/sql.h"
#include "release/package.h"

#include <inttypes.h>

static ErrorKind
check_new(Arena *arena, const PrepareInput *input, Error *err)
{
    DatasetYearList years = {0};
    TRY(enclave_datasets(input->where.custody, arena, input->where.deliberation->id,
                         input->where.communication->name, &years, err));
    for (size_t at = 0; at < years.count; at++)
        if (years.items[at].year == input->year)
            return error_set(err, ERROR_STATE, "year %d of communication '%s' was prepared already",
                             input->year, input->where.communication->name);
    return ERROR_NONE;
}

ErrorKind
dataset_check_new(Arena *arena, const PrepareInput *input, Error *err)
{
    TRY(check_new(arena, input, err));
    TRY(series_check_open(input->where.custody, input->where.deliberation,
                          input->where.communication->name, err));
    return workplace_check(arena, &input->where, err);
}

/* Who lives together, beside the files of the manifest: no job is given it. Each person of the data
 * set is in it at least once, with or without a household, so as many rows are one of each. */
static ErrorKind
write_households(Arena *arena, Workplace *place, const PackageSink *sink, const DatasetYear *year,
                 Error *err)
{
    const char *path = NULL;
    int64_t rows = 0;
    ManifestFile file = {.name = DATASET_HOUSEHOLDS};
    TRY(sink->begin(sink->context, file.name, &path, err));
    TRY(engine_count(place->engine, "households",
                     arena_print(arena, "COPY (%s) TO %s (FORMAT parquet, USE_TMP_FILE false)",
                                 plan_household_sql(arena, year->year),
                                 engine_literal(arena, path)),
                     &rows, err));
    TRY(sink->end(sink->context, &file, err));
    if (rows == year->rows)
        return ERROR_NONE;
    return error_set(err, ERROR_CATALOGUE,
                     "%d: the derivation of households gives %" PRId64
                     " rows beyond one for each person",
                     year->year, rows - year->rows);
}

/* The files of the year, through the pipe into the folder. */
static ErrorKind
write_files(Arena *arena, const PrepareInput *input, Workplace *place, const Extract *extract,
            const Folder *folder, DatasetYear *year, Error *err)
{
    PackageSigner signer = custody_signer(input->where.custody);
    PackageSummary package = {0};
    FolderSummary summary = {0};
    PackageInput what = {.deliberation = input->where.deliberation,
                         .deliberation_bytes = input->registration->bytes,
                         .deliberation_size = input->registration->size,
                         .catalogue = input->where.catalogue,
                         .communication = input->where.communication,
                         .extract = extract,
                         .engine = place->engine,
                         .key_version = PROJECT_KEY_VERSION,
                         .signer = &signer,
                         .label_language = LANGUAGE_EN,
                         .progress = input->where.progress};
    CLOSES_FOLDER_WRITER FolderWriter *writer = NULL;
    TRY(folder_write_open(folder, &writer, err));
    FREES_PIPE_SINK PipeSink *pipe = pipe_sink_new(writer, place->directory);
    PackageSink sink = pipe_sink(pipe);
    TRY(package_write(arena, &what, &sink, &package, err));
    if (plan_has_households(input->where.catalogue, input->where.communication))
        TRY(write_households(arena, place, &sink, year, err));
    TRY(folder_write_end(writer, &summary, err));
    year->manifest = package.manifest;
    year->index = summary.index;
    year->size = summary.size;
    return ERROR_NONE;
}

/* All of the year into work/ , sealed. */
static ErrorKind
make_year(Arena *arena, const PrepareInput *input, Workplace *place, const Folder *folder,
          DatasetYear *year, Error *err)
{
    Plan plan = {0};
    Extract extract = {0};
    Years years = {0};
    *LIST_ADD(arena, &years) = input->year;
    TRY(workplace_extract(arena, &input->where, &years, place, &plan, &extract, err));
    year->rows = extract.years.items[0].rows;
    return write_files(arena, input, place, &extract, folder, year, err);
}

/* Removes what was moved to its place unless the state knows it: a commit that reported a fault may
 * have happened all the same, and where that cannot be told, the next start decides. */
static void
clear_unrecorded(Arena *arena, const PrepareInput *input, const char *path)
{
    Error unheard;
    if (check_new(arena, input, &unheard) == ERROR_NONE)
    {
        ErrorKind kind = file_remove_tree(path, &unheard);
        (void)kind;
    }
}

static ErrorKind
keep(Arena *arena, const PrepareInput *input, const char *made, DatasetYear *year, Error *err)
{
    const char *path =
        custody_path(arena, input->where.custody, arena_print(arena, "dataset/%s", year->folder));
    TRY(file_move(made, path, err));
    ErrorKind kind = enclave_record_dataset(input->where.custody, input->where.actor,
                                            input->where.deliberation, year, err);
    if (kind != ERROR_NONE)
        clear_unrecorded(arena, input, path);
    return kind;
}

ErrorKind
dataset_prepare(Arena *arena, const PrepareInput *input, DatasetYear *ret_year, Error *err)
{
    CLEARS_WORKPLACE Workplace place = {0};
    CLOSES_FOLDER Folder folder = {0};
    *ret_year = (DatasetYear){.deliberation = input->where.deliberation->id,
                              .deliberation_digest = input->where.deliberation->digest,
                              .communication = input->where.communication->name,
                              .year = input->year,
                              .folder = workplace_name(arena, &input->where, input->year)};
    TRY(check_new(arena, input, err));
    TRY(workplace_make(arena, &input->where, "prepare", &place, err));
    const char *made = file_join(arena, place.directory, "sealed");
    TRY(folder_open(input->where.custody, arena, input->where.actor, ARTEFACT_DATA_SET,
                    input->where.deliberation->id,
                    enclave_dataset_key(arena, input->where.communication->name, input->year), made,
                    &folder, err));
    TRY(make_year(arena, input, &place, &folder, ret_year, err));
    return keep(arena, input, made, ret_year, err);
}
