/*
 * beraad audit kit ID DIR
 */
#include "audit/kit.h"
#include "command/audit.h"
#include "command/inner.h"
#include "core/file.h"
#include "retention/certificate_file.h"

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
keep(Session *session, KitFiles *files, const char *name, const char *bytes)
{
    *LIST_ADD(session->call->arena, files) =
        (KitFile){.name = name, .bytes = bytes, .size = strlen(bytes)};
}

/* Those of the deliberation and of all that it amends. */
static ErrorKind
keep_certificates(Session *session, KitFiles *files, const Deliberation *deliberation,
                  Language language, Error *err)
{
    Arena *arena = session->call->arena;
    DeliberationLine line = {0};
    CertificateFiles certificates = {0};
    TRY(registration_line(session->custody, arena, deliberation, &line, err));
    for (size_t one = 0; one < line.count; one++)
    {
        DestructionList list = {0};
        TRY(destruction_list(session->custody, arena, line.items[one], &list, err));
        for (size_t at = 0; at < list.count; at++)
            if (list.items[at].certificate != NULL)
                TRY(certificate_files(session->custody, arena, &list.items[at], language,
                                      &certificates, err));
    }
    for (size_t at = 0; at < certificates.count; at++)
        keep(session, files, arena_print(arena, "certificate/%s", certificates.items[at].name),
             certificates.items[at].bytes);
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
    keep(session, files, "audit/record.json", json_canonical(arena, value, &size));
    keep(session, files, "audit/record.html", page.bytes);
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
    if (!file_can_make(directory))
        return error_set_io(err, "cannot create '%s'", text_shown(call->arena, directory));
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(command_audit_permit(&session, ACT_AUDIT_KIT, id, &deliberation, err));
    TRY(registration_find(session.custody, call->arena, id, &registration, err));
    TRY(keep_record(&session, &files, deliberation, language, err));
    TRY(session_unlock(&session, err));
    TRY(kit_record(session.custody, session.actor, registration, err));
    TRY(command_audit_make(&session, deliberation, custody_today(session.custody), &audit, err));
    TRY(keep_certificates(&session, &files, deliberation, language, err));
    KitInput input = {
        .directory = directory, .audit = &audit, .files = &files, .language = language};
    TRY(kit_write(session.custody, call->arena, &input, err));
    return report(call, &audit, directory, err);
}
