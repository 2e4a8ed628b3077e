/*
 * beraad custody keys | backup | restore | medium | split | join | wrap
 */
#include "command/inner.h"
#include "command/session.h"
#include "core/file.h"
#include "core/text.h"
#include "custody/backup.h"
#include "custody/epoch.h"
#include "custody/split.h"
#include "custody/token.h"

#include <inttypes.h>
#include <stdlib.h>

const Option command_custody_restore_options[] = {
    {"medium", "FILE", false, "the medium with the epoch key, for the project keys"},
    {"without-project-keys", NULL, false, "restore the state and the ledger only"},
    {"share", "FILE", true,
     "shares of the root key, as many as are needed, in the place of the passphrase of then"},
    {"share-passphrase-file", "FILE", true,
     "the holders' passphrases in order; else each is asked"},
    {"new-passphrase-file", "FILE", false, "with shares: the custody's new passphrase"},
    {NULL, NULL, false, NULL},
};

const Option command_custody_split_options[] = {
    {"needed", "N", false, "how many shares give the key back; without it 3"},
    {"share-passphrase-file", "FILE", true,
     "the holders' passphrases in order; else each is asked"},
    {"seal", NULL, false, "remove the root key itself: then only the holders together open it"},
    {NULL, NULL, false, NULL},
};

const Option command_custody_join_options[] = {
    {"share-passphrase-file", "FILE", true,
     "the holders' passphrases in order; else each is asked"},
    {"new-passphrase-file", "FILE", false,
     "the custody's new passphrase (or BERAAD_NEW_PASSPHRASE_FILE); else asked"},
    {NULL, NULL, false, NULL},
};

const Option command_custody_wrap_options[] = {
    {"token", "LABEL", false, "under a new key in this PKCS#11 token"},
    {"key", "LABEL", false, "the name of that key; without it the custody's"},
    {"new-passphrase-file", "FILE", false,
     "the new passphrase, or the token's PIN (or BERAAD_NEW_PASSPHRASE_FILE); else asked"},
    {NULL, NULL, false, NULL},
};

/* Opens the custody for an act of the custodian, and asks the gate. No key is opened. */
static ErrorKind
begin(Invocation *call, CustodyMode mode, Act act, Session *session, Error *err)
{
    Question question = {.act = act};
    TRY(session_open(call, mode, session, err));
    return session_ask(session, &question, err);
}

static ErrorKind
report_keys(Invocation *call, const EpochStatus *status, Error *err)
{
    if (call->json)
    {
        json_t *result = json_object();
        json_put(result, "epoch", json_integer(status->epoch));
        json_put(result, "medium", json_integer(status->medium));
        json_put(result, "backup", json_integer(status->backup));
        json_put(result, "left_behind", json_boolean(epoch_is_left_behind(status)));
        return result_print_json(call, result, err);
    }
    Text text = text_new(call->arena);
    text_print(&text, "epoch   %" PRId64 "\n", status->epoch);
    text_print(&text, status->medium == 0 ? "medium  never written\n" : "medium  %" PRId64 "%s\n",
               status->medium,
               epoch_is_left_behind(status)
                   ? ": what was destroyed since can be brought back from a backup; renew it"
                   : "");
    text_print(
        &text, status->backup == 0 ? "backup  none\n" : "backup  %" PRId64 "%s\n", status->backup,
        status->backup != status->epoch ? ": its project keys go with the medium; make another"
                                        : "");
    return result_print(text.bytes, err);
}

ErrorKind
command_custody_keys(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    EpochStatus status = {0};
    TRY(begin(call, CUSTODY_READ, ACT_LEDGER_SHOW, &session, err));
    TRY(epoch_status(session.custody, &status, err));
    return report_keys(call, &status, err);
}

static ErrorKind
report_backup(Invocation *call, const BackupSummary *summary, const char *what, Error *err)
{
    if (call->json)
    {
        json_t *result = json_object();
        json_put(result, "epoch", json_integer(summary->epoch));
        json_put(result, "entries", json_integer(summary->entries));
        json_put(result, "keys", json_integer(summary->keys));
        json_put(result, "keys_missing", json_integer(summary->missing));
        return result_print_json(call, result, err);
    }
    return result_print(arena_print(call->arena,
                                    "%s: %" PRId64 " ledger entries, %" PRId64
                                    " project keys of epoch %" PRId64 ", %" PRId64 " missing\n",
                                    what, summary->entries, summary->keys, summary->epoch,
                                    summary->missing),
                        err);
}

ErrorKind
command_custody_backup(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    BackupSummary summary = {0};
    TRY(begin(call, CUSTODY_WRITE, ACT_CUSTODY_BACKUP, &session, err));
    TRY(backup_check_new(call->words[0], err));
    TRY(session_unlock(&session, err));
    TRY(backup_write(session.custody, call->words[0], &summary, err));
    return report_backup(call, &summary, "backup made", err);
}

ErrorKind
command_custody_medium(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    EpochStatus status = {0};
    TRY(begin(call, CUSTODY_WRITE, ACT_CUSTODY_MEDIUM, &session, err));
    TRY(epoch_check_medium(session.custody, call->words[0], err));
    TRY(session_unlock(&session, err));
    TRY(epoch_write_medium(session.custody, call->words[0], err));
    TRY(epoch_status(session.custody, &status, err));
    return report_keys(call, &status, err);
}

/* The shares of a command line, each with its passphrase. */
typedef struct Shares
{
    bool are_new;
    ShareFile files[SHARES_MOST];
    Secret *passphrases[SHARES_MOST];
    unsigned count;
} Shares;

static void
close_shares(Shares *shares)
{
    for (unsigned at = 0; at < shares->count; at++)
        secret_free(&shares->passphrases[at]);
}
#define CLOSES_SHARES __attribute__((cleanup(close_shares)))

static ErrorKind
read_shares(Invocation *call, const char *const *names, size_t count, Shares *ret_shares,
            Error *err)
{
    const char **paths = NULL;
    size_t given = invocation_option_many(call, "share-passphrase-file", &paths);
    if (count > SHARES_MOST || (given != 0 && given != count))
        return error_set(err, ERROR_USAGE,
                         "at most %d shares, and a passphrase file for each or for none",
                         SHARES_MOST);
    for (size_t at = 0; at < count; at++)
    {
        const char *prompt = arena_print(call->arena, "passphrase of %s", file_name(names[at]));
        const char *path = given == 0 ? NULL : paths[at];
        Secret **passphrase = &ret_shares->passphrases[at];
        TRY(ret_shares->are_new ? secret_read_new_passphrase(path, prompt, passphrase, err)
                                : secret_read_passphrase(path, prompt, passphrase, err));
        ret_shares->files[at] =
            (ShareFile){.path = names[at], .passphrase = ret_shares->passphrases[at]};
        ret_shares->count++;
    }
    return ERROR_NONE;
}

/* What opens the backup: the passphrase of then, or shares, and then a new one. */
static ErrorKind
restore_backup(Invocation *call, BackupRestore *how, Shares *shares, Error *err)
{
    FREES_SECRET Secret *passphrase = NULL;
    BackupSummary summary = {0};
    const char **paths = NULL;
    size_t count = invocation_option_many(call, "share", &paths);
    TRY(read_shares(call, paths, count, shares, err));
    TRY(count == 0
            ? session_passphrase(call, "custody-passphrase-file", "BERAAD_CUSTODY_PASSPHRASE_FILE",
                                 "passphrase of the custody", &passphrase, err)
            : session_new_passphrase(call, "new-passphrase-file", "BERAAD_NEW_PASSPHRASE_FILE",
                                     "new passphrase of the custody", &passphrase, err));
    how->passphrase = passphrase;
    how->shares = shares->files;
    how->share_count = shares->count;
    TRY(backup_restore(how, &summary, err));
    return report_backup(call, &summary, "custody restored", err);
}

ErrorKind
command_custody_restore(Invocation *call, Error *err)
{
    CLOSES_SHARES Shares shares = {.count = 0};
    BackupRestore how = {.backup = call->words[0],
                         .directory = call->words[1],
                         .medium = invocation_option(call, "medium"),
                         .cost = kdf_cost_default,
                         .now = call->now};
    if ((how.medium == NULL) != invocation_flag(call, "without-project-keys"))
        return error_set(err, ERROR_USAGE,
                         "give '--medium FILE', or else '--without-project-keys'");
    TRY(backup_check_restore(&how, err));
    return restore_backup(call, &how, &shares, err);
}

static ErrorKind
report(Invocation *call, const char *key, int64_t value, const char *words, Error *err)
{
    if (!call->json)
        return result_print(words, err);
    json_t *result = json_object();
    json_put(result, key, json_integer(value));
    return result_print_json(call, result, err);
}

ErrorKind
command_custody_split(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    CLOSES_SHARES Shares shares = {.are_new = true};
    int64_t needed = 0;
    TRY(invocation_integer(call, "needed", 2, SHARES_MOST, 3, &needed, err));
    TRY(begin(call, CUSTODY_WRITE, ACT_CUSTODY_SPLIT, &session, err));
    TRY(split_check_new(call->words, (unsigned)call->word_count, (unsigned)needed, err));
    TRY(session_unlock(&session, err));
    TRY(read_shares(call, (const char *const *)call->words, call->word_count, &shares, err));
    RootSplit split = {.files = shares.files,
                       .count = shares.count,
                       .needed = (unsigned)needed,
                       .cost = kdf_cost_default,
                       .seal = invocation_flag(call, "seal")};
    EpochStatus status = {0};
    TRY(split_root(session.custody, &split, err));
    TRY(epoch_status(session.custody, &status, err));
    const char *only = !split.seal          ? ""
                       : status.backup == 0 ? ", and nothing else does"
                                            : ", and nothing else does but its earlier backups, "
                                              "with the passphrase of then";
    return report(call, "shares", shares.count,
                  arena_print(call->arena, "%u shares made, any %u of them open the custody%s\n",
                              split.count, split.needed, only),
                  err);
}

ErrorKind
command_custody_join(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    CLOSES_SHARES Shares shares = {.count = 0};
    FREES_SECRET Secret *passphrase = NULL;
    TRY(begin(call, CUSTODY_WRITE, ACT_CUSTODY_JOIN, &session, err));
    TRY(split_check_join(session.custody, call->words, (unsigned)call->word_count, err));
    TRY(read_shares(call, (const char *const *)call->words, call->word_count, &shares, err));
    TRY(session_new_passphrase(call, "new-passphrase-file", "BERAAD_NEW_PASSPHRASE_FILE",
                               "new passphrase of the custody", &passphrase, err));
    RootJoin join = {.files = shares.files,
                     .count = shares.count,
                     .passphrase = passphrase,
                     .cost = kdf_cost_default};
    TRY(split_join(session.custody, &join, err));
    return report(call, "shares", shares.count, "joined: the custody has a new passphrase\n", err);
}

ErrorKind
command_custody_wrap(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    FREES_SECRET Secret *secret = NULL;
    const char *token = invocation_option(call, "token");
    const char *key = invocation_option(call, "key");
    TRY(begin(call, CUSTODY_WRITE, ACT_CUSTODY_WRAP, &session, err));
    if (token != NULL)
        TRY(token_check(token, err));
    TRY(session_unlock(&session, err));
    TRY(token != NULL
            ? session_passphrase(call, "new-passphrase-file", "BERAAD_NEW_PASSPHRASE_FILE",
                                 "PIN of the token", &secret, err)
            : session_new_passphrase(call, "new-passphrase-file", "BERAAD_NEW_PASSPHRASE_FILE",
                                     "new passphrase of the custody", &secret, err));
    TokenKey place = {
        .token = token, .key = key != NULL ? key : custody_name(session.custody), .pin = secret};
    TRY(token != NULL ? token_wrap_root(session.custody, &place, err)
                      : root_wrap(session.custody, secret, kdf_cost_default, err));
    return report(call, "token", token != NULL,
                  token != NULL ? "the root key lies under the token's key\n"
                                : "the root key lies under the new passphrase\n",
                  err);
}
