/* What the state and the ledger know of on-site data sets. */
#include "core/text.h"
#include "custody/enclave.h"
#include "custody/inner.h"
#include "custody/obligation.h"
#include "custody/series.h"

char *
enclave_dataset_key(Arena *arena, const char *communication, int year)
{
    return artefact_key_name(arena, communication, arena_print(arena, "%d", year));
}

static json_t *
dataset_body(Arena *arena, const DatasetYear *prepared)
{
    json_t *body = json_object();
    json_put_text(body, "deliberation", prepared->deliberation);
    json_put_text(body, "deliberation_digest", digest_print(arena, &prepared->deliberation_digest));
    json_put_text(body, "communication", prepared->communication);
    json_put(body, "year", json_integer(prepared->year));
    json_put(body, "rows", json_integer(prepared->rows));
    json_put_text(body, "manifest", digest_print(arena, &prepared->manifest));
    json_put_text(body, "folder", prepared->folder);
    json_put_text(body, "index", digest_print(arena, &prepared->index));
    json_put(body, "size", json_integer(prepared->size));
    return body;
}

static ErrorKind
check_new_year(Custody *custody, const DatasetYear *prepared, Error *err)
{
    int64_t known = 0;
    TRY(store_integer(custody->store,
                      "SELECT count(*) FROM dataset WHERE deliberation = ? AND communication = ?"
                      " AND year = ?",
                      BINDS(bind_text(prepared->deliberation), bind_text(prepared->communication),
                            bind_integer(prepared->year)),
                      &known, err));
    if (known != 0)
        return error_set(err, ERROR_STATE, "year %d of communication '%s' was prepared already",
                         prepared->year, prepared->communication);
    return ERROR_NONE;
}

static Artefact
dataset_artefact(Arena *arena, Custody *custody, const DatasetYear *prepared)
{
    Artefact artefact = {.kind = ARTEFACT_DATA_SET,
                         .deliberation = prepared->deliberation,
                         .communication = prepared->communication,
                         .path = arena_print(arena, "dataset/%s", prepared->folder),
                         .digest = prepared->index,
                         .size = prepared->size,
                         .key = enclave_dataset_key(arena, prepared->communication, prepared->year),
                         .delivered_at = custody->now};
    *LIST_ADD(arena, &artefact.years) = prepared->year;
    return artefact;
}

static ErrorKind
insert_dataset(Custody *custody, const DatasetYear *prepared, int64_t entry, Error *err)
{
    SCRATCH Arena *work = arena_new("data set");
    return store_run(
        custody->store, "INSERT INTO dataset VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        BINDS(bind_text(prepared->deliberation),
              bind_text(digest_print(work, &prepared->deliberation_digest)),
              bind_text(prepared->communication), bind_integer(prepared->year),
              bind_integer(prepared->rows), bind_text(digest_print(work, &prepared->manifest)),
              bind_text(prepared->folder), bind_text(digest_print(work, &prepared->index)),
              bind_integer(prepared->size), bind_integer(prepared->prepared_at),
              bind_text(prepared->prepared_by), bind_integer(entry)),
        err);
}

ErrorKind
enclave_record_dataset(Custody *custody, const Actor *actor, const Deliberation *deliberation,
                       DatasetYear *prepared, Error *err)
{
    SCRATCH Arena *work = arena_new("data set");
    ENDS_RECORDING Recording recording = {0};
    ObligationList obligations = {0};
    int64_t entry = 0;
    prepared->prepared_by = actor_name(actor);
    prepared->prepared_at = custody->now;
    Artefact artefact = dataset_artefact(work, custody, prepared);
    TRY(record_begin(custody, &recording, err));
    TRY(check_new_year(custody, prepared, err));
    TRY(series_check_open(custody, deliberation, prepared->communication, err));
    TRY(artefact_next(custody, &artefact.number, err));
    SeriesChange change = {.delivered = &artefact};
    TRY(obligation_series(custody, work, deliberation, prepared->communication, &change,
                          &obligations, err));
    ObligationParts parts = obligation_parts(work, &obligations);
    ObligationEntry first = {.type = ENTRY_DATASET_PREPARED,
                             .body = dataset_body(work, prepared),
                             .deliberation = deliberation->id};
    TRY(obligation_append(custody, actor, &first, &parts, &entry, err));
    TRY(insert_dataset(custody, prepared, entry, err));
    TRY(artefact_add(custody, &artefact, entry, err));
    TRY(obligation_save(custody, &parts, err));
    return record_commit(&recording, err);
}

static ErrorKind
read_row(Query *query, Arena *arena, DatasetYear *year, Error *err)
{
    year->deliberation = query_text(query, arena, 0);
    TRY(state_digest(query_text(query, arena, 1), &year->deliberation_digest, err));
    year->communication = query_text(query, arena, 2);
    year->year = (int)query_integer(query, 3);
    year->rows = query_integer(query, 4);
    TRY(state_digest(query_text(query, arena, 5), &year->manifest, err));
    year->folder = query_text(query, arena, 6);
    TRY(state_digest(query_text(query, arena, 7), &year->index, err));
    year->size = query_integer(query, 8);
    year->prepared_at = query_integer(query, 9);
    year->prepared_by = query_text(query, arena, 10);
    return ERROR_NONE;
}

ErrorKind
enclave_datasets(Custody *custody, Arena *arena, const char *deliberation,
                 const char *communication, DatasetYearList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT d.deliberation, deliberation_digest, d.communication, year, rows,"
                    " manifest, folder, index_digest, d.size, prepared, prepared_by"
                    " FROM dataset AS d JOIN artefact AS a ON a.path = 'dataset/' || folder"
                    " WHERE a.destroyed IS NULL"
                    " AND d.deliberation = coalesce(?, d.deliberation)"
                    " AND d.communication = coalesce(?, d.communication)"
                    " ORDER BY d.deliberation, d.communication, year",
                    BINDS(bind_text(deliberation), bind_text(communication)), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(read_row(query, arena, LIST_ADD(arena, ret_list), err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
