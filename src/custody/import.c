/* What the state and the ledger know of what was brought into the enclave. */
#include "core/text.h"
#include "custody/enclave.h"
#include "custody/inner.h"

#include <inttypes.h>

char *
enclave_import_key(Arena *arena, const char *communication, int64_t number)
{
    return artefact_key_name(arena, communication, arena_print(arena, "import %" PRId64, number));
}

ErrorKind
enclave_next_import(Custody *custody, int64_t *ret_number, Error *err)
{
    return store_integer(custody->store, "SELECT coalesce(max(number), 0) + 1 FROM import",
                         NO_BINDS, ret_number, err);
}

static json_t *
import_body(Arena *arena, const Import *imported)
{
    json_t *body = json_object();
    json_put(body, "import", json_integer(imported->number));
    json_put_text(body, "deliberation", imported->deliberation);
    json_put_text(body, "communication", imported->communication);
    json_put(body, "files", json_integer(imported->files));
    json_put_text(body, "index", digest_print(arena, &imported->index));
    json_put(body, "size", json_integer(imported->size));
    return body;
}

ErrorKind
enclave_record_import(Custody *custody, const Actor *actor, const Communication *communication,
                      Import *imported, Error *err)
{
    SCRATCH Arena *work = arena_new("import");
    ENDS_RECORDING Recording recording = {0};
    Artefact artefact = {.kind = ARTEFACT_IMPORT,
                         .deliberation = imported->deliberation,
                         .communication = imported->communication,
                         .years = communication->years,
                         .path = arena_print(work, "model/%" PRId64, imported->number),
                         .digest = imported->index,
                         .size = imported->size,
                         .key = enclave_import_key(work, imported->communication, imported->number),
                         .source = imported->number};
    int64_t entry = 0;
    imported->imported_by = actor_name(actor);
    imported->imported_at = custody->now;
    TRY(record_begin(custody, &recording, err));
    TRY(artefact_next(custody, &artefact.number, err));
    TRY(record_append(custody, actor, NULL, ENTRY_IMPORTED, import_body(work, imported), &entry,
                      err));
    TRY(store_run(custody->store, "INSERT INTO import VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  BINDS(bind_integer(imported->number), bind_text(imported->deliberation),
                        bind_text(imported->communication), bind_integer(imported->files),
                        bind_text(digest_print(work, &imported->index)),
                        bind_integer(imported->size), bind_integer(imported->imported_at),
                        bind_text(imported->imported_by), bind_integer(entry)),
                  err));
    TRY(artefact_add(custody, &artefact, entry, err));
    return record_commit(&recording, err);
}

ErrorKind
enclave_imports(Custody *custody, Arena *arena, const char *deliberation, const char *communication,
                ImportList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(
        custody->store,
        "SELECT i.number, i.deliberation, i.communication, files, index_digest, i.size, imported,"
        " imported_by FROM import AS i JOIN artefact AS a ON a.kind = 'import'"
        " AND a.source = i.number WHERE a.destroyed IS NULL"
        " AND i.deliberation = coalesce(?, i.deliberation)"
        " AND i.communication = coalesce(?, i.communication) ORDER BY i.number",
        BINDS(bind_text(deliberation), bind_text(communication)), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        Import *imported = LIST_ADD(arena, ret_list);
        imported->number = query_integer(query, 0);
        imported->deliberation = query_text(query, arena, 1);
        imported->communication = query_text(query, arena, 2);
        imported->files = query_integer(query, 3);
        TRY(state_digest(query_text(query, arena, 4), &imported->index, err));
        imported->size = query_integer(query, 5);
        imported->imported_at = query_integer(query, 6);
        imported->imported_by = query_text(query, arena, 7);
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
