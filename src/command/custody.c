/*
 * beraad custody init | matrix , recipient add | key | list
 */
#include "command/cells.h"
#include "command/inner.h"
#include "command/session.h"
#include "core/file.h"
#include "core/text.h"
#include "custody/recipient.h"
#include "custody/share.h"
#include "release/minisign.h"

#include <stdlib.h>
#include <string.h>

#define KEY_FILE_BYTES ((size_t)4096)

static const Option init_options[] = {
    {"name", "NAME", false,
     "the custody's name, as its signatures and its ledger bear it (required)"},
    {NULL, NULL, false, NULL},
};

static const Option recipient_add_options[] = {
    {"age-key", "FILE|age1...", false,
     "the recipient's age public key, or a file that holds it (required)"},
    {"minisign-key", "FILE", false,
     "the recipient's minisign public key file: by it the recipient attests what it did"},
    {NULL, NULL, false, NULL},
};

static const Option recipient_key_options[] = {
    {"age-key", "FILE|age1...", false,
     "the recipient's new age public key, or a file that holds it"},
    {"minisign-key", "FILE", false, "the recipient's new minisign public key file"},
    {NULL, NULL, false, NULL},
};

static ErrorKind
report_init(Invocation *call, const char *directory, const char *name, Error *err)
{
    if (call->json)
    {
        json_t *result = json_object();
        json_put_text(result, "custody", directory);
        json_put_text(result, "name", name);
        json_put_text(result, "public_key", file_join(call->arena, directory, "public/beraad.pub"));
        return result_print_json(call, result, err);
    }
    return result_print(
        arena_print(call->arena,
                    "custody '%s' made in %s\npublic key for recipients: %s/public/beraad.pub\n",
                    name, directory, directory),
        err);
}

static ErrorKind
run_init(Invocation *call, Error *err)
{
    FREES_SECRET Secret *passphrase = NULL;
    const char *directory =
        call->word_count > 0 ? call->words[0] : invocation_option(call, "custody");
    const char *name = invocation_option(call, "name");
    if (directory == NULL)
        directory = getenv("BERAAD_CUSTODY");
    if (directory == NULL || name == NULL)
        return error_set(err, ERROR_USAGE, "%s is missing",
                         name == NULL ? "option '--name'" : "the directory");
    CustodyInit how = {
        .directory = directory, .name = name, .now = call->now, .cost = kdf_cost_default};
    TRY(custody_init_check(&how, err));
    TRY(session_new_passphrase(call, "custody-passphrase-file", "BERAAD_CUSTODY_PASSPHRASE_FILE",
                               "new passphrase of the custody", &passphrase, err));
    how.passphrase = passphrase;
    TRY(custody_init(&how, err));
    return report_init(call, directory, name, err);
}

/* The key itself, or the first line of a file that begins as a key does: age-keygen -y writes such
 * a file. NULL without the option. */
static ErrorKind
read_age_key(Invocation *call, const char **ret_key, Error *err)
{
    const char *value = invocation_option(call, "age-key");
    *ret_key = value;
    if (value == NULL || text_starts(value, "age1"))
        return ERROR_NONE;
    char *bytes = NULL;
    size_t size = 0;
    TRY(file_read(call->arena, value, KEY_FILE_BYTES, ERROR_USAGE, &bytes, &size, err));
    const char *start = bytes;
    while (start[0] == '#' && strchr(start, '\n') != NULL)
        start = strchr(start, '\n') + 1;
    *ret_key = arena_copy(call->arena, start, strcspn(start, "\r\n"));
    return ERROR_NONE;
}

/* The key of a public key file that `minisign -G` wrote; NULL without the option. */
static ErrorKind
read_minisign_key(Invocation *call, const char **ret_key, Error *err)
{
    const char *path = invocation_option(call, "minisign-key");
    char *bytes = NULL;
    size_t size = 0;
    MinisignKey key;
    *ret_key = NULL;
    if (path == NULL)
        return ERROR_NONE;
    TRY(file_read(call->arena, path, KEY_FILE_BYTES, ERROR_USAGE, &bytes, &size, err));
    if (minisign_key_parse(bytes, size, &key, err) != ERROR_NONE)
        return error_within(err, "public key '%s'", path);
    *ret_key = minisign_key_line(call->arena, &key);
    return ERROR_NONE;
}

/* As minisign shows a key. */
static const char *
key_id(Arena *arena, const Recipient *recipient)
{
    MinisignKey key;
    Error ignored;
    if (recipient->minisign_key == NULL ||
        minisign_key_line_parse(recipient->minisign_key, &key, &ignored) != ERROR_NONE)
        return "-";
    return minisign_id_print(arena, key.id);
}

static ErrorKind
report_recipients(Invocation *call, const RecipientList *list, Error *err)
{
    if (call->json)
    {
        json_t *result = json_array();
        for (size_t at = 0; at < list->count; at++)
        {
            const Recipient *recipient = &list->items[at];
            json_t *item = json_object();
            json_put_text(item, "recipient", recipient->id);
            json_put_text(item, "age_key", recipient->age_key);
            if (recipient->minisign_key != NULL)
                json_put_text(item, "minisign_key", recipient->minisign_key);
            json_put_text(item, "added_by", recipient->added_by);
            json_put_text(item, "added", moment_print(call->arena, recipient->added));
            if (json_array_append_new(result, item) != 0)
                error_out_of_memory();
        }
        return result_print_json(call, result, err);
    }
    Cells cells = {0};
    ADD_ROW(call->arena, &cells, "recipient", "age key", "minisign key", "added");
    for (size_t at = 0; at < list->count; at++)
        ADD_ROW(call->arena, &cells, list->items[at].id, list->items[at].age_key,
                key_id(call->arena, &list->items[at]),
                moment_print(call->arena, list->items[at].added));
    return result_print(cells_print(call->arena, &cells, 4, ""), err);
}

static ErrorKind
run_recipient_add(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    RecipientList list = {0};
    Recipient *added = NULL;
    Recipient wish = {.id = call->words[0]};
    TRY(read_age_key(call, &wish.age_key, err));
    TRY(read_minisign_key(call, &wish.minisign_key, err));
    if (wish.age_key == NULL)
        return error_set(err, ERROR_USAGE, "option '--age-key' is missing");
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    Question question = {.act = ACT_RECIPIENT_ADD};
    TRY(session_ask(&session, &question, err));
    TRY(recipient_check_new(session.custody, &wish, err));
    TRY(session_unlock(&session, err));
    TRY(recipient_add(session.custody, session.actor, &wish, err));
    TRY(recipient_find(session.custody, call->arena, wish.id, &added, err));
    if (added != NULL)
        *LIST_ADD(call->arena, &list) = *added;
    return report_recipients(call, &list, err);
}

static ErrorKind
run_recipient_key(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    RecipientList list = {0};
    Recipient *there = NULL;
    Recipient wish = {.id = call->words[0]};
    TRY(read_age_key(call, &wish.age_key, err));
    TRY(read_minisign_key(call, &wish.minisign_key, err));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    Question question = {.act = ACT_RECIPIENT_KEY};
    TRY(session_ask(&session, &question, err));
    TRY(recipient_check_keys(session.custody, &wish, err));
    TRY(session_unlock(&session, err));
    TRY(recipient_give_keys(session.custody, session.actor, &wish, err));
    TRY(recipient_find(session.custody, call->arena, wish.id, &there, err));
    if (there != NULL)
        *LIST_ADD(call->arena, &list) = *there;
    return report_recipients(call, &list, err);
}

static ErrorKind
run_recipient_list(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    RecipientList list = {0};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    Question question = {.act = ACT_LEDGER_SHOW};
    TRY(session_permit(&session, &question, err));
    TRY(recipient_list(session.custody, call->arena, &list, err));
    return report_recipients(call, &list, err);
}

const Command command_custody[] = {
    {"custody", "init", "[DIR]", 0, 1, init_options, run_init,
     "make a new custody: state, keys, ledger"},
    {"custody", "check", NULL, 0, 0, command_custody_check_options, command_custody_check,
     "say what is wrong with a custody and what is safe; change nothing"},
    {"custody", "matrix", NULL, 0, 0, NULL, command_custody_matrix,
     "show which role may do which act, in which states of the deliberation"},
    {"custody", "keys", NULL, 0, 0, NULL, command_custody_keys,
     "show the epoch of the keys, and whether medium and backup are of it"},
    {"custody", "backup", "FILE", 1, 1, NULL, command_custody_backup,
     "write state and keys into an encrypted file; needs the custody's passphrase"},
    {"custody", "restore", "FILE DIR", 2, 2, command_custody_restore_options,
     command_custody_restore, "make a custody from a backup"},
    {"custody", "medium", "FILE", 1, 1, NULL, command_custody_medium,
     "write or renew the separate medium without which no backup gives project keys"},
    {"custody", "split", "FILE...", 2, SHARES_MOST, command_custody_split_options,
     command_custody_split, "split the root key into shares, one file for each holder"},
    {"custody", "join", "FILE...", 2, SHARES_MOST, command_custody_join_options,
     command_custody_join, "open the custody with shares, and give it a new passphrase"},
    {"custody", "wrap", NULL, 0, 0, command_custody_wrap_options, command_custody_wrap,
     "put the root key under a new passphrase, or under a key in a PKCS#11 token"},
    {"recipient", "add", "ID", 1, 1, recipient_add_options, run_recipient_add,
     "add a recipient and the age key that packages are sealed for"},
    {"recipient", "key", "ID", 1, 1, recipient_key_options, run_recipient_key,
     "give a recipient another key, of either kind or of both"},
    {"recipient", "list", NULL, 0, 0, NULL, run_recipient_list, "list the recipients"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
