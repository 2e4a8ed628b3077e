/*
 * The on-site data set: all cohort persons of a communication whose setting is on site.
 *
 * Each reference year is a folder of its own, dataset/<deliberation>-<communication>-<year>/, so
 * that a year is added without touching the others. It holds what a package of that year would hold
 * (doc/format/dataset.md):
 *
 *   manifest.json                        as release/manifest.h; its digest stands in the ledger
 *   data/population-2018.parquet .csv    rows in the order of their pseudonyms, weight 1
 *   codebook/...                         HTML, DDI, CSVW
 *
 * and beside them, in no manifest and given to no job, where the catalogue tells who lives
 * together:
 *
 *   control/household.parquet            pseudonym, household: a number in random order, 0 unknown
 *
 * each file a sealed stream (core/cipher.h) under the storage key of the project key: destroying
 * the project key destroys the data set. Clear bytes exist in memory only: going in, they run from
 * the engine through a pipe; going out, into the memory of the sandboxed job, or into an anonymous
 * file in memory (memfd_create(2)) that the engine reads by /proc/self/fd/N.
 */
#ifndef BERAAD_ENCLAVE_DATASET_H
#define BERAAD_ENCLAVE_DATASET_H

#include "custody/enclave.h"
#include "release/manifest.h"
#include "release/workplace.h"

#define DATASET_HOUSEHOLDS "control/household.parquet"

/* All borrowed. The gate has said yes, keys are open. */
typedef struct PrepareInput
{
    WorkplaceInput where;
    const Registration *registration; /* of its deliberation */
    int year;
} PrepareInput;

/* What dataset_prepare would refuse by what is known without a key (actor may be NULL): the year is
 * there already, no more is delivered, or as workplace_check. */
ErrorKind dataset_check_new(Arena *arena, const PrepareInput *input, Error *err) MUST_CHECK;

/* Makes one year and records it. On failure nothing of it is left. ERROR_STATE where the year is
 * there already; ERROR_DATA as run_release. */
ErrorKind dataset_prepare(Arena *arena, const PrepareInput *input, DatasetYear *ret_year,
                          Error *err) MUST_CHECK;

/* A data set that is open for reading: the storage key and the manifests of its years. */
typedef struct Dataset Dataset;

/* Would dataset_open find these years prepared? ERROR_STATE where not. No key is needed. */
ErrorKind dataset_check(Custody *custody, const char *deliberation, const char *communication,
                        const Years *years, Error *err) MUST_CHECK;

/* The custody is unlocked. Every manifest is held against the ledger's digest. years empty: all
 * that are prepared. ERROR_STATE where a year is not prepared, or the project key is gone;
 * ERROR_INTEGRITY where a file is damaged. */
ErrorKind dataset_open(Custody *custody, const char *deliberation, const char *communication,
                       const Years *years, Dataset **ret_dataset, Error *err) MUST_CHECK;
void dataset_close(Dataset **dataset);
#define CLOSES_DATASET __attribute__((cleanup(dataset_close)))

size_t dataset_years(const Dataset *dataset);
const Manifest *dataset_manifest(const Dataset *dataset, size_t year_at);
const DatasetYear *dataset_year(const Dataset *dataset, size_t year_at);
/* Was it kept who lives together? */
bool dataset_has_households(const Dataset *dataset, size_t year_at);

/* One file of one year, as its manifest lists it, chunk by chunk: for the sandbox's pipe. Size and
 * digest are compared at the end: ERROR_INTEGRITY, and what was taken must not be used. */
typedef ErrorKind (*DatasetTake)(void *context, const void *bytes, size_t size, Error *err);
ErrorKind dataset_stream(const Dataset *dataset, size_t year_at, const ManifestFile *file,
                         DatasetTake take, void *context, Error *err) MUST_CHECK;

/*
 * An engine in which each year is a view: "population_2018" (pseudonym, reference_year, the
 * variables as codes, weight), over the Parquet file decrypted into memory, and "household_2018"
 * (pseudonym, household) one of who lives together, where that was kept. The engine can read
 * those files and no others, and writes none: nothing of it spills. It must be closed before the
 * data set.
 */
ErrorKind dataset_engine(Dataset *dataset, const EngineOptions *options, Engine **ret_engine,
                         Error *err) MUST_CHECK;

/* The view's name: "population_2018". */
char *dataset_view(Arena *arena, const Manifest *manifest);

#endif
