/*
 * bench-ledger DIRECTORY ENTRIES [BATCH]: a new custody whose ledger grows to so many entries,
 * BATCH (1000) in each durable transaction, nine of ten signed by an actor; then it is verified,
 * and proofs are made at 100 places. Prints figures as JSON. ENTRIES 0: the custody that lies there
 * is verified, twice as above, and nothing else.
 */
#include "custody/actor.h"
#include "custody/custody.h"
#include "custody/proof.h"
#include "custody/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define PROOFS 100
#define START 1700000000

static double
seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static json_t *
planned(int64_t at)
{
    return json_pack("{s:s, s:s, s:s, s:[i, i, i]}", "deliberation", "IVC/KSZG/19/002",
                     "deliberation_digest",
                     "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                     "communication", "sample", "years", 2012, 2014, (int)at);
}

static json_t *
refused(int64_t at)
{
    return json_pack("{s:s, s:s, s:[i], s:[{s:s, s:[i, i]}]}", "act", "release run", "deliberation",
                     "IVC/KSZG/19/002", "years", (int)at, "reasons", "code", "year", "cites", 2, 4);
}

/* What verifying took: on the wall, and of all cores together. */
typedef struct Took
{
    double seconds;
    double processor;
} Took;

static double
processor_seconds(void)
{
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* known: NULL for all signatures. */
static ErrorKind
verify(Custody *custody, const Checkpoint *known, RecordSummary *ret_summary, Took *ret_took,
       Error *err)
{
    double begun = seconds();
    double processor = processor_seconds();
    TRY(record_verify_known(custody, known, ret_summary, err));
    *ret_took = (Took){seconds() - begun, processor_seconds() - processor};
    return ERROR_NONE;
}

/* One transaction of so many entries. */
static ErrorKind
append(Custody *custody, const Actor *actor, int64_t from, int64_t to, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    TRY(record_begin(custody, &recording, err));
    for (int64_t at = from; at < to; at++)
        if (at % 10 == 9)
            TRY(record_append(custody, NULL, "els", ENTRY_REFUSED, refused(at), NULL, err));
        else
            TRY(record_append(custody, actor, NULL, ENTRY_RELEASE_PLANNED, planned(at), NULL, err));
    return record_commit(&recording, err);
}

static ErrorKind
open_custody(const char *directory, Custody **ret_custody, Actor **ret_actor, Error *err)
{
    FREES_SECRET Secret *passphrase = secret_random(16);
    const KdfCost cheap = {.passes = 1, .memory = 8192};
    CustodyInit how = {.directory = directory,
                       .name = "bench",
                       .passphrase = passphrase,
                       .now = START,
                       .cost = cheap};
    ActorNew els = {.name = "els", .roles = ROLE_OPERATOR, .passphrase = passphrase, .cost = cheap};
    TRY(custody_init(&how, err));
    TRY(custody_open(directory, CUSTODY_WRITE, START, ret_custody, err));
    TRY(custody_unlock(*ret_custody, passphrase, err));
    TRY(actor_add(*ret_custody, &els, err));
    return actor_unlock(*ret_custody, "els", passphrase, ret_actor, err);
}

/* The slowest of the proofs, in seconds. */
static ErrorKind
prove(Custody *custody, int64_t count, bool since, double *ret_slowest, Error *err)
{
    *ret_slowest = 0;
    for (int64_t at = 0; at < PROOFS; at++)
    {
        SCRATCH Arena *work = arena_new("proof");
        char *file = NULL;
        int64_t place = 1 + at * (count - 2) / PROOFS;
        double begun = seconds();
        TRY(since ? proof_since(custody, work, place, &file, err)
                  : proof_of_entry(custody, work, place, &file, err));
        double took = seconds() - begun;
        *ret_slowest = took > *ret_slowest ? took : *ret_slowest;
    }
    return ERROR_NONE;
}

static ErrorKind
measure(const char *directory, int64_t count, int64_t batch, Error *err)
{
    CLOSES_CUSTODY Custody *custody = NULL;
    CLOSES_ACTOR Actor *actor = NULL;
    RecordSummary summary = {0};
    Took whole = {0};
    Took again = {0};
    double inclusion = 0;
    double consistency = 0;
    struct rusage usage;
    TRY(open_custody(directory, &custody, &actor, err));
    double begun = seconds();
    for (int64_t at = 2; at < count; at += batch)
        TRY(append(custody, actor, at, at + batch < count ? at + batch : count, err));
    double appended = seconds() - begun;
    TRY(prove(custody, count, false, &inclusion, err));
    TRY(prove(custody, count, true, &consistency, err));
    TRY(verify(custody, NULL, &summary, &whole, err));
    Checkpoint known = {.size = (uint64_t)summary.entries, .root = summary.root};
    TRY(verify(custody, &known, &summary, &again, err));
    (void)getrusage(RUSAGE_SELF, &usage);
    (void)printf(
        "{\"entries\":%" PRId64 ",\"batch\":%" PRId64
        ",\"append_per_second\":%.0f,\"verify_seconds\":%.2f,\"verify_processor_seconds\":%.2f,"
        "\"verify_known_seconds\":%.2f,\"verify_known_processor_seconds\":%.2f,"
        "\"inclusion_ms\":%.3f,\"consistency_ms\":%.3f,\"memory_mib\":%ld}\n",
        summary.entries, batch, (double)(count - 2) / appended, whole.seconds, whole.processor,
        again.seconds, again.processor, inclusion * 1000, consistency * 1000,
        usage.ru_maxrss / 1024);
    return ERROR_NONE;
}

static ErrorKind
measure_again(const char *directory, Error *err)
{
    CLOSES_CUSTODY Custody *custody = NULL;
    RecordSummary summary = {0};
    Took whole = {0};
    Took again = {0};
    TRY(custody_open(directory, CUSTODY_READ, START, &custody, err));
    TRY(verify(custody, NULL, &summary, &whole, err));
    Checkpoint known = {.size = (uint64_t)summary.entries, .root = summary.root};
    TRY(verify(custody, &known, &summary, &again, err));
    (void)printf("{\"entries\":%" PRId64
                 ",\"verify_seconds\":%.2f,\"verify_processor_seconds\":%.2f,"
                 "\"verify_known_seconds\":%.2f,\"verify_known_processor_seconds\":%.2f}\n",
                 summary.entries, whole.seconds, whole.processor, again.seconds, again.processor);
    return ERROR_NONE;
}

int
main(int count, char **arguments)
{
    Error err = {0};
    int64_t batch = count > 3 ? strtoll(arguments[3], NULL, 10) : 1000;
    int64_t entries = count > 2 ? strtoll(arguments[2], NULL, 10) : 0;
    if (count >= 3 && secret_prepare(&err) == ERROR_NONE &&
        (entries == 0 ? measure_again(arguments[1], &err)
                      : measure(arguments[1], entries, batch, &err)) == ERROR_NONE)
        return 0;
    (void)fprintf(stderr, "bench-ledger: %s\n", err.message);
    return 1;
}
