/*
 * beraad audit ID
 */
#include "command/audit.h"
#include "audit/proofs.h"
#include "command/inner.h"
#include "core/file.h"

#define SECONDS_A_DAY 86400

static const Option show_options[] = {
    {"language", "nl|fr|en", false, "in which language; else that of the locale"},
    {"on", "DATE", false, "as it was at the end of that day (UTC); else today"},
    {"html", "FILE", false, "write it as a page too, to this new file"},
    {"proofs", "DIR", false, "write the entries and their proofs of inclusion to this new folder"},
    {0},
};

ErrorKind
command_audit_day(Session *session, Date *ret_day, Error *err)
{
    const char *asked = invocation_option(session->call, "on");
    Date today = custody_today(session->custody);
    *ret_day = today;
    if (asked == NULL)
        return ERROR_NONE;
    if (!date_parse(asked, ret_day) || date_compare(*ret_day, today) > 0)
        return error_set(err, ERROR_USAGE,
                         "option '--on': expected a date as YYYY-MM-DD that has come");
    return ERROR_NONE;
}

ErrorKind
command_audit_permit(Session *session, Act act, const char *id, Deliberation **ret_deliberation,
                     Error *err)
{
    Catalogue *catalogue = NULL;
    TRY(session_deliberation(session, id, &catalogue, ret_deliberation, err));
    Question question = {.act = act, .deliberation_id = id, .deliberation = *ret_deliberation};
    TRY(session_ask(session, &question, err));
    if (*ret_deliberation == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed what is not registered");
    return ERROR_NONE;
}

ErrorKind
command_audit_make(Session *session, const Deliberation *deliberation, Date day, Audit *ret_audit,
                   Error *err)
{
    Arena *arena = session->call->arena;
    Registration *registration = NULL;
    char date[DATE_TEXT_SIZE];
    TRY(registration_find_before(session->custody, arena, deliberation->id,
                                 ((int64_t)day.days + 1) * SECONDS_A_DAY, &registration, err));
    if (registration == NULL)
        return error_set(err, ERROR_STATE, "deliberation '%s' was not registered on %s",
                         deliberation->id, date_print(day, date));
    AuditInput input = {.registration = registration,
                        .deliberation = deliberation,
                        .catalogue = session->catalogue,
                        .on = day};
    return audit_make(session->custody, arena, &input, ret_audit, err);
}

static ErrorKind
write_page(Invocation *call, const Audit *audit, Language language, Error *err)
{
    const char *path = invocation_option(call, "html");
    Text page = text_new(call->arena);
    if (path == NULL)
        return ERROR_NONE;
    audit_page(call->arena, audit, language, &page);
    return file_write_new(path, page.bytes, page.size, 0644, err);
}

/* The page names what is in the folder of proofs: either both appear or neither. */
static ErrorKind
write_files(Session *session, Audit *audit, Language language, Error *err)
{
    CLEARS_FOLDER Folder folder = {0};
    size_t count = 0;
    audit->proofs = invocation_option(session->call, "proofs");
    if (audit->proofs == NULL)
        return write_page(session->call, audit, language, err);
    TRY(folder_begin(session->call->arena, audit->proofs, &folder, err));
    TRY(audit_add_proofs(session->custody, audit, "", &folder, &count, err));
    TRY(write_page(session->call, audit, language, err));
    return folder_end(&folder, err);
}

static ErrorKind
run_show(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Deliberation *deliberation = NULL;
    Language language = LANGUAGE_EN;
    Date day = {0};
    Audit audit = {0};
    TRY(invocation_language(call, &language, err));
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(command_audit_day(&session, &day, err));
    TRY(command_audit_permit(&session, ACT_AUDIT_SHOW, call->words[0], &deliberation, err));
    TRY(command_audit_make(&session, deliberation, day, &audit, err));
    TRY(write_files(&session, &audit, language, err));
    if (call->json)
        return result_print_json(call, audit_json(call->arena, &audit), err);
    Text text = text_new(call->arena);
    audit_text(call->arena, &audit, &call->display, language, &text);
    return result_print(text.bytes, err);
}

/* The noun alone is a command too: it stands behind its verbs, which are looked for first. */
const Command command_audit[] = {
    {"audit", "record", "ID", 1, 1, command_audit_record_options, command_audit_record,
     "write the record of processing (GDPR article 30) of a deliberation"},
    {"audit", "kit", "ID DIR", 2, 2, command_audit_kit_options, command_audit_kit,
     "write the supervisor's kit: ledger, proofs, certificates, and how to check them"},
    {"audit", NULL, "ID", 1, 1, show_options, run_show,
     "account for every paragraph of a deliberation: rules, readings, evidence, gaps"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
