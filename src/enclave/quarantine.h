/*
 * The quarantine: what a job left in /out, sealed under a key of its own, to be read by nobody but
 * the output control (doc/format/quarantine.md).
 *
 * The files of job N lie in quarantine/N, a sealed folder: `index`, and `1`, `2`, ... in the order
 * of their names. The names that the job gave stand in the index only. The folder appears by one
 * rename, before the entry job_ended names the index's digest; what a crash leaves between the two,
 * custody_recover removes.
 */
#ifndef BERAAD_ENCLAVE_QUARANTINE_H
#define BERAAD_ENCLAVE_QUARANTINE_H

#include "custody/enclave.h"

/* Bounds on what one job may leave. */
#define QUARANTINE_FILES 1000
#define QUARANTINE_FILE_BYTES ((int64_t)256 * 1024 * 1024)
#define QUARANTINE_BYTES ((int64_t)1024 * 1024 * 1024)

typedef struct QuarantineFile
{
    int64_t number;   /* from 1 */
    const char *name; /* as the job gave it, "table/rates.csv": valid UTF-8, at most 255 bytes, no
                       * part empty, "." or ".."; may hold anything else: show it with text_shown */
    Digest digest;    /* of the clear bytes */
    int64_t size;
} QuarantineFile;
typedef struct QuarantineFiles LIST_OF(QuarantineFile) QuarantineFiles;

/* What is in quarantine of this job, by number; none: an empty list. The custody is unlocked.
 * ERROR_INTEGRITY where the index is not the one the ledger names; ERROR_STATE where the key was
 * destroyed. */
ErrorKind quarantine_list(Custody *custody, Arena *arena, const Job *job,
                          QuarantineFiles *ret_files, Error *err) MUST_CHECK;

/*
 * The clear bytes of a file, in memory only, for the output control (output/) and nobody else: at
 * most limit of them (ERROR_DATA), compared with the digest (ERROR_INTEGRITY). They live in arena;
 * a zero byte follows them.
 */
ErrorKind quarantine_read(Custody *custody, Arena *arena, const Job *job, int64_t number,
                          size_t limit, char **ret_bytes, size_t *ret_size, Error *err) MUST_CHECK;

/* Files on their way in: written into work/ under a new key of the job's own, moved to quarantine/
 * by quarantine_end. One file at a time: begin, put. */
typedef struct Quarantine Quarantine;
ErrorKind quarantine_open(Custody *custody, const Actor *actor, const Job *job,
                          Quarantine **ret_quarantine, Error *err) MUST_CHECK;

/* A new file; what was begun before ends. ERROR_DATA where the bounds are passed or the name is not
 * as above. */
ErrorKind quarantine_begin(Quarantine *quarantine, const char *name, Error *err) MUST_CHECK;
ErrorKind quarantine_put(Quarantine *quarantine, const void *bytes, size_t size,
                         Error *err) MUST_CHECK;

/* Writes the index, moves the folder to its place and fills in what the job's end records:
 * quarantined, index, files, size. */
ErrorKind quarantine_end(Quarantine *quarantine, Job *job, Error *err) MUST_CHECK;

/* What was not ended is removed. */
void quarantine_close(Quarantine **quarantine);
#define CLOSES_QUARANTINE __attribute__((cleanup(quarantine_close)))

#endif
