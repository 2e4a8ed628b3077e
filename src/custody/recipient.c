#include "custody/recipient.h"

#include "core/text.h"
#include "custody/inner.h"
#include "ledger/base64.h"

#include <string.h>

#define ID_SIZE 31
#define MINISIGN_KEY_SIZE 42

bool
recipient_id_valid(const char *id)
{
    size_t size = strlen(id);
    return size >= 1 && size <= ID_SIZE && id[0] >= 'a' && id[0] <= 'z' &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == size;
}

/* "Ed", a key id and an Ed25519 public key. */
static bool
minisign_key_valid(const char *text)
{
    unsigned char bytes[MINISIGN_KEY_SIZE];
    return base64_parse_exactly(text, bytes, sizeof bytes) && bytes[0] == 'E' && bytes[1] == 'd';
}

static ErrorKind
check_keys(const Recipient *recipient, Error *err)
{
    if (recipient->age_key != NULL && !age_key_valid(recipient->age_key))
    {
        (void)error_set(err, ERROR_USAGE, "recipient '%s': not an age public key", recipient->id);
        return error_hint(err, "age-keygen makes one: 'age1' and 58 letters and digits");
    }
    if (recipient->minisign_key != NULL && !minisign_key_valid(recipient->minisign_key))
        return error_set(err, ERROR_USAGE, "recipient '%s': not a minisign public key",
                         recipient->id);
    return ERROR_NONE;
}

ErrorKind
recipient_check_new(Custody *custody, const Recipient *recipient, Error *err)
{
    SCRATCH Arena *work = arena_new("recipient");
    Recipient *there = NULL;
    if (!recipient_id_valid(recipient->id))
    {
        (void)error_set(err, ERROR_USAGE, "the name is not one of a recipient");
        return error_hint(err, "a to z, 0 to 9 and '-', beginning with a letter, at most %d",
                          ID_SIZE);
    }
    TRY(check_keys(recipient, err));
    TRY(recipient_find(custody, work, recipient->id, &there, err));
    if (there != NULL)
        return error_set(err, ERROR_STATE, "recipient '%s' is there already", recipient->id);
    return ERROR_NONE;
}

static json_t *
keys_body(const Recipient *recipient)
{
    json_t *body = json_object();
    json_put_text(body, "recipient", recipient->id);
    if (recipient->age_key != NULL)
        json_put_text(body, "age_key", recipient->age_key);
    if (recipient->minisign_key != NULL)
        json_put_text(body, "minisign_key", recipient->minisign_key);
    return body;
}

ErrorKind
recipient_add(Custody *custody, const Actor *actor, const Recipient *recipient, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    const char *by = actor == NULL ? ACTOR_CUSTODY : actor_name(actor);
    int64_t number = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(recipient_check_new(custody, recipient, err));
    TRY(record_append(custody, actor, NULL, ENTRY_RECIPIENT_ADDED, keys_body(recipient), &number,
                      err));
    TRY(store_run(custody->store, "INSERT INTO recipient VALUES(?, ?, ?, ?, ?, ?)",
                  BINDS(bind_text(recipient->id), bind_text(recipient->age_key),
                        bind_text(recipient->minisign_key), bind_integer(custody->now),
                        bind_text(by), bind_integer(number)),
                  err));
    return record_commit(&recording, err);
}

static bool
same_key(const char *given, const char *present)
{
    return given == NULL || (present != NULL && text_equal(given, present));
}

ErrorKind
recipient_check_keys(Custody *custody, const Recipient *recipient, Error *err)
{
    SCRATCH Arena *work = arena_new("recipient");
    Recipient *there = NULL;
    if (recipient->age_key == NULL && recipient->minisign_key == NULL)
        return error_set(err, ERROR_USAGE, "no key is given");
    TRY(check_keys(recipient, err));
    TRY(recipient_find(custody, work, recipient->id, &there, err));
    if (there == NULL)
        return error_set(err, ERROR_STATE, "there is no recipient '%s'",
                         text_shown(work, recipient->id));
    if (same_key(recipient->age_key, there->age_key) &&
        same_key(recipient->minisign_key, there->minisign_key))
        return error_set(err, ERROR_STATE, "recipient '%s' has that key already", recipient->id);
    return ERROR_NONE;
}

ErrorKind
recipient_give_keys(Custody *custody, const Actor *actor, const Recipient *recipient, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    const char *by = actor == NULL ? ACTOR_CUSTODY : actor_name(actor);
    int64_t number = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(recipient_check_keys(custody, recipient, err));
    TRY(record_append(custody, actor, NULL, ENTRY_RECIPIENT_KEY_GIVEN, keys_body(recipient),
                      &number, err));
    TRY(store_run(custody->store, "INSERT INTO recipient_key VALUES(?, ?, ?, ?, ?)",
                  BINDS(bind_integer(number), bind_text(recipient->id),
                        bind_text(recipient->age_key), bind_text(recipient->minisign_key),
                        bind_text(by)),
                  err));
    return record_commit(&recording, err);
}

/* The newest key of each kind. */
#define NEWEST(column)                                                                             \
    "coalesce((SELECT k." column " FROM recipient_key AS k WHERE k.recipient = r.id"               \
    " AND k." column " IS NOT NULL ORDER BY k.entry DESC LIMIT 1), r." column ")"
#define COLUMNS                                                                                    \
    "SELECT r.id, " NEWEST("age_key") ", " NEWEST("minisign_key") ", r.added_by, r.added"          \
                                                                  " FROM recipient AS r"

static void
read_row(Query *query, Arena *arena, Recipient *ret_row)
{
    ret_row->id = query_text(query, arena, 0);
    ret_row->age_key = query_text(query, arena, 1);
    ret_row->minisign_key = query_text(query, arena, 2);
    ret_row->added_by = query_text(query, arena, 3);
    ret_row->added = query_integer(query, 4);
}

ErrorKind
recipient_find(Custody *custody, Arena *arena, const char *id, Recipient **ret_recipient,
               Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    *ret_recipient = NULL;
    TRY(store_query(custody->store, COLUMNS " WHERE r.id = ?", BINDS(bind_text(id)), &query, err));
    TRY(query_next(query, &row, err));
    if (!row)
        return ERROR_NONE;
    *ret_recipient = arena_take(arena, sizeof **ret_recipient);
    read_row(query, arena, *ret_recipient);
    return ERROR_NONE;
}

ErrorKind
recipient_list(Custody *custody, Arena *arena, RecipientList *ret_list, Error *err)
{
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    TRY(store_query(custody->store, COLUMNS " ORDER BY r.id", NO_BINDS, &query, err));
    TRY(query_next(query, &row, err));
    while (row)
    {
        read_row(query, arena, LIST_ADD(arena, ret_list));
        TRY(query_next(query, &row, err));
    }
    return ERROR_NONE;
}
