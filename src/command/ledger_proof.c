/*
 * beraad ledger prove | check | witness | cosign
 */
#include "command/inner.h"
#include "command/session.h"
#include "core/file.h"
#include "core/text.h"
#include "custody/proof.h"
#include "custody/witness.h"
#include "ledger/entry.h"
#include "ledger/proof.h"

#include <inttypes.h>
#include <string.h>

#define KEY_BYTES ((size_t)4096)

const Option command_ledger_prove_options[] = {
    {"since", "SIZE", false, "prove instead that the ledger has only grown since it had so many"},
    {"out", "FILE", false, "write the proof to this new file"},
    {NULL, NULL, false, NULL},
};

const Option command_ledger_check_options[] = {
    {"entry", "FILE", false, "the entry, as 'ledger show --json' prints it (required)"},
    {"key", "FILE", false, "the ledger's verifier key, public/beraad.vkey (required)"},
    {NULL, NULL, false, NULL},
};

const Option command_ledger_witness_options[] = {
    {"state", "DIR", false, "where the witness keeps its key and what it has seen (required)"},
    {"key", "FILE", false, "the ledger's verifier key, public/beraad.vkey (required)"},
    {"name", "NAME", false, "make a new witness of this name first"},
    {"out", "FILE", false, "write the cosigned checkpoint to this new file"},
    {NULL, NULL, false, NULL},
};

const Option command_ledger_cosign_options[] = {
    {"witness", "FILE", false, "the witness's verifier key, witness.vkey (required)"},
    {NULL, NULL, false, NULL},
};

static ErrorKind
required(const Invocation *call, const char *name, const char **ret_value, Error *err)
{
    *ret_value = invocation_option(call, name);
    if (*ret_value == NULL)
        return error_set(err, ERROR_USAGE, "option '--%s' is missing", name);
    return ERROR_NONE;
}

/* A verifier key: the first line of a file. */
static ErrorKind
read_key(Invocation *call, const char *option, NoteKey *ret_key, Error *err)
{
    const char *path = NULL;
    char *text = NULL;
    size_t size = 0;
    TRY(required(call, option, &path, err));
    TRY(file_read(call->arena, path, KEY_BYTES, ERROR_USAGE, &text, &size, err));
    text[strcspn(text, "\r\n")] = '\0';
    if (!note_key_parse(call->arena, text, ret_key))
        return error_set(err, ERROR_USAGE, "'%s' is not a verifier key", path);
    return ERROR_NONE;
}

/* The result to the file of --out, or else to standard output. */
static ErrorKind
give(Invocation *call, const char *name, const char *text, Error *err)
{
    const char *out = invocation_option(call, "out");
    if (out != NULL)
        TRY(file_write_new(out, text, strlen(text), 0644, err));
    if (call->json)
    {
        json_t *result = json_object();
        json_put_text(result, name, text);
        return result_print_json(call, result, err);
    }
    return out != NULL ? ERROR_NONE : result_print(text, err);
}

static ErrorKind
parse_number(const char *text, int64_t *ret_number, Error *err)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 18 || text[digits] != '\0')
        return error_set(err, ERROR_USAGE, "the number of an entry is a whole number from 0");
    *ret_number = strtoll(text, NULL, 10);
    return ERROR_NONE;
}

ErrorKind
command_ledger_prove(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    char *file = NULL;
    int64_t since = -1;
    int64_t number = 0;
    TRY(invocation_integer(call, "since", 0, INT64_MAX, -1, &since, err));
    if ((since < 0) == (call->word_count == 0))
        return error_set(err, ERROR_USAGE, "give the number of an entry, or else '--since SIZE'");
    if (since < 0)
        TRY(parse_number(call->words[0], &number, err));
    TRY(session_open(call, CUSTODY_READ, &session, err));
    Question question = {.act = ACT_LEDGER_SHOW};
    TRY(session_permit(&session, &question, err));
    if (since < 0)
        TRY(proof_of_entry(session.custody, call->arena, number, &file, err));
    else
        TRY(proof_since(session.custody, call->arena, since, &file, err));
    return give(call, "proof", file, err);
}

/* The entry's bytes: a line feed that a text tool put behind them is none of them. */
static ErrorKind
read_entry(Invocation *call, char **ret_bytes, size_t *ret_size, Error *err)
{
    const char *path = NULL;
    TRY(required(call, "entry", &path, err));
    TRY(file_read(call->arena, path, ENTRY_BYTES + 1, ERROR_DATA, ret_bytes, ret_size, err));
    if (*ret_size > 0 && (*ret_bytes)[*ret_size - 1] == '\n')
        (*ret_size)--;
    return ERROR_NONE;
}

static ErrorKind
check_inclusion(Invocation *call, const NoteKey *key, ProofFile *ret_file,
                Checkpoint *ret_checkpoint, Error *err)
{
    char *bytes = NULL;
    char *entry = NULL;
    char *text = NULL;
    size_t size = 0;
    size_t entry_size = 0;
    TRY(file_read(call->arena, call->words[0], PROOF_BYTES, ERROR_INTEGRITY, &bytes, &size, err));
    TRY(read_entry(call, &entry, &entry_size, err));
    TRY(inclusion_parse(call->arena, bytes, size, ret_file, err));
    TRY(note_open(call->arena, ret_file->note, strlen(ret_file->note), key, &text, err));
    TRY(checkpoint_parse(call->arena, text, ret_checkpoint, err));
    Digest leaf = tree_leaf(entry, entry_size);
    if (!text_equal(ret_checkpoint->origin, key->name) ||
        !tree_inclusion_holds(&ret_file->proof, &leaf, ret_file->place, ret_checkpoint->size,
                              &ret_checkpoint->root))
        return error_set(err, ERROR_INTEGRITY, "the proof does not hold for this entry");
    return ERROR_NONE;
}

ErrorKind
command_ledger_check(Invocation *call, Error *err)
{
    NoteKey key = {0};
    ProofFile file = {0};
    Checkpoint checkpoint = {0};
    TRY(read_key(call, "key", &key, err));
    TRY(check_inclusion(call, &key, &file, &checkpoint, err));
    if (call->json)
    {
        json_t *result = json_object();
        json_put_text(result, "ledger", key.name);
        json_put(result, "entry", json_integer((json_int_t)file.place));
        json_put(result, "entries", json_integer((json_int_t)checkpoint.size));
        return result_print_json(call, result, err);
    }
    return result_print(
        arena_print(call->arena, "entry %" PRIu64 " is in the ledger '%s' of %" PRIu64 " entries\n",
                    file.place, key.name, checkpoint.size),
        err);
}

ErrorKind
command_ledger_witness(Invocation *call, Error *err)
{
    FREES_SECRET Secret *passphrase = NULL;
    NoteKey key = {0};
    WitnessRequest request = {.ledger = &key, .now = call->now};
    char *bytes = NULL;
    char *note = NULL;
    TRY(required(call, "state", &request.directory, err));
    TRY(read_key(call, "key", &key, err));
    TRY(file_read(call->arena, call->words[0], PROOF_BYTES, ERROR_INTEGRITY, &bytes, &request.size,
                  err));
    const char *name = invocation_option(call, "name");
    request.bytes = bytes;
    TRY(witness_check(&request, name, err));
    ErrorKind (*read)(Invocation *, const char *, const char *, const char *, Secret **, Error *) =
        name != NULL ? session_new_passphrase : session_passphrase;
    TRY(read(call, "passphrase-file", "BERAAD_PASSPHRASE_FILE", "passphrase of the witness",
             &passphrase, err));
    WitnessNew made = {.directory = request.directory,
                       .name = name,
                       .passphrase = passphrase,
                       .cost = kdf_cost_default};
    if (name != NULL)
        TRY(witness_make(&made, err));
    request.passphrase = passphrase;
    TRY(witness_cosign(&request, call->arena, &note, err));
    return give(call, "checkpoint", note, err);
}

ErrorKind
command_ledger_cosign(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    NoteKey witness = {0};
    char *note = NULL;
    size_t size = 0;
    int64_t entries = 0;
    TRY(read_key(call, "witness", &witness, err));
    TRY(file_read(call->arena, call->words[0], NOTE_BYTES, ERROR_INTEGRITY, &note, &size, err));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    Question question = {.act = ACT_LEDGER_COSIGN};
    TRY(session_permit(&session, &question, err));
    TRY(witness_accept(session.custody, &witness, note, &entries, err));
    if (call->json)
    {
        json_t *result = json_object();
        json_put_text(result, "witness", witness.name);
        json_put(result, "entries", json_integer(entries));
        return result_print_json(call, result, err);
    }
    return result_print(arena_print(call->arena,
                                    "the first %" PRId64 " entries are cosigned by '%s'\n", entries,
                                    witness.name),
                        err);
}
