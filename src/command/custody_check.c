/*
 * beraad custody check
 */
#include "command/inner.h"
#include "command/session.h"
#include "core/text.h"
#include "custody/condition.h"

#include <inttypes.h>

const Option command_custody_check_options[] = {
    {"keys", NULL, false, "also try every key; asks for the passphrase of the custody"},
    {NULL, NULL, false, NULL},
};

/* The root key opens for the passphrase, once the gate has said that whoever asks may look. */
static ErrorKind
examine_keys(Invocation *call, Condition *condition, Error *err)
{
    CLOSES_SESSION Session session = {.call = call};
    FREES_SECRET Secret *passphrase = NULL;
    Question question = {.act = ACT_LEDGER_SHOW};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(session_permit(&session, &question, err));
    TRY(session_passphrase(call, "custody-passphrase-file", "BERAAD_CUSTODY_PASSPHRASE_FILE",
                           "passphrase of the custody", &passphrase, err));
    return condition_examine_keys(session.custody, call->arena, passphrase, condition, err);
}

static ErrorKind
report_json(Invocation *call, const char *directory, const Condition *condition, Error *err)
{
    json_t *result = json_object();
    json_t *faults = json_array();
    for (size_t at = 0; at < condition->faults.count; at++)
    {
        const Fault *fault = &condition->faults.items[at];
        const FaultForm *form = fault_form(fault->kind);
        json_t *item = json_object();
        json_put_text(item, "code", form->code);
        json_put_text(item, "what", fault->what);
        json_put_text(item, "where", fault->where);
        json_put_text(item, "follows", form->follows);
        json_put_text(item, "safe", form->safe);
        json_put_text(item, "remedy", form->remedy);
        if (json_array_append_new(faults, item) != 0)
            error_out_of_memory();
    }
    json_put_text(result, "custody", directory);
    json_put(result, "faults", faults);
    json_put(result, "entries", json_integer(condition->entries));
    json_put(result, "things", json_integer(condition->things));
    json_put(result, "keys_opened", json_integer(condition->opened));
    return result_print_json(call, result, err);
}

static void
add_labelled(Text *text, const char *label, const char *words, size_t width)
{
    text_print(text, "  %-7s  ", label);
    text_wrap(text, words, width, 11, 11);
}

/* What a kind of fault means is said once, under all faults of the kind. */
static void
add_kind(Text *text, const Condition *condition, FaultKind kind, size_t width)
{
    const FaultForm *form = fault_form(kind);
    const struct
    {
        const char *label;
        const char *words;
    } means[] = {{"follows", form->follows}, {"safe", form->safe}, {"to do", form->remedy}};
    bool any = false;
    for (size_t at = 0; at < condition->faults.count; at++)
    {
        const Fault *fault = &condition->faults.items[at];
        if (fault->kind != kind)
            continue;
        if (!any)
            text_print(text, "%s%s\n", text->size == 0 ? "" : "\n", form->code);
        any = true;
        add_labelled(text, "wrong", text_shown(text->arena, fault->what), width);
    }
    for (size_t at = 0; any && at < sizeof means / sizeof *means; at++)
        add_labelled(text, means[at].label, means[at].words, width);
}

static ErrorKind
report(Invocation *call, const char *directory, const Condition *condition, Error *err)
{
    if (call->json)
        return report_json(call, directory, condition, err);
    Text text = text_new(call->arena);
    for (int kind = 0; kind < FAULT_KIND_COUNT; kind++)
        add_kind(&text, condition, (FaultKind)kind, call->display.row);
    if (condition->faults.count == 0)
        text_wrap(&text,
                  arena_print(call->arena,
                              "nothing is wrong: the ledger holds with its %" PRId64 " entries,"
                              " and %" PRId64 " keys and things are where the state has them",
                              condition->entries, condition->things),
                  call->display.row, 0, 0);
    if (condition->opened > 0)
        text_print(&text, "%s%" PRId64 " key%s opened\n", condition->faults.count == 0 ? "" : "\n",
                   condition->opened, condition->opened == 1 ? "" : "s");
    return result_print(text.bytes, err);
}

ErrorKind
command_custody_check(Invocation *call, Error *err)
{
    Condition condition = {0};
    const char *directory = NULL;
    TRY(session_directory(call, &directory, err));
    TRY(condition_examine(call->arena, directory, call->now, &condition, err));
    Error closed = {0};
    ErrorKind kind = ERROR_NONE;
    if (invocation_flag(call, "keys"))
        kind = condition.readable ? examine_keys(call, &condition, &closed)
                                  : error_set(&closed, ERROR_STATE, "the state cannot be read");
    if (kind != ERROR_NONE && condition.faults.count == 0)
    {
        *err = closed;
        return kind;
    }
    TRY(report(call, directory, &condition, err));
    if (condition.faults.count == 0)
        return ERROR_NONE;
    (void)error_set(err, ERROR_INTEGRITY, "%zu thing%s wrong with the custody",
                    condition.faults.count, condition.faults.count == 1 ? " is" : "s are");
    if (kind != ERROR_NONE)
        return error_hint(err, "the keys were not tried: %s", closed.message);
    return ERROR_INTEGRITY;
}
