#include "custody/inquiry.h"

#include "core/text.h"
#include "custody/gate.h"
#include "custody/inner.h"

#include <inttypes.h>
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <string.h>

#define NONCE_SIZE 32
#define COMMITMENT_SIZE 32
#define KEY_SIZE 32
#define MESSAGE_SIZE (NONCE_SIZE + 1 + 8)

/* HMAC-SHA256(key, nonce, kind byte, number as 64-bit big-endian integer). */
static ErrorKind
commit(Custody *custody, const unsigned char nonce[NONCE_SIZE], const InquiryPerson *person,
       unsigned char ret_commitment[COMMITMENT_SIZE], Error *err)
{
    unsigned char message[MESSAGE_SIZE];
    unsigned size = COMMITMENT_SIZE;
    if (!custody_unlocked(custody))
        return error_set(err, ERROR_STATE, "the custody is locked");
    FREES_SECRET Secret *key = secret_derive(custody->root, PURPOSE_SUBJECT, KEY_SIZE);
    memcpy(message, nonce, NONCE_SIZE);
    message[NONCE_SIZE] = (unsigned char)person->kind;
    for (unsigned at = 0; at < 8; at++)
        message[NONCE_SIZE + 1 + at] = (unsigned char)((uint64_t)person->number >> (56 - 8 * at));
    const unsigned char *made =
        HMAC(EVP_sha256(), key->bytes, KEY_SIZE, message, sizeof message, ret_commitment, &size);
    OPENSSL_cleanse(message, sizeof message);
    if (made == NULL || size != COMMITMENT_SIZE)
        return error_set(err, ERROR_INTERNAL, "a commitment cannot be made");
    return ERROR_NONE;
}

ErrorKind
inquiry_ask(Custody *custody, const Actor *actor, const Names *catalogues,
            const InquiryPerson *person, int64_t *ret_number, Error *err)
{
    SCRATCH Arena *work = arena_new("inquiry");
    unsigned char nonce[NONCE_SIZE];
    unsigned char commitment[COMMITMENT_SIZE];
    randombytes_buf(nonce, sizeof nonce);
    TRY(commit(custody, nonce, person, commitment, err));
    json_t *value = json_keep(work, json_object());
    json_put(value, "catalogues", names_json(catalogues));
    json_put_text(value, "commitment", text_hex(work, commitment, sizeof commitment));
    json_put_text(value, "nonce", text_hex(work, nonce, sizeof nonce));
    const char *bytes = json_canonical(work, value, NULL);
    Proposal proposal = {.matter = MATTER_SUBJECT,
                         .act = act_rule(ACT_SUBJECT_ASK)->name,
                         .digest = digest_of(bytes, strlen(bytes)),
                         .bytes = bytes,
                         .size = strlen(bytes)};
    TRY(proposal_add(custody, actor, &proposal, err));
    *ret_number = proposal.number;
    return ERROR_NONE;
}

/* What inquiry_ask wrote. */
typedef struct Committed
{
    Names catalogues;
    unsigned char nonce[NONCE_SIZE];
    unsigned char commitment[COMMITMENT_SIZE];
} Committed;

/* False: not a list of names, or an empty one. */
static bool
read_names(Arena *arena, const json_t *list, Names *ret_names)
{
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const char *name = json_string_value(json_array_get(list, at));
        if (name == NULL)
            return false;
        *LIST_ADD(arena, ret_names) = arena_copy_text(arena, name);
    }
    return ret_names->count > 0;
}

static ErrorKind
read_committed(Arena *arena, const char *bytes, size_t size, Committed *ret_committed, Error *err)
{
    json_t *value = NULL;
    TRY(state_json(arena, bytes == NULL ? NULL : arena_copy(arena, bytes, size), &value, err));
    const char *nonce = json_string_value(json_object_get(value, "nonce"));
    const char *commitment = json_string_value(json_object_get(value, "commitment"));
    if (!read_names(arena, json_object_get(value, "catalogues"), &ret_committed->catalogues) ||
        nonce == NULL || commitment == NULL ||
        !text_hex_parse(nonce, ret_committed->nonce, NONCE_SIZE) ||
        !text_hex_parse(commitment, ret_committed->commitment, COMMITMENT_SIZE))
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged inquiry");
    return ERROR_NONE;
}

ErrorKind
inquiry_find(Custody *custody, Arena *arena, int64_t number, Proposal **ret_proposal,
             Names *ret_catalogues, Error *err)
{
    Committed committed = {0};
    TRY(proposal_find_number(custody, arena, number, MATTER_SUBJECT, ret_proposal, err));
    if (*ret_proposal == NULL)
        return ERROR_NONE;
    TRY(read_committed(arena, (*ret_proposal)->bytes, (*ret_proposal)->size, &committed, err));
    *ret_catalogues = committed.catalogues;
    return ERROR_NONE;
}

ErrorKind
inquiry_matches(Custody *custody, const Proposal *proposal, const InquiryPerson *person,
                bool *ret_same, Error *err)
{
    SCRATCH Arena *work = arena_new("inquiry");
    Committed committed = {0};
    unsigned char made[COMMITMENT_SIZE];
    TRY(read_committed(work, proposal->bytes, proposal->size, &committed, err));
    TRY(commit(custody, committed.nonce, person, made, err));
    *ret_same = CRYPTO_memcmp(made, committed.commitment, COMMITMENT_SIZE) == 0;
    return ERROR_NONE;
}

ErrorKind
inquiry_answer(Custody *custody, const Actor *actor, const Proposal *proposal, int64_t deliveries,
               Error *err)
{
    SCRATCH Arena *work = arena_new("inquiry");
    ENDS_RECORDING Recording recording = {0};
    int64_t entry = 0;
    json_t *body = json_object();
    json_put(body, "proposal", json_integer(proposal->number));
    json_put_text(body, "digest", digest_print(work, &proposal->digest));
    json_put(body, "deliveries", json_integer(deliveries));
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, actor, NULL, ENTRY_SUBJECT_ANSWERED, body, &entry, err));
    TRY(proposal_confirm(custody, actor, proposal->number, entry, err));
    TRY(store_run(custody->store, "INSERT INTO subject_answer VALUES(?, ?, ?, ?, ?)",
                  BINDS(bind_integer(entry), bind_integer(proposal->number),
                        bind_integer(deliveries), bind_integer(custody->now),
                        bind_text(actor_name(actor))),
                  err));
    return record_commit(&recording, err);
}

static ErrorKind
read_row(Query *query, Arena *arena, Inquiry *ret_row, Error *err)
{
    Committed committed = {0};
    size_t size = 0;
    ret_row->number = query_integer(query, 0);
    ret_row->asked_by = query_text(query, arena, 2);
    ret_row->asked_at = query_integer(query, 3);
    ret_row->settled_by = query_text(query, arena, 4);
    ret_row->answered_at = query_integer(query, 5);
    const char *bytes = query_bytes(query, arena, 6, &size);
    if (!proposal_state_parse(query_text(query, arena, 1), &ret_row->state))
        return error_set(err, ERROR_INTEGRITY, "the state of proposal %" PRId64 " is damaged",
                         ret_row->number);
    TRY(read_committed(arena, bytes, size, &committed, err));
    ret_row->catalogues = committed.catalogues;
    return ERROR_NONE;
}

ErrorKind
inquiry_list(Custody *custody, Arena *arena, InquiryList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store,
                    "SELECT p.number, p.state, p.proposed_by, p.proposed, p.settled_by,"
                    " coalesce(a.answered, 0), p.bytes FROM proposal AS p LEFT JOIN subject_answer"
                    " AS a ON a.proposal = p.number WHERE p.matter = ? ORDER BY p.number",
                    BINDS(bind_text(matter_name(MATTER_SUBJECT))), &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        TRY(read_row(query, arena, LIST_ADD(arena, ret_list), err));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
