/* The rounds of a request, each with who made it, as the ledger has it. */
#include "custody/output_inner.h"
#include "custody/record.h"

static ErrorKind
read_entry(Custody *custody, Arena *arena, int64_t number, OutputRound *round, Error *err)
{
    RecordedEntries entries = {0};
    Entry entry = {0};
    TRY(record_read(custody, arena, number, 1, &entries, err));
    if (entries.count != 1)
        return error_set(err, ERROR_INTEGRITY, "the entry of a round is gone");
    TRY(entry_parse(arena, entries.items[0].bytes, entries.items[0].size, &entry, err));
    round->at = entry.at;
    round->actor = entry.actor;
    return ERROR_NONE;
}

ErrorKind
output_rounds(Custody *custody, Arena *arena, const OutputRequest *request,
              OutputRounds *ret_rounds, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT round, method, fails, entry FROM output_round"
                    " WHERE output = ? AND round > 0 ORDER BY round",
                    BINDS(bind_integer(request->number)), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        OutputRound *round = LIST_ADD(arena, ret_rounds);
        *round = (OutputRound){.round = query_integer(query, 0),
                               .method = query_text(query, arena, 1),
                               .fails = query_integer(query, 2) != 0};
        TRY(read_entry(custody, arena, query_integer(query, 3), round, err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
