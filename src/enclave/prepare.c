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
#include "release/workplace.h"

#include <ctype.h>
#include <inttypes.h>

/* "IVC/KSZG/19/002", "population" and 2018 as "ivc-kszg-19-002-population-2018". */
static char *
folder_name(Arena *arena, const PrepareInput *input)
{
    char *name = arena_print(arena, "%s-%s-%d", input->deliberation->id, input->communication->name,
                             input->year);
    for (char *at = name; *at != '\0'; at++)
        *at = isalnum((unsigned char)*at) ? (char)tolower((unsigned char)*at) : '-';
    return name;
}

static WorkplaceInput
workplace_input(const PrepareInput *input)
{
    return (WorkplaceInput){.custody = input->custody,
                            .actor = input->actor,
                            .deliberation = input->deliberation,
                            .catalogue = input->catalogue,
                            .communication = input->communication,
                            .warehouse = input->warehouse,
                            .engine = input->engine,
                            .progress = input->progress};
}

static ErrorKind
check_new(Arena *arena, const PrepareInput *input, Error *err)
{
    DatasetYearList years = {0};
    TRY(enclave_datasets(input->custody, arena, input->deliberation->id, input->communication->name,
                         &years, err));
    for (size_t at = 0; at < years.count; at++)
        if (years.items[at].year == input->year)
            return error_set(err, ERROR_STATE, "year %d of communication '%s' was prepared already",
                             input->year, input->communication->name);
    return ERROR_NONE;
}

ErrorKind
dataset_check_new(Arena *arena, const PrepareInput *input, Error *err)
{
    WorkplaceInput where = workplace_input(input);
    TRY(check_new(arena, input, err));
    TRY(series_check_open(input->custody, input->deliberation, input->communication->name, err));
    return workplace_check(arena, &where, err);
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
    PackageSigner signer = custody_signer(input->custody);
    PackageSummary package = {0};
    FolderSummary summary = {0};
    PackageInput what = {.deliberation = input->deliberation,
                         .deliberation_bytes = input->registration->bytes,
                         .deliberation_size = input->registration->size,
                         .catalogue = input->catalogue,
                         .communication = input->communication,
                         .extract = extract,
                         .engine = place->engine,
                         .key_version = PROJECT_KEY_VERSION,
                         .signer = &signer,
                         .label_language = LANGUAGE_EN,
                         .progress = input->progress};
    CLOSES_FOLDER_WRITER FolderWriter *writer = NULL;
    TRY(folder_write_open(folder, &writer, err));
    FREES_PIPE_SINK PipeSink *pipe = pipe_sink_new(writer, place->directory);
    PackageSink sink = pipe_sink(pipe);
    TRY(package_write(arena, &what, &sink, &package, err));
    if (plan_has_households(input->catalogue, input->communication))
        TRY(write_households(arena, place, &sink, year, err));
    TRY(folder_write_end(writer, &summary, err));
    year->manifest = package.manifest;
    year->index = summary.index;
    year->size = summary.size;
    return ERROR_NONE;
}

/* All of the year into work/ , sealed. */
static ErrorKind
make_year(Arena *arena, const PrepareInput *input, const WorkplaceInput *where, Workplace *place,
          const Folder *folder, DatasetYear *year, Error *err)
{
    Plan plan = {0};
    Extract extract = {0};
    Years years = {0};
    *LIST_ADD(arena, &years) = input->year;
    TRY(workplace_extract(arena, where, &years, place, &plan, &extract, err));
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
        custody_path(arena, input->custody, arena_print(arena, "dataset/%s", year->folder));
    TRY(file_move(made, path, err));
    ErrorKind kind =
        enclave_record_dataset(input->custody, input->actor, input->deliberation, year, err);
    if (kind != ERROR_NONE)
        clear_unrecorded(arena, input, path);
    return kind;
}

ErrorKind
dataset_prepare(Arena *arena, const PrepareInput *input, DatasetYear *ret_year, Error *err)
{
    WorkplaceInput where = workplace_input(input);
    CLEARS_WORKPLACE Workplace place = {0};
    CLOSES_FOLDER Folder folder = {0};
    *ret_year = (DatasetYear){.deliberation = input->deliberation->id,
                              .deliberation_digest = input->deliberation->digest,
                              .communication = input->communication->name,
                              .year = input->year,
                              .folder = folder_name(arena, input)};
    TRY(check_new(arena, input, err));
    TRY(workplace_make(arena, &where, "prepare", &place, err));
    const char *made = file_join(arena, place.directory, "sealed");
    TRY(folder_open(input->custody, arena, input->actor, ARTEFACT_DATA_SET, input->deliberation->id,
                    enclave_dataset_key(arena, input->communication->name, input->year), made,
                    &folder, err));
    TRY(make_year(arena, input, &where, &place, &folder, ret_year, err));
    return keep(arena, input, made, ret_year, err);
}
