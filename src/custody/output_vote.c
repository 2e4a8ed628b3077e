/* Votes: commitments until all are there, then opened together. */
#include "core/text.h"
#include "custody/output_inner.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#define SALT_SIZE 16

/* What a vote says: its verdict, the secret number of its commitment, and why not. Sealed as JSON.
 */
typedef struct Said
{
    bool approves;
    const char *salt; /* hexadecimal */
    const char *reason;
} Said;

static Digest
commitment_of(Arena *arena, const OutputRequest *request, const char *actor, const Said *said)
{
    Digest reason = digest_of(said->reason, strlen(said->reason));
    const char *words =
        arena_print(arena, "beraad output vote v1\n%" PRId64 "\n%" PRId64 "\n%s\n%s\n%s\n%s\n",
                    request->number, request->round, actor, said->approves ? "yes" : "no",
                    said->salt, digest_print(arena, &reason));
    return digest_of(words, strlen(words));
}

static char *
said_print(Arena *arena, const Said *said)
{
    json_t *root = json_keep(arena, json_object());
    json_put(root, "approves", json_boolean(said->approves));
    json_put_text(root, "salt", said->salt);
    json_put_text(root, "reason", said->reason);
    return json_canonical(arena, root, NULL);
}

static ErrorKind
said_open(Custody *custody, Arena *arena, const OutputRequest *request, const OutputVote *vote,
          Said *ret_said, Error *err)
{
    FREES_SECRET Secret *key = NULL;
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    size_t size = 0;
    char *bytes = NULL;
    json_t *root = NULL;
    TRY(output_key(custody, NULL, request->deliberation, request->communication, &key, err));
    TRY(store_query(
        custody->store,
        "SELECT sealed FROM output_vote WHERE output = ? AND round = ? AND actor = ?",
        BINDS(bind_integer(request->number), bind_integer(request->round), bind_text(vote->actor)),
        &query, err));
    TRY(query_next(query, &row, err));
    if (!row)
        return error_set(err, ERROR_INTEGRITY, "a vote is gone");
    const char *sealed = query_bytes(query, arena, 0, &size);
    TRY(output_unseal(arena, key, vote_place(arena, request->number, request->round, vote->actor),
                      sealed, size, &bytes, &size, err));
    TRY(json_read(arena, bytes, size, ERROR_INTEGRITY, &root, err));
    const char *salt = json_string_value(json_object_get(root, "salt"));
    const char *reason = json_string_value(json_object_get(root, "reason"));
    *ret_said = (Said){.approves = json_is_true(json_object_get(root, "approves")),
                       .salt = salt == NULL ? "" : salt,
                       .reason = reason == NULL ? "" : reason};
    Digest again = commitment_of(arena, request, vote->actor, ret_said);
    if (!digest_equal(&again, &vote->commitment))
        return error_set(err, ERROR_INTEGRITY, "the vote of '%s' is not the one that was recorded",
                         vote->actor);
    return ERROR_NONE;
}

static ErrorKind
put_vote(Custody *custody, Arena *arena, const Actor *actor, OutputRequest *request,
         const OutputBallot *ballot, Error *err)
{
    FREES_SECRET Secret *key = NULL;
    unsigned char salt[SALT_SIZE];
    size_t size = 0;
    int64_t entry = 0;
    randombytes_buf(salt, sizeof salt);
    Said said = {.approves = ballot->approves,
                 .salt = text_hex(arena, salt, sizeof salt),
                 .reason = ballot->reason == NULL ? "" : ballot->reason};
    Digest commitment = commitment_of(arena, request, actor_name(actor), &said);
    json_t *body = json_object();
    json_put(body, "output", json_integer(request->number));
    json_put(body, "round", json_integer(request->round));
    json_put_text(body, "canonical", digest_print(arena, &request->canonical));
    json_put_text(body, "findings", digest_print(arena, &request->findings));
    json_put_text(body, "commitment", digest_print(arena, &commitment));
    TRY(record_append(custody, actor, NULL, ENTRY_OUTPUT_VOTED, body, &entry, err));
    TRY(output_key(custody, NULL, request->deliberation, request->communication, &key, err));
    const char *words = said_print(arena, &said);
    const char *sealed = output_seal(
        arena, key, vote_place(arena, request->number, request->round, actor_name(actor)), words,
        strlen(words), &size);
    *LIST_ADD(arena, &request->votes) = (OutputVote){.actor = actor_name(actor),
                                                     .round = request->round,
                                                     .commitment = commitment,
                                                     .at = custody->now};
    TRY(store_run(custody->store, "INSERT INTO output_vote VALUES(?, ?, ?, ?, ?, ?, ?)",
                  BINDS(bind_integer(request->number), bind_integer(request->round),
                        bind_text(actor_name(actor)), bind_text(digest_print(arena, &commitment)),
                        bind_bytes(sealed, size), bind_integer(custody->now), bind_integer(entry)),
                  err));
    return store_run(custody->store, "UPDATE output SET last_entry = ? WHERE number = ?",
                     BINDS(bind_integer(entry), bind_integer(request->number)), err);
}

/* All votes are there: opened, counted, and the outcome recorded. */
static ErrorKind
decide(Custody *custody, Arena *arena, const Actor *actor, const OutputRequest *request,
       OutputState *ret_state, Error *err)
{
    json_t *votes = json_array();
    bool all = true;
    int64_t entry = 0;
    for (size_t at = 0; at < request->votes.count; at++)
    {
        Said said = {0};
        const OutputVote *vote = &request->votes.items[at];
        TRY(said_open(custody, arena, request, vote, &said, err));
        all = all && said.approves;
        const char *one =
            arena_print(arena, "%s %s %s", vote->actor, said.approves ? "yes" : "no", said.salt);
        if (json_array_append_new(votes, json_string(one)) != 0)
            error_out_of_memory();
    }
    if (!output_change_leads(request->state, all ? OUTPUT_AGREE : OUTPUT_REFUSE, ret_state))
        return error_set(err, ERROR_INTERNAL, "output %" PRId64 " cannot be decided",
                         request->number);
    json_t *body = json_object();
    json_put(body, "output", json_integer(request->number));
    json_put(body, "round", json_integer(request->round));
    json_put_text(body, "decision", output_state_name(*ret_state));
    json_put_text(body, "canonical", digest_print(arena, &request->canonical));
    json_put_text(body, "findings", digest_print(arena, &request->findings));
    const char *opened = json_canonical(arena, votes, NULL);
    json_put(body, "votes", votes);
    TRY(record_append(custody, actor, NULL, ENTRY_OUTPUT_DECIDED, body, &entry, err));
    TRY(store_run(custody->store, "INSERT INTO output_decision VALUES(?, ?, ?, ?, ?)",
                  BINDS(bind_integer(request->number), bind_integer(request->round),
                        bind_text(output_state_name(*ret_state)), bind_text(opened),
                        bind_integer(entry)),
                  err));
    return output_set_state(custody, request->number, *ret_state, entry, err);
}

static ErrorKind
check_ballot(const Actor *actor, const OutputRequest *request, const OutputBallot *ballot,
             Error *err)
{
    if (!digest_equal(&ballot->canonical, &request->canonical) ||
        !digest_equal(&ballot->findings, &request->findings))
        return error_set(err, ERROR_INTEGRITY,
                         "output %" PRId64 ": other bytes or findings than "
                         "were checked",
                         request->number);
    if (text_equal(actor_name(actor), request->author))
        return error_set(err, ERROR_INTERNAL, "output %" PRId64 ": judged by its author",
                         request->number);
    if (ballot->approves && request->fails)
        return error_set(err, ERROR_INTERNAL, "output %" PRId64 ": approved against a finding",
                         request->number);
    for (size_t at = 0; at < request->votes.count; at++)
        if (text_equal(request->votes.items[at].actor, actor_name(actor)))
            return error_set(err, ERROR_STATE, "output %" PRId64 ": '%s' has voted already",
                             request->number, actor_name(actor));
    return ERROR_NONE;
}

ErrorKind
output_record_vote(Custody *custody, const Actor *actor, const OutputBallot *ballot,
                   OutputState *ret_state, Error *err)
{
    SCRATCH Arena *work = arena_new("vote");
    ENDS_RECORDING Recording recording = {0};
    OutputRequest *request = NULL;
    TRY(record_begin(custody, &recording, err));
    TRY(output_load_for(custody, work, ballot->number, OUTPUT_VOTE, &request, ret_state, err));
    TRY(check_ballot(actor, request, ballot, err));
    TRY(put_vote(custody, work, actor, request, ballot, err));
    if (request->votes.count >= (size_t)request->checkers_needed)
        TRY(decide(custody, work, actor, request, ret_state, err));
    return record_commit(&recording, err);
}

ErrorKind
output_reasons(Custody *custody, Arena *arena, const OutputRequest *request, Names *ret_reasons,
               Error *err)
{
    if (request->state != OUTPUT_REJECTED)
        return ERROR_NONE;
    for (size_t at = 0; at < request->votes.count; at++)
    {
        Said said = {0};
        TRY(said_open(custody, arena, request, &request->votes.items[at], &said, err));
        if (!said.approves)
            *LIST_ADD(arena, ret_reasons) = arena_copy_text(arena, said.reason);
    }
    return ERROR_NONE;
}
