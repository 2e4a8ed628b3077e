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
#include "custody/artefact.h"
#include "deliberation/model.h"

/* A year of an on-site data set; it lies in dataset/FOLDER, a sealed folder. */
typedef struct DatasetYear
{
    const char *deliberation;
    Digest deliberation_digest; /* under which it was prepared */
    const char *communication;
    int year;
    int64_t rows;
    Digest manifest;    /* of the clear bytes of its manifest.json */
    const char *folder; /* "ivc-kszg-19-002-population-2018" */
    Digest index;       /* of the sealed index in it */
    int64_t size;       /* bytes on the disk, without the index */
    const char *prepared_by;
    int64_t prepared_at;
} DatasetYear;
typedef struct DatasetYearList LIST_OF(DatasetYear) DatasetYearList;

/* The name of the key that this year is sealed under (custody/artefact.h). */
char *enclave_dataset_key(Arena *arena, const char *communication, int year);

/* Records a year that lies whole and synced in dataset/: entry, state, artefact, and the
 * obligations of its series (a data set on site is a delivery: interpretation A5 of 19/002).
 * ERROR_STATE where there is one already, or the series is closed. */
ErrorKind enclave_record_dataset(Custody *custody, const Actor *actor,
                                 const Deliberation *deliberation, DatasetYear *prepared,
                                 Error *err) MUST_CHECK;

/* The years of one communication, ascending, that exist; communication NULL: of all. */
ErrorKind enclave_datasets(Custody *custody, Arena *arena, const char *deliberation,
                           const char *communication, DatasetYearList *ret_list,
                           Error *err) MUST_CHECK;

/* Files that were brought in together; they lie in model/NUMBER, a sealed folder. */
typedef struct Import
{
    int64_t number; /* from 1 */
    const char *deliberation;
    const char *communication;
    int64_t files;
    Digest index; /* of the sealed index */
    int64_t size; /* of the sealed files, without the index */
    const char *imported_by;
    int64_t imported_at;
} Import;
typedef struct ImportList LIST_OF(Import) ImportList;

/* The number of the next import. One process writes at a time, so it is still free when the import
 * is recorded. */
ErrorKind enclave_next_import(Custody *custody, int64_t *ret_number, Error *err) MUST_CHECK;
char *enclave_import_key(Arena *arena, const char *communication, int64_t number);

/* Records an import that lies whole and synced in model/ . It is bound by the dates of all the
 * communication's years: a model may hold what was learnt of any of them. */
ErrorKind enclave_record_import(Custody *custody, const Actor *actor,
                                const Communication *communication, Import *imported,
                                Error *err) MUST_CHECK;

/* The imports of one communication that exist, by number; communication NULL: of all. */
ErrorKind enclave_imports(Custody *custody, Arena *arena, const char *deliberation,
                          const char *communication, ImportList *ret_list, Error *err) MUST_CHECK;

/* Outcomes besides those of the sandbox: it was not started, for the sandbox would not hold it; the
 * gate did not allow it any more before or when it had ended, and nothing of it was kept; who
 * began it ended it (Ctrl-C), and nothing was kept; it never ended, or what it left could not be
 * kept. */
#define JOB_REFUSED "refused"
#define JOB_STOPPED "stopped"
#define JOB_INTERRUPTED "interrupted"
#define JOB_LOST "lost"

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
    const char *outcome; /* NULL: has not ended; as sandbox_end_name, JOB_REFUSED, JOB_LOST */
    int64_t exit_status;
    int64_t seconds;  /* how long it ran, rounded up */
    bool quarantined; /* something of it lies in quarantine/NUMBER, a sealed folder */
    Digest index;     /* of the sealed index there */
    int64_t files;    /* there, without the index */
    int64_t size;     /* bytes of the sealed files, without the index */
} Job;
typedef struct JobList LIST_OF(Job) JobList;

const char *job_kind_name(JobKind kind); /* "run", "shell" */
char *enclave_job_key(Arena *arena, const char *communication, int64_t number);

/* The job begins: uses kind, deliberation, communication and years, fills in the rest. */
ErrorKind enclave_record_started(Custody *custody, const Actor *actor, Job *job,
                                 Error *err) MUST_CHECK;
/* The job has ended as *job says (outcome and what follows). What it left lies whole and synced in
 * quarantine/ . actor NULL: the custody records it, where the actor has lost her key. */
ErrorKind enclave_record_ended(Custody *custody, const Actor *actor, const Job *job,
                               Error *err) MUST_CHECK;

/* Records the end of every job that has none, and that no process has hold of (pause.h), as
 * JOB_LOST: such a job's supervisor is gone. */
ErrorKind enclave_record_lost(Custody *custody, const Actor *actor, int64_t *ret_count,
                              Error *err) MUST_CHECK;

/* ERROR_STATE while a job of this deliberation runs: its memory holds the data in clear. */
ErrorKind enclave_check_idle(Custody *custody, const char *deliberation, Error *err) MUST_CHECK;

/* *ret_job is NULL where there is none of that number. */
ErrorKind enclave_job(Custody *custody, Arena *arena, int64_t number, Job **ret_job,
                      Error *err) MUST_CHECK;

/* All by number; deliberation NULL: of all. */
ErrorKind enclave_jobs(Custody *custody, Arena *arena, const char *deliberation, JobList *ret_list,
                       Error *err) MUST_CHECK;

#endif
