/* beraad output profile ID: the report, one page a language. */
#include "command/inner.h"
#include "command/output_scope.h"
#include "core/file.h"
#include "output/profile.h"

const Option command_output_profile_options[] = {
    {"language", "nl|fr|en", false, "only in this language; without it in all three"},
    {"out", "DIR", false, "where the pages are written; without it here"},
    {NULL, NULL, false, NULL},
};

/* The pages of the languages asked for, before any of them is written. */
typedef struct Page
{
    const char *path;
    Text text;
} Page;

typedef struct Pages LIST_OF(Page) Pages;

static ErrorKind
make_pages(Invocation *call, ProfileInput *input, Pages *pages, Error *err)
{
    Language only = LANGUAGE_EN;
    const char *out = invocation_option(call, "out");
    bool one = invocation_option(call, "language") != NULL;
    TRY(invocation_language(call, &only, err));
    for (size_t language = 0; language < LANGUAGE_COUNT; language++)
    {
        if (one && (Language)language != only)
            continue;
        const char *name =
            arena_print(call->arena, "profile-%s.html", language_code((Language)language));
        Page *page = LIST_ADD(call->arena, pages);
        *page = (Page){.path = out == NULL ? name : file_join(call->arena, out, name),
                       .text = text_new(call->arena)};
        input->language = (Language)language;
        profile_print(input, &page->text);
    }
    return ERROR_NONE;
}

/* Can the pages be written? A folder that is not there is made later. */
static ErrorKind
check_place(const char *out, const Pages *pages, Error *err)
{
    bool is_made = out != NULL && !file_exists(out);
    for (size_t at = 0; at < (is_made ? 1 : pages->count); at++)
    {
        const char *path = is_made ? out : pages->items[at].path;
        if (!file_can_make(path))
            return error_set_io(err, "cannot create '%s'", path);
    }
    return ERROR_NONE;
}

static ErrorKind
record(Session *session, const ProfileInput *input, const Pages *pages, Error *err)
{
    Arena *arena = session->call->arena;
    const ReleasedFiles *files = input->files;
    OutputProfile profile = {.deliberation = input->scope->deliberation->id,
                             .deliberation_digest = input->scope->deliberation->digest};
    for (size_t at = 0; at < files->count; at++)
        if (at == 0 || files->items[at].output != files->items[at - 1].output)
            *LIST_ADD(arena, &profile.outputs) = (int)files->items[at].output;
    for (size_t at = 0; at < pages->count; at++)
        *LIST_ADD(arena, &profile.pages) =
            digest_of(pages->items[at].text.bytes, pages->items[at].text.size);
    return output_record_profiled(session->custody, session->actor, &profile, err);
}

static ErrorKind
write_pages(Invocation *call, const Pages *pages, Error *err)
{
    json_t *result = json_keep(call->arena, json_array());
    Text text = text_new(call->arena);
    for (size_t at = 0; at < pages->count; at++)
    {
        const Page *page = &pages->items[at];
        TRY(file_write(page->path, page->text.bytes, page->text.size, 0644, err));
        text_print(&text, "profile written: %s\n", page->path);
        if (json_array_append_new(result, json_string(page->path)) != 0)
            error_out_of_memory();
    }
    return call->json ? result_print_json(call, json_incref(result), err)
                      : result_print(text.bytes, err);
}

/* What is recorded can be made again from the same released files, so the entry comes first. */
ErrorKind
command_output_profile(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    OutputAsked asked = {0};
    ReleasedFiles files = {0};
    Pages pages = {0};
    const char *out = invocation_option(call, "out");
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(output_scope(&session, call->words[0], &asked, err));
    Question question = {.act = ACT_OUTPUT_PROFILE,
                         .deliberation_id = call->words[0],
                         .deliberation = asked.deliberation};
    TRY(session_ask(&session, &question, err));
    if (asked.scope.communication == NULL)
        return error_set(err, ERROR_STATE, "this deliberation lets nobody work on site");
    TRY(released_read(session.custody, call->arena, &asked.scope, &files, err));
    if (files.count == 0)
        return error_set(err, ERROR_STATE, "no output of this deliberation was released yet");
    ProfileInput input = {
        .scope = &asked.scope, .files = &files, .ledger = custody_name(session.custody)};
    TRY(make_pages(call, &input, &pages, err));
    TRY(check_place(out, &pages, err));
    TRY(session_unlock(&session, err));
    if (out != NULL)
        TRY(file_make_directory(out, 0755, err));
    TRY(record(&session, &input, &pages, err));
    return write_pages(call, &pages, err);
}
