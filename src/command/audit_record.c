/*
 * beraad audit record ID
 */
#include "audit/record.h"
#include "command/audit.h"
#include "command/inner.h"
#include "core/file.h"

#include <stdio.h>

#define RECORD_FILE "record.yaml"

const Option command_audit_record_options[] = {
    {"details", "FILE", false,
     "what the custodian says himself; else record.yaml of the catalogue"},
    {"language", "nl|fr|en", false, "in which language; else that of the locale"},
    {"html", "FILE", false, "write it as a page too, to this new file"},
    {0},
};

ErrorKind
command_audit_details(Session *session, const char *path, Details *ret_details, Error *err)
{
    Invocation *call = session->call;
    char *bytes = NULL;
    size_t size = 0;
    *ret_details = (Details){0};
    if (path == NULL)
    {
        path = file_join(call->arena, command_catalogue_directory(call, session->catalogue->id),
                         RECORD_FILE);
        if (!file_exists(path))
            return ERROR_NONE;
    }
    TRY(file_read(call->arena, path, DETAILS_BYTES, ERROR_USAGE, &bytes, &size, err));
    Complaints complaints = complaints_new(call->arena, path);
    if (details_read(call->arena, bytes, size, &complaints, ret_details))
        return ERROR_NONE;
    (void)fputs(complaints_print(call->arena, &complaints), stderr);
    return complaints_judge(&complaints, ERROR_CATALOGUE, err);
}

ErrorKind
command_audit_record_make(Session *session, const Deliberation *deliberation, const char *details,
                          Record *ret_record, Error *err)
{
    Arena *arena = session->call->arena;
    Registration *registration = NULL;
    Details *said = arena_take(arena, sizeof *said);
    TRY(command_audit_details(session, details, said, err));
    TRY(registration_find(session->custody, arena, deliberation->id, &registration, err));
    RecordInput input = {.registration = registration,
                         .deliberation = deliberation,
                         .catalogue = session->catalogue,
                         .details = said};
    return record_make(session->custody, arena, &input, ret_record, err);
}

ErrorKind
command_audit_record(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Deliberation *deliberation = NULL;
    Language language = LANGUAGE_EN;
    Record record = {0};
    const char *path = invocation_option(call, "html");
    TRY(invocation_language(call, &language, err));
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(command_audit_permit(&session, ACT_AUDIT_SHOW, call->words[0], &deliberation, err));
    TRY(command_audit_record_make(&session, deliberation, invocation_option(call, "details"),
                                  &record, err));
    Text text = text_new(call->arena);
    if (path != NULL)
    {
        record_page(call->arena, &record, language, &text);
        TRY(file_write_new(path, text.bytes, text.size, 0644, err));
    }
    if (call->json)
        return result_print_json(call, record_json(call->arena, &record), err);
    text = text_new(call->arena);
    record_text(&record, call->display.prose, language, &text);
    return result_print(text.bytes, err);
}
