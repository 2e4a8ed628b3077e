/*
 * beraad retention attest FILE
 */
#include "retention/attestation.h"
#include "command/inner.h"
#include "command/session.h"
#include "core/file.h"
#include "core/text.h"
#include "custody/registration.h"
#include "release/minisign.h"

#include <string.h>

/* The two files, as they were brought. */
typedef struct Brought
{
    const char *path;
    const char *signature_path;
    char *text;
    size_t size;
    char *signature;
    size_t signature_size;
    Attestation attestation;
} Brought;

static ErrorKind
read_files(Invocation *call, Brought *ret_brought, Error *err)
{
    Arena *arena = call->arena;
    ret_brought->path = call->words[0];
    ret_brought->signature_path = arena_print(arena, "%s.minisig", ret_brought->path);
    TRY(file_read(arena, ret_brought->path, ATTESTATION_BYTES, ERROR_DATA, &ret_brought->text,
                  &ret_brought->size, err));
    TRY(file_read(arena, ret_brought->signature_path, MINISIGN_FILE_SIZE, ERROR_DATA,
                  &ret_brought->signature, &ret_brought->signature_size, err));
    if (attestation_parse(arena, ret_brought->text, ret_brought->size, &ret_brought->attestation,
                          err) != ERROR_NONE)
        return error_within(err, "attestation '%s'", ret_brought->path);
    return ERROR_NONE;
}

/* The recipient who signed it, with the key that says so. */
static ErrorKind
check_signer(Session *session, const Brought *brought, Recipient **ret_recipient, Error *err)
{
    Arena *arena = session->call->arena;
    const char *id = brought->attestation.recipient;
    TRY(recipient_find(session->custody, arena, id, ret_recipient, err));
    if (*ret_recipient == NULL)
        return error_set(err, ERROR_STATE, "recipient '%s' is not known in this custody",
                         text_shown(arena, id));
    if (attestation_check(brought->text, brought->size, brought->signature, brought->signature_size,
                          *ret_recipient, err) != ERROR_NONE)
        return error_within(err, "signature '%s'", brought->signature_path);
    return ERROR_NONE;
}

static ErrorKind
report(Invocation *call, const Attested *attested, Error *err)
{
    char date[DATE_TEXT_SIZE];
    Digest statement = digest_of(attested->text, strlen(attested->text));
    const char *printed = digest_print(call->arena, &statement);
    size_t count = attested->artefacts.count;
    if (call->json)
    {
        json_t *result = json_object();
        json_t *artefacts = json_array();
        for (size_t at = 0; at < count; at++)
            if (json_array_append_new(artefacts, json_integer(attested->artefacts.items[at])) != 0)
                error_out_of_memory();
        json_put_text(result, "recipient", attested->recipient);
        json_put_text(result, "act", attested_event_name(attested->event));
        json_put_text(result, "date", date_print(attested->on_date, date));
        json_put(result, "artefacts", artefacts);
        json_put_text(result, "statement", printed);
        return result_print_json(call, result, err);
    }
    return result_print(
        arena_print(call->arena, "the %s of %zu package%s on %s, signed by '%s'\n%s\n",
                    attested_event_name(attested->event), count, count == 1 ? "" : "s",
                    date_print(attested->on_date, date), attested->recipient, printed),
        err);
}

ErrorKind
command_retention_attest(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Brought brought = {0};
    Recipient *recipient = NULL;
    Registration *newest = NULL;
    Deliberation *holding = NULL;
    TRY(read_files(call, &brought, err));
    const Attestation *said = &brought.attestation;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    Question question = {.act = ACT_RETENTION_ATTEST, .deliberation_id = said->deliberation};
    TRY(session_ask(&session, &question, err));
    TRY(check_signer(&session, &brought, &recipient, err));
    Attested attested = {.event = said->event,
                         .deliberation = said->deliberation,
                         .communication = said->communication,
                         .recipient = recipient->id,
                         .on_date = said->on_date,
                         .text = brought.text,
                         .signature = brought.signature,
                         .minisign_key = recipient->minisign_key};
    TRY(attested_find(session.custody, call->arena, said->packages.items, said->packages.count,
                      &attested, err));
    TRY(registration_newest(session.custody, call->arena, said->deliberation, &newest, err));
    if (newest == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed what is not registered");
    TRY(session_rules(&session, newest->id, &holding, err));
    TRY(session_unlock(&session, err));
    TRY(attested_record(session.custody, session.actor, holding, &attested, err));
    return report(call, &attested, err);
}
