#include "custody/proposal.h"

#include "core/text.h"
#include "custody/inner.h"

#include <inttypes.h>

#define COLUMNS                                                                                    \
    "SELECT number, state, matter, act, deliberation, digest, catalogue_digest, proposed,"         \
    " proposed_by, bytes, text_digest, text FROM proposal"

static const char *const matter_names[MATTER_COUNT] = {
    [MATTER_NONE] = "none",
    [MATTER_DELIBERATION] = "deliberation",
    [MATTER_RETENTION] = "retention",
    [MATTER_SUBJECT] = "subject",
};

static const char *const state_names[] = {
    [PROPOSAL_STANDING] = "standing",
    [PROPOSAL_CONFIRMED] = "confirmed",
    [PROPOSAL_WITHDRAWN] = "withdrawn",
};

#define STATES (sizeof state_names / sizeof *state_names)

const char *
matter_name(Matter matter)
{
    return matter_names[matter];
}

bool
proposal_state_parse(const char *name, ProposalState *ret_state)
{
    for (size_t at = 0; at < STATES; at++)
        if (text_equal(state_names[at], name))
        {
            *ret_state = (ProposalState)at;
            return true;
        }
    return false;
}

const char *
proposal_state_name(ProposalState state)
{
    return state_names[state];
}

static ErrorKind
parse_names(const char *state, const char *matter, Proposal *ret_row, Error *err)
{
    size_t matters = 0;
    while (matters < MATTER_COUNT && !text_equal(matter_names[matters], matter))
        matters++;
    if (!proposal_state_parse(state, &ret_row->state) || matters == MATTER_COUNT)
        return error_set(err, ERROR_INTEGRITY, "the state of proposal %" PRId64 " is damaged",
                         ret_row->number);
    ret_row->matter = (Matter)matters;
    return ERROR_NONE;
}

static ErrorKind
read_row(Query *query, Arena *arena, Proposal *ret_row, Error *err)
{
    ret_row->number = query_integer(query, 0);
    TRY(parse_names(query_text(query, arena, 1), query_text(query, arena, 2), ret_row, err));
    ret_row->act = query_text(query, arena, 3);
    ret_row->deliberation = query_text(query, arena, 4);
    TRY(state_digest(query_text(query, arena, 5), &ret_row->digest, err));
    if (!query_null(query, 6))
    {
        Digest *digest = arena_take(arena, sizeof *digest);
        TRY(state_digest(query_text(query, arena, 6), digest, err));
        ret_row->catalogue_digest = digest;
    }
    if (!query_null(query, 10))
    {
        Digest *digest = arena_take(arena, sizeof *digest);
        TRY(state_digest(query_text(query, arena, 10), digest, err));
        ret_row->text_digest = digest;
    }
    ret_row->proposed_at = query_integer(query, 7);
    ret_row->proposed_by = query_text(query, arena, 8);
    return ERROR_NONE;
}

/* The bytes of a column, which have this digest; NULL where there are none. */
static ErrorKind
read_bytes(Query *query, Arena *arena, int column, const Digest *digest, size_t *ret_size,
           const char **ret_bytes, Error *err)
{
    if (query_null(query, column))
        return ERROR_NONE;
    *ret_bytes = query_bytes(query, arena, column, ret_size);
    Digest made = digest_of(*ret_bytes, *ret_size);
    if (digest == NULL || !digest_equal(&made, digest))
        return error_set(err, ERROR_INTEGRITY,
                         "proposal %" PRId64 ": the stored bytes are not those that were proposed",
                         query_integer(query, 0));
    return ERROR_NONE;
}

/* The one row of a query, where there is one. */
static ErrorKind
find_one(Query *query, Arena *arena, Proposal **ret_proposal, Error *err)
{
    bool row = false;
    *ret_proposal = NULL;
    TRY(query_next(query, &row, err));
    if (!row)
        return ERROR_NONE;
    Proposal *found = arena_take(arena, sizeof *found);
    TRY(read_row(query, arena, found, err));
    TRY(read_bytes(query, arena, 9, &found->digest, &found->size, &found->bytes, err));
    TRY(read_bytes(query, arena, 11, found->text_digest, &found->text_size, &found->text, err));
    *ret_proposal = found;
    return ERROR_NONE;
}

ErrorKind
proposal_find(Custody *custody, Arena *arena, const char *deliberation, Matter matter,
              Proposal **ret_proposal, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    TRY(store_query(custody->store,
                    COLUMNS " WHERE deliberation = ? AND matter = ? AND state = 'standing'",
                    BINDS(bind_text(deliberation), bind_text(matter_name(matter))), &query, err));
    return find_one(query, arena, ret_proposal, err);
}

ErrorKind
proposal_find_number(Custody *custody, Arena *arena, int64_t number, Matter matter,
                     Proposal **ret_proposal, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    TRY(store_query(custody->store,
                    COLUMNS " WHERE number = ? AND matter = ? AND state = 'standing'",
                    BINDS(bind_integer(number), bind_text(matter_name(matter))), &query, err));
    return find_one(query, arena, ret_proposal, err);
}

ErrorKind
proposal_list(Custody *custody, Arena *arena, ProposalList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store, COLUMNS " WHERE state = 'standing' ORDER BY number", NO_BINDS,
                    &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(read_row(query, arena, LIST_ADD(arena, ret_list), err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}

static json_t *
proposal_body(Arena *arena, const Proposal *proposal)
{
    json_t *body = json_object();
    json_put(body, "proposal", json_integer(proposal->number));
    json_put_text(body, "act", proposal->act);
    if (proposal->deliberation != NULL)
        json_put_text(body, "deliberation", proposal->deliberation);
    json_put_text(body, "digest", digest_print(arena, &proposal->digest));
    if (proposal->catalogue_digest != NULL)
        json_put_text(body, "catalogue_digest", digest_print(arena, proposal->catalogue_digest));
    if (proposal->text_digest != NULL)
        json_put_text(body, "text_digest", digest_print(arena, proposal->text_digest));
    return body;
}

static ErrorKind
check_none_stands(Custody *custody, const Proposal *proposal, Error *err)
{
    int64_t standing = 0;
    TRY(store_integer(
        custody->store,
        "SELECT count(*) FROM proposal WHERE deliberation = ? AND matter = ?"
        " AND state = 'standing'",
        BINDS(bind_text(proposal->deliberation), bind_text(matter_name(proposal->matter))),
        &standing, err));
    if (standing != 0)
        return error_set(err, ERROR_STATE, "for deliberation '%s' another proposal stands",
                         proposal->deliberation);
    return ERROR_NONE;
}

static Bind
bytes_or_null(const char *bytes, size_t size)
{
    return bytes == NULL ? (Bind){.kind = BIND_NULL} : bind_bytes(bytes, size);
}

/* Records it inside the transaction that is open. */
static ErrorKind
insert(Custody *custody, const Actor *actor, Proposal *proposal, Error *err)
{
    SCRATCH Arena *work = arena_new("proposal");
    int64_t entry = 0;
    const char *catalogue = NULL;
    const char *text = NULL;
    if (proposal->catalogue_digest != NULL)
        catalogue = digest_print(work, proposal->catalogue_digest);
    if (proposal->text_digest != NULL)
        text = digest_print(work, proposal->text_digest);
    TRY(store_integer(custody->store, "SELECT coalesce(max(number), 0) + 1 FROM proposal", NO_BINDS,
                      &proposal->number, err));
    TRY(record_append(custody, actor, NULL, ENTRY_PROPOSED, proposal_body(work, proposal), &entry,
                      err));
    return store_run(
        custody->store,
        "INSERT INTO proposal VALUES(?, 'standing', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
        BINDS(bind_integer(proposal->number), bind_text(matter_name(proposal->matter)),
              bind_text(proposal->act), bind_text(proposal->deliberation),
              bind_text(digest_print(work, &proposal->digest)), bind_text(catalogue),
              bytes_or_null(proposal->bytes, proposal->size), bind_text(text),
              bytes_or_null(proposal->text, proposal->text_size), bind_integer(custody->now),
              bind_text(actor_name(actor)), bind_integer(entry)),
        err);
}

ErrorKind
proposal_add(Custody *custody, const Actor *actor, Proposal *proposal, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    TRY(record_begin(custody, &recording, err));
    TRY(check_none_stands(custody, proposal, err));
    TRY(insert(custody, actor, proposal, err));
    proposal->proposed_at = custody->now;
    proposal->proposed_by = actor_name(actor);
    return record_commit(&recording, err);
}

static ErrorKind
check_stands(Custody *custody, int64_t number, Error *err)
{
    int64_t standing = 0;
    TRY(store_integer(custody->store,
                      "SELECT count(*) FROM proposal WHERE number = ? AND state = 'standing'",
                      BINDS(bind_integer(number)), &standing, err));
    if (standing != 1)
        return error_set(err, ERROR_STATE, "proposal %" PRId64 " does not stand any more", number);
    return ERROR_NONE;
}

static ErrorKind
settle(Custody *custody, const char *state, const Actor *actor, int64_t number, int64_t entry,
       Error *err)
{
    return store_run(custody->store,
                     "UPDATE proposal SET state = ?, settled_by = ?, settled_entry = ?"
                     " WHERE number = ?",
                     BINDS(bind_text(state), bind_text(actor_name(actor)), bind_integer(entry),
                           bind_integer(number)),
                     err);
}

ErrorKind
proposal_confirm(Custody *custody, const Actor *actor, int64_t number, int64_t entry, Error *err)
{
    int64_t own = 0;
    if (!store_in_transaction(custody->store))
        return error_set(err, ERROR_INTERNAL, "a proposal confirmed outside a transaction");
    TRY(check_stands(custody, number, err));
    TRY(store_integer(custody->store,
                      "SELECT count(*) FROM proposal WHERE number = ? AND proposed_by = ?",
                      BINDS(bind_integer(number), bind_text(actor_name(actor))), &own, err));
    if (own != 0)
        return error_set(err, ERROR_STATE, "proposal %" PRId64 " needs another person", number);
    return settle(custody, "confirmed", actor, number, entry, err);
}

ErrorKind
proposal_withdraw(Custody *custody, const Actor *actor, int64_t number, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    int64_t entry = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(check_stands(custody, number, err));
    json_t *body = json_object();
    json_put(body, "proposal", json_integer(number));
    TRY(record_append(custody, actor, NULL, ENTRY_PROPOSAL_WITHDRAWN, body, &entry, err));
    TRY(settle(custody, "withdrawn", actor, number, entry, err));
    return record_commit(&recording, err);
}
