/*
 * What the state and the ledger know of the enclave: the years of on-site data sets, what was
 * brought in, the jobs that ran, and what each left in quarantine. Each recording is one
 * transaction of entry and state. The files themselves are made and read by enclave/.
 *
 * Names that came from outside (of an imported file, of a file that a job wrote) could be anything,
 * a data value among them: they stand inside the sealed files only, never in state or ledger.
 */
#ifndef BERAAD_CUSTODY_ENCLAVE_H
#define BERAAD_CUSTODY_ENCLAVE_H

#include "custody/actor.h"
#include "deliberation/model.h"

/* A year of an on-site data set; it lies in dataset/FOLDER. */
typedef struct DatasetYear
{
    const char *deliberation;
    Digest deliberation_digest; /* under which it was prepared */
    const char *communication;
    int year;
    int64_t rows;
    Digest manifest;    /* of the clear bytes of its manifest.json */
    int64_t size;       /* bytes on the disk, all files */
    const char *folder; /* "ivc-kszg-19-002-population-2018" */
    const char *prepared_by;
    int64_t prepared_at;
    int64_t entry;
} DatasetYear;
typedef struct DatasetYearList LIST_OF(DatasetYear) DatasetYearList;

/* Records a year that lies whole and synced in dataset/. ERROR_STATE where there is one already. */
ErrorKind enclave_record_dataset(Custody *custody, const Actor *actor, DatasetYear *prepared,
                                 Error *err) MUST_CHECK;

/* The years of one communication, ascending; communication NULL: of all. */
ErrorKind enclave_datasets(Custody *custody, Arena *arena, const char *deliberation,
                           const char *communication, DatasetYearList *ret_list,
                           Error *err) MUST_CHECK;

/* A file that was brought in; it lies sealed in model/FILE. */
typedef struct ModelFile
{
    int64_t number; /* from 1, over the whole custody */
    const char *deliberation;
    const char *communication;
    const char *file;
    Digest digest; /* of the sealed file */
    int64_t size;  /* of the sealed file */
    const char *imported_by;
    int64_t imported_at;
} ModelFile;
typedef struct ModelFileList LIST_OF(ModelFile) ModelFileList;

ErrorKind enclave_record_import(Custody *custody, const Actor *actor, ModelFileList *imported,
                                Error *err) MUST_CHECK;
ErrorKind enclave_models(Custody *custody, Arena *arena, const char *deliberation,
                         const char *communication, ModelFileList *ret_list, Error *err) MUST_CHECK;

typedef enum JobKind
{
    JOB_RUN,
    JOB_SHELL
} JobKind;

/* A job, from its beginning to its end. One that never ended (the supervisor was killed, the power
 * failed) is recorded as lost by the next act of the enclave, and leaves nothing. */
typedef struct Job
{
    int64_t number; /* from 1 */
    JobKind kind;
    const char *deliberation;
    const char *communication;
    Years years;
    const char *actor;
    int64_t started_at;
    const char
        *outcome; /* NULL: has not ended; "done", "failed", "killed", "time", "memory", ... */
    int64_t exit_status;
    int64_t seconds;     /* how long it ran, rounded up */
    const char *index;   /* NULL: nothing is in quarantine; else quarantine/INDEX */
    Digest index_digest; /* of the sealed index */
    int64_t files;       /* in quarantine, without the index */
    int64_t size;        /* of their sealed bytes */
} Job;
typedef struct JobList LIST_OF(Job) JobList;

ErrorKind enclave_record_started(Custody *custody, const Actor *actor, Job *job,
                                 Error *err) MUST_CHECK;
/* What the job left lies whole and synced in quarantine/ . */
ErrorKind enclave_record_ended(Custody *custody, const Actor *actor, const Job *job,
                               Error *err) MUST_CHECK;

/* *ret_job is NULL where there is none of that number. */
ErrorKind enclave_job(Custody *custody, Arena *arena, int64_t number, Job **ret_job,
                      Error *err) MUST_CHECK;
ErrorKind enclave_jobs(Custody *custody, Arena *arena, const char *deliberation, JobList *ret_list,
                       Error *err) MUST_CHECK;

#endif
