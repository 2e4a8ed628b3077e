/* Keys under which nothing lies any more. */
#include "core/text.h"
#include "custody/destruction.h"
#include "custody/inner.h"
#include "custody/key.h"

/* How many things were ever made with the key along the line, and how many of them are there still;
 * a released output lies under no key. */
static ErrorKind
count_made(Custody *custody, const Names *line, const char *communication, int64_t *ret_made,
           int64_t *ret_left, Error *err)
{
    *ret_made = 0;
    *ret_left = 0;
    for (size_t at = 0; at < line->count; at++)
    {
        int64_t made = 0;
        int64_t left = 0;
        TRY(store_integer(custody->store,
                          "SELECT count(*) FROM artefact WHERE deliberation = ?"
                          " AND communication = ? AND kind <> 'output'",
                          BINDS(bind_text(line->items[at]), bind_text(communication)), &made, err));
        TRY(store_integer(custody->store,
                          "SELECT count(*) FROM artefact WHERE deliberation = ?"
                          " AND communication = ? AND kind <> 'output' AND destroyed IS NULL",
                          BINDS(bind_text(line->items[at]), bind_text(communication)), &left, err));
        *ret_made += made;
        *ret_left += left;
    }
    return ERROR_NONE;
}

static ErrorKind
examine(Custody *custody, Arena *arena, const char *home, const char *communication,
        IdleKeys *ret_keys, Error *err)
{
    Names line = {0};
    bool doomed = false;
    int64_t made = 0;
    int64_t left = 0;
    TRY(destruction_dooms(custody, home, communication, &doomed, err));
    if (doomed)
        return ERROR_NONE;
    TRY(project_key_line(custody, arena, home, communication, &line, err));
    TRY(count_made(custody, &line, communication, &made, &left, err));
    if (made > 0 && left == 0)
        *LIST_ADD(arena, ret_keys) =
            (IdleKey){.deliberation = line.items[line.count - 1], .communication = communication};
    return ERROR_NONE;
}

ErrorKind
project_keys_idle(Custody *custody, Arena *arena, IdleKeys *ret_keys, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT deliberation, communication FROM project_key"
                    " WHERE destroyed IS NULL AND instr(communication, ' ') = 0 ORDER BY entry",
                    NO_BINDS, &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(examine(custody, arena, query_text(query, arena, 0), query_text(query, arena, 1),
                    ret_keys, err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
