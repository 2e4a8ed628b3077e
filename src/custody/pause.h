/*
 * While a job of the enclave runs, its process lets go of the custody: others may write, and the
 * job may take days. What it holds on to is the job itself, so that no other act takes it for lost
 * and no destruction is decided while its memory holds the data in clear.
 *
 * The custody's lock is an flock(2) on the file `lock`; the hold on job N is a lock of the open
 * file description (fcntl(2), F_OFD_SETLK) on byte N of the same file. Both go with the process,
 * however it ends.
 */
#ifndef BERAAD_CUSTODY_PAUSE_H
#define BERAAD_CUSTODY_PAUSE_H

#include "custody/actor.h"

/* Takes hold of the job and lets others write. Nothing may be recorded until custody_resume. */
ErrorKind custody_pause(Custody *custody, int64_t job, Error *err) MUST_CHECK;

/* Waits until nobody writes, puts right what a killed process left behind, and lets go of the job.
 * It is later by then (custody_advance), what was allowed may not be any more (gate_ask), and the
 * actor's key may be another (actor_check_key). After an error nothing may be recorded: the next
 * act of the enclave records the job as lost. */
ErrorKind custody_resume(Custody *custody, int64_t job, Error *err) MUST_CHECK;

/* Does another process have hold of this job? The custody is open for writing. */
ErrorKind custody_job_held(const Custody *custody, int64_t job, bool *ret_held,
                           Error *err) MUST_CHECK;

#endif
