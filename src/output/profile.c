/* The page: which table belongs under which question, and where all of it is from. */
#include "output/check.h"
#include "output/profile_inner.h"
#include "output/vega.h"

#include <inttypes.h>
#include <string.h>

static ProfileQuestion
question_of(const ProfileInput *input, const RequestedFile *file)
{
    bool obstacle = file->type == OUTPUT_MODEL;
    for (size_t at = 0; at < file->by_count; at++)
    {
        if (file->by[at].attribute.year != file->by[0].attribute.year)
            return PROFILE_MOVED;
        const Variable *variable =
            catalogue_variable(input->scope->catalogue, file->by[at].attribute.variable);
        obstacle = obstacle || (variable != NULL && variable->obstacle);
    }
    return obstacle ? PROFILE_OBSTACLES : PROFILE_WHO;
}

static void
add_question(const ProfileInput *input, Text *page, ProfileQuestion question)
{
    size_t shown = 0;
    text_print(page, "<h2>%s</h2>\n", profile_question_words[question].in[input->language]);
    for (size_t at = 0; at < input->files->count; at++)
    {
        const ReleasedFile *file = &input->files->items[at];
        if (!file->is_shaped)
            continue;
        if (question == PROFILE_MOVED && profile_series_add(input, page, at))
            shown++;
        if (question_of(input, &file->made_of) != question ||
            profile_has_later(input, &file->made_of))
            continue;
        shown++;
        profile_table_add(input, page, file);
    }
    if (shown == 0)
        text_print(page, "<p class=\"soft\">%s</p>\n", profile_nothing.in[input->language]);
}

/* Cuts the text at its next separator; NULL where nothing is left. */
static char *
cut(char **rest, char at)
{
    char *part = *rest;
    char *end = part == NULL ? NULL : strchr(part, at);
    *rest = end == NULL ? NULL : end + 1;
    if (end != NULL)
        *end = '\0';
    return part;
}

static const char *
method_words(const ProfileInput *input, const ReleasedFile *file)
{
    Method method = METHOD_NONE;
    return method_parse(file->method, &method) ? profile_methods[method].in[input->language]
                                               : file->method;
}

static void
add_sources(const ProfileInput *input, Text *page)
{
    SCRATCH Arena *work = arena_new("sources");
    char *heads = arena_copy_text(work, profile_source_heads.in[input->language]);
    text_print(page, "<h2>%s</h2>\n<table><thead><tr>", profile_sources.in[input->language]);
    for (char *head = cut(&heads, '\n'); head != NULL; head = cut(&heads, '\n'))
        text_print(page, "<th>%s</th>", head);
    text_add(page, "</tr></thead><tbody>\n");
    for (size_t at = 0; at < input->files->count; at++)
    {
        const ReleasedFile *file = &input->files->items[at];
        text_print(page, "<tr><td>%" PRId64 "</td><td>", file->output);
        text_add_markup(page, file->name);
        text_print(page, "</td><td>%" PRId64 "</td><td>%s</td><td class=\"d\">%s</td></tr>\n",
                   file->entry, method_words(input, file), digest_print(work, &file->digest));
    }
    text_add(page, "</tbody></table>\n");
}

static void
add_head(const ProfileInput *input, Text *page)
{
    const Deliberation *deliberation = input->scope->deliberation;
    text_print(page,
               "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'\">\n"
               "<title>%s</title><style>\n",
               language_code(input->language), profile_title.in[input->language]);
    text_add(page, profile_style);
    text_print(page, "</style></head><body>\n<h1>%s</h1>\n<p>", profile_title.in[input->language]);
    text_add_markup(page, deliberation->purpose.in[input->language]);
    text_add(page, "</p>\n<p class=\"soft\">");
    text_add_markup(page, deliberation->id);
    text_add(page, " \u00b7 ");
    text_add_markup(page, input->ledger);
    text_print(page, " \u00b7 %s</p>\n<p class=\"key\">%s</p>\n", profile_basis.in[input->language],
               profile_key.in[input->language]);
}

void
profile_print(const ProfileInput *input, Text *page)
{
    add_head(input, page);
    for (size_t question = 0; question < PROFILE_QUESTION_COUNT; question++)
        add_question(input, page, (ProfileQuestion)question);
    profile_figures_add(input, page);
    profile_remarks_add(input, page);
    add_sources(input, page);
    text_add(page, "<script>");
    text_add(page, vega_program);
    text_add(page, "</script>\n<script>");
    text_add(page, vega_lite_program);
    text_add(page, "</script>\n<script>");
    text_add(page, profile_draw);
    text_add(page, "</script>\n</body></html>\n");
}
