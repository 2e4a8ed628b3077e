/*
 * Each obligation of the state rests on the newest entry that lists it, and says what that entry
 * says. Only rows that rest on an entry are compared with it: most entries are overtaken by later
 * ones, and a long series lists thousands.
 */
#include "core/text.h"
#include "custody/inner.h"

#include <inttypes.h>

struct ListedObligations
{
    Arena *arena;
    Custody *custody;
    json_t *newest; /* "artefact year": number of the entry */
};

ListedObligations *
listed_new(Arena *arena, Custody *custody)
{
    ListedObligations *listed = arena_take(arena, sizeof *listed);
    *listed = (ListedObligations){
        .arena = arena, .custody = custody, .newest = json_keep(arena, json_object())};
    return listed;
}

#define KEY_SIZE 48

static const char *
key_of(char key[KEY_SIZE], int64_t artefact, int64_t year)
{
    (void)snprintf(key, KEY_SIZE, "%" PRId64 " %" PRId64, artefact, year);
    return key;
}

static void
note_group(ListedObligations *listed, const json_t *group, int64_t entry)
{
    char key[KEY_SIZE];
    const json_t *artefacts = json_object_get(group, "artefacts");
    const json_t *years = json_object_get(group, "years");
    for (size_t of = 0; of < json_array_size(artefacts); of++)
        for (size_t at = 0; at < json_array_size(years); at++)
            json_put(listed->newest,
                     key_of(key, json_integer_value(json_array_get(artefacts, of)),
                            json_integer_value(json_array_get(years, at))),
                     json_integer(entry));
}

static bool
list_has(const json_t *list, int64_t number)
{
    for (size_t at = 0; at < json_array_size(list); at++)
        if (json_integer_value(json_array_get(list, at)) == number)
            return true;
    return false;
}

/* Is there a group with this artefact and year, and does it say the same as the row? */
static bool
is_listed(Arena *arena, const json_t *groups, Query *row)
{
    const char *date = query_text(row, arena, 2);
    const char *cites = query_text(row, arena, 4);
    for (size_t at = 0; at < json_array_size(groups); at++)
    {
        const json_t *group = json_array_get(groups, at);
        if (!list_has(json_object_get(group, "artefacts"), query_integer(row, 0)) ||
            !list_has(json_object_get(group, "years"), query_integer(row, 1)))
            continue;
        const char *said = json_string_value(json_object_get(group, "destroy_by"));
        return (date == NULL ? said == NULL : said != NULL && text_equal(date, said)) &&
               json_is_true(json_object_get(group, "pending")) == (query_integer(row, 3) != 0) &&
               text_equal(cites, json_canonical(arena, json_object_get(group, "cites"), NULL));
    }
    return false;
}

ErrorKind
listed_check(ListedObligations *listed, const Entry *entry, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    const json_t *groups = json_object_get(entry->body, "obligations");
    bool row = false;
    for (size_t at = 0; at < json_array_size(groups); at++)
        note_group(listed, json_array_get(groups, at), entry->number);
    TRY(store_query(listed->custody->store,
                    "SELECT artefact, year, destroy_by, pending, cites FROM obligation"
                    " WHERE entry = ?",
                    BINDS(bind_integer(entry->number)), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        SCRATCH Arena *work = arena_new("listed");
        if (!is_listed(work, groups, query))
            return error_set(err, ERROR_INTEGRITY,
                             "an obligation in the state is not that of ledger entry %" PRId64,
                             entry->number);
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}

ErrorKind
listed_end(ListedObligations *listed, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(listed->custody->store, "SELECT artefact, year, entry FROM obligation",
                    NO_BINDS, &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        char key[KEY_SIZE];
        const json_t *newest = json_object_get(
            listed->newest, key_of(key, query_integer(query, 0), query_integer(query, 1)));
        if (newest == NULL || json_integer_value(newest) != query_integer(query, 2))
            return error_set(err, ERROR_INTEGRITY,
                             "the state holds an obligation that is not that of the newest entry");
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
