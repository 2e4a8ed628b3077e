/* beraad output profile ID: the report, one page a language. */
#include "command/inner.h"
#include "command/session.h"
#include "core/file.h"
#include "output/profile.h"

const Option command_output_profile_options[] = {
    {"language", "nl|fr|en", false, "only in this language; without it in all three"},
    {"out", "DIR", false, "where the pages are written; without it here"},
    {NULL, NULL, false, NULL},
};

static ErrorKind
write_page(Invocation *call, const ProfileInput *input, json_t *result, Error *err)
{
    Text page = text_new(call->arena);
    const char *out = invocation_option(call, "out");
    const char *name = arena_print(call->arena, "profile-%s.html", language_code(input->language));
    const char *path = out == NULL ? name : file_join(call->arena, out, name);
    profile_print(input, &page);
    TRY(file_write(path, page.bytes, page.size, 0644, err));
    if (json_array_append_new(result, json_string(path)) != 0)
        error_out_of_memory();
    return call->json ? ERROR_NONE
                      : result_print(arena_print(call->arena, "profile written: %s\n", path), err);
}

static ErrorKind
write_pages(Invocation *call, ProfileInput *input, Error *err)
{
    json_t *result = json_keep(call->arena, json_array());
    Language only = LANGUAGE_EN;
    const char *out = invocation_option(call, "out");
    bool one = invocation_option(call, "language") != NULL;
    TRY(invocation_language(call, &only, err));
    if (out != NULL)
        TRY(file_make_directory(out, 0755, err));
    for (size_t language = 0; language < LANGUAGE_COUNT; language++)
    {
        input->language = (Language)language;
        if (!one || input->language == only)
            TRY(write_page(call, input, result, err));
    }
    return call->json ? result_print_json(call, json_incref(result), err) : ERROR_NONE;
}

ErrorKind
command_output_profile(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Catalogue *catalogue = NULL;
    Deliberation *deliberation = NULL;
    ReleasedFiles files = {0};
    Question question = {.act = ACT_OUTPUT_LIST};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(session_deliberation(&session, call->words[0], &catalogue, &deliberation, err));
    TRY(session_permit(&session, &question, err));
    if (deliberation == NULL)
        return error_set(err, ERROR_STATE, "no such deliberation is registered in this custody");
    RequestScope scope = {.deliberation = deliberation, .catalogue = catalogue};
    for (size_t at = 0; at < deliberation->communications.count; at++)
        if (deliberation->communications.items[at].setting == SETTING_ON_SITE)
            scope.communication = &deliberation->communications.items[at];
    if (scope.communication == NULL)
        return error_set(err, ERROR_STATE, "this deliberation lets nobody work on site");
    TRY(released_read(session.custody, call->arena, &scope, &files, err));
    if (files.count == 0)
        return error_set(err, ERROR_STATE, "no output of this deliberation was released yet");
    ProfileInput input = {
        .scope = &scope, .files = &files, .ledger = custody_name(session.custody)};
    return write_pages(call, &input, err);
}
