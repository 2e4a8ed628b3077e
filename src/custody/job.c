/* What the state and the ledger know of the jobs of the enclave. */
#include "core/text.h"
#include "custody/enclave.h"
#include "custody/inner.h"
#include "custody/pause.h"

#include <inttypes.h>

char *
enclave_job_key(Arena *arena, const char *communication, int64_t number)
{
    return artefact_key_name(arena, communication, arena_print(arena, "job %" PRId64, number));
}

const char *
job_kind_name(JobKind kind)
{
    return kind == JOB_SHELL ? "shell" : "run";
}

ErrorKind
enclave_record_started(Custody *custody, const Actor *actor, Job *job, Error *err)
{
    SCRATCH Arena *work = arena_new("job");
    ENDS_RECORDING Recording recording = {0};
    int64_t entry = 0;
    json_t *body = json_keep(work, json_object());
    job->actor = actor_name(actor);
    job->started_at = custody->now;
    TRY(record_begin(custody, &recording, err));
    TRY(store_integer(custody->store, "SELECT coalesce(max(number), 0) + 1 FROM job", NO_BINDS,
                      &job->number, err));
    json_put(body, "job", json_integer(job->number));
    json_put_text(body, "kind", job_kind_name(job->kind));
    json_put_text(body, "deliberation", job->deliberation);
    json_put_text(body, "communication", job->communication);
    json_put(body, "years", counts_json(job->years.items, job->years.count));
    const char *years = json_canonical(work, json_object_get(body, "years"), NULL);
    TRY(record_append(custody, actor, NULL, ENTRY_JOB_STARTED, json_incref(body), &entry, err));
    TRY(store_run(custody->store,
                  "INSERT INTO job VALUES(?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, NULL,"
                  " NULL, NULL)",
                  BINDS(bind_integer(job->number), bind_text(job_kind_name(job->kind)),
                        bind_text(job->deliberation), bind_text(job->communication),
                        bind_text(years), bind_integer(job->started_at), bind_text(job->actor),
                        bind_integer(entry)),
                  err));
    return record_commit(&recording, err);
}

static ErrorKind
add_artefact(Custody *custody, const Job *job, int64_t entry, Error *err)
{
    SCRATCH Arena *work = arena_new("job");
    Artefact artefact = {.kind = ARTEFACT_QUARANTINE,
                         .deliberation = job->deliberation,
                         .communication = job->communication,
                         .years = job->years,
                         .path = arena_print(work, "quarantine/%" PRId64, job->number),
                         .digest = job->index,
                         .size = job->size,
                         .key = enclave_job_key(work, job->communication, job->number),
                         .source = job->number};
    TRY(artefact_next(custody, &artefact.number, err));
    return artefact_add(custody, &artefact, entry, err);
}

static ErrorKind
append_end(Custody *custody, const Actor *actor, const Job *job, Error *err)
{
    SCRATCH Arena *work = arena_new("job");
    int64_t entry = 0;
    json_t *body = json_object();
    const char *index = job->quarantined ? digest_print(work, &job->index) : NULL;
    json_put(body, "job", json_integer(job->number));
    json_put_text(body, "outcome", job->outcome);
    json_put(body, "exit_status", json_integer(job->exit_status));
    json_put(body, "seconds", json_integer(job->seconds));
    json_put(body, "files", json_integer(job->files));
    json_put(body, "size", json_integer(job->size));
    if (index != NULL)
        json_put_text(body, "index", index);
    TRY(record_append(custody, actor, NULL, ENTRY_JOB_ENDED, body, &entry, err));
    if (job->quarantined)
        TRY(add_artefact(custody, job, entry, err));
    return store_run(custody->store,
                     "UPDATE job SET outcome = ?, exit_status = ?, seconds = ?, index_digest = ?,"
                     " files = ?, size = ?, ended_entry = ? WHERE number = ?",
                     BINDS(bind_text(job->outcome), bind_integer(job->exit_status),
                           bind_integer(job->seconds), bind_text(index), bind_integer(job->files),
                           bind_integer(job->size), bind_integer(entry), bind_integer(job->number)),
                     err);
}

ErrorKind
enclave_record_ended(Custody *custody, const Actor *actor, const Job *job, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    int64_t open = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(store_integer(custody->store,
                      "SELECT count(*) FROM job WHERE number = ? AND outcome IS NULL",
                      BINDS(bind_integer(job->number)), &open, err));
    if (open != 1)
        return error_set(err, ERROR_STATE, "job %" PRId64 " has ended already", job->number);
    TRY(append_end(custody, actor, job, err));
    return record_commit(&recording, err);
}

#define COLUMNS                                                                                    \
    "SELECT number, kind, deliberation, communication, years, started, actor, outcome,"            \
    " exit_status, seconds, index_digest, files, size FROM job"

static ErrorKind
read_row(Query *query, Arena *arena, Job *ret_job, Error *err)
{
    ret_job->number = query_integer(query, 0);
    ret_job->kind = text_equal(query_text(query, arena, 1), "shell") ? JOB_SHELL : JOB_RUN;
    ret_job->deliberation = query_text(query, arena, 2);
    ret_job->communication = query_text(query, arena, 3);
    TRY(state_years(arena, query_text(query, arena, 4), &ret_job->years, err));
    ret_job->started_at = query_integer(query, 5);
    ret_job->actor = query_text(query, arena, 6);
    ret_job->outcome = query_text(query, arena, 7);
    ret_job->exit_status = query_integer(query, 8);
    ret_job->seconds = query_integer(query, 9);
    ret_job->quarantined = !query_null(query, 10);
    if (ret_job->quarantined)
        TRY(state_digest(query_text(query, arena, 10), &ret_job->index, err));
    ret_job->files = query_integer(query, 11);
    ret_job->size = query_integer(query, 12);
    return ERROR_NONE;
}

ErrorKind
enclave_job(Custody *custody, Arena *arena, int64_t number, Job **ret_job, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    *ret_job = NULL;
    TRY(store_query(custody->store, COLUMNS " WHERE number = ?", BINDS(bind_integer(number)),
                    &query, err));
    TRY(query_next(query, &row, err));
    if (!row)
        return ERROR_NONE;
    *ret_job = arena_take(arena, sizeof **ret_job);
    **ret_job = (Job){0};
    return read_row(query, arena, *ret_job, err);
}

ErrorKind
enclave_jobs(Custody *custody, Arena *arena, const char *deliberation, JobList *ret_list,
             Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    COLUMNS " WHERE deliberation = coalesce(?, deliberation) ORDER BY number",
                    BINDS(bind_text(deliberation)), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(read_row(query, arena, LIST_ADD(arena, ret_list), err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}

ErrorKind
enclave_record_lost(Custody *custody, const Actor *actor, int64_t *ret_count, Error *err)
{
    SCRATCH Arena *work = arena_new("lost");
    JobList all = {0};
    *ret_count = 0;
    TRY(enclave_jobs(custody, work, NULL, &all, err));
    for (size_t at = 0; at < all.count; at++)
    {
        Job *job = &all.items[at];
        bool held = false;
        if (job->outcome == NULL)
            TRY(custody_job_held(custody, job->number, &held, err));
        if (job->outcome != NULL || held)
            continue;
        job->outcome = JOB_LOST;
        TRY(enclave_record_ended(custody, actor, job, err));
        (*ret_count)++;
    }
    return ERROR_NONE;
}

ErrorKind
enclave_check_idle(Custody *custody, const char *deliberation, Error *err)
{
    SCRATCH Arena *work = arena_new("idle");
    JobList all = {0};
    TRY(enclave_jobs(custody, work, deliberation, &all, err));
    for (size_t at = 0; at < all.count; at++)
    {
        bool held = false;
        if (all.items[at].outcome == NULL)
            TRY(custody_job_held(custody, all.items[at].number, &held, err));
        if (held)
            return error_set(err, ERROR_STATE, "job %" PRId64 " of deliberation '%s' is running",
                             all.items[at].number, deliberation);
    }
    return ERROR_NONE;
}
