#include "command/command.h"
#include "command/inner.h"
#include "command/session.h"
#include "core/file.h"
#include "core/text.h"
#include "deliberation/explain.h"
#include "deliberation/read.h"

#include <stdio.h>

static const Option explain_options[] = {
    {"language", "nl|fr|en", false, "in which language; else that of the locale"},
    {"on", "DATE", false, "of a registered one: how it stood and what it allowed on that day"},
    {0},
};

/*
 * The deliberation of a file, and all that is wrong with it. Without its catalogue the rest is
 * judged all the same; a catalogue that is there but wrong is an error of its own.
 */
static ErrorKind
judge_file(Invocation *call, const char *path, Complaints *complaints, Catalogue **ret_catalogue,
           Deliberation **ret_deliberation, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    TRY(file_read(call->arena, path, DOCUMENT_BYTES, ERROR_DELIBERATION, &bytes, &size, err));
    *complaints = complaints_new(call->arena, path);
    const char *name = deliberation_catalogue_name(call->arena, bytes, size);
    if (name != NULL)
    {
        ErrorKind kind = command_load_catalogue(call, name, ret_catalogue, err);
        if (kind != ERROR_NONE && kind != ERROR_IO)
            return kind;
        if (kind == ERROR_IO)
            *ret_catalogue = NULL; /* begun, and not whole */
    }
    *ret_deliberation = deliberation_read(call->arena, bytes, size, *ret_catalogue, complaints);
    return ERROR_NONE;
}

static json_t *
complaints_json(const Complaints *complaints)
{
    json_t *list = json_array();
    for (size_t at = 0; at < complaints->count; at++)
    {
        const Complaint *complaint = &complaints->items[at];
        json_t *item = json_object();
        json_put(item, "line", json_integer(complaint->place.line));
        json_put(item, "column", json_integer(complaint->place.column));
        json_put_text(item, "words", complaint->words);
        if (json_array_append_new(list, item) != 0)
            error_out_of_memory();
    }
    json_t *result = json_object();
    json_put_text(result, "file", complaints->file);
    json_put(result, "sound", json_boolean(complaints->count == 0));
    json_put(result, "complaints", list);
    json_put(result, "more", json_integer((json_int_t)complaints->dropped));
    return result;
}

/* check FILE: the complaints are the result, so they go to standard output. */
static ErrorKind
report_sound(Invocation *call, const char *file, const Deliberation *deliberation, Error *err)
{
    Text text = text_new(call->arena);
    text_wrap(&text,
              arena_print(call->arena,
                          "%s: deliberation %s is sound (paragraphs: %zu, communications: %zu, "
                          "variables: %zu, interpretations: %zu)",
                          file, deliberation->id, deliberation->paragraphs.count,
                          deliberation->communications.count, deliberation->variables.count,
                          deliberation->interpretations.count),
              call->display.row, 0, 4);
    return result_print(text.bytes, err);
}

static ErrorKind
check(Invocation *call, Error *err)
{
    Complaints complaints = {0};
    Catalogue *catalogue = NULL;
    Deliberation *deliberation = NULL;
    TRY(judge_file(call, call->words[0], &complaints, &catalogue, &deliberation, err));
    const char *printed = complaints_print(call->arena, &complaints);
    if (call->json)
        TRY(result_print_json(call, complaints_json(&complaints), err));
    else if (deliberation == NULL)
        TRY(result_print(printed, err));
    else
        TRY(report_sound(call, complaints.file, deliberation, err));
    return complaints_judge(&complaints, ERROR_DELIBERATION, err);
}

static ErrorKind
find_in_file(Invocation *call, Catalogue **ret_catalogue, Deliberation **ret_deliberation,
             Error *err)
{
    Complaints complaints = {0};
    TRY(judge_file(call, call->words[0], &complaints, ret_catalogue, ret_deliberation, err));
    if (complaints.count > 0)
        (void)fputs(complaints_print(call->arena, &complaints), stderr);
    return complaints_judge(&complaints, ERROR_DELIBERATION, err);
}

static ErrorKind
find_registered(Invocation *call, Catalogue **ret_catalogue, Deliberation **ret_deliberation,
                Error *err)
{
    CLOSES_SESSION Session session = {0};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(session_deliberation(&session, call->words[0], ret_catalogue, ret_deliberation, err));
    if (*ret_deliberation == NULL)
        return error_set(err, ERROR_USAGE, "'%s' is neither a file nor a registered deliberation",
                         text_shown(call->arena, call->words[0]));
    return ERROR_NONE;
}

/* explain ID-or-FILE: a file if there is one of that name. What a deliberation says is public, so
 * the gate is not asked. */
static ErrorKind
explain(Invocation *call, Error *err)
{
    Catalogue *catalogue = NULL;
    Deliberation *deliberation = NULL;
    Language language = LANGUAGE_EN;
    const char *on = invocation_option(call, "on");
    TRY(invocation_language(call, &language, err));
    if (on != NULL)
        return command_deliberation_on(call, on, language, err);
    if (file_exists(call->words[0]))
        TRY(find_in_file(call, &catalogue, &deliberation, err));
    else
        TRY(find_registered(call, &catalogue, &deliberation, err));
    Text text = text_new(call->arena);
    deliberation_explain(call->arena, deliberation, catalogue, language, call->display.prose,
                         &text);
    if (!call->json)
        return result_print(text.bytes, err);
    json_t *result = json_object();
    json_put_text(result, "deliberation", deliberation->id);
    json_put_text(result, "language", language_code(language));
    json_put_text(result, "text", text.bytes);
    return result_print_json(call, result, err);
}

const Command command_deliberation[] = {
    {"deliberation", "check", "FILE", 1, 1, NULL, check,
     "judges a deliberation file: all its faults, each with line and column"},
    {"deliberation", "explain", "ID-or-FILE", 1, 1, explain_options, explain,
     "says in plain sentences what may happen to whose data until when"},
    {"deliberation", "register", "FILE", 1, 1, command_deliberation_register_options,
     command_deliberation_register, "proposes to register a deliberation in the custody"},
    {"deliberation", "text", "ID [PARAGRAPH]", 1, 2, NULL, command_deliberation_text,
     "shows the official text that was attached, or one paragraph of it"},
    {"deliberation", "approve", "ID", 1, 1, command_deliberation_approve_options,
     command_deliberation_approve,
     "agrees, as another person, to register, resume or end it, as was proposed"},
    {"deliberation", "withdraw", "ID", 1, 1, NULL, command_deliberation_withdraw,
     "takes back what was proposed and not yet approved"},
    {"deliberation", "suspend", "ID", 1, 1, NULL, command_deliberation_suspend,
     "lets nothing open under it from now on"},
    {"deliberation", "resume", "ID", 1, 1, NULL, command_deliberation_resume,
     "proposes to lift the suspension"},
    {"deliberation", "end", "ID", 1, 1, NULL, command_deliberation_end,
     "proposes to end it for good"},
    {"deliberation", "list", NULL, 0, 0, NULL, command_deliberation_list,
     "list all deliberations: how they stand, and what waits for another person"},
    {0},
};
