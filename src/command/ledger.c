/*
 * beraad ledger show | verify , and the table of what ledger_proof.c does
 */
#include "command/inner.h"
#include "command/session.h"
#include "core/file.h"
#include "core/text.h"
#include "custody/record.h"

#include <inttypes.h>

#define SHOW_MOST 1000000

static const Option show_options[] = {
    {"from", "N", false, "the first entry to show; without it 0"},
    {"count", "N", false, "how many at most"},
    {NULL, NULL, false, NULL},
};

static void
add_value(Text *text, const json_t *value)
{
    if (json_is_string(value))
        text_add(text, text_shown(text->arena, json_string_value(value)));
    else if (json_is_integer(value))
        text_print(text, "%lld", (long long)json_integer_value(value));
    for (size_t at = 0; json_is_array(value) && at < json_array_size(value); at++)
    {
        const json_t *item = json_array_get(value, at);
        const json_t *part = json_object_get(item, "code");
        if (part == NULL)
            part = json_object_get(item, "year");
        text_add(text, at == 0 ? "" : ",");
        add_value(text, part == NULL ? item : part);
    }
}

/* What an entry says, in one line: its names, numbers and lists; digests and keys are for --json.
 */
static const char *
body_words(Arena *arena, const Entry *entry)
{
    Text text = text_new(arena);
    for (const EntryField *field = entry_form(entry->type)->fields; field->name != NULL; field++)
    {
        const json_t *value = json_object_get(entry->body, field->name);
        if (value == NULL || field->kind == ENTRY_FIELD_DIGEST ||
            field->kind == ENTRY_FIELD_PUBLIC_KEY)
            continue;
        text_print(&text, "%s%s=", text.size == 0 ? "" : " ", field->name);
        add_value(&text, value);
    }
    return text.bytes;
}

/* One canonical entry a line, as they are hashed: what `ledger show --json` prints can be verified
 * by others. */
static ErrorKind
print_raw(const RecordedEntries *entries, Error *err)
{
    for (size_t at = 0; at < entries->count; at++)
    {
        TRY(result_print(entries->items[at].bytes, err));
        TRY(result_print("\n", err));
    }
    return ERROR_NONE;
}

static ErrorKind
print_table(Invocation *call, const RecordedEntries *entries, Error *err)
{
    Arena *arena = call->arena;
    struct LIST_OF(const char *) cells = {0};
    *LIST_ADD(arena, &cells) = "entry";
    *LIST_ADD(arena, &cells) = "when";
    *LIST_ADD(arena, &cells) = "who";
    *LIST_ADD(arena, &cells) = "what";
    *LIST_ADD(arena, &cells) = "of";
    for (size_t at = 0; at < entries->count; at++)
    {
        const RecordedEntry *recorded = &entries->items[at];
        Entry entry = {0};
        if (entry_parse(arena, recorded->bytes, recorded->size, &entry, err) != ERROR_NONE)
            return error_within(err, "ledger entry %" PRId64, recorded->number);
        *LIST_ADD(arena, &cells) = arena_print(arena, "%" PRId64, entry.number);
        *LIST_ADD(arena, &cells) = moment_print(arena, entry.at);
        *LIST_ADD(arena, &cells) = entry.actor;
        *LIST_ADD(arena, &cells) = entry_form(entry.type)->name;
        *LIST_ADD(arena, &cells) = body_words(arena, &entry);
    }
    return result_print(result_table(arena, cells.items, 5, entries->count + 1, "r"), err);
}

static ErrorKind
run_show(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    RecordedEntries entries = {0};
    int64_t from = 0;
    int64_t count = SHOW_MOST;
    TRY(invocation_integer(call, "from", 0, INT64_MAX, 0, &from, err));
    TRY(invocation_integer(call, "count", 1, SHOW_MOST, SHOW_MOST, &count, err));
    TRY(session_open(call, CUSTODY_READ, &session, err));
    Question question = {.act = ACT_LEDGER_SHOW};
    TRY(session_permit(&session, &question, err));
    TRY(record_read(session.custody, call->arena, from, count, &entries, err));
    return call->json ? print_raw(&entries, err) : print_table(call, &entries, err);
}

static ErrorKind
print_summary(Invocation *call, const RecordSummary *summary, Error *err)
{
    const char *root = digest_print(call->arena, &summary->root);
    if (call->json)
    {
        json_t *result = json_object();
        json_put(result, "entries", json_integer(summary->entries));
        json_put(result, "signed", json_integer(summary->signed_size));
        json_put(result, "checkpoints", json_integer(summary->checkpoints));
        json_put_text(result, "root", root);
        return result_print_json(call, result, err);
    }
    return result_print(arena_print(call->arena,
                                    "the ledger holds: %" PRId64 " entries, %" PRId64
                                    " of them under %" PRId64 " signed checkpoints\nroot %s\n",
                                    summary->entries, summary->signed_size, summary->checkpoints,
                                    root),
                        err);
}

static const Option verify_options[] = {
    {"known", "FILE", false,
     "a checkpoint kept from an earlier verification: the signatures below it are not checked "
     "again"},
    {NULL, NULL, false, NULL},
};

/* The checkpoint of --known, which this custody must have signed; *ret_known stays NULL without. */
static ErrorKind
read_known(Invocation *call, const Custody *custody, Checkpoint **ret_known, Error *err)
{
    const char *path = invocation_option(call, "known");
    NoteKey key = custody_note_key(custody);
    char *note = NULL;
    char *text = NULL;
    size_t size = 0;
    if (path == NULL)
        return ERROR_NONE;
    TRY(file_read(call->arena, path, NOTE_BYTES, ERROR_INTEGRITY, &note, &size, err));
    TRY(note_open(call->arena, note, size, &key, &text, err));
    *ret_known = arena_take(call->arena, sizeof **ret_known);
    return checkpoint_parse(call->arena, text, *ret_known, err);
}

static ErrorKind
run_verify(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    RecordSummary summary = {0};
    Checkpoint *known = NULL;
    TRY(session_open(call, CUSTODY_READ, &session, err));
    Question question = {.act = ACT_LEDGER_SHOW};
    TRY(session_permit(&session, &question, err));
    TRY(read_known(call, session.custody, &known, err));
    TRY(record_verify_known(session.custody, known, &summary, err));
    return print_summary(call, &summary, err);
}

const Command command_ledger[] = {
    {"ledger", "show", NULL, 0, 0, show_options, run_show,
     "show the entries of the ledger; with --json their very bytes, one a line"},
    {"ledger", "verify", NULL, 0, 0, verify_options, run_verify,
     "hash every entry again, check each signature and checkpoint, and compare the state"},
    {"ledger", "prove", "[N]", 0, 1, command_ledger_prove_options, command_ledger_prove,
     "prove to others that an entry is in the ledger, or that the ledger has only grown"},
    {"ledger", "check", "FILE", 1, 1, command_ledger_check_options, command_ledger_check,
     "check such a proof of an entry; needs no custody"},
    {"ledger", "witness", "FILE", 1, 1, command_ledger_witness_options, command_ledger_witness,
     "cosign a ledger that has only grown, on another machine; needs no custody"},
    {"ledger", "cosign", "FILE", 1, 1, command_ledger_cosign_options, command_ledger_cosign,
     "take in and publish a checkpoint that a witness has cosigned"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
