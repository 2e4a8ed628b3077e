#include "custody/artefact.h"

#include "core/text.h"
#include "custody/inner.h"

#include <inttypes.h>
#include <string.h>

#define COLUMNS                                                                                    \
    "SELECT a.number, a.kind, a.deliberation, a.communication, a.years, a.path, a.digest, a.size," \
    " a.key, a.source, a.made, a.entry, coalesce(a.delivered, 0), coalesce(a.destroyed, 0),"       \
    " coalesce(a.destroyed_entry, 0) FROM artefact AS a"

static const char *const kind_names[] = {
    [ARTEFACT_PACKAGE] = "package", [ARTEFACT_DATA_SET] = "data set",
    [ARTEFACT_IMPORT] = "import",   [ARTEFACT_QUARANTINE] = "quarantine",
    [ARTEFACT_OUTPUT] = "output",
};

#define KINDS (sizeof kind_names / sizeof *kind_names)

const char *
artefact_kind_name(ArtefactKind kind)
{
    return kind_names[kind];
}

bool
artefact_kind_parse(const char *name, ArtefactKind *ret_kind)
{
    for (size_t kind = 0; kind < KINDS; kind++)
        if (text_equal(kind_names[kind], name))
        {
            *ret_kind = (ArtefactKind)kind;
            return true;
        }
    return false;
}

char *
artefact_key_name(Arena *arena, const char *communication, const char *part)
{
    return arena_print(arena, "%s %s", communication, part);
}

/* Relative, without empty, hidden or upward parts: it cannot lead out of the custody. */
static bool
path_valid(const char *path)
{
    for (const char *part = path;; part++)
    {
        size_t size = strcspn(part, "/");
        if (size == 0 || part[0] == '.')
            return false;
        part += size;
        if (*part == '\0')
            return true;
    }
}

ErrorKind
artefact_next(Custody *custody, int64_t *ret_number, Error *err)
{
    return store_integer(custody->store, "SELECT coalesce(max(number), 0) + 1 FROM artefact",
                         NO_BINDS, ret_number, err);
}

static ErrorKind
check_new(Custody *custody, const Artefact *artefact, Error *err)
{
    int64_t taken = 0;
    if (!path_valid(artefact->path) || artefact->years.count == 0)
        return error_set(err, ERROR_INTERNAL, "an artefact without a year, or outside the custody");
    TRY(store_integer(custody->store,
                      "SELECT count(*) FROM artefact WHERE path = ? AND destroyed IS NULL",
                      BINDS(bind_text(artefact->path)), &taken, err));
    if (taken != 0)
        return error_set(err, ERROR_STATE, "'%s' is there already", artefact->path);
    return ERROR_NONE;
}

static Bind
bind_moment(int64_t seconds)
{
    return seconds == 0 ? (Bind){.kind = BIND_NULL} : bind_integer(seconds);
}

ErrorKind
artefact_add(Custody *custody, const Artefact *artefact, int64_t entry, Error *err)
{
    SCRATCH Arena *work = arena_new("artefact");
    TRY(check_new(custody, artefact, err));
    const Years *years = &artefact->years;
    const json_t *listed = json_keep(work, counts_json(years->items, years->count));
    return store_run(
        custody->store,
        "INSERT INTO artefact VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
        BINDS(bind_integer(artefact->number), bind_text(artefact_kind_name(artefact->kind)),
              bind_text(artefact->deliberation), bind_text(artefact->communication),
              bind_text(json_canonical(work, listed, NULL)), bind_text(artefact->path),
              bind_text(digest_print(work, &artefact->digest)), bind_integer(artefact->size),
              bind_text(artefact->key), bind_integer(artefact->source), bind_integer(custody->now),
              bind_integer(entry), bind_moment(artefact->delivered_at)),
        err);
}

ErrorKind
artefact_deliver(Custody *custody, int64_t number, const char *path, Error *err)
{
    return store_run(
        custody->store,
        "UPDATE artefact SET delivered = ?, path = ? WHERE number = ? AND destroyed IS NULL",
        BINDS(bind_integer(custody->now), bind_text(path), bind_integer(number)), err);
}

ErrorKind
artefact_end(Custody *custody, int64_t number, int64_t entry, Error *err)
{
    return store_run(custody->store,
                     "UPDATE artefact SET destroyed = ?, destroyed_entry = ? WHERE number = ?"
                     " AND destroyed IS NULL",
                     BINDS(bind_integer(custody->now), bind_integer(entry), bind_integer(number)),
                     err);
}

static ErrorKind
read_row(Query *query, Arena *arena, Artefact *ret_row, Error *err)
{
    ret_row->number = query_integer(query, 0);
    if (!artefact_kind_parse(query_text(query, arena, 1), &ret_row->kind))
        return error_set(err, ERROR_INTEGRITY, "the kind of artefact %" PRId64 " is damaged",
                         ret_row->number);
    ret_row->deliberation = query_text(query, arena, 2);
    ret_row->communication = query_text(query, arena, 3);
    TRY(state_years(arena, query_text(query, arena, 4), &ret_row->years, err));
    ret_row->path = query_text(query, arena, 5);
    TRY(state_digest(query_text(query, arena, 6), &ret_row->digest, err));
    ret_row->size = query_integer(query, 7);
    ret_row->key = query_text(query, arena, 8);
    ret_row->source = query_integer(query, 9);
    ret_row->made_at = query_integer(query, 10);
    ret_row->made_entry = query_integer(query, 11);
    ret_row->delivered_at = query_integer(query, 12);
    ret_row->destroyed_at = query_integer(query, 13);
    ret_row->destroyed_entry = query_integer(query, 14);
    /* The path is used to remove things: what somebody wrote into the state leads nowhere else. */
    if (!path_valid(ret_row->path))
        return error_set(err, ERROR_INTEGRITY, "the path of artefact %" PRId64 " is damaged",
                         ret_row->number);
    return ERROR_NONE;
}

static ErrorKind
read_rows(Query *query, Arena *arena, ArtefactList *ret_list, Error *err)
{
    bool row = false;
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(read_row(query, arena, LIST_ADD(arena, ret_list), err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}

ErrorKind
artefact_list(Custody *custody, Arena *arena, const ArtefactFilter *filter, ArtefactList *ret_list,
              Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    const char *kind = filter->kind == NULL ? NULL : artefact_kind_name(*filter->kind);
    TRY(store_query(custody->store,
                    COLUMNS " WHERE deliberation = coalesce(?, deliberation)"
                            " AND communication = coalesce(?, communication)"
                            " AND kind = coalesce(?, kind) AND (? = 0 OR source = ?)"
                            " AND (? = 0 OR destroyed IS NULL) ORDER BY number",
                    BINDS(bind_text(filter->deliberation), bind_text(filter->communication),
                          bind_text(kind), bind_integer(filter->source),
                          bind_integer(filter->source), bind_integer(filter->existing)),
                    &query, err));
    return read_rows(query, arena, ret_list, err);
}

ErrorKind
artefact_find(Custody *custody, Arena *arena, int64_t number, Artefact **ret_artefact, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    ArtefactList found = {0};
    *ret_artefact = NULL;
    TRY(store_query(custody->store, COLUMNS " WHERE number = ?", BINDS(bind_integer(number)),
                    &query, err));
    TRY(read_rows(query, arena, &found, err));
    if (found.count > 0)
        *ret_artefact = &found.items[0];
    return ERROR_NONE;
}
