/*
 * beraad audit kit ID DIR
 */
#include "audit/kit.h"
#include "command/audit.h"
#include "command/inner.h"
#include "core/file.h"
#include "release/minisign.h"
#include "retention/attestation.h"
#include "retention/certificate.h"

#include <inttypes.h>
#include <string.h>

const Option command_audit_kit_options[] = {
    {"details", "FILE", false,
     "what the custodian says himself; else record.yaml of the catalogue"},
    {"language", "nl|fr|en", false, "which language the pages show first"},
    {0},
};

/* bytes live in the invocation's arena. */
static void
keep_in(Session *session, KitFiles *files, const char *folder, const char *name, const char *bytes)
{
    *LIST_ADD(session->call->arena, files) =
        (KitFile){.name = arena_print(session->call->arena, "%s/%s", folder, name),
                  .bytes = bytes,
                  .size = strlen(bytes)};
}

static void
keep(Session *session, KitFiles *files, const char *name, const char *bytes)
{
    keep_in(session, files, "certificate", name, bytes);
}

static ErrorKind
keep_signed(Session *session, KitFiles *files, const char *name, const char *bytes, Error *err)
{
    char *signature = NULL;
    TRY(certificate_sign(session->custody, session->call->arena, name, bytes, strlen(bytes),
                         &signature, err));
    keep(session, files, name, bytes);
    keep(session, files, arena_print(session->call->arena, "%s.minisig", name), signature);
    return ERROR_NONE;
}

static bool
is_kept(const KitFiles *files, const char *name)
{
    for (size_t at = 0; at < files->count; at++)
        if (strcmp(file_name(files->items[at].name), name) == 0)
            return true;
    return false;
}

/* What a recipient signed, with the key of then; once, however many artefacts it is about. */
static ErrorKind
keep_attestation(Session *session, KitFiles *files, const Attested *attested, Error *err)
{
    Arena *arena = session->call->arena;
    MinisignKey key;
    const char *name = certificate_attestation_name(arena, attested);
    const char *text = arena_print(arena, "%s.txt", name);
    Recipient then = {.id = attested->recipient, .minisign_key = attested->minisign_key};
    if (is_kept(files, text))
        return ERROR_NONE;
    TRY(minisign_key_line_parse(attested->minisign_key, &key, err));
    if (attestation_check(attested->text, strlen(attested->text), attested->signature,
                          strlen(attested->signature), &then, err) != ERROR_NONE)
        return error_within(err, "the attestation of ledger entry %" PRId64, attested->entry);
    keep(session, files, text, attested->text);
    keep(session, files, arena_print(arena, "%s.minisig", text), attested->signature);
    keep(session, files, arena_print(arena, "%s.pub", name), minisign_key_print(arena, &key));
    return ERROR_NONE;
}

static ErrorKind
keep_certificate(Session *session, KitFiles *files, const Destruction *destruction,
                 Language language, Error *err)
{
    Arena *arena = session->call->arena;
    AttestedList attested = {0};
    Text page = text_new(arena);
    const char *name = arena_print(arena, "certificate-%" PRId64, destruction->number);
    Digest made = digest_of(destruction->certificate, strlen(destruction->certificate));
    if (!digest_equal(&made, &destruction->certificate_digest))
        return error_set(err, ERROR_INTEGRITY,
                         "the stored certificate %" PRId64 " is not the one that was recorded",
                         destruction->number);
    TRY(certificate_attested(session->custody, arena, destruction, &attested, err));
    TRY(certificate_page(arena, destruction->certificate, destruction, &attested, language, &page,
                         err));
    for (size_t at = 0; at < attested.count; at++)
        TRY(keep_attestation(session, files, &attested.items[at], err));
    TRY(keep_signed(session, files, arena_print(arena, "%s.json", name), destruction->certificate,
                    err));
    return keep_signed(session, files, arena_print(arena, "%s.html", name), page.bytes, err);
}

/* Those of the deliberation and of all that it amends. */
static ErrorKind
keep_certificates(Session *session, KitFiles *files, const Deliberation *deliberation,
                  Language language, Error *err)
{
    DeliberationLine line = {0};
    TRY(registration_line(session->custody, session->call->arena, deliberation, &line, err));
    for (size_t one = 0; one < line.count; one++)
    {
        DestructionList list = {0};
        TRY(destruction_list(session->custody, session->call->arena, line.items[one], &list, err));
        for (size_t at = 0; at < list.count; at++)
            if (list.items[at].certificate != NULL)
                TRY(keep_certificate(session, files, &list.items[at], language, err));
    }
    return ERROR_NONE;
}

/* The record of processing lies beside the audit. */
static ErrorKind
keep_record(Session *session, KitFiles *files, const Deliberation *deliberation, Language language,
            Error *err)
{
    Arena *arena = session->call->arena;
    Record record = {0};
    size_t size = 0;
    Text page = text_new(arena);
    TRY(command_audit_record_make(session, deliberation,
                                  invocation_option(session->call, "details"), &record, err));
    record_page(arena, &record, language, &page);
    json_t *value = json_keep(arena, record_json(arena, &record));
    keep_in(session, files, "audit", "record.json", json_canonical(arena, value, &size));
    keep_in(session, files, "audit", "record.html", page.bytes);
    return ERROR_NONE;
}

static ErrorKind
report(Invocation *call, const Audit *audit, const char *directory, Error *err)
{
    if (call->json)
    {
        json_t *result = json_object();
        json_put_text(result, "kit", directory);
        json_put(result, "entries", json_integer(audit->signed_size));
        json_put(result, "cited", json_integer((json_int_t)audit->evidence->count));
        json_put(result, "gaps", json_integer((json_int_t)audit->gaps));
        return result_print_json(call, result, err);
    }
    return result_print(
        arena_print(call->arena,
                    "kit in '%s': %" PRId64 " entries of the ledger, %zu of them cited\n"
                    "whoever checks it begins with README.txt\n",
                    text_shown(call->arena, directory), audit->signed_size, audit->evidence->count),
        err);
}

ErrorKind
command_audit_kit(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Deliberation *deliberation = NULL;
    Registration *registration = NULL;
    Language language = LANGUAGE_EN;
    Audit audit = {0};
    KitFiles files = {0};
    const char *id = call->words[0];
    const char *directory = call->words[1];
    TRY(invocation_language(call, &language, err));
    if (file_exists(directory))
        return error_set(err, ERROR_STATE, "'%s' is there already",
                         text_shown(call->arena, directory));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(command_audit_permit(&session, ACT_AUDIT_KIT, id, &deliberation, err));
    TRY(registration_find(session.custody, call->arena, id, &registration, err));
    TRY(keep_record(&session, &files, deliberation, language, err));
    TRY(kit_record(session.custody, session.actor, registration, err));
    TRY(command_audit_make(&session, deliberation, custody_today(session.custody), &audit, err));
    TRY(keep_certificates(&session, &files, deliberation, language, err));
    KitInput input = {
        .directory = directory, .audit = &audit, .files = &files, .language = language};
    TRY(kit_write(session.custody, call->arena, &input, err));
    return report(call, &audit, directory, err);
}
